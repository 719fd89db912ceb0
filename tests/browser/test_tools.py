"""The tools in a real browser: by keyboard and touch, without script, in print, narrow, large, in both schemes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.browser.test_open_to_everyone import axe

CHOOSE, PLANNER, DECIDE = "compare/choose/", "planner/", "decide/"
VIEW = "#options=no-treatment,fractional-co2,subcision&questions=good-result,downtime,frequency-dark-marks"
PAGES_OF_PDF = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def open_view(visit) -> Any:
    """The chooser with a view in its address, its table drawn."""

    def opened(view: str = VIEW, **options: object) -> Any:
        page = visit(CHOOSE + view, **options)
        page.locator(".tool-result").wait_for()
        return page

    return opened


def said(page: Any, text: str) -> None:
    """Waits until the tool's live region says something."""
    page.locator("article .tool-status", has_text=text).wait_for()


def shown_options(page: Any) -> list[str]:
    return page.locator(".choice-table thead th").all_inner_texts()[1:]


def tab_to(page: Any, selector: str, most: int = 150) -> None:
    """Presses Tab until the focus is on what the selector names, as a reader without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def clean(page: Any) -> None:
    """Nothing was refused by the policy and no script failed."""
    assert page.evaluate("window.refused") == []
    assert page.errors == []


# Choose what to compare


def test_options_stand_side_by_side_in_the_order_of_the_data(open_view, cube) -> None:
    page = open_view("#options=subcision,fractional-co2,no-treatment&questions=downtime,good-result")
    assert shown_options(page) == ["Doing nothing", "Fractional CO2 laser", "Subcision"]
    rows = page.locator(".choice-table tbody tr:visible th")
    questions = [column.question for _, column in cube.columns.values() if column.id in ("downtime", "good-result")]
    assert [text.split("\n")[0].strip() for text in rows.all_inner_texts()] == questions
    clean(page)


def test_doing_nothing_is_offered_first_and_ticked(visit) -> None:
    page = visit(CHOOSE)
    first = page.locator("#choose-options input").first
    assert (first.get_attribute("value"), first.is_checked()) == ("no-treatment", True)
    page.locator(".tool-result").wait_for()
    assert shown_options(page) == ["Doing nothing"]


def test_a_fifth_option_is_refused_and_that_is_said(open_view) -> None:
    page = open_view("#options=no-treatment,fractional-co2,subcision,punch&questions=downtime")
    page.get_by_label("Pulsed-dye laser").click()
    said(page, "Pulsed-dye laser was not added")
    assert not page.get_by_label("Pulsed-dye laser").is_checked()
    assert len(shown_options(page)) == 4


def test_the_address_holds_the_view_and_goes_back(open_view) -> None:
    page = open_view()
    page.get_by_label("Subcision").uncheck()
    said(page, "Options: 2.")
    assert "options=no-treatment,fractional-co2&" in page.url
    page.reload()
    said(page, "Options: 2.")
    assert shown_options(page) == ["Doing nothing", "Fractional CO2 laser"]
    page.evaluate("location.hash = '#options=punch&questions=downtime'")
    said(page, "Punch surgery: we found no figure")
    page.go_back()
    said(page, "Options: 2.")
    page.go_forward()
    said(page, "Options: 1.")
    assert shown_options(page) == ["Punch surgery"]


@pytest.mark.parametrize(
    "view",
    [
        "#options=<img src=x onerror=alert(1)>,no-treatment&questions=downtime",
        "#options=no-treatment,__proto__,constructor&questions=downtime,toString",
        "#options=no-treatment&questions=downtime&certainty=sure&skin=99&people=all",
        "#options=no-treatment,fractional-co2,subcision,punch,filler&questions=downtime",
        "#options=no-treatment&questions=downtime&sort=best",
    ],
)
def test_nonsense_in_the_address_is_left_out_and_that_is_said(open_view, view: str) -> None:
    page = open_view(view)
    said(page, "Something in the address is not known here")
    assert shown_options(page)[0] == "Doing nothing"
    assert len(shown_options(page)) <= 4
    assert page.locator("article img").count() == 0
    clean(page)


@pytest.mark.parametrize("view", ["#%E0%A4%A", "#<script>alert(1)</script>", "#side-by-side"])
def test_an_address_that_holds_no_view_shows_the_first_one(open_view, view: str) -> None:
    page = open_view(view)
    assert page.locator("article script:not([type='application/ld+json'])").count() == 0
    clean(page)


def test_a_view_of_nothing_says_what_to_do(visit) -> None:
    page = visit(CHOOSE + "#options=&questions=downtime")
    said(page, "Tick at least one option and one question")
    assert not page.locator(".tool-result").is_visible()


def test_a_link_inside_the_page_keeps_the_view(open_view) -> None:
    page = open_view()
    page.evaluate("location.hash = '#references'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert len(shown_options(page)) == 3


def test_filters_leave_out_findings_and_never_an_option(open_view, cube) -> None:
    page = open_view()
    findings = page.locator(".choice-table tr:visible .finding")
    total = findings.count()
    page.locator(".tool-set", has=page.locator("#filter-certainty")).locator("summary").click()
    page.get_by_label("Only findings in which everybody had acne scars").check()
    page.get_by_label("How sure").select_option("moderate")
    page.locator(".tool-view", has_text="moderate or high certainty").wait_for()
    kept = [part for part in findings.all() if part.get_attribute("hidden") is None]
    assert 0 < len(kept) < total
    for part in kept:
        fact = cube.facts[part.locator("[data-facts]").get_attribute("data-facts")]
        assert fact.people == "acne-scars"
        assert fact.certainty in ("moderate", "high")
    assert f"{len(kept)} of {total}" in page.locator("article .tool-status").inner_text()
    assert shown_options(page) == ["Doing nothing", "Fractional CO2 laser", "Subcision"]
    assert "Subcision" in page.locator("article .tool-status").inner_text()
    assert "certainty=moderate" in page.url


def test_a_summary_stands_only_while_every_finding_behind_it_fits(open_view) -> None:
    page = open_view(
        "#options=fractional-co2&questions=frequency-dark-marks,downtime,duration-erythema&certainty=moderate"
    )
    cells = page.locator(".choice-table tr:visible td")
    seen = set()
    for cell in cells.filter(has=page.locator(".choice-summary")).all():
        summed = cell.locator(".finding[data-summed]")
        whole = all(part.get_attribute("hidden") is None for part in summed.all())
        seen.add(whole)
        assert cell.locator(".choice-summary").is_visible() == whole
    assert False in seen
    assert (
        page.locator(".choice-table .value:visible").count() == page.locator(".choice-summary:visible .value").count()
    )


def test_the_skin_filter_keeps_what_names_that_skin(open_view, cube) -> None:
    page = open_view("#options=fractional-co2&questions=frequency-dark-marks&skin=5")
    for part in page.locator(".choice-table .finding:visible").all():
        assert 5 in cube.facts[part.locator("[data-facts]").get_attribute("data-facts")].skin


def test_an_option_without_figures_stays_and_says_so(open_view) -> None:
    page = open_view("#options=no-treatment,punch&questions=good-result,downtime")
    said(page, "Punch surgery: we found no figure for these questions")
    assert page.get_by_role("cell", name="We found no figure we could check").count() == 2


def test_the_choice_by_keyboard_alone(visit) -> None:
    page = visit(CHOOSE)
    tab_to(page, "#choose-options input[value=fractional-co2]")
    page.keyboard.press("Space")
    said(page, "Options: 2.")
    tab_to(page, "summary:has(#choose-questions-name), #choose-questions-name")
    page.keyboard.press("Enter")
    tab_to(page, "#choose-questions input[value=little-change]")
    page.keyboard.press("Space")
    said(page, "Questions: 9.")
    tab_to(page, "#choose-filters-name")
    page.keyboard.press("Enter")
    tab_to(page, "#filter-certainty")
    page.keyboard.press("ArrowDown")
    said(page, "Findings that fit")
    assert "certainty=low" in page.url
    tab_to(page, "#choose-reset")
    page.keyboard.press("Enter")
    said(page, "Options: 1.")
    assert page.evaluate("document.activeElement.id") == "choose-reset"
    clean(page)


def test_the_choice_works_from_a_folder(visit, material: Path) -> None:
    page = visit(f"{CHOOSE}index.html{VIEW}", root=f"{material.as_uri()}/")
    page.locator(".tool-result").wait_for()
    page.get_by_label("Microneedling", exact=True).check()
    said(page, "Options: 4.")
    clean(page)


def test_an_option_that_can_not_be_loaded_is_named(visit) -> None:
    page = visit("privacy/")
    page.route("**/assets/options/fractional-co2.js", lambda route: route.abort())
    page.goto(page.url.replace("privacy/", CHOOSE) + VIEW)
    said(page, "The findings on Fractional CO2 laser could not be loaded")
    assert shown_options(page) == ["Doing nothing", "Subcision"]


# Dates


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


ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/London")


@pytest.mark.parametrize("zone", ZONES)
def test_a_published_figure_becomes_dates_with_a_sum_to_check(planned, zone: str) -> None:
    page = planned("fractional-co2", "2026-06-05", timezone_id=zone)
    assert dates(page, "afl-erythema-ong") == [
        ("between 8 and 19 June", "5 June + 3 days = 8 June; 5 June + 14 days = 19 June")
    ]
    page.get_by_label("Which laser?").select_option("ysgg-2790")
    (words, counted), *_ = [
        pair for line in page.locator(".date:visible[data-shape=average]").all()
        for pair in [(line.locator(".date-words").inner_text(), line.locator(".date-sum").inner_text())]
    ]  # fmt: skip
    assert (words, counted) == ("on average around 10 June", "5 June + 5 days = 10 June")
    page.get_by_label("Which laser?").select_option("full-field-co2")
    assert page.locator(".date-words", has_text="until up to 19 June").locator("visible=true").count() == 1


@pytest.mark.parametrize("zone", ZONES)
def test_a_change_of_the_clock_moves_no_day(planned, zone: str) -> None:
    page = planned("fractional-co2", "2026-03-28", timezone_id=zone)
    assert dates(page, "afl-erythema-ong")[0][0] == "between 31 March and 11 April"


def test_a_month_too_short_gives_its_last_day_and_a_new_year_is_named(planned) -> None:
    page = planned("full-field-co2", "2026-10-31")
    counted = " ".join(page.locator(".date-sum:visible").all_inner_texts())
    assert "31 October + 4.5 months = 15 March 2027" in counted
    assert "31 October + 2 weeks = 14 November" in counted


def test_every_date_rests_on_the_number_beside_it(planned) -> None:
    page = planned("", "2026-06-05")
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
    assert dates(page, "afl-erythema-ong")[0][0] == "between 3 and 14 March"
    page.get_by_label("Day of treatment").fill("")
    assert page.locator(".date:visible").count() == 0
    assert page.locator("#planner-save").is_disabled()
    said(page, "Pick a day")


@pytest.mark.parametrize("laser", ["", "full-field-co2", "nd-yag-1064"])
def test_the_calendar_file_is_read_by_a_library(planned, laser: str) -> None:
    page = planned(laser, "2026-06-05")
    if laser == "nd-yag-1064":  # no published time: nothing to save
        assert page.locator("#planner-save").is_disabled()
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
    page.keyboard.press("ArrowDown")
    tab_to(page, "#planner-day")
    page.keyboard.type("06052026")
    said(page, "counted from 5 June 2026")
    tab_to(page, "#planner-save")
    with page.expect_download():
        page.keyboard.press("Enter")
    assert page.locator(".times:visible").count() == 1
    clean(page)


# The worksheet


WORDS = '<b onmouseover="alert(1)">mine</b> & "yours"'


def fill_in(page: Any, text: str) -> None:
    """Fills every field with this text, as far as it goes in, and ticks everything."""
    for field in page.locator(".worksheet :is(textarea, input[type=text])").all():
        field.fill(text[: int(field.get_attribute("maxlength") or 0)])
    for box in page.locator(".worksheet input[type=checkbox]").all():
        box.check()
    for group in page.locator(".worksheet .picks").all():
        group.locator("input").last.check()


def test_the_summary_repeats_the_readers_own_words_as_words(visit, cube) -> None:
    page = visit(DECIDE)
    fill_in(page, WORDS)
    sheet = page.locator("#sheet")
    assert sheet.locator("b").count() == 0
    assert sheet.inner_text().count(WORDS) == 3 + 5
    for feature in cube.features.values():
        assert feature.name in sheet.inner_text()
    clean(page)


def test_nothing_is_added_up_and_nothing_recommended(visit) -> None:
    page = visit(DECIDE)
    page.locator("#matters input[value=lot]").first.check()
    first = page.locator("#sheet").inner_text()
    assert not re.search(r"\b(score|total|suits|best|recommend\w*|\d+ (?:of|out of) \d+)\b", first, re.IGNORECASE)
    assert [line for line in first.splitlines() if line == "a lot"] == ["a lot"]


def test_the_features_of_doing_nothing_and_of_lasers_stand_side_by_side(visit) -> None:
    page = visit(DECIDE)
    for part in page.locator(".matter").all():
        names = part.locator(".side-says").all_inner_texts()
        assert names == ["Doing nothing", "Skin camouflage", "Lasers in general"]
        boxes = [side.bounding_box() for side in part.locator(".side").all()]
        assert len({tuple(round(box[key]) for key in ("y", "width", "height")) for box in boxes}) == 1
        assert [one.get_attribute("value") for one in part.locator("input").all()] == ["not", "little", "lot", "unsure"]
        assert part.locator("input:checked").count() == 0


def test_nothing_is_kept_unless_the_reader_asks_and_it_can_be_deleted(visit) -> None:
    page = visit(DECIDE)
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


@pytest.mark.parametrize("kept", ["{", "7", '"x"', '{"own-decision": {"a": 1}, "leaning=laser": "yes"}'])
def test_what_was_kept_and_spoilt_does_no_harm(visit, kept: str) -> None:
    page = visit(DECIDE)
    page.evaluate("(kept) => localStorage.setItem(`worksheet:${location.pathname}`, kept)", kept)
    page.reload()
    assert page.locator("#own-decision").input_value() == ""
    assert page.locator(".worksheet input:checked").count() == 0
    clean(page)


@pytest.mark.parametrize("text", ["m" * 400, "word " * 80, "a\n" * 200])
def test_the_printed_summary_takes_two_sheets_at_most(visit, text: str) -> None:
    page = visit(DECIDE)
    fill_in(page, text)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= len(PAGES_OF_PDF.findall(printed)) <= 2
    page.emulate_media(media="print")
    assert page.locator("#sheet").is_visible()
    assert not page.locator("article > h1").is_visible()
    assert not page.get_by_role("button", name="Print my summary").is_visible()


def test_the_worksheet_by_keyboard_alone(visit) -> None:
    page = visit(DECIDE)
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


# Each of them


@pytest.fixture
def used(visit) -> Any:
    """Each tool as it is in the middle of use."""

    def opened(tool: str, **options: object) -> Any:
        page = visit(tool + (VIEW if tool == CHOOSE else ""), **options)
        if tool == CHOOSE:
            page.locator(".tool-result").wait_for()
        elif tool == PLANNER:
            page.locator("#planner-day").fill("2026-06-05")
        else:
            fill_in(page, "mine")
        page.evaluate("for (const details of document.querySelectorAll('article details')) details.open = true")
        return page

    return opened


TOOLS = (CHOOSE, PLANNER, DECIDE)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark"), (820, "dark"), (820, "light")])
def test_axe_finds_nothing_in_the_middle_of_use(used, tool: str, width: int, scheme: str) -> None:
    assert axe(used(tool, width=width, scheme=scheme))[:10] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_must_be_scrolled_sideways_or_is_cut_off(used, tool: str) -> None:
    page = used(tool)
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
        "[...document.querySelectorAll('article :is(.pick, .tool-button, select, textarea, .tool-field input, .tool-set > summary)')]"
        ".filter((part) => part.getClientRects().length && part.getBoundingClientRect().height < 43.5).map((part) => part.outerHTML.slice(0, 90))"
    )
    assert small == []
    if tool == CHOOSE:
        page.locator("#choose-options").get_by_text("Microneedling", exact=True).tap()
        said(page, "Options: 4.")
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
        for link in ("lasers/", "results/", "effort/", "side-effects/", "skin-tone/"):
            assert page.locator(f"article a[href$='../{link}']").first.is_visible()
    elif tool == PLANNER:
        assert page.locator(".times:visible").count() == page.locator(".times").count() > 10
        assert page.get_by_role("heading", name="How to count by hand").is_visible()
        assert not page.locator("#planner-day").is_visible()
    else:
        assert page.locator("#own-decision").is_visible()
        assert page.get_by_text("Print this page and write on it").is_visible()


@pytest.mark.parametrize("tool", TOOLS)
def test_print_shows_what_was_chosen_and_no_form(used, tool: str) -> None:
    page = used(tool)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("article :is(.tool-button, #choose-options, #planner-day):visible").count() == 0
    shown = {CHOOSE: ".choice-table .value", PLANNER: ".date-sum", DECIDE: "#sheet"}[tool]
    assert page.locator(shown).first.is_visible()
    assert len(PAGES_OF_PDF.findall(page.pdf(format="A4", prefer_css_page_size=True))) >= 1


def test_on_paper_without_script_the_worksheet_has_lines_to_write_on(visit) -> None:
    page = visit(DECIDE, java_script_enabled=False)
    page.emulate_media(media="print")
    for field in ("#own-decision", "#own-matters", "#own-question-1", "#own-support"):
        box = page.locator(field).bounding_box()
        assert box and box["height"] >= 30 and box["width"] > 300
    assert page.locator("#matters input").first.is_visible()
    assert not page.locator(".own-sheet").is_visible()


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tools_script_is_loaded_on_its_page_alone(visit, address: str, tool: str) -> None:
    page = visit("doing-nothing/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "recovery/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if re.search(r"choose\.js|planner\.js|decide\.js|tools\.css|/options/", url)]
    asked.clear()
    page.goto(address + tool)
    page.wait_for_load_state("networkidle")
    assert [url.rsplit("/", 1)[1] for url in asked if re.search(r"(choose|planner|decide)\.js$", url)] == [
        f"{tool.rstrip('/').rsplit('/', maxsplit=1)[-1]}.js"
    ]
