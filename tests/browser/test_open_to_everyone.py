"""Axe, reflow and targets on every page, in both schemes, narrow and wide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.brand import DEFAULT, mixes
from tests.browser.conftest import PAGES

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests/vendor/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page) -> list[str]:
    """What axe finds, with a place for each."""
    # Run outside the page's policy, which rightly refuses inline scripts.
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    call = f"axe.run(document, {{runOnly: {json.dumps(TAGS)}}}).then((found) => JSON.stringify(found.violations))"
    made = session.send("Runtime.evaluate", {"expression": call, "awaitPromise": True, "returnByValue": True})
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in json.loads(made["result"]["value"])
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (320, "light"),
        (1280, "dark"),
        pytest.param(1280, "light", marks=pytest.mark.soak),
        pytest.param(320, "dark", marks=pytest.mark.soak),
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, name: str, width: int, scheme: str) -> None:
    assert axe(visit(name, width=width, scheme=scheme))[:10] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_open(visit, scheme: str) -> None:
    page = visit("lasers/fractional-co2/", width=320, scheme=scheme)
    page.locator(".menu-button").click()
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    page.locator("#search-input").fill("redness")
    page.locator("a[data-search-result]").first.wait_for()
    assert axe(page)[:10] == []
    page.keyboard.press("Escape")
    page.locator("button.term").first.click()
    assert axe(page)[:10] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_must_be_scrolled_sideways(visit, name: str) -> None:
    page = visit(name)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    for width in (320, 390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_spacing_and_double_size_lose_nothing(visit) -> None:
    page = visit("compare/lasers/", width=640)
    page.evaluate(
        "document.documentElement.style.fontSize = '200%';"
        "for (const part of document.querySelectorAll('body *')) { part.style.lineHeight = '1.5'; part.style.letterSpacing = '0.12em'; part.style.wordSpacing = '0.16em'; }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    clipped = "[...document.querySelectorAll('article :is(p, td, th, li)')].filter((part) => part.scrollWidth > part.clientWidth + 2 && getComputedStyle(part).overflow !== 'visible').length"
    assert page.evaluate(clipped) == 0


def test_a_table_keeps_its_roles_when_it_turns_into_cards(visit) -> None:
    page = visit("compare/lasers/", width=390)
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() >= 4
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").inner_text() == "Doing nothing"
    assert row.get_by_role("cell").count() == table.get_by_role("columnheader").count() - 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browser_makes_the_colours_that_the_build_checks(visit, scheme: str) -> None:
    page = visit("", scheme=scheme)
    links = {mix.name: mix.colour for mix in mixes(DEFAULT)}[f"links in {scheme} mode"]
    drawn = page.evaluate(
        "(() => { const canvas = document.createElement('canvas').getContext('2d');"
        "canvas.fillStyle = getComputedStyle(document.querySelector('article p a')).color; canvas.fillRect(0, 0, 1, 1);"
        "return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); })()"
    )
    assert all(abs(seen - made) <= 2 for seen, made in zip(drawn, links, strict=True)), (drawn, links)
