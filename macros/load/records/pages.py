"""What a page is about, who has read it, and what to ask on it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from macros.load.fields import Edition, validate_later, validate_name
from macros.load.records.base import Day, Identified, Ids, Many, Record, Words


class PageMeta(Record):
    """The front matter of a page."""

    title: Annotated[
        str,
        StringConstraints(min_length=1, max_length=60),
        AfterValidator(validate_name),
        Field(examples=["How to find us"]),
    ]
    description: Annotated[
        str,
        StringConstraints(min_length=40, max_length=200),
        AfterValidator(validate_name),
        Field(examples=["One sentence that says what the page is about."]),
    ]
    topics: Ids = Field((), max_length=5)
    checked: Day
    next_check: Day = Field(examples=["2027-11-24"])
    lang: (
        Annotated[
            str,
            StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
            Field(title="the code of a language", examples=["de"]),
        ]
        | None
    ) = Field(None, description="The language of a clinic's page, where it is not English.")
    kind: Literal["guide", "archive", "moved", "edition"] = Field(
        "guide",
        description="A guide has a budget of words; an archive holds all of something, for looking up; "
        "moved: an address of before that says where its page went; edition: what has changed since a printed one.",
    )
    tool: Literal["choose", "planner", "decide"] | None = Field(
        None, description="The tool on the page: its script and its style sheet are loaded there alone."
    )

    @field_validator("next_check")
    @classmethod
    def _after_the_check(cls, day: str, info: ValidationInfo) -> str:
        """The next check comes after the one before it."""
        return validate_later(day, info.data.get("checked"))


class Topic(Identified):
    """A topic that a page can answer, beside the ids of options, effects, scars and skin types."""


class ReadingPath(Identified):
    """Pages that are read one after another, from the first question to the last."""

    pages: Many[Words] = Field(
        min_length=2,
        description="Paths below docs/. An option's page among them stands for the page of each option.",
    )


class Subject(Identified):
    """What a fact belongs to that is about no single option, effect or scar."""

    name: Words


class Question(Identified):
    """A question to ask before deciding, and why it is worth asking."""

    ask: Words
    why: Words
    topics: Ids = Field(min_length=1)


class Review(Identified):
    """Who has read which pages of which edition, with the right to judge them."""

    name: Words
    role: Words
    number: Words | None = Field(None, description="Number in the professional register, as it is printed there.")
    date: Day
    edition: Edition
    pages: Many[Words] = Field(min_length=1)


class AuditItem(Identified):
    """What others ask of a site like this, in our words, and whether it is so."""

    instrument: Literal["ipdas", "nhs", "skin"]
    group: Words
    asks: Words
    verdict: Literal["met", "partly", "not-met", "unknown"]
    why: Words
    page: Words | None = Field(None, description="Where to see it, as a path below docs/.")
    proof: Words | None = Field(None, description="Words on that page that show it: a test looks for them.")
    stands_for: int = Field(1, ge=1, description="How many items of the instrument this record stands for.")
