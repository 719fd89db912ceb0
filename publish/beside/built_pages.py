"""The built pages as a reader meets them: in the order of the menu, with their titles and what they are about."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.report import Refused

START = "index.html"
NOT_FOUND = "404.html"
ARCHIVE = 'data-kind="archive"'


@dataclass(frozen=True)
class BuiltPage:
    """A page: its address as a link at the root writes it, its file, its part of the menu, its words, its kind."""

    address: str
    file: Path
    section: str
    title: str
    description: str
    is_archive: bool = False


def parse(file: Path) -> LexborHTMLParser:
    """A built page, read."""
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def read_menu(site: Path) -> list[BuiltPage]:
    """The pages of the menu in its order, each with the part of the menu that it stands in."""
    found = [_page(site, link, section) for section, link in _links(parse(site / START))]
    if not found:
        raise Refused([f"{site / START}: no menu was found in it"])
    return found


def read_archives(site: Path, menu: Iterable[BuiltPage]) -> list[BuiltPage]:
    """The pages that hold all of something, for looking up, and stand below a page of this menu."""
    known = {page.address for page in menu}
    whole = (address for address, html in read_pages(site) if address not in known and ARCHIVE in html)
    return [_page(site, address, "") for address in whole]


def by_part(pages: Iterable[BuiltPage]) -> list[tuple[str, list[BuiltPage]]]:
    """The pages by the part of the menu, in its order; those that stand alone have a part without a name."""
    return [(part, list(held)) for part, held in groupby(pages, key=lambda page: page.section)]


def _links(start: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The menu's links, each with its part's name; a page that stands alone has none."""
    for entry in start.css(".site-nav > ul > li"):
        summary = entry.css_first("summary")
        for link in entry.css("a[href]"):
            yield summary.text().strip() if summary else "", link.attributes["href"] or ""


def _page(site: Path, link: str, section: str) -> BuiltPage:
    way = posixpath.normpath(unquote(link))
    is_folder = (site / way).is_dir()
    file = site / way / START if is_folder else site / way
    if not file.is_file():
        raise Refused([f"{site / START}: the menu leads to {link}, which is no page"])
    html = parse(file)
    address = quote(f"{way}/".removeprefix("./") if is_folder else way)
    title, about = _meta(html, "[property='og:title']"), _meta(html, "[name=description]")
    return BuiltPage(address, file, section, title, about, is_archive=bool(html.css_first(f"article[{ARCHIVE}]")))


def read_pages(site: Path) -> Iterator[tuple[str, str]]:
    """Every page's address below the site's root with its HTML, but for the page for what is not found."""
    folders = all(link != START for _, link in _links(parse(site / START)))
    for file in sorted(site.rglob("*.html")):
        address = quote(file.relative_to(site).as_posix())
        if address != NOT_FOUND:
            whole = folders and file.name == START
            yield address.removesuffix(START) if whole else address, file.read_text(encoding="utf-8")


def _meta(html: LexborHTMLParser, selector: str) -> str:
    node: LexborNode | None = html.css_first(f"meta{selector}")
    return (node.attributes.get("content") or "") if node else ""
