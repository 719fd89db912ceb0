"""The days after a treatment: how long each sign lasts, in order of time on an upright line; and the ways there."""

from __future__ import annotations

from collections.abc import Mapping

from macros.load.cube import Cube, Pair, grouped
from macros.load.records import Column
from macros.model.choose import pick, rows, some
from macros.model.digest import Short
from macros.model.phases import end_of, phase_columns
from macros.render.help import TREATED
from macros.render.pieces import CellView, digest_view
from macros.render.rows import answered
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import render

# The section with these rows, which the page of every treatment has.
SECTION = "the-days-after"


def show_days(site: Site, sheet: Sheet, option: str) -> str:
    """An option's headlines on how long each sign lasts, in the order of time; not those that the page told before.

    Those without a time stand behind the line. Raises NothingToShow if nothing is known.
    """
    cube = site.cube
    chosen = pick(cube.options, option, kind="option")
    untold = (pair for pair in phase_columns(cube) if (chosen.id, pair[1].id) not in sheet.told)
    answers = answered(cube, chosen, untold, about="the days after, or the page has told all before")
    told = {pair: short for pair, short in answers.items() if short.cell.state not in ("empty", "does-not-apply")}
    sheet.told |= {(chosen.id, column.id) for _, column in told}
    ends = {pair: end for pair, short in told.items() if (end := end_of(short, cube.units)) is not None}
    timed = [_row(cube, sheet, pair, told) for pair in sorted(ends, key=ends.__getitem__)]
    untimed = [_row(cube, sheet, pair, told) for pair in told if pair not in ends]
    return render("days.html", cube, option=chosen, timed=timed, untimed=untimed)


def _row(cube: Cube, sheet: Sheet, pair: Pair, told: Mapping[Pair, Short]) -> tuple[Column, CellView]:
    return pair[1], digest_view(cube, sheet, told[pair])


def list_days(site: Site, sheet: Sheet, *options: str) -> str:
    """Ways to the days after these treatments; of none named, after all. Treatments of one page share its title."""
    cube = site.cube
    by_page = grouped((one.page, one) for one in rows(cube, TREATED) if one.kind != "none" and one.page)
    named = [pick(cube.options, option, kind="option").page for option in options]
    ways = [
        (found[0].name if len(found := by_page[page]) == 1 else cube.pages[page].title, sheet.link(page, SECTION))
        for page in by_page
        if not named or page in named
    ]
    return render("ways_to_days.html", cube, ways=some(ways, of=f"page of {', '.join(options)}"))
