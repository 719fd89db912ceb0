"""A page's own words, apart from what views put there: for the tests of language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pyphen import Pyphen

from macros.load import Cube, read_bodies
from tests.projects import SHIPPED

# Own names of drugs and devices are no reading difficulty that an author can mend.
DRUGS = ("isotretinoin", "hydroquinone", "lidocaine", "ibuprofen", "tretinoin", "adapalene", "trifarotene", "aciclovir")
_TERM = re.compile(r'\{\{\s*term\(\s*"([^"]+)"(?:,\s*"([^"]+)")?\s*\)\s*\}\}')
# Where a word of American English may be parted is where a syllable ends.
_SYLLABLES = Pyphen(lang="en_US")
_VIEWS = ".references, .page-foot, .findings, .fact-box, .compare, .evidence, .entry, .term-note, .cites, .certainty, .who, .note, .kind, .verdict, .help, .a-to-z, .toc"


def own_words(cube: Cube) -> dict[str, str]:
    """Each page's Markdown without its macros; a term counts with its words."""
    names = {**cube.effects, **cube.scars}
    bodies = {page: _TERM.sub(lambda m: m[2] or names[m[1]].name, body) for page, body in read_bodies(SHIPPED).items()}
    return {page: _plain(re.sub(r"\{\{.*?\}\}", "", body)) for page, body in bodies.items()}


def marked_words(page_body: str) -> str:
    """The Markdown with each term as ⟦id⟧, without headings, links and other macros."""
    body = re.sub(r"(?m)^#.*$", "", _TERM.sub(r"⟦\1⟧", page_body))
    body = re.sub(r"\[[^\]]+\]\([^)]+\)", " ", body)
    return _plain(re.sub(r"\{\{.*?\}\}", "", body))


def _plain(markdown: str) -> str:
    text = re.sub(r"<[^>]+>", "\n", markdown)
    text = re.sub(r"\{[^}]*\}", "", text)
    return html.unescape(re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text))


def sentences(article, cube: Cube) -> str:
    """What stands on a built page as running text: its paragraphs and list items, without views, names and drugs."""
    for node in article.css(_VIEWS):
        node.decompose()
    blocks = [" ".join(node.text().split()) for node in article.css("p, li") if node.css("p, li") == [node]]
    text = "\n".join(block if block.endswith((".", "?", "!")) else f"{block}." for block in blocks if len(block) > 20)
    names = [
        name for o in cube.options.values() for name in (o.name, *(alias.name for alias in o.also)) if name != "laser"
    ]
    for name in sorted((*names, *DRUGS), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", "laser", text, flags=re.IGNORECASE)
    return text


# Ids and addresses; the numbers of a help line are dialled.
_UNREAD = {"id", "source_url", "url", "doi", "pmid", "number", "also", "page", "pages", "proof", "needs", "topics"}
# Sources in their own words, what a clinic must not say, what readers type, and lists of ids.
_OTHER_FILES = {"references", "phrases", "search", "reviews", "unused", "topics"}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def written_words(root: Path) -> Iterator[tuple[str, str]]:
    """All words that are written outside the facts and the pages, by their file: templates, the frame, data, settings."""
    for folder in ("macros/templates", "overrides"):
        for path in sorted((root / folder).rglob("*.*")):
            text = re.sub(r"\{[{%#].*?[#%}]\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            yield path.relative_to(root).as_posix(), text
    for path in [*sorted((root / "data").glob("*.yml")), root / "base.yml"]:
        if path.stem not in _OTHER_FILES:
            for words in _strings(yaml.load(path.read_text(encoding="utf-8"), _Plain)):  # noqa: S506 -- it makes no objects
                yield path.relative_to(root).as_posix(), words


class _Plain(yaml.SafeLoader):
    """Reads settings whose tags name the environment: they stand for nothing."""


_Plain.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


def _strings(value: Any) -> Iterator[str]:
    """Every text in a value that a reader may meet."""
    if isinstance(value, str) and not _ID.fullmatch(value):
        yield value
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key not in _UNREAD or not isinstance(part, str):
            yield from _strings(part)


def reading_grade(text: str) -> tuple[float, float]:
    """Flesch and Kincaid's grade of a text, and how many words its sentences have in the mean."""
    words = _words(text)
    counted = [part for part in re.findall(r"\b[^.!?]+[.!?]*", text) if len(_words(part)) > 2]
    mean = len(words) / max(1, len(counted))
    syllables = sum(len(_SYLLABLES.positions(word)) + 1 for word in words)
    return 0.39 * mean + 11.8 * syllables / max(1, len(words)) - 15.59, mean


def _words(text: str) -> list[str]:
    """The words in small letters; what a hyphen or an apostrophe joins is one."""
    return re.sub(r"[^\w\s]", "", text.lower()).split()
