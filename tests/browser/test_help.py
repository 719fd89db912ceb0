"""The help page as a frightened reader meets it: by keyboard, on a phone, at night, on paper, without colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.access import axe_with_everything_open

HELP = "when-to-call/"
PHONE, SCREENS, WORDS = 844, 4, 500
PLACES = ["", "lasers/fractional-co2/", "planner/", "decide/", "compare/choose/", "glossary/", "404.html"]
SMALL = """() => [...document.querySelectorAll("a[href^='tel:']")].filter((part) => part.checkVisibility()).map((part) => {
  const box = part.getBoundingClientRect();
  return [part.textContent.trim().slice(0, 30), Math.round(box.width), Math.round(box.height)];
}).filter(([, width, height]) => width < 44 || height < 44)"""
OPEN = "for (const part of document.querySelectorAll('.help-numbers-all details')) part.open = true"


# Without script the order of the source alone decides, which tests/site/test_help.py reads on every page.
@pytest.mark.parametrize(("name", "script"), [*((name, True) for name in PLACES), ("", False)])
def test_two_steps_of_the_keyboard_lead_to_help(visit, name: str, *, script: bool) -> None:
    page = visit(name, width=390, java_script_enabled=script)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{HELP}")
    assert page.locator("h1").inner_text() == "When to call for help"


@pytest.mark.parametrize("name", ["", HELP, "404.html"])
def test_help_menu_and_search_stand_in_the_head_at_every_width(visit, name: str) -> None:
    page = visit(name)
    for width in (320, 390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        check_head(page, width)


def check_head(page: Page, width: int) -> None:
    """What leads to help, the name, the search and the menu stand apart, whole and high enough for a finger."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    parts = [".help-go", ".brand", "#search-input", *([".menu-button"] if width < 1024 else [])]
    boxes = {part: page.locator(part).bounding_box() for part in parts}
    for part, box in boxes.items():
        assert box and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= width, (part, width)
    for one in parts:
        for other in parts:
            if one < other:
                assert not overlap(boxes[one], boxes[other]), (one, other, width)


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share a place."""
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    return across and one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]


@pytest.mark.parametrize("width", [320, 390])
def test_the_first_screen_of_the_start_page_offers_help(visit, width: int) -> None:
    page = visit("", width=width)
    box = page.locator("article .help-line").bounding_box()
    assert box and box["y"] + box["height"] <= PHONE and box["height"] >= 44
    assert page.locator("article .help-line").inner_text() == "Treated and worried? Get help"


def test_the_help_page_is_four_screens_of_a_phone_and_five_hundred_words(visit) -> None:
    page = visit(HELP, width=390)
    page.set_viewport_size({"width": 390, "height": PHONE})
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE
    told = page.evaluate(
        "['article > h1', 'article > .answer', '.help-page'].map((part) => document.querySelector(part).innerText).join(' ')"
    )
    words = [word for word in told.split() if any(sign.isalpha() for sign in word)]
    assert 300 < len(words) <= WORDS


def test_every_number_can_be_touched(visit) -> None:
    page = visit(HELP, width=320)
    page.evaluate(OPEN)
    assert page.locator("a[href^='tel:']").count() > 35
    assert page.evaluate(SMALL) == []


def test_what_is_normal_and_the_numbers_open_without_script(visit) -> None:
    page = visit(HELP, width=390, java_script_enabled=False)
    page.locator(".usual > .fold > summary").first.click()
    page.locator(".usual .fold .fold > summary").first.click()
    assert page.locator(".usual .fold .fold .value").first.is_visible()
    page.locator(".help-numbers-all summary").click()
    assert page.locator("#help-fr .help-number").first.is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(
    ("name", "link"),
    [(HELP, ".dials-emergency .dial-more a"), ("mood/", ".dials-distress .dial-more a"), ("other/filler/", "a[href$='#numbers']")],
)  # fmt: skip
def test_a_link_to_the_numbers_shows_them(visit, name: str, link: str, *, script: bool) -> None:
    page = visit(name, width=390, java_script_enabled=script)
    page.locator(f"article {link}").first.click()
    page.wait_for_url(f"**/{HELP}#*")
    page.locator("#countries .help-number").first.wait_for(state="visible")
    box = page.locator("#countries .help-number").first.bounding_box()
    assert box and 0 <= box["y"] < PHONE


def test_distress_stands_first_on_the_page_on_mood_with_numbers_in_sight(visit) -> None:
    page = visit("mood/", width=390)
    places = [page.locator(part).first.bounding_box()["y"] for part in ("#if-you-are-in-distress-now", ".dials .dial", ".cards")]  # fmt: skip
    assert places == sorted(places) and places[1] < 1.5 * PHONE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_the_emergency_is_a_solid_block(visit, scheme: str) -> None:
    page = visit(HELP, width=390, scheme=scheme)
    grounds = page.evaluate(
        "[...document.querySelectorAll('.band')].map((part) => [part.className, getComputedStyle(part).backgroundColor])"
    )
    assert [kind for kind, ground in grounds if ground != "rgba(0, 0, 0, 0)"] == ["band band-emergency"]
    edges = page.evaluate(
        "[...document.querySelectorAll('.band')].map((part) => parseFloat(getComputedStyle(part).borderLeftWidth))"
    )
    assert edges[1] >= 3 * edges[2] > 0


def test_without_colours_the_bands_differ_in_shape_and_word(visit) -> None:
    page = visit(HELP, width=390, forced_colors="active")
    marks = page.evaluate(
        "[...document.querySelectorAll('.band > h2')].map((part) => { const mark = getComputedStyle(part, '::before');"
        " return [part.innerText, mark.clipPath, mark.borderRadius, mark.backgroundImage].join(); })"
    )
    assert len(set(marks)) == len(marks) == 3
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.band-emergency')).borderTopWidth)") >= 4


def test_axe_finds_nothing_on_the_help_page_with_everything_open(visit) -> None:
    assert axe_with_everything_open(visit(HELP)) == {}


def test_the_sheet_is_in_eleven_point(visit) -> None:
    page = visit(HELP)
    page.emulate_media(media="print")
    sizes = page.evaluate(
        "[...document.querySelectorAll('.sheet :is(.sign, .sign *, p, h2, .say-band li)')].filter((part) => part.checkVisibility() && !part.closest('.cites'))"
        ".map((part) => parseFloat(getComputedStyle(part).fontSize))"
    )
    assert len(sizes) > 30
    assert min(sizes) >= 14.6  # 11 pt


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_a_number_to_dial_stands_on_one_line_within_its_box(visit, width: int) -> None:
    page = visit("mood/", width=width)
    boxes = page.locator(".dial").evaluate_all(
        "(dials) => dials.map((dial) => { const [box, number] = [dial, dial.querySelector('.help-number')].map((part) => part.getBoundingClientRect());"
        "return [number.left >= box.left && number.right <= box.right, number.height < 40]; })"
    )
    assert len(boxes) > 3 and boxes == [[True, True]] * len(boxes)
