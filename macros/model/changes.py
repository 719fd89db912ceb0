"""What has become of the findings and signs of a frozen edition: held against today's data, however far apart.

Not each new wording is news to who holds a sheet: a number that it bears, what it is a number of, what stands beside it
now, how sure it is, and whether it is there at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from macros.load.cube import Cube, Pair
from macros.load.numbers import TOKEN
from macros.load.records import URGENCIES, Fact, FrozenEdition, FrozenFact, FrozenSign, Option, Sign
from macros.model.digest import Short, short_of
from macros.model.headline import is_figure
from macros.model.signs import BANDS

# The gravest first: a finding is told once, under the first that holds. A number that moved is of something else now.
Way = Literal["changed", "moved", "more", "sure"]


@dataclass(frozen=True)
class Change:
    """A finding of a sheet that is told otherwise today."""

    old: FrozenFact
    now: Fact
    way: Way
    # Whether it was a number of something else: of another treatment, side effect or question.
    moved: bool


@dataclass(frozen=True)
class SignChange:
    """A sign of trouble in today's words, and how soon and in which words the sheet told it, if it did."""

    now: Sign
    words: str
    urgency: str | None
    old_words: str = ""

    @property
    def sooner(self) -> bool:
        """Whether help is needed sooner than the sheet says, or the sheet does not name it."""
        return self.urgency is None or _rank(self.urgency) > _rank(self.now.urgency)


@dataclass(frozen=True)
class Weighed:
    """A question on which another number is told first today than a sheet has, and the pages that had another."""

    option: Option
    pair: Pair
    short: Short
    pages: frozenset[str]


@dataclass(frozen=True)
class Changes:
    """All that has changed since an edition."""

    changes: tuple[Change, ...]
    withdrawn: tuple[FrozenFact, ...]
    signs: tuple[SignChange, ...]
    signs_gone: tuple[FrozenSign, ...]
    weighed: tuple[Weighed, ...]
    new: tuple[tuple[Option, tuple[Fact, ...]], ...]


def changes_since(cube: Cube, frozen: FrozenEdition, sign_words: Mapping[str, str]) -> Changes:
    """What is told otherwise today than by a frozen edition; each sign of today in words, by its id."""
    known = {old.id for old in frozen.facts}
    signs = {sign.id for sign in cube.signs.values()}
    return Changes(
        tuple(_changes(cube, frozen.facts)),
        tuple(old for old in frozen.facts if old.id not in cube.facts),
        tuple(_sign_changes(cube, frozen, sign_words)),
        tuple(sign for sign in frozen.signs if sign.id not in signs),
        tuple(_weighed(cube, frozen, known)),
        tuple(_new(cube, known)),
    )


def _changes(cube: Cube, facts: Iterable[FrozenFact]) -> Iterator[Change]:
    for old in facts:
        now = cube.facts.get(old.id)
        if now is not None and (way := _way(old, now)) is not None:
            yield Change(old, now, way, _about(old) != _about(now))


def _way(old: FrozenFact, now: Fact) -> Way | None:
    """In which way a finding is told otherwise; None where only its wording is another one."""
    before, today = _figures(old.statement), _figures(now.statement)
    if _measured(old) != _measured(now) or before - today:
        return "changed"
    if _about(old) != _about(now):
        return "moved"
    if old.scale != now.scale or set(today) - set(before) - {str(now.size)}:
        return "more"
    return "sure" if old.certainty != now.certainty else None


def _about(fact: FrozenFact | Fact) -> tuple[str | None, ...]:
    return fact.option, fact.against, fact.effect, fact.measure


def _measured(fact: FrozenFact | Fact) -> tuple[object, ...]:
    """The number, and what kind of number it is."""
    value = fact.value.model_dump(exclude_none=True) if isinstance(fact, Fact) and fact.value else fact.value
    return fact.form, value, fact.typical_is, fact.spread


def _figures(statement: str) -> Counter[str]:
    """The figures of a sentence; what is written in letters changes with the wording."""
    found = (token.replace(",", "").rstrip(".") for token in TOKEN.findall(statement) if token[0].isdigit())
    return Counter(found)


def _rank(urgency: str) -> int:
    return URGENCIES.index(urgency) if urgency in URGENCIES else len(URGENCIES)


def _sign_changes(cube: Cube, frozen: FrozenEdition, words: Mapping[str, str]) -> Iterator[SignChange]:
    """Each sign that is new, has another urgency, or is told in other words, the most urgent first."""
    told = {sign.id: sign for sign in frozen.signs}
    soon = {old.id: old.urgency for old in frozen.facts if old.urgency is not None}
    for sign in sorted(cube.signs.values(), key=lambda sign: _rank(sign.urgency)):
        old = told.get(sign.id)
        urgency = old.urgency if old else _most_urgent(soon[id_] for id_ in sign.facts if id_ in soon)
        if urgency != sign.urgency or (old is not None and old.words != words[sign.id]):
            yield SignChange(sign, words[sign.id], urgency, old.words if old else "")


def _most_urgent(found: Iterable[str]) -> str | None:
    """The most careful urgency of the findings behind a sign: an edition without signs told these."""
    return min((one for one in found if one in BANDS), key=_rank, default=None)


def _weighed(cube: Cube, frozen: FrozenEdition, known: set[str]) -> Iterator[Weighed]:
    """The questions on which what is told first today rests on findings that the edition had not."""
    for option in cube.options.values():
        for pair in _asked_first(cube):
            told = {old.id for old in frozen.facts if old.number and _answers(old, option, pair)}
            sheets = {page.page: set(page.facts) for page in frozen.pages if told & set(page.facts)}
            short = short_of(cube, option, pair) if sheets else None
            if short is None or not short.extents:
                continue
            first = {fact.id for fact in short.extents[0].line.facts}
            pages = frozenset(page for page, shown in sheets.items() if not first & shown)
            if pages and not first <= known:
                yield Weighed(option, pair, short, pages)


def _asked_first(cube: Cube) -> list[Pair]:
    """The questions that each guide begins with."""
    return [pair for pair in cube.columns.values() if pair[1].first]


def _answers(old: FrozenFact, option: Option, pair: Pair) -> bool:
    measure, column = pair
    return (old.option, old.measure) == (option.id, measure.id) and column.effect in (None, old.effect)


def _new(cube: Cube, known: set[str]) -> Iterator[tuple[Option, tuple[Fact, ...]]]:
    """By treatment the numbers that the edition had not, on the questions that each guide begins with."""
    for option in cube.options.values():
        found = [
            fact
            for measure, column in _asked_first(cube)
            for fact in cube.findings.get((option.id, measure.id), ())
            if fact.id not in known and is_figure(fact) and fact.effect_in(column.effect)
        ]
        if found:
            yield option, tuple(dict.fromkeys(found))
