"""A clinic's pages -> their sentences, each with its file and line; pictures are told in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.load.files import front_matter
from macros.load.problems import Unreadable
from macros.load.stamps import bytes_of
from macros.load.yamlfile import read_mapping
from publish.check.clinic.tree import render

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


# What can't be read as keys may still be printed as a title: its lines are read as they stand.
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLES = ("title", "description")


def texts_of_pages(root: Path) -> Iterator[Text]:
    """The titles, descriptions and sentences of the clinic's pages, whatever encoding they were saved in.

    What else stands in the place of a page is told where pages are read.
    """
    for path in sorted((root / PAGES).rglob("*.md")):
        if path.is_file():
            text = _decoded(bytes_of(path)).replace("\r\n", "\n").replace("\r", "\n")
            file = path.relative_to(root).as_posix()
            yield from _titles(text, file)
            yield from texts_of(text, file)


def _titles(text: str, file: str) -> Iterator[Text]:
    """What is printed of a page's keys; of keys that can't be read, which is told elsewhere, all their lines."""
    front, wrong = front_matter(text, shown=file)
    items, mistakes = read_mapping(front, shown=file) if not wrong else ([], [])
    for item in items:
        values = item.value if isinstance(item.value, dict) else {}
        yield from (Text(file, item.line_of((key,)), str(values[key])) for key in _TITLES if key in values)
    if (wrong or mistakes or not items) and (found := _FRONT.match(text)):
        yield from (Text(file, number, line) for number, line in enumerate(found[0].split("\n"), 1))


def _decoded(raw: bytes) -> str:
    """The text of a page; a wrong encoding is told where front matter is read, and must not hide a claim here."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if raw.count(b"\0") * 3 > len(raw):
        return raw.decode("utf-16-le" if raw[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def texts_of(page: str, file: str) -> Iterator[Text]:
    """The sentences of a page with their lines; none of a page that Markdown can't read, which is told elsewhere."""
    front = _FRONT.match(page)
    above = front[0].count("\n") if front else 0
    try:
        parts = render(page[front.end() if front else 0 :]).parts
    except Unreadable:
        return
    for part in parts:
        for at, sentence in sentences(part.words):
            begins = at + len(sentence) - len(sentence.lstrip())
            yield Text(file, above + part.line + part.words.count("\n", 0, begins), sentence.strip())
