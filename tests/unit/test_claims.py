"""The claim linter: what it finds in 150 sentences, and the rules of negation, countries and pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from macros.load import Problem, read_cube
from publish.check.clinic import claims as claims_module
from publish.check.clinic.claims import FAILING, STANDINGS, lint, unruled
from publish.check.clinic.sentences import Text, texts_of, texts_of_pages
from publish.check.clinic.tree import render
from tests.projects import ROOT, SHIPPED

SENTENCES = "tests/data/clinic-sentences.yml"
PHRASES = tuple(read_cube(SHIPPED).phrases.values())
IDS = {phrase.id for phrase in PHRASES}


def findings(text: str, country: str = "GB") -> list[Problem]:
    return list(lint(texts_of(render(text), "docs/clinic/page.md"), PHRASES, country))


def claims(text: str) -> list[str]:
    return sorted({str(finding.record) for finding in findings(text)})


def sentences() -> list[dict]:
    return yaml.safe_load((ROOT / SENTENCES).read_text(encoding="utf-8"))


def score(of: list[dict]) -> tuple[float, float, float]:
    """How often the linter and a person agree: the share of sentences judged alike, precision and recall."""
    pairs = [(set(claims(sentence["text"])), set(sentence["claims"])) for sentence in of]
    both = sum(len(found & meant) for found, meant in pairs)
    found, meant = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    return sum(a == b for a, b in pairs) / len(pairs), both / found, both / meant


def test_the_sentences_are_150_and_every_third_was_unseen() -> None:
    found = sentences()
    assert len(found) == len({sentence["text"] for sentence in found}) == 150
    assert [n for n, sentence in enumerate(found, 1) if sentence.get("unseen")] == list(range(3, 151, 3))
    assert {claim for sentence in found for claim in sentence["claims"]} == IDS
    assert 65 <= sum(not sentence["claims"] for sentence in found) <= 85


def test_the_seen_sentences_are_judged_as_a_person_does() -> None:
    assert min(score([sentence for sentence in sentences() if not sentence.get("unseen")])) >= 0.95


def test_the_unseen_sentences_keep_their_honest_figure() -> None:
    # First measured when the rules were done: 48 of 50 right, 31 of 33 claims, no false alarm. A later repair of file
    # names of pictures brought one more. One hand wrote both sentences and rules: on 144 sentences as they stand on
    # pages of others, each looked at before any tuning on it, 64 to 80 in 100 were judged as a person does.
    assert score([sentence for sentence in sentences() if sentence.get("unseen")]) == (49 / 50, 1, 32 / 33)


@pytest.mark.parametrize(
    "text",
    [
        "Results are not guaranteed.",
        "No treatment is painless.",
        "Nobody can promise a cure.",
        "Nobody can promise that the laser will be safe, painless or permanent.",
        "Laser cannot erase a scar.",
        "Is it safe?",
        "3. Can scars be completely removed?",
        "We keep you safe, and safety comes first.",
        "We safely dispose of needles.",
        "The result isn't permanent.",
        "Permanent results cannot be promised.",
        "A complete cure does not exist.",
        "We do not know whether it is safe in pregnancy.",
        "Avoid anyone who promises flawless skin.",
        "Rather than a miracle, expect a gradual change.",
        "A secure site, a manicure and an unsafe laser are other words.",
        "For the best results keep out of the sun.",
        "Loss of colour may be permanent.",
        "No pain relief is left out of the price.",
        "Danger or Miracle?",
        "Wear sunscreen before and after each visit.",
        "Have you had Botox in the last month?",
        "![Our waiting room](img/room.jpg)",
        "## Before you come\n\n![The way to the clinic](img/map.png)",
    ],
)
def test_denied_asked_and_harmless_words_are_no_claims(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is not only safe but painless.", ["painless", "safe"]),
        ("It isn't just safe, it's painless.", ["painless", "safe"]),
        ("The treatment is not painless. The result is permanent.", ["permanent"]),
        ("It is not painless but permanent.", ["permanent"]),
        ("You do not need surgery, and the results are permanent.", ["permanent"]),
        ("You do not need surgery and the results are permanent.", ["permanent"]),
        ("No surgery, permanent results.", ["permanent"]),
        ("Do not worry: our laser is safe.", ["safe"]),
        ("We cannot say that it is safe; we can say that it is permanent.", ["permanent"]),
        ("Our safe laser does not leave marks.", ["safe"]),
        ("Do you want flawless skin?", ["flawless"]),
        ("Why is our clinic the best?", ["best"]),
        ("No pain and no downtime.", ["no-downtime", "painless"]),
        ("Without surgery we completely remove scars.", ["erase"]),
        ("You won't believe how painless it is.", ["painless"]),
    ],
)
def test_a_negation_does_not_leak(text: str, expected: list[str]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text", ["It’s pain‑free!", "PAIN FREE", "**Pain**-free", "It is pain\nfree.", "p\u00adain-free", "pain&nbsp;free"]
)
def test_spelling_and_signs_hide_no_claim(text: str) -> None:
    assert claims(text) == ["painless"]


@pytest.mark.parametrize(
    "text",
    [
        "![Anna before and after](anna.jpg)",
        "![Anna](pictures/before-after/anna_before_after.jpg)",
        "![Anna][one]\n\n[one]: img/before%20after.png",
        '<img src="img/BeforeAfter.png" alt="Anna">',
        "## Before and after\n\nOur work.\n\n![Anna](anna.jpg)",
        "Our before and after gallery",
        "Photos: before/after",
    ],
)
def test_pictures_of_before_and_after_are_found(text: str) -> None:
    assert claims(text) == ["before-after"]


def test_a_claim_beside_a_denied_one_is_found_on_its_line() -> None:
    found = findings("Nothing is safe\nfor everyone. Our laser\nis safe and\npainless.")
    assert [(finding.line, finding.record, finding.text.split('"')[1]) for finding in found] == [
        (3, "safe", "safe"),
        (4, "painless", "painless"),
    ]


def test_a_finding_is_one_line_that_says_where_what_why_and_what_instead() -> None:
    (found,) = findings("# Laser\n\nIt is pain\nfree.")
    assert f"{found.file}:{found.line}: {found.text}" == (
        'docs/clinic/page.md:3: "pain free": says that the treatment does not hurt (the ASA does not accept “painless” '
        "for lasers without proof, GB, https://www.asa.org.uk/advice-online/beauty-and-cosmetics-using-lasers.html); "
        "say how much it hurts, for how long, and what you give for it"
    )
    assert found.level == "error"


@pytest.mark.parametrize(
    ("country", "text", "rule_of", "fails"),
    [
        ("GB", "Our laser is safe.", "GB", True),
        ("GB", "We guarantee it.", "GB", True),
        ("GB", "What our patients say", "GB", False),
        ("GB", "Pay later with us.", "AU", False),
        ("US", "Our laser is safe.", "US", False),
        ("AU", "What our patients say", "AU", False),
        ("AU", "Our laser is safe.", "GB", False),
        ("DE", "Our before and after gallery", "DE", False),
        ("DE", "Our laser is safe.", "DE", False),
    ],
)
def test_law_and_regulators_fail_all_else_warns(country: str, text: str, rule_of: str, *, fails: bool) -> None:
    (found,) = findings(text, country)
    assert (f", {rule_of}, https://" in found.text, found.level) == (True, "error" if fails else "warning")
    assert ("no rule of" in found.text) == (rule_of != country) and unruled(PHRASES, country) == ""


@pytest.mark.parametrize("country", ["IE", "FR", "BR", ""])
def test_a_country_without_rules_gets_all_phrases_as_warnings_and_one_line_that_says_so(country: str) -> None:
    assert unruled(PHRASES, country).startswith(f'"{country}": we know no rule of this country')
    found = findings("A safe cure. Pay later.\n\nPainless!", country)
    assert [finding.record for finding in found] == ["safe", "cure", "finance", "painless"]
    assert {finding.level for finding in found} == {"warning"}


def test_a_rule_of_the_union_holds_in_its_member_states_and_the_strictest_rule_is_told() -> None:
    (safe,) = (phrase for phrase in PHRASES if phrase.id == "safe")
    union = safe.rules[0].model_copy(update={"country": "EU", "standing": "law", "rule": "a law"})
    draft = union.model_copy(update={"country": "*", "standing": "draft", "rule": "a draft"})
    phrase = safe.model_copy(update={"rules": (draft, *safe.rules, union)})
    said = {country: next(lint([Text("f", 1, "Safe.")], [phrase], country)) for country in ("IE", "GB", "BR")}
    told = {"IE": "(a law, EU, ", "GB": f"({safe.rules[0].rule}, GB, ", "BR": "(a draft, *, "}
    assert all(words in said[country].text for country, words in told.items())
    assert [found.level for found in said.values()] == ["error", "error", "warning"]


def test_every_rule_has_a_source_and_a_standing() -> None:
    rules = [rule for phrase in PHRASES for rule in phrase.rules]
    assert all(rule.source_url.startswith("https://") and rule.standing in STANDINGS for rule in rules)
    assert {rule.country for rule in rules if rule.standing in FAILING} == {"GB"}


def pages(root: Path, **texts: bytes) -> Path:
    folder = root / "docs" / "clinic"
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_bytes(text)
    return root


def test_nothing_is_found_in_an_empty_folder_or_none(tmp_path: Path) -> None:
    assert list(lint(texts_of_pages(tmp_path), PHRASES, "FR")) == []
    assert list(lint(texts_of_pages(pages(tmp_path)), PHRASES, "FR")) == []


def test_comments_and_addresses_are_no_words_of_the_page() -> None:
    hidden = (
        "<!-- a\ncure -->\n<script>\nsafe\n</script>\n"
        "[Book](https://example.org/safe) https://example.org/cure\n\n[x]: https://example.org/safe\n\nSafe.\n"
    )
    (found,) = findings(hidden)
    assert (found.file, found.line, found.text.split('"')[1]) == ("docs/clinic/page.md", 10, "Safe")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("It is\n`painless`.", 2),
        ("It is ``painless``.", 1),
        ("```\nIt is\npainless\n```", 3),
        ("~~~ text\npainless\n~~~", 2),
        ("    It is painless.", 1),
        ("So\n{{ painless }}", 2),
        ("{% painless %}", 1),
        ("pain<!-- -->less", 1),
        ("pain<!-- a\nremark -->less", 1),
        ("pain<b></b>less", 1),
        ("`<!--` painless `-->`", 1),
        ('Come\n\n[in](rooms.md "It is painless")', 3),
        ("[in](<our rooms.md> 'painless')", 1),
        ('![Room](room.jpg "painless")', 1),
        ('[in][1]\n\n[1]: rooms.md "painless"', 3),
        ('<a href="rooms.md" title="painless">in</a>', 1),
        ("p\u0430inless", 1),
        ("P\u0391INLESS", 1),
        ("\uff50\uff41\uff49\uff4e\uff4c\uff45\uff53\uff53", 1),
        ("\u0440\u0430\u0456nl\u0435\u0455\u0455", 1),
        ("pain&#108;ess", 1),
    ],
)
def test_what_a_page_shows_is_read_however_it_is_written(text: str, line: int) -> None:
    assert [(finding.record, finding.line) for finding in findings(text)] == [("painless", line)]


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("description:\n  Our laser is\n  painless", 3),
        ("title: A\ndescription: >-\n  Our laser is\n  painless", 3),
        ("title: A\ndescription: |\n  Our laser is painless", 3),
        ('"title": painless', 2),
        ("'description': 'painless'", 2),
        ('title: "p\\u0061inless"', 2),
        ("{title: painless}", 2),
        ("title: p\u0430inless", 2),
    ],
)
def test_a_title_is_read_however_it_is_written(tmp_path: Path, front: str, line: int) -> None:
    root = pages(tmp_path, a=f"---\n{front}\n---\nText\n".encode())
    found = list(lint(texts_of_pages(root), PHRASES, "GB"))
    assert {finding.record for finding in found} == {"painless"}
    assert line - 1 <= found[0].line <= line


def test_titles_and_descriptions_can_be_read_too(tmp_path: Path) -> None:
    root = pages(tmp_path, a=b"---\ntitle: 'A safe laser'\ndescription: Painless.\ntopics: [safe]\n---\nText\n")
    assert [(f.line, f.record) for f in lint(texts_of_pages(root), PHRASES, "GB")] == [(2, "safe"), (3, "painless")]


def test_headings_items_cells_and_titles_of_boxes_are_sentences_of_their_own() -> None:
    text = '# No treatment is\n\nsafe\n\n- not\n- a cure\n\n| not | painless |\n|--|--|\n| 1 | 2 |\n\n!!! note "Nothing"\n    Permanent.\n'
    assert claims(text) == ["cure", "painless", "permanent", "safe"]


def test_bytes_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    root = pages(tmp_path, a=bytes(range(256)) * 8, b=b"", c=b"\xff\xfe\x00")
    assert list(lint(texts_of_pages(root), PHRASES, "GB")) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_sign_at_the_beginning_and_line_ends_of_windows_hide_no_claim(tmp_path: Path, encoding: str) -> None:
    root = pages(tmp_path, a="---\r\ntitle: Café\r\n---\r\n\r\nOur laser is safe.\r\n".encode(encoding))
    assert [(found.line, found.record) for found in lint(texts_of_pages(root), PHRASES, "GB")] == [(5, "safe")]


class Counted:
    """A pattern that counts the letters which it is given to look at."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.letters = pattern, 0

    def __getattr__(self, name: str) -> Callable[..., object]:
        def counted(*words: object, **options: object) -> object:
            self.letters += sum(len(word) for word in words if isinstance(word, str))
            return getattr(self.pattern, name)(*words, **options)

        return counted


def test_twice_the_words_take_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = {
        name: Counted(getattr(claims_module, name))
        for name in ("_REACH", "_TAKEN_BACK", "_BREAK", "_PRAISE", "_ASKING")
    }
    for name, pattern in patterns.items():
        monkeypatch.setattr(claims_module, name, pattern)
    work = []
    for times in (200, 400, 800):
        assert claims("not painless " * times) == []
        work.append(sum(pattern.letters for pattern in patterns.values()))
    first, second, third = work[0], work[1] - work[0], work[2] - work[1]
    assert first > 2000 and second < 2.3 * first and third < 2.3 * second


# What real pages say and the linter does not see: known, and left to whoever reads the page.
@pytest.mark.parametrize(
    "text",
    [
        "We see to it that you leave with even skin.",
        "The technique turns back years of wear.",
        "Your scars? History.",
        "If you are not delighted, you get every penny back.",
    ],
)
def test_what_is_known_to_be_missed(text: str) -> None:
    assert claims(text) == []
