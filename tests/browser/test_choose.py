"""Options side by side in a real browser: what stands there, what trials say, the address, by keyboard, from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from macros.load import Cube
from tests.browser.tools import CHOOSE, VIEW, clean, said, tab_to

# What the lines of each row go from and to; sessions are plain numbers.
ENDS = ["0–100"] * 4 + ["1 hour to 1 year", "1 day to 1 year", "0–10"]
AT_FIRST = ["Fractional CO2 laser", "Microneedling", "Doing nothing"]


@pytest.fixture
def open_view(visit) -> Any:
    """The chooser with a view in its address, its table drawn."""

    def opened(view: str = VIEW, **options: object) -> Any:
        page = visit(CHOOSE + view, **options)
        said(page, "Side by side:")
        return page

    return opened


def shown_options(page: Any) -> list[str]:
    heads = [table.locator("thead th").all_text_contents()[1:] for table in page.locator(".choice-table").all()]
    assert all(head == heads[0] for head in heads)
    return heads[0]


def cells(page: Any) -> list[str]:
    """The pairs that stand in the table, in its order."""
    return [cell.get_attribute("data-cell") for cell in page.locator(".choice-table td").all()]


def trials(page: Any) -> dict[frozenset[str], set[str]]:
    """What stands under "in the same trial": the facts of each pair of options."""
    return {
        frozenset((pair.get_attribute("data-one"), pair.get_attribute("data-other"))): {
            said.get_attribute("data-facts") for said in pair.locator("[data-facts]").all()
        }
        for pair in page.locator(".trial").all()
    }


def trials_of(cube: Cube, *options: str) -> dict[frozenset[str], set[str]]:
    """What the facts say of these options against each other and against doing nothing."""
    found: dict[frozenset[str], set[str]] = {}
    for fact in cube.facts.values():
        pair = frozenset((fact.option, fact.against))
        if len(pair) == 2 and pair <= {"no-treatment", *options} and fact.checked == "twice":
            found.setdefault(pair, set()).add(fact.id)
    return found


def test_options_stand_side_by_side_in_the_order_of_the_data(open_view, cube) -> None:
    page = open_view("#options=subcision,fractional-co2")
    assert shown_options(page) == ["Fractional CO2 laser", "Subcision", "Doing nothing"]
    asked = sorted((one for _, one in cube.columns.values() if one.compared), key=lambda column: column.compared)
    rows = page.locator(".choice-table tbody th")
    heads = rows.all_text_contents()
    assert [head.startswith(column.label) for head, column in zip(heads, asked, strict=True)] == [True] * len(asked)
    assert rows.locator(".row-ends").all_text_contents() == ENDS
    picked = ("fractional-co2", "subcision", "no-treatment")
    assert cells(page) == [f"{option} {column.id}" for column in asked for option in picked]
    clean(page)


def test_before_anything_is_picked_a_table_stands_there_and_nothing_more_is_asked_for(visit_anew) -> None:
    page = visit_anew(CHOOSE)
    page.wait_for_load_state("networkidle")
    assert shown_options(page) == AT_FIRST
    assert [name for name in AT_FIRST[:-1] if not page.get_by_label(name, exact=True).is_checked()] == []
    assert not [url for url in page.asked if "/options/" in url]


def test_doing_nothing_always_stands_there_and_needs_no_tick(visit) -> None:
    page = visit(CHOOSE)
    assert page.locator("#choose-options input[value=no-treatment]").count() == 0
    page.get_by_label("Microneedling", exact=True).uncheck()
    said(page, "Pick another option to set beside it")
    assert shown_options(page) == ["Fractional CO2 laser", "Doing nothing"]
    page.get_by_label("Fractional CO2 laser").uncheck()
    said(page, "Pick at least one option")
    assert not page.locator(".tool-result").is_visible()


def test_a_fifth_option_is_refused_and_that_is_said(open_view) -> None:
    page = open_view("#options=fractional-co2,subcision,punch,filler")
    page.locator("#choose-fold").click()
    page.get_by_label("Pulsed-dye laser").click()
    said(page, "Pulsed-dye laser was not added")
    assert not page.get_by_label("Pulsed-dye laser").is_checked()
    assert len(shown_options(page)) == 5


def test_ticks_that_the_address_does_not_hold_are_gone_after_a_new_load(open_view) -> None:
    page = open_view()
    page.locator("#choose-fold").click()
    page.get_by_label("Pulsed-dye laser").check()
    page.evaluate("history.replaceState(null, '', location.pathname)")
    page.reload()
    assert shown_options(page) == AT_FIRST
    assert not page.get_by_label("Pulsed-dye laser").is_checked()


def test_the_address_holds_the_view_and_goes_back(open_view) -> None:
    page = open_view("#options=fractional-co2,subcision,punch")
    page.get_by_label("Subcision").uncheck()
    said(page, "Side by side: Fractional CO2 laser, Punch surgery, and")
    assert page.url.endswith("#options=fractional-co2,punch")
    page.reload()
    said(page, "Side by side: Fractional CO2 laser, Punch surgery, and")
    page.evaluate("location.hash = '#options=silicone'")
    said(page, "Silicone gel or sheets: we found no figure")
    page.go_back()
    said(page, "Side by side: Fractional CO2 laser, Punch surgery, and")
    page.go_forward()
    said(page, "Side by side: Silicone gel or sheets, and")
    assert shown_options(page) == ["Silicone gel or sheets", "Doing nothing"]


@pytest.mark.parametrize(
    "view",
    [
        "#options=<img src=x onerror=alert(1)>,fractional-co2",
        "#options=fractional-co2,__proto__,constructor,toString",
        "#options=fractional-co2&certainty=sure",
        "#options=fractional-co2,subcision,punch,filler,prp",
        "#options=fractional-co2&sort=best",
    ],
)
def test_nonsense_in_the_address_is_left_out_and_that_is_said(open_view, view: str) -> None:
    page = open_view(view)
    said(page, "Something in the address is not known here")
    assert shown_options(page)[0] == "Fractional CO2 laser"
    assert len(shown_options(page)) <= 5
    assert page.locator("article img").count() == 0
    clean(page)


@pytest.mark.parametrize("view", ["#%E0%A4%A", "#<script>alert(1)</script>", "#side-by-side"])
def test_an_address_that_holds_no_view_begins_anew(visit, view: str) -> None:
    page = visit(CHOOSE + view)
    assert shown_options(page) == AT_FIRST
    assert page.locator("article .tool-status").inner_text() == ""
    assert page.locator("article script:not([type='application/ld+json'])").count() == 0
    clean(page)


def test_a_view_of_nothing_says_what_to_do(visit) -> None:
    page = visit(CHOOSE + "#options=")
    said(page, "Pick at least one option")
    assert not page.locator(".tool-result").is_visible()


def test_a_link_inside_the_page_keeps_the_view(open_view) -> None:
    page = open_view()
    before = shown_options(page)
    page.evaluate("location.hash = '#how-to-read-it'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert shown_options(page) == before != AT_FIRST


@pytest.mark.parametrize(
    "picked",
    [
        ("fractional-co2", "rf-microneedling", "microneedling", "subcision"),
        ("filler", "tca-cross"),
        ("nafl-erbium-glass", "picosecond-fractional", "chemical-peel"),
    ],
)
def test_what_trials_set_against_each_other_stands_first(open_view, cube, picked: tuple[str, ...]) -> None:
    page = open_view(f"#options={','.join(picked)}")
    assert trials(page) == trials_of(cube, *picked) != {}
    assert not page.locator(".no-trial").is_visible()
    at = [page.locator(part).first.bounding_box()["y"] for part in (".trial", ".choice-table")]
    assert at[0] < at[1]


def test_where_no_trial_set_them_against_each_other_it_says_so(open_view, cube) -> None:
    page = open_view("#options=thulium-1927,punch")
    assert trials(page) == trials_of(cube, "thulium-1927", "punch") == {}
    assert page.locator(".no-trial").is_visible()


def test_a_guide_leads_here_with_its_own_option_picked(visit) -> None:
    page = visit("lasers/fractional-co2/")
    page.get_by_role("link", name="Compare it with others").click()
    said(page, "Side by side: Fractional CO2 laser, and doing nothing")
    assert [box.get_attribute("value") for box in page.locator("#choose-options input:checked").all()] == [
        "fractional-co2"
    ]
    clean(page)


def test_an_option_without_figures_stays_and_says_so(open_view) -> None:
    page = open_view("#options=silicone,fractional-co2")
    said(page, "Silicone gel or sheets: we found no figure for these questions")
    empty = page.locator("td[data-cell^='silicone ']")
    assert set(empty.all_inner_texts()) == {"no figure found"}
    assert empty.locator(".hatched").count() == empty.count() == 8


@pytest.mark.parametrize("width", [390, 1280])
def test_the_list_shows_what_is_picked_and_the_rest_when_asked(visit, width: int) -> None:
    page = visit(CHOOSE + "#options=filler", width=width)
    said(page, "Filler injections")
    seen = page.locator("#choose-options .chip:visible")
    assert seen.all_inner_texts() == ["Filler injections"]
    more = page.locator("#choose-fold")
    assert more.get_attribute("aria-expanded") == "false"
    more.click()
    assert seen.count() == page.locator("#choose-options input").count() > 20
    page.get_by_label("Subcision").check()
    said(page, "Subcision, Filler injections")
    more.click()
    assert seen.all_inner_texts() == ["Subcision", "Filler injections"]
    page.get_by_label("Subcision").uncheck()
    said(page, "Filler injections, and")
    assert seen.all_inner_texts() == ["Subcision", "Filler injections"]


def test_the_choice_by_keyboard_alone(visit) -> None:
    page = visit(CHOOSE, width=390)
    tab_to(page, "#choose-fold")
    page.keyboard.press("Enter")
    tab_to(page, "#choose-options input[value=subcision]")
    page.keyboard.press("Space")
    said(page, "Microneedling, Subcision, and doing nothing")
    tab_to(page, "#choose-reset")
    page.keyboard.press("Enter")
    said(page, "Side by side: Fractional CO2 laser, Microneedling, and")
    assert page.evaluate("document.activeElement.id") == "choose-reset"
    assert shown_options(page) == AT_FIRST
    clean(page)


def test_the_choice_works_from_a_folder(visit, material: Path) -> None:
    page = visit(f"{CHOOSE}index.html{VIEW}", root=f"{material.as_uri()}/")
    said(page, "Side by side:")
    page.locator("#choose-fold").click()
    page.get_by_label("Microneedling", exact=True).check()
    said(page, "Microneedling, Subcision, and doing nothing")
    clean(page)


def test_an_option_that_can_not_be_loaded_is_named(visit_anew) -> None:
    page = visit_anew("privacy/")
    page.route("**/assets/options/fractional-co2.js", lambda route: route.abort())
    page.goto(page.url.replace("privacy/", CHOOSE) + VIEW)
    said(page, "The findings on Fractional CO2 laser could not be loaded")
    assert shown_options(page) == ["Subcision", "Doing nothing"]
