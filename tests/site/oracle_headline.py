"""A second reading of the rules for headlines, from raw YAML: which figures answer a question for an option, and which is worse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from tests.site.oracle import DAYS, facts, table

Fact = dict[str, Any]
# A line of a headline: the ids of its facts, and whether it is named as worse.
Told = tuple[frozenset[str], bool]
Span = tuple[Decimal, Decimal]

TIERS = [{"people", "per-100-people"}, {"sides", "per-100-sides"}, {"sessions", "per-100-sessions"}]
SHAPES = ["range", "usual", "count", "average", "middle", "up-to", "at-least"]


@cache
def questions() -> dict[str, tuple[str, str | None]]:
    """Each question with its measure and its effect."""
    return {c["id"]: (m["id"], c.get("effect")) for m in table("measures").values() for c in m.get("columns", ())}


def asks(column: str) -> tuple[str, str | None]:
    """The measure and the effect of a question of a table, or of one of the glossary ("duration-itch")."""
    measure, _, effect = column.partition("-")
    return questions().get(column) or (measure, effect)


@cache
def by_measure() -> dict[str, list[Fact]]:
    """The facts that speak of an option, by what they measure."""
    found: dict[str, list[Fact]] = {}
    for fact in facts().values():
        found.setdefault(fact["measure"], []).append(fact)
    return found


@cache
def known(option: str, column: str) -> tuple[list[Fact], list[Fact]]:
    """What both readers have checked on a question for an option and its class, and what one reader alone has."""
    measure, effect = asks(column)
    whom = {option, table("options")[option].get("family")} - {None}
    found = [
        fact
        for fact in by_measure().get(measure, ())
        if {fact.get("option"), fact.get("against")} & whom and effect in (None, fact.get("effect"))
    ]
    return [f for f in found if f["checked"] == "twice"], [f for f in found if f["checked"] == "once"]


def alone(fact: Fact) -> bool:
    """Whether a fact says something of one option, not of a difference."""
    return "against" not in fact and fact["form"] not in ("difference", "risk-ratio", "odds-ratio")


def figures(option: str, column: str) -> list[Fact]:
    """The numbers that answer a question, whoever was measured."""
    return [fact for fact in known(option, column)[0] if "value" in fact and alone(fact)]


def kind(fact: Fact) -> str:
    """What a number can be set against: shares and small counts are one kind."""
    return "share" if "n" in fact["value"] else table("units")[fact["value"]["unit"]]["kind"]


def parts(fact: Fact) -> Iterator[tuple[str, Span]]:
    """The ways in which a number is told, each with its ends in hundredths, days or points."""
    value = {key: Decimal(str(number)) for key, number in fact["value"].items() if key != "unit"}
    times = DAYS.get(fact["value"]["unit"], Decimal(str(table("units")[fact["value"]["unit"]].get("factor", 1))))
    if "n" in value:
        yield "count", (100 * value["n"] / value["of"],) * 2
        return
    low, high, typical = (value[key] * times if key in value else None for key in ("low", "high", "typical"))
    average = fact.get("typical_is") in ("mean", "median")
    if None not in (low, high) and fact.get("spread") != "interval":
        yield (
            "middle" if fact.get("typical_is") == "median" and fact.get("spread") == "people" else "range",
            (low, high),
        )
    elif high is not None and low is None:
        yield "up-to", (high, high)
    elif low is not None and high is None:
        yield "at-least", (low, low)
    if typical is not None:
        usual = low is not None and fact.get("spread") != "interval"
        yield "average" if average else "usual" if usual else "range", (typical, typical)


def badness(column: str, span: Span) -> Decimal | None:
    """How bad a figure is at its worse end; nothing where no end is worse."""
    worse = table("measures")[asks(column)[0]].get("worse")
    return None if worse is None else span[1] if worse == "more" else -span[0]


def worst(column: str, chosen: list[Fact]) -> Decimal | None:
    """The worst of these figures."""
    found = [badness(column, span) for fact in chosen for _, span in parts(fact)]
    return None if not found or None in found else max(found)  # type: ignore[type-var]


def headline(option: str, column: str) -> str | list[Told]:
    """The lines that must stand there, in order; or the reason why there are none; or "words"."""
    if asks(column)[0] in table("options")[option].get("does_not_apply", ()):
        return "does-not-apply"
    sure, once = known(option, column)
    if found := figures(option, column):
        return list(_told(option, column, found))
    if sure:
        return "words"
    return "once" if once else "empty"


def beside_untreated(option: str, column: str) -> set[str]:
    """The numbers that set an option itself against nothing done; they open the answer wherever it holds figures."""
    told = known(option, column)[0]
    return {f["id"] for f in told if (f.get("option"), f.get("against")) == (option, "no-treatment") and "value" in f}


def _told(option: str, column: str, found: list[Fact]) -> Iterator[Told]:
    own = [fact for fact in found if fact["option"] == option]
    pool = sorted(own or found, key=_rank)
    # A class that speaks for an option speaks for the others of it too: what is worse with one of them stands beside.
    kin = [] if own else [fact for other in _kin(option) for fact in figures(other, column) if fact["option"] == other]
    for one in dict.fromkeys(kind(fact) for fact in pool):
        same = [fact for fact in pool if kind(fact) == one]
        near = [fact for fact in same if _rank(fact) == _rank(same[0])]
        tried = _first_counted([fact for fact in near if _in_trial(fact)])
        rest = [fact for fact in _first_counted(near) if fact not in tried]
        lines = [*_low_to_high(tried), *_low_to_high(rest)]
        yield from ((frozenset(ids), False) for ids, _ in lines)
        yield from _worse(
            column,
            [span for _, span in lines],
            [f for f in [*found, *kin] if kind(f) == one and not any(f["id"] in ids for ids, _ in lines)],
            option,
        )


def _kin(option: str) -> list[str]:
    family = table("options")[option].get("family")
    return [
        id_ for id_, other in table("options").items() if family and other.get("family") == family and id_ != option
    ]


def _worse(column: str, shown: list[Span], others: list[Fact], option: str) -> Iterator[Told]:
    others = sorted(others, key=lambda fact: (fact["option"] != option, _rank(fact)))
    bad = [(badness(column, span), fact["id"]) for fact in others for _, span in parts(fact)]
    told = [badness(column, span) for span in shown]
    if bad and None not in told and max(b for b, _ in bad) > max(told):  # type: ignore[type-var, operator]
        yield frozenset({next(id_ for b, id_ in bad if b == max(b for b, _ in bad))}), True  # type: ignore[type-var]


def _rank(fact: Fact) -> int:
    return {"acne-scars": 0, "mixed": 1}.get(fact.get("people", ""), 2)


def _in_trial(fact: Fact) -> bool:
    designs = {table("references")[source]["design"] for source in fact["sources"]}
    return kind(fact) in ("share", "score") and bool(designs & {"rct", "split-face-rct"})


def _first_counted(chosen: list[Fact]) -> list[Fact]:
    for tier in TIERS:
        if found := [fact for fact in chosen if fact["value"]["unit"] in tier]:
            return found
    return chosen


Line = tuple[str, str, list[str], Span]


def _low_to_high(chosen: list[Fact]) -> list[tuple[list[str], Span]]:
    """What most findings count by, from low to high, and what goes beyond it among the others."""
    grouped: dict[tuple[object, ...], list[tuple[str, Span]]] = {}
    for fact in chosen:
        for shape, span in parts(fact):
            unit = "time" if fact["value"]["unit"] in DAYS else fact["value"]["unit"]
            key = (shape, fact.get("scale", ""), unit, fact["form"], fact.get("rater"), tuple(fact.get("scar", ())))
            grouped.setdefault(key, []).append((fact["id"], span))
    lines: list[Line] = [
        (str(key[0]), str(key[1]), [id_ for id_, _ in of], (min(s[0] for _, s in of), max(s[1] for _, s in of)))
        for key, of in sorted(grouped.items(), key=lambda item: SHAPES.index(str(item[0][0])))
    ]
    lines.sort(key=lambda line: line[3])
    told = {scale: [facts()[id_] for line in lines if line[1] == scale for id_ in line[2]] for _, scale, _, _ in lines}
    counted = {
        scale: (len(of), sum(f.get("size") or f["value"].get("of", 0) for f in of)) for scale, of in told.items()
    }
    main = next((scale for scale in counted if counted[scale] == max(counted.values())), "")
    shown: list[tuple[list[str], Span]] = []
    shares, counts = ([line for line in lines if (line[0] == "count") == small] for small in (False, True))
    for some in (shares, counts):
        shown += _outside(_ends([line[2:] for line in some if line[1] == main]), shown)
        shown += _outside(_ends([line[2:] for line in some if line[1] != main]), shown)
    return shown


def _outside(lines: list[tuple[list[str], Span]], told: list[tuple[list[str], Span]]) -> list[tuple[list[str], Span]]:
    return [
        (ids, (low, high))
        for ids, (low, high) in lines
        if not told or low < min(s[0] for _, s in told) or high > max(s[1] for _, s in told)
    ]


def _ends(lines: list[tuple[list[str], Span]]) -> list[tuple[list[str], Span]]:
    if not lines:
        return []
    top = max(line[1][1] for line in lines)
    return lines[:1] if lines[0][1][1] == top else [lines[0], next(line for line in lines if line[1][1] == top)]
