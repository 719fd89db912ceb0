"""The worksheet in a real browser: the reader's own words, nothing kept unasked, two sheets at most, by keyboard."""

from __future__ import annotations

import re

import pytest

from tests.browser.tools import DECIDE, PAGES_OF_PDF, clean, fill_in, said, tab_to

WORDS = '<b onmouseover="alert(1)">mine</b> & "yours"'


def test_the_summary_repeats_the_readers_own_words_as_words(visit_anew, cube) -> None:
    page = visit_anew(DECIDE)
    fill_in(page, WORDS)
    sheet = page.locator("#sheet")
    assert sheet.locator("b").count() == 0
    assert sheet.inner_text().count(WORDS) == 3 + 2
    for feature in cube.features.values():
        assert feature.name in sheet.inner_text()
    clean(page)


def test_nothing_is_added_up_and_nothing_recommended(visit_anew) -> None:
    page = visit_anew(DECIDE)
    page.locator("#matters input[value=lot]").first.check()
    first = page.locator("#sheet").inner_text()
    assert not re.search(r"\b(score|total|suits|best|recommend\w*|\d+ (?:of|out of) \d+)\b", first, re.IGNORECASE)
    assert [line for line in first.splitlines() if line == "a lot"] == ["a lot"]


def test_what_may_matter_is_told_of_the_same_options_in_the_same_order(visit_anew, cube) -> None:
    page = visit_anew(DECIDE)
    for part, feature in zip(page.locator(".matter").all(), cube.features.values(), strict=True):
        told = [name.strip() for name in part.locator("dt").all_text_contents()]
        assert told[0].startswith("Doing nothing")
        options = [cube.options[option].name for option in feature.headlines]
        empty = [name.rstrip(",.") for name in part.locator(".not-measured .empty").all_text_contents()]
        assert [name for name in told if name in options] == [name for name in options if name not in empty]
        assert set(options) == set(empty) | {name for name in told if name in options}
        assert [one.get_attribute("value") for one in part.locator("input").all()] == ["not", "little", "lot", "unsure"]
        assert part.locator("input:checked").count() == 0


def test_nothing_is_kept_unless_the_reader_asks_and_it_can_be_deleted(visit_anew) -> None:
    page = visit_anew(DECIDE)
    stored = "localStorage.length + sessionStorage.length"
    page.locator("#own-decision").fill("to wait")
    assert page.evaluate(stored) == 0
    page.get_by_label("Keep what I write on this device").check()
    said(page, "Kept on this device")
    page.locator("#matters input[value=lot]").first.check()
    page.reload()
    assert page.locator("#own-decision").input_value() == "to wait"
    assert page.locator("#matters input[value=lot]").first.is_checked()
    assert page.locator("#keep").is_checked()
    page.locator("#keep").uncheck()
    assert page.evaluate(stored) == 0
    assert page.locator("#own-decision").input_value() == "to wait"
    page.locator("#keep").check()
    assert page.evaluate(stored) == 1
    page.get_by_role("button", name="Delete everything that I wrote").click()
    said(page, "Everything that you wrote is deleted")
    assert page.evaluate(stored) == 0
    assert (page.locator("#own-decision").input_value(), page.locator(".worksheet input:checked").count()) == ("", 0)
    assert "to wait" not in page.locator("#sheet").inner_text()
    page.reload()
    assert page.locator("#own-decision").input_value() == ""
    clean(page)


def test_ticks_that_are_not_kept_are_gone_after_a_new_load(visit_anew) -> None:
    page = visit_anew(DECIDE)
    page.locator("#matters input[value=lot]").first.check()
    page.locator("#my-questions input[type=checkbox]").first.check()
    page.reload()
    assert page.locator(":is(.worksheet, .summary) input:checked").count() == 0


def test_what_was_kept_and_spoilt_does_no_harm(visit_anew) -> None:
    page = visit_anew(DECIDE)
    for kept in ("{", "7", '"x"', '{"own-decision": {"a": 1}, "leaning=laser": "yes"}'):
        page.evaluate("(kept) => localStorage.setItem(`worksheet:${location.pathname}`, kept)", kept)
        page.reload()
        assert page.locator("#own-decision").input_value() == "", kept
        assert page.locator(".worksheet input:checked").count() == 0, kept
        clean(page)


def test_the_printed_summary_takes_two_sheets_at_most(visit_anew) -> None:
    page = visit_anew(DECIDE)
    for text in ("m" * 400, "word " * 80, "a\n" * 200):
        fill_in(page, text)
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        assert 1 <= len(PAGES_OF_PDF.findall(printed)) <= 2, text[:5]
    page.emulate_media(media="print")
    assert page.locator("#sheet").is_visible()
    assert not page.locator("article > h1").is_visible()
    assert not page.get_by_role("button", name="Print my summary").is_visible()


def test_the_worksheet_by_keyboard_alone(visit_anew) -> None:
    page = visit_anew(DECIDE)
    tab_to(page, "#own-decision")
    page.keyboard.type("to wait\nfor a year")
    tab_to(page, "input[name=leaning]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#own-question-1")
    page.keyboard.type("Who looks after me?")
    page.keyboard.press("Enter")
    tab_to(page, "#keep")
    page.keyboard.press("Space")
    tab_to(page, "#delete")
    assert all(
        text in page.locator("#sheet").inner_text()
        for text in ("to wait / for a year", "covering", "Who looks after me?")
    )
    assert page.url.endswith(DECIDE)
    clean(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_paper_a_worksheet_with_nothing_on_it_has_lines_to_write_on(visit_anew, *, script: bool) -> None:
    page = visit_anew(DECIDE, java_script_enabled=script)
    page.emulate_media(media="print")
    assert page.locator("article > h1").is_visible()
    for field in ("#own-decision", "#own-matters", "#own-question-1", "#own-support"):
        box = page.locator(field).bounding_box()
        assert box and box["height"] >= 30 and box["width"] > 300
    assert page.locator("#matters input").first.is_visible()
    assert not page.locator(".own-sheet").is_visible()
