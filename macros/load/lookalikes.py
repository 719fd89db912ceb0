"""Signs that a reader does not see or takes for others, from Unicode's own properties and its list of look-alikes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from backrefs import bre

# Letters of other scripts may need a joiner between them, and pictures a sign that says how they are drawn.
_OTHER = "[^\x00-\u02ff]"
_JOINED = rf"(?<={_OTHER})[\u200c\u200d](?={_OTHER})|(?<=[^\w\s]|[\d])[\ufe0e\ufe0f]"
# Unseen, a command to what shows the text, half of a sign, of no known shape, or the end of a line for some readers.
_CODES = bre.compile(
    r"[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\uFFF9-\uFFFD]"
)
_MARKS = bre.compile(r"[\p{Mn}\p{Me}]+")
_SKIPPED = re.compile(rf"[\t\n]|{_JOINED}")
# Words in the scripts of this world take up to three signs on one letter.
MOST_STACKED = 3
# A joiner between two of them parts nothing.
_STACKED = bre.compile(rf"(?:[\p{{Mn}}\p{{Me}}][\u200c\u200d]*){{{MOST_STACKED + 1},}}")
# Behind the letters of languages come those of phonetic spelling.
_AFTER_LATIN = 0x250
_WORD = re.compile(r"[^\W_]+")
_QUOTES = {**dict.fromkeys(map(ord, "’‘ʼ"), "'"), **dict.fromkeys(map(ord, "‐‑"), "-")}


def hidden(text: str) -> Iterator[str]:
    """Each sign that is not seen where it stands, in order."""
    if text.isascii() and text.isprintable():
        return
    for found in _CODES.finditer(text):
        if not _SKIPPED.match(text, found.start()):
            yield found[0]


def stacked(text: str) -> str:
    """The first of the signs on a letter that bears more of them than any script asks for; or nothing."""
    found = None if text.isascii() else _STACKED.search(unicodedata.normalize("NFD", text))
    return found[0][:1] if found else ""


def disguised(text: str) -> str:
    """The first word that mixes Latin letters with others that look like them; or nothing."""
    words = () if text.isascii() else _WORD.findall(text)
    return next((word for word in words if any(map(_latin, word)) and any(map(_foreign, word))), "")


def unlike_seen(text: str) -> str:
    """Why a text is not what a reader sees, or nothing."""
    if sign := next(hidden(text), ""):
        return f"a hidden character (U+{ord(sign):04X})"
    if sign := stacked(text):
        return f"more than {MOST_STACKED} signs U+{ord(sign):04X} on one letter"
    word = disguised(text)
    return f"letters of other alphabets that look like {plain(word)!r}" if word else ""


def plain(text: str) -> str:
    """The text as a reader takes it, in letters that can be typed: line breaks stay where they are."""
    if text.isascii():
        return text
    flat = _MARKS.sub("", _CODES.sub(_kept, unicodedata.normalize("NFKD", text)))
    return flat.translate(_reading())


def _kept(found: re.Match[str]) -> str:
    return found[0] if found[0] in "\t\n" else ""


def _latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("LATIN ")


def _foreign(sign: str) -> bool:
    """Whether a sign looks like one of our letters and belongs to no language that is written in them."""
    own = ord(sign) < _AFTER_LATIN or unicodedata.normalize("NFD", sign)[0].isascii()
    return not own and sign in _looks()


@cache
def _looks() -> dict[str, str]:
    """The letter that a sign of another script is taken for, in the same case."""
    # Its list is long to read, and a site in plain letters never asks for it.
    from confusable_homoglyphs.confusables import confusables_data  # noqa: PLC0415

    single = ((sign, alike) for sign, alike in confusables_data.items() if _single(sign))
    return {sign: letter for sign, alike in single if (letter := _alike(sign, alike))}


def _single(sign: str) -> bool:
    return len(sign) == 1 and not sign.isascii()


def _alike(sign: str, alike: Iterable[Mapping[str, str]]) -> str:
    """The letter without its marks that a sign is taken for, or nothing."""
    names = (unicodedata.normalize("NFKD", other["c"]) for other in alike)
    letters = [name[0] for name in names if name[0].isascii() and name[0].isalpha() and not _MARKS.sub("", name[1:])]
    return min((letter for letter in letters if letter.isupper() == sign.isupper()), default="")


@cache
def _reading() -> dict[int, str]:
    """What each sign is read as: as what it looks like, by itself or else in the other case."""
    looks = _looks()
    other = {sign.swapcase(): letter.swapcase() for sign, letter in looks.items()}
    return {ord(sign): letter for sign, letter in {**other, **looks}.items() if _single(sign)} | _QUOTES
