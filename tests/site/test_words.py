"""The language of the pages: plain, one name for one thing, explained at first use, and enough of it."""

from __future__ import annotations

import re
from pathlib import Path

from macros.load import Cube, read_bodies
from macros.usage import sheets
from tests.conftest import pages_of, read_page
from tests.projects import SHIPPED
from tests.site.prose import marked_words, own_words, reading_grade, sentences

GRADE, MEAN = 8.0, 18.0
# Words of our own: what the views make of data stands beside them.
LEAST_WORDS, LEAST_FACTS = 100, 3
# Pages about the site itself, which state few findings or none.
ABOUT_US = {"a-to-z.md", "about.md", "privacy.md", "accessibility.md", "imprint.md", "questions.md", "questions/all.md"}
# Pages where names are explained in their place.
EXPLAINS = {"glossary.md", "glossary-complications.md", "glossary-treatments.md", "scar-types.md", "a-to-z.md"}


def test_every_page_reads_at_grade_eight_or_below_in_short_sentences(material: Path, cube: Cube) -> None:
    hard = {}
    for page in pages_of(material):
        html = read_page(material, page)
        text = sentences(html.css_first("article"), cube)
        if html.css_first("article[data-kind=moved]"):
            continue
        assert len(text.split()) > LEAST_WORDS, f"{page}: nothing was found that could be read"
        found = reading_grade(text)
        if found[0] > GRADE or found[1] > MEAN:
            hard[page] = found
    assert hard == {}


def test_the_gate_for_reading_finds_hard_words() -> None:
    text = "Post-inflammatory hyperpigmentation constitutes a considerable complication of ablative photothermolysis procedures."
    assert reading_grade(text)[0] > GRADE


def test_no_page_is_a_stub(cube: Cube) -> None:
    shown = sheets(SHIPPED)
    guides = {page: text for page, text in own_words(cube).items() if cube.pages[page].kind == "guide"}
    words = {page: len(text.split()) for page, text in guides.items()}
    assert {page: count for page, count in words.items() if count < LEAST_WORDS} == {}
    few = {page: len(shown[page].facts) for page in guides if len(shown[page].facts) < LEAST_FACTS}
    assert set(few) <= ABOUT_US
    assert not [page for page, meta in cube.pages.items() if "TODO" in meta.description + meta.title]


def test_the_first_use_of_a_term_is_explained(cube: Cube) -> None:
    bare = []
    names = {**cube.effects, **cube.scars}
    for page, body in read_bodies(SHIPPED).items():
        text = marked_words(body)
        for id_, record in names.items():
            used = re.search(rf"\b{re.escape(record.name)}\b", text, re.IGNORECASE)
            explained = text.find(f"⟦{id_}⟧")
            if used and page not in EXPLAINS and not 0 <= explained < used.start():
                bare.append((page, record.name, text[max(0, used.start() - 30) : used.end() + 20]))
    assert bare == []


def test_a_bare_first_use_is_found() -> None:
    assert marked_words('## Pain\n\nIt hurts. {{ term("pain") }} comes. [Pain](x.md)').split() == [
        "It",
        "hurts.",
        "⟦pain⟧",
        "comes.",
    ]


def test_own_prose_uses_plain_names_only(cube: Cube) -> None:
    medical = {record.medical for record in (*cube.effects.values(), *cube.scars.values())}
    plain = {record.name for record in (*cube.effects.values(), *cube.scars.values())}
    wrong = [
        *sorted(medical - plain), "PIH", "PIE", "hyperpigmentation", "edema", "oedema", "atrophic",
        "erythematous", "skin of color", "skin of colour",
    ]  # fmt: skip
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, wrong))})\b", re.IGNORECASE)
    assert [(page, hit[0]) for page, text in own_words(cube).items() for hit in pattern.finditer(text)] == []


def test_nobody_is_told_which_laser_suits_them(cube: Cube) -> None:
    pattern = re.compile(
        r"\b(the best (laser|treatment|choice|option) (for you|is)|we recommend|you should (have|choose|get) (a|the|this) (laser|treatment)|suits you best|is right for you)\b",
        re.IGNORECASE,
    )
    assert [(page, hit[0]) for page, text in own_words(cube).items() for hit in pattern.finditer(text)] == []


def test_promise_and_danger_have_equal_room(material: Path) -> None:
    for page in pages_of(material):
        html = read_page(material, page)
        for note in html.css(".term-note"):
            note.decompose()
        cards = [len(card.text().split()) for card in html.css(".cards > .card")]
        assert not cards or max(cards) <= 2.2 * min(cards), (page, cards)
