"""How long a preview takes: to its first page, and from each kind of save until a browser shows it."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page

from benchmarks.browser import opened
from macros.load import read_cube
from macros.usage import sheets
from tests.projects import copy_project

RUNS = 5
# How often a page is looked at, in milliseconds.
POLLED = 20
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
OWN_PAGE = (
    '---\ntitle: "Our door"\ndescription: "A page of a clinic that stands here to be changed and measured."\n'
    'checked: "2026-11-24"\nnext_check: "2027-11-24"\n---\n\n# Our door\n\nIt is round 0.\n'
)
LASER = "fractional-co2"
FACTS = f"data/facts/{LASER}.yml"
COLOURS = ("#0b5c66", "#7a3b69")


@dataclass(frozen=True)
class Save:
    """A kind of save: the file, what changes in it from one state to the next, and what a browser then sees where."""

    name: str
    file: str
    states: tuple[str, ...]
    page: str
    # A function of the browser, true once it shows the state.
    shown: str


def counted(text: str) -> tuple[str, ...]:
    """A text in as many states as runs need."""
    return tuple(text.replace("0", str(number)) for number in range(RUNS + 1))


ARTICLE = "text => document.querySelector('article')?.textContent.includes(text)"
# A promise would pass for true at once, so this looks at the line above the page.
COLOUR = """colour => {
  const [red, green, blue] = colour.match(/\\w\\w/g).map((part) => parseInt(part, 16));
  const head = document.querySelector(".site-header");
  return head && getComputedStyle(head).borderTopColor === `rgb(${red}, ${green}, ${blue})`;
}"""
SAVES = (
    Save("a page", "docs/cost.md", counted("Seen in round 0."), "cost/", ARTICLE),
    Save("a clinic's page", "docs/clinic/door.md", counted("It is round 0."), "clinic/door/", ARTICLE),
    Save("a colour", "mkdocs.yml", tuple(COLOURS[number % 2] for number in range(RUNS + 1)), "", COLOUR),
    Save("a fact", FACTS, counted("In round 0, "), f"lasers/{LASER}/", ARTICLE),
)  # fmt: skip


def print_preview(folder: Path) -> None:
    """Prints the median of several first pages, and of several saves of each kind."""
    project = copy_project(folder / "preview")
    (project / "docs/clinic/door.md").write_text(OWN_PAGE, encoding="utf-8")
    replace(project / "docs/cost.md", "\n## ", "\nSeen in round 0.\n\n## ")
    begin_a_fact(project)
    print(f"\nThe preview, median of {RUNS}")
    first = statistics.median(first_page(project) for _ in range(RUNS))
    print(f"  until the first page                     {first:6.2f} s", flush=True)
    with serving(project) as address, opened() as browser:
        for save in SAVES:
            page = browser.new_page()  # the former one may be about to show its last change
            spent = median_of(save, project, page, address)
            print(f"  until a browser shows {save.name:18} {spent:6.2f} s", flush=True)
            page.close()


def begin_a_fact(project: Path) -> None:
    """Makes the first fact that its laser's page tells in words begin with its round."""
    shown, facts = sheets(project)[f"lasers/{LASER}.md"].facts, read_cube(project).facts.values()
    told = next(fact for fact in facts if fact.option == LASER and fact.form == "words" and fact.id in shown)
    before, head, record = (project / FACTS).read_text(encoding="utf-8").partition(f"- id: {told.id}\n")
    text = before + head + record.replace(" statement: ", " statement: In round 0, ", 1)
    (project / FACTS).write_text(text, encoding="utf-8", newline="\n")


def first_page(project: Path) -> float:
    """Seconds from the command to its first page."""
    start = time.perf_counter()
    with serving(project):
        return time.perf_counter() - start


def median_of(save: Save, project: Path, page: Page, address: str) -> float:
    """The median of the seconds from a save until the browser shows it by itself."""
    page.goto(address + save.page)
    times = []
    for old, new in zip(save.states, save.states[1:], strict=False):
        start = time.perf_counter()
        replace(project / save.file, old, new)
        page.wait_for_function(save.shown, arg=new, timeout=60_000, polling=POLLED)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def replace(file: Path, old: str, new: str) -> None:
    """Saves a file with one text in the place of another; raises ValueError where it does not stand there."""
    text = file.read_text(encoding="utf-8")
    at = text.index(old)
    file.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8", newline="\n")


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """The address of a preview that has made its first page; it is ended afterwards."""
    words = [sys.executable, "-u", "-m", "publish", "serve"]
    process = subprocess.Popen(words, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = ""
    try:
        while not (found := ADDRESS.search(said)) and process.stdout and (line := process.stdout.readline()):
            said += line
        if found is None:
            sys.exit(said)
        with urlopen(found[0]) as page:  # noqa: S310 -- the preview's own address, which it says once it answers there
            page.read()
        yield found[0]
    finally:
        process.terminate()
        process.communicate()
