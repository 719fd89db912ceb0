"""A page's own words, apart from what views put there: for the tests of language."""

from __future__ import annotations

import html
import re
from pathlib import Path

from macros.load import Cube
from macros.pages import read_bodies

ROOT = Path(__file__).parents[2]
# Own names of drugs and devices are no reading difficulty that an author can mend.
DRUGS = ("isotretinoin", "hydroquinone", "lidocaine", "ibuprofen", "tretinoin", "adapalene", "trifarotene", "aciclovir")
_TERM = re.compile(r'\{\{\s*term\(\s*"([^"]+)"(?:,\s*"([^"]+)")?\s*\)\s*\}\}')
_VIEWS = ".references, .page-foot, .findings, .fact-box, .compare, .evidence, .entry, .term-note, .cites, .certainty, .who, .note, .kind, .verdict, .help, .a-to-z, .toc"


def own_words(cube: Cube) -> dict[str, str]:
    """Each page's Markdown without its macros; a term counts with its words."""
    names = {**cube.effects, **cube.scars}
    bodies = {page: _TERM.sub(lambda m: m[2] or names[m[1]].name, body) for page, body in read_bodies(ROOT).items()}
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
    blocks = [" ".join(node.text().split()) for node in article.css("p, li") if not node.css_first("p, li")]
    text = "\n".join(block if block.endswith((".", "?", "!")) else f"{block}." for block in blocks if len(block) > 20)
    names = [
        name for o in cube.options.values() for name in (o.name, *(alias.name for alias in o.also)) if name != "laser"
    ]
    for name in sorted((*names, *DRUGS), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", "laser", text, flags=re.IGNORECASE)
    return text
