"""The site by keyboard: Tab reaches everything, the focus is always seen, nothing holds it."""

from __future__ import annotations

import pytest

from tests.browser.access import OTHERS, TEMPLATES, UNFOLD, thinned, walk_by_tab

# Those with more to press than links, terms and folds; on a wide screen the frame alone differs. `soak` walks all.
PRESSED = ("option", "archive", "comparison", "chooser", "planner", "worksheet", "when to call", "charts", "not found")
WALKED = [*((name, 390) for name in ("start", *PRESSED)), *((name, 1280) for name in ("start", "chooser"))]


@pytest.mark.parametrize(("template", "width"), WALKED)
def test_tab_reaches_everything_and_the_focus_is_always_seen(visit, template: str, width: int) -> None:
    assert walk_by_tab(thinned(visit(TEMPLATES[template], width=width))) == []


@pytest.mark.soak
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("template", TEMPLATES)
def test_tab_reaches_everything_of_a_whole_page(visit, template: str, width: int) -> None:
    assert walk_by_tab(visit(TEMPLATES[template], width=width)) == []


@pytest.mark.soak
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", [*OTHERS, *TEMPLATES.values()])
def test_tab_reaches_everything_that_is_unfolded_too(visit, name: str, width: int) -> None:
    page = visit(name, width=width)
    page.evaluate(UNFOLD)
    assert walk_by_tab(page) == []


def test_what_has_no_ring_or_lies_beneath_something_is_found(visit) -> None:
    page = visit("privacy/")
    page.evaluate("document.querySelector('.brand').style.outline = '0'")
    page.evaluate("Object.assign(document.querySelector('.site-footer').style, { position: 'fixed', inset: 0 })")
    faults = walk_by_tab(page)
    assert [fault for fault in faults if fault.startswith('no ring: <a class="brand"')]
    assert len([fault for fault in faults if fault.startswith("hidden: ")]) > 10


def test_the_focus_is_not_beneath_the_results_of_a_search(visit) -> None:
    page = visit("lasers/fractional-co2/")
    page.locator("#search-input").fill("redness")
    page.locator("a[data-search-result]").first.wait_for()
    for _ in range(page.locator("a[data-search-result]").count() + 3):
        page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.search')")
    assert not page.locator("#search-panel").is_visible()


def test_the_skip_link_comes_first_and_leads_to_the_text(visit) -> None:
    page = visit("doing-nothing/")
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate(
        "(link) => link === document.activeElement && link.getBoundingClientRect().left >= 0"
    )
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")
