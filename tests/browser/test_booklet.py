"""The book: title, contents, numbers, bookmarks, and links that lead inside it."""

from __future__ import annotations

import itertools
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PageObject, PdfReader

from publish.edition import read_edition
from publish.forms import booklet
from tests.conftest import ROOT, copy_project

# What a module builds is built once, so its tests stay in one process.
pytestmark = pytest.mark.xdist_group("booklet")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """A book of a few pages: all of them take minutes."""
    project = copy_project(tmp_path_factory.mktemp("book") / "project")
    whole = booklet.read_menu
    with pytest.MonkeyPatch.context() as patch:
        # One page of some parts of the menu, short ones.
        short = ["index.html", "plan.html", "cost.html", "when-to-call.html"]
        patch.setattr(booklet, "read_menu", lambda site: [page for page in whole(site) if page.address in short])
        # In a thread of its own: this one may already hold the browser of other tests.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(booklet.make_booklet, project, engine="material", out=project.parent / "book.pdf").result()
    return PdfReader(project.parent / "book.pdf")


def packed(text: str) -> str:
    return "".join(text.split())


def bookmarks(book: PdfReader) -> list[tuple[str, int]]:
    """Every bookmark with its sheet, counted from one."""

    def walk(items):
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            else:
                yield str(item.title), book.get_destination_page_number(item) + 1

    return list(walk(book.outline))


def test_it_begins_with_name_edition_and_licence(book: PdfReader) -> None:
    first = packed(book.pages[0].extract_text())
    assert packed("Danger or Miracle?") in first
    assert packed(f"Edition: {read_edition(ROOT).release}") in first
    assert any("MITLicense" in packed(page.extract_text()) for page in book.pages[1:4])
    assert book.metadata.title == "Danger or Miracle?"


def test_the_contents_name_the_sheet_on_which_each_page_begins(book: PdfReader) -> None:
    contents = " ".join(book.pages[1].extract_text().split())
    starts = dict(bookmarks(book))
    for title in ("A plan made for you", "What it costs", "When to call for help"):
        number = re.search(rf"{title}\W*(\d+)", contents)
        assert number and int(number[1]) == starts[title], title
        assert (
            packed(title)[:12] in packed(book.pages[starts[title] - 1].extract_text()) or title == "A plan made for you"
        )


def numbers_on(page: PageObject) -> list[str]:
    """The pieces of text on a sheet that are nothing but a number."""
    found: list[str] = []
    page.extract_text(visitor_text=lambda text, *_: found.append(text.strip()))
    return [text for text in found if text.isdigit()]


def test_each_sheet_but_the_first_bears_its_number(book: PdfReader) -> None:
    for number, page in enumerate(book.pages, start=1):
        assert (str(number) in numbers_on(page)) == (number > 1), number


def test_bookmarks_follow_the_menu_and_the_headings(book: PdfReader) -> None:
    marks = bookmarks(book)
    titles = [title for title, _ in marks]
    assert [title for title in titles if title in ("Understand", "Decide", "Risks")] == [
        "Understand",
        "Decide",
        "Risks",
    ]
    assert "When you were treated abroad" in titles and "References" in titles
    assert all(one <= two for (_, one), (_, two) in itertools.pairwise(marks))


def test_links_lead_inside_the_book_and_only_sources_lead_out(book: PdfReader) -> None:
    inside, outside = 0, []
    for page in book.pages:
        for annotation in (held.get_object() for held in page.get("/Annots") or []):
            if "/Dest" in annotation:
                inside += 1
                assert annotation["/Dest"][0].get_object() in [sheet.get_object() for sheet in book.pages]
            else:
                outside.append(str(annotation["/A"]["/URI"]))
    assert inside > 100
    assert [address for address in outside if not address.startswith("http")] == []


def test_a_link_with_an_anchor_leads_to_its_place(book: PdfReader) -> None:
    marks = bookmarks(book)
    numbers = next(sheet for title, sheet in marks if title == "Numbers to call")
    first = next(sheet for title, sheet in marks if title == "When to call for help")
    targets = [
        book.get_page_number(annotation.get_object()["/Dest"][0].get_object())
        for annotation in book.pages[first - 1].get("/Annots") or []
        if "/Dest" in annotation.get_object()
    ]
    assert numbers - 1 in targets
