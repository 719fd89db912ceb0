"""A clinic's file with every key that there is, for tests to change."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from publish.edition import read_edition

Place = tuple[str | int, ...]
EDITION = read_edition(Path(__file__).parents[2]).release


def full() -> dict[str, Any]:
    """A file with every key that there is, which a clinic in the United Kingdom may publish."""
    person = {
        "name": "Ada Example", "profession": "Doctor", "title": "MB BS", "title_granted_in": "United Kingdom",
        "register_name": "GMC", "register_number": "0000000", "register_link": "https://example.org/r",
        "rules_link": "https://example.org/p", "takes_consent": True,
    }  # fmt: skip
    clinic = {
        "legal_name": "Example Ltd", "trading_name": "Example", "country": "GB",
        "address": {"street": "1 Example Street", "town": "Exampleton", "postcode": "EX1", "region": "Exampleshire"},
        "phone": "+44 1632 960123", "email": "desk@example.org", "emergency_line": "+44 1632 960124", "hours": "Always",
        "regulator": "Example regulator", "regulator_number": "1", "regulator_link": "https://example.org/",
        "company_register": "Example register", "company_number": "1", "vat_number": "1", "insurance": "Example Indemnity",
        "practitioners": [person, {**person, "name": "Max Example", "takes_consent": False}],
        "complaints": {
            "how": "Write.", "email": "desk@example.org", "outside_body": "Example body", "outside_link": "https://example.org/c",
        },
        "cooling_off": "Two weeks.", "under_18": "Adults only.", "interests": "Nobody pays us.",
        "booking_link": "https://example.org/b",
        "prices": [{"what": "A session", "amount": "GBP 1", "tax": "included", "not_included": "Cream"}],
        "devices": [{"maker": "Example", "model": "One", "marking": "CE 0000", "option": "fractional-co2"}],
        "review": {"name": "Ada", "role": "Doctor", "number": "1", "date": "2026-11-24", "edition": EDITION},
    }  # fmt: skip
    return {
        "INHERIT": "base.yml", "site_name": "Acne scars", "site_description": "On scars.", "site_url": "https://example.org/",
        "site_author": "Example", "copyright": "Example",
        "extra": {"brand": {"colour": "#0b5c66", "second": "#7a3b69"}, "clinic": clinic},
    }  # fmt: skip


def at(file: Any, place: Place) -> Any:
    for part in place:
        file = file[part]
    return file


def changed(
    place: Place, value: Any = None, *, gone: bool = False, file: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The full file, or the one given, with another value at a place, or with none."""
    file = copy.deepcopy(file or full())
    holder = at(file, place[:-1])
    if gone:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return file
