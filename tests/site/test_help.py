"""Help: a sign has one urgency on every page, every number dials what the data say, every treatment page has both sections."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube
from macros.load.phones import tel_address
from macros.model.signs import BANDS, sign_behind
from tests.conftest import pages_of, read_page

# How a page's own prose names a sign, and how it names how soon.
NAMED = {
    "red-streaks": r"red streaks?",
    "burnt": r"white or charred skin|burn with blisters on the face",
    "fever-with-infection": r"fever (?:together )?with (?:pus|any of these)",
    "breathing": r"trouble with your breathing|chest pain",
    "pus": r"\bpus\b|yellow crusts|yellow fluid",
    "blisters": r"\b(?:any|new) blisters\b",
    "eye": r"trouble with your (?:sight|eyes)|change of sight",
    "bleeding": r"bleeding that does not stop, even pressed",
    "rash": r"rash that grows fast",
    "eyelid": r"eyelid that (?:is raw|is pulled down|does not close)",
    "slow-healing": r"wound that does not close",
}
SOON = {
    "emergency": r"emergency|ambulance|go to hospital|A&E|at once|right away|straight away",
    "same-day": r"same day|today|at night",
    "call": r"when the clinic (?:is open|opens)|next working day",
}


def test_a_sign_has_one_urgency_on_every_page(pages: dict[str, LexborHTMLParser], cube: Cube) -> None:
    seen: set[str] = set()
    for page, html in pages.items():
        for node in html.css("[data-sign]"):
            sign = cube.signs[node.attributes["data-sign"] or ""]
            assert node.attributes["data-urgency"] == sign.urgency, (page, sign.id)
            seen.add(sign.id)
    assert seen == set(cube.signs)


def test_a_finding_that_says_when_to_call_never_stands_without_how_soon(
    pages: dict[str, LexborHTMLParser], cube: Cube
) -> None:
    walked = 0
    for page, html in pages.items():
        for node in html.css(".say"):
            sign = sign_behind(cube, cube.facts[node.attributes["data-facts"] or ""])
            # In the findings of a band the sign stands before its findings.
            if sign is None or (node.parent is not None and node.parent.attributes.get("data-sign") == sign.id):
                continue
            beside = [part for part in following(node) if part.attributes.get("data-sign") == sign.id]
            assert beside and beside[0].attributes["data-urgency"] == sign.urgency, (page, node.text())
            walked += 1
    assert walked > 20


def following(node) -> list:
    """The two elements after a node: its citations, and what is said of it."""
    found, after = [], node.next
    while after is not None and len(found) < 2:
        if after.tag != "-text":
            found.append(after)
        after = after.next
    return found


def test_no_sentence_of_our_own_files_a_sign_under_a_milder_urgency(material: Path, cube: Cube) -> None:
    milder = []
    for page in pages_of(material):
        html = read_page(material, page)
        for node in html.css(".say, .how-soon, .sign, .calls, .term-note, nav, .questions"):
            node.decompose()
        for sentence in re.split(r"(?<=[.!?])\s+", html.css_first("article").text()):
            milder += [(page, *found, sentence) for found in filed_as_milder(sentence, cube)]
    assert milder == []


def filed_as_milder(sentence: str, cube: Cube) -> list[tuple[str, str]]:
    """The signs that a sentence names beside no urgency but milder ones."""
    said = [urgency for urgency, words in SOON.items() if re.search(words, sentence, re.IGNORECASE)]
    named = [id_ for id_, words in NAMED.items() if re.search(words, sentence, re.IGNORECASE)]
    soonest = min(map(BANDS.index, said), default=0)
    return [(id_, BANDS[soonest]) for id_ in named if soonest > BANDS.index(cube.signs[id_].urgency)]


def test_a_sentence_that_is_too_mild_is_found(cube: Cube) -> None:
    assert filed_as_milder("With red streaks get help the same day.", cube) == [("red-streaks", "same-day")]
    assert filed_as_milder("Call about pus when the clinic opens.", cube) == [("pus", "call")]
    assert filed_as_milder("Pus cannot wait: get help the same day.", cube) == []
    assert filed_as_milder("Fever, or trouble with your eyes: get help today.", cube) == [("eye", "same-day")]


def test_every_number_of_every_country_dials_itself_and_is_marked_unless_it_is_sure(
    pages: dict[str, LexborHTMLParser], cube: Cube
) -> None:
    html = pages["when-to-call/"]
    for country in cube.countries.values():
        told = html.css_first(f"#help-{country.id.lower()}")
        assert (told is not None) == bool(country.help), country.id
        if told is None:
            continue
        lines = told.css("li")
        assert len(lines) == len(country.help)
        for line, node in zip(country.help, lines, strict=True):
            numbers = [number for number in (line.number, line.also) if number]
            links = [(link.text(), link.attributes["href"]) for link in node.css("a.help-number")]
            assert links == [(number, tel_address(number, country.id)) for number in numbers], country.id
            sure = line.kind == "emergency" and line.source_kind == "official"
            assert ("may have changed" in node.text()) is not sure, (country.id, line.number)
        none = not [line for line in country.help if line.kind == "emergency"]
        assert (told.css_first(".no-emergency") is not None) is none, country.id


def test_every_dial_is_a_number_of_the_countries_that_it_names(pages: dict[str, LexborHTMLParser], cube: Cube) -> None:
    names = {country.name: country for country in cube.countries.values()}
    kinds = {"emergency": "emergency", "same-day": "urgent-advice", "distress": "distress"}
    for urgency, kind in kinds.items():
        page = pages["mood/" if urgency == "distress" else "when-to-call/"]
        more = page.css_first(f".dials-{urgency} .dial-more a")
        assert (more is None) is (urgency == "same-day") and (
            more is None or more.attributes["href"].endswith("#countries")
        )
        marked = page.css_first(f".dials-{urgency} .check-this") is not None
        assert (page.css_first(f".dials-{urgency} + .number-dead") is not None) is marked, urgency
        dials = page.css(f".dials-{urgency} .dial")
        assert len(dials) >= 3
        for dial in dials:
            number = dial.css_first(".help-number").text()
            who = re.sub(r"\(.*\)", "", dial.css_first(".dial-who").text()).strip()
            # What to press after it is no country.
            for name in (part for part in who.split(", ") if not part.startswith("option ")):
                assert dial.attributes["href"] == tel_address(number, names[name].id)
                assert number in [line.number for line in names[name].help if line.kind == kind], (name, number)


def test_every_page_of_a_treatment_says_who_should_wait_and_when_to_call(
    pages: dict[str, LexborHTMLParser], cube: Cube
) -> None:
    everywhere = {sign.id for sign in cube.signs.values() if sign.everywhere}
    assert {
        "pus",
        "fever",
        "blisters",
        "eye",
        "slow-healing",
        "breathing",
        "very-ill",
        "pain",
        "bleeding",
    } <= everywhere
    guides = [page for page, html in pages.items() if not html.css_first("article[data-kind]")]
    treated = [page for page in guides if page.startswith(("lasers/", "other/"))]
    assert len(treated) > 20
    for page in treated:
        html = pages[page]
        heads = [node.text() for node in html.css("article h2")]
        assert any(head.startswith("Who should wait or ask first") for head in heads), page
        assert "When to call" in heads, page
        assert everywhere <= {node.attributes["data-sign"] for node in html.css(".warnings .sign")}, page
        links = [link.attributes["href"] for link in html.css(":is(.warnings, .reasons) > p > a")]
        assert links == ["../../who-should-wait/", "../../when-to-call/"], page


def test_signs_of_one_treatment_stand_on_its_page_and_on_the_help_page(
    pages: dict[str, LexborHTMLParser], cube: Cube
) -> None:
    own = [sign for sign in cube.signs.values() if sign.after]
    assert own
    for sign in own:
        places = ["when-to-call/", *(f"{(cube.options[id_].page or '').removesuffix('.md')}/" for id_ in sign.after)]
        for page in places:
            assert pages[page].css_first(f".sign[data-sign={sign.id}]") is not None, (page, sign.id)
        for page in places[1:]:
            band = pages[page].css(f".warnings .sign[data-urgency={sign.urgency}]")
            assert band[0].attributes["data-sign"] in {own_sign.id for own_sign in own}, page


def test_what_makes_a_sign_more_urgent_stands_with_each_of_its_findings(
    pages: dict[str, LexborHTMLParser], cube: Cube
) -> None:
    told = [(page, node) for page, html in pages.items() for node in html.css(".how-soon")]
    sooner = [(page, node, cube.signs[node.attributes["data-sign"] or ""].sooner) for page, node in told]
    assert {page for page, _, words in sooner if words} >= {
        "choosing-a-clinic/",
        "how-lasers-work/",
        "recovery/",
        "after/",
    }
    assert [(page, words) for page, node, words in sooner if words and not node.text().endswith(words)] == []


def test_the_help_page_says_which_words_are_ours(pages: dict[str, LexborHTMLParser], cube: Cube) -> None:
    ours = {sign.id: sign.ours for sign in cube.signs.values() if sign.ours}
    assert ours
    for id_, words in ours.items():
        assert words in pages["when-to-call/"].css_first(f".calls > [data-sign={id_}]").text(), id_


def test_the_handout_has_each_sign_that_cannot_wait(pages: dict[str, LexborHTMLParser], cube: Cube) -> None:
    urgent = [sign.id for sign in cube.signs.values() if sign.urgency in BANDS[:2]]
    assert [node.attributes["data-sign"] for node in pages["handout/"].css(".sign")] == urgent


def test_the_help_page_keeps_the_anchors_that_others_lead_to(pages: dict[str, LexborHTMLParser]) -> None:
    ids = {node.attributes["id"] for node in pages["when-to-call/"].css("article [id]")}
    assert {"emergency", "same-day", "call", "normal", "numbers", "closed", "abroad", "pus", "say", "sources"} <= ids


def test_the_start_page_and_every_head_lead_to_help(pages: dict[str, LexborHTMLParser], material: Path) -> None:
    assert pages[""].css_first("article .help-line").attributes["href"] == "when-to-call/"
    everywhere = {**pages, "404.html": LexborHTMLParser((material / "404.html").read_text(encoding="utf-8"))}
    for page, html in everywhere.items():
        link = html.css_first(".site-header .help-go")
        first, second = html.css("body :is(a, button, input, select, textarea, summary, [tabindex])")[:2]
        assert "skip" in (first.attributes["class"] or "").split() and second == link, page
        assert link.attributes["href"].endswith("./" if page == "when-to-call/" else "when-to-call/"), page
        assert link.text() == "Treated and worried? Get help", page
