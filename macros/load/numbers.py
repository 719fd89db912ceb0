"""Does a statement bear the numbers of its value? Rounded, in words, per 1,000, in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from macros.load.records import Fact, Unit

_ONES = (
    "none one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
WORDS: Mapping[str, float] = {word: float(n) for n, word in enumerate(_ONES.split())} | {
    "nobody": 0, "no": 0, "nothing": 0, "a": 1, "an": 1, "once": 1, "single": 1, "twice": 2, "both": 2,
    "double": 2, "half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25,
    "fifth": 0.2, "sixth": 1 / 6, "eighth": 0.125, "tenth": 0.1, "tenths": 0.1, "everyone": 1, "everybody": 1, "all": 1,
}  # fmt: skip
# A digit inside a name (CO2) is no number.
_TOKEN = re.compile(r"(?<![a-z])\d[\d,]*(?:\.\d+)?|[a-z][a-z\d]*", re.IGNORECASE)
_OF = re.compile(r"(\w+) (?:of|in|out of) (\d[\d,]*)")
# "A third" may stand for 32 in 100, but not for 28.
NEAR_PART = 0.02
_PER_THOUSAND = re.compile(r"in 1,?000\b")


def spoken(statement: str) -> Iterator[float]:
    """Every number that a statement speaks, fractions such as "two thirds" as their product too."""
    before = 1.0
    for token in _TOKEN.findall(statement):
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


def _factors(unit: Unit, units: Mapping[str, Unit], statement: str) -> set[float]:
    """The factors by which this statement may speak a number of this unit."""
    factors = {1.0}
    if unit.kind in ("time", "length"):
        words = set(re.findall(r"[a-z]+", statement.lower())) | {"mm" if " mm" in statement else ""}
        spoken_units = (u for u in units.values() if u.kind == unit.kind and {u.id, u.one, u.many} & words)
        factors |= {unit.factor / other.factor for other in spoken_units}
    if unit.kind == "share" and _PER_THOUSAND.search(statement):
        factors.add(10.0)
    return factors


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
    unit = units[value.unit]
    factors = _factors(unit, units, fact.statement)
    shares = said | set(_shares(fact.statement)) if unit.kind == "share" else said
    points = [value.typical] if fact.spread == "interval" else [value.low, value.high, value.typical]
    missing = [
        float(number) for number in (value.n, value.of) if number is not None and not _bears(number, said, {1.0})
    ]
    for number in points:
        if number is None or _bears(number, shares, factors):
            continue
        if unit.kind == "share" and _bears_part(number, said):
            continue
        missing.append(number)
    return missing
