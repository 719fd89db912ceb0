"""All three tools in the middle of use: axe, narrow, large, by touch, without script, in print, in few requests."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.access import axe_with_everything_open
from tests.browser.tools import CHOOSE, DECIDE, PLANNER, VIEW, clean, fill_in, said


@pytest.fixture
def used(visit) -> Any:
    """Each tool as it is in the middle of use."""

    def opened(tool: str, **options: object) -> Any:
        page = visit(tool + (VIEW if tool == CHOOSE else ""), **options)
        if tool == CHOOSE:
            said(page, "Side by side:")
        elif tool == PLANNER:
            page.locator("#planner-laser").select_option("all")
            page.locator("#planner-day").fill("2026-06-05")
        else:
            fill_in(page, "mine")
        page.evaluate("for (const details of document.querySelectorAll('article details')) details.open = true")
        return page

    return opened


TOOLS = (CHOOSE, PLANNER, DECIDE)


@pytest.mark.parametrize("tool", TOOLS)
def test_in_the_middle_of_use_axe_finds_nothing_and_nothing_must_be_scrolled_sideways(used, tool: str) -> None:
    page = used(tool)
    assert axe_with_everything_open(page) == {}
    for width in (320, 390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("tool", TOOLS)
def test_fingers_hit_what_they_aim_at(used, tool: str) -> None:
    page = used(tool, width=390, has_touch=True, is_mobile=True)
    small = page.evaluate(
        "[...document.querySelectorAll('article :is(.pick, .chip span, .chip-fold, .tool-button, select, textarea, .tool-field input)')]"
        ".filter((part) => part.getClientRects().length && part.getBoundingClientRect().height < 43.5).map((part) => part.outerHTML.slice(0, 90))"
    )
    assert small == []
    if tool == CHOOSE:
        page.locator("#choose-fold").tap()
        page.locator("#choose-options").get_by_text("Microneedling", exact=True).tap()
        said(page, "Microneedling, Subcision, and doing nothing")
    elif tool == PLANNER:
        with page.expect_download():
            page.locator("#planner-save").tap()
    else:
        page.locator("#matters .pick").first.tap()
        assert page.locator("#matters input").first.is_checked()
    clean(page)


@pytest.mark.parametrize("tool", TOOLS)
def test_without_script_the_same_facts_are_there(visit, tool: str) -> None:
    page = visit(tool, width=390, java_script_enabled=False)
    assert not page.locator("article .tool-button").first.is_visible()
    if tool == CHOOSE:
        assert not page.locator("#choose-options").is_visible()
        shown = {cell.get_attribute("data-cell").split()[0] for cell in page.locator(".choice-table td:visible").all()}
        assert shown == {"no-treatment", "fractional-co2", "microneedling"}
        assert page.locator(".trial:visible").count() == 1
        page.locator("article details:has(a[href$='../results/']) > summary").click()
        for link in ("results/", "effort/", "side-effects/", "skin-tone/"):
            assert page.locator(f"article a[href$='../{link}']").first.is_visible()
    elif tool == PLANNER:
        assert page.locator(".times:visible").count() == page.locator(".times").count() > 10
        assert page.get_by_role("heading", name="How to count by hand").is_visible()
        assert not page.locator("#planner-day").is_visible()
        page.locator(".without-script a").click()
        assert page.url.endswith("#how-to-count-by-hand") and page.locator(":target").count() == 1
    else:
        assert page.locator("#own-decision").is_visible()
        assert page.get_by_text("Print this page and write on it").is_visible()


@pytest.mark.parametrize("tool", TOOLS)
def test_print_shows_what_was_chosen_and_no_form(used, tool: str) -> None:
    page = used(tool)
    assert page.locator("article .without-script:visible").count() == 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("article :is(.tool-button, #choose-options, #planner-day):visible").count() == 0
    shown = {CHOOSE: ".choice-table .value", PLANNER: ".date-sum", DECIDE: "#sheet"}[tool]
    assert page.locator(shown).first.is_visible()


SCRIPTS = re.compile(r"(?:choose|planner|decide)\.js$|/options/")


@pytest.mark.parametrize(
    ("name", "scripts"), [("recovery/", []), *((tool, [f"{tool[:-1].rpartition('/')[2]}.js"]) for tool in TOOLS)]
)
def test_a_tools_script_is_loaded_on_its_page_alone_in_eight_requests_at_most(
    visit_anew, name: str, scripts: list[str]
) -> None:
    page = visit_anew(name)
    page.wait_for_load_state("networkidle")
    assert [url.rpartition("/")[2] for url in page.asked if SCRIPTS.search(url)] == scripts
    assert 4 <= len(page.asked) <= 8, page.asked
