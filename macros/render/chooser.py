"""Options side by side: one question a row, each answer in short; what trials set against each other stands first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations

from macros.load.cube import Cube, Pair, grouped
from macros.load.records import CERTAINTIES, Column, Fact, Option
from macros.model.choose import pick, rows, some
from macros.model.digest import short_of
from macros.model.headline import TRIALS, UNTREATED
from macros.render.archive import archive_of
from macros.render.gauge import Gauge, Rulers, rulers_for
from macros.render.pieces import CellView, FindingView, digest_view, finding_view, option_target
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import fill, render

CHOICES = ("camouflage", "laser", "treatment")
# What tells most of two options beside each other: reviews that gathered all trials, then trials, then all else.
LADDER = (("systematic-review",), TRIALS)
# How many findings of two options stand open; the others are folded below them, and said to be there.
OPEN = 2


@dataclass(frozen=True)
class Answer:
    """What was found of an option on a question, in short, and on the ruler of that question."""

    option: Option
    column: Column
    view: CellView
    gauge: Gauge | None


@dataclass(frozen=True)
class Trials:
    """What was found where two options were set against each other: what tells most, and the rest."""

    one: Option
    other: Option
    findings: list[FindingView]
    rest: list[FindingView]


def options_compared(cube: Cube) -> tuple[Option, ...]:
    """Doing nothing, then all that can be set beside it, in file order."""
    return rows(cube, CHOICES)


def questions_compared(cube: Cube) -> tuple[Pair, ...]:
    """The questions that put options side by side, in the order that the data give them."""
    found = ((column.compared, (measure, column)) for measure, column in cube.columns.values() if column.compared)
    return some((pair for _, pair in sorted(found, key=lambda one: one[0] or 0)), of="question to compare by")


def chooser(site: Site, sheet: Sheet, *preset: str) -> str:
    """Where a reader picks options (a clinic's own are marked), and the table of those that stand there at first."""
    cube = site.cube
    named = {UNTREATED, *(pick(cube.options, id_, kind="option").id for id_ in preset)}
    first = [option for option in options_compared(cube) if option.id in named]
    kinds = [(kind, [option for option in rows(cube, [kind]) if option.kind == kind]) for kind in CHOICES]
    answers = [(pair[1], *_scale(cube, pair), _answers(cube, sheet, first, pair)) for pair in questions_compared(cube)]
    trials = list(_trials(cube, sheet, combinations(first, 2)))
    return render(
        "choose.html", cube, kinds=kinds, offers=site.offers, first=first, answers=answers, trials=trials,
        nothing=UNTREATED, more=len(options_compared(cube)) - len(first), levels=CERTAINTIES,
    )  # fmt: skip


def choice_of(cube: Cube, sheet: Sheet, option: Option) -> Mapping[str, str]:
    """What the chooser loads of an option: a cell a question, and the trials against an option after it in the data."""
    answers = [_answer(cube, sheet, option, pair) for pair in questions_compared(cube)]
    options = options_compared(cube)
    trials = _trials(cube, sheet, ((option, other) for other in options[options.index(option) + 1 :]))
    return {
        "cells": fill("choice.html", cube, answers=answers, nothing=UNTREATED),
        "trials": fill("trials.html", cube, trials=list(trials)),
    }


def show_options(site: Site, sheet: Sheet, question: str) -> str:
    """Every option's headline on one question in short, on one ruler; what nobody measured in one line."""
    cube = site.cube
    pair = pick(cube.columns, question, kind="question")
    found = {option: short_of(cube, option, pair) for option in options_compared(cube)}
    drawn = [option for option, short in found.items() if short.extents or short.cell.state == "does-not-apply"]
    answers = _answers(cube, sheet, drawn, pair)
    others = [option for option in found if option not in drawn]
    return render(
        "options.html", cube, column=pair[1],
        rows=[(one, option_target(sheet, one.option)) for one in answers],
        told=[(option, archive_of(cube, sheet, option)) for option in others if found[option].cell.lines],
        empty=[option for option in others if not found[option].cell.lines],
        kinds={one.gauge.kind for one in answers if one.gauge is not None},
    )  # fmt: skip


def chooser_page(cube: Cube) -> str:
    """The page on which options stand side by side; "" where there is none."""
    return next((page for page, meta in cube.pages.items() if meta.tool == "choose"), "")


def way_to_compare(cube: Cube, sheet: Sheet, option: Option) -> str:
    """The address at which an option stands beside others; "" for what can't be picked."""
    page = chooser_page(cube)
    if not page or option not in options_compared(cube):
        return ""
    return sheet.link(page, "" if option.id == UNTREATED else f"options={option.id}")


@lru_cache(maxsize=32)
def rulers_of(cube: Cube, pair: Pair) -> Rulers:
    """The rulers of a question, the same whichever options stand side by side."""
    found = chain.from_iterable(short_of(cube, option, pair).extents for option in options_compared(cube))
    return rulers_for(found, cube.units)


def _scale(cube: Cube, pair: Pair) -> tuple[str, tuple[str, str]]:
    """The kind of all rulers of a question, "" where they differ or there are none, and their ends where it is time."""
    rulers = rulers_of(cube, pair)
    gauges = (rulers.gauge(short_of(cube, option, pair).extents) for option in options_compared(cube))
    kinds = {gauge.kind for gauge in gauges if gauge is not None}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return kind, rulers.ends if kind == "time" else ("", "")


def _answers(cube: Cube, sheet: Sheet, options: Iterable[Option], pair: Pair) -> list[Answer]:
    return [_answer(cube, sheet, option, pair) for option in options]


def _answer(cube: Cube, sheet: Sheet, option: Option, pair: Pair) -> Answer:
    short = short_of(cube, option, pair)
    return Answer(option, pair[1], digest_view(cube, sheet, short), rulers_of(cube, pair).gauge(short.extents))


def _trials(cube: Cube, sheet: Sheet, pairs: Iterable[tuple[Option, Option]]) -> Iterator[Trials]:
    """Of each of these pairs what was found where one was set against the other, if anything was."""
    asked = {measure.id for measure, _ in questions_compared(cube)}
    sure = (fact for fact in cube.facts.values() if fact.checked == "twice" and fact.against is not None)
    between = grouped((frozenset((fact.option, fact.against)), fact) for fact in sure)
    for one, other in pairs:
        if found := between.get(frozenset((one.id, other.id))):
            found = sorted(found, key=lambda fact: (_weight(cube, fact), fact.measure not in asked))
            views = [finding_view(cube, sheet, fact) for fact in found]
            yield Trials(one, other, views[:OPEN], views[OPEN:])


def _weight(cube: Cube, fact: Fact) -> int:
    """How much its kind of study tells of two options beside each other; 0 tells most, whatever was found."""
    designs = {cube.references[source].design for source in fact.sources}
    return next((place for place, of in enumerate(LADDER) if not designs.isdisjoint(of)), len(LADDER))
