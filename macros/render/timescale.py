"""A scale of time that holds a day and a year on one line: equal steps are equal factors, not equal days."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from macros.load.records import Unit
from macros.model.cells import Line, Part, base_of
from macros.render.words import plural

# What may be named on the scale. The named ones of LEAST are always there, so that charts can be set side by side.
LADDER = (
    (1, "hours"), (6, "hours"), (1, "days"), (3, "days"), (1, "weeks"), (2, "weeks"), (1, "months"),
    (3, "months"), (6, "months"), (1, "years"), (2, "years"), (5, "years"), (10, "years"),
)  # fmt: skip
LEAST = ((1, "days"), (1, "years"))
# Which words stand only where there is room, so that none overlap; the line of the step is always there.
SEEN = {
    (6, "hours"): "wide", (3, "days"): "wide", (1, "weeks"): "narrow", (2, "weeks"): "wide", (1, "months"): "narrow",
    (3, "months"): "wide", (6, "months"): "bare", (2, "years"): "bare", (5, "years"): "bare",
}  # fmt: skip

# Ends nearer than this, in hundredths of the width, are one point.
BARELY = 0.05


@dataclass(frozen=True)
class Tick:
    """A named place on the scale, in hundredths of its width."""

    at: str
    words: str
    seen: str


@dataclass(frozen=True)
class Scale:
    """From the first day to the last, in days."""

    first: float
    last: float

    def at(self, days: float) -> float:
        """Where a length of time stands, in hundredths of the width."""
        return 100 * math.log(days / self.first) / math.log(self.last / self.first)


@dataclass(frozen=True)
class Mark:
    """What a line looks like: a bar, a cap or marks, in hundredths of the width."""

    shape: str
    start: str
    end: str
    width: str
    at: tuple[str, ...]


def _days(step: tuple[int, str], units: Mapping[str, Unit]) -> float:
    number, unit = step
    return number * units[unit].factor


def scale_for(lines: Sequence[Line], units: Mapping[str, Unit]) -> Scale:
    """The shortest scale of named steps that holds these lines, and at least a day and a year."""
    ends = [end for line in lines for part in line.parts for end in base_of(part, units) if end > 0]
    least = [_days(step, units) for step in LEAST]
    low, high = min([*ends, *least]), max([*ends, *least])
    steps = [_days(step, units) for step in LADDER]
    first = max((step for step in steps if step <= low), default=low)
    return Scale(first, min((step for step in steps if step >= high), default=high))


def ticks(scale: Scale, units: Mapping[str, Unit]) -> tuple[Tick, ...]:
    """The named places of a scale."""
    return tuple(
        Tick(percent(scale.at(_days(step, units))), f"{step[0]} {plural(step[0], units[step[1]])}", SEEN.get(step, ""))
        for step in LADDER
        if scale.first <= _days(step, units) <= scale.last
    )


def mark_of(line: Line, scale: Scale, units: Mapping[str, Unit]) -> Mark:
    """How a line is drawn: a bar between two ends, marks for averages and what is usual, a cap for an open end."""
    places = [place_of(part, scale, units) for part in line.parts]
    start, end = min(low for low, _ in places), max(high for _, high in places)
    shape: str = line.shape
    if shape in ("range", "middle") and end - start < BARELY:
        shape = "point"
    at = dict.fromkeys(percent(low) for low, _ in places)
    return Mark(shape, percent(start), percent(end), percent(end - start), tuple(at))


def place_of(part: Part, scale: Scale, units: Mapping[str, Unit]) -> tuple[float, float]:
    """Where the ends of a time stand, in hundredths of the width; what is shorter than the scale at its beginning."""
    low, high = (scale.at(max(end, scale.first)) for end in base_of(part, units))
    return low, high


def percent(number: float) -> str:
    """A place with two decimals at most, as SVG reads it."""
    return f"{round(number, 2):g}%"
