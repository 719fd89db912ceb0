"""YAML text -> located plain values, with every trap of YAML reported instead of guessed.

Read through the parser's events: lines come for free, no tag can construct an object, an alias
can't multiply, and the depth is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import ftfy.badness
import yaml
from yaml import events as ev

from macros.load.problems import Problem

MAX_BYTES = 4_000_000
MAX_DEPTH = 12

Path_ = tuple[str | int, ...]
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_CORE = {"true": True, "false": False, "null": None, "~": None, "": None}
# What one YAML reader takes for a truth value, a date or a number and another for text.
_TRAP = re.compile(
    r"yes|no|on|off|true|false|null|\d{4}-\d\d?-\d\d?.*"
    r"|[-+]?[0-9][0-9_,.:eExXoO]*|[-+]?\.(inf|nan|[0-9]+)|=|<<",
    re.IGNORECASE,
)
# Line separators, direction marks and controls: invisible, and able to reorder what is read.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]")


@dataclass
class Located:
    """One item of a YAML list: its value, its first line, and the line of each of its parts."""

    value: Plain
    line: int
    lines: dict[Path_, int] = field(default_factory=dict)

    def line_of(self, path: Path_) -> int:
        """The line of a part, or of the nearest part that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)


class _Unreadable(Exception):
    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.text = text
        super().__init__(text)


def _line(event: ev.Event) -> int:
    """The line on which an event begins, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Builds located values from events and notes what is wrong on the way."""

    def __init__(self, text: str) -> None:
        self.events: Iterator[ev.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.mistakes: list[tuple[int, str]] = []
        self.lines: dict[Path_, int] = {}

    def next(self) -> ev.Event:
        return next(self.events)

    def build(self, event: ev.Event, path: Path_) -> Plain:
        """The plain value that begins at this event; raises _Unreadable on aliases, tags, depth."""
        line = _line(event)
        self.lines[path] = line
        if len(path) > MAX_DEPTH:
            raise _Unreadable(line, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, ev.AliasEvent) or getattr(event, "anchor", None):
            raise _Unreadable(line, "an alias or anchor (& or *) is not allowed: write the value out")
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            raise _Unreadable(line, f"the tag {tag!r} is not allowed: write a plain value")
        if isinstance(event, ev.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, ev.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _scalar(self, event: ev.ScalarEvent, line: int) -> Plain:
        text = event.value
        if _HIDDEN.search(text):
            self.mistakes.append((line, f"a hidden character in {text!r}"))
        if event.style:
            return str(text)
        if text in _CORE:
            return _CORE[text]
        if number := _NUMBER.fullmatch(text):
            return float(text) if number[2] else int(text)
        if _TRAP.fullmatch(text):
            self.mistakes.append(
                (line, f"found {text} without quotes, which YAML may change: quote it or write a plain number")
            )
        return str(text)

    def _list(self, path: Path_) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := self.next(), ev.SequenceEndEvent):
            items.append(self.build(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path_) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        while not isinstance(event := self.next(), ev.MappingEndEvent):
            key = self.build(event, (*path, "key"))
            line = _line(event)
            if not isinstance(key, str):
                raise _Unreadable(line, f"found the key {key!r}, allowed: a word")
            if key in found:
                self.mistakes.append((line, f"the key {key!r} stands twice: keep one"))
            found[key] = self.build(self.next(), (*path, key))
            # A message about a value points at its key, where the reader looks first.
            self.lines[*path, key] = line
        return found


def read_text(path: Path, *, shown: str) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8 with LF line ends, and what is wrong with its encoding."""
    if path.stat().st_size > MAX_BYTES:
        return "", [Problem(shown, 1, "-", f"larger than {MAX_BYTES:,} bytes: split the file")]
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return "", [Problem(shown, line, "-", f"found the byte 0x{raw[error.start]:02x}, allowed: text saved as UTF-8")]
    return text, [
        Problem(shown, number, "-", f"broken letters (a wrong encoding): {line.strip()[:60]!r}")
        for number, line in enumerate(text.split("\n"), 1)
        if not line.isascii() and ftfy.badness.is_bad(line)
    ]


def read_items(path: Path, *, shown: str) -> tuple[list[Located], list[Problem]]:
    """The items of a YAML file that holds one list, and every mistake that YAML hides."""
    text, problems = read_text(path, shown=shown)
    if problems:
        return [], problems
    return _parse(text, _items, shown=shown)


def read_mapping(text: str, *, shown: str) -> tuple[list[Located], list[Problem]]:
    """The one mapping that a text holds, in a list of one, and every mistake that YAML hides."""
    return _parse(text, _mapping, shown=shown)


def _parse(
    text: str, read: Callable[[_Builder, ev.Event], Iterator[Located]], *, shown: str
) -> tuple[list[Located], list[Problem]]:
    builder = _Builder(text)
    try:
        found = list(_document(builder, read))
    except _Unreadable as error:
        return [], [Problem(shown, error.line, "-", error.text)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return [], [Problem(shown, mark.line + 1 if mark else 1, "-", f"not readable as YAML: {error.problem}")]
    except yaml.YAMLError as error:
        return [], [Problem(shown, 1, "-", f"not readable as YAML: {str(error).splitlines()[0]}")]
    return found, [Problem(shown, line, "-", mistake) for line, mistake in builder.mistakes]


def _document(builder: _Builder, read: Callable[[_Builder, ev.Event], Iterator[Located]]) -> Iterator[Located]:
    for _ in range(2):  # the start of the stream and of the document
        event = builder.next()
    if isinstance(event, ev.StreamEndEvent):
        raise _Unreadable(1, "nothing stands here, expected records")
    yield from read(builder, builder.next())
    builder.next()
    if not isinstance(event := builder.next(), ev.StreamEndEvent):
        raise _Unreadable(_line(event), "more than one document: remove the line ---")


def _items(builder: _Builder, event: ev.Event) -> Iterator[Located]:
    if not isinstance(event, ev.SequenceStartEvent):
        raise _Unreadable(_line(event), "expected a list: each record begins with '- '")
    while not isinstance(event := builder.next(), ev.SequenceEndEvent):
        yield from _located(builder, event)


def _mapping(builder: _Builder, event: ev.Event) -> Iterator[Located]:
    if not isinstance(event, ev.MappingStartEvent):
        raise _Unreadable(_line(event), "expected keys with values: key: value")
    yield from _located(builder, event)


def _located(builder: _Builder, event: ev.Event) -> Iterator[Located]:
    builder.lines = {}
    line = _line(event)
    yield Located(builder.build(event, ()), line, builder.lines)
