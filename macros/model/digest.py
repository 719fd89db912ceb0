"""A headline in as few numbers as it can be told in without hiding any: what the first layer of a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from macros.load.cube import Cube, Pair, grouped
from macros.load.records import Option, Unit
from macros.model.cells import Cell, Line, base_of, key_of
from macros.model.headline import Asked, badness_of, cell_of, counted_of, kind_of, most_counted, scale_of


@dataclass(frozen=True)
class Extent:
    """From the lowest to the highest of figures that count the same; in how many ways they were found."""

    line: Line
    ways: int


def extents_of(lines: Iterable[Line], units: Mapping[str, Unit]) -> tuple[Extent, ...]:
    """The figures of a headline, each kind of count once: what was counted alike most often first; of words none."""
    figures = [line for line in lines if line.shape != "words"]
    alike = grouped((_basis(line, units), line) for line in figures)
    order = partial(_order, main=most_counted(figures))
    return tuple(sorted((_joined(same, units) for same in alike.values()), key=order))


@dataclass(frozen=True)
class Short:
    """A headline in short: its cell, and its first figures with what is worse than they are; of words none."""

    cell: Cell
    extents: tuple[Extent, ...]


def short_of(cube: Cube, option: Option, pair: Pair) -> Short:
    """An option's headline on a question in short."""
    cell = cell_of(cube, option, *pair)
    return Short(cell, in_short(extents_of(cell.lines, cube.units), Asked(cube, *pair)))


def in_short(extents: Iterable[Extent], question: Asked) -> tuple[Extent, ...]:
    """The first, and of each kind of figure (shares, times, scores) what is worse than all that stands before it."""
    kept: list[Extent] = []
    found = tuple(extents)
    for kind in dict.fromkeys(_kind(extent, question) for extent in found):
        same = [extent for extent in found if _kind(extent, question) == kind]
        worst = max(same, key=lambda extent: _badness(extent, question))
        first = [same[0]] if not kept else []
        beyond = first and _badness(worst, question) <= _badness(first[0], question)
        kept += first if beyond else [*first, worst]
    return tuple(kept)


def _kind(extent: Extent, question: Asked) -> str:
    return kind_of(extent.line.facts[0], question.units)


def _badness(extent: Extent, question: Asked) -> float:
    """How bad the worst end of an extent is; of a device nothing is worse than anything else."""
    if question.measure.worse is None:
        return 0.0
    return max(badness_of(part, question) for part in extent.line.parts)


def _basis(line: Line, units: Mapping[str, Unit]) -> tuple[object, ...]:
    """What lines must share to be told as one: all but the form and the rater, where shares or times are told."""
    if line.worse or line.family:
        return (line.parts,)
    key = key_of(line.parts[0], units)
    if kind_of(line.facts[0], units) in ("share", "time"):
        return (*key[:2], scale_of(line), line.with_who, line.tried)
    return (*key, line.tried)


def _joined(lines: list[Line], units: Mapping[str, Unit]) -> Extent:
    """One line from the lowest to the highest part; small groups are told by their ends alone."""
    first, ways = lines[0], {key_of(part, units) for line in lines for part in line.parts}
    parts = sorted((part for line in lines for part in line.parts), key=lambda part: base_of(part, units))
    return Extent(replace(first, parts=tuple(parts)), len(ways))


def _order(extent: Extent, *, main: str) -> tuple[bool, bool, int, bool, bool]:
    """What is counted as most figures are first; people before sides before sessions; trials, then large groups."""
    line = extent.line
    return (line.worse, scale_of(line) != main, counted_of(line.facts[0]), not line.tried, line.shape == "count")
