"""A second reading of the rules for numbers, written apart from the code that prints them.

From raw YAML and Python's decimals: given the facts that a value names, what may stand there?
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import yaml

from tests.projects import ROOT

DAYS = {
    "hours": Decimal(1) / 24,
    "days": Decimal(1),
    "weeks": Decimal(7),
    "months": Decimal("30.4"),
    "years": Decimal(365),
}
COUNTED = {"per-100-people": "people", "per-100-sessions": "sessions", "per-100-sides": "sides of the face"}
SINGULAR = {
    "people": "person", "sessions": "session", "sides of the face": "side of the face", "hours": "hour", "days": "day", "weeks": "week",
    "months": "month", "years": "year", "millimetres": "millimetre", "micrometres": "micrometre", "nanometres": "nanometre",
}  # fmt: skip
WORDS = {
    "people": "people", "sessions": "sessions", "sides": "sides of the face", "percent": "percent", "ratio": "times", "count": "in number",
    "mm": "millimetres", "um": "micrometres", "nm": "nanometres",
}  # fmt: skip
FRAMES = {
    "on average": ("average",), "half of the people:": ("middle",), "up to": ("high",), "at least": ("low",), "most often": ("usual",), "": ("range",),
}  # fmt: skip


@cache
def facts() -> dict[str, dict[str, Any]]:
    """Every fact as the files hold it."""
    found = [
        fact
        for path in sorted((ROOT / "data/facts").glob("*.yml"))
        for fact in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return {fact["id"]: fact for fact in found}


@cache
def table(name: str) -> dict[str, dict[str, Any]]:
    """The records of a data file by their ids."""
    return {one["id"]: one for one in yaml.safe_load((ROOT / f"data/{name}.yml").read_text(encoding="utf-8"))}


def expected(ids: list[str], text: str) -> str:
    """What these facts make of a value that is framed as this text is."""
    chosen = [facts()[id_] for id_ in ids]
    if all("n" in fact["value"] for fact in chosen):
        return _counts(chosen, ends=" to " in text)
    if len(ids) == 1 and ", " in text:
        return ", ".join(expected(ids, part) for part in text.split(", "))
    frame = next(frame for frame in FRAMES if text.startswith(frame))
    ends = [_ends(fact, FRAMES[frame][0]) for fact in chosen]
    low = min(((end[0], fact) for end, fact in zip(ends, chosen, strict=True)), key=_base)
    high = max(((end[1], fact) for end, fact in zip(ends, chosen, strict=True)), key=_base)
    if high[0] == 0:
        sizes = [fact["size"] for fact in chosen if "size" in fact]
        return (
            f"{' and '.join(f'none of {size:,}' for size in sizes)} {COUNTED.get(chosen[0]['value']['unit'], 'people')}"
        )
    told, rounded = _stretch(low, high)
    about = "about " if rounded and not re.search(r"\d .*to .*\d", told) else ""
    return f"{frame} {about}{told}".strip()


def marked_digits(ids: list[str]) -> set[str]:
    """The marks with digits that may stand beside a value of these facts: scale, size of a small group, skin types."""
    chosen = [facts()[id_] for id_ in ids]
    marks = {table("scales")[fact["scale"]]["words"] for fact in chosen if "scale" in fact}
    if all(fact.get("skin") for fact in chosen):
        types = [type_ for fact in chosen for type_ in fact["skin"]]
        low, high = min(types), max(types)
        marks.add(f"skin type {low}" if low == high else f"skin types {low} to {high}")
    sizes = [fact["size"] for fact in chosen if "size" in fact]
    unit = chosen[0]["value"]["unit"]
    if sizes and min(sizes) < 50 and unit in COUNTED:
        counted = "sessions" if unit == "per-100-sessions" else "people"
        marks.add(
            f"of {min(sizes)} {counted}"
            if len(chosen) == 1
            else f"sources of {_to(str(min(sizes)), str(max(sizes)))} {counted}"
        )
    return marks


def _counts(chosen: list[dict[str, Any]], *, ends: bool) -> str:
    values = sorted((fact["value"] for fact in chosen), key=lambda value: Decimal(value["n"]) / value["of"])
    told = [f"{value['n'] or 'none'} of {value['of']:,}" for value in values]
    if ends:
        return f"from {told[0]} to {told[-1]} {WORDS[values[0]['unit']]}"
    listed = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    return f"{listed} {WORDS[values[0]['unit']]}"


def _ends(fact: dict[str, Any], what: str) -> tuple[Decimal, Decimal]:  # noqa: PLR0911 -- a table of cases
    value = {key: Decimal(str(number)) for key, number in fact["value"].items() if key != "unit"}
    average = fact.get("typical_is") in ("mean", "median")
    match what:
        case "average":
            assert average
            return value["typical"], value["typical"]
        case "middle":
            assert fact["typical_is"] == "median"
            return value["low"], value["high"]
        case "usual":
            assert fact["typical_is"] == "usual"
            return value["typical"], value["typical"]
        case "high":
            assert "low" not in value
            return value["high"], value["high"]
        case "low":
            assert "high" not in value
            return value["low"], value["low"]
    if "low" in value and "high" in value and fact.get("spread") != "interval":
        return value["low"], value["high"]
    assert not average, fact["id"]
    return value["typical"], value["typical"]


def _base(end: tuple[Decimal, dict[str, Any]]) -> Decimal:
    return end[0] * DAYS.get(end[1]["value"]["unit"], Decimal(1))


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), ROUND_HALF_UP)


def _spoken(number: Decimal, unit: str) -> tuple[str, bool]:
    """A number as it may be printed, and whether that is not quite what the source gives."""
    if unit in ("mm", "um", "nm", "ratio"):
        return f"{number.normalize():,f}", False
    half = _whole(number * 2) / 2
    near = half if abs(number - half) < Decimal("0.049") else _whole(number)
    return f"{near:,.1f}" if near % 1 else f"{int(near):,}", abs(near - number) > Decimal("0.049")


def _stretch(low: tuple[Decimal, dict[str, Any]], high: tuple[Decimal, dict[str, Any]]) -> tuple[str, bool]:
    first, last = low[1]["value"]["unit"], high[1]["value"]["unit"]
    if first in COUNTED:
        times = 10 if low[0] < 1 else 1
        ends = [_whole(end * times) for end in (low[0], high[0])]
        rounded = any(
            abs(end - number * times) > Decimal("0.049") for end, number in zip(ends, (low[0], high[0]), strict=True)
        )
        return (
            f"{_to(*[f'{int(end):,}' for end in ends])} in {'1,000' if times == 10 else 100} {COUNTED[first]}",
            rounded,
        )
    (one, loose), (two, looser) = _spoken(low[0], first), _spoken(high[0], last)
    rounded = loose or looser
    if first != last and first in DAYS and abs(_base(low) - _base(high)) < Decimal("0.5"):
        return f"{one} {_unit(one, first)}", loose
    if first != last:
        return f"{one} {_unit(one, first)} to {two} {_unit(two, last)}", rounded
    if first == "points-0-10":
        return f"{_to(one, two)} {'out of 10' if low[1]['form'] == 'level' else 'of 10 points'}", rounded
    return f"{_to(one, two)} {_unit(two, last)}", rounded


def _unit(number: str, unit: str) -> str:
    many = WORDS.get(unit, unit)
    return SINGULAR.get(many, many) if number == "1" else many


def _to(one: str, two: str) -> str:
    return one if one == two else f"{one} to {two}"
