"""YAML -> frozen, typed records; every error of every file named with file, line and record."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from macros.load.checks import Seen, find_problems, index_by_id, records_of
from macros.load.cube import TABLES, Cube
from macros.load.files import Reading, data_files, page_files, read_entries, read_front_matter
from macros.load.problems import BrokenData, Problem
from macros.load.records import Record

__all__ = ["BrokenData", "Cube", "Problem", "fingerprint", "read_cube", "read_records"]

Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(root: Path) -> Fingerprint:
    """Names, sizes and times of all that the site is made from: the key of every cache."""
    read = [root / "mkdocs.yml", *(path for _, path in data_files(root))]
    files = [*(path for path in read if path.is_file()), *page_files(root)]
    return tuple((str(path), (stat := path.lstat()).st_size, stat.st_mtime_ns) for path in files)


def read_cube(root: Path) -> Cube:
    """All data below root, checked; raises BrokenData with every problem of every file."""
    return _read_cube(root, fingerprint(root))


def read_records(root: Path) -> list[Record]:
    """The records of the data files that have no mistake of their own, although others may have."""
    return [entry.record for entry in _read_entries(root, fingerprint(root)).entries]


@lru_cache(maxsize=2)
def _read_entries(root: Path, _: Fingerprint) -> Reading:
    return read_entries(root)


@lru_cache(maxsize=2)
def _read_cube(root: Path, files: Fingerprint) -> Cube:
    data, pages = _read_entries(root, files), read_front_matter(root)
    index, doubles = index_by_id([*data.entries, *pages.entries], [*TABLES, "pages"])
    seen = Seen(index, data.broken | pages.broken, data.unread)
    problems = {*data.problems, *pages.problems, *doubles, *find_problems(seen)}
    if problems:
        raise BrokenData(problems)
    tables: dict[str, Any] = records_of(index)
    return Cube(**tables)
