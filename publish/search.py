"""The built pages -> the search index: a classic script, so that it also loads from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Strict
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.load.files import Entry, validate
from macros.load.records import Record, Words
from macros.load.yamlfile import read_mapping, read_text
from publish.pages import read_pages
from publish.report import Refused

FILE = "data/search.yml"
SCRIPT = "window.DANGER_OR_MIRACLE_INDEX="

Terms = Annotated[tuple[Words, ...], Strict(strict=False)]


class Intent(Record):
    """What a whole question is after: a pattern for it, and words to look for beside its own."""

    pattern: Words
    words: Terms


class ReadersWords(Record):
    """The words of data/search.yml."""

    stop: Terms
    common: Terms
    synonyms: dict[Words, Terms]
    intents: Annotated[tuple[Intent, ...], Strict(strict=False)]
    treatments: Terms


# What is no part of a page's own words.
LEFT_OUT = (
    ".cites, .term-note, .page-foot, [data-search-exclude], nav, script, summary, .findings, .evidence, "
    ".who, .note, .mark, .certainty, .how-to-read, .unit, .fact-box, .questions .why"
)
MOST_TEXT = 400
HEADINGS = ("h1", "h2", "h3")
BLOCKS = {"p", "li", "div", "td", "th", "dt", "dd", "tr", "section", "details", "caption", "h1", "h2", "h3", "h4"}


@dataclass
class Section:
    """A part of a page that a hit can lead to."""

    url: str
    page: str
    title: str
    kind: str
    also: str = ""
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The section's first words in one line, so that the index of all pages stays light."""
        text = " ".join(" ".join(self.words).split())
        return text if len(text) <= MOST_TEXT else text[:MOST_TEXT].rsplit(" ", 1)[0]


def sections(html: str, url: str) -> Iterator[Section]:
    """The sections of a built page: its top, each heading, each row of a table, each claim."""
    article = LexborHTMLParser(html).css_first("article")
    if article is None:
        return
    for node in article.css(LEFT_OUT):
        node.decompose()
    title = _text(article.css_first("h1")) if article.css_first("h1") else url
    found = [Section(url, title, title, "page")]
    _walk(article, found, found[0])
    yield from (section for section in found if section.text or section.kind == "page")


def _walk(node: LexborNode, found: list[Section], current: Section) -> Section:
    """Puts the words below a node into the sections that they belong to; the section that goes on."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            current.words.append(child.text(deep=False))
        elif child.tag in HEADINGS:
            current = _begin(child, found, _text(child), "section" if child.tag != "h1" else "page") or current
        elif child.tag in ("tr", "section") and child.attributes.get("id"):
            label = child.css_first("th, .claim-says")
            part = _begin(child, found, _text(label) if label else current.title, "row")
            _walk(child, found, part or current)
        else:
            if also := child.attributes.get("data-also"):
                current.also = also
                current.kind = "term"
            current = _walk(child, found, current)
            if child.tag in BLOCKS:
                current.words.append(" ")
    return current


def _begin(node: LexborNode, found: list[Section], title: str, kind: str) -> Section | None:
    """A new section at this node, or none where it has no anchor or is the page's own title."""
    anchor = node.attributes.get("id")
    if kind == "page" or not anchor:
        return None
    page = found[0]
    found.append(Section(f"{page.url}#{anchor}", page.page, title, kind, node.attributes.get("data-also") or ""))
    return found[-1]


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def read_words(root: Path) -> ReadersWords:
    """The readers' words; raises Refused with every mistake in their file."""
    text, problems = read_text(root / FILE, shown=FILE)
    items, found = read_mapping(text, shown=FILE) if not problems else ([], [])
    checked = [validate(ReadersWords, item, file=FILE, table="search", id_="search") for item in items]
    for entry in checked:
        if isinstance(entry, Entry) and isinstance(entry.record, ReadersWords) and not found:
            return entry.record
        problems += entry if isinstance(entry, list) else []
    raise Refused([str(problem) for problem in [*problems, *found]])


def write_index(site: Path, words: ReadersWords) -> None:
    """Writes search-index.js into the site, from its pages and the readers' words."""
    documents = [
        {
            "id": number,
            "url": part.url,
            "page": part.page,
            "title": part.title,
            "kind": part.kind,
            "also": part.also,
            "text": part.text,
        }
        for number, part in enumerate(_all_sections(site))
    ]
    index = {"documents": documents, **words.model_dump(mode="json")}
    # A closing tag in the text must not end the script where a page takes it in.
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    (site / "search-index.js").write_text(f"{SCRIPT}{text};\n", encoding="utf-8", newline="\n")


def _all_sections(site: Path) -> Iterator[Section]:
    for address, html in read_pages(site):
        yield from sections(html, address)
