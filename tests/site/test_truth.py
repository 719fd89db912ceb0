"""One truth over all pairs of an option and a question: nothing hidden, nothing worse folded, one headline everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.load import Cube
from macros.model.headline import cell_of
from tests.site.oracle import DAYS, facts, table
from tests.site.oracle_headline import (
    Told,
    asks,
    badness,
    beside_untreated,
    figures,
    headline,
    kind,
    known,
    parts,
    questions,
    worst,
)
from tests.site.test_numbers import pages

LIGHT = ("wavelength", "target", "depth")
NO_FIGURE = re.compile("no figure", re.IGNORECASE)
# What stands beside a figure and belongs to the headline.
WORDS = ".worse, .class-mark, .value, .say, .mark, .who"
# What is printed is a whole number of a hundred.
HALF = Decimal("0.5")
# A headline whole, line by line; told from end to end, where a page begins; and in figures alone, beside a ruler.
WHOLE, DIGEST, BRIEF = ".headline", ".digest", ".brief"
FORMS = (WHOLE, DIGEST, BRIEF)


# Where there is little room the same is said in short.
IN_SHORT = {
    "no figure found": "We found no figure we could check",
    "Found, but checked only once so far.": "One finding, which only one of us has checked so far. See all findings.",
}  # fmt: skip


@cache
def answers(site: Path) -> tuple[tuple[str, str, str, LexborNode], ...]:
    """Each answer of the site: its page, its option, its question, and its part of the page."""
    return tuple(
        (page, *(node.attributes["data-cell"] or "").split(), node)
        for page, html in pages(site)
        for node in html.css("[data-cell]")
    )  # type: ignore[return-value]


def whole(site: Path) -> Iterator[tuple[str, str, str, LexborNode]]:
    """The answers that stand as a whole; in a chart each line stands for itself, and what was not measured is a list."""
    return (one for one in answers(site) if not is_drawn(one[3]) and one[3].tag != "span")


def is_drawn(node: LexborNode) -> bool:
    return "phase-row" in (node.attributes.get("class") or "")


def ids(node: LexborNode) -> frozenset[str]:
    return frozenset((node.attributes["data-facts"] or "").split())


def shown(node: LexborNode) -> list[Told]:
    """The lines of figures of an answer, each with its facts and whether it is named as worse."""
    lines = [line for line in node.css(".headline .line, .digest .extent, .brief .extent") if line.css_first(".value")]
    return [(ids(line.css_first(".value")), line.css_first(".worse") is not None) for line in lines]


def open_facts(node: LexborNode) -> set[str]:
    """The facts that stand open in an answer."""
    return {
        id_ for one in node.css(".headline [data-facts], .digest [data-facts], .brief [data-facts]") for id_ in ids(one)
    }


def hides(option: str, column: str, node: LexborNode) -> bool:
    """Whether it says that nothing was found, or shows nothing, though the data hold something."""
    sure, once = known(option, column)
    empty = node.css_first(".empty")
    told = "" if empty is None else empty.text()
    applies = headline(option, column) != "does-not-apply"
    return applies and bool((NO_FIGURE.search(told) and (sure or once)) or (sure and not open_facts(node)))


def folds(option: str, column: str, node: LexborNode) -> list[str]:
    """The figures that are worse than all that stands open, though they can be compared with it."""
    told = [facts()[id_] for line, _ in shown(node) for id_ in line]
    worse = []
    for fact in figures(option, column):
        limit = worst(column, [one for one in told if kind(one) == kind(fact)])
        ends = [badness(column, span) for _, span in parts(fact)]
        worse += [fact["id"] for end in ends if limit is not None and end is not None and end > limit]
    return worse


def differs(option: str, column: str, node: LexborNode) -> bool:
    """Whether an answer's headline is another than the rules make of the raw facts."""
    made = headline(option, column)
    if isinstance(made, list):
        return not is_digest_of(shown(node), made) if node.css_first(f"{DIGEST}, {BRIEF}") else shown(node) != made
    if made == "words":
        return not open_facts(node) <= {fact["id"] for fact in known(option, column)[0]} or bool(shown(node))
    return bool(open_facts(node)) and "not studied" not in node.text()


def is_digest_of(told: list[Told], made: list[Told]) -> bool:
    """Whether a headline in short begins as the headline does, adds nothing to it, and names what it names as worse."""
    (open_, worse), (whole, named) = joined(told), joined(made)
    bars = Counter(facts()[id_].get("scale") for line, is_worse in made if not is_worse for id_ in line)
    begins = {facts()[id_].get("scale") for id_ in told[0][0]}
    return all(bars[bar] == max(bars.values()) for bar in begins) and open_ <= whole and worse == named


def joined(lines: list[Told]) -> tuple[frozenset[str], frozenset[str]]:
    """The facts of all lines, and those that are named as worse."""
    told = [frozenset().union(*(ids_ for ids_, worse in lines if worse in of)) for of in ((False, True), (True,))]
    return told[0], told[1]


def test_every_pair_has_its_answer_somewhere(material: Path) -> None:
    found = {(option, column) for _, option, column, _ in answers(material)}
    options = [one["id"] for one in table("options").values() if one["kind"] not in ("class", "any-laser")]
    # Which light it is, is asked of lasers; what was found of others stands on their page of all findings.
    asked = {
        (option, column)
        for option in options
        for column in questions()
        if table("options")[option]["kind"] in ("laser", "none") or column not in LIGHT
    }
    assert asked <= found


def test_nothing_says_that_no_figure_was_found_where_the_data_hold_one(material: Path) -> None:
    assert [(p, o, c) for p, o, c, node in whole(material) if hides(o, c, node)] == []


def test_no_worse_figure_lies_folded_where_others_stand_open(material: Path) -> None:
    assert {(p, o, c, *found) for p, o, c, node in whole(material) if (found := folds(o, c, node))} == set()


def test_every_headline_is_what_the_rules_make_of_the_facts(material: Path) -> None:
    wrong = {(p, o, c) for p, o, c, node in whole(material) if differs(o, c, node)}
    assert wrong == set()


def test_all_pairs_are_answered_by_the_rules_also_those_that_no_page_asks(cube: Cube) -> None:
    wrong = []
    for option in cube.options.values():
        for column in cube.columns.values():
            cell, made = cell_of(cube, option, *column), headline(option.id, column[1].id)
            lines = [(frozenset(f.id for f in line.facts), line.worse) for line in cell.lines if line.shape != "words"]
            if (lines != made) if isinstance(made, list) else cell.state not in (made, "filled", "not-studied"):
                wrong.append((option.id, column[1].id, lines, made))
    assert wrong == []


def test_what_an_option_did_beside_an_untreated_group_stands_first(cube: Cube, material: Path) -> None:
    first = {
        (option.id, column[1].id): beside_untreated(option.id, column[1].id)
        for option in cube.options.values()
        for column in cube.columns.values()
        if figures(option.id, column[1].id) and beside_untreated(option.id, column[1].id)
    }
    assert ("filler", "good-result") in first
    walked = 0
    for page, option, column, node in whole(material):
        if (made := first.get((option, column))) and not node.css_first(f"{DIGEST}, {BRIEF}"):
            lines = [ids(line.css_first("[data-facts]")) for line in node.css(".headline .line")]
            assert set().union(*lines[: len(made)]) == made, (page, option, column)
            walked += 1
    assert walked >= len(first)


@pytest.mark.parametrize(("form", "least"), [(WHOLE, 600), (DIGEST, 30), (BRIEF, 15)])
def test_every_place_shows_the_same_headline_for_a_pair(material: Path, form: str, least: int) -> None:
    told: dict[tuple[str, str], dict[tuple[str, ...], str]] = {}
    others = ", ".join(one for one in FORMS if one != form)
    for page, option, column, node in whole(material):
        if node.css_first(others):
            continue
        lines = node.css_first(form)
        shown_words = (lines.css(WORDS) if lines else []) or node.css(".empty")
        words = tuple(in_full(" ".join(one.text().split())) for one in shown_words)
        told.setdefault((option, column), {}).setdefault(words, page)
    assert {pair: pages for pair, pages in told.items() if len(pages) > 1} == {}
    assert len(told) > least


def in_full(words: str) -> str:
    """What is said where there is little room, as it is said where there is more."""
    return IN_SHORT.get(words, words)


def test_a_headline_in_short_reaches_from_the_lowest_to_the_highest_of_its_figures(material: Path) -> None:
    """Each number of a digest is an end of a figure that it stands for, and no figure of its kind lies beyond it."""
    walked = 0
    for page, option, column, node in whole(material):
        for value in node.css(".digest .value, .brief .value"):
            told = [facts()[id_] for id_ in ids(value)]
            spans = [span for fact in told for _, span in parts(fact)]
            if kind(told[0]) != "share" or "none of the" in value.text():
                continue
            numbers = ends_in(value.text())
            low, high = min(span[0] for span in spans), max(span[1] for span in spans)
            assert abs(numbers[0] - low) <= HALF and abs(numbers[-1] - high) <= HALF, (
                page,
                option,
                column,
                numbers,
                low,
                high,
            )
            walked += 1
    assert walked > 30


def ends_in(words: str) -> list[Decimal]:
    """The shares in words, in hundredths: "5 to 50 in 100", "none of 20 to 12 of 13", "3 to 8 in 1,000", "7 percent"."""
    plain = words.replace(",", "")
    if found := re.findall(r"(none|\d+) of (\d+)", plain):
        return [100 * Decimal(number.replace("none", "0")) / Decimal(of) for number, of in found]
    told, _, of = plain.partition(" in ")
    hundred = Decimal(of.split()[0]) if of else Decimal(100)
    return [Decimal(number) * 100 / hundred for number in re.findall(r"[\d.]+", told)]


def test_a_chart_draws_every_line_of_its_headlines(material: Path) -> None:
    drawn: dict[tuple[str, str, str], list[frozenset[str]]] = {}
    for page, option, column, node in answers(material):
        if is_drawn(node):
            drawn.setdefault((page, option, column), []).append(ids(node.css_first(".value")))
    for (page, option, column), lines in drawn.items():
        made = headline(option, column)
        assert isinstance(made, list), (page, option, column)
        # A page can hold two charts of one option.
        assert set(lines) == {line_ids for line_ids, _ in made}, (page, option, column)
    assert len(drawn) > 10


def test_no_last_date_of_the_planner_comes_before_the_longest_headline(material: Path) -> None:
    walked = 0
    lasers = {one["id"] for one in table("options").values() if one["kind"] == "laser"}
    for _, option, column, node in (
        one for one in whole(material) if one[0] == "planner/index.html" and one[1] in lasers
    ):
        ends = [(date.attributes["data-high"] or "").split() for date in node.css(".date")]
        days = [float(number.replace(",", "")) * float(DAYS[unit]) for number, unit in ends]
        if days:
            longest = worst(column, [facts()[id_] for line, _ in shown(node) for id_ in line])
            # A printed number may be rounded by half of its unit.
            assert longest is not None and max(days) * 1.05 >= float(longest), (option, column)
            walked += 1
        assert bool(days) == bool(node.css(".value")), (option, column)
    assert walked >= 20


def test_what_one_reader_alone_has_checked_stands_in_no_headline(material: Path) -> None:
    assert [(p, id_) for p, _, _, node in answers(material) for id_ in open_facts(node) if facts()[id_]["checked"] == "once"] == []  # fmt: skip
    single = [(o, c) for o in table("options") for c in questions() if headline(o, c) == "once"]
    for page, option, column, node in whole(material):
        told = "Found, but checked only once" in node.text() or "only one of us has checked so far" in node.text()
        assert told == ((option, column) in single), (page, option, column)


def test_every_question_says_which_figure_is_worse() -> None:
    columns = [(m["id"], c["group"]) for m in table("measures").values() for c in m.get("columns", ())]
    assert [
        measure for measure, group in columns if group != "device" and "worse" not in table("measures")[measure]
    ] == []


def cell(inside: str) -> LexborNode:
    return LexborHTMLParser(f"<div>{inside}</div>").css_first("div")


def digest(*lines: Told) -> str:
    """A headline in short, each line as an extent of its own."""
    told = [f'<span class="extent">{"<b class=worse>Worse</b>" * worse}<span class="value" data-facts="{" ".join(ids_)}">1</span></span>' for ids_, worse in lines]  # fmt: skip
    return f'<p class="digest">{"".join(told)}</p>'


def line(ids_: frozenset[str], *, worse: bool = False) -> str:
    mark = '<b class="worse">Worse</b>' if worse else ""
    return f'<ul class="headline"><li class="line">{mark}<span class="value" data-facts="{" ".join(ids_)}">1</span></li></ul>'


def pairs_with_a_worse_line() -> Iterator[tuple[str, str, list[Told]]]:
    for option in table("options"):
        for column in questions():
            made = headline(option, column)
            if (
                isinstance(made, list)
                and len(made) == 2
                and made[1][1]
                and kind(facts()[next(iter(made[0][0]))]) == "share"
            ):
                yield option, column, made


def test_each_check_finds_what_it_is_for() -> None:
    option, column, made = next(pairs_with_a_worse_line())
    hidden, milder = cell('<span class="empty">We found no figure</span>'), cell(line(made[0][0]))
    right = cell("".join(line(ids_, worse=worse) for ids_, worse in made))
    assert hides(option, column, hidden)
    assert not hides(option, column, right)
    assert set(folds(option, column, milder)) >= made[1][0]
    assert folds(option, column, right) == []
    assert differs(option, column, milder)
    assert not differs(option, column, right)
    short = cell(digest(*made))
    assert (
        not differs(option, column, short) and folds(option, column, short) == [] and not hides(option, column, short)
    )
    assert differs(option, column, cell(digest(made[0]))) and folds(option, column, cell(digest(made[0])))
    assert differs(option, column, cell(digest(made[0], (made[1][0], False))))
    assert asks("duration-itch") == ("duration", "itch")
