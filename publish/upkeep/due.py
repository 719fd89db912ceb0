"""Which pages are to be checked again, and at which rules of a country somebody should look again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from macros.load import read_cube
from macros.load.settings import FILE, read_clinic

# What no program can check is looked at once a year, as pages are.
_YEAR = timedelta(days=365)


def due(root: Path, today: date) -> list[str]:
    """A line for each page and each note of a rule whose next check is today or past, the longest due first."""
    clinic = read_clinic(root)
    pages = [(meta.next_check, f"docs/{page}") for page, meta in read_cube(root).pages.items()]
    notes = [
        ((date.fromisoformat(note.date) + _YEAR).isoformat(), f"{FILE}: rules_checked: {note.rule}, by {note.by}")
        for note in (clinic.rules_checked if clinic is not None else ())
    ]
    return [f"{day}  {what}" for day, what in sorted([*pages, *notes]) if date.fromisoformat(day) <= today]
