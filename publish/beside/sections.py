"""A built page -> the sections that a search can lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

Kind = Literal["page", "section", "term", "part"]

# What is no part of a page's own words. Tables repeat the pages of their rows, and each question to ask stands on
# the page of questions too.
LEFT_OUT = (
    ".cites, .term-note, .page-foot, [data-search-exclude], nav, script, summary, .findings, .evidence, "
    ".who, .kind, .note, .mark, .certainty, .how-to-read, .unit, .fact-box, .questions .why, table, [id^=letter-]"
)
REPEATED = ("questions-to-ask", "how-to-use-this-list")
# Pages that only lead on, and those that tell what numbers were before: nobody may find an old one by a search.
UNSEARCHED = ("moved", "edition")
HEADINGS = ("h1", "h2", "h3")
BLOCKS = {"p", "li", "div", "dt", "dd", "section", "details", "h1", "h2", "h3", "h4"}


@dataclass
class Section:
    """A part of a page that a hit can lead to."""

    anchor: str
    title: str
    kind: Kind
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The section's words in one line."""
        return " ".join("".join(self.words).split())

    def first_words(self, most: int) -> str:
        """As many whole words as have room, and a sign where the text goes on."""
        text = self.text
        return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


@lru_cache(maxsize=512)
def sections(html: str, url: str) -> list[Section]:
    """The sections of a built page: its top first, then each heading, each claim and each side of a dispute.

    A page of all findings has its title alone, for the guide tells what matters; some kinds have none.
    They are kept, because a preview asks again after each edit; nobody may change them.
    """
    article = LexborHTMLParser(html).css_first("article")
    if article is None or article.attributes.get("data-kind") in UNSEARCHED:
        return []
    heading = article.css_first("h1")
    found = [Section("", _text(heading) if heading else url, "page")]
    if article.css_first(".archive"):
        return found
    for node in article.css(LEFT_OUT):
        node.decompose()
    _walk(article, found, found[0])
    return [part for part in found if part.kind == "page" or (part.text and part.anchor not in REPEATED)]


def _walk(node: LexborNode, found: list[Section], current: Section) -> Section:
    """Puts the words below a node into the sections that they belong to; the section that goes on."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            current.words.append(child.text(deep=False))
            continue
        if child.tag in HEADINGS:
            current = _begin(child, found, _text(child), "section") or current
            continue
        if child.tag in BLOCKS:
            current.words.append(" ")
        part = _part(child, found, current)
        if child.attributes.get("data-topic") == current.anchor:
            current.kind = "term"
        inner = _walk(child, found, part or current)
        current = current if part else inner
        if child.tag in BLOCKS:
            current.words.append(" ")
    return current


def _part(node: LexborNode, found: list[Section], current: Section) -> Section | None:
    """A section below a heading, with an address of its own: a claim, a country's numbers."""
    if node.tag != "section":
        return None
    label = node.css_first(".claim-says")
    return _begin(node, found, _text(label) if label else current.title, "part")


def _begin(node: LexborNode, found: list[Section], title: str, kind: Kind) -> Section | None:
    """A new section at this node, or none where it has no anchor or is the page's own title."""
    anchor = node.attributes.get("id")
    if node.tag == "h1" or not anchor:
        return None
    found.append(Section(anchor, title, kind))
    return found[-1]


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def without_repeated_parts(pages: Iterator[tuple[str, list[Section]]]) -> Iterator[tuple[str, list[Section]]]:
    """The pages in order; a claim that several pages judge is kept on the first of them."""
    seen: set[str] = set()
    for url, parts in pages:
        headings = {part.title for part in parts if part.kind != "part"}
        kept = [part for part in parts if part.kind != "part" or part.title in headings or part.title not in seen]
        seen |= {part.title for part in parts if part.kind == "part"}
        yield url, kept
