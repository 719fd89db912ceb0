"""Does a statement bear the numbers of its value? Rounded, in words, per 1,000, beside the word of a unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from macros.load.records import Fact, Unit, Value

_ONES = (
    "none one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
WORDS: Mapping[str, float] = {word: float(n) for n, word in enumerate(_ONES.split())} | {
    "nobody": 0, "nothing": 0, "once": 1, "single": 1, "twice": 2, "both": 2,
    "double": 2, "half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25,
    "fifth": 0.2, "sixth": 1 / 6, "eighth": 0.125, "tenth": 0.1, "tenths": 0.1, "everyone": 1, "everybody": 1, "all": 1,
}  # fmt: skip
# A digit inside a name (CO2) is no number.
TOKEN = re.compile(r"(?<![a-z])\d[\d,]*(?:\.\d+)?|[a-z][a-z\d]*", re.IGNORECASE)
_OF = re.compile(r"(\w+) (?:of|in|out of) (\d[\d,]*)")
_PART = re.compile(
    r"(\d[\d,]*) (?:of|in|out of) (?:every |the )?(\d[\d,]*) (?:people|sessions|sides|men|women|patients)\b"
)
_ALL = 100
# "A third" may stand for 32 in 100, but not for 28.
NEAR_PART = 0.02
_PER_THOUSAND = re.compile(r"in 1,?000\b")
# Kinds of units whose number means nothing apart from the unit's word.
_MEASURED = ("time", "length")
# Other words for a unit. An age is in years.
_ALSO: Mapping[str, tuple[str, ...]] = {"days": ("night", "nights"), "years": ("under", "aged")}
SENTENCE = re.compile(r"(?<=[.!?])\s+")
_BEHIND = re.compile(r"\s+\d+\b(?!,\d)|,\s+(?:about\s+)?\S+\s+on\s+average\b")
_ONE = re.compile(r"\b(?:an?|per|each|every|first)(?:\W+(?:few|whole|full))?\W*$", re.IGNORECASE)


def spoken(statement: str) -> Iterator[float]:
    """Every number that a statement speaks, fractions such as "two thirds" as their product too."""
    before = 1.0
    for token in TOKEN.findall(statement):
        number = WORDS.get(token.lower())
        if token[0].isdigit():
            number = float(token.replace(",", "").rstrip("."))
        if number is None:
            before = 1.0
            continue
        yield number
        if 0 < number < 1:
            yield number * before
            yield 1 - number
        before = number


def _shares(statement: str) -> Iterator[float]:
    """The shares in 100 that a statement speaks as "3 of 60"."""
    for few, many in _OF.findall(statement):
        numbers = list(spoken(few))
        if numbers and float(many.replace(",", "")) > 0:
            yield 100 * numbers[0] / float(many.replace(",", ""))


def _beside(statement: str, units: Iterable[Unit]) -> Iterator[tuple[Unit, set[float]]]:
    """Each mention of one of the units with the numbers that stand before it, or right behind it: "day 2"."""
    named = {word: unit for unit in units for word in (unit.id, unit.one, unit.many, *_ALSO.get(unit.id, ()))}
    mention = re.compile(rf"\b(?:{'|'.join(map(re.escape, named))})\b", re.IGNORECASE)
    for sentence in SENTENCE.split(statement):
        start = 0
        for found in mention.finditer(sentence):
            before, behind = sentence[start : found.start()], _BEHIND.match(sentence, found.end())
            said = set(spoken(before + (behind[0] if behind else "")))
            yield named[found[0].lower()], said | ({1.0} if _ONE.search(before) else set())
            start = found.end()


def _bears_measured(number: float, unit: Unit, beside: Iterable[tuple[Unit, set[float]]]) -> bool:
    """Whether a time or a length stands beside its unit's word, or beside another's as what it is there."""
    return any(_bears(number, said, {unit.factor / other.factor}) for other, said in beside)


def _bears(number: float, said: set[float], factors: set[float]) -> bool:
    for factor in factors:
        meant = abs(number) * factor
        rounded = {meant, float(round(meant)), float(int(meant + 0.5)), round(meant, 1)} - {0.0 if meant else -1.0}
        if any(abs(spoke - form) <= 0.005 * max(1.0, form) for spoke in said for form in rounded):
            return True
    return False


def _bears_part(number: float, said: set[float]) -> bool:
    """Whether a share in 100 is spoken as a part of the whole: "half", "everyone", "two thirds"."""
    return any(0 <= spoke <= 1 and abs(spoke - number / 100) <= NEAR_PART for spoke in said)


def unborne(fact: Fact, units: Mapping[str, Unit]) -> list[float]:
    """The numbers of a fact's value that its statement does not bear; ends of intervals are exempt."""
    value = fact.value
    if value is None:
        return []
    said = set(spoken(fact.statement))
    points = [value.typical] if fact.spread == "interval" else [value.low, value.high, value.typical]
    counts = [float(number) for number in (value.n, value.of) if number is not None and not _bears(number, said, {1.0})]
    bears = _bearer(fact.statement, units[value.unit], units)
    return counts + [number for number in points if number is not None and not bears(number)]


def _bearer(statement: str, unit: Unit, units: Mapping[str, Unit]) -> Callable[[float], bool]:
    """What tells whether a statement bears a number of this unit."""
    said = set(spoken(statement))
    if unit.kind in _MEASURED:
        beside = list(_beside(statement, (other for other in units.values() if other.kind == unit.kind)))
        return lambda number: _bears_measured(number, unit, beside)
    if unit.kind != "share":
        return lambda number: _bears(number, said, {1.0})
    factors = {1.0, 10.0} if _PER_THOUSAND.search(statement) else {1.0}
    shares = said | set(_shares(statement))
    return lambda number: _bears(number, shares, factors) or _bears_part(number, said)


def disorder(value: Value) -> Iterator[str]:
    """What does not fit together inside one value."""
    low, high, typical = value.low, value.high, value.typical
    if (value.n is None) != (value.of is None):
        yield "value: n and of belong together"
    if value.n is not None and value.of is not None and value.n > value.of:
        yield f"value: n {value.n} is more than of {value.of}"
    if value.n is not None and (low, high, typical) != (None,) * 3:
        yield "value: n and of stand alone, without low, high and typical"
    if (low, high, typical, value.n) == (None,) * 4:
        yield "value: holds no number"
    if low is not None and high is not None and low > high:
        yield f"value: low {low:g} is above high {high:g}"
    if typical is not None and not (low if low is not None else typical) <= typical <= (
        high if high is not None else typical
    ):
        yield f"value: typical {typical:g} is not between low and high"


def beyond(fact: Fact, unit: Unit) -> Iterator[str]:
    """Why a share can't be one: more than all, fewer than none; in the value, or in what the fact says beside it."""
    value, most = fact.value, _ALL / unit.factor
    numbers = [number for number in (value.low, value.high, value.typical) if number is not None] if value else []
    # What differs or has changed may be less by as much.
    least = 0 if fact.form == "level" else -most
    if unit.kind == "share" and (unit.counted or fact.form == "level"):
        yield from (
            f"value: found {number:g}, allowed: {least:g} to {most:g} {unit.many}"
            for number in numbers
            if not least <= number <= most
        )
    for key, text in (("statement", fact.statement), ("note", fact.note or ""), ("who", fact.who)):
        for found in _PART.finditer(text):
            if float(found[1].replace(",", "")) > float(found[2].replace(",", "")):
                yield f"{key}: found {found[0]!r}, which is more than all of them"
