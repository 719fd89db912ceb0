"""An option's headlines in rows: a question, its figures in short, each study on a ruler, and what nobody measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from macros.load.cube import Cube, Pair
from macros.load.records import Option
from macros.model.choose import NothingToShow, pick
from macros.model.digest import Short, short_of
from macros.render.archive import archive_of
from macros.render.chooser import way_to_compare
from macros.render.gauge import rulers_for
from macros.render.pieces import digest_view
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import render


def show_facts(site: Site, sheet: Sheet, option: str, *asked: str) -> str:
    """One option's headlines on these questions or groups of questions, or on those that each guide begins with."""
    cube = site.cube
    chosen = pick(cube.options, option, kind="option")
    about = ", ".join(asked) or "what a guide begins with"
    answers = answered(cube, chosen, _pairs(cube, asked), about=about)
    told = {pair: short for pair, short in answers.items() if short.cell.state != "empty"}
    rulers = rulers_for((extent for short in told.values() for extent in short.extents), cube.units)
    # The rows with which the guide of an option begins are told at length, with rulers.
    first = not asked or (chosen.page == sheet.page and not sheet.told)
    sheet.told |= {(chosen.id, column.id) for _, column in answers}
    rows = [
        (column, digest_view(cube, sheet, short), rulers.gauge(short.extents)) for (_, column), short in told.items()
    ]
    drawn = [gauge for _, _, gauge in rows if gauge is not None]
    return render(
        "factbox.html", cube, option=chosen, first=first, offers=site.offers,
        rows=rows, empty=[column for measure, column in answers if (measure, column) not in told], ends=rulers.ends,
        kinds={gauge.kind for gauge in drawn}, hollow=any(dot.hollow for gauge in drawn for dot in gauge.dots),
        archive=archive_of(cube, sheet, chosen), beside=way_to_compare(cube, sheet, chosen),
    )  # fmt: skip


def answered(cube: Cube, option: Option, pairs: Iterable[Pair], *, about: str) -> Mapping[Pair, Short]:
    """An option's headlines on these questions in short; raises NothingToShow where none says anything."""
    answers = {pair: short_of(cube, option, pair) for pair in pairs}
    if all(short.cell.state not in ("filled", "not-studied") for short in answers.values()):
        raise NothingToShow(f"there is no figure for {option.id} on {about}")
    return answers


def _pairs(cube: Cube, asked: Iterable[str]) -> Iterator[Pair]:
    """The questions of these names, each with its measure; all of a group; none named: those that come first."""
    first = sorted((c for _, c in cube.columns.values() if c.first), key=lambda c: c.compared or len(cube.columns))
    names = tuple(asked) or tuple(column.id for column in first)
    for name in names:
        if name in cube.groups:
            yield from (pair for pair in cube.columns.values() if pair[1].group == name)
        else:
            yield pick(cube.columns, name, kind="question or group")
