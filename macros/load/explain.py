"""A validator's finding -> plain words: the key, what was found, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from macros.load import fields
from macros.load.problems import ProblemKind, brief, nearest, quoted
from macros.load.records import Record


def kind_of(detail: ErrorDetails) -> ProblemKind:
    """Whether nothing stands where something should, or what is neither true nor false."""
    if detail["type"] == "bool_type" and detail["input"]:
        return "truth"
    empty = detail["type"] != "extra_forbidden" and detail["input"] in (None, "", [])
    return "missing" if empty or detail["type"] == "missing" else "other"


def follows(detail: ErrorDetails, details: Iterable[ErrorDetails]) -> bool:
    """Whether a list is short only because its items have mistakes of their own."""
    place = detail["loc"]
    below = (other["loc"] for other in details if len(other["loc"]) > len(place))
    return detail["type"] == "too_short" and any(loc[: len(place)] == place for loc in below)


def explain(detail: ErrorDetails, kind: type[Record]) -> str:
    """A validator's finding in plain words: the key, what was found, what is allowed."""
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "missing":
        return f"the key {quoted(key)} is missing"
    if detail["type"] == "extra_forbidden":
        holder = record_at(kind, detail["loc"][:-1])
        name, names = str(detail["loc"][-1]), holder.model_fields
        if name in holder.INSTEAD:
            return f"unknown key {quoted(key)}, which does nothing here: {holder.INSTEAD[name]}; remove the line"
        home = next((home for home in _homes(kind, name) if home), "")
        hint = (
            f"it belongs below {home}, and its line is moved in like the others there" if home else nearest(name, names)
        )
        return f"unknown key {quoted(key)} ({hint})"
    value = detail["input"]
    found, allowed = f"found {quoted(value) if isinstance(value, str) else brief(repr(value))}", _allowed(detail, kind)
    says = f", allowed: {allowed}" if allowed else f": {detail['msg'].replace('Input should be', 'should be')}"
    return f"{brief(key)}: {found}{says}"


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
            keys = f"keys below it: {', '.join(record_at(kind, detail['loc']).model_fields)}"
            hint = f"; if none is wanted, remove the line {detail['loc'][-1]}:" if detail["input"] is None else ""
            return keys + hint
        case "string_too_short" if (least := detail["ctx"]["min_length"]) > 1:
            return f"text of at least {least} letters, it has {len(detail['input'])}"
    return _PLAIN.get(detail["type"], "")


def _such_as(kind: type[Record], detail: ErrorDetails) -> str:
    """What the field is in plain words, with an example, where its record says so."""
    place = [part for part in detail["loc"] if isinstance(part, str)]
    info = record_at(kind, place[:-1]).model_fields.get(place[-1]) if place else None
    for field_ in flat(info.annotation, info) if info is not None else ():
        if isinstance(field_, FieldInfo) and field_.title and field_.examples:
            return f"{field_.title} such as {field_.examples[0]!r}"
    return ""


def record_at(kind: type[Record], place: Iterable[str | int]) -> type[Record]:
    """The record that is written at a place inside another one."""
    for part in place:
        info = kind.model_fields.get(part) if isinstance(part, str) else None
        parts = flat(info.annotation) if info is not None else ()
        kind = next((part for part in parts if isinstance(part, type) and issubclass(part, Record)), kind)
    return kind


def _homes(kind: type[Record], name: str, place: str = "") -> Iterator[str]:
    """The places inside a record at which a key of this name may stand."""
    for key, info in kind.model_fields.items():
        if key == name:
            yield place
        for part in flat(info.annotation):
            if isinstance(part, type) and issubclass(part, Record):
                yield from _homes(part, name, f"{place}.{key}".lstrip("."))


def flat(*annotations: object) -> Iterator[object]:
    """The annotations with all that they are made of."""
    for annotation in annotations:
        yield annotation
        if isinstance(annotation, FieldInfo):
            yield from annotation.metadata
        yield from flat(*get_args(annotation))
