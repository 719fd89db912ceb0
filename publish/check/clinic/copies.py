"""The parts of an SVG file -> where they would be drawn again and again, so that a browser never ends.

A few lines can name each other so that ten copies of ten copies are drawn. What is counted here is never less than what
a browser draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

MOST_DRAWN = 5000
# In how many others a part may stand, and how long a chain of names and parts may be.
MOST_DEEP, MOST_LONG = 50, 150
# They give colours and draw no parts.
_COLOURS = ("linearGradient", "radialGradient")
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath")
# What holds for one part alone. All else passes to what stands below, or is drawn at each corner of a line.
_ALONE = ("href", "clip-path", "mask", "filter")
_NAMED = re.compile(r"url\(\s*+[\"']?+\s*+#(?P<name>[^\"')]*)|(?<![\w-])(?P<rule>[\w-]++)\s*+:", re.IGNORECASE)
_PASSED_ON = re.compile(r"\binherit\b|\bvar\(", re.IGNORECASE)


@dataclass
class Part:
    """A part of a drawing, with its keys and its line, and the parts that it holds."""

    name: str
    keys: Sequence[tuple[str, str]] = ()
    line: int = 1
    inner: list[Part] = field(default_factory=list)
    text: str = ""


def find_endless(drawing: Part) -> list[tuple[int, str]]:
    """The first part, with its line, that names itself or would be drawn too often; nothing where all ends."""
    try:
        _Counter(drawing).count(drawing)
    except _Endless as error:
        return [(error.line, str(error))]
    return []


class _Endless(Exception):
    def __init__(self, part: Part, text: str) -> None:
        self.line = part.line
        super().__init__(f"<{part.name}> {text}")


class _Counter:
    """Counts what is drawn, part by part, each once."""

    def __init__(self, drawing: Part) -> None:
        self.named: dict[str, list[Part]] = {}
        self.counts: dict[int, int] = {}
        self.begun: set[int] = set()
        for part in _all(drawing):
            for key, value in part.keys:
                if key == "id":
                    self.named.setdefault(_cut(value), []).append(part)

    def count(self, part: Part, deep: int = 0) -> int:
        """How many parts are drawn for this one, copies and patterns among them."""
        if (known := self.counts.get(id(part))) is not None:
            return known
        if id(part) in self.begun or deep > MOST_LONG:
            raise _Endless(part, "is drawn as a part of itself, or by too long a chain of names: draw it once, plainly")
        self.begun.add(id(part))
        drawn, times = 1, 1
        for inner in part.inner:
            drawn = _bounded(part, drawn + self.count(inner, deep + 1))
        for key, target in self._targets(part):
            found = self.count(target, deep + 1)
            drawn, times = (drawn + found, times) if key in _ALONE else (drawn, times + found * _corners(part))
            _bounded(part, drawn * times)
        self.counts[id(part)] = drawn * times
        return drawn * times

    def _targets(self, part: Part) -> Iterator[tuple[str, Part]]:
        """What a part names and draws, each with the key that names it."""
        for key, name in _names(part):
            for target in self.named.get(name, ()):
                if target.name in _COLOURS:
                    continue
                if key not in _ALONE and part.name not in _SHAPES:
                    text = f"names the <{target.name}> {name[:60]!r} for other parts: name it as a key of each of these"
                    raise _Endless(part, text)
                yield key, target


def _bounded(part: Part, drawn: int) -> int:
    """The number itself, unless it is too high."""
    if drawn > MOST_DRAWN:
        raise _Endless(part, f"draws more than {MOST_DRAWN:,} parts, all copies counted: make the drawing simpler")
    return drawn


def _all(part: Part) -> Iterator[Part]:
    """A part and all below it."""
    yield part
    for inner in part.inner:
        yield from _all(inner)


def _names(part: Part) -> Iterator[tuple[str, str]]:
    """What a part names, each with the key that names it."""
    for key, value in [*part.keys, ("<style>", part.text)]:
        if key == "href" and value.startswith("#"):
            yield key, _cut(value[1:])
        if key in ("style", "<style>", *_ALONE[1:]) and (passed := _PASSED_ON.search(value)):
            raise _Endless(part, f"{key}: found {passed[0]!r}, allowed: the value itself")
        # Where a comment may part the words, it is no rule that we can be sure of.
        sure, rule = key == "style" and "/*" not in value, key
        for found in _NAMED.finditer(value):
            if found["name"] is not None:
                yield rule, _cut(found["name"])
            elif sure:
                rule = found["rule"].lower()


def _cut(name: str) -> str:
    """A name up to the first sign that would end it in a style; two that are then alike count as one."""
    return re.split("[\"')]", unquote(name), maxsplit=1)[0].strip()


def _corners(part: Part) -> int:
    """No fewer than the corners of a part and of all below it."""
    lines = (value for inner in _all(part) for key, value in inner.keys if key in ("d", "points"))
    return max(1, sum(map(len, lines)))
