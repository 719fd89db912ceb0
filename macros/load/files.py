"""The data files and the pages' front matter -> checked records with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from macros.load import fields
from macros.load.cube import TABLES
from macros.load.problems import Problem, brief, nearest
from macros.load.records import PageMeta, Record, Use
from macros.load.yamlfile import Located, Plain, items_of, read_mapping, read_text

MAX_PAGE = 60_000
DASHES = "---"
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
DOCS = "docs"
# Pages of the clinic's own run no macros (base.yml says so to the engines).
CLINIC = "clinic/"


@dataclass(frozen=True)
class Entry:
    """A record with the file and the lines that it came from."""

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
    for table in TABLES:
        folder = root / "data" / table
        yield from ((table, path) for path in sorted(folder.glob("*.yml")))
        if not folder.is_dir():
            yield table, root / "data" / f"{table}.yml"


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

    def add(self, made: Entry | list[Problem], *, table: str, id_: str) -> None:
        """Keeps a record, or its problems and its name."""
        if isinstance(made, Entry):
            self.entries.append(made)
        else:
            self.problems += made
            self.broken.add((table, id_))


def read_entries(root: Path) -> Reading:
    """Every record of every data file."""
    reading, digest = Reading(), sha256()
    for table, path in data_files(root):
        shown = path.relative_to(root).as_posix()
        text, found = read_text(path, shown=shown)
        digest.update(f"{shown}\0{text}\0".encode())
        items, wrong = items_of(text, shown=shown) if not found else ([], [])
        found += wrong
        reading.problems += found
        if found:
            reading.unread.add(table)
        for item in items:
            value = item.value if isinstance(item.value, dict) else {}
            reading.add(_entry(table, item, file=shown), table=table, id_=_id_of(table, value))
    reading.digest = digest.hexdigest()
    return reading


# Each page's path below docs/ with the keys at its head, as they stand there.
Fronts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pages:
    """The pages: their keys, which alone make two readings alike, what was read of them, and their Markdown."""

    fronts: Fronts
    reading: Reading = field(compare=False)
    bodies: Mapping[str, str] = field(compare=False)


def read_pages(root: Path) -> Pages:
    """Every page; its id is its path below docs/. The Markdown of a page that runs no macros is left to its check."""
    reading, fronts, bodies = Reading(), [], {}
    for path in page_files(root):
        shown, page = path.relative_to(root).as_posix(), path.relative_to(root / DOCS).as_posix()
        text, found = read_text(path, shown=shown, most=MAX_PAGE)
        front, more = front_matter(text, shown=shown) if not found else ("", [])
        _read_front(reading, front, [*found, *more], shown=shown, page=page)
        fronts.append((page, front or text))
        if not page.startswith(CLINIC):
            bodies[page] = blank_front_matter(text)
    return Pages(tuple(fronts), reading, bodies)


def _read_front(reading: Reading, front: str, found: list[Problem], *, shown: str, page: str) -> None:
    """Adds a page's keys to what was read, or why they can't be."""
    items, wrong = read_mapping(front, shown=shown) if not found else ([], [])
    reading.problems += [*found, *wrong]
    if found or wrong:
        reading.broken.add(("pages", page))
    for item in items:
        reading.add(validate(PageMeta, item, file=shown, table="pages", id_=page), table="pages", id_=page)


def blank_front_matter(text: str) -> str:
    """The text with its front matter replaced by as many blank lines."""
    return FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text)


def front_matter(text: str, *, shown: str) -> tuple[str, list[Problem]]:
    """The keys at the head of a page, each on its line, where both engines see the same keys; else what is wrong."""
    lines = text.split("\n")
    if lines[0] != DASHES:
        return "", [
            Problem(
                shown,
                1,
                "-",
                "expected front matter: begin as README.md shows under 'A page of your own begins like this'",
            )
        ]
    # An engine ends the keys at other lines than we would, or takes them for text of the page.
    end = next((number for number, line in enumerate(lines[1:], 1) if line.startswith((DASHES, "..."))), 0)
    if not end:
        return "", [Problem(shown, 1, "-", "the front matter has no end: expected a line of three dashes below it")]
    if lines[end] != DASHES or end == len(lines) - 1:
        found = f"found {brief(lines[end])!r}, expected a line of three dashes alone, and the page below it"
        return "", [Problem(shown, end + 1, "-", found)]
    return "\n".join(["", *lines[1:end], ""]), []


def _entry(table: str, item: Located, *, file: str) -> Entry | list[Problem]:
    value = item.value
    if not isinstance(value, dict):
        return [Problem(file, item.line, "-", f"found {brief(repr(value))}, expected a record: key: value")]
    return validate(TABLES[table], item, file=file, table=table, id_=_id_of(table, value))


def _id_of(table: str, value: dict[str, Plain]) -> str:
    """The record's id; a use has none of its own and is named by its scar and treatment."""
    if TABLES[table] is Use:
        return "/".join(str(value.get(key)) for key in ("scar", "treatment", "detail", "other") if value.get(key))
    return str(value.get("id", "-"))


def validate(kind: type[Record], item: Located, *, file: str, table: str, id_: str) -> Entry | list[Problem]:
    """The record that an item makes, or every problem that keeps it from being one."""
    try:
        return Entry(table, id_, kind.model_validate(item.value), file, item)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return [
            Problem(file, item.line_of(tuple(detail["loc"])), id_, explain(detail, kind))
            for detail in details
            if not _follows(detail, details)
        ]


def _follows(detail: ErrorDetails, details: Iterable[ErrorDetails]) -> bool:
    """Whether a list is short only because its items have mistakes of their own."""
    place = detail["loc"]
    below = (other["loc"] for other in details if len(other["loc"]) > len(place))
    return detail["type"] == "too_short" and any(loc[: len(place)] == place for loc in below)


def explain(detail: ErrorDetails, kind: type[Record]) -> str:
    """A validator's finding in plain words: the key, what was found, what is allowed."""
    key = brief(".".join(str(part) for part in detail["loc"]))
    if detail["type"] == "missing":
        return f"the key {key!r} is missing"
    if detail["type"] == "extra_forbidden":
        name, names = str(detail["loc"][-1]), _record_at(kind, detail["loc"][:-1]).model_fields
        home = next((home for home in _homes(kind, name) if home), "")
        hint = (
            f"it belongs below {home}, and its line is moved in like the others there" if home else nearest(name, names)
        )
        return f"unknown key {key!r} ({hint})"
    found, allowed = brief(f"found {detail['input']!r}"), _allowed(detail, kind)
    says = f", allowed: {allowed}" if allowed else f": {detail['msg'].replace('Input should be', 'should be')}"
    return f"{key}: {found}{says}"


_PLAIN = {
    "string_too_short": "some text",
    "string_type": "text (put it in quotes)",
    "tuple_type": "a list, each item on a line that begins with '- '",
    "bool_type": "true or false, without quotes",
}


def _allowed(detail: ErrorDetails, kind: type[Record]) -> str:
    """What may stand in the place of what was found, where the validator's own words are not plain."""
    match detail["type"]:
        case "literal_error":
            allowed = str(detail["ctx"]["expected"])
            near = nearest(str(detail["input"]), re.findall(r"'([^']+)'", allowed))
            return allowed.replace("'", "") + (f" ({near})" if near.startswith("nearest") else "")
        case fields.REFUSED:
            return str(detail["ctx"]["allowed"])
        case "string_pattern_mismatch":
            return _such_as(kind, detail) or f"the form {detail['ctx']['pattern']}"
        case "model_type":
            keys = f"keys below it: {', '.join(_record_at(kind, detail['loc']).model_fields)}"
            hint = f"; if none is wanted, remove the line {detail['loc'][-1]}:" if detail["input"] is None else ""
            return keys + hint
        case "string_too_short" if (least := detail["ctx"]["min_length"]) > 1:
            return f"text of at least {least} letters"
    return _PLAIN.get(detail["type"], "")


def _such_as(kind: type[Record], detail: ErrorDetails) -> str:
    """What the field is in plain words, with an example, where its record says so."""
    place = [part for part in detail["loc"] if isinstance(part, str)]
    info = _record_at(kind, place[:-1]).model_fields.get(place[-1]) if place else None
    for field_ in _flat(info.annotation, info) if info is not None else ():
        if isinstance(field_, FieldInfo) and field_.title and field_.examples:
            return f"{field_.title} such as {field_.examples[0]!r}"
    return ""


def _record_at(kind: type[Record], place: Iterable[str | int]) -> type[Record]:
    """The record that is written at a place inside another one."""
    for part in place:
        info = kind.model_fields.get(part) if isinstance(part, str) else None
        parts = _flat(info.annotation) if info is not None else ()
        kind = next((part for part in parts if isinstance(part, type) and issubclass(part, Record)), kind)
    return kind


def _homes(kind: type[Record], name: str, place: str = "") -> Iterator[str]:
    """The places inside a record at which a key of this name may stand."""
    for key, info in kind.model_fields.items():
        if key == name:
            yield place
        for part in _flat(info.annotation):
            if isinstance(part, type) and issubclass(part, Record):
                yield from _homes(part, name, f"{place}.{key}".lstrip("."))


def _flat(*annotations: object) -> Iterator[object]:
    """The annotations with all that they are made of."""
    for annotation in annotations:
        yield annotation
        if isinstance(annotation, FieldInfo):
            yield from annotation.metadata
        yield from _flat(*get_args(annotation))
