"""A chance as people: 100, or a small group with those whom its study lost; else in words. Always both ways round."""

from __future__ import annotations

from macros.model.cells import Line
from macros.model.chances import chance_of
from macros.model.choose import pick
from macros.render.pieces import finding_view
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import render
from macros.render.words import line_words, others_words

SIDE = 10


def show_chance(site: Site, sheet: Sheet, fact: str) -> str:
    """A share of people as people: to how many of 100 it happened and to how many not, who and when."""
    cube = site.cube
    shown = pick(cube.facts, fact, kind="fact")
    found = chance_of(shown, cube.units)
    told = pick(cube.chances, fact, kind="words of a chance (chances.yml) for")
    value = line_words(Line(found.part.shape, (found.part,)), cube.units)
    return render(
        "chance.html", cube, told=told, view=finding_view(cube, sheet, shown), drawn=found.drawn is not None,
        value=value, others=others_words(found.part, cube.units),
        rows=rows_of(found.drawn or 0, of=found.of, lost=shown.lost or 0),
    )  # fmt: skip


def rows_of(happened: int, *, of: int, lost: int) -> list[list[str]]:
    """Rows of ten people: those to whom it happened, the others, and those who were lost."""
    people = ["did"] * happened + ["not"] * (of - happened) + ["lost"] * lost
    return [people[place : place + SIDE] for place in range(0, len(people), SIDE)]
