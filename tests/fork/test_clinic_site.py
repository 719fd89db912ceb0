"""A built site in a clinic's name, in both engines: contact on each page, its words as words, and the neutral site without them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube
from macros.load.phones import tel_address
from publish.beside.built_pages import parse
from publish.edition import read_edition
from tests.codes import read_drawn
from tests.conftest import pages_of
from tests.fork.hostile import ADDRESS, BASE, HEAD, MAIL, TEXT
from tests.projects import ROOT

OWN = ("clinic/rooms/", "clinic/how-to-find-us/")
Pages = dict[str, LexborHTMLParser]


def read_pages(site: Path) -> Pages:
    """Every page of a site by its address, and the page for what is not found."""
    names = {page: site / page / "index.html" for page in pages_of(site)} | {"404": site / "404.html"}
    return {name: parse(path) for name, path in names.items()}


@pytest.fixture(scope="module")
def pages(clinic_site: Path) -> Pages:
    return read_pages(clinic_site)


def words(node: Any) -> str:
    return " ".join(node.text().split())


def test_contact_stands_in_the_same_place_on_each_page(pages: Pages) -> None:
    said = {words(page.css_first("footer.site-footer > .contact")) for page in pages.values()}
    assert len(said) == 1
    found = said.pop()
    for text in ("020 7946 0000 (from abroad +44 20 7946 0000)", "020 7946 0001", "EX1 1ZZ", MAIL):
        assert text in found
    # The name, the street, the town, the hours, how to complain, and to whom.
    assert found.count(TEXT) >= 6
    for page in pages.values():
        addresses = [unquote(link.attributes["href"] or "") for link in page.css(".contact a")]
        assert {"tel:+442079460000", "tel:+442079460001", f"mailto:{MAIL}", unquote(ADDRESS)} == set(addresses)


def test_each_foot_leads_to_privacy_and_who_is_behind_it_and_to_an_imprint_only_where_one_is_looked_for(
    pages: Pages,
) -> None:
    for name, page in pages.items():
        assert [words(link) for link in page.css(".site-links a")] == [
            "Who is behind this site",
            "Privacy",
            "Accessibility",
        ], name


def test_a_page_of_the_clinic_joins_the_menu(pages: Pages) -> None:
    for name, page in pages.items():
        sections = {words(node.css_first("summary")): node for node in page.css("li.nav-section")}
        links = sections["This clinic"].css("a")
        assert [words(link) for link in links] == ["How to find us", HEAD["title"]], name
        assert (links[1].attributes["href"] or "").rstrip("/").endswith("rooms") or name == "clinic/rooms/"


def test_a_page_of_the_clinic_runs_no_template_and_ends_with_its_dates(pages: Pages) -> None:
    page = pages["clinic/rooms/"]
    assert "{{641*70007}} {% set a = 1 %} {{ config }} {# gone #}" in words(page.css_first("article"))
    assert page.css_first("h1").text().startswith("Rooms {{641*70007}}")
    assert "24 November 2026 Next check24 November 2027" in words(page.css_first(".page-foot dl"))


def test_each_page_tells_machines_what_it_is(pages: Pages, clinic_site: Path) -> None:
    assert (clinic_site / "assets/brand/share.png").is_file()
    sitemap = (clinic_site / "sitemap.xml").read_text(encoding="utf-8")
    assert [page for page in pages_of(clinic_site) if f"<loc>{BASE}{page}</loc>" not in sitemap] == []
    assert f"Sitemap: {BASE}sitemap.xml" in (clinic_site / "robots.txt").read_text(encoding="utf-8")
    for name, page in pages.items():
        if name in ("404", *OWN):
            continue
        blocks = [json.loads(node.text()) for node in page.css('script[type="application/ld+json"]')]
        assert len(blocks) == 1, name
        assert blocks[0]["publisher"] | {"@type": "MedicalClinic", "name": TEXT} == blocks[0]["publisher"]
        assert blocks[0]["reviewedBy"][0]["name"] == TEXT
        assert page.css_first('meta[property="og:image"]').attributes["content"] == (f"{BASE}assets/brand/share.png")
        assert page.css_first("link[rel=canonical]").attributes["href"] == f"{BASE}{name}"


def test_the_reviewer_and_the_address_for_mistakes_stand_on_each_page(pages: Pages) -> None:
    for name, page in pages.items():
        if name not in ("404", *OWN):
            foot = page.css_first(".page-foot")
            assert f"{TEXT}, {TEXT} ({TEXT})" in words(foot), name
            assert "No clinician" not in words(foot)
            address = foot.css_first("a.report").attributes["href"] or ""
            assert unquote(address).startswith(f"mailto:{MAIL}?subject=")
            assert " " not in address and address.count("?") == 1 and "&" not in address


def test_what_the_clinic_offers_is_marked(attacked: Path) -> None:
    pages = read_pages(attacked)
    assert "At this clinic" in words(pages["compare/lasers/"].css_first("#recovery-fractional-co2 th"))
    assert len(pages["lasers/fractional-co2/"].css(".facts .at-clinic")) >= 1
    assert pages["lasers/pulsed-dye/"].css(".at-clinic") == []
    for page, marked in (
        ("compare/choose/", ".chip:has([value=fractional-co2]) .at-clinic"),
        ("planner/", "#times-fractional-co2 .at-clinic"),
    ):
        assert len(pages[page].css(marked)) == len(pages[page].css(".at-clinic")) == 1


def test_the_neutral_site_has_no_word_of_a_clinic(material: Path, cube: Cube) -> None:
    lines = [(line, country.id) for country in cube.countries.values() for line in country.help]
    known = {tel_address(number, id_) for line, id_ in lines for number in (line.number, line.also) if number}
    for path in (*material.rglob("index.html"), material / "404.html"):
        page = parse(path)
        assert page.css(".contact, .reach a, .at-clinic, a[href^='mailto:'], meta[property='og:image']") == []
        assert {link.attributes["href"] for link in page.css("a[href^='tel:']")} <= known, path
        assert "This clinic" not in [words(node) for node in page.css(".nav-section summary")]
        assert "MedicalClinic" not in path.read_text(encoding="utf-8")


def test_each_printed_sheet_leads_to_what_has_changed_since_it_was_printed(pages: Pages, clinic_site: Path) -> None:
    release = read_edition(ROOT).release
    address = f"{BASE}since/{release}/"
    feet = {name: page.css(".site-footer .paper") for name, page in pages.items()}
    # On a clinic's own pages stands no number of ours.
    assert {name for name, foot in feet.items() if not foot} == {*OWN, "404"}
    drawn = {foot[0].css_first("svg").html or "" for foot in feet.values() if foot}
    assert [read_drawn(code) for code in drawn] == [address]
    for foot in (foot[0] for foot in feet.values() if foot):
        assert words(foot).endswith(f"Edition {release}. Scan this, or open: {address}")
    page = pages[address.removeprefix(BASE)]
    assert "Does your printed sheet still hold?" in words(page.css_first("h1"))
    assert all(page.css(told) for told in ("#changed ~ ol .was", "#withdrawn ~ ol .was", ".find[data-sign]"))
    assert [name for name, page in pages.items() if page.css("meta[name=robots]")] == [address.removeprefix(BASE)]
    # An old number is found by no search, and by no program that reads along.
    for name in ("search-index.js", "llms.txt"):
        assert "since/" not in (clinic_site / name).read_text(encoding="utf-8")
