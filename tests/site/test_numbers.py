"""The number walk: each number on each page goes back to its facts, and none stands there without."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.beside.built_pages import parse
from publish.check.typed import typed_in, words_of
from tests.conftest import told_mistakes
from tests.projects import SHIPPED
from tests.site.oracle import expected, facts, marked_digits
from tests.site.prose import written_words
from tests.site.test_tools import cells_of, choices
from tests.unit.small import put

# Numbers beside a thing that are no clinical number: (file, words) with the reason.
ALLOWED = {
    **{
        ("data/options.yml", name): "the wavelength is the laser's name"
        for name in (
            "585 nm", "595 nm", "1064 nm", "1320 nm", "1,320 nm", "1450 nm", "1,450 nm", "1,540 nm", "1,550 nm", "1,927 nm", "2,790 nm", "2,940 nm",
        )
    },
    **{
        ("data/scales.yml", words): "what a source counted as better: the scale's own definition"
        for words in (
            "50 to 89 percent", "6 (80 to 100 percent", "five-point", "scars, 10", "30 percent", "one scar", "half of the scars", "quarter of the scars", "one treatment",
        )
    },
    **{
        ("data/units.yml", words): "a unit's name"
        for words in ("100 people", "100 sessions", "100 sides")
    },
    **{
        ("data/countries.yml", words): "opening hours of a help line, or a rule's own days"
        for words in ("24 hours", "18 hours", "day, 365", "day, seven", "day, 7", "seven days")
    },
    **dict.fromkeys((("data/wording.yml", "two treatments"), ("data/questions.yml", "two treatments")), "counts treatments as things, not how often"),
    ("data/claims.yml", "one treatment"): "the article's own claim, which facts judge",
    ("data/wording.yml", "half of the people"): "the frame of a figure whose ends are quartiles",
}  # fmt: skip


def pages(site: Path) -> list[tuple[str, LexborHTMLParser]]:
    """Each page of a site by its file, and after them what the chooser loads of each option."""
    built = [(path.relative_to(site).as_posix(), parse(path)) for path in sorted(site.rglob("*.html"))]
    return built + [(option, cells_of(site, option)) for option in choices(site)]


def test_every_value_recomputes_from_its_facts(material: Path) -> None:
    walked, wrong = Counter[bool](), []
    for page, html in pages(material):
        for node in html.css(".value"):
            shown = node.text()
            made = expected((node.attributes["data-facts"] or "").split(), shown)
            walked[page.endswith(".html")] += 1
            if made != shown:
                wrong.append((page, node.attributes["data-facts"], shown, made))
    assert wrong == []
    # On pages, and in what the chooser loads.
    assert walked[True] > 200 and walked[False] > 100, walked


def test_every_sentence_is_its_facts_statement(material: Path) -> None:
    walked = 0
    for page, html in pages(material):
        for node in html.css(".say"):
            walked += 1
            assert node.text() == facts()[node.attributes["data-facts"] or ""]["statement"], page
    assert walked > 400


def test_every_digit_in_a_mark_is_of_the_facts_beside_it(material: Path) -> None:
    walked, wrong = 0, []
    for page, html in pages(material):
        for node in html.css(".mark"):
            if not re.search(r"\d", shown := node.text()):
                continue
            walked += 1
            line = node.parent.parent if "row-doubts" in (node.parent.attributes["class"] or "") else node.parent
            ids = (line.css_first(".value, .say").attributes["data-facts"] or "").split()
            if shown not in marked_digits(ids):
                wrong.append((page, ids, shown, marked_digits(ids)))
    assert wrong == []
    assert walked > 250


def test_findings_say_who_was_measured(material: Path) -> None:
    for page, html in pages(material):
        for node in html.css(".finding"):
            fact = facts()[node.css_first(".say").attributes["data-facts"] or ""]
            assert fact["who"] in node.css_first(".who").text(), page
            assert (node.css_first(".note").text() if node.css_first(".note") else None) == fact.get("note"), page


def test_editors_remarks_are_never_printed(material: Path) -> None:
    remarks = [fact["editor"] for fact in facts().values() if len(fact.get("editor", "")) > 25]
    text = "\n".join(html.body.text() for _, html in pages(material) if html.body) + (
        material / "search-index.js"
    ).read_text(encoding="utf-8")
    assert [remark for remark in remarks if remark in text] == []


def test_nothing_of_the_macros_is_left_over(material: Path) -> None:
    for path in [*material.rglob("*.html"), material / "search-index.js"]:
        # JSON's own braces may end together.
        text = re.sub(r'<script type="application/ld\+json">.*?</script>', "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\[\^|\{\{|\}\}|\{%|Undefined|None</|BadCall", text), path


def test_no_number_stands_beside_a_unit_or_people_outside_a_macro() -> None:
    found = {(file, words) for file, text in written_words(SHIPPED) for words in typed_in(text)}
    assert found - ALLOWED.keys() == set()
    assert ALLOWED.keys() - found == set(), "allowed, but it stands nowhere"


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("made up for a test", "said to last 5 to 7 days", 1, "5 to 7 days"), ('"title": "A page"', '"title": "3 in 100 people"', 1, "3 in 100 people"),
        ("Words of a page", 'Some {{ term("effect-a", "5 to 7 days of it") }}', 0, "5 to 7 days"), ("Words of a page", '{{ term("effect-a", "thirty") }} days', 0, "thirty days"),
        ("Words of a page", '{{ term("effect-a", "it") }} for 3 {{ term("effect-a") }} days', 0, "3 days"), ("Words of a page", "It lasts half\n  an hour", 0, "half an hour"),
    ],
)  # fmt: skip
def test_a_number_that_was_typed_on_a_page_is_refused_with_its_line(
    small: Path, old: str, new: str, line: int, found: str
) -> None:
    page = small / "docs/index.md"
    text = page.read_text(encoding="utf-8")
    put(page, text.replace(old, new, 1).encode())
    line = line or text[: text.index(old)].count("\n") + 1
    told = [problem for problem in told_mistakes(small)[0] if "a page types no number" in problem]
    assert told and told[0].startswith(f"docs/index.md:{line}: found {found!r}: ")


def test_ids_in_calls_are_no_words() -> None:
    assert typed_in(words_of('{{ state_fact("fco2-4-days") }} {{ show_facts("nd-yag-1064", "care-2-weeks") }}')) == []


@pytest.mark.parametrize(
    "text",
    [
        "3 days", "two weeks", "5 to 7 days", "half of the people", "1 in 100 people", "sessions: 3",
        "twelve\nmonths", "thirty days", "a hundred people", "1 in 4", "one in four", "in 50 women", "3 visits",
        "£300", "$ 40", "40 €", "half a dozen sessions", "a quarter of patients", "5%", "40 °C", "20 percent",
        "two eyes", "3 scars", "nine out of ten",
    ],
)  # fmt: skip
def test_the_search_for_bare_numbers_finds_one(text: str) -> None:
    assert typed_in(text)
