"""The tools: what a reader compares, counts in dates and writes down. Their scripts show, hide and repeat; no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from macros.load.cube import Cube
from macros.load.records import Column, Fact, Feature, NoPlanner, Option
from macros.load.settings import Clinic
from macros.model.cells import ends_of
from macros.model.choose import NothingToShow, columns_of, pick, questions_about
from macros.model.digest import short_of
from macros.model.phases import RECOVERY
from macros.render.chooser import chooser
from macros.render.help import HELP
from macros.render.pieces import (
    CellView,
    FindingView,
    LineView,
    digest_view,
    finding_views,
    headline_view,
    option_target,
)
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import render
from macros.render.words import listed, short

Tool = Callable[..., str]

LEANINGS = ("nothing", "camouflage", "laser", "treatment", "unsure")
IMPORTANCE = ("not", "little", "lot", "unsure")
# What may help where somebody does not know, is not sure, or is not supported.
SURE = {"know": "compare/choose.md", "sure": "doing-nothing.md", "supported": "mood.md"}
# How many questions the worksheet offers to tick; it leads to all others.
MOST_ASKED = 5


End = tuple[str, str]


@dataclass(frozen=True)
class DatedLine:
    """A line of a cell, and its two ends as a printed number and a unit of time; none where it is told in words."""

    view: LineView
    ends: tuple[End, End] | None


@dataclass(frozen=True)
class TimesView:
    """One laser's published times: its name, its page, and each question with its cell and dated lines."""

    option: Option
    target: str
    answers: tuple[tuple[Column, CellView, tuple[DatedLine, ...]], ...]


def planner(site: Site, sheet: Sheet) -> str:
    """The published times of each laser; where no rule is against it, with the form that makes dates of them."""
    cube, off = site.cube, rule_against_planner(site.cube, site.clinic)
    lasers = [
        TimesView(option, option_target(sheet, option), tuple(_times(cube, sheet, option)))
        for option in cube.options.values()
        if option.kind == "laser"
    ]
    return render("planner.html", cube, lasers=lasers, off=off, offers=site.offers, call=sheet.link(HELP))


def rule_against_planner(cube: Cube, clinic: Clinic | None) -> NoPlanner | None:
    """The rule because of which a clinic in its country offers no date sums; none where there is none."""
    country = clinic.country if clinic is not None else None
    bound = (one for one in cube.countries.values() if country == one.id or country in one.members)
    return next((one.no_planner for one in bound if one.no_planner is not None), None)


def _times(cube: Cube, sheet: Sheet, option: Option) -> Iterator[tuple[Column, CellView, tuple[DatedLine, ...]]]:
    for measure, column in columns_of(cube, RECOVERY):
        view = headline_view(cube, sheet, option, (measure, column))
        yield column, view, tuple(_dated(cube, line) for line in view.lines)


def _dated(cube: Cube, view: LineView) -> DatedLine:
    """A line with its ends, where it is not told in words."""
    if view.line.shape == "words":
        return DatedLine(view, None)
    low, high = ends_of(view.line, cube.units)
    return DatedLine(view, (_end(low.low, low.fact), _end(high.high, high.fact)))


def _end(number: float, fact: Fact) -> End:
    """A number as it is printed, and the unit that it counts."""
    return short(number), fact.value.unit if fact.value is not None else ""


def leaning(site: Site, _: Sheet) -> str:
    """Where the reader may say the decision in own words, and which way it leans."""
    return render("leaning.html", site.cube, leanings=LEANINGS)


@dataclass(frozen=True)
class MatterView:
    """A feature: what some options mean for it in words, the headlines of others, and those that nobody measured."""

    feature: Feature
    told: tuple[tuple[str, str, list[FindingView]], ...]
    rows: tuple[tuple[Option, Column, CellView], ...]
    empty: tuple[tuple[Option, Column], ...]


def matters(site: Site, sheet: Sheet) -> str:
    """What may matter, each with what the options mean for it, and how much it matters to the reader."""
    views = [_matter(site.cube, sheet, feature) for feature in site.cube.features.values()]
    return render("matters.html", site.cube, views=views, levels=IMPORTANCE)


def _matter(cube: Cube, sheet: Sheet, feature: Feature) -> MatterView:
    pairs = [(cube.options[option], cube.columns[column]) for option in feature.headlines for column in feature.columns]
    asked = [(option, pair[1], short_of(cube, option, pair)) for option, pair in pairs]
    return MatterView(
        feature,
        tuple(_told(cube, sheet, feature)),
        tuple(
            (one, column, digest_view(cube, sheet, found))
            for one, column, found in asked
            if found.cell.state != "empty"
        ),
        tuple((option, column) for option, column, found in asked if found.cell.state == "empty"),
    )


def _told(cube: Cube, sheet: Sheet, feature: Feature) -> Iterator[tuple[str, str, list[FindingView]]]:
    """Names, words and findings; options of which the same words hold are told in one line."""
    for says, sides in groupby(feature.sides, key=lambda side: side.says or side.option):
        alike = list(sides)
        names = listed([cube.options[side.option].name for side in alike])
        yield names, says if alike[0].says else "", finding_views(cube, sheet, alike[0].facts)


def own_questions(site: Site, sheet: Sheet) -> str:
    """Questions to tick, and lines for the reader's own."""
    first = questions_about(site.cube, "deciding")[:MOST_ASKED]
    return render("own_questions.html", site.cube, questions=first, more=sheet.link("questions.md"))


def sure(site: Site, sheet: Sheet) -> str:
    """Do I know, am I sure, am I supported: each with what may help if not."""
    views = [(id_, sheet.link(page), site.cube.pages[page].title) for id_, page in SURE.items()]
    return render("sure.html", site.cube, views=views)


def summary(site: Site, _: Sheet) -> str:
    """The frame of the summary that repeats the reader's words, and what is kept of them."""
    return render("summary.html", site.cube)


TOOLS: Mapping[str, Tool] = {
    "choose": chooser,
    "planner": planner,
    "leaning": leaning,
    "matters": matters,
    "own-questions": own_questions,
    "sure": sure,
    "summary": summary,
}


def open_tool(site: Site, sheet: Sheet, name: str, *options: str) -> str:
    """A tool for the reader, or a part of one: options side by side (these at first), the dates, the worksheet."""
    if options and name != "choose":
        raise NothingToShow(f"the tool {name!r} takes no options, found {', '.join(options)}")
    return pick(TOOLS, name, kind="tool")(site, sheet, *options)
