"""The book: title, contents, numbers, bookmarks, tags, and links that lead inside it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from publish.edition import read_edition
from tests.browser.test_print import packed
from tests.conftest import A_THIRD
from tests.forms import BOOK
from tests.projects import ROOT


@pytest.fixture(scope="module")
def book(forms: Path) -> PdfReader:
    """A book of a few pages: all of them take minutes."""
    return PdfReader(forms / BOOK)


def bookmarks(book: PdfReader) -> list[tuple[int, str, int]]:
    """Every bookmark with its depth and its sheet, counted from one."""

    def walk(items, depth=0):
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, str(item.title), book.get_destination_page_number(item) + 1

    return list(walk(book.outline))


def links(page: PageObject) -> list:
    """The links of a sheet."""
    return [held.get_object() for held in page.get("/Annots") or []]


def numbers_on(page: PageObject) -> list[str]:
    """The pieces of text on a sheet that are nothing but a number."""
    found: list[str] = []
    page.extract_text(visitor_text=lambda text, *_: found.append(text.strip()))
    return [text for text in found if text.isdigit()]


def test_it_begins_with_name_edition_and_licence(book: PdfReader) -> None:
    first = packed(book.pages[0].extract_text())
    assert packed("Danger or Miracle?") in first
    assert packed(f"Edition: {read_edition(ROOT).release}") in first
    assert any("MITLicense" in packed(page.extract_text()) for page in book.pages[1:4])
    assert book.metadata.title == "Danger or Miracle?"


def test_the_contents_name_the_sheet_on_which_each_page_begins(book: PdfReader) -> None:
    contents = " ".join(book.pages[1].extract_text().split())
    starts = {title: sheet for _, title, sheet in bookmarks(book)}
    for title in ("A plan made for you", "What it costs", "When to call for help"):
        number = re.search(rf"{title}\W*(\d+)", contents)
        assert number and int(number[1]) == starts[title], title
        assert packed(title) in packed(book.pages[starts[title] - 1].extract_text())


@A_THIRD
def test_each_sheet_but_the_first_bears_its_number(book: PdfReader, third: int) -> None:
    for number, page in list(enumerate(book.pages, start=1))[third::3]:
        assert (str(number) in numbers_on(page)) == (number > 1), number


def test_bookmarks_follow_the_menu_and_the_headings(book: PdfReader) -> None:
    marks = bookmarks(book)
    nested = [(depth, title) for depth, title, _ in marks]
    guides = [(0, "Understand"), (1, "A plan made for you"), (0, "Decide"), (1, "What it costs"), (0, "Risks")]
    # After all guides what is for looking up, whether it stands in the menu or below its guide.
    archives = [(0, "Everything, for looking up"), (1, "Rules by country"), (1, "YSGG laser: all findings")]
    assert [mark for mark in nested if mark in (*guides, *archives)] == [*guides, *archives]
    assert (2, "Usually normal") in nested and (2, "References") in nested
    assert all(one <= two for (*_, one), (*_, two) in pairwise(marks))


def test_links_lead_inside_the_book_and_only_sources_and_telephones_lead_out(book: PdfReader) -> None:
    inside, outside = [], []
    for page in book.pages:
        for link in links(page):
            (inside if "/Dest" in link else outside).append(link)
    assert len(inside) > 100
    assert {str(link["/Dest"]) for link in inside} <= set(book.named_destinations)
    assert [link for link in outside if not str(link["/A"]["/URI"]).startswith(("http", "tel:"))] == []


def test_a_link_with_an_anchor_leads_to_its_place(book: PdfReader) -> None:
    starts = {title: sheet for _, title, sheet in bookmarks(book)}
    led = [
        book.get_destination_page_number(book.named_destinations[str(link["/Dest"])]) + 1
        for link in links(book.pages[starts["When to call for help"] - 1])
        if "/Dest" in link
    ]
    assert starts["Numbers by country"] in led
    # And from page to page: no id is held by two.
    anchors = [name for name in book.named_destinations if "-ref-" in name]
    assert len({name.split("-ref-")[0] for name in anchors}) >= 3


def test_wide_tables_lie_on_their_side_and_all_else_stands(book: PdfReader) -> None:
    starts = {title: sheet for _, title, sheet in bookmarks(book)}
    wide = [page.mediabox.width > page.mediabox.height for page in book.pages]
    assert any(wide) and not wide[0] and not wide[starts["When to call for help"] - 1]


def test_who_cannot_see_is_read_the_book_in_its_order(book: PdfReader) -> None:
    root = book.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds: set[str] = set()

    def walk(node) -> None:
        if isinstance(node, dict):
            kinds.add(str(node.get("/S")))
            held = node.get("/K", [])
            for child in held if isinstance(held, list) else [held]:
                walk(child.get_object())

    walk(root["/StructTreeRoot"].get_object())
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Link", "/Table", "/TR", "/TH", "/TD"} <= kinds
