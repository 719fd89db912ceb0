"""The site as one book on paper: a title, contents with page numbers, every page in the order of the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from publish.beside.built_pages import BuiltPage, parse, read_menu
from publish.beside.llms import by_part
from publish.beside.template import fill, write
from publish.build.build import built
from publish.build.engine import Engine
from publish.forms.bind import Part, bind_parts, headings_of
from publish.forms.browser import launch
from publish.project import Project
from publish.report import Refused

# What a page is told before it is printed into a book: to be whole, to leave its number to the book, and to keep
# a place for each link that leads into it from another page; Chromium keeps only places that the page itself links to.
PREPARE = """(anchors) => {
  document.documentElement.classList.add("whole");
  const style = document.createElement("style");
  style.textContent = "@page { @bottom-right { content: none } } .site-header, .site-footer { display: none }";
  document.head.append(style);
  for (const anchor of anchors) {
    const link = document.createElement("a");
    link.href = `#${anchor}`;
    link.hidden = true;
    document.body.append(link);
  }
}"""

Print = Callable[[Path, list[str]], bytes]


@dataclass(frozen=True)
class Book:
    """What stands before the pages, and where it is written while the book is made."""

    project: Project
    site: Path
    pages: list[BuiltPage]


def make_booklet(root: Path, *, engine: Engine, out: Path) -> int:
    """Writes the book into out and returns how many sheets of paper it has at least: its number of pages."""
    with built(root, engine, "folder") as (project, site), _printer() as printed:
        book = Book(project, site, read_menu(site))
        parts = list(_print_pages(book, printed))
        front = _front(book, printed, parts)
        total = len(front) + sum(len(part) for part in parts)
        folios = Part("", "", site / "folios.html", printed(_folios(book, [front, *parts]), []))
        out.parent.mkdir(parents=True, exist_ok=True)
        bind_parts([front, *parts], folios, title=project.name, out=out)
    return total


@contextmanager
def _printer() -> Iterator[Print]:
    """A function that prints a file through Chromium; scripts are off, so that only what is in the page counts."""
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 -- only this command needs a browser
    except ImportError as error:
        raise Refused(["the booklet needs Playwright: use `pipx run nox -s booklet`, which installs it"]) from error
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Error as error:
            raise Refused(["no Chrome or Chromium was found: install one, or set CHROMIUM to its path"]) from error
        context = browser.new_context(java_script_enabled=False, bypass_csp=True, color_scheme="light")
        page = context.new_page()

        def printed(file: Path, anchors: list[str]) -> bytes:
            page.goto(file.as_uri())
            page.evaluate(PREPARE, anchors)
            return page.pdf(format="A4", prefer_css_page_size=True, print_background=False)

        yield printed
        browser.close()


def _print_pages(book: Book, printed: Print) -> Iterator[Part]:
    """Each page of the menu, printed; says on the terminal how far it is."""
    anchors = wanted_anchors([page.file for page in book.pages])
    for number, page in enumerate(book.pages, start=1):
        print(f"  {number} of {len(book.pages)}: {page.title}", flush=True)
        own = [anchor for anchor, _ in headings_of(page.file)]
        yield Part(page.section, page.title, page.file, printed(page.file, [*own, *anchors.get(page.file, [])]))


def wanted_anchors(files: list[Path]) -> Mapping[Path, list[str]]:
    """The places in each file to which another file links."""
    found: dict[Path, set[str]] = {}
    for file in files:
        for node in parse(file).css("article a[href*='#']"):
            way, _, anchor = (node.attributes["href"] or "").partition("#")
            if way and "//" not in way:
                found.setdefault((file.parent / way).resolve(), set()).add(anchor)
    return {file: sorted(anchors) for file, anchors in found.items()}


def _front(book: Book, printed: Print, parts: list[Part]) -> Part:
    """The title and the contents; printed twice, because their own length moves every number in them."""
    length = len(_print_front(book, printed, parts, before=1))
    return _print_front(book, printed, parts, before=length)


def _print_front(book: Book, printed: Print, parts: list[Part], *, before: int) -> Part:
    starts, first = [], before + 1
    for part in parts:
        starts.append(first)
        first += len(part)
    name, about = book.project.name, book.project.about
    numbers = dict(zip((page.file for page in book.pages), starts, strict=True))
    text = fill(
        "booklet.html", book.project.cube, name=name, about=about, edition=book.project.edition.name,
        parts=by_part(book.pages), numbers=numbers, licence=book.project.licence,
    )  # fmt: skip
    file = book.site / "booklet.html"
    write(file, text)
    return Part("", name, file, printed(file, []))


def _folios(book: Book, parts: list[Part]) -> Path:
    """A file with as many empty pages as the book has, each of the same shape, with its number at its foot."""
    shapes = ["wide" if wide else "tall" for part in parts for wide in part.wide]
    file = book.site / "folios.html"
    write(file, fill("folios.html", book.project.cube, shapes=shapes))
    return file
