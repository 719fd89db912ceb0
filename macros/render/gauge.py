"""The rulers of a list of headlines: each figure a dot or a bar of its own, on one scale for all rows of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from macros.load.records import Unit
from macros.model.cells import Line, Part
from macros.model.digest import Extent
from macros.model.headline import counted_of, kind_of, reach_of, scale_of, size_of
from macros.render.timescale import Scale, percent, place_of, scale_for, ticks

# Ends nearer than this, in hundredths of the width, are one dot.
BARELY = 0.5
WHOLE, POINTS = 100.0, 10.0
# The radius of a dot by how many were measured, at most; the last for more.
RADII = ((30, 3), (100, 4))
LARGEST = 5
# What can be drawn: shares from none to all, times in growing steps, scores out of ten.
PLACES = ("share", "time", "score")


@dataclass(frozen=True)
class Dot:
    """A figure on a ruler, in hundredths of its width; hollow where not everybody had acne scars."""

    start: str
    width: str
    is_point: bool
    hollow: bool
    fact: str
    radius: int


@dataclass(frozen=True)
class Gauge:
    """The ruler of a row: of shares from none to all, of scores from 0 to 10, of times on a scale that rows share."""

    kind: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Rulers:
    """What the rows of a list are drawn on; the ends of the scale of time in words, where a row has a time."""

    scale: Scale
    units: Mapping[str, Unit]

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last named place of the scale of time."""
        named = ticks(self.scale, self.units)
        return named[0].words, named[-1].words

    def gauge(self, extents: Sequence[Extent]) -> Gauge | None:
        """The ruler of a headline in short: of what is counted as its first figure is; none for plain numbers."""
        if not extents or (basis := self._basis(extents[0].line))[0] not in PLACES:
            return None
        alike = (part for extent in extents for part in extent.line.parts if self._basis(extent.line) == basis)
        return Gauge(basis[0], tuple(_dot(part, *self._ends(part, basis[0])) for part in alike))

    def _ends(self, part: Part, kind: str) -> tuple[float, float]:
        """Where a figure begins and ends on the ruler of its kind, in hundredths of its width."""
        if kind == "time":
            return place_of(part, self.scale, self.units)
        low, high = reach_of(part, self.units)
        return (low * WHOLE / POINTS, high * WHOLE / POINTS) if kind == "score" else (low, high)

    def _basis(self, line: Line) -> tuple[str, str, int]:
        """What figures on one ruler share: kind, scale, and whether people, sides or sessions were counted."""
        return kind_of(line.facts[0], self.units), scale_of(line), counted_of(line.facts[0])


def rulers_for(extents: Iterable[Extent], units: Mapping[str, Unit]) -> Rulers:
    """The rulers on which all these figures can be drawn."""
    times = [one.line for one in extents if kind_of(one.line.facts[0], units) == "time"]
    return Rulers(scale_for(times, units), units)


def _dot(part: Part, low: float, high: float) -> Dot:
    """A dot for one figure, a bar from one end to the other; an open end reaches to the side on which it is open."""
    start = 0.0 if part.shape == "up-to" else low
    end = WHOLE if part.shape == "at-least" else high
    is_point, is_hollow = end - start < BARELY, part.fact.people != "acne-scars"
    return Dot(percent(start), percent(end - start), is_point, is_hollow, part.fact.id, _radius(part))


def _radius(part: Part) -> int:
    """A larger dot for a larger group; the smallest where nobody says how many."""
    return next((radius for most, radius in RADII if size_of(part.fact) < most), LARGEST)
