"""Kinds of scars, side effects, signs of trouble and skin types, and what is used for a scar."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from macros.load.records.base import Certainty, EffectKind, Id, Identified, Ids, Many, Record, Words
from macros.load.records.facts import Urgency
from macros.load.records.options import Alias


class Effect(Identified):
    """Something that can happen to the skin after treatment."""

    name: Words
    medical: Words
    kind: EffectKind
    also: Many[Alias] = ()


class Sign(Identified):
    """A sign of trouble in words that are felt, and how soon to get help: the same on every page."""

    name: Words = Field(description="The words that it begins with, printed bold.")
    often_normal: Words | None = Field(
        None, description="Stands first where it is often normal and yet a reason to call."
    )
    says: Words = Field(description="How the sentence goes on; {id of a fact} stands for that fact's value.")
    on_skin: Words | None = Field(None, description="What to look for on brown and black skin.")
    urgency: Urgency = Field(description="The most careful of its facts' urgencies, or more careful still.")
    facts: Ids = Field(min_length=1)
    after: Ids = Field((), description="The options after which alone it can come; without them, after any.")
    everywhere: bool = Field(default=False, description="Whether each page of a treatment names it.")
    sooner: Words | None = Field(None, description="What makes it more urgent; told after each of its findings.")
    ours: Words | None = Field(None, description="Which of its words no source has, for a clinician to check.")


class Scar(Identified):
    """A kind of acne scar or of the marks that are taken for one."""

    name: Words
    medical: Words
    also: Many[Alias] = ()


class Skin(Identified):
    """A Fitzpatrick skin type in plain words."""

    type: int = Field(ge=1, le=6)
    words: Words


class Use(Record):
    """What is used for a kind of scar, how much for it speaks, and the facts behind it."""

    scar: Id
    treatment: Id = Field(description="An option, or `other` with its name in the key `other`.")
    other: Words | None = None
    detail: Words | None = None
    verdict: Literal["first", "helps", "adjunct", "weak"]
    strength: Certainty
    facts: Ids = Field(min_length=1)
    cautions: Ids = ()
