"""The build: the same in, the same out; and from anything broken, nothing out."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from publish.__main__ import main
from publish.beside.built_pages import parse
from publish.build.engine import ENGINES, Engine
from publish.edition import read_edition
from publish.pictures.brand import BRAND, OURS
from tests.conftest import pages_of
from tests.forms import STICK
from tests.projects import ROOT, SHIPPED
from tests.unit.clinics import changed
from tests.unit.small import make_whole, reword

KB = 1024
BESIDE_HTML = 36 * KB
HTML = 24 * KB
# A page for looking up holds all findings of an option, and is no first visit.
ARCHIVE = 40 * KB
REQUESTS = 8


def publish(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does, in a project."""
    return subprocess.run(
        [sys.executable, "-m", "publish", *words],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def publish_here(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The same in this process: for what is refused, before which Python would start longer than the command takes."""
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(StringIO()) as said,
        redirect_stderr(StringIO()) as told,
    ):
        patch.setattr("publish.__main__.ROOT", project)
        patch.chdir(project)
        try:
            code = main(list(words))
        except SystemExit as ended:  # words that no command knows
            code = int(ended.code or 0)
    return subprocess.CompletedProcess(words, code, said.getvalue(), told.getvalue())


Command = Callable[..., tuple[int, str, str]]


def make_published(root: Path) -> Path:
    """Writes the small project with a last good site."""
    make_whole(root)
    (root / "site").mkdir()
    (root / "site/build.json").write_text("{}")
    (root / "site/index.html").write_text("the last good site")
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_published(tmp_path / "project")


@pytest.fixture
def command(small: Path) -> Command:
    """Runs a command on the small project in this process; its code, and what it said and complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        done = publish_here(small, *words)
        return done.returncode, done.stdout, done.stderr

    return run


def check_refused(project: Path, code: int, said: str, complained: str) -> None:
    """Nothing was published, that was said plainly, and the last site is there, with nothing beside it."""
    assert code == 1
    assert "Traceback" not in complained + said
    assert "Nothing was published" in complained
    assert (project / "site/index.html").read_text() == "the last good site"
    assert sorted(path.name for path in (project / "site").iterdir()) == ["build.json", "index.html"]
    assert not list(project.glob(".build-*"))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("data/facts/fractional-co2.yml", '"measure": "measure-a"', '"measure": "measure-aa"', "data/facts/fractional-co2.yml:"),
        ("docs/index.md", "Words of a page", '{{ state_fact("fact-aa") }}', "docs/index.md:"),
        ("docs/about.md", "Words of a page", '{{ compare_options("grup-a") }}', "docs/about.md:"),
        ("docs/glossary.md", "# A page", "# A page\n\n{{ nothing }}", "nothing"),
        ("mkdocs.yml", '"#0b5c66"', '"#f5d000"', "mkdocs.yml:"),
        ("mkdocs.yml", '"#0b5c66"', '"teal"', "allowed: a colour such as '#0b5c66'"),
        ("data/search.yml", '"stop":', '"stopp":', "unknown key 'stopp' (nearest: stop)"),
    ],
)  # fmt: skip
def test_a_mistake_publishes_nothing_and_keeps_the_last_site(
    small: Path, command: Command, *, file: str, old: str, new: str, says: str
) -> None:
    reword(small / file, old, new)
    code, said, complained = command("build")
    check_refused(small, code, said, complained)
    assert says in complained


@pytest.mark.parametrize("engine", ENGINES)
def test_a_mistake_on_the_last_page_that_only_the_engine_sees_keeps_the_last_site(
    small: Path, command: Command, engine: Engine
) -> None:
    last = max((small / "docs").glob("*.md"))
    with last.open("a", encoding="utf-8") as page:
        page.write("\n[gone](gone.md)\n")
    code, said, complained = command("build", "--engine", engine)
    check_refused(small, code, said, complained)
    assert last.name in complained and "gone.md" in complained
    assert "Nothing was published: 1 line above says why" in complained


def test_every_mistake_is_one_line(small: Path, command: Command) -> None:
    facts = small / "data/facts/fractional-co2.yml"
    text = facts.read_text(encoding="utf-8").replace('"certainty": "low"', '"certainty": "sure"')
    facts.write_text(text, encoding="utf-8")
    other = text.replace('"fact-', '"other-').replace('"option": "fractional-co2"', '"option": "option-b"')
    (small / "data/facts/option-b.yml").write_text(other, encoding="utf-8")
    code, _, complained = command("check")
    lines = [line for line in complained.splitlines() if line.startswith("data/")]
    assert (code, len(lines)) == (1, 4)
    assert all("found 'sure', allowed: high, moderate, low or expert" in line for line in lines)


def test_claims_in_a_clinics_pages_are_told_with_file_and_line_and_stop_nothing(small: Path, command: Command) -> None:
    shutil.copy2(ROOT / "data/phrases.yml", small / "data/phrases.yml")
    # As long as no country is known, whose rules would forbid it.
    (small / "mkdocs.yml").write_text(json.dumps(changed(("extra", "clinic"), gone=True)), encoding="utf-8")
    (small / "docs/clinic/offer.md").write_text(
        '---\ntitle: Our laser\ndescription: "What our clinic says about the laser that it has, in its own words."\n'
        'checked: "2026-11-24"\nnext_check: "2027-11-24"\n---\n\n# Our laser\n\nNo result is guaranteed.\n\nIt is painless.\n',
        encoding="utf-8",
    )
    code, said, complained = command("check")
    assert code == 0, complained
    lines = [line for line in said.splitlines() if line.startswith("warning: docs/clinic/offer.md:")]
    assert len(lines) == 1
    assert 'docs/clinic/offer.md:12: painless: "painless"' in lines[0]


def test_a_site_without_an_address_says_so(small: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    (small / "mkdocs.yml").write_text(json.dumps(changed(("site_url",), "http://127.0.0.1:8000/")), encoding="utf-8")
    monkeypatch.delenv("CI", raising=False)
    code, said, complained = command("build", "--out", str(small / "site"))
    assert code == 0, complained
    (line,) = (line for line in said.splitlines() if "stand on this computer" in line)
    assert line.startswith("warning: mkdocs.yml:1: ") and "set the environment variable SITE_URL" in line


def test_a_folder_with_other_files_is_never_replaced(small: Path, command: Command) -> None:
    (small / "mine").mkdir()
    (small / "mine/letter.txt").write_text("keep me")
    for name in ("build", "tablet"):
        code, _, err = command(name, "--out", str(small / "mine"))
        assert code == 1 and "holds files" in err, (name, err)
    assert (small / "mine/letter.txt").read_text() == "keep me"
    assert command("build", "--out", str(small / "docs"))[0] == 1
    assert command("build", "--out", str(small))[0] == 1
    kept = small / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    for name in ("build", "tablet", "booklet", "evidence", "links"):
        code, _, err = command(name, "--out", str(kept))
        assert code == 1 and "kept.txt" in err and kept.read_text(encoding="utf-8") == "mine", (name, err)


def test_a_new_laser_takes_a_record_facts_and_a_page_and_no_code(forms: Path) -> None:
    site = forms / STICK / "site"
    row = parse(site / "compare/lasers.html").css_first("#recovery-trial-laser")
    assert row.css_first("th a").attributes["href"] == "../lasers/trial-laser.html"
    assert row.css_first(".value").text() == "3 to 5 days"
    assert "Trial laser" in (site / "index.html").read_text(encoding="utf-8")


def test_without_git_the_edition_is_the_release(material: Path) -> None:
    foot = parse(material / "index.html").css_first(".page-foot").text()
    assert read_edition(ROOT).release in foot
    assert f"{read_edition(ROOT).release} (" not in foot


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_first_visit_is_light(request: pytest.FixtureRequest, engine: Engine) -> None:
    site: Path = request.getfixturevalue(engine)
    for page in pages_of(site):
        path = site / page / "index.html"
        html = parse(path)
        named = [
            node.attributes.get("href") or node.attributes.get("src") or ""
            # Of the two icons a browser asks for one: for the drawing, where it takes any.
            for node in html.css("link[rel=stylesheet], link[rel=icon][type='image/svg+xml'], script[src], img[src]")
        ]
        beside = {(path.parent / name).resolve() for name in named} | {site.resolve() / "assets/vendor/besley.woff2"}
        most = ARCHIVE if html.css_first("article[data-kind=archive]") else HTML
        assert packed(path) <= most, (page, packed(path))
        assert sum(map(packed, beside)) <= BESIDE_HTML
        assert 1 + len(beside) <= REQUESTS


# What is copied from docs/assets/ and what a build makes: whatever else stands there, a theme has brought.
OUR_ASSETS = {"brand", "css", "js", "made", "options", "vendor"}


def test_no_script_or_style_of_the_theme_travels(material: Path, zensical: Path) -> None:
    for site in (material, zensical):
        assert {path.name for path in (site / "assets").iterdir()} == OUR_ASSETS
        for path in site.rglob("*.html"):
            html = parse(path)
            inline = [node.attributes for node in html.css("script") if not node.attributes.get("src")]
            assert all(attributes == {"type": "application/ld+json"} for attributes in inline)
            assert html.css("style, [style], [onclick]") == []


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_our_logo_and_icon_are_those_of_today_whatever_was_given_out(
    request: pytest.FixtureRequest, engine: str
) -> None:
    site = request.getfixturevalue(engine)
    for name in ("logo.svg", "favicon.svg"):
        ours, given = (OURS / name).read_bytes(), (SHIPPED / BRAND / name).read_bytes()
        assert (site / "assets/brand" / name).read_bytes() == ours != given
