"""Does a statement say of its value what it is? Whom or what it counts, whether it compares, which way it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from macros.load.numbers import SENTENCE, TOKEN, spoken
from macros.load.records import Fact, Unit, Value


def _words(words: str) -> str:
    return rf"\b(?:{words.replace(', ', '|')})\b"


# What is counted, with the words that name it. A case is a person in a report of cases.
_COUNTED: Mapping[str, str] = {
    "people": _words("people, person, patients?, women, men, adults?, users, nobody, everyone, cases?"),
    "sessions": _words("sessions?, treatments?, peels, visits?"),
    "sides of the face": _words("sides?, half, halves, faces"),
}
# What else a unit must be called.
_CALLED: Mapping[str, str] = {
    "percent": _words("percent, in 1,?000?, half, thirds?, quarters?, tenths?"),
    "points-0-10": _words("points?, of 10"),
    "ratio": _words("times, ratio, twice, half, third, quarter, fifth, sixth, eighth, tenth, as likely"),
}
# What may be told in 100 without being a share of people: nothing that is named, and lawsuits.
_NO_PERSON: tuple[list[str], ...] = ([], ["cases"])
_ANY_COUNTED = re.compile("|".join(_COUNTED.values()), re.IGNORECASE)
# Behind it stands what is counted: "in 100 deep treatments".
_OUT_OF = re.compile(r"\b(?:in|of) (?:100|1,?000)\b(?P<behind>[^.!?()]*)")
_PERCENT = re.compile(r"\bpercent\b", re.IGNORECASE)
# "Longer than three months" and "than usual" hold one thing against a number, and are no comparison.
_THAN = _words(
    "after, with, most, other, any, in, on, from, for, did, does, plain, no, doing, non, fractional, full, ablative"
)
_COMPARING = re.compile(
    rf"\bthan {_THAN}|\btimes as\b|\bas {_words('likely, often, many, much, high, long')}|{_words('odds, ratio')}",
    re.IGNORECASE,
)
_LESS = re.compile(_words("less, lower, fewer, shorter, smaller"), re.IGNORECASE)


def untold(fact: Fact, units: Mapping[str, Unit]) -> Iterator[str]:
    """What a fact's value means and its statement does not say, or says otherwise."""
    if fact.value is None:
        return
    unit = units[fact.value.unit]
    if wrong := _miscalled(fact.statement, fact.value, unit):
        yield wrong
    if not fact.compares and (found := _compared(fact.statement, fact.value)):
        yield f"form: found {fact.form!r}, but the statement compares ({found!r})"
    lowest = min(_numbers(fact.value), default=0)
    if lowest < 0 and fact.form != "difference":
        yield f"value: found {lowest:g}, but only a difference lies below 0"
    if fact.value.typical is not None and fact.value.typical < 0 and not _LESS.search(fact.statement):
        yield f"value: found {fact.value.typical:g}, but the statement does not say less"


def _numbers(value: Value) -> list[float]:
    return [number for number in (value.low, value.high, value.typical) if number is not None]


def _miscalled(statement: str, value: Value, unit: Unit) -> str:
    """What is wrong with the words for a value's unit, or nothing."""
    name = unit.counted if unit.kind == "share" and unit.counted else unit.many
    if name in _COUNTED:
        said = _counted(statement, value, unit)
        if not any(re.search(_COUNTED[name], word, re.IGNORECASE) for word in said):
            return f"unit: found {unit.id!r}, but the statement counts {' or '.join(said) or 'nothing that it names'}"
    elif not re.search(_CALLED.get(unit.id, ""), statement, re.IGNORECASE):
        return f"unit: found {unit.id!r}, but the statement does not say {unit.many}"
    elif unit.id == "percent" and not _PERCENT.search(statement) and (said := _in_100(statement)) not in _NO_PERSON:
        return f"unit: found {unit.id!r}, but the statement counts {' or '.join(said)}"
    return ""


def _counted(statement: str, value: Value, unit: Unit) -> list[str]:
    """The words for what the statement counts: behind its "in 100" or its own number, else anywhere in it."""
    if unit.kind == "share":
        named = _in_100(statement)
        if not named and _PERCENT.search(statement) and not _OUT_OF.search(statement):
            return ["percent"]
    else:
        numbers = {float(value.of)} if value.of else set(_numbers(value))
        named = _behind_numbers(statement, numbers, after="of " if value.of else "")
    return named or _ANY_COUNTED.findall(statement)


def _in_100(statement: str) -> list[str]:
    return _first_counted(found["behind"] for found in _OUT_OF.finditer(statement))


def _behind_numbers(statement: str, numbers: AbstractSet[float], *, after: str) -> list[str]:
    """What is counted behind any of these numbers that stands after this word."""
    tokens = (found for found in TOKEN.finditer(statement) if numbers & set(spoken(found[0])))
    tokens = (found for found in tokens if statement[: found.start()].lower().endswith(after))
    return _first_counted(re.split(r"[.!?()]", statement[found.end() :])[0] for found in tokens)


def _first_counted(texts: Iterable[str]) -> list[str]:
    """The first counted word of each text that has one."""
    words = (_ANY_COUNTED.search(text) for text in texts)
    return list(dict.fromkeys(word[0].lower() for word in words if word))


def _compared(statement: str, value: Value) -> str:
    """The words by which the sentence that bears the value sets two things against each other, or nothing."""
    numbers = {float(round(number)) for number in _numbers(value)}
    for sentence in SENTENCE.split(statement):
        if (found := _COMPARING.search(sentence)) and numbers & {float(round(number)) for number in spoken(sentence)}:
            return found[0]
    return ""
