"""The folder for a stick and the book, both of one site that is built once; it has a laser more than ours."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from publish.beside.built_pages import BuiltPage, read_archives, read_menu
from publish.build.build import built
from publish.build.engine import Engine, Form
from publish.forms import booklet, tablet
from publish.project import Project
from tests.projects import copy_project

STICK, BOOK = "a stick é", "book.pdf"
# One page of some parts of the menu, short ones: the book of all takes minutes.
SHORT = ["index.html", "plan.html", "cost.html", "compare/choose.html", "lasers/ysgg.html", "when-to-call.html"]
# Archives of either kind: in the menu, and below their guide; one with a wide table.
SHORT += ["rules.html", "left-out.html", "lasers/ysgg/findings.html", "recovery/charts.html"]
RECORD = "- id: trial-laser\n  name: Trial laser\n  kind: laser\n  means: A laser that is tried here.\n  page: lasers/trial-laser.md\n"
FACT = (
    "- id: trial-redness\n  option: trial-laser\n  effect: erythema\n  measure: duration\n  form: level\n"
    "  value: {low: 3, high: 5, unit: days}\n  spread: stated\n  people: acne-scars\n  who: people in a trial\n"
    "  statement: Redness lasted 3 to 5 days.\n  sources: [majid-2014]\n  certainty: low\n  show: table\n  checked: twice\n"
)
PAGE = (
    '---\ntitle: Trial laser\ndescription: "A laser that is added here to see that nothing else must change for it."\n'
    'checked: "2026-11-24"\nnext_check: "2027-11-24"\n---\n\n# Trial laser\n\n## The days after\n\n{{ show_days("trial-laser") }}\n\n{{ warn_after("trial-laser") }}\n\n{{ close_page() }}\n'
)
FINDINGS = (
    '---\ntitle: "Trial laser: all findings"\ndescription: "Every finding on the laser that is added here, each by itself."\nkind: archive\n'
    'checked: "2026-11-24"\nnext_check: "2027-11-24"\n---\n\n# Trial laser: all findings\n\n{{ show_archive("trial-laser") }}\n\n'
    '{{ close_page(references="none") }}\n'
)


def add_laser(project: Path) -> Path:
    """Adds a laser by a record, its facts, its page and the page of all its findings, and by nothing else; the project."""
    options = project / "data/options.yml"
    text = options.read_text(encoding="utf-8")
    options.write_text(text.replace("- id: rf-microneedling", RECORD + "- id: rf-microneedling"), encoding="utf-8")
    (project / "data/facts/trial-laser.yml").write_text(FACT, encoding="utf-8")
    (project / "docs/lasers/trial-laser.md").write_text(PAGE, encoding="utf-8")
    (project / "docs/lasers/trial-laser").mkdir()
    (project / "docs/lasers/trial-laser/findings.md").write_text(FINDINGS, encoding="utf-8")
    return project


def _short(read_all: Callable[..., list[BuiltPage]], *given: object) -> list[BuiltPage]:
    return [page for page in read_all(*given) if page.address in SHORT]


def make_forms(folder: Path) -> None:
    """Makes the folder for a stick and the book of some pages in a folder, beside their project."""
    project = add_laser(copy_project(folder / "project"))
    with built(project, "material", "folder") as (read, site), pytest.MonkeyPatch.context() as patch:

        @contextmanager
        def again(root: Path, engine: Engine, form: Form) -> Iterator[tuple[Project, Path]]:
            assert (root, engine, form) == (project, "material", "folder")
            yield read, Path(shutil.copytree(site, folder / "again/site"))
            shutil.rmtree(folder / "again")

        for command in (tablet, booklet):
            patch.setattr(command, "built", again)
        for read_pages in (read_menu, read_archives):
            patch.setattr(booklet, read_pages.__name__, partial(_short, read_pages))
        tablet.make_tablet(project, engine="material", out=folder / STICK)
        # In a thread of its own: this one may already hold the browser of other tests.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(booklet.make_booklet, project, engine="material", out=folder / BOOK).result()
