"""HTML that a view has made: marked, and kept from Markdown by an extension that both engines load."""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markupsafe import Markup, escape

# "Shift out" of Markdown and "shift in" again: signs that neither data nor a clinic's page may hold.
_OUT, _IN = "\x0e", "\x0f"
_PIECE = f"{_OUT}([^{_IN}]*){_IN}"
# A piece that has a line for itself, or any other, with the stops that close behind it.
_READY = re.compile(rf"^([ ]*){_PIECE}[ ]*$|{_PIECE}([.,;:!?)]*)", re.MULTILINE)
# A browser breaks a line behind a button, so that the stop behind it would begin the next one.
_BUTTON = "<button"
_TAG = re.compile(r"<(\w+)")
_ANCHOR = re.compile(r'\sid="([^"]+)"')
# After Python-Markdown has tidied the lines (30), before anything reads them (25).
_PRIORITY = 28
# Where MkDocs gathers the anchors of a page, against which it holds links.
_GATHERED = "mkdocs_extract_anchors"


def ready(text: str) -> Markup:
    """The HTML, or any other text made HTML, between the two marks."""
    return Markup(f"{_OUT}{escape(text)}{_IN}")  # noqa: S704 -- this is what escapes


def bare(text: str) -> str:
    """The text without its marks, for an engine that has not been told of the extension."""
    return text.translate({ord(sign): None for sign in (_OUT, _IN)})


class _Keep(Preprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Puts a placeholder of Markdown's own in the place of each piece; Markdown puts the piece back at its end."""

    md: Markdown

    def run(self, lines: list[str]) -> list[str]:
        return _READY.sub(self._keep, "\n".join(lines)).split("\n")

    def _keep(self, found: re.Match[str]) -> str:
        indent, alone, inside, stops = found.groups()
        html = inside if alone is None else alone
        if stops and html.startswith(_BUTTON):
            html, stops = f'<span class="keep">{html}{stops}</span>', ""
        # MkDocs can't see what it does not parse; Zensical reads the anchors of the finished page.
        if _GATHERED in self.md.treeprocessors:
            self.md.treeprocessors[_GATHERED].present_anchor_ids.update(_ANCHOR.findall(html))
        place = f"{indent or ''}{self.md.htmlStash.store(html)}{stops or ''}"
        # A block on a line of its own is no part of the paragraph beside it.
        tag = _TAG.match(alone or "")
        return f"\n\n{place}\n\n" if tag and self.md.is_block_level(tag[1]) else place


class ReadyHtml(Extension):  # type: ignore[misc] # Python-Markdown has no types
    """Keeps what views have made from being read as Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802 -- Python-Markdown's name, told there
        md.preprocessors.register(_Keep(md), "ready_html", _PRIORITY)
