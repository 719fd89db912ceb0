"""A validator's finding -> plain words: the key, what was found, what is allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args, get_origin

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
        return _missing(kind, detail["loc"])
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
    "too_short": "at least {min_length} item(s), each on a line that begins with '- '",
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
    return _PLAIN.get(detail["type"], "").format(**detail.get("ctx", {}))


def _such_as(kind: type[Record], detail: ErrorDetails) -> str:
    """What the field is in plain words, with an example, where its record says so."""
    place = [part for part in detail["loc"] if isinstance(part, str)]
    info = record_at(kind, place[:-1]).model_fields.get(place[-1]) if place else None
    for field_ in flat(info.annotation, info) if info is not None else ():
        if isinstance(field_, FieldInfo) and field_.title and field_.examples:
            return f"{field_.title} such as {field_.examples[0]!r}"
    return ""


def example_of(kind: type[Record], place: Iterable[str | int]) -> str:
    """A key with a value as it may be written, such as `hours: "9 to 5"`; "" where none is known."""
    *above, name = place
    info = record_at(kind, above).model_fields.get(name) if isinstance(name, str) else None
    value = _example_value(info) if info is not None else ""
    return f"{name}: {value}" if value else ""


def _missing(kind: type[Record], place: Sequence[str | int]) -> str:
    """That a key is missing, with an example and what it is for, or with all that it may be, where known."""
    info = record_at(kind, place[:-1]).model_fields.get(str(place[-1]))
    told, about = example_of(kind, place), info.description if info is not None else None
    why = f" ({about.rstrip('.')})" if about else ""
    choices = words_allowed(info.annotation) if info is not None else ()
    said = f"; for example {told}{why}" if told else f"; allowed: {', '.join(choices)}" if choices else ""
    return f"the key {quoted('.'.join(map(str, place)))} is missing{said}"


def keys_of(kind: type[Record], more: Iterable[str] = ()) -> str:
    """The keys that a record must have, and more with dots, each with those that it holds in its turn."""
    needed: dict[str, list[str]] = {name: [] for name, info in kind.model_fields.items() if info.is_required()}
    for name in needed:
        if (inner := record_at(kind, [name])) is not kind:
            needed[name] += _asked_of(inner)
    for key in more:
        name, _, below = key.partition(".")
        held = needed.setdefault(name, [])
        held += [below] if below and below not in held else []
    return ", ".join(f"{name} ({', '.join(held)})" if held else name for name, held in needed.items())


def _asked_of(kind: type[Record]) -> list[str]:
    """The keys of a record that must be given, and those that some countries ask for: an example shows them."""
    return [name for name, info in kind.model_fields.items() if info.is_required() or info.examples]


def _example_value(info: FieldInfo) -> str:
    """A value as it may be written: of a record all that it must hold, of a list one item; "" where none is known."""
    parts = [*flat(info.annotation, info)]
    if found := next((part.examples for part in parts if isinstance(part, FieldInfo) and part.examples), None):
        return json.dumps(found[0], ensure_ascii=False)
    inner = next(_records_in(info), None)
    held = inner.model_fields if inner is not None else {}
    written = [f"{name}: {_example_value(held[name]) or '…'}" for name in (_asked_of(inner) if inner else ())]
    record = f"{{{', '.join(written)}}}" if written else ""
    return f"[{record}]" if record and any(get_origin(part) is tuple for part in parts) else record


def record_at(kind: type[Record], place: Iterable[str | int]) -> type[Record]:
    """The record that is written at a place inside another one."""
    for part in place:
        info = kind.model_fields.get(part) if isinstance(part, str) else None
        kind = next(_records_in(info), kind) if info is not None else kind
    return kind


def _records_in(info: FieldInfo) -> Iterator[type[Record]]:
    """The kinds of records that a key may hold."""
    return (part for part in flat(info.annotation) if isinstance(part, type) and issubclass(part, Record))


def _homes(kind: type[Record], name: str, place: str = "") -> Iterator[str]:
    """The places inside a record at which a key of this name may stand."""
    for key, info in kind.model_fields.items():
        if key == name:
            yield place
        for part in _records_in(info):
            yield from _homes(part, name, f"{place}.{key}".lstrip("."))


def words_allowed(annotation: object) -> tuple[str, ...]:
    """The words that a type allows, if it allows only some."""
    return tuple(word for part in flat(annotation) if get_origin(part) is Literal for word in get_args(part))


def flat(*annotations: object) -> Iterator[object]:
    """The annotations with all that they are made of."""
    for annotation in annotations:
        yield annotation
        if isinstance(annotation, FieldInfo):
            yield from annotation.metadata
        yield from flat(*get_args(annotation))
