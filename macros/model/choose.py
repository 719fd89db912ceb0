"""Which records belong together: looked up by id or raised, never silently empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from macros.load.cube import Cube
from macros.load.problems import nearest
from macros.load.records import Column, Effect, Fact, Measure, Option, Question, Scar, Use

T = TypeVar("T")

DENOMINATORS = ("people", "sessions", "sides")


class UnknownId(LookupError):
    """Raised when a page asks for an id that no record has."""


class NothingToShow(LookupError):
    """Raised when a page asks for a view that would be empty."""


def pick(table: Mapping[str, T], id_: str, *, kind: str) -> T:
    """The record with this id; raises UnknownId with the nearest one."""
    try:
        return table[id_]
    except KeyError:
        raise UnknownId(f"no {kind} {id_!r} ({nearest(id_, table)})") from None


def some(found: Iterable[T], *, of: str) -> tuple[T, ...]:
    """What was found; raises NothingToShow when that is nothing."""
    result = tuple(found)
    if not result:
        raise NothingToShow(f"there is no {of}")
    return result


def columns_of(cube: Cube, group: str) -> tuple[tuple[Measure, Column], ...]:
    """The questions of a table, each with the measure that answers it, in file order."""
    pick(cube.groups, group, kind="group")
    return some((pair for pair in cube.columns.values() if pair[1].group == group), of=f"column in the group {group!r}")


def table_facts(cube: Cube, *, option: str, measure: Measure, column: Column) -> tuple[Fact, ...]:
    """The option's own facts that may stand in this cell, in file order."""
    return tuple(
        fact
        for fact in cube.findings.get((option, measure.id), ())
        if fact.show == "table" and fact.effect_in(column.effect)
    )


def says_not_studied(cube: Cube, *, option: str, measure: Measure, column: Column) -> tuple[Fact, ...]:
    """The facts that say in so many words that this question was not studied."""
    if measure.id != "frequency" or column.effect is None:
        return ()
    return tuple(
        fact
        for fact in cube.findings.get((option, "evidence"), ())
        if fact.effect == column.effect and fact.subject is None
    )


def rows(cube: Cube, kinds: Iterable[str]) -> tuple[Option, ...]:
    """Doing nothing first, then the options of these kinds, in file order."""
    known: dict[str, Option] = {option.kind: option for option in cube.options.values()}
    wanted = [pick(known, kind, kind="kind of option").kind for kind in kinds]
    first = [option for option in cube.options.values() if option.kind == "none"]
    return some([*first, *(o for o in cube.options.values() if o.kind in wanted and o.kind != "none")], of="option")


def findings(
    cube: Cube, *, option: str | None = None, effect: str | None = None, measures: Iterable[str] = ()
) -> tuple[Fact, ...]:
    """The facts of an option or an effect on these measures, those on acne scars first."""
    if option is None and effect is None:
        raise NothingToShow("neither an option nor an effect was asked for")
    wanted = [pick(cube.measures, id_, kind="measure").id for id_ in measures]
    if option is not None:
        pick(cube.options, option, kind="option")
    if effect is not None:
        pick(cube.effects, effect, kind="effect")
    found = [
        fact
        for fact in cube.facts.values()
        if option in (None, fact.option, fact.against)
        and effect in (None, fact.effect)
        and (not wanted or fact.measure in wanted)
    ]
    return some(sorted(found, key=_nearness), of=f"finding on {option or effect}: {', '.join(wanted) or 'any measure'}")


def _nearness(fact: Fact) -> int:
    return ("acne-scars", "mixed", "other", "not-said", None).index(fact.people)


def effects_of(cube: Cube, kind: str) -> tuple[Effect, ...]:
    """The side effects of a kind, in file order."""
    return some((effect for effect in cube.effects.values() if effect.kind == kind), of=f"effect of the kind {kind!r}")


def definition(cube: Cube, effect: Effect) -> Fact:
    """The fact that says what an effect is."""
    found = [fact for fact in cube.facts.values() if fact.measure == "definition" and fact.effect == effect.id]
    return some(found, of=f"definition of {effect.id}")[0]


def scar_facts(cube: Cube, scar: Scar) -> tuple[Fact, ...]:
    """The facts that say what a scar is."""
    found = (f for f in cube.facts.values() if f.measure == "definition" and scar.id in f.scar and len(f.scar) == 1)
    return some(found, of=f"definition of {scar.id}")


def uses_for(cube: Cube, scar: Scar) -> tuple[Use, ...]:
    """What is used for a scar, what is tried first standing first."""
    order = ("first", "helps", "adjunct", "weak")
    return some(
        sorted((use for use in cube.uses.values() if use.scar == scar.id), key=lambda use: order.index(use.verdict)),
        of=f"use for {scar.id}",
    )


def questions_about(cube: Cube, topic: str) -> tuple[Question, ...]:
    """The questions to ask on a topic."""
    return some((q for q in cube.questions.values() if topic in q.topics), of=f"question about {topic!r}")
