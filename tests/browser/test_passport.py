"""The passport of a finding, opened in place: what it holds, how it closes, and when its link goes on as a link."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from tests.browser.access import axe
from tests.browser.tools import CHOOSE, VIEW, clean, said

GUIDE = "lasers/fractional-co2/"
LEADS = {"chip": "article a.certainty", "moon": "article a.know"}
CHIP = LEADS["chip"]
ARCHIVE = "**/findings/"
# What a finding says, with the addresses that it leads to, wherever it stands.
TOLD = """(find) => ({
  text: find.textContent.replace(/\\s+/g, " ").trim(),
  fields: [...find.querySelectorAll("dt")].map((field) => field.textContent),
  links: [...find.querySelectorAll("a")].map((link) => link.href),
})"""
# Whether each click on a link was taken from the browser. No window is opened: headless shell 150 hangs on some.
ASKED = """() => {
  window.taken = [];
  for (const kind of ["click", "auxclick"]) {
    window.addEventListener(kind, (event) => { window.taken.push(event.defaultPrevented); event.preventDefault(); });
  }
}"""
TWICE = "[...document.querySelectorAll('[id]')].map((part) => part.id).filter((id, at, all) => all.indexOf(id) !== at)"
TOO_WIDE = "[document.documentElement, document.getElementById('passport')].filter((part) => part.scrollWidth > part.clientWidth).length"


def lead(page: Any, selector: str = CHIP) -> Any:
    """The first link of this kind that leads to a passport."""
    return page.locator(f"{selector}[href*='#finding-']").first


def opened(page: Any) -> Any:
    """The sheet, once it is open."""
    page.locator("#passport[open] .passport").wait_for()
    return page.locator("#passport")


def has_focus_back(page: Any, link: Any) -> None:
    """Waits until the link has the focus again: the browser tells of the closing after the key or the click, in its own time."""
    page.wait_for_function("(link) => document.activeElement === link", arg=link.element_handle())


def goes_on(page: Any, link: Any, **options: Any) -> None:
    """A click on the link ends at the place to which it leads."""
    address = urljoin(page.url, link.get_attribute("href"))
    link.click(**options)
    page.wait_for_url(address)


@pytest.mark.parametrize("kind", LEADS)
def test_a_passport_opens_as_it_stands_on_the_archive(visit, kind: str) -> None:
    page = visit(GUIDE)
    link = lead(page, LEADS[kind])
    whole, anchor = urldefrag(urljoin(page.url, link.get_attribute("href")))
    link.click()
    sheet = opened(page)
    shown = sheet.locator(".find").evaluate(TOLD)
    assert page.url.endswith(GUIDE)
    assert page.evaluate("document.activeElement.closest('#passport') !== null")
    clean(page)
    other = visit("")
    other.goto(whole)
    assert shown == other.locator(f"#{anchor}").evaluate(TOLD)
    assert {"Who", "How sure", "Source"} <= set(shown["fields"]) and shown["links"]


@pytest.mark.parametrize("close", ["Escape", "Close", "beside"])
def test_it_closes_and_gives_the_focus_back(visit, close: str) -> None:
    page = visit(GUIDE)
    # As a browser does that gives a clicked link no focus.
    lead(page).evaluate("(link) => link.click()")
    sheet = opened(page)
    if close == "Escape":
        page.keyboard.press(close)
    elif close == "Close":
        sheet.get_by_role("button", name=close).click()
    else:
        page.mouse.click(20, 20)
    assert not page.evaluate("document.getElementById('passport').open")
    has_focus_back(page, lead(page))


def test_it_opens_by_keyboard_and_one_after_the_other_from_one_request(visit) -> None:
    page, names = visit(GUIDE), set()
    for selector in LEADS.values():
        lead(page, selector).focus()
        page.keyboard.press("Enter")
        sheet = opened(page)
        names.add(sheet.locator("[data-facts]").first.get_attribute("data-facts"))
        page.keyboard.press("Escape")
        has_focus_back(page, lead(page, selector))
    assert len(names) == 2
    asked = [url for url in page.asked if url.endswith("/findings/")]
    assert asked and len(asked) == len(set(asked))


def test_all_findings_leads_to_its_place_on_the_archive(visit) -> None:
    page = visit(GUIDE)
    link = lead(page)
    address = urljoin(page.url, link.get_attribute("href"))
    link.click()
    opened(page).get_by_role("link", name="All findings").click()
    page.wait_for_url(address)
    assert page.locator(".find:target").is_visible()


@pytest.mark.parametrize("how", [{"modifiers": ["Control"]}, {"modifiers": ["Shift"]}, {"button": "middle"}])
def test_a_click_that_asks_for_a_new_window_is_left_to_the_browser(visit, how: dict[str, Any]) -> None:
    page = visit(GUIDE)
    page.evaluate(ASKED)
    lead(page).click(**how)
    assert page.evaluate("window.taken") == [False]
    lead(page).click()
    opened(page)
    assert page.evaluate("window.taken") == [False, True]


def test_without_script_the_link_goes_on(visit) -> None:
    page = visit(GUIDE, java_script_enabled=False)
    assert not page.locator("#passport").is_visible()
    goes_on(page, lead(page))


def test_from_a_folder_the_link_goes_on(visit, material: Path) -> None:
    page = visit(f"{GUIDE}index.html", root=f"{material.as_uri()}/")
    # The link ends at a folder: what a browser lists of it is none of our pages, and may have errors of its own.
    page.route(
        ARCHIVE,
        lambda route: route.fulfill(body="a folder") if route.request.is_navigation_request() else route.continue_(),
    )
    goes_on(page, lead(page))
    assert page.errors == [] and not [url for url in page.asked if url.endswith("passport.js")]


def test_where_a_browser_has_no_dialog_the_link_goes_on(visit_anew) -> None:
    page = visit_anew("privacy/")
    page.add_init_script("delete HTMLDialogElement.prototype.showModal")
    page.goto(page.url.replace("privacy/", GUIDE))
    goes_on(page, lead(page))
    assert page.errors == [] and not [url for url in page.asked if url.endswith("passport.js")]


@pytest.mark.parametrize("broken", ["the module", "the archive", "the finding"])
def test_where_something_is_missing_the_link_goes_on(visit_anew, broken: str) -> None:
    page = visit_anew(GUIDE)
    if broken == "the module":
        page.route("**/passport.js", lambda route: route.abort())
    elif broken == "the archive":
        page.route(ARCHIVE, lambda route: route.fulfill(status=500, body="broken"))
    else:
        page.route(ARCHIVE, lambda route: route.fulfill(content_type="text/html", body="<p>another edition"))
    goes_on(page, lead(page))


def test_of_a_fetched_page_nothing_runs_no_id_stands_twice_and_links_lead_where_they_led(visit_anew) -> None:
    page = visit_anew(GUIDE)
    whole, anchor = urldefrag(urljoin(page.url, lead(page).get_attribute("href")))
    script = "<script src='/ran.js'></script><script>window.ran = 1</script>"
    fields = f"<dl class='passport' id='content'><dt>{script}Who</dt><dd><a href='../../#here'>nobody</a></dd></dl>"
    body = f"{script}<ol><li id='{anchor}'>{fields}</ol>"
    page.route(ARCHIVE, lambda route: route.fulfill(content_type="text/html", body=body))
    page.route("**/ran.js", lambda route: route.fulfill(content_type="text/javascript", body="window.ran = 1"))
    lead(page).click()
    find = opened(page).locator(".find")
    assert find.evaluate(TOLD) == {"text": "Whonobody", "fields": ["Who"], "links": [urljoin(whole, "../../#here")]}
    assert (find.locator("script").count(), page.evaluate("window.ran")) == (0, None)
    assert page.evaluate(TWICE) == [] and not [url for url in page.asked if url.endswith("ran.js")]
    clean(page)


def test_it_opens_in_the_cells_that_the_chooser_draws(visit) -> None:
    page = visit(CHOOSE + VIEW)
    said(page, "Side by side:")
    link = lead(page, ".choice-table td[data-cell^=subcision] a.know")
    anchor = urldefrag(link.get_attribute("href")).fragment
    link.click()
    assert opened(page).locator("[data-facts]").first.get_attribute("data-facts") == anchor.removeprefix("finding-")
    assert page.url.endswith(VIEW)
    clean(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_sheet_is_open_to_everyone(visit, scheme: str) -> None:
    page = visit(GUIDE, width=320, scheme=scheme)
    lead(page).click()
    opened(page)
    assert axe(page) == []
    for size in ("100%", "200%"):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate(TOO_WIDE) == 0
        assert page.locator("#passport").get_by_role("button", name="Close").bounding_box()["y"] < 300
    page.evaluate("document.documentElement.style.fontSize = ''")


def test_it_is_a_sheet_at_the_foot_of_a_phone_and_a_card_where_there_is_room_and_not_on_paper(visit) -> None:
    page = visit(GUIDE, width=390)
    lead(page).click()
    box = opened(page).bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 900)
    assert box["y"] > 0
    page.set_viewport_size({"width": 1280, "height": 900})
    box = page.locator("#passport").bounding_box()
    assert box["width"] < 700 and box["y"] > 0 and box["y"] + box["height"] < 900
    page.emulate_media(media="print")
    assert not page.locator("#passport").is_visible()
