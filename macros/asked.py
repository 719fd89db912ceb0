"""What a page asks of the facts, and so whether it stays as it is when some of them change.

A preview renders the others alone.
"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache

from macros.calls import Rendering
from macros.load import Cube
from macros.load.records import Fact
from macros.render.sheet import Sheet
from macros.render.site import Site

# What is about an option, by its id, on a measure.
Question = tuple[str | None, str]
# What of a fact may change without its answering another question; of its value the numbers alone.
_WORDS = ("statement", "note", "who", "size", "lost", "after", "certainty", "editor")
_TOLD: dict[str, bool | set[str]] = {**dict.fromkeys(_WORDS, True), "value": {"low", "high", "typical", "n", "of"}}
_CELL = re.compile(r'data-cell="(\S+) (\S+)"')


def questions_of(cube: Cube, sheet: Sheet, text: str) -> set[Question]:
    """What a page answers, or says that it cannot: each measure of an option, of its class, and of what belongs to it.

    The rulers of the comparison are as long as the figures of all its options ask for.
    """
    asked = {(fact.option, fact.measure) for fact in map(cube.facts.__getitem__, sheet.facts)}
    named = _CELL.findall(text)
    cells = [(option, cube.columns[column][0].id) for option, column in named if column in cube.columns]
    asked.update(cells)
    if (meta := cube.pages.get(sheet.page)) and meta.tool == "choose":
        asked.update((option, measure) for option in cube.options for _, measure in cells)
    here = {option for option, _ in named}
    asked.update((fact.option, fact.measure) for fact in cube.facts.values() if {fact.option, fact.against} <= here)
    return asked | _of_classes(cube, asked)


def _of_classes(cube: Cube, asked: set[Question]) -> set[Question]:
    """The same questions of the class to which an option belongs, and of all that belongs to a class."""
    above = {(family, measure) for id_, measure in asked if id_ and (family := cube.options[id_].family)}
    below = {(one.id, measure) for id_, measure in asked for one in cube.options.values() if id_ and one.family == id_}
    return above | below


def stays(before: Site, now: Site, made: Rendering) -> bool:
    """Whether a page that was rendered from one state of the data is the same in another."""
    changed = told_otherwise(before, now)
    meta = now.cube.pages.get(made.sheet.page)
    # A page of what has changed holds every fact against what it was.
    if changed is None or meta is None or meta.kind == "edition":
        return False
    asked = questions_of(before.cube, made.sheet, made.text)
    return not any(fact.id in made.sheet.facts or (fact.option, fact.measure) in asked for fact in changed)


@lru_cache(maxsize=4)
def told_otherwise(before: Site, now: Site) -> tuple[Fact, ...] | None:
    """The facts that tell otherwise now, where nothing else has changed; None where something has."""
    if any(getattr(before, one.name) != getattr(now, one.name) for one in fields(Site) if one.name != "cube"):
        return None
    rest = (one.name for one in fields(Cube) if one.name not in ("facts", "digest"))
    if any(getattr(before.cube, name) != getattr(now.cube, name) for name in rest):
        return None
    old, new = before.cube.facts, now.cube.facts
    if list(old) != list(new):
        return None
    changed = tuple(fact for id_, fact in new.items() if fact is not old[id_] and fact != old[id_])
    return changed if all(_placed(old[fact.id]) == _placed(fact) for fact in changed) else None


def _placed(fact: Fact) -> dict[str, object]:
    """What of a fact, and of its value, decides where it stands."""
    return fact.model_dump(exclude=_TOLD)
