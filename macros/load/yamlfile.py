"""YAML text -> located plain values, with every trap of YAML reported instead of guessed.

Read through the parser's events: lines come for free, no tag can construct an object, an alias can't multiply, and the
depth is bounded. The nodes that are made of events forget anchors and written tags, so they can't be refused there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import ftfy.badness
import yaml
from yaml import events as ev

from macros.load.kept import keep
from macros.load.lookalikes import unlike_seen
from macros.load.problems import Problem, Unreadable, brief, quoted
from macros.load.stamps import bytes_of
from macros.load.yaml_slips import name_slip

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
# The tag with which the engines read their environment.
ENV = "!ENV"
# A number with more digits is not the same number on every machine.
MAX_DIGITS = 15
MAX_PLACES = 20

KeyPath = tuple[str | int, ...]
# Where the engines' own tag may stand, with the one variable that it may name there.
Variables = Mapping[KeyPath, str]
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_CORE = {"true": True, "false": False, "null": None, "~": None, "": None}
# What one YAML reader takes for a truth value, a date or a number and another for text.
_TRAP = re.compile(
    r"yes|no|on|off|true|false|null|\d{4}-\d\d?-\d\d?.*"
    r"|[-+]?[0-9][0-9_,.:eExXoO]*|[-+]?0(x[0-9a-f_]+|b[01_]+)|[-+]?\.?[0-9][0-9_]*\.?[0-9_]*e[-+]?[0-9]+"
    r"|[-+]?\.(inf|nan|[0-9][0-9_]*)|=|<<",
    re.IGNORECASE,
)
# A value that YAML takes for a remark, such as a colour without quotes.
_HASH = re.compile(r":\s+#\S")
# A number as it is written in German or French.
_COMMA = re.compile(r"-?\d{1,3},\d{1,2}")
# The key with which a record begins.
_FIRST = "id"
_CURLY = "“”„«»‘’"
# How files begin that are no text.
_OTHER_FILES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF paper",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# In the text of a file, comments too: what ends a line for one reader and not for another, and what turns a line round.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]")

# How git marks the first of two versions that it could not join.
_CONFLICT = re.compile(r"<{7}(?: |$)")
_TWO_VERSIONS = (
    "found <<<<<<<: two versions stand here since a merge: keep one, and remove the lines <<<<<<<, ======= and >>>>>>>"
)
# What a text must hold, by the event with which it begins.
_LIST = (ev.SequenceStartEvent, "expected a list: each record begins with '- '")
_MAPPING = (ev.MappingStartEvent, "expected keys with values: key: value")
_LOOK = "look at this line and the one above: is each moved in like its neighbours, and has each text both its quotes?"


@dataclass
class Located:
    """One item of a YAML list: its value, its first line, and the line of each of its parts."""

    value: Plain
    line: int
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def at(self, path: KeyPath) -> Plain:
        """The value of a part, or None where it is missing."""
        value = self.value
        for part in path:
            if isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                value = value.get(str(part)) if isinstance(value, dict) else None
        return value

    def line_of(self, path: KeyPath) -> int:
        """The line of a part, or of the nearest part that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)


def _line(event: ev.Event) -> int:
    """The line on which an event begins, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Builds located values from events and notes what is wrong on the way."""

    def __init__(self, text: str, variables: Variables | None = None) -> None:
        """Gets ready to hand out events; raises YAMLError where the text can't even be begun."""
        # The settings are read by the engines' own reader, so that no text can mean one thing here and another there.
        # Where libyaml is missing, that one reads the data too, more slowly.
        fast = yaml.__with_libyaml__ and variables is None
        loader: Any = yaml.CSafeLoader if fast else yaml.SafeLoader
        self.next: Callable[[], Any] = loader(text).get_event
        self.variables = variables or {}
        self.rows = text.split("\n")
        self.mistakes: list[tuple[int, str]] = []
        self.lines: dict[KeyPath, int] = {}

    def build(self, event: Any, path: KeyPath) -> Plain:
        """The plain value that begins at this event; raises Unreadable on aliases, tags, depth."""
        line = min(_line(event), len(self.rows))  # an empty value at the end stands after the last row
        self.lines[path] = line
        if len(path) > MAX_DEPTH:
            raise Unreadable(line, f"nested deeper than {MAX_DEPTH} levels")
        if event.anchor is not None:
            raise Unreadable(line, "an alias or anchor (& or *) is not allowed: write the value out")
        if (tag := event.tag) is not None:
            if tag == ENV and path in self.variables and isinstance(event, ev.SequenceStartEvent):
                return self._default(path, line)
            raise Unreadable(line, f"the tag {quoted(tag)} is not allowed: write a plain value")
        if isinstance(event, ev.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, ev.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _default(self, path: KeyPath, line: int) -> Plain:
        """What stands where the environment says nothing: the last part of !ENV [NAME, default]."""
        match self._list(path):
            case [name, default] if name == self.variables[path]:
                return default
        name = self.variables[path]
        raise Unreadable(line, f"expected !ENV [{name}, and in quotes what holds where {name} is not set]")

    def _scalar(self, event: ev.ScalarEvent, line: int) -> Plain:
        text = event.value
        plain = text.isascii() and text.isprintable()
        if not plain and (wrong := unlike_seen(text)):
            self.mistakes.append((line, f"{wrong} in {quoted(text)}"))
        if event.style:
            return str(text)
        if text in _CORE:
            if not text and _HASH.search(self.rows[line - 1]):
                self.mistakes.append((line, 'found nothing: what stands after # is left out, so put " round the value'))
            return _CORE[text]
        if text.endswith('"'):
            self.mistakes.append((line, 'the quote at the beginning is missing: put " before the text'))
        if text[0] in _CURLY:
            self.mistakes.append((line, f'found the quote {text[0]}, which would be printed: write " at both ends'))
        number = _NUMBER.fullmatch(text)
        if number and len(number[1]) <= MAX_DIGITS and len(text) <= MAX_PLACES:
            return float(text) if number[2] else int(text)
        if _COMMA.fullmatch(text):
            self.mistakes.append((line, f"found {text}: a number is written with a point, {text.replace(',', '.')}"))
        elif number or _TRAP.fullmatch(text):
            why = "a computer may take for something else"
            self.mistakes.append((line, f'found {brief(text)} without quotes, which {why}: put " before and after it'))
        return str(text)

    def _list(self, path: KeyPath) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := self.next(), ev.SequenceEndEvent):
            items.append(self.build(event, (*path, len(items))))
        return items

    def _mapping(self, path: KeyPath) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        twice: dict[str, int] = {}
        while not isinstance(event := self.next(), ev.MappingEndEvent):
            key = self.build(event, (*path, "key"))
            line = _line(event)
            if not isinstance(key, str):
                raise Unreadable(line, f"found the key {quoted(str(key))}, allowed: a word")
            if key in found:
                twice[key] = line
            found[key] = self.build(self.next(), (*path, key))
            # A message about a value points at its key, where the reader looks first.
            self.lines[*path, key] = line
        # Two records run into one where the second does not begin as one: then each of its keys stands twice.
        if _FIRST in twice:
            self.mistakes.append((twice[_FIRST], f"{_FIRST} stands twice: a new record begins with '- {_FIRST}:'"))
        else:
            self.mistakes += [(line, f"the key {quoted(key)} stands twice: keep one") for key, line in twice.items()]
        return found


def read_text(path: Path, *, shown: str, most: int = 0) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8 with LF line ends, and what is wrong with its encoding."""
    raw, why = _raw(path, most or MAX_BYTES)
    if why:
        return "", [Problem(shown, 1, "-", why)]
    text, problems = _decode(raw, shown)
    return text, list(problems)


@lru_cache(maxsize=512)
def _decode(raw: bytes, shown: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of these bytes, and what is wrong with it, looked for once while the file stays."""
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return "", (Problem(shown, line, "-", _why_no_text(raw, error.start)),)
    lines = list(enumerate(text.split("\n"), 1))
    if both := tuple(Problem(shown, number, "-", _TWO_VERSIONS) for number, line in lines if _CONFLICT.match(line)):
        return "", both
    return text, tuple(Problem(shown, number, "-", found) for number, line in lines if (found := _unclean(line)))


def _why_no_text(raw: bytes, at: int) -> str:
    """What a file is that is not text in UTF-8, and what to do."""
    if kind := next((name for start, name in _OTHER_FILES.items() if raw.startswith(start)), ""):
        return f"this is {kind}, whatever its name says: a new name does not change what a file is"
    code = (
        "UTF-16" if raw.startswith(_UTF16) else f"a code of its own ({raw[at : at + 1].decode('cp1252', 'replace')!r})"
    )
    return f"found letters saved in {code}, allowed: UTF-8: save the file once more and choose UTF-8 as its encoding"


def _raw(path: Path, most: int) -> tuple[bytes, str]:
    """The bytes of a file without a byte-order mark, or why they are not read."""
    try:
        # A link may lead out of the project, and a pipe or a device may never end.
        if path.is_symlink():
            return b"", "a link to another place: put the file itself here"
        if not path.is_file():
            return b"", "no file stands here" if path.exists() else "the file is missing"
        if path.stat().st_size > most:
            return b"", f"larger than {most:,} bytes: split the file"
        return bytes_of(path).removeprefix(b"\xef\xbb\xbf"), ""
    except OSError as error:
        return b"", f"can't be read: {error.strerror or error}"


def _unclean(line: str) -> str:
    """What is wrong with a line of a file, or nothing."""
    if line.isascii() and line.isprintable():
        return ""
    if hidden := _UNSEEN.search(line):
        return f"a hidden character (U+{ord(hidden[0]):04X}) in {quoted(line.strip())}"
    bad = not line.isascii() and ftfy.badness.is_bad(line)
    return f"broken letters (a wrong encoding): {quoted(line.strip())}" if bad else ""


def items_of(text: str, *, shown: str) -> tuple[list[Located], list[Problem]]:
    """The items of the one list that a text holds, and every mistake that YAML hides."""
    return _kept(text, shown=shown, alone=False)


def read_mapping(text: str, *, shown: str, variables: Variables | None = None) -> tuple[list[Located], list[Problem]]:
    """The one mapping that a text holds, in a list of one, and every mistake that YAML hides."""
    return _kept(text, shown=shown, alone=True, variables=variables)


def _kept(
    text: str, *, shown: str, alone: bool, variables: Variables | None = None
) -> tuple[list[Located], list[Problem]]:
    """What a text holds, read once by this code for all runs to come."""
    made_of = f"{alone} {yaml.__with_libyaml__} {variables} {text}"
    items, mistakes = keep(shown, made_of, lambda: _parse(text, variables, alone=alone))
    return [Located(*item) for item in items], [Problem(shown, line, "-", mistake) for line, mistake in mistakes]


def _parse(
    text: str, variables: Variables | None = None, *, alone: bool
) -> tuple[list[tuple[Any, ...]], list[tuple[int, str]]]:
    """The parts of each item of the list, or of the one mapping that stands alone, and what is wrong on which line."""
    try:
        builder = _Builder(text, variables)
        found = list(_document(builder, alone=alone))
    except Unreadable as error:
        return [], [(error.line, error.text)]
    except yaml.MarkedYAMLError as error:
        line, why = _slip_of(error, text.split("\n"))
        return [], [(line, f"not readable as YAML: {why}")]
    except yaml.YAMLError as error:
        return [], [(1, f"not readable as YAML: {str(error).splitlines()[0]}")]
    return found, builder.mistakes


def _slip_of(error: yaml.MarkedYAMLError, rows: list[str]) -> tuple[int, str]:
    """The line of what can't be read, and what to do."""
    mark = error.problem_mark or error.context_mark
    # The parser names the line after the last one where a text ends too soon.
    line = min(mark.line + 1, len(rows)) if mark else 1
    # Its names for what it expected say nothing to who has never seen it.
    problem = "" if "<" in str(error.problem) else f"{error.problem}; "
    return name_slip(rows, line) or (line, f"{problem}{_LOOK}")


def _document(builder: _Builder, *, alone: bool) -> Iterator[tuple[Plain, int, dict[KeyPath, int]]]:
    for _ in range(2):  # the start of the stream and of the document
        event = builder.next()
    if isinstance(event, ev.StreamEndEvent):
        raise Unreadable(1, "nothing stands here, expected records")
    event = builder.next()
    wanted, what = _MAPPING if alone else _LIST
    if not isinstance(event, wanted):
        raise Unreadable(_line(event), what)
    if alone:
        yield _located(builder, event)
    else:
        while not isinstance(event := builder.next(), ev.SequenceEndEvent):
            yield _located(builder, event)
    builder.next()
    if not isinstance(event := builder.next(), ev.StreamEndEvent):
        raise Unreadable(_line(event), "more than one document: remove the line ---")


def _located(builder: _Builder, event: ev.Event) -> tuple[Plain, int, dict[KeyPath, int]]:
    builder.lines = {}
    return builder.build(event, ()), _line(event), builder.lines
