"""The facts as whoever works with them takes them: one flat row a finding, one a source, each field with its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from macros.load.cube import Cube
from macros.load.explain import words_allowed
from macros.load.records import Fact, Record, Reference, Value

Cell = str | int | float | bool | list[str] | list[int] | None
Row = Mapping[str, Cell]

# What is for editors alone, and what a reader gets in another form.
KEPT_BACK = {Fact: ("editor", "value"), Reference: ("url", "link"), Value: ()}


# The files as they lie at the site's root.
FILES = {"csv": "facts.csv", "json": "facts.json", "licence": "LICENSE.txt"}


@dataclass(frozen=True)
class Field:
    """A field of the files: its name and, where only some words can stand in it, those words."""

    name: str
    allowed: tuple[str, ...] = ()

    @property
    def wording(self) -> str:
        """The id of the words that say what it means."""
        return f"field-{self.name.replace('_', '-')}"


# What the table says in each row and the other file once.
TABLE_FIELDS = (Field("cited"), Field("edition"), Field("licence"))


def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """The fields of a record that are given away, in the order of their definition."""
    given = {name: info for name, info in record.model_fields.items() if name not in KEPT_BACK[record]}
    return tuple(Field(name, words_allowed(info.annotation)) for name, info in given.items())


@cache
def fact_fields() -> tuple[Field, ...]:
    """The fields of a finding: its own, with those of its value in their place."""
    own = fields_of(Fact)
    place = [field.name for field in own].index("form") + 1
    return (*own[:place], *fields_of(Value), *own[place:])


@cache
def reference_fields() -> tuple[Field, ...]:
    """The fields of a source, with the address at which it may be read at their end."""
    return (*fields_of(Reference), Field("address"))


def fact_row(fact: Fact) -> Row:
    """A finding as a flat row; what was not measured or does not apply is None."""
    held = fact.model_dump(mode="json")
    value = {name: _whole(number) for name, number in (held["value"] or {}).items()}
    return {field.name: held[field.name] if field.name in held else value.get(field.name) for field in fact_fields()}


def _whole(number: Cell) -> Cell:
    """A whole number without a point, as its source writes it."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def reference_row(reference: Reference, address: str) -> Row:
    """A source as a flat row, with its address where it may be linked."""
    held = {**reference.model_dump(mode="json"), "address": address or None}
    return {field.name: held[field.name] for field in reference_fields()}


def names_of(cube: Cube) -> Mapping[str, Mapping[str, str]]:
    """The plain words behind each id that a finding can hold, by the field that holds it."""
    return {
        "option": {id_: option.name for id_, option in cube.options.items()},
        "effect": {id_: effect.name for id_, effect in cube.effects.items()},
        "scar": {id_: scar.name for id_, scar in cube.scars.items()},
        "subject": {id_: subject.name for id_, subject in cube.subjects.items()},
        "measure": {id_: measure.name for id_, measure in cube.measures.items()},
        "unit": {id_: unit.many for id_, unit in cube.units.items()},
        "scale": {id_: scale.words for id_, scale in cube.scales.items()},
    }
