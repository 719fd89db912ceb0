"""What the article says and what sources disagree on, with the facts of each side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from macros.load.records.base import Identified, Ids, Many, Record, Words

Verdict = Literal["supported", "partly", "not-supported", "not-studied", "opinion"]


class Claim(Identified):
    """A claim of the article in our words, and what the facts say on both sides."""

    part: Words
    says: Words
    verdict: Verdict
    because: Words
    facts: Ids = Field((), description="Facts that speak for it.")
    limits: Ids = Field((), description="Facts that speak against it or limit it.")
    page: Words | None = Field(None, description="The page that deals with it, as a path below docs/.")


class Side(Record):
    """One side of a disagreement: what it says, and the facts that it rests on."""

    says: Words
    facts: Ids = Field(min_length=1)


class Dispute(Identified):
    """A question on which good sources disagree: both sides in equal detail, and why."""

    question: Words
    sides: Many[Side] = Field(min_length=2)
    why: Words
