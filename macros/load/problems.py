"""What is wrong with the data, one line each, all of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MOST_NAMES = 12
MOST_SHOWN = 90
MOST_TEXT = 4000
# What would end a line, command a terminal or turn the line round where it is printed.
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def brief(text: str, most: int = MOST_SHOWN) -> str:
    """The text on one line, as it can be printed: cut where it is long, with hidden characters as their codes."""
    cut = text if len(text) <= most else f"{text[:most]}…"
    return _UNPRINTED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), cut)


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands, in which record, what was found and what is allowed."""

    file: str
    line: int
    record: str
    text: str

    def __str__(self) -> str:
        record = brief(self.record).strip() or "-"
        return f"{brief(self.file, MOST_TEXT)}:{self.line}: {record}: {brief(self.text, MOST_TEXT)}"


class BrokenData(Exception):
    """Raised with every problem of every file; nothing may be published from such data."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(str(problem) for problem in sorted(problems))
        super().__init__("\n".join(self.problems))


def nearest(found: str, allowed: Iterable[str]) -> str:
    """The words that name the allowed value closest to what was found."""
    names = sorted(allowed)
    close = get_close_matches(found[:MOST_SHOWN], names, n=1, cutoff=0.5)
    if close:
        return f"nearest: {close[0]}"
    return f"one of: {', '.join(names[:MOST_NAMES])}{', …' if len(names) > MOST_NAMES else ''}"
