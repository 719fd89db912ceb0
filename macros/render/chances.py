"""A chance as people: 100, or a small group with those whom its study lost; else in words. Always both ways round."""

from __future__ import annotations

from macros.load.cube import Cube
from macros.model.cells import Line
from macros.model.chances import chance_of
from macros.model.choose import pick
from macros.render.pieces import finding_view
from macros.render.sheet import Sheet
from macros.render.template import render
from macros.render.words import line_words, others_words

SIDE = 10


def chance(cube: Cube, sheet: Sheet, id_: str) -> str:
    """The fact as so many people of 100 or of a small group, with who they were and when it was counted."""
    fact = pick(cube.facts, id_, kind="fact")
    found = chance_of(fact, cube.units)
    told = pick(cube.chances, id_, kind="words of a chance (chances.yml) for")
    value = line_words(Line(found.part.shape, (found.part,)), cube.units)
    return render(
        "chance.html", cube, told=told, view=finding_view(cube, sheet, fact), drawn=found.drawn is not None,
        value=value, others=others_words(found.part, cube.units),
        rows=rows_of(found.drawn or 0, of=found.of, lost=fact.lost or 0),
    )  # fmt: skip


def rows_of(happened: int, *, of: int, lost: int) -> list[list[str]]:
    """Rows of ten people: those to whom it happened, the others, and those who were lost."""
    people = ["did"] * happened + ["not"] * (of - happened) + ["lost"] * lost
    return [people[place : place + SIDE] for place in range(0, len(people), SIDE)]
