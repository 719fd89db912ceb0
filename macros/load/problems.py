"""What is wrong with the data, one line each, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MOST_NAMES = 12


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands, in which record, what was found and what is allowed."""

    file: str
    line: int
    record: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.record}: {self.text}"


class BrokenData(Exception):
    """Raised with every problem of every file; nothing may be published from such data."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(str(problem) for problem in sorted(problems))
        super().__init__("\n".join(self.problems))


def nearest(found: str, allowed: Iterable[str]) -> str:
    """The words that name the allowed value closest to what was found."""
    names = sorted(allowed)
    close = get_close_matches(found, names, n=1, cutoff=0.5)
    if close:
        return f"nearest: {close[0]}"
    return f"one of: {', '.join(names[:MOST_NAMES])}{', …' if len(names) > MOST_NAMES else ''}"
