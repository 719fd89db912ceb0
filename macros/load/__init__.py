"""YAML -> frozen, typed records; every error of every file named with file, line and record.

Nothing is read twice: what was read is kept by the names, sizes and times of its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path
from typing import Any

from macros.load.checks import Seen, find_problems
from macros.load.cube import TABLES, Cube
from macros.load.editions import edition_files, read_editions
from macros.load.files import (
    DOCS,
    Pages,
    data_files,
    index_by_id,
    page_files,
    read_entries,
    read_pages,
)
from macros.load.kept import keep
from macros.load.problems import BrokenData, Problem
from macros.load.records import Record
from macros.load.settings import FILE
from macros.load.stamps import Fingerprint, stamps_of

__all__ = [
    "BrokenData",
    "Cube",
    "Fingerprint",
    "Problem",
    "fingerprint",
    "read_bodies",
    "read_cube",
    "read_records",
]

# Where the engines' settings stand, and the style sheet that is made of the clinic's colours.
BASE, MADE = "base.yml", "brand.css"


def fingerprint(root: Path) -> Fingerprint:
    """Names, sizes and times of all that the site is made from, but for the style sheet that a build itself writes."""
    copied = (path for path in sorted((root / DOCS).rglob("*")) if path.name != MADE)
    return stamps_of([root / FILE, root / BASE, *_data(root), *edition_files(root), *copied])


def _data(root: Path) -> list[Path]:
    return [path for _, path in data_files(root)]


def read_cube(root: Path) -> Cube:
    """All data below root, checked, the same object while no record changes; raises BrokenData with every problem."""
    frozen = stamps_of(edition_files(root))
    return _cube(root, stamps_of(_data(root)), read_pages(root, stamps_of(page_files(root))), frozen)


def read_records(root: Path) -> list[Record]:
    """The records of the data files that have no mistake of their own, although others may have."""
    return [entry.record for entry in read_entries(root, stamps_of(_data(root))).entries]


def read_bodies(root: Path) -> Mapping[str, str]:
    """The Markdown of every page that runs macros, its front matter left as blank lines so that line numbers hold."""
    return read_pages(root, stamps_of(page_files(root))).bodies


@lru_cache(maxsize=2)
def _cube(root: Path, stamps: Fingerprint, pages: Pages, frozen: Fingerprint) -> Cube:
    """The cube; pages are the same to it while their keys are, whatever stands below these."""
    data = read_entries(root, stamps)
    editions, changed = read_editions(root, frozen)
    index, doubles = index_by_id([*data.entries, *pages.reading.entries], [*TABLES, "pages"])
    tables: dict[str, Any] = {name: {id_: entry.record for id_, entry in held.items()} for name, held in index.items()}
    cube = Cube(**tables, digest=data.digest, fronts=pages.fronts, editions=editions)
    seen = Seen(cube, index, data.broken | pages.reading.broken, data.unread)
    made_of = repr((data.digest, pages.fronts))
    told = keep("together", made_of, lambda: [astuple(problem) for problem in find_problems(seen)])
    problems = {*data.problems, *pages.reading.problems, *doubles, *changed, *(Problem(*parts) for parts in told)}
    if problems:
        raise BrokenData(problems)
    return cube
