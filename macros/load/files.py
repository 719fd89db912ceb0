"""The data files and the pages' front matter -> checked records with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.load.cube import ALONE, TABLES
from macros.load.explain import explain, follows, kind_of
from macros.load.problems import Problem, brief, quoted
from macros.load.records import PageMeta, Record, Use
from macros.load.stamps import Fingerprint
from macros.load.yamlfile import Located, Plain, items_of, read_mapping, read_text

MAX_PAGE = 60_000
DASHES = "---"
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
DOCS = "docs"
# Pages of the clinic's own run no macros (base.yml says so to the engines).
CLINIC = "clinic/"


@dataclass(frozen=True, eq=False)
class Entry:
    """A record with the file and the lines that it came from; what is found of it can be kept under it."""

    table: str
    id: str
    record: Record
    file: str
    located: Located

    def problem(self, text: str, *path: str | int) -> Problem:
        """A problem at a part of this record."""
        return Problem(self.file, self.located.line_of(path), self.id, text)


def data_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Each table's name with a file that holds records of it, in a fixed order."""
    data = root / "data"
    for table in TABLES:
        folder = data / table
        if folder.is_dir():
            yield from ((table, path) for path in sorted(folder.glob("*.yml")))
        else:
            yield table, data / f"{table}.yml"


def page_files(root: Path) -> list[Path]:
    """The pages' sources below docs/, sorted."""
    return sorted((root / "docs").rglob("*.md"))


@dataclass
class Reading:
    """What was read: good records, problems, and what is known of records that could not be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    digest: str = ""

    def add(self, kind: type[Record], item: Located, *, file: str, table: str, id_: str) -> None:
        """Keeps the record that an item makes, or its problems and its name."""
        made = validate(kind, item, file=file, table=table, id_=id_)
        if isinstance(made, Entry):
            self.entries.append(made)
        else:
            self.problems += made
            self.broken.add((table, id_))

    def take(self, other: Reading) -> None:
        """Takes in what was read of another file."""
        self.entries += other.entries
        self.problems += other.problems
        self.broken |= other.broken
        self.unread |= other.unread


@lru_cache(maxsize=2)
def read_entries(root: Path, _: Fingerprint) -> Reading:
    """Every record of every data file, read once while their stamps stay."""
    reading, digest = Reading(), sha256()
    for table, path in data_files(root):
        shown = path.relative_to(root).as_posix()
        text, found = read_text(path, shown=shown)
        digest.update(f"{shown}\0{text}\0".encode())
        reading.problems += found
        if found:
            reading.unread.add(table)
        else:
            reading.take(_records_of(table, text, shown))
    reading.digest = digest.hexdigest()
    return reading


@lru_cache(maxsize=256)
def _records_of(table: str, text: str, shown: str) -> Reading:
    """The records of one file, kept while its text stays: a preview reads all again when one changes."""
    reading = Reading()
    # A file holds a list of them, or one alone.
    items, found = read_mapping(text, shown=shown) if table in ALONE else items_of(text, shown=shown)
    reading.problems += found
    if found:
        reading.unread.add(table)
    for item in items:
        reading.add(TABLES[table], item, file=shown, table=table, id_=_id_of(table, item.value))
    return reading


# Each page's path below docs/ with the keys at its head, as they stand there.
Fronts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pages:
    """The pages: their keys, which alone make two readings alike, what was read of them, and their Markdown."""

    fronts: Fronts
    reading: Reading = field(compare=False)
    bodies: Mapping[str, str] = field(compare=False)


@lru_cache(maxsize=2)
def read_pages(root: Path, _: Fingerprint) -> Pages:
    """Every page, read once while their stamps stay; its id is its path below docs/.

    The Markdown of a page that runs no macros is left to its check.
    """
    reading, fronts, bodies = Reading(), [], {}
    for path in page_files(root):
        shown, page = path.relative_to(root).as_posix(), path.relative_to(root / DOCS).as_posix()
        text, found = read_text(path, shown=shown, most=MAX_PAGE)
        front, more = front_matter(text, shown=shown) if not found else ("", [])
        if wrong := [*found, *more]:
            reading.problems += wrong
            reading.broken.add(("pages", page))
        else:
            reading.take(_keys_of(page, front, shown))
        fronts.append((page, front or text))
        if not page.startswith(CLINIC):
            bodies[page] = blank_front_matter(text)
    return Pages(tuple(fronts), reading, bodies)


@lru_cache(maxsize=512)
def _keys_of(page: str, front: str, shown: str) -> Reading:
    """A page's keys, or why they can't be read."""
    reading = Reading()
    items, wrong = read_mapping(front, shown=shown)
    reading.problems += wrong
    if wrong:
        reading.broken.add(("pages", page))
    for item in items:
        reading.add(PageMeta, item, file=shown, table="pages", id_=page)
    return reading


def blank_front_matter(text: str) -> str:
    """The text with its front matter replaced by as many blank lines."""
    return FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text)


def front_matter(text: str, *, shown: str) -> tuple[str, list[Problem]]:
    """The keys at the head of a page, each on its line, where both engines see the same keys; else what is wrong."""
    lines = text.split("\n")
    if lines[0] != DASHES:
        begin = "begin as README.md shows under 'A page of your own begins like this'"
        return "", [Problem(shown, 1, "-", f"expected front matter: {begin}")]
    # An engine ends the keys at other lines than we would, or takes them for text of the page.
    end = next((number for number, line in enumerate(lines[1:], 1) if line.startswith((DASHES, "..."))), 0)
    if not end:
        return "", [Problem(shown, 1, "-", "the front matter has no end: expected a line of three dashes below it")]
    if lines[end] != DASHES or end == len(lines) - 1:
        found = f"found {quoted(lines[end])}, expected a line of three dashes alone, and the page below it"
        return "", [Problem(shown, end + 1, "-", found)]
    return "\n".join(["", *lines[1:end], ""]), []


def _id_of(table: str, value: Plain) -> str:
    """The record's id; a record alone bears its table's, and a use is named by its scar and treatment."""
    if table in ALONE:
        return table
    held = value if isinstance(value, dict) else {}
    if TABLES[table] is Use:
        return "/".join(str(held.get(key)) for key in ("scar", "treatment", "detail", "other") if held.get(key))
    return str(held.get("id", "-"))


def validate(kind: type[Record], item: Located, *, file: str, table: str, id_: str) -> Entry | list[Problem]:
    """The record that an item makes, or every problem that keeps it from being one."""
    if not isinstance(item.value, dict):
        return [Problem(file, item.line, "-", f"found {brief(repr(item.value))}, expected a record: key: value")]
    try:
        return Entry(table, id_, kind.model_validate(item.value), file, item)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return [_problem(detail, kind, item, file, id_) for detail in details if not follows(detail, details)]


def _problem(detail: ErrorDetails, kind: type[Record], item: Located, file: str, id_: str) -> Problem:
    key = ".".join(map(str, detail["loc"]))
    return Problem(file, item.line_of(detail["loc"]), id_, explain(detail, kind), kind=kind_of(detail), key=key)


def index_by_id(entries: Iterable[Entry], tables: Iterable[str]) -> tuple[dict[str, dict[str, Entry]], list[Problem]]:
    """The entries by table and id; a second record of one id is a problem."""
    index: dict[str, dict[str, Entry]] = {table: {} for table in tables}
    problems: list[Problem] = []
    for entry in entries:
        first = index[entry.table].setdefault(entry.id, entry)
        if first is not entry:
            problems.append(entry.problem(f"the id stands already in {first.file}:{first.located.line}", "id"))
    return index, problems
