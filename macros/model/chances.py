"""Which facts can be shown as so many of 100 people, and which only in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.load.records import Fact, Unit, Value
from macros.model.cells import Part, parts_of
from macros.model.choose import NothingToShow

# Fewer people than this make no "in 100".
ENOUGH = 50
UNIT = "per-100-people"
HUNDRED = 100


@dataclass(frozen=True)
class Chance:
    """To how many of how many it happened; a small group is drawn only to show whom its study lost."""

    part: Part
    drawn: int | None
    of: int = HUNDRED


def chance_of(fact: Fact, units: Mapping[str, Unit]) -> Chance:
    """The fact as a chance; raises NothingToShow with the reason why it is none."""
    value = fact.value
    if value is None or fact.form != "level":
        raise NothingToShow(f"{fact.id} is no share of people: its form is {fact.form}")
    (part, *more) = parts_of(fact)
    if value.n is not None and value.of is not None:
        return Chance(part, value.n if fact.lost else None, value.of)
    if reason := _reason(fact, value, units) or (more and "has more than one value"):
        raise NothingToShow(f"{fact.id} {reason}, so it can't be shown as people; tell it with state_fact")
    happened = int(part.low + 0.5)
    return Chance(part, happened if part.low >= 1 else None)


def _reason(fact: Fact, value: Value, units: Mapping[str, Unit]) -> str:
    """Why a share is no chance of people: what it counts, of how many, over what time."""
    if value.unit != UNIT:
        return f"counts {units[value.unit].many}, not {units[UNIT].many}"
    if value.typical is None or value.low is not None or value.high is not None:
        return "has no single value"
    if fact.size is None or fact.size < ENOUGH:
        return f"rests on {fact.size or 'an unknown number of'} people, fewer than {ENOUGH}"
    if fact.after is None:
        return "does not say after what time"
    if not 0 < value.typical < HUNDRED - 0.5:
        return "is about nobody or everybody"
    return ""
