"""What a person can choose, and what is told of each choice side by side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from macros.load.records.base import Id, Identified, Ids, Many, Record, Words


class Alias(Record):
    """Another name that people use; a brand name always says where it was seen."""

    name: Words
    kind: Literal["lay", "medical", "brand"] = "lay"
    source: Id | None = Field(default=None, description="The reference in which the name was seen.")

    @property
    def printed(self) -> bool:
        """Whether pages print it: a medical name, or one that a reference bears; others only help the search."""
        return self.kind == "medical" or self.source is not None


class Option(Identified):
    """Something a person can choose: a laser, a class of lasers, another treatment, nothing."""

    name: Words
    kind: Literal["none", "camouflage", "laser", "class", "any-laser", "treatment"]
    means: Words = Field(description="What it is, in one plain sentence without a number.")
    family: Id | None = Field(None, description="The class it is a member of.")
    also: Many[Alias] = ()
    page: Words | None = Field(None, description="Its page, as a path below docs/.")
    does_not_apply: Ids = Field((), description="Measures that make no sense for it.")


class FeatureSide(Record):
    """What one option means for a feature: in words without a number, by facts, or by both."""

    option: Id
    says: Words | None = None
    facts: Ids = Field((), description="Findings that answer none of these questions.")


class Feature(Identified):
    """Something that may matter to a reader, with what it is under each option, in equal detail."""

    name: Words
    columns: Ids = Field((), description="The questions of tables that it asks.")
    sides: Many[FeatureSide] = Field(min_length=2)
    headlines: Ids = Field((), description="The options whose headlines on its questions are shown, a line each.")
