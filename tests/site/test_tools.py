"""What the tools take from the facts: the options' cells, the published times, and no more script than allowed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube
from macros.model.choose import rows
from macros.render.chooser import CHOICES, questions_compared
from macros.render.sheet import Sheet, url_of
from macros.render.site import Site
from macros.render.tools import open_tool
from publish.beside.choices import FOLDER, SCRIPT
from tests.conftest import read_page
from tests.projects import SHIPPED
from tests.site.oracle import facts
from tests.site.test_links import ids as anchors
from tests.unit.test_clinic_views import clinic

KB = 1024
SCRIPTS = 12 * KB
OPTION = 16 * KB


def choice(site: Path, option: str) -> Mapping[str, str]:
    """What the chooser loads of an option: its cells and its trials."""
    text = (site / FOLDER / f"{option}.js").read_text(encoding="utf-8")
    found: Mapping[str, str] = json.loads(text.removeprefix(f"{SCRIPT}[{json.dumps(option)}]=").removesuffix(";\n"))
    return found


def cells_of(site: Path, option: str) -> LexborHTMLParser:
    """The cells of an option as the chooser draws them."""
    return LexborHTMLParser(f"<table class='choice-table'><tr>{choice(site, option)['cells']}</tr></table>")


def trials_of(site: Path, option: str) -> LexborHTMLParser:
    return LexborHTMLParser(f"<dl>{choice(site, option)['trials']}</dl>")


def choices(site: Path) -> list[str]:
    return sorted(path.stem for path in (site / FOLDER).iterdir())


def test_every_option_can_be_chosen_and_answers_every_question(material: Path, cube: Cube) -> None:
    assert choices(material) == sorted(option.id for option in rows(cube, CHOICES))
    asked = [
        "good-result", "little-change", "frequency-dark-marks", "frequency-light-patches",
        "duration-erythema", "downtime", "treatment-pain", "sessions",
    ]  # fmt: skip
    assert [column.id for _, column in questions_compared(cube)] == asked
    for option in choices(material):
        cells = cells_of(material, option).css("td")
        assert [cell.attributes["data-cell"] for cell in cells] == [f"{option} {column}" for column in asked]
        assert all(cell.text().strip() for cell in cells)


def test_every_pair_of_options_has_all_that_set_one_against_the_other(material: Path, cube: Cube) -> None:
    order = [option.id for option in rows(cube, CHOICES)]
    made, told = {}, {}
    for fact in facts().values():
        pair = tuple(sorted({fact.get("option"), fact.get("against")} & set(order), key=order.index))
        if len(pair) == 2 and fact["checked"] == "twice":
            made.setdefault(pair, set()).add(fact["id"])
    for option in choices(material):
        for part in trials_of(material, option).css(".trial"):
            pair = (part.attributes["data-one"], part.attributes["data-other"])
            said = part.css("[data-facts]")
            told[pair] = {node.attributes["data-facts"] for node in said}
            assert all(node.text() == facts()[node.attributes["data-facts"] or ""]["statement"] for node in said)
            assert len(part.css(".know")) == len(said)
    assert told == made
    assert len(told) > 25


def test_what_stands_open_of_two_options_is_of_the_strongest_kind_of_study(material: Path, cube: Cube) -> None:
    ladder = (("systematic-review",), ("rct", "split-face-rct"))
    folded = 0
    for option in choices(material):
        for part in trials_of(material, option).css(".trial"):
            ids = [node.attributes["data-facts"] or "" for node in part.css("[data-facts]")]
            inside = {node.attributes["data-facts"] for node in part.css("details [data-facts]")}
            ranks = [
                min(
                    (place for place, of in enumerate(ladder) for source in facts()[id_]["sources"] if cube.references[source].design in of),
                    default=len(ladder),
                )
                for id_ in ids
            ]  # fmt: skip
            assert ranks == sorted(ranks), (option, ids)
            assert [id_ in inside for id_ in ids] == [False] * len(ids[:2]) + [True] * len(ids[2:])
            folded += len(inside)
    assert folded > 10


def test_every_way_to_a_passport_leads_there_from_the_page_that_shows_it(material: Path) -> None:
    start, known, walked = material / "compare/choose", dict[Path, set[str]](), 0
    for option in choices(material):
        for html in (cells_of(material, option), trials_of(material, option)):
            for link in html.css("a"):
                address, _, anchor = (link.attributes["href"] or "").partition("#")
                file = (start / address / "index.html").resolve()
                assert anchor.startswith("finding-")
                assert anchor in known.setdefault(file, anchors(file)), (option, address, anchor)
                walked += 1
    assert walked > 150


def test_a_guide_leads_to_its_own_option_beside_others(material: Path, cube: Cube) -> None:
    ways = 0
    for option in rows(cube, CHOICES):
        page = read_page(material, url_of(option.page or ""))
        for box in page.css(f'.facts-first:has([data-cell^="{option.id} "])'):
            link = [node.attributes["href"] for node in box.css(".ways a") if "Compare it" in node.text()]
            assert len(link) == 1 and (link[0] or "").endswith(f"compare/choose/#options={option.id}"), option.id
            ways += 1
    assert ways > 10


def test_each_certainty_is_that_of_the_least_certain_finding(material: Path) -> None:
    levels = ("high", "moderate", "low", "expert")
    walked = 0
    for option in choices(material):
        for cell in cells_of(material, option).css("td:has(.extent)"):
            told = {id_ for node in cell.css(".digest [data-facts]") for id_ in (node.attributes["data-facts"] or "").split()}  # fmt: skip
            least = max((facts()[id_]["certainty"] for id_ in told), key=levels.index)
            (way,) = cell.css("a.know")
            level = (way.attributes["class"] or "").rpartition("moon-")[2]
            behind = (way.attributes["href"] or "").partition("#finding-")[2]
            assert behind in told and levels.index(level) >= levels.index(least), (option, told)
            # Where it is told of what is shown, it leads to a finding that is no surer than the whole.
            assert level != least or facts()[behind]["certainty"] == level, (option, behind)
            walked += 1
    assert walked > 60


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
        html = read_page(material, page)
        assert html.css("article form") == []
        # Of ticks the scripts take care: HTML has no such attribute for them.
        assert (
            html.css("article :is(input, select, textarea):not([type=checkbox], [type=radio], [autocomplete=off])")
            == []
        )


def test_every_laser_has_its_times_and_every_date_its_figure(material: Path, cube: Cube) -> None:
    html = read_page(material, "planner")
    lasers = [option.id for option in cube.options.values() if option.kind == "laser"]
    assert [node.attributes["data-laser"] for node in html.css(".times")] == lasers
    for date in html.css(".date"):
        line = date.prev
        while line.tag == "-text":
            line = line.prev
        ids = (line.css_first(".value").attributes["data-facts"] or "").split()
        units = {facts()[id_]["value"]["unit"] for id_ in ids}
        assert {(date.attributes[f"data-{end}"] or "").split(" ")[1] for end in ("low", "high")} == units


def planner_in(cube: Cube, country: str | None) -> LexborHTMLParser:
    """The planner of a clinic in this country, or of nobody's site."""
    site = Site(cube, clinic=clinic(country=country) if country else None)
    return LexborHTMLParser(open_tool(site, Sheet("planner.md"), "planner"))


def test_where_a_rule_is_against_it_the_times_stand_without_dates(cube: Cube) -> None:
    rule = cube.countries["AU"].no_planner
    assert rule is not None
    off, on = planner_in(cube, "AU"), planner_in(cube, None)
    assert off.css("select, input, button, .date, .tool-status") == []
    assert on.css("#planner-laser, #planner-day, #planner-save, .date")
    assert rule.rule in off.css_first(".callout").text()
    assert off.css_first(".callout a").attributes["href"] == rule.source_url
    assert [node.text() for node in off.css(".value")] == [node.text() for node in on.css(".value")]


@pytest.mark.parametrize("country", [None, "GB", "DE"])
def test_elsewhere_nothing_is_against_it(cube: Cube, country: str | None) -> None:
    assert planner_in(cube, country).css_first("#planner-day")


def test_words_that_the_scripts_speak_stand_in_the_pages() -> None:
    for name in ("choose", "planner", "decide"):
        text = (SHIPPED / f"docs/assets/js/{name}.js").read_text(encoding="utf-8")
        assert "innerHTML" not in text.replace("template.innerHTML = html", "")
