"""What we add to Markdown, as the one extension that both engines and the check of a clinic's pages load."""

from __future__ import annotations

from pathlib import Path
from string import punctuation
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros.load.spelling import spelled_as_named
from macros.render import icons, lists
from macros.render.ready import ReadyHtml

# By which name an engine can load it, and the variable in which a build tells it (base.yml).
EXTENSION, TOLD_BY = "macros.render.page_markdown:PageMarkdown", "PAGE_MARKDOWN"
# What words beside a box to tick can't hold.
_BLOCKS = frozenset(("ul", "ol", "dl", "p", "pre", "div", "blockquote", "details", "figure", "hr"))
# After all that makes or marks a table, before links are followed (0).
_LAST = 2


class PageMarkdown(Extension):  # type: ignore[misc] # Python-Markdown has no types
    """What views made stays as it is, lists are read as on GitHub, icons drawn, tables scroll, ticks have names.

    An address holds no space, and is spelled as the file that it leads to.
    """

    def __init__(self, root: Path | None = None) -> None:
        """Of the project at root; an engine that loads this by its name runs at the top of it."""
        super().__init__()
        self.root = root or Path()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802 -- Python-Markdown's name, told there
        ReadyHtml().extendMarkdown(md)
        md.ESCAPED_CHARS = [*punctuation]  # as on GitHub: Markdown alone knows the half of them
        md.preprocessors.register(lists.Lists(md), "lists_as_typed", lists.PRIORITY)
        md.inlinePatterns.register(icons.Icons(md), "icons", icons.PRIORITY)
        md.treeprocessors.register(_Tables(md), "tables_as_read", _LAST)
        md.treeprocessors.register(_Addresses(md, self.root), "addresses", _LAST)
        md.treeprocessors.register(_Ticks(md), "ticks", _LAST)
        md.treeprocessors.register(_Ways(md), "ways", _LAST)


class _Tables(Treeprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Puts each table into a box of its own, so that a wide one scrolls there and not the page.

    An empty cell above or beside others heads nothing, and is told as a head to nobody.
    """

    def run(self, root: Element) -> None:
        held = [(parent, at) for parent in root.iter() for at, child in enumerate(parent) if child.tag == "table"]
        for parent, at in held:
            table = parent[at]
            box = Element("div", {"class": "scroll"})
            box.tail, table.tail = table.tail, "\n"
            box.append(table)
            parent[at] = box
            for cell in table.iter("th"):
                if not len(cell) and not (cell.text or "").strip():
                    cell.tag = "td"


class _Addresses(Treeprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Leads a link to the file that is meant, however its letters with marks are made.

    A space, as of <opening hours.md>, is written as links do.
    """

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.root = root

    def run(self, root: Element) -> None:
        for element in root.iter():
            for key in ("href", "src"):
                if address := element.get(key):
                    element.set(key, spelled_as_named(address.replace(" ", "%20"), self.root))


class _Ways(Treeprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Marks a paragraph of links to other pages alone, which says nothing on paper."""

    def run(self, root: Element) -> None:
        for part in root.iter("p"):
            texts = (part.text, *(child.tail for child in part))
            if len(part) and all(map(_is_way, part)) and not any((text or "").strip(" .,\n") for text in texts):
                part.set("class", f"{part.get('class') or ''} way".strip())


def _is_way(element: Element) -> bool:
    """Whether this is a link to a page of the site, not to a number, a place for mail or another site."""
    return element.tag == "a" and ":" not in (element.get("href") or ":")


class _Ticks(Treeprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Makes the words beside a box to tick its name, for who hears the page."""

    def run(self, root: Element) -> None:
        for item in (item for item in root.iter("li") if item.get("class") == "task-list-item"):
            held = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            label = Element("label")
            label.text, held.text = held.text, None
            while len(held) and held[0].tag not in _BLOCKS:
                label.append(held[0])
                held.remove(held[0])
            held.insert(0, label)
