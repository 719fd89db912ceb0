"""Signs of trouble: which come after a treatment, and how soon a finding asks for help."""

from __future__ import annotations

from collections.abc import Iterable

from macros.load.cube import Cube
from macros.load.records import URGENCIES, Fact, Sign, Urgency
from macros.model.choose import some

# What is normal is no band of signs.
BANDS = URGENCIES[:-1]
# What says who should not have a treatment yet, or should ask first.
WAIT = ("who-should-wait", "avoid")


def signs_of(cube: Cube, urgency: str) -> tuple[Sign, ...]:
    """The signs of an urgency, in file order; raises NothingToShow where there is none."""
    return some((s for s in cube.signs.values() if s.urgency == urgency), of=f"sign with the urgency {urgency!r}")


def signs_after(cube: Cube, options: Iterable[str], urgency: Urgency) -> tuple[Sign, ...]:
    """The signs that the page of these options names: those of these options alone first, then those of every page."""
    wanted = set(options)
    named = (s for s in cube.signs.values() if (wanted & set(s.after) if s.after else s.everywhere))
    return tuple(sorted((sign for sign in named if sign.urgency == urgency), key=lambda sign: not sign.after))


def sign_behind(cube: Cube, fact: Fact) -> Sign | None:
    """The most careful sign that a finding with an urgency belongs to; a finding without one belongs to none."""
    if fact.urgency is None:
        return None
    found = cube.signs_with.get(fact.id, ())
    return min(found, key=lambda sign: URGENCIES.index(sign.urgency), default=None)


def facts_behind(cube: Cube, sign: Sign) -> tuple[Fact, ...]:
    """The findings of which this is the most careful sign, and those that bear it without an urgency of their own."""
    facts = (cube.facts[id_] for id_ in sign.facts)
    return tuple(fact for fact in facts if sign_behind(cube, fact) in (None, sign))


def reasons_to_wait(cube: Cube, options: Iterable[str]) -> tuple[Fact, ...]:
    """The findings that speak for waiting or asking before these options, or before their classes."""
    homes = {home for id_ in options for home in (id_, cube.options[id_].family) if home}
    return tuple(fact for fact in cube.facts.values() if fact.option in homes and fact.measure in WAIT)
