"""A clinic's logo, name and photos as readers meet them: the header keeps its height, nothing moves, a telephone loads little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route

from tests.browser.access import axe_with_everything_open
from tests.browser.conftest import Opener
from tests.conftest import serving
from tests.fork.trial import PAGES

FIRST = f"clinic/{quote(PAGES[0])}/"
# Where the logo and its name stand, and what is seen of the logo.
HEADER = """() => {
  const box = (what) => { const { x, y, width, height } = document.querySelector(what).getBoundingClientRect(); return [x, y, width, height].map(Math.round); };
  const image = document.querySelector(".brand img");
  return {
    logo: box(".brand img"), name: box(".brand-name"), head: box(".site-header")[3], file: image.currentSrc.split("/").pop(),
    ground: getComputedStyle(image).backgroundColor, wide: document.documentElement.scrollWidth,
  };
}"""
LIGHT, NONE = "rgb(251, 248, 241)", "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="module")
def root(trial: Path) -> Iterator[str]:
    with serving(trial / "material") as address:
        yield address


def come(page: Page, what: str) -> bool:
    """Whether the first of these pictures was loaded, once it is there or has failed."""
    page.locator(what).first.scroll_into_view_if_needed()
    return bool(
        page.locator(what).first.evaluate("image => image.decode().then(() => image.naturalWidth > 0, () => false)")
    )


@pytest.mark.parametrize("width", [320, 390, 430, 820, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wide_logo_and_a_name_without_end_keep_to_the_header(
    visit: Opener, root: str, width: int, scheme: str
) -> None:
    seen = visit(width=width, scheme=scheme, root=root).evaluate(HEADER)
    assert seen["wide"] == width and seen["head"] <= 110
    x, _, wide, high = seen["logo"]
    # On a telephone there is room for a wide logo or for the name, and everybody can read the name.
    if width < 768:
        assert (wide, high) == (0, 0) and seen["head"] <= 72
    else:
        assert (seen["file"], seen["ground"]) == (
            ("logo.png", LIGHT) if scheme == "light" else ("logo-dark.webp", NONE)
        )
        assert high == 32 and 40 <= wide <= 160 and x + wide <= seen["name"][0]
    assert seen["name"][2] > 60 and (wide == 160 if width == 1280 else True)


def test_nothing_moves_when_the_logo_and_the_photos_come(visit_anew: Opener, root: str) -> None:
    boxes = """() => [document.querySelector("article").offsetHeight, ...[...document.querySelectorAll("article img")].map((image) => image.height)]"""
    page, held, holds = visit_anew(), [], True

    def take(route: Route) -> None:
        if holds:
            held.append(route)
        else:
            route.continue_()

    page.route("**/*.{png,jpg,webp,svg}", take)
    page.goto(root + FIRST, wait_until="domcontentloaded")
    before, article = page.evaluate(HEADER), page.evaluate(boxes)
    holds = False  # first, so that none that is asked for meanwhile is held for good
    for route in held:
        route.continue_()
    assert [come(page, what) for what in (".brand img", "article img")] == [True, True]
    assert page.evaluate(HEADER) == {**before, "file": "logo.png"} and page.evaluate(boxes) == article
    assert article[1] > article[2] == 107


@pytest.mark.parametrize(("width", "version"), [(390, "-480.jpg"), (820, "-960.jpg")])
def test_a_window_loads_the_version_that_is_wide_enough(visit: Opener, root: str, width: int, version: str) -> None:
    page = visit(FIRST, width=width, root=root)
    image = page.locator("article img").first
    assert come(page, "article img")
    assert str(image.evaluate("image => image.currentSrc")).endswith(version)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe_with_everything_open(page) == {}


def test_the_menu_leads_to_a_page_whatever_its_name(visit: Opener, root: str) -> None:
    page = visit(root=root)
    page.locator(".site-nav summary", has_text="This clinic").click()
    page.locator(".site-nav a", has_text="On A+B, (2026)").click()
    page.locator("h1", has_text="On A+B, (2026)").wait_for()
    page.locator("#search-input").fill("opening hours")
    page.locator(".search-hits a", has_text="On opening hours").first.click()
    page.wait_for_url("**/clinic/opening%20hours/**")
