"""What must not be opened at all: links, pipes, giants and names that break a line, told before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from macros.load.problems import Problem, brief

READ = ("docs", "data")
# The largest file that a site may hold; what a kind of file may weigh is less, and told where it is read.
MOST_BYTES = 10_000_000
# Editors and browsers take no name for longer than this.
MOST_NAME = 120
# No more folders stand in each other: systems and engines end at some depth, each at another.
MOST_DEEP = 12
TOO_DEEP = f"stands in more than {MOST_DEEP} folders: put it into fewer"


def find_strange(root: Path) -> list[Problem]:
    """Whatever below docs/ and data/ no part of a build may open, and mkdocs.yml if it is such a thing."""
    paths = [(root / "mkdocs.yml", 0), *(found for name in READ for found in _below(root / name))]
    found = ((path, _strange(path) if deep <= MOST_DEEP else TOO_DEEP) for path, deep in paths)
    return [Problem(path.relative_to(root).as_posix(), 1, "-", text) for path, text in found if text]


def _below(folder: Path, deep: int = 0) -> Iterator[tuple[Path, int]]:
    """The folder and all that lies below it, in a fixed order, each with how deep; no link is followed."""
    yield folder, deep
    if folder.is_symlink() or deep > MOST_DEEP or not folder.is_dir():
        return
    for path in sorted(Path(entry.path) for entry in os.scandir(folder)):
        yield from _below(path, deep + 1)


def _strange(path: Path) -> str:
    """Why a path must not be opened, or nothing."""
    if path.is_symlink():
        return "a link to another place: put the file itself here"
    if brief(path.name, MOST_NAME) != path.name or ":" in path.name:
        return "the name is too long, or holds a sign that can't be printed on one line: rename it"
    if path.is_dir() or not path.exists():
        return ""
    if not path.is_file():
        return "no file that can be read to its end: remove it"
    if not os.access(path, os.R_OK):
        return "can't be read: allow reading it"
    size = path.stat().st_size
    return f"{size:,} bytes, allowed: {MOST_BYTES:,}" if size > MOST_BYTES else ""
