"""The chart of recovery and its table: one or a few lasers on one scale, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.load.cube import Cube
from macros.load.records import Certainty, Column, Option
from macros.model.cells import certainty_of, people_of
from macros.model.choose import NothingToShow, pick
from macros.model.phases import Phase, can_be_drawn, missing, phase_columns, phases_of
from macros.render.pieces import LineView, line_views
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import render
from macros.render.timescale import Mark, Scale, mark_of, scale_for, ticks
from macros.render.words import listed

MOST = 3
Gaps = tuple[tuple[Option, tuple[Column, ...]], ...]


@dataclass(frozen=True)
class RowView:
    """One line of the chart, and of the table beside it."""

    option: Option
    line: LineView
    mark: Mark
    certainty: Certainty
    others: bool


def show_recovery(site: Site, sheet: Sheet, *options: str) -> str:
    """How long recovery takes: a chart and its table of one to three options, or what is missing for one."""
    cube = site.cube
    if not 1 <= len(options) <= MOST or len(set(options)) < len(options):
        raise NothingToShow(f"a chart of recovery takes 1 to {MOST} different options, not {len(options)}")
    found = {pick(cube.options, id_, kind="option"): phases_of(cube, cube.options[id_]) for id_ in options}
    drawn = {option: phases for option, phases in found.items() if can_be_drawn(phases)}
    gaps = tuple((option, missing(phases)) for option, phases in found.items() if option not in drawn)
    if not drawn:
        return render("norecovery.html", cube, gaps=gaps)
    return _chart(cube, sheet, drawn, gaps)


def _chart(cube: Cube, sheet: Sheet, drawn: dict[Option, tuple[Phase, ...]], gaps: Gaps) -> str:
    lines = [line for phases in drawn.values() for phase in phases for line in phase.lines]
    scale = scale_for(lines, cube.units)
    # Each question with a row for each answer that has a figure.
    asked = [(column, tuple(_rows(cube, sheet, drawn, column, scale))) for _, column in phase_columns(cube)]
    rows = [row for _, found in asked for row in found]
    return render(
        "recovery.html", cube, options=list(drawn), names=listed([option.name for option in drawn]),
        phases=[(column, found) for column, found in asked if found], ticks=ticks(scale, cube.units), gaps=gaps,
        shapes=list(dict.fromkeys(row.mark.shape for row in rows)), others=any(row.others for row in rows),
        partly=[(option, missing(phases)) for option, phases in drawn.items() if missing(phases)],
    )  # fmt: skip


def _rows(
    cube: Cube, sheet: Sheet, drawn: dict[Option, tuple[Phase, ...]], column: Column, scale: Scale
) -> Iterator[RowView]:
    """The rows of one question: each drawn option's lines, its class's after its own."""
    for option, phases in drawn.items():
        for line in next(phase for phase in phases if phase.column == column).lines:
            (view,) = line_views(cube, sheet, line)
            others = people_of(line.facts) != "acne-scars"
            yield RowView(option, view, mark_of(line, scale, cube.units), certainty_of(line.facts), others)
