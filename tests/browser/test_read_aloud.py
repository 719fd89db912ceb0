"""What a screen reader gets: tables and their cards in one order, with and without script, and links that make sense alone."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from tests.conftest import pages_of, read_page

TABLES = ["compare/lasers/", "compare/side-effects/", "recovery/charts/"]
CELLS = ("columnheader", "rowheader", "cell", "gridcell")
# What says nothing without the sentence around it.
EMPTY_WORDS = re.compile(
    r"(click |tap |see )?(here|more|below|above|link|this( page)?|page|read( more| on)?|details|it|\W*|\d+)\.?",
    re.IGNORECASE,
)


def cells_of(page: Any) -> list[tuple[str, str]]:
    """The cells of the accessibility tree in its order, each with its words, depth first."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    found = []

    def walk(node: Any) -> str:
        role = node["role"]["value"] if not node.get("ignored") else ""
        place = len(found)
        if role in CELLS:
            found.append((role, ""))
        words = node.get("name", {}).get("value", "") if role == "StaticText" else ""
        words += " ".join(
            filter(
                None,
                (walk(nodes[child]) for child in node.get("childIds", []) if child in nodes and role != "StaticText"),
            )
        )
        if role in CELLS:
            found[place] = (role, " ".join(words.split()))
        return words

    walk(next(iter(nodes.values())))
    return found


@pytest.mark.parametrize("script", [True, pytest.param(False, marks=pytest.mark.soak)], ids=["script", "no script"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_and_its_cards_are_read_in_one_order(visit, name: str, *, script: bool) -> None:
    page = visit(name, width=1280, java_script_enabled=script)
    table = cells_of(page)
    page.set_viewport_size({"width": 390, "height": 900})
    cards = cells_of(page)
    assert len(table) > 20
    assert {role for role, _ in table} >= {"columnheader", "rowheader", "cell"}
    assert [role for role, _ in cards] == [role for role, _ in table]
    # On a card, the question stands before the answer.
    assert [(card, row) for (_, card), (_, row) in zip(cards, table, strict=True) if not card.endswith(row)] == []


def test_a_table_keeps_its_roles_when_it_turns_into_cards(visit) -> None:
    page = visit("compare/lasers/", width=390)
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() >= 4
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").inner_text() == "Doing nothing"
    assert row.get_by_role("cell").count() == table.get_by_role("columnheader").count() - 1


def spoken(link: Any) -> str:
    """What is said of a link."""
    return " ".join((link.attributes.get("aria-label") or link.text()).split())


def test_links_make_sense_alone(material: Path) -> None:
    for name in pages_of(material):
        page = read_page(material, name)
        said = [(spoken(link), link) for link in page.css("a[href]")]
        assert [link.html for words, link in said if EMPTY_WORDS.fullmatch(words)] == [], name
        # What is seen is part of what is said, so that it can be asked for by voice.
        assert [words for words, link in said if " ".join(link.text().split()) not in words] == [], name


def test_one_name_in_a_text_leads_to_one_page(material: Path) -> None:
    for name in pages_of(material):
        page = read_page(material, name)
        places = defaultdict(set)
        # In lists of sources each link stands in the entry that it belongs to.
        for part in page.css(".references, .evidence, .help, .page-foot, .passport"):
            part.decompose()
        for link in page.css("article a[href]"):
            places[spoken(link)].add(urldefrag(urljoin(f"http://s/{name}", link.attributes["href"] or ""))[0])
        assert {words: led for words, led in places.items() if len(led) > 1} == {}, name
