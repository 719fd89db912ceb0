"""A clinic's names in the list of pages stay words."""

from __future__ import annotations

import pytest
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube
from macros.model.export import FILES
from publish.beside.built_pages import BuiltPage
from publish.beside.llms import plain_words
from publish.beside.template import TEMPLATES, fill

NAMES = [
    "Clinic *one* of `two`", "[x](https://evil.test)", "![x](https://evil.test)", "<b>bold</b> <script>x</script>", "# Heading", "- a list", "+ a list",
    "1. a list", "1) a list", "> a quote", "=====", "---", "~~~", "a_b_c __d__", "&lt;b&gt; A & B", "<https://evil.test>", "a\\b", "| a | b |", "Clinic #",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_words(name: str) -> None:
    for text in (
        f"# {plain_words(name)}",
        f"> {plain_words(name)}",
        f"- [{plain_words(name)}](x/): {plain_words(name)}",
    ):
        html = LexborHTMLParser(markdown(text))
        assert not html.css(
            "em, strong, code, img, script, b, ol, blockquote blockquote, ul ul, hr, blockquote h1, pre"
        )
        assert [link.attributes["href"] for link in html.css("a")] == ["x/"] * text.startswith("- ")


@pytest.mark.parametrize(
    "name", ["Danger or Miracle?", "Dr. O\u2019Neil & Partners (London)", "Laser 1.5", "Skin-care 24/7"]
)
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert plain_words(name) == name


def test_each_name_of_a_clinic_goes_through_it(cube: Cube, tmp_path) -> None:
    page = BuiltPage("clinic/us/", tmp_path, "*part*", "*title*", "*described*")
    archive = BuiltPage("clinic/us/findings/", tmp_path, "", "*all*", "*found*")
    text = fill(
        "llms.txt", cube, name="*name*", about="*about*", edition="1", address="", parts=[(page.section, [page])],
        archives=[archive], files=FILES, words=plain_words,
    )  # fmt: skip
    for word in ("name", "about", "part", "title", "described", "all", "found"):
        assert f"\\*{word}\\*" in text and f" *{word}*" not in text
    assert "{{ name }}" not in (TEMPLATES / "llms.txt.j2").read_text(encoding="utf-8")
