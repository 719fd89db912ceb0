"""Which records belong together: looked up by id or raised, never silently empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from macros.load.cube import Cube, Pair
from macros.load.problems import nearest
from macros.load.records import Effect, Fact, Option, Question, Scar, Use

K = TypeVar("K")
T = TypeVar("T")

# All findings on an option stand in a folder beside the page of that option; what is about no option stands together.
ARCHIVE, ARCHIVE_OF_THE_REST = "findings.md", "how-we-know/findings.md"


class UnknownId(LookupError):
    """Raised when a page asks for an id that no record has."""


class NothingToShow(LookupError):
    """Raised when a page asks for a view that would be empty."""


def pick(table: Mapping[K, T], id_: K, *, kind: str) -> T:
    """The record with this id; raises UnknownId with the nearest one."""
    try:
        return table[id_]
    except KeyError:
        raise UnknownId(f"no {kind} {id_!r} ({nearest(str(id_), map(str, table))})") from None


def archive_page(cube: Cube, option: str | None) -> str:
    """The page with all findings on an option, or on none."""
    if option is None:
        return ARCHIVE_OF_THE_REST
    return f"{(cube.options[option].page or '').removesuffix('.md')}/{ARCHIVE}"


def some(found: Iterable[T], *, of: str) -> tuple[T, ...]:
    """What was found; raises NothingToShow when that is nothing."""
    result = tuple(found)
    if not result:
        raise NothingToShow(f"there is no {of}")
    return result


def columns_of(cube: Cube, group: str) -> tuple[Pair, ...]:
    """The questions of a table, each with the measure that answers it, in file order."""
    pick(cube.groups, group, kind="group")
    return some((pair for pair in cube.columns.values() if pair[1].group == group), of=f"column in the group {group!r}")


def rows(cube: Cube, kinds: Iterable[str]) -> tuple[Option, ...]:
    """Doing nothing first, then the options of these kinds, in file order."""
    known: dict[str, Option] = {option.kind: option for option in cube.options.values()}
    wanted = [pick(known, kind, kind="kind of option").kind for kind in kinds]
    first = [option for option in cube.options.values() if option.kind == "none"]
    return some([*first, *(o for o in cube.options.values() if o.kind in wanted and o.kind != "none")], of="option")


@dataclass(frozen=True)
class About:
    """What findings are about: every field that is given must hold."""

    option: str | None = None
    effect: str | None = None
    subject: str | None = None
    scar: str | None = None
    skin: int | None = None

    def __str__(self) -> str:
        """The ids that were given, for messages."""
        given = (self.option, self.effect, self.subject, self.scar, self.skin and f"skin type {self.skin}")
        return " and ".join(str(part) for part in given if part)

    def matches(self, fact: Fact) -> bool:
        """Whether a fact is about all of it; a comparison is about both of its options."""
        return (
            self.option in (None, fact.option, fact.against)
            and self.effect in (None, fact.effect)
            and self.subject in (None, fact.subject)
            and (self.scar is None or self.scar in fact.scar)
            and (self.skin is None or self.skin in fact.skin)
        )


def findings(cube: Cube, about: About, measures: Iterable[str] = ()) -> tuple[Fact, ...]:
    """The facts about something on these measures (or on all), those on acne scars first."""
    _refuse_unknown(cube, about)
    wanted = [pick(cube.measures, id_, kind="measure").id for id_ in measures]
    found = [fact for fact in cube.facts.values() if (not wanted or fact.measure in wanted) and about.matches(fact)]
    return some(sorted(found, key=_nearness), of=f"finding on {about}: {', '.join(wanted) or 'any measure'}")


def _refuse_unknown(cube: Cube, about: About) -> None:
    if about == About():
        raise NothingToShow("name what the findings are about: option, effect, subject, scar or skin")
    tables = {"option": cube.options, "effect": cube.effects, "subject": cube.subjects, "scar": cube.scars}
    for kind, table in tables.items():
        if (id_ := getattr(about, kind)) is not None:
            pick(table, id_, kind=kind)
    if about.skin is not None:
        pick({skin.type: skin for skin in cube.skin.values()}, about.skin, kind="skin type")


def _nearness(fact: Fact) -> int:
    return ("acne-scars", "mixed", "other", "not-said", None).index(fact.people)


def effects_of(cube: Cube, kind: str) -> tuple[Effect, ...]:
    """The side effects of a kind, in file order."""
    return some((effect for effect in cube.effects.values() if effect.kind == kind), of=f"effect of the kind {kind!r}")


def definition(cube: Cube, effect: Effect) -> Fact:
    """The fact that says what an effect is."""
    return some(cube.on_effects.get((effect.id, "definition"), ()), of=f"definition of {effect.id}")[0]


def scar_facts(cube: Cube, scar: Scar) -> tuple[Fact, ...]:
    """The facts that say what a scar is."""
    return some(cube.on_scars.get((scar.id, "definition"), ()), of=f"definition of {scar.id}")


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


def named(cube: Cube) -> Iterator[Option | Effect | Scar]:
    """Everything that has names beside its own: the options, the effects and the scars."""
    return chain(cube.options.values(), cube.effects.values(), cube.scars.values())


def all_names(record: Option | Effect | Scar) -> tuple[str, ...]:
    """All names of a record, its plain one first, printed or not."""
    medical = () if isinstance(record, Option) else (record.medical,)
    return (record.name, *medical, *(alias.name for alias in record.also))
