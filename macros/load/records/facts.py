"""Findings with their numbers, and the sources that bear them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.load.fields import Address
from macros.load.records.base import Certainty, EffectKind, Id, Identified, Ids, Many, Record, Words

Urgency = Literal["normal", "call", "same-day", "emergency"]
# The most urgent first, as pages tell them.
URGENCIES: tuple[Urgency, ...] = ("emergency", "same-day", "call", "normal")
SkinTypes = Many[Annotated[int, Field(ge=1, le=6)]]


class Value(Record):
    """What was measured, in the source's own unit: an interval, a point, or a small count."""

    low: float | None = None
    high: float | None = None
    typical: float | None = None
    n: int | None = Field(None, ge=0, description="How many of the small group.")
    of: int | None = Field(None, ge=1, description="The size of the small group.")
    unit: Id


class Fact(Identified):
    """One finding of one source, the only place where a clinical number is written."""

    option: Id | None = Field(None, description="What was done.")
    against: Id | None = Field(None, description="The other option of a comparison.")
    effect: Id | None = Field(None, description="The side effect it speaks of.")
    scar: Ids = Field((), description="The scars it speaks of.")
    skin: SkinTypes = Field((), description="Fitzpatrick skin types that were measured, 1 to 6.")
    subject: Id | None = Field(None, description="The page it belongs to.")
    measure: Id = Field(description="What was measured.")
    form: Literal["level", "change", "difference", "risk-ratio", "odds-ratio", "words"]
    value: Value | None = None
    spread: Literal["studies", "people", "interval", "times", "stated"] | None = Field(
        None, description="What the way from low to high means; interval = a confidence interval."
    )
    typical_is: Literal["mean", "median", "rate", "usual"] | None = None
    scale: Id | None = Field(None, description="The score or definition, by its id in scales.yml.")
    rater: Literal["patient", "blinded", "doctor", "unblinded-doctor", "machine"] | None = None
    people: Literal["acne-scars", "mixed", "other", "not-said"] | None = None
    size: int | None = Field(None, ge=1, description="How many were measured.")
    lost: int | None = Field(None, ge=1, description="How many more began and were not measured.")
    after: Words | None = Field(None, description="How long people were followed, in words.")
    urgency: Urgency | None = Field(None, description="As its source puts it; pages tell its sign's.")
    kind: EffectKind | None = Field(None, description="On definitions of effects only.")
    who: Words = Field(description="Who was measured, in plain words.")
    statement: Words = Field(description="The finding in plain words; it bears the value.")
    sources: Ids = Field(min_length=1, description="References, by id.")
    certainty: Certainty
    show: Literal["table", "comparison", "text"]
    checked: Literal["once", "twice"]
    note: Words | None = Field(None, description="What disagrees or limits, for readers.")
    editor: Words | None = Field(None, description="For whoever works on the data; never printed.")

    @property
    def compares(self) -> bool:
        """Whether it sets two things against each other, so that its number says nothing of one alone."""
        return self.against is not None or self.form in ("difference", "risk-ratio", "odds-ratio")

    def effect_in(self, effect: str | None) -> bool:
        """Whether it answers a column about this effect, or about none."""
        return effect is None or self.effect == effect


class Reference(Identified):
    """A source, with what was seen of it and nothing filled in."""

    type: Literal["article", "webpage", "guideline", "book-section", "report"]
    title: Words
    authors: Words | None = None
    journal: Words | None = None
    year: int | None = Field(None, ge=1900, le=2100)
    volume: Words | None = None
    pages: Words | None = None
    pmid: Words | None = Field(None, description="Quoted: an unquoted PMID is a number.")
    doi: Words | None = None
    url: Address
    design: Literal[
        "cohort",
        "narrative-review",
        "patient-information",
        "case-series",
        "systematic-review",
        "regulator",
        "split-face-rct",
        "rct",
        "consensus",
        "guideline",
        "in-vitro",
    ]
    participants: int | None = Field(None, ge=1)
    counts: Literal["people", "studies"] | None = None
    population: Words | None = None
    open: bool | None = Field(None, description="Free to read.")
    link: Literal["doi", "pmid", "url", "none"] = Field(description="What may be linked.")


class Unused(Identified):
    """A fact that no page shows, and why."""

    reason: Words
