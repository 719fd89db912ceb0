"""The verb bears the certainty, and no word of frequency stands without its number: data, and the project's own pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from macros.load import Cube
from macros.load.speech import Rules, sentences
from macros.model.headline import cell_of
from publish.check.cards import judge_cards, judge_features
from publish.check.prose import judge_prose
from tests.conftest import copy_project, told_mistakes
from tests.projects import ROOT, SHIPPED


@pytest.fixture(scope="module")
def rules(cube: Cube) -> Rules:
    return Rules(cube.words_of_speech)


@pytest.mark.parametrize(
    ("certainty", "statement", "claim"),
    [
        ("low", "This cream prevents dark marks.", "cream prevents"),
        ("low", "This cream probably prevents dark marks.", "probably prevents"),
        ("low", "This cream may prevent dark marks.", None),
        ("low", "The laser is better than peels.", "laser is better"),
        ("low", "In 30 people dark marks were seen less.", None),
        ("low", "A trial found that the cream prevents dark marks.", None),
        ("low", "Laser can cause dark marks.", None),
        ("low", "These are scars from any cause.", None),
        ("low", "Which cream heals best is open.", None),
        ("expert", "Gentle washing helps.", "washing helps"),
        ("expert", "Doctors say that gentle washing helps.", None),
        ("moderate", "Plasma improves scars.", "plasma improves"),
        ("moderate", "Plasma may improve scars.", "may improve"),
        ("moderate", "Plasma probably improves scars.", None),
        ("high", "A laser works at a wavelength.", None),
        ("high", "A laser probably works at a wavelength.", "probably works"),
    ],
)
def test_a_verb_bears_the_certainty_of_its_fact(
    rules: Rules, certainty: str, statement: str, claim: str | None
) -> None:
    found = list(rules.oversure(statement, certainty))  # type: ignore[arg-type]
    assert [line.split("'")[1] for line in found] == ([claim] if claim else [])
    assert all((certainty in line and "write" in line) or "say" in line for line in found)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Dark marks often come.", "often"),
        ("Dark marks often come: in 14 of 30 people.", None),
        ("Most people get red.", "Most people"),
        ("Many pass.", "Many pass"),
        ("Most fades on one side of all faces.", None),
        ("Redness usually passes in two weeks.", None),
        ("How often do they come?", None),
        ("We do not know how often they come.", None),
        ("They come more often in brown skin.", None),
        ("CO2 laser rarely leaves scars.", "rarely"),
        ("Scars tend to stay.", "tend to"),
        ("Black skin was hardly studied.", "hardly"),
        ("Few of the people had black skin; how many is not known.", None),
        ("They mostly fade, but how many stay for longer is not known.", None),
        ("They mostly fade, and the cause is not known.", "mostly"),
    ],
)
def test_a_word_of_frequency_has_a_number(rules: Rules, text: str, word: str | None) -> None:
    found = [wrong for sentence in sentences(text) if (wrong := rules.uncounted(sentence))]
    assert [line.split("'")[1] for line in found] == ([word] if word else [])


FACT = '{{ state_fact("fco2-pih-majid") }}'


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Dark marks often come.", 1),
        (f"Dark marks often come. {FACT}", None),
        (f"{FACT} They are common.", None),
        (f"Dark marks often come.\n\n{FACT}", None),
        (f"Dark marks often come.\n\nThey fade.\n\n{FACT}", 1),
        ("They come,\nthey go. They\noften stay.", 2),
        ("- A.\n- They are rare.\n", 2),
        ('{{ term("burn", "Common burns") }} come.', 1),
        ('Burns are common. {{ term("burn") }}', 1),
        (f"This laser causes dark marks. {FACT}", 1),
        (f"This laser may cause dark marks. {FACT}", None),
        ("## How often do they come? { #often }", None),
    ],
)
def test_a_page_tells_a_frequency_beside_its_fact_alone(cube: Cube, body: str, line: int | None) -> None:
    found = list(judge_prose({"a.md": body}, cube))
    assert [problem.line for problem in found] == ([line] if line else [])


def test_all_pages_pass_and_one_that_does_not_is_refused_by_the_check(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    page = root / "docs/results.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nScars usually go.\n", encoding="utf-8")
    (told,), _ = told_mistakes(root)
    assert told.startswith("docs/results.md:") and "'usually' tells how often" in told


def test_every_set_phrase_is_in_use(cube: Cube) -> None:
    """An exception that nothing needs any more goes."""
    files = [*(SHIPPED / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.yml")]
    told = " ".join(
        " ".join(path.read_text(encoding="utf-8").lower().split()) for path in files if path.stem != "speech"
    )
    phrases = [words for phrase in cube.words_of_speech.set_phrases for words in phrase.words]
    assert [words for words in phrases if words not in told] == []


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ('{{ state_fact("choose-training-alam-2007") }}', "what was checked twice, such as"),
        ('{{ state_fact("any-numbing-cream-risk") }}', 'say so with state_fact(…, "one-reader")'),
        ('{{ state_fact("any-numbing-cream-risk", "one-reader") }}', None),
        ('{{ state_fact("fco2-pih-majid") }}', None),
    ],
)
def test_a_card_tells_what_was_checked_twice_or_says_that_it_was_not(cube: Cube, call: str, says: str | None) -> None:
    card = f"\n/// html | section.card.card-danger\n\n{call}\n\n///\n"
    found = list(judge_cards({"a.md": card}, cube))
    assert [(problem.line, says in problem.text) for problem in found] == ([(4, True)] if says else [])
    assert not list(judge_cards({"a.md": call}, cube)) and len(list(judge_cards({"handout.md": call}, cube))) == len(
        found
    )


def test_the_worksheet_tells_what_was_checked_twice(cube: Cube) -> None:
    assert list(judge_features(cube)) == []
    for feature in cube.features.values():
        for option, column in product(feature.headlines, feature.columns):
            cell = cell_of(cube, cube.options[option], *cube.columns[column])
            assert {fact.checked for line in cell.lines for fact in line.facts} <= {"twice"}, (feature.id, option)
    feature = cube.features["no-lasting-harm"]
    sides = tuple(side.model_copy(update={"facts": ("cost-uk-nhs-birmingham",)}) for side in feature.sides)
    found = list(judge_features(replace(cube, features={feature.id: feature.model_copy(update={"sides": sides})})))
    assert [problem.record for problem in found] == [feature.id] * len(sides)
    assert all("what was checked twice, such as" in problem.text for problem in found)
