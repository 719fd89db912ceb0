"""What the tools take from the facts: the options' cells, the published times, and no more script than allowed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube
from macros.model.choose import rows
from macros.render.sheet import Sheet
from macros.render.tools import CHOICES, planner, rule_against_planner
from publish.beside.choices import FOLDER, SCRIPT
from tests.conftest import ROOT
from tests.site.oracle import expected, facts

KB = 1024
SCRIPTS = 12 * KB
OPTION = 16 * KB


def choice(site: Path, option: str) -> LexborHTMLParser:
    """The cells of an option, from its script."""
    text = (site / FOLDER / f"{option}.js").read_text(encoding="utf-8")
    cells = json.loads(text.removeprefix(f"{SCRIPT}[{json.dumps(option)}]=").removesuffix(";\n"))
    return LexborHTMLParser(f"<table><tbody><tr>{cells}</tr></tbody></table>")


def choices(site: Path) -> list[str]:
    return sorted(path.stem for path in (site / FOLDER).iterdir())


def test_every_option_can_be_chosen_and_answers_every_question(material: Path, cube: Cube) -> None:
    assert choices(material) == sorted(option.id for option in rows(cube, CHOICES))
    for option in choices(material):
        cells = choice(material, option).css("td")
        assert [cell.attributes["data-question"] for cell in cells] == list(cube.columns)
        assert all(cell.text().strip() for cell in cells)


def test_every_number_in_a_cell_recomputes_from_its_facts(material: Path) -> None:
    walked = 0
    for option in choices(material):
        html = choice(material, option)
        for node in html.css(".value"):
            assert node.text() == expected((node.attributes["data-facts"] or "").split(), node.text()), option
            walked += 1
        for node in html.css(".finding"):
            fact = facts()[node.css_first(".say").attributes["data-facts"] or ""]
            assert node.css_first(".say").text() == fact["statement"]
            assert fact["who"] in node.css_first(".who").text()
            assert node.attributes["data-certainty"] == fact["certainty"]
            assert node.attributes["data-people"] == fact.get("people", "")
            assert (node.attributes["data-skin"] or "").split() == [str(type_) for type_ in fact.get("skin", ())]
            assert node.css_first(".sources").text().strip() != "Source:"
    assert walked > 100


def test_a_summary_rests_on_the_findings_that_are_marked(material: Path) -> None:
    for option in choices(material):
        for cell in choice(material, option).css("td"):
            behind = {
                id_
                for node in cell.css(".choice-summary [data-facts]")
                for id_ in (node.attributes["data-facts"] or "").split()
            }
            marked = {node.css_first(".say").attributes["data-facts"] for node in cell.css(".finding[data-summed]")}
            assert behind == marked, option


def test_the_options_are_the_same_after_either_engine(material: Path, zensical: Path) -> None:
    for option in choices(material):
        assert (material / FOLDER / f"{option}.js").read_bytes() == (zensical / FOLDER / f"{option}.js").read_bytes()


def test_the_scripts_of_a_page_are_small(material: Path) -> None:
    for path in material.rglob("index.html"):
        named = [
            node.attributes["src"] or ""
            for node in LexborHTMLParser(path.read_text(encoding="utf-8")).css("script[src]")
        ]
        assert sum(len(gzip.compress((path.parent / name).read_bytes(), 6)) for name in named) < SCRIPTS, path
        assert len(named) <= 2
    for path in (material / FOLDER).iterdir():
        assert len(gzip.compress(path.read_bytes(), 6)) <= OPTION, path.name


def test_no_tool_is_a_form_that_could_send_something(material: Path) -> None:
    for page in ("compare/choose", "planner", "decide"):
        html = LexborHTMLParser((material / page / "index.html").read_text(encoding="utf-8"))
        assert html.css("article form") == []
        # Of ticks the scripts take care: HTML has no such attribute for them.
        assert (
            html.css("article :is(input, select, textarea):not([type=checkbox], [type=radio], [autocomplete=off])")
            == []
        )


def test_every_laser_has_its_times_and_every_date_its_figure(material: Path, cube: Cube) -> None:
    html = LexborHTMLParser((material / "planner/index.html").read_text(encoding="utf-8"))
    lasers = [option.id for option in cube.options.values() if option.kind == "laser"]
    assert [node.attributes["data-laser"] for node in html.css(".times")] == lasers
    for date in html.css(".date"):
        line = date.prev
        while line.tag == "-text":
            line = line.prev
        ids = (line.css_first(".value").attributes["data-facts"] or "").split()
        units = {facts()[id_]["value"]["unit"] for id_ in ids}
        assert {(date.attributes[f"data-{end}"] or "").split(" ")[1] for end in ("low", "high")} == units


def test_where_a_rule_is_against_it_the_times_stand_without_dates(cube: Cube) -> None:
    rule = rule_against_planner(cube, "AU")
    assert rule is not None
    off = LexborHTMLParser(planner(cube, Sheet("planner.md"), off=rule))
    on = LexborHTMLParser(planner(cube, Sheet("planner.md")))
    assert off.css("select, input, button, .date, .tool-status") == []
    assert on.css("#planner-laser, #planner-day, #planner-save, .date")
    assert rule.rule in off.css_first(".callout").text()
    assert off.css_first(".callout a").attributes["href"] == rule.source_url
    assert [node.text() for node in off.css(".value")] == [node.text() for node in on.css(".value")]


@pytest.mark.parametrize("country", [None, "GB", "DE"])
def test_elsewhere_nothing_is_against_it(cube: Cube, country: str | None) -> None:
    assert rule_against_planner(cube, country) is None


def test_words_that_the_scripts_speak_stand_in_the_pages() -> None:
    for name in ("choose", "planner", "decide"):
        text = (ROOT / f"docs/assets/js/{name}.js").read_text(encoding="utf-8")
        assert "innerHTML" not in text.replace("template.innerHTML = window.DANGER_OR_MIRACLE_OPTIONS[id]", "")
