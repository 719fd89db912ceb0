"""Frozen editions: each release has one, nobody changes it by hand, and freezing one needs a release."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from macros.calls import render_page
from macros.load import Cube, read_cube
from macros.load.editions import EDITIONS, SHOWN, since_page, write_edition
from macros.load.records import FrozenEdition
from macros.model.changes import changes_since
from macros.render.paper import paper_foot
from macros.render.since import sign_words
from macros.render.site import Site
from macros.usage import read_site, render_all
from publish.beside.feed import read_changes
from publish.edition import read_edition
from publish.report import Refused
from publish.upkeep.freeze import freeze, held_by, page_text
from tests.conftest import told_mistakes
from tests.projects import ROOT, SHIPPED
from tests.unit.small import put

# The release before the first that was frozen.
UNFROZEN = "0.1.0"
NEW = "9.8.7"


def frozen_file(root: Path, release: str) -> Path:
    return root / EDITIONS / release / SHOWN


def test_each_release_is_frozen_and_has_its_page(cube: Cube) -> None:
    released = {change.version for change in read_changes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))}
    assert released - {UNFROZEN} == set(cube.editions)
    assert read_edition(ROOT).release in cube.editions
    for release in cube.editions:
        meta = cube.pages[since_page(release)]
        page = (SHIPPED / "docs" / since_page(release)).read_text(encoding="utf-8")
        assert page == page_text(release, date.fromisoformat(meta.checked))


# What the sheets of 0.2.0 said, read off its own pages and its change log's next entry: not off the file.
SAID = {
    "mn-pih-dogra": ("microneedling", "5 of 30 people"),
    "mn-tramtrack-dogra": ("microneedling", "2 of 30 people"),
    "diode1450-sessions": ("diode-1450", "3 to 5 sessions"),
    "full-terrible-batra-2003": ("ablative-full-field", "11 in 100 people"),
    "ffco2-healing-conn-2000": ("full-field-co2", "8 to 10 days"),
    "pdl-erythema-duration-alam-2003b": ("pulsed-dye", "3 to 6 days"),
    "any-edema-call-leeds": ("any-laser", "at least 3 days"),
    "fco2-half-majid-2014": ("fractional-co2", "about 43 in 100 people"),
    "fco2-vs-peel-needling-cochrane": ("fractional-co2", None),
    "fco2-vs-rf-cochrane": ("fractional-co2", None),
}


def test_the_sheets_of_0_2_0_are_frozen_as_they_were(cube: Cube) -> None:
    frozen = cube.editions["0.2.0"]
    facts = {fact.id: fact for fact in frozen.facts}
    assert {id_: (facts[id_].option, facts[id_].number) for id_ in SAID} == SAID
    assert len(facts) == 980
    handout = next(page for page in frozen.pages if page.page == "handout.md")
    assert handout.title == "Laser for acne scars, on one page"
    assert set(handout.facts) >= {"fco2-half-majid-2014", "fco2-little-majid-2014", "fco2-pih-majid"}


def test_freezing_today_keeps_what_each_page_shows_and_nothing_has_changed_since(cube: Cube) -> None:
    held = held_by(cube, render_all(SHIPPED, read_site(SHIPPED)), release=NEW, day="2027-01-01")
    frozen = FrozenEdition.model_validate(json.loads(json.dumps({**held, "sha256": ""})))
    found = changes_since(cube, frozen, sign_words(cube))
    assert not (found.changes or found.withdrawn or found.signs or found.signs_gone or found.new)
    assert {page.page for page in frozen.pages} == {page for page, meta in cube.pages.items() if meta.kind != "edition"}
    # What stands at the top of the sheet of paper.
    assert next(page.title for page in frozen.pages if page.page == "handout.md") == "Laser for acne scars, on one page"
    assert "{" not in "".join(sign.words for sign in frozen.signs)
    site = Site(replace(cube, editions={NEW: frozen}))
    said = render_page(site, since_page(NEW), f'{{{{ show_changes("{NEW}") }}}}').text
    assert "<b>Nothing has changed. Your sheet still holds.</b>" in said and 'class="was"' not in said


@pytest.fixture
def small(small: Path) -> Path:
    """A small project with a release that is not frozen yet."""
    put(small / "pyproject.toml", f'[project]\nversion = "{NEW}"\n'.encode())
    put(small / "CHANGELOG.md", f"## {NEW} – 1 December 2026\n\n**Numbers that changed:** none.\n".encode())
    put(small / "LICENSE", b"A licence.\n")
    return small


def test_a_release_is_frozen_once(small: Path) -> None:
    files = freeze(small)
    assert files == [frozen_file(small, NEW), small / "docs" / since_page(NEW)]
    lines = files[0].read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if '"fact-a"' in line and '"statement": "It took 2 to 4 days' in line]
    assert 'next_check: "2027-12-01"' in files[1].read_text(encoding="utf-8")
    with pytest.raises(Refused, match=rf"{NEW} is frozen, and its sheets are printed: raise the version"):
        freeze(small)


def test_what_is_no_release_is_not_frozen(small: Path) -> None:
    put(small / "CHANGELOG.md", b"## 1.0.0 - 1 December 2026\n\n**Numbers that changed:** none.\n")
    with pytest.raises(Refused, match=rf"CHANGELOG.md: found no release {NEW}, expected its entry"):
        freeze(small)
    assert not frozen_file(small, NEW).exists()


def test_a_release_whose_sheets_would_lead_nowhere_is_told(small: Path) -> None:
    freeze(small)
    put(small / "pyproject.toml", b'[project]\nversion = "9.9.0"\n')
    (small / "docs" / since_page(NEW)).unlink()
    failing, _ = told_mistakes(small)
    told = "pyproject.toml:1: version: docs/since/"
    missing = [line.removeprefix(told).split(".md is missing")[0] for line in failing if line.startswith(told)]
    assert missing == [NEW, "9.9.0"]


BY_HAND: dict[str, tuple[Callable[[str], str], str]] = {
    "a number": (lambda text: text.replace("2 to 4 days", "2 to 3 days", 1), "it is not as it was frozen"),
    "a key": (lambda text: text.replace('"size":', '"sizes":', 1), "Extra inputs are not permitted"),
    "a type": (lambda text: text.replace('"size": 12', '"size": "12"', 1), "facts.0.size: found '\"12\"'|facts.0.size"),
    "a folder": (lambda text: text.replace(f'"edition": "{NEW}"', '"edition": "1.0.0"', 1), "not as it was frozen"),
    "half a file": (lambda text: text[: len(text) // 2], "it can't be read"),
    "no map": (lambda _: "[]", "Input should be"),
    "too deep": (lambda _: "[" * 100_000, "it can't be read"),
}


@pytest.mark.parametrize("change", BY_HAND)
def test_what_was_printed_is_not_changed_by_hand(small: Path, change: str) -> None:
    file = freeze(small)[0]
    made, told = BY_HAND[change]
    put(file, made(file.read_text(encoding="utf-8")).encode())
    failing, _ = told_mistakes(small)
    assert len(failing) == 1 and re.search(told, failing[0]), failing
    assert failing[0].startswith(f"editions/{NEW}/shown.json:1: ") and "take the file back" in failing[0]


def test_an_edition_lies_in_a_folder_of_its_name_and_the_ends_of_its_lines_say_nothing(small: Path) -> None:
    file = freeze(small)[0]
    put(file, file.read_bytes().replace(b"\n", b"\r\n"))
    assert told_mistakes(small)[0] == []
    file.parent.rename(file.parent.with_name("1.0.0"))
    assert "expected that of its folder" in told_mistakes(small)[0][0]


def test_newer_editions_come_after_older_ones(small: Path) -> None:
    held = {"day": "2026-11-24", "facts": [], "signs": [], "pages": []}
    for release in ("0.9.0", "0.10.0", "0.2.0"):
        write_edition(small, {"edition": release, **held})
    assert list(read_cube(small).editions) == ["0.2.0", "0.9.0", "0.10.0"]


def test_a_sheet_leads_nowhere_where_there_is_nowhere_to_lead(cube: Cube) -> None:
    assert "https://a.test/b/since/0.2.0/" in paper_foot(cube, release="0.2.0", site_address="https://a.test/b/")
    assert paper_foot(cube, release="0.2.0", site_address="") == ""
    assert paper_foot(cube, release=NEW, site_address="https://a.test/b/") == ""
