"""A built site in a clinic's name, in both engines: contact on each page, its words as words, and the neutral site without them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.build.build import build
from publish.build.engine import ENGINES, Engine
from tests.conftest import copy_project, pages_of
from tests.unit.test_clinic_views import BASE

# What a module builds is built once, so its tests stay in one process.
pytestmark = pytest.mark.xdist_group("clinic")

EVIL = '<script>x</script> {{ 7*7 }} "] <!-- *a* [b](javascript:c)'
OWN = "clinic/rooms/"
PAGE = """---
title: "Our <b>rooms</b> & {{ 7*7 }}"
description: "Where our rooms are, how to find the door, and where you can park a car or a bike."
checked: "2026-11-25"
next_check: "2027-11-25"
---

# Our rooms

Through the green door. {{ 7*7 }} {% set a = 1 %} {# gone #} {{ close_page() }}
"""


def rebrand(project: Path) -> None:
    """Makes the project a clinic's: its name, its record with hostile words, its address and a page of its own."""
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace('"Danger or Miracle?"', json.dumps(f"Example Skin {EVIL}"))
    text = text.replace('"http://127.0.0.1:8000/"', '"https://clinic.example/scars/"')
    record = BASE | {"trading_name": f"Example Skin {EVIL}", "hours": f"Monday {EVIL}", "interests": EVIL}
    # A national number, in which the nought in brackets is dialled.
    record |= {"emergency_line": "(0)20 7946 0001"}
    record |= {"complaints": BASE["complaints"] | {"how": f"Write {EVIL}", "outside_body": f"Ombudsman {EVIL}"}}
    # JSON is YAML, with every text in quotes.
    settings.write_text(text.replace("extra:\n", f"extra:\n  clinic: {json.dumps(record)}\n", 1), encoding="utf-8")
    (project / "docs/clinic/rooms.md").write_text(PAGE, encoding="utf-8")


@pytest.fixture(scope="module", params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    engine: Engine = request.param
    project = copy_project(tmp_path_factory.mktemp(f"clinic-{engine}") / "project")
    rebrand(project)
    return build(project, engine=engine, out=project.parent / "site")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    names = {page: site / page / "index.html" for page in pages_of(site)} | {"404": site / "404.html"}
    return {name: LexborHTMLParser(path.read_text(encoding="utf-8")) for name, path in names.items()}


def words(node: Any) -> str:
    return " ".join(node.text().split())


def test_contact_stands_in_the_same_place_on_each_page(pages: dict[str, LexborHTMLParser]) -> None:
    said = {words(page.css_first("footer.site-footer > .contact")) for page in pages.values()}
    assert len(said) == 1
    found = said.pop()
    for text in (
        "1 Example Road",
        "+44 (0)20 7946 0000",
        "(0)20 7946 0001",
        "skin@clinic.example",
        f"Monday {EVIL}",
        f"Write {EVIL}",
    ):
        assert text in found
    for page in pages.values():
        addresses = {link.attributes["href"] for link in page.css(".contact a")}
        assert addresses == {
            "tel:+442079460000", "tel:02079460001", "mailto:skin@clinic.example", "https://ombudsman.example/",
        }  # fmt: skip


def test_hostile_words_stay_words(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in pages.items():
        scripts = [s for s in page.css("script") if s.attributes.get("type") != "application/ld+json"]
        assert all(script.attributes.get("src") for script in scripts), name
        assert not [a for a in page.css("a") if (a.attributes.get("href") or "").startswith("javascript:")], name
        assert words(page.css_first("a.brand")) == f"Example Skin {EVIL}", name
        assert page.css_first("title").text().endswith(f"– Example Skin {EVIL}"), name
        assert page.css_first("footer.site-footer").text().count("{{ 7*7 }}") >= 4, name
        assert page.css_first('meta[property="og:site_name"]').attributes["content"] == f"Example Skin {EVIL}"
    assert EVIL in words(pages["about/"].css_first(".clinic"))


def test_a_page_of_the_clinic_joins_the_menu(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in pages.items():
        sections = {words(node.css_first("summary")): node for node in page.css("li.nav-section")}
        links = sections["This clinic"].css("a")
        assert [words(link) for link in links] == ["Our <b>rooms</b> & {{ 7*7 }}"], name
        assert (links[0].attributes["href"] or "").rstrip("/").endswith("rooms") or name == "clinic/rooms/"


def test_a_page_of_the_clinic_runs_no_template_and_ends_with_its_dates(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["clinic/rooms/"]
    assert "{{ 7*7 }} {% set a = 1 %} {# gone #} {{ close_page() }}" in words(page.css_first("article"))
    assert page.css_first("h1, title").text().startswith("Our")
    assert "49" not in page.css_first("title").text()
    assert "25 November 2026 Next check25 November 2027" in words(page.css_first(".page-foot dl"))


def test_each_page_tells_machines_what_it_is(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in pages.items():
        if name in ("404", OWN):
            continue
        blocks = [json.loads(node.text()) for node in page.css('script[type="application/ld+json"]')]
        assert len(blocks) == 1, name
        assert (
            blocks[0]["publisher"] | {"@type": "MedicalClinic", "name": f"Example Skin {EVIL}"}
            == blocks[0]["publisher"]
        )
        assert blocks[0]["reviewedBy"][0]["name"] == "Dr Ada Example"
        assert page.css_first('meta[property="og:image"]').attributes["content"] == (
            "https://clinic.example/scars/assets/brand/share.png"
        )
        assert (page.css_first("link[rel=canonical]").attributes["href"] or "").startswith(
            "https://clinic.example/scars/"
        )


def test_the_reviewer_and_the_address_for_mistakes_stand_on_each_page(pages: dict[str, LexborHTMLParser]) -> None:
    for name, page in pages.items():
        if name not in ("404", OWN):
            foot = page.css_first(".page-foot")
            assert "Dr Ada Example, Consultant dermatologist (0000001)" in words(foot), name
            assert "No clinician" not in words(foot)
            address = foot.css_first("a.report").attributes["href"] or ""
            assert address.startswith("mailto:skin@clinic.example?subject=")
            assert " " not in address


def test_what_the_clinic_offers_is_marked(pages: dict[str, LexborHTMLParser]) -> None:
    assert "At this clinic" in words(pages["compare/lasers/"].css_first("#recovery-fractional-co2 th"))
    assert len(pages["lasers/fractional-co2/"].css(".fact-box .at-clinic")) >= 1
    assert pages["lasers/pulsed-dye/"].css(".at-clinic") == []
    for page, marked in (
        ("compare/choose/", ".pick:has([value=fractional-co2]) .at-clinic"),
        ("planner/", "#times-fractional-co2 .at-clinic"),
    ):
        assert len(pages[page].css(marked)) == len(pages[page].css(".at-clinic")) == 1


def test_every_page_stands_in_the_map_of_the_site(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for page in pages_of(site):
        assert f"<loc>https://clinic.example/scars/{page}</loc>" in sitemap
    assert "Sitemap: https://clinic.example/scars/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    assert (site / "assets/brand/share.png").is_file()


def test_the_neutral_site_has_no_word_of_a_clinic(material: Path) -> None:
    for path in (*material.rglob("index.html"), material / "404.html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        assert page.css(".contact, .at-clinic, a[href^='mailto:'], a[href^='tel:'], meta[property='og:image']") == []
        assert "This clinic" not in [words(node) for node in page.css(".nav-section summary")]
        assert "MedicalClinic" not in path.read_text(encoding="utf-8")
