"""Entries of the glossary, and where a term leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from macros.load.cube import Cube
from macros.load.problems import nearest
from macros.load.records import Alias, Column, Effect, Fact, Option, Scar
from macros.model.choose import UnknownId, all_names, definition, effects_of, scar_facts, some
from macros.render.pieces import CellView, FindingView, finding_view, headline_view, option_target
from macros.render.sheet import Citation, Sheet

OptionAnswer = tuple[Option, Column, CellView]
Names = tuple[tuple[str, tuple[Citation, ...]], ...]

GLOSSARY = "glossary.md"
COMPLICATIONS = "glossary-complications.md"
OPTIONS = "glossary-treatments.md"
SCARS = "scar-types.md"
# What an entry tells of an effect, in a reader's order: its label and the measure behind it.
TOLD = ("onset", "care", "call-when")


@dataclass(frozen=True)
class Entry:
    """All that the glossary says of one side effect."""

    effect: Effect
    meaning: FindingView
    answers: tuple[tuple[str, tuple[OptionAnswer, ...]], ...]
    told: tuple[tuple[str, tuple[FindingView, ...]], ...]
    names: Names


def glossary_of(effect: Effect) -> str:
    """The page on which the entry of an effect stands: complications have a glossary of their own."""
    return COMPLICATIONS if effect.kind == "complication" else GLOSSARY


def glossary_entry(cube: Cube, sheet: Sheet, effect: Effect) -> Entry:
    """An effect's meaning, how long and how often by option, when it begins, what helps, when to call."""
    meaning = finding_view(cube, sheet, definition(cube, effect))
    answers = tuple((measure, tuple(_by_option(cube, sheet, effect, measure))) for measure in ("duration", "frequency"))
    told = tuple((measure, tuple(_told(cube, sheet, effect, measure))) for measure in TOLD)
    names = names_of(sheet, effect.name, (Alias(name=effect.medical, kind="medical"), *effect.also))
    return Entry(effect, meaning, answers, told, names)


def _by_option(cube: Cube, sheet: Sheet, effect: Effect, measure: str) -> Iterator[OptionAnswer]:
    """The headline on an effect for each option that has a figure in its own name."""
    asked, column = cube.measures[measure], _column(cube, effect, measure)
    for option in cube.options.values():
        found = cube.findings.get((option.id, measure), ())
        if any(fact.show == "table" and fact.effect == effect.id for fact in found):
            yield option, column, headline_view(cube, sheet, option, (asked, column))


def _column(cube: Cube, effect: Effect, measure: str) -> Column:
    """The question of a table on this effect, or the same question where no table asks it."""
    asked = (column for column in cube.measures[measure].columns if column.effect == effect.id)
    name = effect.name
    id_ = f"{measure}-{effect.id}"
    made = Column(id=id_, group=measure, label=name, question=name, unit_words=name, effect=effect.id)
    return next(asked, made)


def _told(cube: Cube, sheet: Sheet, effect: Effect, measure: str) -> Iterator[FindingView]:
    """What is said of the effect after any laser or in general; when to call, whatever the laser."""
    for fact in cube.on_effects.get((effect.id, measure), ()):
        if measure == "call-when" or fact.option in (None, "any-laser"):
            yield finding_view(cube, sheet, fact)


@dataclass(frozen=True)
class WordEntry:
    """What the glossary says of a scar or an option: its meaning, its other names, and where to read on."""

    id: str
    name: str
    means: str
    meanings: tuple[FindingView, ...]
    names: Names
    target: str


def define(cube: Cube, sheet: Sheet, kind: str) -> list[WordEntry]:
    """Entries of the scars ("scar"), or of the options of a kind ("laser", "treatment", ...), by name."""
    if kind == "scar":
        made = [_scar_entry(cube, sheet, scar) for scar in cube.scars.values()]
    else:
        found = some((option for option in cube.options.values() if option.kind == kind), of=f"option of kind {kind!r}")
        made = [_option_entry(sheet, option) for option in found]
    return sorted(made, key=lambda entry: entry.name.lower())


def _scar_entry(cube: Cube, sheet: Sheet, scar: Scar) -> WordEntry:
    meanings = (finding_view(cube, sheet, scar_facts(cube, scar)[0]),)
    names = names_of(sheet, scar.name, (Alias(name=scar.medical, kind="medical"), *scar.also))
    return WordEntry(scar.id, scar.name, "", meanings, names, sheet.link(SCARS, scar.id))


def _option_entry(sheet: Sheet, option: Option) -> WordEntry:
    names = names_of(sheet, option.name, option.also)
    return WordEntry(option.id, option.name, option.means, (), names, option_target(sheet, option))


def names_of(sheet: Sheet, name: str, also: Iterable[Alias]) -> Names:
    """The other names that may be printed, each with the citation of the source that bears it."""
    return tuple(
        (alias.name, (sheet.cite_source(alias.source),) if alias.source else ())
        for alias in also
        if alias.printed and alias.name != name
    )


def expected_views(cube: Cube, sheet: Sheet) -> list[tuple[Effect, tuple[FindingView, ...], bool]]:
    """Each expected effect, how long it lasts after lasers in general, and whether that was found after any option."""
    lasting = {fact.effect for fact in cube.facts.values() if fact.measure == "duration"}
    effects = effects_of(cube, "expected")
    return [(effect, tuple(_told(cube, sheet, effect, "duration")), effect.id in lasting) for effect in effects]


def term_target(cube: Cube, sheet: Sheet, term: str) -> tuple[str, Fact, str]:
    """A term's plain name, the fact that says what it means, and the address of its entry."""
    if term in cube.effects:
        effect = cube.effects[term]
        return effect.name, definition(cube, effect), sheet.link(glossary_of(effect), effect.id)
    if term in cube.scars:
        scar = cube.scars[term]
        return scar.name, scar_facts(cube, scar)[0], sheet.link(SCARS, scar.id)
    raise UnknownId(f"no term {term!r} ({nearest(term, [*cube.effects, *cube.scars])})")


def a_to_z(cube: Cube, sheet: Sheet) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every name that a reader may look up with the address of its entry, by first letter, digits first."""
    named = sorted({(name[:1].upper() + name[1:], target) for name, target in _names(cube, sheet)}, key=_alphabetical)
    return [(letter, list(group)) for letter, group in groupby(named, key=lambda entry: _letter(entry[0]))]


def _names(cube: Cube, sheet: Sheet) -> Iterator[tuple[str, str]]:
    for effect in cube.effects.values():
        yield from ((name, sheet.link(glossary_of(effect), effect.id)) for name in all_names(effect))
    others: tuple[Scar | Option, ...] = (*cube.scars.values(), *cube.options.values())
    for record in others:
        yield from ((name, sheet.link(OPTIONS, record.id)) for name in all_names(record))


def _letter(name: str) -> str:
    return name[0] if name[0].isalpha() else "0-9"


def _alphabetical(entry: tuple[str, str]) -> tuple[bool, str, str]:
    return entry[0][0].isalpha(), entry[0].lower(), entry[1]
