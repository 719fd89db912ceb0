"""The number walk: each number on each page goes back to its facts, and none stands there without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from tests.site.oracle import expected, facts

ROOT = Path(__file__).parents[2]

NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|half|third|thirds|twice)"
THING = (
    r"(?:hours?|days?|weeks?|months?|years?|minutes?|people|persons?|patients?|adults?|sessions?|sides?|percent|per cent|%|times|in 100|in 1,000|"
    r"studies|study|trials?|sources?|nanometres?|millimetres?|mm|nm|points?)"
)
BARE = re.compile(rf"\b{NUMBER}(?:\W+(?:in|of|to|or|and|the|\d+))*\W+{THING}\b|\b{THING}\W+{NUMBER}\b", re.IGNORECASE)

# Numbers beside a thing that are no clinical number: (file, words, reason). At most fifteen.
ALLOWED = (
    ("data/options.yml", "1064 nm", "the wavelength is the laser's name"),
    ("data/options.yml", "1320 nm", "the wavelength is the laser's name"),
    ("data/options.yml", "1450 nm", "the wavelength is the laser's name"),
    ("data/wording.yml", "half of the people", "the frame of a figure whose ends are quartiles"),
)


def pages(site: Path) -> list[tuple[str, LexborHTMLParser]]:
    return [
        (path.relative_to(site).as_posix(), LexborHTMLParser(path.read_text(encoding="utf-8")))
        for path in sorted(site.rglob("*.html"))
    ]


def test_every_value_recomputes_from_its_facts(material: Path) -> None:
    walked, wrong = 0, []
    for page, html in pages(material):
        for node in html.css(".value"):
            shown = node.text()
            made = expected((node.attributes["data-facts"] or "").split(), shown)
            walked += 1
            if made != shown:
                wrong.append((page, node.attributes["data-facts"], shown, made))
    assert wrong == []
    assert walked > 200


def test_every_sentence_is_its_facts_statement(material: Path) -> None:
    walked = 0
    for page, html in pages(material):
        for node in html.css(".say"):
            walked += 1
            assert node.text() == facts()[node.attributes["data-facts"] or ""]["statement"], page
    assert walked > 400


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


def prose() -> list[tuple[str, str]]:
    """All words that are written outside the facts: pages, templates, the frame, and data that holds prose."""
    found = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found.append((path.relative_to(ROOT).as_posix(), re.sub(r"\{\{.*?\}\}", "", text)))
    for folder in ("macros/templates", "overrides"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            text = re.sub(r"\{[{%#].*?[#%}]\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            found.append((path.relative_to(ROOT).as_posix(), text))
    for name in (
        "claims",
        "questions",
        "groups",
        "wording",
        "effects",
        "scars",
        "options",
        "disputes",
        "features",
        "chances",
        "drawings",
        "audit",
    ):
        keys = (
            "says",
            "because",
            "ask",
            "why",
            "caption",
            "how_to_read",
            "words",
            "name",
            "medical",
            "means",
            "question",
            "title",
            "drawn",
            "did",
            "did_not",
            "asks",
        )
        records = yaml.safe_load((ROOT / f"data/{name}.yml").read_text(encoding="utf-8"))
        records += [part for record in records for key in ("sides", "panels") for part in record.get(key, ())]
        found.append(
            (f"data/{name}.yml", "\n".join(str(record[key]) for record in records for key in keys if key in record))
        )
    return found


def test_no_number_stands_beside_a_unit_or_people_outside_a_macro() -> None:
    assert len(ALLOWED) <= 15
    bare = [
        (file, hit[0])
        for file, text in prose()
        for hit in BARE.finditer(text)
        if (file, hit[0]) not in {entry[:2] for entry in ALLOWED}
    ]
    assert bare == []


@pytest.mark.parametrize(
    "text",
    ["3 days", "two weeks", "5 to 7 days", "half of the people", "1 in 100 people", "sessions: 3", "twelve\nmonths"],
)
def test_the_search_for_bare_numbers_finds_one(text: str) -> None:
    assert BARE.search(text)
