"""A sheet of 0.2.0 held against the site of today: what the change log tells of its numbers stands on its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.load import Cube
from publish.edition import read_edition
from tests.conftest import read_page
from tests.projects import ROOT

# Numbers of which CHANGELOG.md says what they were and are, by the words of then and of now.
CHANGED = {
    "5 of 30 people with brown skin got dark marks": "5 of 36 people with brown skin got dark marks",
    "2 of 30 people got fine parallel scars": "2 of 36 people got fine parallel scars",
    "The odds were about 2 times as high": "The odds were about 1.8 times as high",
    "11 in 100 people called it a terrible experience": "3 of 27 people called it a terrible experience",
    "people had 3 or 5 sessions": "people had 3 sessions",
    "the skin closed in about 8 to 10 days": "skin closed about 10 days on average",
}
WITHDRAWN = ("79 in 100", "1 of 48", "2 months")
MORE = {
    "redness lasted 3 to 14 days.": "redness lasted 3 to 14 days. It had gone by 12 weeks.",
    "55 in 100 had scars that mattered": "87 in 100 had some scarring of the face. In 55 in 100 people",
    "none of 264 people": "1 of 121 and about 10 of 99",
}
SOONER = {"red-streaks": "Get help today", "bleeding": "Call when the clinic is open", "filler-block": "Not named"}


@pytest.fixture(scope="module")
def page(material: Path) -> LexborHTMLParser:
    return read_page(material, "since/0.2.0")


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def told(page: LexborHTMLParser, kind: str) -> list[tuple[str, str]]:
    """What the sheet said and what holds now, of each number of a kind."""
    numbers = page.css(f"section[aria-labelledby={kind}] .find")
    found = [(one.css_first(".was"), one.css_first(".say")) for one in numbers]
    return [(words(was) if was else "", words(now) if now else "") for was, now in found]


@pytest.mark.parametrize(("kind", "expected"), [("changed", CHANGED), ("more", MORE)])
def test_the_numbers_of_the_change_log_stand_there_old_beside_new(
    page: LexborHTMLParser, kind: str, expected: dict[str, str]
) -> None:
    found = told(page, kind)
    for was, now in expected.items():
        assert [after for before, after in found if was in before and now in after], was


def test_what_was_withdrawn_is_told_without_a_successor(page: LexborHTMLParser) -> None:
    found = told(page, "withdrawn")
    assert len(found) == 3 and {now for _, now in found} == {""}
    assert [part for part in WITHDRAWN if part not in " ".join(was for was, _ in found)] == []


def test_a_number_of_another_treatment_says_of_which_it_was(page: LexborHTMLParser) -> None:
    was = {one.css_first(".find-about").text(): words(one.css_first(".was")) for one in page.css("#moved ~ ol .find")}
    moved = [about for about, words_of_then in was.items() if words_of_then.startswith("Fractional CO2 laser · ")]
    assert len(moved) == 2 and not [about for about in moved if "Fractional CO2 laser ·" in about]


def test_the_answer_counts_what_follows(page: LexborHTMLParser) -> None:
    answer = words(page.css_first(".answer"))
    for kind, said in (("changed", "numbers have changed"), ("withdrawn", "numbers were withdrawn")):
        assert f"{len(told(page, kind))} {said}" in answer
    sooner = page.css("#signs ~ ul > li")
    assert f"{len(sooner)} warning signs are new or more urgent" in answer
    was = {sign.attributes["data-sign"]: words(sign.css_first(".was")) for sign in sooner}
    assert {sign: text for sign, text in SOONER.items() if not was[sign].startswith(text)} == {}


def test_each_sheet_leads_to_its_own_numbers(page: LexborHTMLParser, cube: Cube) -> None:
    shown = {one.title: set(one.facts) for one in cube.editions["0.2.0"].pages}
    sheets = {words(one.css_first("b")): one for one in page.css(".since-sheets li")}
    handout = words(sheets["Laser for acne scars, on one page"])
    assert handout.startswith("Laser for acne scars, on one page: another number first")
    (first,) = sheets["Laser for acne scars, on one page"].css("a")
    assert "12 of 33 people" in words(page.css_first(str(first.attributes["href"])))
    rows = {f"#{one.attributes['id']}": one for one in page.css(".find[id]")}
    for title, sheet in sheets.items():
        told_of = [rows[str(link.attributes["href"])].css_first("dd .say") for link in sheet.css("a")]
        assert {str(say.attributes["data-facts"]) for say in told_of if say} <= shown[title], title
        assert told_of, title


def test_each_page_names_its_edition_and_leads_from_it_to_what_has_changed(material: Path) -> None:
    release = read_edition(ROOT).release
    for name, up in (("", ""), ("lasers/fractional-co2/", "../../")):
        html = read_page(material, name)
        link = html.css(".page-foot dd")[-1].css_first("a")
        assert (words(link), link.attributes["href"]) == (release, f"{up}since/{release}/")
        # Without an address there is nothing to scan.
        assert not html.css(".paper, .qr")
