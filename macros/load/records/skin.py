"""Kinds of scars, side effects and skin types, and what is used for a scar."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict

from macros.load.records.base import Certainty, EffectKind, Id, Ids, Record, Words
from macros.load.records.options import Alias


class Effect(Record):
    """Something that can happen to the skin after treatment."""

    id: Id
    name: Words
    medical: Words
    kind: EffectKind
    also: Annotated[tuple[Alias, ...], Strict(strict=False)] = ()


class Scar(Record):
    """A kind of acne scar or of the marks that are taken for one."""

    id: Id
    name: Words
    medical: Words
    also: Annotated[tuple[Alias, ...], Strict(strict=False)] = ()


class Skin(Record):
    """A Fitzpatrick skin type in plain words."""

    id: Id
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
