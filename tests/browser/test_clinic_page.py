"""A clinic's page with each form that it can take, as readers meet it: on a phone, in the dark, by key, on paper, without style."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.access import axe_with_everything_open
from tests.browser.conftest import Opener
from tests.conftest import serving

PAGE = "clinic/page/"
OUT = "[...document.querySelectorAll('article *')].filter((part) => !part.closest('.scroll, pre') && part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.outerHTML.slice(0, 90))"
SHOWN = "(what) => [...document.querySelectorAll(what)].map((part) => part.checkVisibility())"


@pytest.fixture(scope="module")
def root(example_page: Path) -> Iterator[str]:
    with serving(example_page / "material") as address:
        yield address


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_wide_scrolls_in_its_own_box_by_key_too(visit: Opener, root: str, width: int) -> None:
    page = visit(PAGE, width=width, root=root)
    box = page.locator(".scroll[tabindex]")
    box.wait_for()
    # The hours fit; the week does not.
    assert page.evaluate("[...document.querySelectorAll('.scroll')].map((box) => box.hasAttribute('tabindex'))") == [
        False,
        True,
        False,
    ]
    assert page.evaluate("document.documentElement.scrollWidth") == width and page.evaluate(OUT) == []
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.scroll[tabindex]').scrollLeft > 0")
    assert page.locator("pre[tabindex]").count()


def test_axe_finds_nothing_and_nothing_is_asked_for_elsewhere(visit: Opener, root: str) -> None:
    page = visit(PAGE, root=root)
    assert axe_with_everything_open(page) == {}
    assert [url for url in page.asked if not url.startswith(root)] == [] and page.errors == []  # type: ignore[attr-defined]
    assert page.evaluate("window.refused") == []


def test_tabs_change_by_key_and_a_link_into_one_opens_it(visit: Opener, root: str) -> None:
    page = visit(PAGE, root=root)
    assert page.evaluate(SHOWN, ".tabbed-content") == [True, False]
    page.locator(".tabbed-set input").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN, ".tabbed-content") == [False, True]
    page.evaluate("document.querySelector('.tabbed-content p').id = 'train'; location.hash = 'train'")
    page.wait_for_function("() => document.querySelector('.tabbed-set input').checked")
    assert page.evaluate(SHOWN, ".tabbed-content") == [True, False]


@pytest.mark.parametrize("how", ["paper", "no style"])
def test_all_tabs_are_read_each_below_its_name(visit: Opener, root: str, how: str) -> None:
    page = visit(PAGE, root=root)
    if how == "paper":
        page.emulate_media(media="print")
    else:
        page.evaluate("for (const sheet of document.querySelectorAll('link[rel=stylesheet]')) sheet.remove()")
    assert page.evaluate(SHOWN, ".tabbed-content") == [True, True]
    tops = page.evaluate(
        "[...document.querySelectorAll('.tabbed-set > :is(label, div)')].map((part) => part.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops) and len(set(tops)) == 4
    assert (
        max(
            page.evaluate(
                "[...document.querySelectorAll('.twemoji svg')].map((icon) => icon.getBoundingClientRect().height)"
            )
        )
        < 32
    )


def test_on_paper_a_short_form_and_where_links_lead_are_told_and_code_is_whole(visit: Opener, root: str) -> None:
    page = visit(PAGE, width=700, root=root)
    page.emulate_media(media="print")
    assert "accident and emergency" in page.evaluate(
        "getComputedStyle(document.querySelector('abbr'), '::after').content"
    )
    assert page.evaluate(
        "[...document.querySelectorAll('article pre, .scroll')].every((box) => box.scrollWidth <= box.clientWidth)"
    )
    for links in (".own a.md-button", ".contact a[rel]:not([dir])"):
        told = page.locator(links).evaluate_all(
            "(links) => links.map((link) => getComputedStyle(link, '::after').content.includes(`(${link.getAttribute('href')})`))"
        )
        assert told and all(told), links


# How a box is told from others: its words, its rule, and the shape, the turn, the sign and the colour before its title.
LOOKS = """() => [...document.querySelectorAll(".admonition.note, .admonition.warning")].map((box) => {
  const [shape, sign] = ["::before", "::after"].map((part) => getComputedStyle(box.querySelector(".admonition-title"), part));
  return {
    ink: getComputedStyle(box).color, rule: getComputedStyle(box).borderTopWidth, shape: shape.borderRadius, turn: shape.transform,
    sign: sign.content, colour: shape.borderTopColor, height: shape.height,
  };
})"""


@pytest.mark.parametrize("way", ["light", "dark", "forced", "print"])
def test_a_note_and_a_warning_differ_by_shape_sign_weight_and_colour(visit: Opener, root: str, way: str) -> None:
    options = {"forced_colors": "active"} if way == "forced" else {}
    page = visit(PAGE, scheme="dark" if way == "dark" else "light", root=root, **options)
    if way == "print":
        page.emulate_media(media="print")
    note, warning = page.evaluate(LOOKS)
    same = {key for key in note if note[key] == warning[key]}
    # On paper, and in a reader's own colours, ink is one; the rest tells them apart.
    assert same == {"ink", "height"} | ({"colour"} if way in ("forced", "print") else set()), (note, warning)
    assert note["sign"].startswith('"i"') and warning["sign"].startswith('"!"') and float(note["height"][:-2]) > 12
