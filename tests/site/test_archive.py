"""All findings of an option on one page, whole, from raw YAML; filters for each of their kinds; the ways to and fro."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.build.engine import ENGINES, Engine
from tests.conftest import pages_of, read_page
from tests.projects import SHIPPED
from tests.site.oracle import expected, facts
from tests.site.oracle_headline import table
from tests.site.test_units import compares

ARCHIVE = "article[data-kind=archive]"
OLD = "lasers/fractional-co2-findings/"
# What a passport says of how a figure was counted, by the field of the fact that it comes from.
HOW = {"rater": "rater", "spread": "spread", "form": "form"}
SAYS_NOTHING = {"form-level", "form-words"}


def archives(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every page that holds all findings of something; the old address holds none."""
    for page in pages_of(site):
        html = read_page(site, page)
        if html.css_first(f"{ARCHIVE} .archive"):
            yield page, html


def plain(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


def said(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def passport(node: LexborNode) -> dict[str, str]:
    return {plain(row.css_first("dt")): plain(row.css_first("dd")) for row in node.css(".passport > div")}


def wording(id_: str) -> str:
    return str(table("wording")[id_]["words"])


def counted(fact: dict[str, Any]) -> list[str]:
    """What must stand under "Counted how"."""
    keys = [f"{name}-{fact[field]}" for field, name in HOW.items() if field in fact]
    told = [wording(key) for key in keys if key not in SAYS_NOTHING]
    if fact.get("typical_is") not in (None, "rate"):
        told.append(wording(f"typical-{fact['typical_is']}"))
    return told + [table("scales")[scale]["words"] for scale in [fact.get("scale")] if scale]


def missing(fact: dict[str, Any], node: LexborNode) -> list[str]:
    """The fields of a fact that its passport does not tell."""
    told = passport(node)
    value = node.css_first(".find-number")
    sources = [table("references")[id_] for id_ in fact["sources"]]
    links = {link.attributes["href"] for link in node.css(".passport a") if plain(link)}
    held = {
        "statement": said(fact["statement"]) in plain(node.css_first(".say")),
        "note": said(fact.get("note", "")) in plain(node.css_first(".note")),
        "value": not value or plain(value) == expected([fact["id"]], plain(value)),
        "number": value is not None or "value" not in fact or compares(fact),
        "who": said(fact["who"]) in told["Who"],
        "size": told.get("How many") == (f"{fact['size']:,}" if "size" in fact else None),
        "after": said(fact.get("after", "")) in told.get("How long", ""),
        "how": all(words in told.get("Counted how", "") for words in counted(fact)),
        "certainty": wording(f"certainty-{fact['certainty']}") in told["How sure"],
        "checked": wording(f"passport-{fact['checked']}") in told["How sure"],
        "sources": all(said(source["title"]) in told["Source"] for source in sources),
        "design": all(wording(f"design-{source['design']}") in told["Source"] for source in sources),
        "year": all(str(source.get("year", "")) in told["Source"] for source in sources),
        "links": len(links) >= len({source["id"] for source in sources if source["link"] != "none"}),
        "people": node.attributes["data-people"] == fact.get("people", ""),
        "level": node.attributes["data-certainty"] == fact["certainty"],
    }
    return [field for field, is_told in held.items() if not is_told]


def test_every_fact_stands_whole_with_the_findings_of_its_option(material: Path) -> None:
    pages = dict(archives(material))
    wrong = []
    for fact in facts().values():
        for option in {fact.get("option"), fact.get("against")} - {None}:
            page = f"{table('options')[option]['page'].removesuffix('.md')}/findings/"
            node = pages[page].css_first(f"[id='finding-{fact['id']}']")
            if lacks := missing(fact, node) if node else ["everything"]:
                wrong.append((page, fact["id"], lacks))
    assert wrong == []
    assert sum(len(page.css(".find")) for page in pages.values()) > len(facts()) / 2


def test_every_fact_on_a_side_effect_stands_whole_with_the_findings_of_that_effect(material: Path) -> None:
    pages = {page: html for page, html in archives(material) if page.startswith("effects/")}
    stands = {node.attributes["id"]: node for html in pages.values() for node in html.css(".find")}
    about = [fact for fact in facts().values() if "effect" in fact]
    wrong = [fact["id"] for fact in about if not (node := stands.get(f"finding-{fact['id']}")) or missing(fact, node)]
    assert len(pages) == 5 and len(stands) == len(about) and wrong == []


def test_every_comparison_stands_whole_below_compare_with_both_that_it_is_about(material: Path) -> None:
    html, wrong = read_page(material, "compare/choose/findings/"), []
    for fact in filter(compares, facts().values()):
        node = html.css_first(f"[id='finding-{fact['id']}']")
        named = [table("options")[fact[key]]["name"] for key in ("option", "against") if key in fact]
        if not node or missing(fact, node) or plain(node.css_first(".find-about")) != " · ".join(named):
            wrong.append(fact["id"])
    assert wrong == [] and html.css(".find")


def test_what_treatment_did_stands_whole_below_its_question(material: Path) -> None:
    for page, asked in {
        "results/findings/": ("good-result", "satisfied"),
        "sessions/findings/": ("sessions", "lasts"),
    }.items():
        html = read_page(material, page)
        for fact in facts().values():
            if fact["measure"] in asked and not compares(fact):
                node = html.css_first(f"[id='finding-{fact['id']}']")
                assert node and missing(fact, node) == [], (page, fact["id"])


def test_a_passport_that_lacks_a_field_is_found(material: Path) -> None:
    node = read_page(material, "lasers/fractional-co2/findings/").css_first(".find")
    fact = facts()[(node.attributes["id"] or "").removeprefix("finding-")]
    assert missing(fact, node) == []
    for field, other in {
        "who": "nobody",
        "size": 3,
        "after": "9 years",
        "certainty": "high",
        "checked": "once",
    }.items():
        assert missing({**fact, field: other}, node), field


def test_each_kind_of_finding_has_its_filter(material: Path) -> None:
    style = (material / "assets/css/site.css").read_text(encoding="utf-8")
    for page, html in archives(material):
        questions = {node.attributes["data-question"] for node in html.css(".finds")}
        levels = {node.attributes["data-certainty"] for node in html.css(".find")}
        people = {node.attributes["data-people"] == "acne-scars" for node in html.css(".find")}
        chips = {node.attributes["id"] for node in html.css(".chip input")}
        wanted = {f"q-{one}" for one in questions if len(questions) > 1}
        wanted |= {f"c-{one}" for one in levels if len(levels) > 1} | {
            "p-acne-scars" for _ in people if len(people) > 1
        }
        assert {one for one in chips if one not in ("q-all", "p-anybody", "c-any")} == wanted, page
        assert [one for one in wanted if f"#{one}:checked)" not in style] == [], page


def ways(html: LexborHTMLParser, page: str) -> list[str]:
    """The pages below the root to which a page's own text leads, without its foot."""
    links = html.css("article .answer a, article > p a, .ways a")
    return list(dict.fromkeys(urljoin(f"/{page}", link.attributes["href"] or "").lstrip("/") for link in links))


@pytest.mark.parametrize("engine", ENGINES)
def test_all_findings_hang_below_their_guide_and_not_in_the_menu(
    request: pytest.FixtureRequest, engine: Engine
) -> None:
    site: Path = request.getfixturevalue(engine)
    menu = [link.attributes["href"] or "" for link in read_page(site, "").css(".site-nav a")]
    assert len(menu) > 40 and [way for way in menu if "findings" in way] == []
    for page, html in archives(site):
        guide = page.removesuffix("findings/")
        assert page in ways(read_page(site, guide), guide), guide
        assert guide in ways(html, page), page


def test_the_menu_has_few_parts_and_leads_to_every_guide(material: Path) -> None:
    html = read_page(material, "")
    menu = {link.attributes["href"] or "" for link in html.css(".site-nav a")}
    guides = {page for page in pages_of(material) if not read_page(material, page).css_first("article[data-kind]")}
    # With a clinic's own part there are seven.
    assert len(html.css(".site-nav > ul > li")) <= 6
    assert {page or "." for page in guides} - menu == set()


def test_the_old_address_says_where_the_findings_went(material: Path) -> None:
    assert ways(read_page(material, OLD), OLD) == ["lasers/fractional-co2/findings/", "lasers/fractional-co2/"]
    index = (material / "search-index.js").read_text(encoding="utf-8")
    assert OLD not in index and "lasers/fractional-co2/findings/" in index


def test_front_matter_says_of_what_kind_a_page_is(material: Path) -> None:
    for page in pages_of(material):
        source = next(
            path
            for path in (SHIPPED / f"docs/{page.rstrip('/')}.md", SHIPPED / f"docs/{page}index.md")
            if path.exists()
        )
        front = yaml.safe_load(source.read_text(encoding="utf-8").split("---\n")[1])
        kind = read_page(material, page).css_first("article").attributes.get("data-kind")
        assert kind == front.get("kind"), page
