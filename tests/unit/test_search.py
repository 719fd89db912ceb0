"""Pages -> sections -> the search index, and the readers' words that go with them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from macros.load import BrokenData, Cube, read_cube
from macros.load.records.words import Lead, Trouble
from publish.beside.search_index import SCRIPT, topics_of, write_index
from publish.beside.sections import sections, without_repeated_parts
from publish.report import Refused
from tests.unit.small import reword

PAGE = """<html><body><nav>menu</nav><article><h1>After treatment</h1><p>Short <a href="x">answer</a>.</p>
<h2 id="sun">Sun</h2><p>Stay out<sup class="cites">1</sup> of the sun.</p><table><tr><td>7</td></tr></table>
<section id="c1"><p class="claim-says">The article says: sun harms.</p><p>True.</p></section><p>After it.</p>
<h2 id="edema">Swelling</h2><div data-topic="edema"><p><span class="kind">expected</span> Puffy.</p></div>
<h2 id="questions-to-ask">Questions to ask</h2><p>What now?</p></article></body></html>"""


def test_a_page_falls_into_its_top_its_headings_its_claims_and_its_entries() -> None:
    found = [(part.kind, part.anchor, part.title, part.text) for part in sections(PAGE, "after/")]
    assert found == [
        ("page", "", "After treatment", "Short answer."),
        ("section", "sun", "Sun", "Stay out of the sun. After it."),
        ("part", "c1", "The article says: sun harms.", "The article says: sun harms. True."),
        ("term", "edema", "Swelling", "Puffy."),
    ]


def test_a_page_without_an_article_has_no_sections() -> None:
    assert sections("<html><body><p>Not found</p></body></html>", "404/") == []


def of_kind(kind: str, page: str) -> str:
    """The page as the frame marks it where its front matter names this kind."""
    return page.replace("<article>", f'<article data-kind="{kind}">')


def test_all_findings_are_found_by_their_title_alone() -> None:
    archive = of_kind("archive", PAGE.replace("</article>", '<div class="archive"><h2 id="a">A</h2></div></article>'))
    assert [(part.kind, part.title, part.text) for part in sections(archive, "a/")] == [("page", "After treatment", "")]


def test_what_people_wrote_on_a_page_of_records_is_found_whole() -> None:
    assert sections(of_kind("archive", PAGE), "a/") == sections(PAGE, "a/") != []


def test_a_page_that_only_leads_on_is_not_found() -> None:
    assert sections(of_kind("moved", PAGE), "a/") == []


def test_a_claim_that_two_pages_judge_is_found_once() -> None:
    pages = [("after/", sections(PAGE, "after/")), ("article/", sections(PAGE, "article/"))]
    kept = dict(without_repeated_parts(iter(pages)))
    assert [part.anchor for part in kept["after/"]] == ["", "sun", "c1", "edema"]
    assert [part.anchor for part in kept["article/"]] == ["", "sun", "edema"]


def test_long_text_ends_at_a_word_and_says_that_it_goes_on() -> None:
    [part] = sections("<article><h1>T</h1><p>one two three</p></article>", "")
    assert (part.first_words(9), part.first_words(13)) == ("one two …", "one two three")


def told(root: Path) -> list[str]:
    """What is wrong with the data."""
    with pytest.raises(BrokenData) as caught:
        read_cube(root)
    return list(map(str, caught.value.problems))


SUN = Trouble(groups={}, leads=(Lead(to=("after.md#sun",), says=("faint",)),))
LEADS = "{groups: {ill: [faint]}, leads: [{to: [index.md#sun], says: [$ill]}]}"


def write_words(root: Path, topics: str, places: str = "{}", trouble: str = LEADS) -> None:
    words = f"stop: [the]\nlight: [of]\ncommon: [skin]\nspelling: []\nplaces: {places}\ntrouble: {trouble}\n"
    (root / "data/search.yml").write_text(f"{words}topics:\n{topics}", encoding="utf-8")


@pytest.mark.parametrize(
    ("topics", "says"),
    [
        ("  topic-b: [heal]\n", "topics: found 'topic-b', allowed: a topic (nearest: topic-a)"),
        ("  effect-a: [heal]\n", "'topic-a' is a page's topic and has no words"),
        ("  topic-a: heal\n", "data/search.yml:8"),
    ],
)
def test_readers_words_are_refused_with_their_mistake(small: Path, topics: str, says: str) -> None:
    write_words(small, topics)
    assert any(says in line for line in told(small))


def test_words_of_a_section_name_a_page_and_an_anchor_that_are_there(small: Path, tmp_path: Path, cube: Cube) -> None:
    write_words(small, "  topic-a: [heal]\n", '{"indx.md#sun": [hat]}')
    line = "data/search.yml:5: search: places: found 'indx.md#sun', allowed: a page and an anchor (nearest: index.md)"
    assert line in told(small)
    places = {"index.md#sun": ("hat",), "index.md#snu": ("hat",)}
    words = cube.readers_words.model_copy(update={"places": places, "trouble": SUN})
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with pytest.raises(Refused, match=r"data/search\.yml:1: places: found 'index\.md#snu', which no built page has"):
        write_index(tmp_path, words, cube)


def test_trouble_leads_to_a_page_by_groups_that_are_there(small: Path, tmp_path: Path, cube: Cube) -> None:
    write_words(small, "  topic-a: [heal]\n", trouble=LEADS.replace("index", "indx").replace("$ill", "$il"))
    said = "\n".join(told(small))
    assert "trouble: found 'indx.md#sun', allowed: a page and an anchor (nearest: index.md)" in said
    assert "trouble: found '$il', allowed: a group (nearest: ill)" in said
    lost = Trouble(groups={}, leads=(Lead(to=("index.md#snu",), says=("faint",)),))
    words = cube.readers_words.model_copy(update={"places": {}, "trouble": lost})
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with pytest.raises(Refused, match=r"trouble: found 'index\.md#snu', which no built page has"):
        write_index(tmp_path, words, cube)


def test_the_index_is_a_script_that_no_text_of_a_page_can_end(tmp_path: Path, cube: Cube) -> None:
    (tmp_path / "index.html").write_text("<html><body><p>No article.</p></body></html>", encoding="utf-8")
    (tmp_path / "after").mkdir()
    (tmp_path / "after/index.html").write_text(PAGE.replace("Puffy", "&lt;/script&gt;"), encoding="utf-8")
    write_index(
        tmp_path, cube.readers_words.model_copy(update={"places": {"after.md#edema": ("puffy",)}, "trouble": SUN}), cube
    )
    text = (tmp_path / "search-index.js").read_text(encoding="utf-8")
    assert "</script" not in text
    index = json.loads(text.removeprefix(SCRIPT).rstrip(";\n"))
    assert index["pages"] == [["after/", "After treatment", list(cube.pages["after.md"].topics)]]
    assert index["sections"][3] == [0, "term", "edema", "Swelling", "</script>."]
    assert "oedema" in index["topics"]["edema"]
    assert index["places"] == [[3, ["puffy"]]]


@pytest.mark.parametrize(
    ("address", "page"),
    [("", "index.md"), ("after/", "after.md"), ("after.html", "after.md"), ("index.html", "index.md")],
)
def test_a_pages_topics_are_found_by_its_address_on_the_web_and_on_a_stick(cube: Cube, address: str, page: str) -> None:
    assert topics_of(address, cube) == list(cube.pages[page].topics)


def test_the_index_of_the_site_is_light(material: Path) -> None:
    assert len(gzip.compress((material / "search-index.js").read_bytes(), 6)) <= 120 * 1024


def test_no_page_of_a_clinic_is_about_when_to_seek_care(small: Path) -> None:
    reword(small / "docs/clinic/rooms.md", '"topic-a"', '"when-to-seek-care"')
    assert any("topics: found 'when-to-seek-care', by which people in trouble are led" in line for line in told(small))
