"""What we add to Markdown, as the one extension that both engines and the check of a clinic's pages load."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros.render import icons, lists
from macros.render.ready import ReadyHtml

# By which name an engine can load it, and the variable in which a build tells it (base.yml).
EXTENSION, TOLD_BY = "macros.render.page_markdown:PageMarkdown", "PAGE_MARKDOWN"
# After all that makes or marks a table, before links are followed (0).
_LAST = 2


class PageMarkdown(Extension):  # type: ignore[misc] # Python-Markdown has no types
    """What views have made stays as it is, lists are read as on GitHub, icons are drawn, wide tables scroll."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802 -- Python-Markdown's name, told there
        ReadyHtml().extendMarkdown(md)
        md.preprocessors.register(lists.Lists(md), "lists_as_typed", lists.PRIORITY)
        md.inlinePatterns.register(icons.Icons(md), "icons", icons.PRIORITY)
        md.treeprocessors.register(_ScrollBoxes(md), "scroll_boxes", _LAST)


class _ScrollBoxes(Treeprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Puts each table into a box of its own, so that a wide one scrolls there and not the page."""

    def run(self, root: Element) -> None:
        held = [(parent, at) for parent in root.iter() for at, child in enumerate(parent) if child.tag == "table"]
        for parent, at in held:
            table = parent[at]
            box = Element("div", {"class": "scroll"})
            box.tail, table.tail = table.tail, "\n"
            box.append(table)
            parent[at] = box
