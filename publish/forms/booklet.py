"""The site as one book on paper: a title, contents with page numbers, every page in the order of the menu."""

from __future__ import annotations

from pathlib import Path

from macros.load import read_cube
from publish.beside.built_pages import read_menu, site_words
from publish.beside.template import fill, write
from publish.build.build import built
from publish.build.engine import FROM_A_FOLDER, Engine
from publish.edition import edition
from publish.forms.browser import launch
from publish.forms.chapters import make_chapters
from publish.report import Refused, step

# Chromium says nothing while it prints; all pages take it a minute or more.
MOST_MINUTES = 20


def make_booklet(root: Path, *, engine: Engine, out: Path) -> Path:
    """Writes the book into out and returns it: numbered, with bookmarks, inner links and the tags of its HTML."""
    with built(root, engine, FROM_A_FOLDER) as site:
        with step("Putting all pages into one"):
            file = _write_book(root, site)
        with step("Printing, which takes a while"):
            pdf = _print_file(file)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(pdf)
    return out


def _write_book(root: Path, site: Path) -> Path:
    """The one HTML file of the book, at the top of the built site, whose styles and pictures it shows."""
    name, about = site_words(root)
    text = fill(
        "booklet.html", read_cube(root), name=name, about=about, edition=edition(root),
        parts=make_chapters(read_menu(site), site), licence=(root / "LICENSE").read_text(encoding="utf-8"),
    )  # fmt: skip
    file = site / "booklet.html"
    write(file, text)
    return file


def _print_file(file: Path) -> bytes:
    """The file as Chromium prints it; scripts are off, so that only what is in the pages counts."""
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
        page.goto(file.as_uri())
        pdf = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
        browser.close()
    return pdf
