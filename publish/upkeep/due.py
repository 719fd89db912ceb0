"""Which pages are to be checked again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from macros.load import read_cube


def due(root: Path, today: date) -> list[str]:
    """A line for each page whose next check is today or past, the longest due first."""
    pages = sorted((meta.next_check, page) for page, meta in read_cube(root).pages.items())
    return [f"{day}  docs/{page}" for day, page in pages if date.fromisoformat(day) <= today]
