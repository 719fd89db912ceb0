"""The phases of recovery: which of them an option has figures for, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.load.cube import Cube, Pair
from macros.load.records import Column, Option, Unit
from macros.model.cells import Line, base_of
from macros.model.digest import Short
from macros.model.headline import cell_of, kind_of

RECOVERY = "recovery"
FEWEST = 3


@dataclass(frozen=True)
class Phase:
    """One question on recovery with the lines of an option's answer that can be drawn: those of numbers."""

    column: Column
    lines: tuple[Line, ...]


def phase_columns(cube: Cube) -> Iterator[Pair]:
    """The questions on recovery: every question of a measure that answers one in the table of recovery."""
    for measure in cube.measures.values():
        if any(column.group == RECOVERY for column in measure.columns):
            yield from ((measure, column) for column in measure.columns)


def phases_of(cube: Cube, option: Option) -> tuple[Phase, ...]:
    """Every phase with the option's answer, in the order of the tables."""
    answers = ((column, cell_of(cube, option, measure, column)) for measure, column in phase_columns(cube))
    return tuple(
        Phase(column, tuple(line for line in cell.lines if cell.state == "filled" and line.shape != "words"))
        for column, cell in answers
    )


def can_be_drawn(phases: tuple[Phase, ...]) -> bool:
    """Whether there are figures for enough phases to make a chart of them."""
    return sum(bool(phase.lines) for phase in phases) >= FEWEST


def missing(phases: tuple[Phase, ...]) -> tuple[Column, ...]:
    """The questions without a figure, or without one that could be drawn."""
    return tuple(phase.column for phase in phases if not phase.lines)


def end_of(short: Short, units: Mapping[str, Unit]) -> float | None:
    """After how many days a sign is over at the latest, as far as its headline in short says; None without a time."""
    parts = (part for extent in short.extents for part in extent.line.parts)
    return max((base_of(part, units)[1] for part in parts if kind_of(part.fact, units) == "time"), default=None)
