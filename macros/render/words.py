"""Numbers as a patient reads them: whole, in one denominator, and never 0 in 100."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from macros.load.records import Fact, Unit
from macros.model.cells import Line, Part, ends_of, parts_of

SMALL_GROUP = 50
PER_THOUSAND = 10
BARELY = 0.049
# "13 weeks" and "3 months" are one length of time: less than half a day apart.
SAME_TIME = 0.5
# Changes on a score are told as points of the scale, levels as points out of it.
POINTS = "points-0-10"


def whole(number: float) -> int:
    """The number rounded to a whole one, halves away from zero."""
    return math.floor(abs(number) + 0.5) * (1 if number >= 0 else -1)


def short(number: float) -> str:
    """A length of time, a score or a count: whole, or with its half."""
    half = whole(number * 2) / 2
    near = half if abs(number - half) < BARELY else whole(number)
    return f"{near:,.1f}" if near != whole(near) else f"{whole(near):,}"


def exact(number: float) -> str:
    """A length or a ratio, with as many places as its source gives."""
    return f"{number:,.10g}"


def share(low: float, high: float, *, counted: str) -> str:
    """So many in 100 of those that were counted; in 1,000 where the lower end is below 1."""
    times = PER_THOUSAND if low < 1 else 1
    ends = [whole(end * times) for end in (low, high)]
    return f"{span(*[f'{end:,}' for end in ends])} in {100 * times:,} {counted}"


def span(low: str, high: str) -> str:
    """One number, or two with a "to" between them."""
    return low if low == high else f"{low} to {high}"


def amount(low: Part, high: Part, units: Mapping[str, Unit]) -> str:
    """The words for a stretch between two parts: "3 to 14 days", "5 to 45 in 100 people"."""
    first, last = _unit(low.fact, units), _unit(high.fact, units)
    if first.kind == "share" and first.counted:
        return share(low.low, high.high, counted=first.counted)
    write = exact if first.kind in ("length", "ratio") else short
    if first.id != last.id and first.kind == "time" and _same_time(low, high, first, last):
        return f"{write(low.low)} {plural(low.low, first)}"
    if first.id != last.id:
        return f"{write(low.low)} {plural(low.low, first)} to {write(high.high)} {plural(high.high, last)}"
    ends = span(write(low.low), write(high.high))
    if last.id == POINTS and low.fact.form != "level":
        return f"{ends} of 10 points"
    return f"{ends} {plural(high.high if low.low != high.high else low.low, last)}"


def _same_time(low: Part, high: Part, first: Unit, last: Unit) -> bool:
    return abs(low.low * first.factor - high.high * last.factor) < SAME_TIME


def plural(number: float, unit: Unit) -> str:
    """The unit's word for this many."""
    write = exact if unit.kind in ("length", "ratio") else short
    return unit.one if write(number) == "1" else unit.many


def counts(parts: Sequence[Part], units: Mapping[str, Unit]) -> str:
    """Small groups one by one: "none of 7, 4 of 31 and 12 of 13 people"."""
    return f"{listed([_count(part) for part in parts])} {_unit(parts[0].fact, units).many}"


def _count(part: Part) -> str:
    value = part.fact.value
    return f"{value.n or 'none'} of {value.of:,}" if value else ""


def extent_words(line: Line, units: Mapping[str, Unit]) -> str:
    """A line's words from end to end: several small groups are "from none of 20 to 12 of 13 people"."""
    low, high = ends_of(line, units)
    if line.shape != "count" or low.low == high.high:
        return line_words(line, units)
    return f"from {_count(low)} to {_count(high)} {_unit(low.fact, units).many}"


# What figures are counted in ("in 1,000", "out of 10"), which is words; a group ("2 of 42"); a number or a range.
_FIGURE = re.compile(r"(?:in|out of) \d[\d.,]*|((?:none|\d[\d.,]*) of \d[\d,]*|\d[\d.,]*(?: to \d[\d.,]*)?)")


def figures_and_words(text: str) -> tuple[tuple[str, bool], ...]:
    """A value in pieces, each with whether it is a figure: "on average " is none, "3" is one, " out of 10" is none."""
    pieces, end = list[tuple[str, bool]](), 0
    for found in _FIGURE.finditer(text):
        if found[1]:
            pieces += [(text[end : found.start()], False), (found[1], True)]
            end = found.end()
    return tuple(piece for piece in (*pieces, (text[end:], False)) if piece[0])


def listed(words: Sequence[str]) -> str:
    """Words as people list them: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def is_rounded(number: float, unit: Unit) -> bool:
    """Whether what is printed for a number is not quite what the source gives."""
    if unit.kind in ("length", "ratio"):
        return False
    if unit.kind == "share" and unit.counted:
        scaled = number * (PER_THOUSAND if number < 1 else 1)
        return abs(whole(scaled) - scaled) > BARELY
    return abs(float(short(number).replace(",", "")) - number) > BARELY


def line_words(line: Line, units: Mapping[str, Unit]) -> str:
    """A line's words, complete: its number or its sentence, with "about", "up to" or "on average"."""
    if line.shape == "words":
        return " ".join(fact.statement for fact in line.facts)
    if line.shape == "count":
        return counts(line.parts, units)
    low, high = ends_of(line, units)
    if _is_none(low, high):
        return _none_words(line, units)
    words = amount(low, high, units)
    single = " to " not in words
    if single and (is_rounded(low.low, _unit(low.fact, units)) or is_rounded(high.high, _unit(high.fact, units))):
        words = f"about {words}"
    return _FRAMES[line.shape].format(words)


_FRAMES = {
    "range": "{}",
    "usual": "most often {}",
    "average": "on average {}",
    "middle": "half of the people: {}",
    "up-to": "up to {}",
    "at-least": "at least {}",
}


def _is_none(low: Part, high: Part) -> bool:
    return low.fact.value is not None and high.high == 0 and low.low == 0


def _none_words(line: Line, units: Mapping[str, Unit]) -> str:
    """None, with how many were looked at, so that it never reads as no risk."""
    counted = _unit(line.facts[0], units).counted or "people"
    sizes = [f"none of {fact.size:,}" for fact in line.facts if fact.size]
    return f"{' and '.join(sizes)} {counted}" if sizes else f"none of the {counted}"


def size_words(line: Line, units: Mapping[str, Unit]) -> str:
    """How many were measured, where a share rests on fewer than 50; else nothing to add."""
    if line.shape not in ("range", "up-to", "at-least") or not line.facts or line.facts[0].value is None:
        return ""
    unit = _unit(line.facts[0], units)
    sizes = sorted(fact.size for fact in line.facts if fact.size is not None)
    if unit.kind != "share" or not unit.counted or not sizes or sizes[0] >= SMALL_GROUP or line.parts[-1].high == 0:
        return ""
    counted = "sessions" if unit.counted == "sessions" else "people"
    if len(line.facts) == 1:
        return f"of {sizes[0]} {counted}"
    return f"sources of {span(f'{sizes[0]:,}', f'{sizes[-1]:,}')} {counted}"


def others_words(part: Part, units: Mapping[str, Unit]) -> str:
    """All the others: the same group and denominator, those to whom it did not happen."""
    value, unit = part.fact.value, _unit(part.fact, units)
    if value is not None and value.n is not None and value.of is not None:
        return f"{value.of - value.n or 'none'} of {value.of} {unit.many}"
    times = PER_THOUSAND if part.low < 1 else 1
    about = "about " if is_rounded(part.low, unit) else ""
    return f"{about}{100 * times - whole(part.low * times):,} in {100 * times:,} {unit.counted}"


def fact_words(fact: Fact, units: Mapping[str, Unit]) -> str:
    """One fact's value in prose: every part of it, joined."""
    return ", ".join(line_words(Line(part.shape, (part,)), units) for part in parts_of(fact))


def _unit(fact: Fact, units: Mapping[str, Unit]) -> Unit:
    if fact.value is None:
        raise ValueError(f"{fact.id} is told in words and has no value")
    return units[fact.value.unit]
