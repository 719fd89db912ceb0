"""Links of the clinic's pages to parts of other pages: an engine refuses each part that there is not."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from macros.calls import Rendering
from macros.load.files import CLINIC, DOCS
from macros.load.problems import Problem, nearest, quoted
from macros.load.spelling import spelled_as_named
from macros.render.page_markdown import PageMarkdown
from publish.check.clinic.links import SCHEME
from publish.check.clinic.sentences import own_pages
from publish.check.clinic.tree import extensions, read_page

# How the names begin that Markdown gives to tabs and notes: nobody means one of these.
_MADE = ("__tabbed_", "fn:", "fnref:")
Pages = Mapping[str, Rendering]


def judge_anchors(root: Path, pages: Pages) -> Iterator[Problem]:
    """What is wrong with links to parts of other pages."""
    for shown, page in own_pages(root):
        folder = posixpath.dirname(shown).removeprefix(f"{DOCS}/")
        for line, node in page.nodes:
            address = node.attributes.get("href") or ""
            file, _, part = spelled_as_named(address, root).partition("#")
            if not (file and part) or SCHEME.match(address):
                continue
            known = _parts_of(root, posixpath.normpath(posixpath.join(folder, unquote(file.partition("?")[0]))), pages)
            if known is not None and part not in known:
                named = (name for name in known if not name.startswith(_MADE))
                text = f"a link to {quoted(address)}: that page has no such part ({nearest(part, named)})"
                yield Problem(shown, line, "-", text)


def has_other_spellings(root: Path) -> bool:
    """Whether a page of the clinic names a file in another spelling of its letters."""
    nodes = (node for _, page in own_pages(root) for _, node in page.nodes)
    addresses = (address for node in nodes for key in ("href", "src") if (address := node.attributes.get(key)))
    return any(spelled_as_named(address, root) != address for address in addresses)


def _parts_of(root: Path, name: str, pages: Pages) -> frozenset[str] | None:
    """The names of the parts of a page below docs/; None for what is no page, or can't be read."""
    if name.startswith(CLINIC):
        path = root / "docs" / name
        page = read_page(path) if path.suffix == ".md" else None
        return frozenset(id_ for _, node in page.nodes if (id_ := node.attributes.get("id"))) if page else None
    rendered = pages.get(name)
    return _named(rendered.text) if rendered is not None else None


@lru_cache(maxsize=64)
def _named(text: str) -> frozenset[str]:
    """The names of the parts of a page of ours, whose text is rendered already."""
    markdown = Markdown(extensions=[*extensions(), PageMarkdown()], extension_configs=dict(extensions()))
    return frozenset(node.attributes["id"] or "" for node in LexborHTMLParser(markdown.convert(text)).css("[id]"))
