"""An edition as it was released: what a sheet printed from it can show. Written once, never again.

Its fields are plain: what an option, a form or a level is called may be another word by the time it is read.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from macros.load.fields import Edition
from macros.load.records.base import Day, Id, Identified, Ids, Many, Record, Words


class FrozenFact(Identified):
    """A finding as that edition told it."""

    option: Id | None = None
    against: Id | None = None
    effect: Id | None = None
    measure: Id
    form: Id
    value: Mapping[str, float | Id] | None = None
    typical_is: Id | None = None
    spread: Id | None = None
    scale: Id | None = None
    size: int | None = None
    number: Words | None = Field(None, description="Its number in that edition's own words.")
    who: Words
    statement: Words
    certainty: Id
    urgency: Id | None = None


class FrozenSign(Identified):
    """A sign of trouble as that edition told it."""

    urgency: Id
    words: Words


class FrozenPage(Record):
    """A page of that edition: its path below docs/, its heading, and the findings that it showed."""

    page: Words
    title: Words
    facts: Ids


class FrozenEdition(Record):
    """What the sheets of one release can show."""

    edition: Edition
    day: Day = Field(description="The day of its release.")
    facts: Many[FrozenFact]
    signs: Many[FrozenSign]
    pages: Many[FrozenPage]
    sha256: str = Field(description="Of all the rest: nobody changes by hand what was printed.")
