"""Records of what views show beside the facts: both sides of a chance, drawings, the self-audit."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict

from macros.load.records import Id, Record, Words


class ChanceWords(Record):
    """How a share of people is told both ways round; the number is the fact's."""

    id: Id = Field(description="The fact.")
    did: Words
    did_not: Words


class Label(Record):
    """A word that stands in a drawing."""

    id: Id
    words: Words


class Panel(Record):
    """One part of a drawing; its shapes stand in a template of the same name."""

    id: Id
    title: Words
    words: Words = Field(description="What it shows, below it.")
    drawn: Words = Field(description="What is drawn, for people who do not see it.")
    labels: Annotated[tuple[Label, ...], Strict(strict=False)] = ()


class Drawing(Record):
    """A drawing of our own: its title, its caption and its panels."""

    id: Id
    title: Words
    caption: Words
    panels: Annotated[tuple[Panel, ...], Strict(strict=False), Field(min_length=1)]


class AuditItem(Record):
    """What others ask of a site like this, in our words, and whether it is so."""

    id: Id
    instrument: Literal["ipdas", "nhs", "skin"]
    group: Words
    asks: Words
    verdict: Literal["met", "partly", "not-met", "unknown"]
    why: Words
    page: Words | None = Field(None, description="Where to see it, as a path below docs/.")
    proof: Words | None = Field(None, description="Words on that page that show it: a test looks for them.")
    stands_for: int = Field(1, ge=1, description="How many items of the instrument this record stands for.")
