"""What is wrong with the data, one line each, all of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Level = Literal["error", "warning"]
# What a program may go by: "missing" says that nothing that counts stands at the key, "truth" that true or false must.
ProblemKind = Literal["missing", "truth", "other"]
MOST_NAMES = 12
MOST_SHOWN = 90
MOST_PRINTED = 4000
# What would end a line, command a terminal or turn the line round where it is printed.
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def brief(text: str, most: int = MOST_SHOWN) -> str:
    """The text on one line, as it can be printed: cut where it is long, with hidden characters as their codes."""
    return _UNPRINTED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), _cut(text, most))


def quoted(text: str, most: int = MOST_SHOWN) -> str:
    """The text in quotes on one line: cut where it is long, each sign that can't be seen once as its code."""
    return repr(_cut(text, most)).replace("\\\\", "\\")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, in which record, what was found and what is allowed.

    Without a file it has no place, and its text is all there is to print; a record of None is not printed. The kind is
    for programs, and so is the key, with dots: no code reads the text.
    """

    file: str
    line: int
    record: str | None
    text: str
    kind: ProblemKind = "other"
    level: Level = "error"
    key: str = ""
    # Whether it is told before all others of its file, since they hang on it.
    first: bool = False

    @classmethod
    def without_place(cls, text: str) -> Problem:
        """A problem that no line of a file has, such as a full disk."""
        return cls("", 0, None, text)

    @property
    def message(self) -> str:
        """What is told behind the place."""
        if not self.file:
            return self.text
        # A page is named by its file already.
        if self.record is None or (self.record and self.file.endswith(f"/{self.record}")):
            return brief(self.text, MOST_PRINTED)
        record = f"{brief(self.record).strip() or '-'}: "
        return f"{record}{brief(self.text, MOST_PRINTED)}"

    def __str__(self) -> str:
        return f"{brief(self.file, MOST_PRINTED)}:{self.line}: {self.message}" if self.file else self.message


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, line and printed text, those that print alike once; of a file first what others hang on."""
    lines = {str(problem): problem for problem in problems}
    return sorted(lines.values(), key=lambda told: (told.file, not told.first, told.line, str(told)))


class Unreadable(Exception):
    """Raised with the line and the reason where a text can't be read, or would take too long to read."""

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.text = text
        super().__init__(text)


class BrokenData(Exception):
    """Raised with every problem of every file; nothing may be published from such data."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(found: str, allowed: Iterable[str]) -> str:
    """The words that name the allowed value closest to what was found."""
    names = sorted(allowed)
    close = get_close_matches(found[:MOST_SHOWN], names, n=1, cutoff=0.5)
    if close:
        return f"nearest: {close[0]}"
    return f"one of: {', '.join(names[:MOST_NAMES])}{', …' if len(names) > MOST_NAMES else ''}"
