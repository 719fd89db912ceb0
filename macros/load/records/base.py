"""What every record is made of: the frozen record, and the kinds of text in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints

from macros.load.fields import validate_day, validate_words

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(validate_words)]
_Item = TypeVar("_Item")
# Lists in the files, tuples in a frozen record.
Many = Annotated[tuple[_Item, ...], Strict(strict=False)]
Ids = Many[Id]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
    AfterValidator(validate_day),
    Field(title="a day", examples=["2026-11-24"]),
]

Certainty = Literal["high", "moderate", "low", "expert"]
# The least sure first.
CERTAINTIES: tuple[Certainty, ...] = ("expert", "low", "moderate", "high")
EffectKind = Literal["expected", "less common", "complication"]


class Record(BaseModel):
    """A frozen record that refuses keys it does not know and never converts a type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    # Keys that people try here which this record does not have, with what to do instead.
    INSTEAD: ClassVar[Mapping[str, str]] = {}


class Identified(Record):
    """A record that others name by its id."""

    id: Id
