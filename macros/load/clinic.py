"""The clinic's own part of mkdocs.yml -> a frozen record with the place of each key, or every mistake in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, Strict, StringConstraints

from macros.load.files import Entry, validate
from macros.load.problems import BrokenData, Problem
from macros.load.records import Day, Id, Record, Words
from macros.load.yamlfile import Located, Plain, read_mapping, read_text

FILE = "mkdocs.yml"

Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$", max_length=400)]
Mail = Annotated[str, StringConstraints(pattern=r"^[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+$", max_length=200)]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()/-]{2,24}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Place(Record):
    """Where the clinic is."""

    street: Line
    town: Line
    postcode: Line
    region: Line | None = None


class Practitioner(Record):
    """Somebody who treats or takes consent, as a register knows them."""

    name: Line
    profession: Line
    title: Line
    title_granted_in: Line | None = Field(default=None, description="The country that granted the title.")
    register_name: Line
    register_number: Line
    register_link: Address | None = None
    takes_consent: bool = False


class Complaints(Record):
    """How to complain, to the clinic and to somebody outside it."""

    how: Words
    email: Mail | None = None
    outside_body: Line
    outside_link: Address


class Device(Record):
    """A device that the clinic really has, mapped to an option of this site."""

    maker: Line
    model: Line
    marking: Line = Field(description="CE, UKCA, FDA or ARTG number or class, as printed on it.")
    option: Id = Field(description="The option of this site that it is, by its id in data/options.yml.")


class Price(Record):
    """What something costs, with tax, and what is not included."""

    what: Line
    amount: Line = Field(description="With the currency, tax included, such as GBP 450.")
    not_included: Line | None = None


class ClinicReview(Record):
    """Who at the clinic has read the site, and which edition."""

    name: Line
    role: Line
    number: Line | None = None
    date: Day
    edition: Line


class Clinic(Record):
    """Everything that a site says of the clinic that publishes it."""

    legal_name: Line
    trading_name: Line | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    address: Place
    phone: Phone
    email: Mail
    emergency_line: Phone | None = Field(default=None, description="Answered when the clinic is closed.")
    hours: Line
    regulator: Line | None = None
    regulator_number: Line | None = None
    regulator_link: Address | None = None
    company_number: Line | None = None
    vat_number: Line | None = None
    insurance: Line | None = None
    practitioners: Annotated[tuple[Practitioner, ...], Strict(strict=False)] = Field(min_length=1)
    complaints: Complaints
    cooling_off: Words | None = Field(default=None, description="Time to think before treatment, in words.")
    under_18: Words | None = Field(default=None, description="What applies to people under 18, in words.")
    interests: Words | None = Field(default=None, description="Who pays whom, or that nobody does.")
    booking_link: Address | None = None
    prices: Annotated[tuple[Price, ...], Strict(strict=False)] = ()
    devices: Annotated[tuple[Device, ...], Strict(strict=False)] = ()
    review: ClinicReview | None = None

    @property
    def name(self) -> str:
        """The name that people know the clinic by."""
        return self.trading_name or self.legal_name

    @property
    def offers(self) -> frozenset[str]:
        """The ids of the options for which the clinic has a device."""
        return frozenset(device.option for device in self.devices)


@dataclass(frozen=True)
class Settings:
    """mkdocs.yml as the project reads it: its keys, their lines, and the clinic if there is one."""

    located: Located
    clinic: Clinic | None

    def get(self, *keys: str) -> Plain:
        """The value below these keys, or None where one is missing."""
        value: Plain = self.located.value
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def line_of(self, *keys: str | int) -> int:
        """The line of a key, or of the nearest one above it."""
        return self.located.line_of(tuple(keys))


def read_settings(root: Path) -> Settings:
    """The settings of mkdocs.yml; raises BrokenData with every mistake in it."""
    text, problems = read_text(root / FILE, shown=FILE)
    # !ENV is the engines' own tag: it is not ours to read here.
    items, found = read_mapping(re.sub(r"!ENV\b", "", text), shown=FILE) if not problems else ([], [])
    if problems or found or not items:
        raise BrokenData([*problems, *found] or [Problem(FILE, 1, "-", "expected keys with values: key: value")])
    settings = Settings(items[0], None)
    value = settings.get("extra", "clinic")
    return settings if value is None else Settings(items[0], _clinic(items[0], value))


def read_clinic(root: Path) -> Clinic | None:
    """The clinic that publishes the site, or None for the neutral site; raises BrokenData."""
    return read_settings(root).clinic


def _clinic(located: Located, value: Plain) -> Clinic:
    """The clinic's record; its problems carry the lines of mkdocs.yml."""
    prefix = ("extra", "clinic")
    lines = {path[2:]: line for path, line in located.lines.items() if path[:2] == prefix}
    part = Located(value, located.line_of(prefix), lines)
    made = validate(Clinic, part, file=FILE, table="clinic", id_="extra.clinic")
    if isinstance(made, Entry) and isinstance(made.record, Clinic):
        return made.record
    raise BrokenData(made if isinstance(made, list) else [])
