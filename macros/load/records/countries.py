"""Help lines, and what a country asks of a clinic or does not let it say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from macros.load.fields import Address, validate_help_number
from macros.load.records.base import Identified, Many, Record, Words

Standing = Literal["law", "regulator", "second-hand", "draft"]


class HelpNumber(Record):
    """A telephone line for an emergency, for advice or in distress."""

    kind: Literal["emergency", "urgent-advice", "distress"]
    number: Annotated[Words, AfterValidator(validate_help_number)] = Field(description="Quoted, as it is dialled.")
    also: Words | None = None
    then: Words | None = Field(None, description="What to press.")
    name: Words
    hours: Words | None = None
    source_url: Address
    source_kind: Literal["official", "news", "weak"] = Field(description="How good the source is; weak is neither.")

    @property
    def sure(self) -> bool:
        """Whether it may stand without a mark: a general emergency number that an official page bears."""
        return self.kind == "emergency" and self.source_kind == "official"


class NoPlanner(Record):
    """Why a clinic in a country does not offer the date planner, in plain words, and where that was read."""

    rule: Words
    source_url: Address


class ClinicRule(Identified):
    """What a country asks a clinic to say of itself, with its source and how surely we know it."""

    needs: Words | None = Field(None, description="The key below extra.clinic that must be given, with dots.")
    of: Literal["each", "one"] = Field("each", description="Of a list: whether each item needs it, or one.")
    applies: Words | None = Field(None, description="Where it holds, if not for every clinic.")
    words: Words
    source_url: Address
    standing: Standing


class Country(Record):
    """A country with its help lines, what it asks of a clinic, and what it does not let one offer."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Words
    mistaken: Many[Words] = Field((), description="Codes people write for it.")
    members: Many[Words] = Field((), description="Countries its rules bind.")
    help: Many[HelpNumber] = ()
    rules: Many[ClinicRule] = ()
    no_planner: NoPlanner | None = Field(None, description="The rule because of which the date planner is off there.")


class PhraseRule(Record):
    """What a country's law or regulator says of a phrase, and how surely we know it."""

    country: Literal["GB", "IE", "DE", "US", "AU", "EU", "*"]
    rule: Words
    source_url: Address
    standing: Standing


class Phrase(Identified):
    """A kind of claim: the words that make it, the turns in which they are harmless, the rules against it."""

    what: Words = Field(description="What it claims, in plain words.")
    instead: Words = Field(description="What to write in its place.")
    words: Many[Words] = Field(min_length=1, description="guarantee* = any ending; ... = up to five other words.")
    unless: Many[Words] = Field((), description="Whole turns that are harmless; ~ stands for any of the words.")
    rules: Many[PhraseRule] = Field(min_length=1)
