"""How a line is computed: facts -> parts -> lines. One pure function a rule; headline.py makes cells of lines.

The rules are told in CONTRIBUTING.md, "How a cell is computed"; the numbers here are theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from macros.load.cube import grouped
from macros.load.records import CERTAINTIES, Certainty, Fact, Option, Unit

Shape = Literal["range", "usual", "count", "average", "middle", "up-to", "at-least", "words"]
State = Literal["filled", "empty", "does-not-apply", "not-studied", "once"]
People = Literal["acne-scars", "mixed", "some-other", "other", "not-said"]

SHAPES: tuple[Shape, ...] = ("range", "usual", "count", "average", "middle", "up-to", "at-least", "words")
WIDE = 2.0


@dataclass(frozen=True)
class Part:
    """One way in which one fact can stand in a cell; low and high are in the fact's unit."""

    shape: Shape
    fact: Fact
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class Line:
    """Parts that may share a range: one shape, denominator, scale, rater, form and scar."""

    shape: Shape
    parts: tuple[Part, ...]
    family: Option | None = None
    # Whether it stands there because it is worse than the lines before it.
    worse: bool = False
    # Whether it must be said who was measured: for a worse figure, and for one that fits no row of a table.
    with_who: bool = False
    # Whether a lot had drawn who, or which side, got what.
    tried: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the line shows."""
        return tuple(part.fact for part in self.parts)


@dataclass(frozen=True)
class Cell:
    """The headline of one option on one question, or the reason why there is none."""

    state: State
    lines: tuple[Line, ...] = ()
    certainty: Certainty | None = None
    differs: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact behind the headline, once each, in order."""
        return tuple({fact.id: fact for line in self.lines for fact in line.facts}.values())


def parts_of(fact: Fact) -> Iterator[Part]:
    """The ways a fact can be shown: a range, an average, an open end, a small count, words."""
    value = fact.value
    if value is None:
        yield Part("words", fact)
        return
    if value.n is not None and value.of is not None:
        yield Part("count", fact, value.n / value.of, value.n / value.of)
        return
    low, high, typical = value.low, value.high, value.typical
    is_average = fact.typical_is in ("mean", "median")
    if low is not None and high is not None and fact.spread != "interval":
        # The ends beside a median are quartiles, so half of the people lie outside them.
        quartiles = fact.typical_is == "median" and fact.spread == "people"
        yield Part("middle" if quartiles else "range", fact, low, high)
    elif high is not None and low is None:
        yield Part("up-to", fact, high, high)
    elif low is not None and high is None:
        yield Part("at-least", fact, low, low)
    # The rate of all beside those of its parts lies between them: it is not what is usual.
    if typical is not None and not (fact.typical_is == "rate" and low is not None and fact.spread != "interval"):
        yield Part(_shape_of_typical(fact, alone=low is None, average=is_average), fact, typical, typical)


def _shape_of_typical(fact: Fact, *, alone: bool, average: bool) -> Shape:
    if average:
        return "average"
    return "range" if alone or fact.spread == "interval" else "usual"


def key_of(part: Part, units: Mapping[str, Unit]) -> tuple[object, ...]:
    """What two parts must share to stand in one line; times of all units are one scale."""
    fact = part.fact
    basis = "words" if fact.value is None else fact.value.unit
    if fact.value is not None and units[fact.value.unit].kind == "time":
        basis = "time"
    return (SHAPES.index(part.shape), basis, fact.form, fact.scale or "", fact.rater or "", fact.scar)


def lines_of(facts: Iterable[Fact], units: Mapping[str, Unit]) -> tuple[Line, ...]:
    """The lines of a cell: parts that may be joined are, all others stand alone."""
    alike = grouped((key_of(part, units), part) for fact in facts for part in parts_of(fact))
    ordered = sorted(alike.values(), key=lambda parts: SHAPES.index(parts[0].shape))
    return tuple(Line(parts[0].shape, _in_order(parts, units)) for parts in ordered)


def _in_order(parts: list[Part], units: Mapping[str, Unit]) -> tuple[Part, ...]:
    """Shortest words first, else the lowest number first."""
    if parts[0].shape == "words":
        return tuple(sorted(parts, key=lambda part: len(part.fact.statement)))
    return tuple(sorted(parts, key=lambda part: base_of(part, units)))


def base_of(part: Part, units: Mapping[str, Unit]) -> tuple[float, float]:
    """The part's ends in the base unit of its kind (days, millimetres), for order only."""
    factor = 1.0 if part.fact.value is None else units[part.fact.value.unit].factor
    return (part.low * factor, part.high * factor)


def ends_of(line: Line, units: Mapping[str, Unit]) -> tuple[Part, Part]:
    """The parts with the lowest low and the highest high."""
    low = min(line.parts, key=lambda part: base_of(part, units)[0])
    high = max(line.parts, key=lambda part: base_of(part, units)[1])
    return low, high


def certainty_of(facts: Iterable[Fact]) -> Certainty:
    """The certainty of the least certain fact."""
    return min((fact.certainty for fact in facts), key=CERTAINTIES.index)


def people_of(facts: Iterable[Fact]) -> People | None:
    """Who was measured, as far as it must be marked: None where nothing was measured in people."""
    seen = {fact.people for fact in facts if fact.people is not None}
    if not seen:
        return None
    if seen == {"acne-scars"}:
        return "acne-scars"
    if seen <= {"acne-scars", "mixed"}:
        return "mixed"
    if seen == {"not-said"}:
        return "not-said"
    return "other" if seen == {"other"} else "some-other"


def skin_of(facts: Iterable[Fact]) -> tuple[int, int] | None:
    """The span of skin types when every fact says which it measured."""
    spans = [fact.skin for fact in facts]
    if not spans or not all(spans):
        return None
    types = [type_ for span in spans for type_ in span]
    return min(types), max(types)


def differs(line: Line, units: Mapping[str, Unit]) -> bool:
    """Whether several sources of one line differ by more than a factor of two."""
    if len(line.parts) == 1 or line.shape == "words":
        return False
    low, high = ends_of(line, units)
    return base_of(high, units)[1] > WIDE * base_of(low, units)[0]


def reasons_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The typed fields in which facts differ, and so may explain why their numbers do."""
    found = tuple(facts)
    return tuple(field for field in ("skin", "people", "after", "size") if len({getattr(f, field) for f in found}) > 1)
