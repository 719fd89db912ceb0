"""Axe with everything open, narrow and light or wide and dark: a page a template; in `soak` all pages, whole, at each width in both schemes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from publish.check.colours import schemes
from tests.browser.access import ENDS, EVERY, OTHERS, TEMPLATES, axe, axe_with_everything_open, thinned
from tests.conftest import serving


@pytest.fixture(scope="module")
def clinic(attacked: Path) -> Iterator[str]:
    """The address of the site of a clinic with a colour, a record and a page of its own."""
    with serving(attacked) as address:
        yield address


# The tools are looked at in the middle of use: test_tools.py; the help page whole: test_help.py. What lies over a page is alike on all.
AT_REST = [name for name in TEMPLATES if name not in ("chooser", "planner", "worksheet", "when to call")]
WITH_SEARCH_AND_TERM = ("start", "option")


@pytest.mark.parametrize(("template", "look"), zip(AT_REST, cycle(ENDS), strict=False))
def test_axe_finds_nothing_on_a_page_of_each_template(visit, template: str, look: tuple[int, str]) -> None:
    over = template in WITH_SEARCH_AND_TERM
    page = thinned(visit(TEMPLATES[template]))
    assert axe_with_everything_open(page, over=over, looks=ENDS if over else [look]) == {}


@pytest.mark.parametrize("name", ["clinic/how-to-find-us/", "about/"])
def test_axe_finds_nothing_on_what_is_the_clinics_own(visit, clinic: str, name: str) -> None:
    assert axe_with_everything_open(visit(name, root=clinic), level="AA", over=name == "about/") == {}


@pytest.mark.soak
@pytest.mark.parametrize("name", [*OTHERS, *TEMPLATES.values()])
def test_axe_finds_nothing_on_any_page(visit, name: str) -> None:
    assert axe_with_everything_open(visit(name), over=True, looks=EVERY) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_are_painted_in_the_colour_that_the_build_has_checked(visit, scheme: str) -> None:
    page = visit("", scheme=scheme)
    made = schemes()[scheme == "dark"].link
    painted = page.locator("article p a:not(.help-line)").first.evaluate("(link) => getComputedStyle(link).color")
    assert painted == "rgb({}, {}, {})".format(*made)


@pytest.mark.parametrize(("ink", "levels"), [("#bbb", ["AA", "AAA"]), ("#707070", ["AAA"]), ("#444", [])])
def test_letters_that_are_too_pale_for_a_level_are_found(visit, ink: str, levels: list[str]) -> None:
    page = visit("privacy/")
    page.locator("article .answer").evaluate("(part, ink) => { part.style.color = ink; }", ink)
    assert [level for level in ("AA", "AAA") if axe(page, "article .answer", level=level)] == levels
