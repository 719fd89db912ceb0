"""What may stand together: one unit and one denominator in a value, what the heading names in a column, no comparison alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from macros.calls import BadCall, render_page
from macros.load import Cube
from macros.render.site import Site
from tests.site.oracle import COUNTED, DAYS, WORDS, facts, table
from tests.site.test_numbers import pages

COMPARING = ("difference", "risk-ratio", "odds-ratio")


def units_of(ids: str) -> set[str]:
    """The units of the facts behind a value."""
    return {facts()[id_]["value"]["unit"] for id_ in ids.split()}


def counted_in(unit: str) -> str:
    """What a unit counts or measures, as people say it: its denominator, else its own word."""
    if unit == "points-0-10":
        return "points"
    return COUNTED.get(unit, WORDS.get(unit, unit))


def compares(fact: dict) -> bool:
    """Whether a fact sets two things against each other, so that its number says nothing of one alone."""
    return "against" in fact or fact["form"] in COMPARING


def test_each_part_that_names_facts_is_a_value_or_a_sentence_so_the_walk_misses_none(material: Path) -> None:
    for page, html in pages(material):
        named = html.css("[data-facts]")
        # The drawings, and the number of the others beside a chance, are read by tests of their own.
        read = html.css(
            ".value[data-facts], .say[data-facts], .people[data-facts], .chance .others[data-facts], .shape[data-facts], .dot[data-facts]"
        )
        assert len(named) == len(read), page
        assert all((node.attributes["data-facts"] or "").strip() for node in named), page
        assert len(html.css(".value")) == len(html.css(".value[data-facts]")), page


def test_no_value_mixes_units_or_what_is_counted(material: Path) -> None:
    walked, mixed = 0, []
    for page, html in pages(material):
        for node in html.css(".value"):
            units = units_of(node.attributes["data-facts"] or "")
            walked += 1
            if len({table("units")[unit]["kind"] for unit in units}) > 1 or (not units <= set(DAYS) and len(units) > 1):
                mixed.append((page, node.attributes["data-facts"], units))
    assert mixed == []
    assert walked > 200


def counted_at_once(view: LexborNode) -> set[str]:
    """What the large figures of one row, cell or card count."""
    values = view.css(".extent-first .value")
    return {counted_in(unit) for value in values for unit in units_of(value.attributes["data-facts"] or "") - set(DAYS)}


def test_no_view_counts_two_things_in_large_figures(material: Path) -> None:
    seen = [
        (page, counted_at_once(view))
        for page, html in pages(material)
        for view in html.css(".fact, .choice-table td, .card")
    ]
    assert [(page, counted) for page, counted in seen if len(counted) > 1] == []
    assert sum(len(counted) for _, counted in seen) > 100


def in_heading(unit: str, heading: str) -> bool:
    """Whether a heading names what a unit counts, or, of times, a stretch that it lies in: "hours to months"."""
    if unit not in DAYS:
        return counted_in(unit) in heading
    named = sorted(DAYS[word] for word in DAYS if re.search(rf"\b{word}\b", heading))
    return bool(named) and (named[0] <= DAYS[unit] <= named[-1] if " to " in heading else DAYS[unit] in named)


def test_a_column_holds_only_what_its_heading_names(material: Path) -> None:
    walked, strange = 0, []
    for page, html in pages(material):
        for compared in html.css(".compare-table"):
            headings = [node.text() for node in compared.css("thead th .unit")]
            for row in compared.css("tbody tr"):
                for heading, cell in zip(headings, row.css("td"), strict=True):
                    for node in cell.css(".value"):
                        walked += 1
                        units = units_of(node.attributes["data-facts"] or "")
                        strange += [(page, heading, unit) for unit in units if not in_heading(unit, heading)]
    assert strange == []
    assert walked > 150


@pytest.mark.parametrize(
    ("unit", "heading", "named"),
    [("days", "hours to months", True), ("years", "hours to months", False), ("days", "weeks or months", False),
     ("per-100-sides", "people or sessions", False), ("per-100-sides", "people or sides of the face", True)],
)  # fmt: skip
def test_a_heading_is_read(unit: str, heading: str, *, named: bool) -> None:
    assert in_heading(unit, heading) is named


def test_a_comparison_stands_nowhere_as_a_value_of_its_own(material: Path) -> None:
    assert sum(compares(fact) and "value" in fact for fact in facts().values()) > 10
    for page, html in pages(material):
        for node in html.css(".value"):
            assert not [id_ for id_ in (node.attributes["data-facts"] or "").split() if compares(facts()[id_])], page


def test_a_comparison_can_not_be_shown_as_a_value(cube: Cube) -> None:
    id_ = next(id_ for id_, fact in facts().items() if compares(fact) and "value" in fact)
    body = f'{{{{ state_fact("{id_}", "value") }}}}'
    with pytest.raises(BadCall, match="compares"):
        render_page(Site(cube), "index.md", body)
    plain = cube.facts[id_].model_copy(update={"against": None, "form": "level"})
    other = replace(cube, facts={**cube.facts, id_: plain})
    assert 'class="value"' in render_page(Site(other), "index.md", body).text
