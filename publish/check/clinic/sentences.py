"""A clinic's pages -> their sentences, each with its file and line; pictures are told in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.load.yamlfile import read_mapping
from publish.check.clinic.tree import Page, read_page

PAGES = "docs/clinic"


@dataclass(frozen=True)
class Text:
    """A piece of the clinic's own text, and where it begins."""

    file: str
    line: int
    words: str


_END = re.compile(r"(?<=[.!?…])[\"'”’)\]*_]*+\s+")
_SHORT = re.compile(r"\b(?:dr|mr|mrs|ms|prof|st|vs|approx|ca|fig|al|e\.g|i\.e)\.$", re.IGNORECASE)


def sentences(words: str) -> Iterator[tuple[int, str]]:
    """Each sentence with the place at which it begins."""
    start = 0
    for end in _END.finditer(words):
        if not _SHORT.search(words[max(start, end.start() - 8) : end.start()]):
            yield start, words[start : end.end()]
            start = end.end()
    if words[start:].strip():
        yield start, words[start:]


# The keys of a page whose words are printed.
_TITLES = ("title", "description")


def own_pages(root: Path) -> Iterator[tuple[str, Page]]:
    """The clinic's pages, each with its name from the top; what can't be read is told where pages are read."""
    for path in sorted((root / PAGES).rglob("*.md")):
        if (page := read_page(path)) is not None:
            yield path.relative_to(root).as_posix(), page


def texts_of_pages(root: Path) -> Iterator[Text]:
    """The titles, descriptions and sentences of the clinic's pages."""
    for shown, page in own_pages(root):
        yield from _titles(page, shown)
        yield from texts_of(page, shown)


def _titles(page: Page, file: str) -> Iterator[Text]:
    """What is printed of a page's keys."""
    items, _ = read_mapping(page.front, shown=file)
    for item in items:
        values = item.value if isinstance(item.value, dict) else {}
        yield from (Text(file, item.line_of((key,)), str(values[key])) for key in _TITLES if key in values)


def texts_of(page: Page, file: str) -> Iterator[Text]:
    """The sentences of a page with their lines."""
    for part in page.parts:
        for at, sentence in sentences(part.words):
            begins = at + len(sentence) - len(sentence.lstrip())
            yield Text(file, part.line + part.words.count("\n", 0, begins), sentence.strip())
