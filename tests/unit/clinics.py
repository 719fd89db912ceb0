"""A clinic's file with every key that there is, for tests to change."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publish.edition import read_edition

Place = tuple[str | int, ...]
EDITION = read_edition(Path(__file__).parents[2]).release


def full() -> dict[str, Any]:
    """A file with every key that there is, which a clinic in the United Kingdom may publish."""
    person = {
        "name": "Dr Ada Example", "profession": "Doctor", "title": "Consultant dermatologist", "title_granted_in": "United Kingdom",
        "register_name": "Example Register", "register_number": "0000001", "register_link": "https://register.example/1",
        "rules_link": "https://rules.example/", "takes_consent": True,
    }  # fmt: skip
    clinic = {
        "legal_name": "Example Skin Ltd", "trading_name": "Example Skin", "represented_by": "Eva Example", "country": "GB",
        "address": {"street": "1 Example Road", "town": "Sampleton", "postcode": "EX1 1EX", "region": "Exampleshire"},
        "phone": "+44 1632 960123", "email": "skin@clinic.example", "emergency_line": "+44 1632 960124", "hours": "Always",
        "website": "https://example.org/w",
        "places": [{
            "name": "By the sea", "phone": "+44 1632 960125", "email": "sea@example.org", "hours": "Mondays",
            "address": {"street": "2 Example Street", "town": "Exampleton", "postcode": "EX1 1ZZ", "region": "Exampleshire"},
        }],
        "regulator": "Example Quality Commission", "regulator_number": "1-000", "regulator_link": "https://regulator.example/1",
        "company_register": "Example Companies", "company_number": "00000000", "vat_number": "GB000000000", "insurance": "Example Insurance",
        "practitioners": [person, {**person, "name": "Max Example", "takes_consent": False}],
        "complaints": {
            "how": "Write to the manager.", "email": "complaints@clinic.example", "outside_body": "Example Ombudsman", "outside_link": "https://ombudsman.example/",
        },
        "cooling_off": "Two weeks to think.", "under_18": "We treat nobody under 18.", "interests": "Nobody pays us.",
        "booking_link": "https://clinic.example/book",
        "prices": [{"what": "One session", "amount": "GBP 450", "tax": "included", "not_included": "Numbing cream."}],
        "devices": [{"maker": "Example Lasers", "model": "X1", "marking": "CE 0000", "option": "fractional-co2"}],
        "review": {"name": "Dr Ada Example", "role": "Consultant dermatologist", "number": "0000001", "date": "2026-11-20", "edition": EDITION},
        "rules_checked": [{"rule": "de-before-after", "by": "Ada", "date": "2026-11-24"}],
    }  # fmt: skip
    return {
        "INHERIT": "base.yml", "site_name": "Acne scars", "site_description": "On scars.", "site_url": "https://example.org/",
        "extra": {"brand": {"colour": "#0b5c66", "second": "#7a3b69"}, "clinic": clinic},
    }  # fmt: skip


# What the file of a clinic in each country has of its country's form: the address, the number for tax, the company's.
FORMS: dict[str, tuple[dict[str, str], str, str]] = {
    "AU": ({"street": "3 Example Road", "town": "Sydney", "postcode": "2000", "region": "New South Wales"}, "51 824 753 556", "004 085 616"),
    "CH": ({"street": "Beispielweg 2", "town": "Bern", "postcode": "3000"}, "CHE-107.787.577 MWST", "CHE-107.787.577"),
    "DE": ({"street": "Beispielweg 2", "town": "Düsseldorf", "postcode": "40474"}, "DE123456788", "HRB 12345"),
    "FR": ({"street": "2 rue de l'Exemple", "town": "Paris", "postcode": "75001"}, "FR40303265045", "552 008 443"),
    "IE": ({"street": "2 Example Street", "town": "Dublin", "postcode": "D02 X285"}, "IE6433435F", "12345"),
    "US": ({"street": "2 Example Street", "town": "Boston", "postcode": "02101", "region": "MA"}, "1", "1"),
}  # fmt: skip


def abroad(country: str) -> dict[str, Any]:
    """The full file of a clinic in another country, with numbers of the United Kingdom; no rule of it was looked at."""
    file = changed(("extra", "clinic", "rules_checked"), gone=True)
    clinic = file["extra"]["clinic"] | {"country": country}
    if country in FORMS:
        address, vat, company = FORMS[country]
        clinic |= {"address": address, "vat_number": vat, "company_number": company}
        clinic["places"][0]["address"] = address
    file["extra"]["clinic"] = clinic
    return file


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Every place in a value, from its top down; () is that of the value itself."""
    yield place
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[key], (*place, key))


def at(file: Any, place: Place) -> Any:
    for part in place:
        file = file[part]
    return file


def changed(
    place: Place, value: Any = None, *, gone: bool = False, file: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The full file, or the one given, with another value at a place, or with none; KeyError where none is to be taken away."""
    file = copy.deepcopy(file or full())
    holder = at(file, place[:-1])
    if gone:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return file
