"""The site as one book on paper: a title, contents with page numbers, the guides in the order of the menu, all else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from macros.render.paper import paper_foot
from publish.beside.built_pages import BuiltPage, read_archives, read_menu
from publish.beside.template import fill, write
from publish.build.build import built
from publish.build.engine import Engine
from publish.forms.browser import launch
from publish.forms.chapters import Chapter, make_chapters
from publish.project import Project, public_address
from publish.report import Refused, step

# Chromium says nothing while it prints all pages: minutes of its own work, and an hour where others want the processor.
MOST_MINUTES = 120

Print = Callable[[Path], bytes]
Parts = list[tuple[str, list[Chapter]]]


def make_booklet(root: Path, *, engine: Engine, out: Path) -> int:
    """Writes the book into out, with bookmarks, inner links and tags; returns how many pages it has."""
    with built(root, engine, "folder") as (project, site), _printer() as printed:
        parts = make_chapters(order_pages(site, archives=project.cube.wording["archives"].words), site)
        with step("Printing to learn the page numbers, which takes a while"):
            numbers = start_pages(printed(_write_book(project, site, parts, {})))
        with step("Printing with the page numbers"):
            pdf = printed(_write_book(project, site, parts, numbers))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(pdf)
    return len(PdfReader(BytesIO(pdf)).pages)


def order_pages(site: Path, *, archives: str) -> list[BuiltPage]:
    """The guides in the order of the menu, then, as a part of the given name, the pages that hold all of something."""
    menu = read_menu(site)
    pages = [*menu, *read_archives(site, menu)]
    guides = [page for page in pages if not page.is_archive]
    return guides + [replace(page, section=archives) for page in pages if page.is_archive]


def start_pages(pdf: bytes) -> Mapping[str, int]:
    """On which page, counted from one, each place stands that is linked to, by its anchor."""
    reader = PdfReader(BytesIO(pdf))
    places = reader.named_destinations.items()
    sheets = {name.removeprefix("/"): reader.get_destination_page_number(place) for name, place in places}
    return {anchor: sheet + 1 for anchor, sheet in sheets.items() if sheet is not None}


def _write_book(project: Project, site: Path, parts: Parts, numbers: Mapping[str, int]) -> Path:
    """The one HTML file of the book, at the top of the built site, whose styles and pictures it shows."""
    # The pages within it lead nowhere outside; who holds the paper can.
    address = public_address(project.settings)
    text = fill(
        "booklet.html", project.cube, name=project.name, about=project.about, edition=project.edition.name, parts=parts,
        numbers=numbers, licence=project.licence,
        paper=paper_foot(project.cube, release=project.edition.release, site_address=address),
    )  # fmt: skip
    file = site / "booklet.html"
    write(file, text)
    return file


@contextmanager
def _printer() -> Iterator[Print]:
    """A function that prints a file through Chromium; scripts are off, so that only what is in the pages counts."""
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 -- only this command needs a browser
    except ImportError as error:
        raise Refused(["the booklet needs Playwright: use `pipx run nox -s booklet`, which installs it"]) from error
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Error as error:
            raise Refused(["no Chrome or Chromium was found: install one, or set CHROMIUM to its path"]) from error
        page = browser.new_context(java_script_enabled=False, color_scheme="light").new_page()
        page.set_default_timeout(MOST_MINUTES * 60_000)

        def printed(file: Path) -> bytes:
            page.goto(file.as_uri())
            return page.pdf(prefer_css_page_size=True, outline=True, tagged=True)

        yield printed
        browser.close()
