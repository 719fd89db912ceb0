"""The date planner in a real browser: sums that readers can check, time zones, the calendar file, by keyboard."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.browser.tools import PLANNER, clean, said, tab_to


@pytest.fixture
def planned(visit) -> Any:
    """The planner with a laser and a day, in a time zone of one's choice."""

    def opened(laser: str, day: str, **options: object) -> Any:
        page = visit(PLANNER, **options)
        page.get_by_label("Which laser?").select_option(laser)
        page.get_by_label("Day of treatment").fill(day)
        return page

    return opened


def dates(page: Any, facts: str) -> list[tuple[str, str]]:
    """The dates and sums that stand for a figure of these facts."""
    lines = page.locator(f".date:visible:has([data-facts='{facts}'])").all()
    return [(one.locator(".date-words").inner_text(), one.locator(".date-sum").inner_text()) for one in lines]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/London"])
def test_a_published_figure_becomes_dates_with_a_sum_to_check(planned, zone: str) -> None:
    # A change of the clock moves no day.
    page = planned("fractional-co2", "2026-03-28", timezone_id=zone)
    assert dates(page, "fco2-edema-duration-stratum")[0][0] == "between 4 and 11 April"
    page.get_by_label("Day of treatment").fill("2026-06-05")
    assert dates(page, "fco2-edema-duration-stratum") == [
        ("between 12 and 19 June", "5 June + 1 week = 12 June; 5 June + 2 weeks = 19 June")
    ]
    page.get_by_label("Which laser?").select_option("ysgg-2790")
    average = page.locator(".date:visible[data-shape=average]").first
    assert average.locator(".date-words").inner_text() == "on average around 10 June"
    assert average.locator(".date-sum").inner_text() == "5 June + 5 days = 10 June"
    page.get_by_label("Which laser?").select_option("full-field-co2")
    assert page.locator(".date-words", has_text="at most until 19 June").locator("visible=true").count() == 1


def test_a_month_too_short_gives_its_last_day_and_a_new_year_is_named(planned) -> None:
    page = planned("full-field-co2", "2026-10-31")
    counted = " ".join(page.locator(".date-sum:visible").all_inner_texts())
    assert "31 October + 4.5 months = 15 March 2027" in counted
    assert "31 October + 2 weeks = 14 November" in counted


def test_every_date_rests_on_the_number_beside_it(planned) -> None:
    page = planned("all", "2026-06-05")
    lines = page.locator(".date").all()
    assert len(lines) > 20
    for line in lines:
        value = line.locator("xpath=preceding-sibling::li[1]").locator(".value")
        shown = value.inner_text()
        for end in ("low", "high"):
            number, unit = (line.get_attribute(f"data-{end}") or "").split(" ")
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", shown), (shown, number)
            assert unit.rstrip("s") in shown
        assert line.locator(".date-words").get_attribute("data-facts") == value.get_attribute("data-facts")


def test_a_day_long_past_and_a_day_that_is_none(planned) -> None:
    page = planned("fractional-co2", "2001-02-28")
    assert dates(page, "fco2-edema-duration-stratum")[0][0] == "between 7 and 14 March"
    page.get_by_label("Day of treatment").fill("")
    assert page.locator(".date:visible").count() == 0
    assert page.locator("#planner-save").is_disabled()
    said(page, "Pick a laser and a day")


@pytest.mark.parametrize("laser", ["", "all", "full-field-co2", "nd-yag-1064"])
def test_the_calendar_file_is_read_by_a_library(planned, laser: str) -> None:
    page = planned(laser, "2026-06-05")
    if laser in ("", "nd-yag-1064"):  # none is picked, or it has no published time: nothing to save
        assert page.locator("#planner-save").is_disabled()
        said(page, "Nd:YAG" if laser else "Pick a laser and a day")
        return
    with page.expect_download() as caught:
        page.locator("#planner-save").click()
    raw = Path(caught.value.path()).read_bytes()
    assert caught.value.suggested_filename == "laser-dates.ics"
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    assert len(events) == page.locator(".date:visible").count() > 0
    assert not calendar.errors and not any(event.errors for event in events)
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event, line in zip(events, page.locator(".date:visible").all(), strict=True):
        first, after = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(first) is date and first < after
        assert line.locator(".date-sum").inner_text() in str(event["DESCRIPTION"])
        assert "Ask your clinic" in str(event["DESCRIPTION"])
        last = date.fromordinal(after.toordinal() - 1)
        words = line.locator(".date-words").inner_text()
        assert words.endswith(f"{last.day} {last:%B}" + (f" {last.year}" if last.year > 2026 else ""))
        assert event["DTSTAMP"].dt.tzinfo is not None
    clean(page)


def test_the_dates_by_keyboard_alone(visit) -> None:
    page = visit(PLANNER)
    tab_to(page, "#planner-laser")
    page.keyboard.press("ArrowDown")  # all lasers
    page.keyboard.press("ArrowDown")  # the first of them
    tab_to(page, "#planner-day")
    page.keyboard.type("06052026")
    said(page, "counted from 5 June 2026")
    tab_to(page, "#planner-save")
    with page.expect_download():
        page.keyboard.press("Enter")
    assert page.locator(".times:visible").count() == 1
    clean(page)
