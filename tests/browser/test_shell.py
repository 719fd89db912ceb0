"""The shell in a real browser: policy, menu, search, terms, print, no script, from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.access import OTHERS, TEMPLATES, UNFOLD

# A page a template; all others in `soak`.
WALKS = [TEMPLATES.values(), *(pytest.param(OTHERS[share::4], marks=pytest.mark.soak) for share in range(4))]


@pytest.mark.parametrize("names", WALKS, ids=["templates", *range(4)])
def test_no_request_leaves_the_origin_and_the_policy_holds(visit_anew, address: str, names: Iterable[str]) -> None:
    """On the same walk, since to open each page is what takes long: nothing must be scrolled sideways on a phone."""
    page, refused, wide = visit_anew("404.html", width=320), {}, []
    for name in names:
        page.emulate_media(media="screen")
        page.goto(address + name)
        page.evaluate("document.querySelector('button.term')?.click()")
        page.evaluate(UNFOLD)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
        page.emulate_media(media="print")
        refused[name] = page.evaluate("window.refused")
    assert wide == []
    assert {name: found for name, found in refused.items() if found} == {}
    assert {urlsplit(url).netloc for url in page.asked} == {urlsplit(address).netloc}
    assert page.errors == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("name", ["", "lasers/fractional-co2/", "compare/choose/", "404.html"])
def test_a_search_asks_nobody_else_either(visit, address: str, name: str) -> None:
    page = visit(name)
    page.locator("#search-input").fill("dark marks")
    page.locator("a[data-search-result]").first.wait_for()
    assert {urlsplit(url).netloc for url in page.asked} == {urlsplit(address).netloc}
    assert page.evaluate("window.refused") == page.errors == []


def test_a_first_visit_makes_few_requests_and_leaves_the_search_alone(visit_anew) -> None:
    page = visit_anew("lasers/fractional-co2/")
    page.wait_for_load_state("networkidle")
    assert len(page.asked) <= 8
    assert not [url for url in page.asked if "search" in url]


def test_who_is_lost_is_led_on_without_script(visit_anew, address: str, material: Path) -> None:
    page, lost = visit_anew("", width=390, java_script_enabled=False), f"{address}lasers/no/such/page/"
    page.route(lost, lambda route: route.fulfill(status=404, path=material / "404.html"))
    page.goto(lost)
    assert page.locator("article .help-line").bounding_box()["height"] >= 44
    page.get_by_role("navigation", name="Ways in").get_by_role("link", name="Compare what you can do").click()
    assert page.url == f"{address}compare/choose/"
    page.get_by_text("You are in: Decide").get_by_role("link").click()
    assert page.url == f"{address}decide/"


def test_an_inline_script_is_refused(visit) -> None:
    page = visit("")
    page.evaluate(
        "const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script)"
    )
    assert page.evaluate("window.ran") is None
    assert page.evaluate("window.refused.length") == 1


def test_a_link_that_leads_out_tells_nobody_where_the_reader_was(visit_anew) -> None:
    page = visit_anew("left-out/")
    page.context.route(re.compile("^https://"), lambda route: route.fulfill(body="elsewhere"))
    with page.expect_request(re.compile("^https://")) as asked:
        # Without its own rel, so that the page's rule is what is seen.
        page.evaluate(
            "(() => { const link = document.querySelector(\"article a[href^='https://']\"); link.removeAttribute('rel'); link.click(); })()"
        )
    assert "referer" not in asked.value.all_headers()


def test_the_menu_opens_and_closes_by_keyboard(visit) -> None:
    page = visit("", width=390)
    button, menu = page.locator(".menu-button"), page.locator("#site-nav")
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert (button.get_attribute("aria-expanded"), menu.is_visible()) == ("true", True)
    page.keyboard.press("Tab")
    menu.locator("a").first.focus()
    page.keyboard.press("Escape")
    assert (button.get_attribute("aria-expanded"), menu.is_visible()) == ("false", False)
    assert page.evaluate("document.activeElement.className") == "menu-button"


def test_the_menu_says_where_the_reader_is(visit) -> None:
    assert visit("glossary/").locator("#site-nav [aria-current=page]").inner_text() == "Glossary"


def test_a_term_opens_its_meaning_and_escape_closes_it(visit) -> None:
    page = visit("lasers/fractional-co2/")
    button = page.locator("button.term").first
    note = page.locator(f"#{button.get_attribute('popovertarget')}")
    assert not note.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.term-note') !== null")
    page.keyboard.press("Escape")
    assert not note.is_visible()


def test_a_page_past_its_next_check_says_so_by_the_readers_clock_alone(visit_anew, cube) -> None:
    day = cube.pages["doing-nothing.md"].next_check
    page = visit_anew("doing-nothing/")
    assert not page.locator(".overdue").is_visible()
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.reload()
    assert not page.locator(".overdue").is_visible()
    page.clock.set_fixed_time(f"{int(day[:4]) + 1}{day[4:]}T12:00:00")
    page.reload()
    assert page.locator(".overdue").is_visible()


def test_print_opens_what_is_folded_and_leaves_out_the_frame(visit) -> None:
    page = visit("lasers/fractional-co2/")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("article details:not([open])").count() == 0
    assert not page.locator(".search").is_visible()
    assert not page.locator("#site-nav").is_visible()
    assert page.locator(".page-foot").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("article details[open]").count() == 0


@pytest.mark.parametrize("name", ["", "compare/lasers/", "glossary/"])
def test_without_script_everything_but_the_search_is_there(visit, name: str) -> None:
    page = visit(name, width=390, java_script_enabled=False)
    assert page.locator("#site-nav").is_visible()
    assert page.locator(".search-fallback").is_visible()
    assert not page.locator("#search-input").is_visible()
    assert page.locator("article h1").is_visible()
    if page.locator("details.findings").count():
        page.locator("details.findings > summary").first.click()
        assert page.locator("details.findings .finding").first.is_visible()


def test_a_link_into_folded_findings_unfolds_them(visit) -> None:
    page = visit("compare/lasers/")
    inside = page.locator("details.findings .cites a").first.get_attribute("id")
    page.goto(f"{page.url}#{inside}")
    page.reload()
    assert page.locator(f"#{inside}").is_visible()


@pytest.mark.parametrize("name", ["", "effects/dark-marks/"])
def test_the_two_cards_are_of_equal_size_and_stand_in_the_first_screen(visit, name: str) -> None:
    page = visit(name, width=1280)
    promise, danger = (page.locator(f".card-{kind}").bounding_box() for kind in ("promise", "danger"))
    assert promise and danger
    assert (promise["width"], promise["height"], promise["y"]) == (danger["width"], danger["height"], danger["y"])
    phone = visit("", width=390).locator(".card-danger").bounding_box()
    assert phone and phone["y"] + phone["height"] <= 844
