"""The one headline of an option on a question, which every page shows, and the cell that holds it.

The rules are told in CONTRIBUTING.md, "How a cell is computed".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf
from weakref import WeakKeyDictionary

from macros.load.cube import Cube, grouped
from macros.load.records import Column, Fact, Measure, Option, Unit
from macros.model.cells import Cell, Line, Part, base_of, certainty_of, differs, lines_of, parts_of, reasons_of

# Nearer people stand before others, and people before sides before sessions before what is not said.
PEOPLE = {"acne-scars": 0, "mixed": 1}
OTHERS = 2
COUNTED = {"people": 0, "per-100-people": 0, "sides": 1, "per-100-sides": 1, "sessions": 2, "per-100-sessions": 2}
NOT_SAID = 3
# How a study is called in which a lot has drawn who gets what, or which side does.
TRIALS = ("rct", "split-face-rct")
# What stands for a group that got nothing, or something that should do nothing.
UNTREATED = "no-treatment"
HUNDRED = 100.0
# The cells of each state of the data, by option, measure and effect, which is all that tells two questions apart here.
_CELLS: WeakKeyDictionary[Cube, dict[tuple[str, str, str | None], Cell]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Asked:
    """A question of a reader's, with all that it takes to answer it."""

    cube: Cube
    measure: Measure
    column: Column

    @property
    def units(self) -> Mapping[str, Unit]:
        """The units of all figures."""
        return self.cube.units

    def of(self, option: str | None) -> tuple[Fact, ...]:
        """All that was found on it for an option, then where another was set against it; nothing without an option."""
        key = (option, self.measure.id)
        found = (*self.cube.findings.get(key, ()), *self.cube.set_against.get(key, ())) if option else ()
        return tuple({fact.id: fact for fact in found if fact.effect_in(self.column.effect)}.values())

    def gaps_of(self, option: str) -> tuple[Fact, ...]:
        """The facts that say in so many words that it was not studied for an option."""
        effect = self.column.effect if self.measure.id == "frequency" else None
        found = self.cube.findings.get((option, "evidence"), ()) if effect is not None else ()
        return tuple(fact for fact in found if fact.effect == effect and fact.subject is None)

    def of_kin(self, option: Option) -> Iterator[Fact]:
        """The figures of the others of its class, which a class stands for as well."""
        for other in self.cube.options.values():
            if option.family and other.family == option.family and other != option:
                yield from (fact for fact in self.of(other.id) if is_figure(fact) and fact.checked == "twice")


def cell_of(cube: Cube, option: Option, measure: Measure, column: Column) -> Cell:
    """An option's headline on a question, or why there is none; computed once for each state of the data."""
    known, pair = _CELLS.setdefault(cube, {}), (option.id, measure.id, column.effect)
    if pair not in known:
        known[pair] = _computed(cube, option, measure, column)
    return known[pair]


def _computed(cube: Cube, option: Option, measure: Measure, column: Column) -> Cell:
    """The headline; figures before words before comparisons."""
    if measure.id in option.does_not_apply:
        return Cell("does-not-apply")
    question = Asked(cube, measure, column)
    found = (*question.of(option.id), *question.of(option.family))
    sure = [fact for fact in found if fact.checked == "twice"]
    lines = tuple(_headline(question, option, sure)) or tuple(_told_in_words(question, option, sure))
    if lines:
        return _filled(lines, cube.units)
    if gap := question.gaps_of(option.id):
        return Cell("not-studied", lines_of(gap, cube.units), certainty_of(gap))
    return Cell("once" if found else "empty")


def _filled(lines: tuple[Line, ...], units: Mapping[str, Unit]) -> Cell:
    """A cell of these lines, as certain as the least certain fact that they show."""
    wide = [line for line in lines if differs(line, units)]
    reasons = reasons_of(fact for line in wide for fact in line.facts)
    return Cell("filled", lines, certainty_of(fact for line in lines for fact in line.facts), bool(wide), reasons)


def _headline(question: Asked, option: Option, sure: Iterable[Fact]) -> Iterator[Line]:
    """What an untreated group shows, the lines of figures by what can be compared, the words that belong in a table."""
    figures = sorted((f for f in sure if is_figure(f)), key=lambda f: (f.option != option.id, rank_of(f)))
    kinds = dict.fromkeys(kind_of(fact, question.units) for fact in figures)
    own = {kind_of(fact, question.units) for fact in figures if fact.option == option.id}
    if figures:
        yield from _by_option(question, option, (f for f in sure if is_against_untreated(f, option)))
    for kind in kinds:
        if not own or kind in own:
            yield from _of_a_kind(question, option, [f for f in figures if kind_of(f, question.units) == kind])
    if figures:
        yield from _by_option(question, option, _beside_figures(option, figures, sure))


def _beside_figures(option: Option, figures: Iterable[Fact], sure: Iterable[Fact]) -> Iterator[Fact]:
    """The words that belong in a table; where all figures are none, all that was said of the option."""
    none = all(part.high == 0 for fact in figures for part in parts_of(fact))
    for fact in sure:
        if fact.value is None and not fact.compares and (fact.show == "table" or (none and fact.option == option.id)):
            yield fact


def is_against_untreated(fact: Fact, option: Option) -> bool:
    """Whether a fact sets the option itself against a group without treatment, with a number."""
    return fact.option == option.id and fact.against == UNTREATED and fact.value is not None


def is_figure(fact: Fact) -> bool:
    """Whether a fact has a number that says something of one option alone."""
    return fact.value is not None and not fact.compares


def kind_of(fact: Fact, units: Mapping[str, Unit]) -> str:
    """What figures can be compared with this one: other shares, times, scores; counts of a group are shares."""
    if fact.value is None or fact.value.n is not None:
        return "share"
    return units[fact.value.unit].kind


def rank_of(fact: Fact) -> int:
    """How near the people are to a reader with acne scars; 0 is nearest."""
    return PEOPLE.get(fact.people or "", OTHERS)


def counted_of(fact: Fact) -> int:
    """Whether people, sides or sessions were counted, in this order."""
    return COUNTED.get(fact.value.unit if fact.value else "", NOT_SAID)


def _of_a_kind(question: Asked, option: Option, figures: list[Fact]) -> Iterator[Line]:
    """The nearest figures from the lowest to the highest, those of trials first, and a worse one from outside.

    Where the class speaks for an option, what is worse may be of another of the class.
    """
    nearest = (figures[0].option, rank_of(figures[0]))
    near = [fact for fact in figures if (fact.option, rank_of(fact)) == nearest]
    tried = first_counted(fact for fact in near if in_a_trial(question, fact))
    rest = first_counted(near)
    lines = [
        *(replace(line, tried=True) for line in from_low_to_high(lines_of(tried, question.units), question.units)),
        *from_low_to_high(lines_of((f for f in rest if f not in tried), question.units), question.units),
    ]
    shown = {fact.id for line in lines for fact in line.facts}
    kin = question.of_kin(option) if figures[0].option != option.id else ()
    alike = (fact for fact in kin if kind_of(fact, question.units) == kind_of(figures[0], question.units))
    outside = [fact for fact in (*figures, *alike) if fact.id not in shown]
    lines += worse_than(lines, outside, question)
    apart = all(fact.show != "table" for fact in figures)
    yield from (_named(question, option, replace(line, with_who=line.worse or apart)) for line in lines)


def in_a_trial(question: Asked, fact: Fact) -> bool:
    """Whether a share or a score was found against an untreated group, or one that a lot has drawn."""
    designs = {question.cube.references[source].design for source in fact.sources}
    return kind_of(fact, question.units) in ("share", "score") and not designs.isdisjoint(TRIALS)


def first_counted(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that count people; if none does, those that count sides; then sessions."""
    ordered = sorted(facts, key=counted_of)
    return tuple(next((tuple(group) for _, group in groupby(ordered, counted_of)), ()))


def from_low_to_high(lines: Iterable[Line], units: Mapping[str, Unit]) -> tuple[Line, ...]:
    """What was counted alike most often, from the lowest to the highest; and what goes beyond it, counted otherwise."""
    ordered = sorted(lines, key=lambda line: span_of(line, units))
    main = most_counted(ordered)
    told: tuple[Line, ...] = ()
    # Shares before small groups, so that no small group takes the place of a share that goes beyond the others.
    for small in (False, True):
        for alike in (True, False):
            found = [one for one in ordered if (one.shape == "count") == small and (scale_of(one) == main) == alike]
            told += _beyond(_ends(found, units), told, units)
    return told


def scale_of(line: Line) -> str:
    """By what a figure was counted: the bar for a good result, the score."""
    return line.facts[0].scale or ""


def most_counted(lines: Iterable[Line]) -> str:
    """The scale on which most findings are told; of several the one with the most people, then the lowest figure."""
    found = grouped((scale_of(line), fact) for line in lines for fact in line.facts)
    return max(found, key=lambda scale: (len(found[scale]), sum(size_of(fact) for fact in found[scale])), default="")


def size_of(fact: Fact) -> int:
    """How many were measured, as far as it is said."""
    return fact.size or (fact.value.of if fact.value else None) or 0


def _beyond(lines: Iterable[Line], told: Iterable[Line], units: Mapping[str, Unit]) -> tuple[Line, ...]:
    """The lines that go below or above all that is told."""
    spans = [span_of(line, units) for line in told]
    lowest, highest = min((low for low, _ in spans), default=inf), max((high for _, high in spans), default=-inf)
    return tuple(one for one in lines if span_of(one, units)[0] < lowest or span_of(one, units)[1] > highest)


def _ends(lines: list[Line], units: Mapping[str, Unit]) -> list[Line]:
    """The first line and the one that goes highest: one line where they are the same."""
    if not lines:
        return []
    low, high = lines[0], max(lines, key=lambda line: span_of(line, units)[1])
    return [low] if span_of(low, units)[1] >= span_of(high, units)[1] else [low, high]


def span_of(line: Line, units: Mapping[str, Unit]) -> tuple[float, float]:
    """The lowest and the highest figure of a line: of 100, in days, in points."""
    reaches = [reach_of(part, units) for part in line.parts]
    return min(low for low, _ in reaches), max(high for _, high in reaches)


def reach_of(part: Part, units: Mapping[str, Unit]) -> tuple[float, float]:
    """A part's ends on the scale of all figures that can be compared with it."""
    low, high = base_of(part, units)
    return (low * HUNDRED, high * HUNDRED) if part.shape == "count" else (low, high)


def worse_than(lines: Iterable[Line], outside: Iterable[Fact], question: Asked) -> list[Line]:
    """The worst figure outside as a line of its own, if it is worse than all that the lines show."""
    shown = [part for line in lines for part in line.parts]
    others = [part for fact in outside for part in parts_of(fact)]
    if question.measure.worse is None or not others:
        return []
    worst = max(others, key=lambda part: badness_of(part, question))
    if badness_of(worst, question) <= max(badness_of(part, question) for part in shown):
        return []
    return [Line(worst.shape, (worst,), worse=True, with_who=True)]


def badness_of(part: Part, question: Asked) -> float:
    """How bad a figure is at its worse end: the higher, the worse."""
    low, high = reach_of(part, question.units)
    return high if question.measure.worse == "more" else -low


def _named(question: Asked, option: Option, line: Line) -> Line:
    """The line under its class's name, where it is not the option's own."""
    family = line.facts[0].option
    return line if family == option.id else replace(line, family=question.cube.options[family or ""])


def _told_in_words(question: Asked, option: Option, sure: Iterable[Fact]) -> Iterator[Line]:
    """What was found without a figure: words of the option, else of its class, and comparisons that hold a number."""
    facts = tuple(sure)
    own = [fact for fact in facts if option.id in (fact.option, fact.against)]
    found = own or facts
    plain = [fact for fact in found if not fact.compares]
    numbered = [fact for fact in found if fact.compares and fact.value is not None]
    yield from _by_option(question, option, [*plain, *numbered] or found)


def _by_option(question: Asked, option: Option, facts: Iterable[Fact]) -> Iterator[Line]:
    """Sentences, the shortest first: the option's own, then those of its class under the class's name."""
    ordered = sorted(facts, key=lambda fact: (option.id not in (fact.option, fact.against), len(fact.statement)))
    for is_class, found in groupby(ordered, lambda fact: option.id not in (fact.option, fact.against)):
        family = question.cube.options[option.family] if is_class and option.family else None
        yield Line("words", tuple(Part("words", fact) for fact in found), family)
