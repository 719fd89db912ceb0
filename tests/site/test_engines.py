"""Both engines make the same pages from the same files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.beside.built_pages import parse
from tests.conftest import pages_of


@pytest.fixture(params=["ours", "a clinic's"])
def both(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """A site by MkDocs and by Zensical: this project's, and the worst clinic's on the small project."""
    names = ("material", "zensical") if request.param == "ours" else ("small_material", "small_zensical")
    one, other = (request.getfixturevalue(name) for name in names)
    return one, other


def links(page: LexborHTMLParser, address: str) -> list[tuple[str, str]]:
    return [(urljoin(address, a.attributes["href"] or ""), " ".join(a.text().split())) for a in page.css("a[href]")]


def test_there_are_the_same_pages(both: tuple[Path, Path]) -> None:
    material, zensical = both
    assert pages_of(material) == pages_of(zensical)
    assert len(pages_of(material)) >= 8


@pytest.mark.parametrize("part", ["words", "tables", "anchors", "links", "head"])
def test_every_page_is_the_same_in_both(both: tuple[Path, Path], part: str) -> None:
    material, zensical = both

    def seen(site: Path, page: str) -> object:
        html = parse(site / page / "index.html")
        assert html.body is not None
        match part:
            case "words":
                # One of them colours code, with a part for each word.
                for word in html.css("pre span"):
                    word.unwrap()
                html.body.merge_text_nodes()
                return html.body.text(separator=" ").split()
            case "tables":
                return [[cell.text().split() for cell in row.css("th, td")] for row in html.css("table tr")]
            case "anchors":
                return sorted({node.attributes["id"] for node in html.css("[id]")})
            case "links":
                return links(html, f"http://site/a/deep/base/that/shows/a/step/too/many/{page}")
            case _:
                head = html.css("title, meta[name=description], link[rel=canonical], meta[property]")
                return [(node.text(), node.attributes.get("content"), node.attributes.get("href")) for node in head]

    differing = [page for page in pages_of(material) if seen(material, page) != seen(zensical, page)]
    assert differing == []


def test_the_page_for_what_is_not_found_leads_on_from_any_depth_in_both(both: tuple[Path, Path]) -> None:
    for site in both:
        page, start = parse(site / "404.html"), parse(site / "index.html")
        canonical = start.css_first("link[rel=canonical]")
        root = canonical.attributes["href"] or "" if canonical else "http://site/"
        assert page.css_first("h1").text() == "This page does not exist"
        article = page.css_first("article")
        ways = links(article, f"{root}a/page/that/is/not/there/")
        assert ways[:3] == [
            (f"{root}when-to-call/", "Treated and worried? Get help"),
            (f"{root}a-to-z/", "A to Z of all names"),
            (root, "Start page"),
        ]
        assert all((site / address.removeprefix(root) / "index.html").is_file() for address, _ in ways)
        assert "The search above finds pages" in article.text()


def test_the_page_for_what_is_not_found_has_the_ways_of_the_start_page(material: Path) -> None:
    start, lost = (parse(material / name).css_first("article .ways") for name in ("index.html", "404.html"))
    assert links(lost, "http://site/x/")[1:] == links(start, "http://site/")
    assert start.attributes["aria-label"] == lost.attributes["aria-label"]


def test_every_page_leads_up_to_the_first_of_its_part(both: tuple[Path, Path]) -> None:
    """Both engines have the same links, as is tested above."""
    site = both[0]
    for name in pages_of(site):
        page, address = parse(site / name / "index.html"), f"http://site/base/{name}"
        place = page.css_first(".place")
        if name == "" or place is None:
            assert (name == "") == (place is None), name
            continue
        part = next(item for item in page.css(".nav-section") if item.css_first("details[open]"))
        title, first = part.css_first("summary").text(), part.css_first("a")
        assert place.text().split() == ["You", "are", "in:", *title.split()], name
        up = [] if first.attributes.get("aria-current") else [(links(part, address)[0][0], title)]
        assert links(place, address) == up, name
