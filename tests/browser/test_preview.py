"""The preview, as who writes sees it: each save shows by itself, a slip stands over the page, and nothing ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import WATCH
from tests.site.test_commands import PUBLISH, assert_same, environment, free, make_project, run, tree
from tests.unit.small import reword

SLIP = "document.querySelector('[role=alert]')"


@dataclass
class Preview:
    """A running preview of a project, and the page of it that a browser shows."""

    root: Path
    where: str
    folder: Path
    process: subprocess.Popen[str]
    page: Page
    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    more: Condition = field(default_factory=Condition)

    def turn_to(self, page: str) -> None:
        """Opens a page as a link does: the preview may make the one before it anew meanwhile, and `goto` would fail."""
        address = f"http://{self.where}/{page}"
        self.page.evaluate("address => location.assign(address)", address)
        self.page.wait_for_url(address)

    def shows(self, page: str, text: str, *, in_: str = "article") -> None:
        """Waits until this page shows this text, by itself: whoever looks at it does nothing."""
        if self.page.url != f"http://{self.where}/{page}":
            self.turn_to(page)
        self.page.wait_for_function(
            f"([where, text]) => document.querySelector(where)?.textContent.includes(text) && !{SLIP}", arg=[in_, text]
        )

    def tells(self, text: str) -> None:
        """Waits until a slip stands over the page, seen, and holds it against the terminal."""
        shown = f"text => {SLIP}?.textContent.includes(text) && {SLIP}.checkVisibility() && {SLIP}.textContent"
        lines = str(self.page.wait_for_function(shown, arg=text).json_value()).splitlines()[1:]
        with self.more:
            told = self.more.wait_for(lambda: all(line in "".join(self.said) for line in lines), timeout=60)
        assert lines and told, (lines, self.said)

    def listen(self) -> None:
        """Keeps each line of the terminal, until there is no more."""
        for line in iter(self.process.stdout.readline, "") if self.process.stdout else ():
            with self.more:
                self.said.append(line)
                self.more.notify_all()

    def mended(self) -> None:
        """Waits until no slip stands over the page."""
        self.page.wait_for_function(f"() => document.querySelector('article') && !{SLIP}")

    def slips(self, file: str, old: str, new: str, told: str) -> None:
        """Makes a slip in a file, sees it told, mends it, and sees it gone."""
        before = (self.root / file).read_bytes()
        reword(self.root / file, old, new)
        self.tells(told)
        (self.root / file).write_bytes(before)
        self.mended()


@pytest.fixture(scope="module")
def preview(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """`mkdocs serve` of the small project, which is what `nox -s serve` starts too."""
    folder = tmp_path_factory.mktemp("preview")
    root, where = make_project(folder / "project"), free()
    reword(root / "docs/about.md", "More words.", '{{ state_fact("fact-a") }}')
    (folder / "served").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", where], cwd=root, text=True, encoding="utf-8",
        env=environment(TMPDIR=str(folder / "served")), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    context = browser.new_context()
    context.add_init_script(WATCH)
    context.set_default_timeout(60_000)
    made = Preview(root, where, folder / "served", process, context.new_page())
    made.page.on("console", lambda message: made.errors.append(message.text) if message.type == "error" else None)
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    assert process.stdout is not None
    while "Serving on" not in "".join(made.said) and (line := process.stdout.readline()):
        made.said.append(line)
    listening = Thread(target=made.listen, daemon=True)
    listening.start()
    try:
        made.page.goto(f"http://{where}/")
        yield made
    finally:
        context.close()
        if process.poll() is None:
            process.kill()
        process.wait()
        listening.join()
        process.stdout.close()


def test_each_save_shows_by_itself(preview: Preview) -> None:
    preview.shows("", "More words.")
    reword(preview.root / "docs/index.md", "More words.", "Words that are new.")
    preview.shows("", "Words that are new.")
    preview.shows("clinic/rooms/", "More words.")
    reword(preview.root / "docs/clinic/rooms.md", "More words.", "Rooms that are new.")
    preview.shows("clinic/rooms/", "Rooms that are new.")
    reword(
        preview.root / "overrides/partials/footer.html",
        '<footer class="site-footer">',
        '<footer class="site-footer">A frame',
    )
    preview.shows("clinic/rooms/", "A frame", in_="footer.site-footer")
    reword(preview.root / "mkdocs.yml", '"site_name": "', '"site_name": "Our ')
    preview.shows("clinic/rooms/", "Our ", in_=".brand")


def test_a_fact_a_template_and_code_show_by_themselves(preview: Preview) -> None:
    preview.shows("about/", "It took 2 to 4 days, 3 on average.")
    reword(preview.root / "data/facts/fractional-co2.yml", "It took 2 to 4 days", "It lasted 2 to 4 days")
    preview.shows("about/", "It lasted 2 to 4 days, 3 on average.")
    reword(preview.root / "macros/templates/fact.html.j2", "{{ parts.cited(", "As told: {{ parts.cited(")
    preview.shows("about/", "As told: It lasted 2 to 4 days")
    reword(preview.root / "macros/calls.py", "sheet, *args, **named)\n", "sheet, *args, **named) + ' By code.'\n")
    preview.shows("about/", "By code.")
    # And what follows a change of the code is again no more than the page.
    reword(preview.root / "docs/about.md", "\n## Top\n", "\n## Another top\n")
    preview.shows("about/", "Another top")


def test_a_colour_shows_by_itself(preview: Preview) -> None:
    preview.turn_to("")
    colour = "getComputedStyle(document.querySelector('.site-header')).borderTopColor"
    preview.page.wait_for_function(f"() => document.querySelector('.site-header') && {colour} === 'rgb(11, 92, 102)'")
    reword(preview.root / "mkdocs.yml", '"colour": "#0b5c66"', '"colour": "#7a3b69"')
    preview.page.wait_for_function(f"() => document.querySelector('.site-header') && {colour} === 'rgb(122, 59, 105)'")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("macros/render/words.py", "def ", "def def ", "SyntaxError"),
        ("macros/templates/fact.html.j2", "{{ parts.cited(", "{{ } parts.cited(", "docs/about.md:"),
        ("data/units.yml", '"kind": "time"', '"kind": "tyme"', "data/units.yml:"),
        pytest.param(
            "docs/index.md",
            '"title": "A page"',
            '"titel": "A page"',
            "unknown key 'titel' (nearest: title)",
            marks=pytest.mark.soak,
        ),
        ("docs/index.md", '"title": "A page"', '"title": Opening hours: Mo-Fr', "docs/index.md:"),
        ("docs/clinic/rooms.md", "---\n{", "{", "docs/clinic/rooms.md:1:"),
        ("docs/index.md", "## Top", "## Top\n\n[gone](gone.md)", "gone.md"),
        ("docs/index.md", "## Top", '## Top\n\n{{ state_fact("fact-x") }}', "no fact 'fact-x'"),
        ("mkdocs.yml", '"colour": "', '"colour": "#f5d000", "colour_": "', "mkdocs.yml:"),
        pytest.param(
            "overrides/main.html",
            "{% block htmltitle %}",
            "{% block htmltitle %}{% if %}",
            "main.html",
            marks=pytest.mark.soak,
        ),
    ],
    ids=["code", "template", "data", "front matter", "quotes", "no front matter", "link", "call", "colour", "frame"],
)
def test_a_slip_stands_over_the_page_until_it_is_mended(
    preview: Preview, file: str, old: str, new: str, told: str
) -> None:
    preview.slips(file, old, new, told)


def test_after_all_that_the_preview_is_what_a_whole_build_makes_and_ends_quietly(
    preview: Preview, tmp_path: Path
) -> None:
    reword(preview.root / "docs/evidence.md", "More words.", "The last words.")
    preview.shows("evidence/", "The last words.")
    # Compiled templates are kept beside it from one run to the next.
    (served,) = (made for made in preview.folder.iterdir() if not made.name.startswith("_jinja2-cache"))
    made = tree(served)
    assert preview.process.poll() is None
    assert preview.page.evaluate("window.refused") == [] and preview.errors == []
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(60) == 0, preview.said
    assert "Traceback" not in "".join(preview.said) and not served.exists()
    code, _, said = run(preview.root, *PUBLISH, "--out", str(tmp_path / "site"), SITE_URL=f"http://{preview.where}/")
    assert code == 0, said
    assert_same(made, tree(tmp_path / "site"))
