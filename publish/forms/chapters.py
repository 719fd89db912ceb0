"""Built pages -> chapters of one HTML file: ids of their own, links that lead inside, headings that nest."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from publish.beside.built_pages import BuiltPage, by_part, parse

# The keys by which one part of a page names others, one or several.
_NAMING = ("for", "headers", "list", "popovertarget", "aria-controls", "aria-describedby", "aria-labelledby")
_LATE = ("loading", "srcset", "sizes")


@dataclass(frozen=True)
class Chapter:
    """A page in the book: the anchor at which it begins, its title, and its HTML."""

    anchor: str
    title: str
    html: str


def make_chapters(pages: list[BuiltPage], site: Path) -> list[tuple[str, list[Chapter]]]:
    """The chapters by the part of the menu, in its order; those that stand alone have a part without a name."""
    anchors = {page.file.resolve(): f"page-{number}" for number, page in enumerate(pages, start=1)}
    return [(part, [_chapter(page, anchors, site) for page in held]) for part, held in by_part(pages)]


def _chapter(page: BuiltPage, anchors: dict[Path, str], site: Path) -> Chapter:
    """A page's article, with everything in it that holds for one file alone made to hold for the book."""
    file, article = page.file.resolve(), parse(page.file).css("article")[0]
    own = anchors[file]
    for node in article.css("*"):
        _prefix(node, own)
        if link := node.attributes.get("href"):
            _lead(node, _target(link, file, anchors))
        if source := node.attributes.get("src"):
            node.attrs["src"] = _from_top(source, file, site)
            _show_at_once(node)
    for node in article.css("h1, h2, h3, h4, h5, h6"):
        # What a heading looks like stays; below the name of a part it is one level lower.
        node.attrs["aria-level"] = str(int(str(node.tag)[1]) + bool(page.section))
    article.attrs["id"] = own
    return Chapter(own, page.title, article.html or "")


def _show_at_once(image: LexborNode) -> None:
    """Takes away what lets a picture come late or small: paper waits for it, and wants all of it."""
    for key in _LATE:
        if key in image.attributes:
            del image.attrs[key]


def _prefix(node: LexborNode, own: str) -> None:
    """Puts the chapter's anchor before every id that a part of it has or names."""
    for key in ("id", *_NAMING):
        if ids := node.attributes.get(key):
            node.attrs[key] = " ".join(f"{own}-{id_}" for id_ in ids.split())


def _target(link: str, file: Path, anchors: dict[Path, str]) -> str | None:
    """Where a link of a file leads: into the book, to an address outside, or nowhere, as to a file beside the pages."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return link
    chapter = anchors.get((file.parent / unquote(parts.path)).resolve() if parts.path else file)
    if chapter is None:
        return None
    return f"#{chapter}-{unquote(parts.fragment)}" if parts.fragment else f"#{chapter}"


def _lead(node: LexborNode, target: str | None) -> None:
    if target is None:
        del node.attrs["href"]
    else:
        node.attrs["href"] = target


def _from_top(source: str, file: Path, site: Path) -> str:
    """A picture's address as the book's own file at the top of the site reaches it."""
    if urlsplit(source).scheme:
        return source
    return os.path.relpath(file.parent / source, site).replace(os.sep, "/")
