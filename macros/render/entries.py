"""Entries of the glossary, and where a term leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.load.cube import Cube
from macros.load.problems import nearest
from macros.load.records import Effect, Fact
from macros.model.cells import filled, lines_of
from macros.model.choose import UnknownId, definition, scar_facts
from macros.render.pieces import CellView, FindingView, cell_view, finding_view
from macros.render.sheet import Sheet

GLOSSARY = "glossary.md"
SCARS = "scar-types.md"
# What an entry tells of an effect, in a reader's order: its label and the measure behind it.
TOLD = ("onset", "care", "call-when")


@dataclass(frozen=True)
class Entry:
    """All that the glossary says of one side effect."""

    effect: Effect
    meaning: FindingView
    answers: tuple[tuple[str, tuple[tuple[str, CellView], ...]], ...]
    told: tuple[tuple[str, tuple[FindingView, ...]], ...]


def glossary_entry(cube: Cube, sheet: Sheet, effect: Effect) -> Entry:
    """An effect's meaning, how long and how often by option, when it begins, what helps, when to call."""
    meaning = finding_view(cube, sheet, definition(cube, effect))
    answers = tuple((measure, tuple(_by_option(cube, sheet, effect, measure))) for measure in ("duration", "frequency"))
    told = tuple((measure, tuple(_told(cube, sheet, effect, measure))) for measure in TOLD)
    return Entry(effect, meaning, answers, told)


def _by_option(cube: Cube, sheet: Sheet, effect: Effect, measure: str) -> Iterator[tuple[str, CellView]]:
    """The effect's figure for each option that has one in its own name."""
    for option in cube.options.values():
        found = cube.findings.get((option.id, measure), ())
        facts = [fact for fact in found if fact.show == "table" and fact.effect == effect.id]
        if facts:
            cell = filled(lines_of(facts, cube.units), cube.units)
            yield option.name, cell_view(cube, sheet, cell, findings=False)


def _told(cube: Cube, sheet: Sheet, effect: Effect, measure: str) -> Iterator[FindingView]:
    """What is said of the effect after any laser, in file order."""
    for fact in cube.findings.get(("any-laser", measure), ()):
        if fact.effect == effect.id:
            yield finding_view(cube, sheet, fact)


def term_target(cube: Cube, sheet: Sheet, term: str) -> tuple[str, Fact, str]:
    """A term's plain name, the fact that says what it means, and the address of its entry."""
    if term in cube.effects:
        effect = cube.effects[term]
        return effect.name, definition(cube, effect), sheet.link(GLOSSARY, effect.id)
    if term in cube.scars:
        scar = cube.scars[term]
        return scar.name, scar_facts(cube, scar)[0], sheet.link(SCARS, scar.id)
    raise UnknownId(f"no term {term!r} ({nearest(term, [*cube.effects, *cube.scars])})")
