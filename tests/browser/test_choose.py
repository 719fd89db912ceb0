"""The chooser in a real browser: what stands side by side, filters, the address, by keyboard, from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.tools import CHOOSE, VIEW, clean, said, tab_to


@pytest.fixture
def open_view(visit) -> Any:
    """The chooser with a view in its address, its table drawn."""

    def opened(view: str = VIEW, **options: object) -> Any:
        page = visit(CHOOSE + view, **options)
        page.locator(".tool-result").wait_for()
        return page

    return opened


def shown_options(page: Any) -> list[str]:
    return page.locator(".choice-table thead th").all_inner_texts()[1:]


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
    said(page, "Doing nothing is ticked. Tick another option")
    page.get_by_label("Subcision").check()
    page.locator(".tool-result").wait_for()
    assert shown_options(page) == ["Doing nothing", "Subcision"]


def test_a_fifth_option_is_refused_and_that_is_said(open_view) -> None:
    page = open_view("#options=no-treatment,fractional-co2,subcision,punch&questions=downtime")
    page.get_by_label("Pulsed-dye laser").click()
    said(page, "Pulsed-dye laser was not added")
    assert not page.get_by_label("Pulsed-dye laser").is_checked()
    assert len(shown_options(page)) == 4


def test_ticks_that_the_address_does_not_hold_are_gone_after_a_new_load(open_view) -> None:
    page = open_view()
    page.get_by_label("Pulsed-dye laser").check()
    page.evaluate("history.replaceState(null, '', location.pathname)")
    page.reload()
    said(page, "Doing nothing is ticked. Tick another option")
    assert not page.get_by_label("Pulsed-dye laser").is_checked()


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
def test_an_address_that_holds_no_view_begins_anew(visit, view: str) -> None:
    page = visit(CHOOSE + view)
    said(page, "Doing nothing is ticked")
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
    page = open_view(VIEW.replace("subcision", "tca-cross"))
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
    # Nothing fits of the last one: it stays, and that is said.
    acid = cube.options["tca-cross"].name
    assert shown_options(page) == ["Doing nothing", "Fractional CO2 laser", acid]
    assert acid in page.locator("article .tool-status").inner_text()
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


def test_an_option_that_can_not_be_loaded_is_named(visit_anew) -> None:
    page = visit_anew("privacy/")
    page.route("**/assets/options/fractional-co2.js", lambda route: route.abort())
    page.goto(page.url.replace("privacy/", CHOOSE) + VIEW)
    said(page, "The findings on Fractional CO2 laser could not be loaded")
    assert shown_options(page) == ["Doing nothing", "Subcision"]
