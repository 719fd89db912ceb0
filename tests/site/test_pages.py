"""Each page is what the design asks for: the answer first, both sides, the gaps, the questions, the dates."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.calls import render_page
from macros.load import Cube
from macros.render.sheet import url_of
from macros.render.views import VIEWS
from macros.usage import read_site
from tests.projects import SHIPPED

# Pages about the site and tools, which promise nothing; the start page tells how sure all is in its own words.
NO_CHOICE = {
    "questions/", "compare/choose/", "decide/", "planner/", "other/camouflage/", "other/other-treatments/",
    "other/plasma/", "about/", "privacy/", "accessibility/", "imprint/", "when-to-call/", "how-we-know/",
}  # fmt: skip
NO_GAPS = {"", "questions/", "when-to-call/", "handout/", "imprint/"}
# The tables of questions that ask what one gains, and what it costs.
PROMISE, DANGER = {"benefit", "scores"}, {"pigment", "harm", "infection", "recovery", "effort"}


def headings(page: LexborHTMLParser) -> list[str]:
    return [node.text().strip() for node in page.css("article h2")]


def test_the_answer_stands_first(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in pages.items():
        parts = [
            node.tag if node.tag == "h1" else node.attributes.get("class") for node in page.css_first("article").iter()
        ]
        assert parts[:2] == ["h1", "answer"], name


def test_promise_and_danger_stand_side_by_side(pages: dict[str, LexborHTMLParser], cube: Cube) -> None:
    rows = 0
    for name, page in guides(pages):
        kinds = [node.attributes["class"] for node in page.css(".cards > .card")]
        assert kinds in ([], ["card card-promise", "card card-danger"]), name
        cells = [(node.attributes["data-cell"] or "").split()[1] for node in page.css(".facts-first [data-cell]")]
        asked = {cube.columns[column][1].group for column in cells}
        assert not cells or name in NO_CHOICE or (asked & PROMISE and asked & DANGER), name
        assert kinds or cells or name in NO_CHOICE, name
        rows += bool(cells)
    assert rows > 15


def test_every_guide_says_what_is_not_known_and_leads_to_what_to_ask(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in guides(pages):
        assert "What we do not know" in headings(page) or name in NO_GAPS, name
        asks = page.css("article .questions li, article #my-questions, article a[href$='questions/']")
        assert asks or name in NO_GAPS | {"questions/"}, name


def guides(pages: dict[str, LexborHTMLParser]) -> Iterator[tuple[str, LexborHTMLParser]]:
    """The pages that are read from top to bottom."""
    return ((name, page) for name, page in pages.items() if not page.css_first("article[data-kind]"))


def test_every_page_ends_with_its_dates_its_edition_and_how_to_report(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in pages.items():
        foot = page.css_first(".page-foot").text()
        assert all(
            words in foot
            for words in ("Last checked", "Next check", "No clinician has reviewed this page yet", "Edition")
        ), name
        assert len(page.css(".page-foot time[datetime]")) == 2
        assert page.css_first(".page-foot a.report").attributes["href"]


def test_the_foot_of_a_path_leads_on_whichever_option_is_read(pages: dict[str, LexborHTMLParser], cube: Cube) -> None:
    start, compare, _, risks, decide = cube.paths["deciding"].pages
    options = {option.page for option in cube.options.values() if option.page}
    beside = {start: [("next", compare)], decide: [("prev", risks)]}
    # Nobody knows which option a reader came from.
    beside[risks] = [("prev", compare), ("next", decide)]
    beside |= {page: [("prev", compare), ("next", risks)] for page in options}
    for page, ways in beside.items():
        found = pages[url_of(page).removeprefix("./")].css(".page-foot .steps a")
        led = [(way.attributes["rel"], urljoin(f"/{url_of(page)}", way.attributes["href"] or "")) for way in found]
        assert led == [(relation, urljoin("/", url_of(to))) for relation, to in ways], page


def test_every_page_has_one_first_heading_and_skips_no_level(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in pages.items():
        levels = [int(node.tag[1]) for node in page.css("article h1, article h2, article h3, article h4")]
        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), name


def test_doing_nothing_is_the_first_row_of_every_comparison(pages: dict[str, LexborHTMLParser]) -> None:
    tables = [table for page in pages.values() for table in page.css(".compare-table:not(.choice-table)")]
    assert len(tables) >= 5
    for table in tables:
        assert table.css_first("tbody th").text() == "Doing nothing"
        assert 3 <= len(table.css("thead th")) <= 6


def test_every_laser_stands_in_every_comparison_of_lasers(pages: dict[str, LexborHTMLParser], cube) -> None:
    lasers = [option.name for option in cube.options.values() if option.kind == "laser"]
    for table in pages["compare/lasers/"].css(".compare-table"):
        assert [cell.text() for cell in table.css("tbody th")][1:] == lasers


def test_the_glossary_has_every_effect_with_its_kind(pages: dict[str, LexborHTMLParser], cube) -> None:
    for effect in cube.effects.values():
        page = pages["glossary-complications/" if effect.kind == "complication" else "glossary/"]
        heading = page.css_first(f"h3#{effect.id}")
        assert heading.text().lower() == effect.name.lower()
        entry = heading.next
        while entry.tag != "div":
            entry = entry.next
        assert entry.css_first(".kind").text() == effect.kind
        assert effect.medical == effect.name or effect.medical in entry.text()


def test_the_glossary_says_when_to_call_for_each_effect_that_a_source_names(
    pages: dict[str, LexborHTMLParser], cube
) -> None:
    shown = {
        id_
        for name in ("glossary/", "glossary-complications/")
        for node in pages[name].css("[data-facts]")
        for id_ in (node.attributes["data-facts"] or "").split()
    }
    assert {fact.id for fact in cube.facts.values() if fact.measure == "call-when" and fact.effect} <= shown


def test_the_words_for_skin_are_those_of_the_design(pages: dict[str, LexborHTMLParser]) -> None:
    wrong = re.compile(
        r"\b(?:dark|darker|light|lighter|fair|pale)[- ]skinned|\b(?:dark|darker|lighter) skin\b|skin of colou?r",
        re.IGNORECASE,
    )
    found = []
    for name, page in pages.items():
        for node in page.css(".references, .evidence, .passport .source"):  # titles of papers are their authors' words
            node.decompose()
        found += [(name, hit[0]) for hit in wrong.finditer(page.body.text())]
    assert found == []


def test_front_matter_keys_shadow_no_macro() -> None:
    for path in (SHIPPED / "docs").rglob("*.md"):
        front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        assert not set(front) & set(VIEWS), path


def test_every_page_can_say_that_its_check_is_overdue_and_where_newer_numbers_may_be(
    pages: dict[str, LexborHTMLParser],
) -> None:
    for name, page in pages.items():
        mark = page.css_first(".page-foot time.next-check").parent.css_first(".overdue[hidden]")
        target = urljoin(f"http://site/{name}", mark.css_first("a").attributes["href"])
        assert target == "http://site/about/#newer", name
    assert pages["about/"].css_first("h2#newer") is not None


def test_the_projects_own_address_leads_there_once_it_is_known() -> None:
    site = read_site(SHIPPED, newer="https://project.test/")
    foot = LexborHTMLParser(render_page(site, "index.md", "{{ close_page() }}").text)
    assert [a.attributes["href"] for a in foot.css(".overdue a")] == ["https://project.test/"]


def test_what_only_leads_on_is_left_off_paper(pages: dict[str, LexborHTMLParser]) -> None:
    stays = ".way, .ways, .answer, .page-foot p, .fact-group, .tool-call"
    left = [
        f"{name}: {paragraph.text()}"
        for name, page in pages.items()
        if not name.startswith("since/")  # where a sheet leads, which is read on a screen
        for paragraph in page.css(f"article p:not({stays}):has(a[href])")
        if not words_beside_links(paragraph)
    ]
    assert left == []


def words_beside_links(paragraph: LexborNode) -> str:
    """The words of a paragraph that are no link's."""
    words = paragraph.text()
    for link in paragraph.css("a[href]"):
        words = words.replace(link.text(), "", 1)
    return words.strip(" .,\n")
