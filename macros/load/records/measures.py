"""What can be measured, in which units, and the tables that it fills."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from macros.load.records.base import Id, Identified, Ids, Many, Words


class Column(Identified):
    """A question of the patient's that a measure answers in a table."""

    group: Id
    label: Words = Field(description="The question in a few words, before its number.")
    question: Words
    unit_words: Words
    effect: Id | None = None
    first: bool = Field(default=False, description="Whether the guide of each treatment begins with it.")
    compared: int | None = Field(
        default=None,
        ge=1,
        description="Its place among the questions that put options side by side; none where it is not one.",
    )


class Measure(Identified):
    """What can be measured, in which units, and the questions it answers."""

    name: Words
    units: Ids = ()
    worse: Literal["more", "less"] | None = Field(
        None, description="Which figure is the worse one for a reader: more (or longer), or less; none for a device."
    )
    columns: Many[Column] = ()


class Group(Identified):
    """A table: its caption and one line that says how to read it."""

    caption: Words
    how_to_read: Words


class Unit(Identified):
    """A unit with its words; units of one kind convert by their factor."""

    kind: Literal["time", "share", "length", "score", "count", "ratio"]
    one: Words
    many: Words
    counted: Words | None = Field(None, description="The denominator of a share.")
    factor: float = Field(1.0, gt=0, description="How many of the kind's base unit it holds.")


class Scale(Identified):
    """A score or a definition of success, in plain words."""

    words: Words
