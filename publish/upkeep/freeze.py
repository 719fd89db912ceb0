"""At a release: freezes what its sheets can show, and gives it the page that holds them against a newer site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from macros.calls import Rendering
from macros.load import Cube
from macros.load.editions import EDITIONS, SHOWN, edition_files, since_page, write_edition
from macros.load.files import DOCS
from macros.load.records import Fact, FrozenFact, Value
from macros.model.export import fact_row
from macros.render.pieces import number_of
from macros.render.since import sign_words
from publish.beside.feed import read_changes
from publish.beside.safety import SOURCE
from publish.beside.template import write
from publish.edition import read_edition
from publish.project import read_project
from publish.report import Refused

PAGE = """---
title: "What has changed since edition {release}"
description: "{about}"
kind: edition
checked: "{checked}"
next_check: "{next_check}"
---

# Does your printed sheet still hold?

{{{{ show_changes("{release}") }}}}

{{{{ close_page(references="none") }}}}
"""
HEADING = re.compile(r"^# (.+?)(?: \{.*\})?$", re.MULTILINE)
ABOUT = (
    "For who holds a printed sheet of edition {release}: which of its numbers have changed or were withdrawn, "
    "and which warning signs are new."
)


def freeze(root: Path) -> list[Path]:
    """Writes what the release in pyproject.toml freezes, and the page of each edition; the files.

    Raises Refused where that release is frozen already or has no entry in the change log, and BrokenData.
    """
    edition = read_edition(root)
    release, file = edition.release, Path(EDITIONS, edition.release, SHOWN)
    if (root / file).exists():
        text = f"{file.as_posix()}: edition {release} is frozen, and its sheets are printed"
        raise Refused([f"{text}: raise the version in pyproject.toml first"])
    day = _day_of(root, release)
    project = read_project(root, edition)
    frozen = write_edition(root, held_by(project.cube, project.pages, release=release, day=day))
    return [frozen, *_write_pages(root, day)]


def held_by(cube: Cube, pages: Mapping[str, Rendering], *, release: str, day: str) -> dict[str, Any]:
    """What sheets printed from these pages can show."""
    words = sign_words(cube)
    shown = {page: made for page, made in pages.items() if cube.pages[page].kind != "edition"}
    return {
        "edition": release,
        "day": day,
        "facts": [_fact(cube, fact) for fact in cube.facts.values()],
        "signs": [{"id": id_, "urgency": sign.urgency, "words": words[id_]} for id_, sign in cube.signs.items()],
        "pages": [
            {"page": page, "title": _heading(made, cube.pages[page].title), "facts": sorted(made.sheet.facts)}
            for page, made in sorted(shown.items())
        ],
    }


def _heading(made: Rendering, title: str) -> str:
    """The words at the top of a sheet, by which who holds it finds it again: the page's heading, else its title."""
    found = HEADING.search(made.body)
    return found[1] if found else title


def _fact(cube: Cube, fact: Fact) -> dict[str, Any]:
    """A finding as its edition tells it, without what is not known."""
    row: dict[str, Any] = {**fact_row(fact), "number": number_of(cube, fact)}
    row["value"] = {name: row[name] for name in Value.model_fields if row[name] is not None}
    return {name: row[name] for name in FrozenFact.model_fields if row.get(name) not in (None, "", {})}


def _day_of(root: Path, release: str) -> str:
    """The day of a release; raises Refused where the change log has none."""
    days = {change.version: change.day for change in read_changes((root / SOURCE).read_text(encoding="utf-8"))}
    if release not in days:
        raise Refused([f"{SOURCE}: found no release {release}, expected its entry: '## {release} – 25 November 2026'"])
    return days[release].partition("T")[0]


def _write_pages(root: Path, day: str) -> Iterator[Path]:
    """Writes the page of each frozen edition: with each release all are looked at again."""
    for file in edition_files(root):
        path = root / DOCS / since_page(file.parent.name)
        write(path, page_text(file.parent.name, date.fromisoformat(day)))
        yield path


def page_text(release: str, checked: date) -> str:
    """The page that tells what has changed since a release; its dates are a year apart."""
    # The 29th of February has no next year.
    later = checked.replace(year=checked.year + 1, day=min(checked.day, 28) if checked.month == 2 else checked.day)  # noqa: PLR2004
    return PAGE.format(release=release, about=ABOUT.format(release=release), checked=checked, next_check=later)
