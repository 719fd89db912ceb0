"""A page that the clinic wrote -> the tree that both engines make of it, with the line on which each part was written.

Markdown keeps no lines, so they are found again: the words of the tree stand in the order of the source.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.util import STX
from mkdocs.utils.yaml import yaml_load
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.load.files import MAX_PAGE, front_matter
from macros.load.problems import Unreadable, quoted
from macros.load.yamlfile import read_text
from macros.render.page_markdown import PageMarkdown

# The engine room stands where this code does.
BASE = Path(__file__).parents[3] / "base.yml"
# What our own pages alone may use, since it makes any tag; here its signs are read as words, and refused.
ANY_TAG = "pymdownx.blocks.html"
# Markdown looks from each opening sign for the closing one, to the end of the block: how many letters it may look at.
_PAIRS, MOST_COSTLY = ("[]", "<>"), 3_000_000
# And it goes through the rest of a block for each of its lines.
MOST_TOGETHER = 500
# Each row of a table is filled up to as many cells as its head has; to each place that names a note leads a link back.
MOST_CELLS, MOST_NOTED = 5_000, 200
# What a page may grow to: an explanation of a short word stands wherever that is used.
MOST_MADE = 1_500_000
# Pages that are held, because each is asked for by several checks: more than a clinic has, at a quarter of a megabyte.
MOST_HELD = 400
_RULE = re.compile(r"^ {0,3}\|?(?: *:?-+:? *\|)", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\s]{1,200}\]")
# Where MkDocs looks for raw HTML, in words shown as code too; Python 3.11 ends at a section of a name unknown to it.
_BEFORE_HTML = 21
_MARKED = re.compile(r"<!\[(?!cdata\[)", re.IGNORECASE)
# Stands before a sign that the writer kept from meaning anything; Markdown takes it out of what is read.
ESCAPED = STX
_TOC = re.compile(r"^ {0,3}\[TOC\] *$", re.MULTILINE)
_BLOCKS = frozenset(re.findall(r"\w+", """
    body p div section blockquote pre h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td
    figure figcaption details summary label
"""))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CODE = frozenset(("pre", "code", "kbd"))
_UNSHOWN = frozenset(("script", "style", "template"))
_COMPARES = re.compile(r"before|after|vorher|nachher", re.IGNORECASE)
# An address says nothing; where it leads is judged as a link.
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_WORD = re.compile(r"[^\W_]+")
# How many words are looked for together, how far apart they may stand, and in how many places they are tried.
_SOUGHT, _APART, _TRIES = 4, 30, 100


@dataclass(frozen=True)
class Part:
    """What stands together on a page, such as a paragraph or a cell: its first line, its words, its elements."""

    line: int
    words: str
    nodes: tuple[LexborNode, ...] = ()
    # The words without what is shown as code, with a mark before each sign that stood behind a backslash.
    said: str = ""


@dataclass(frozen=True)
class Page:
    """A page as the engines make it: its parts in order, the raw HTML in its source, other names of its headings."""

    source: str
    parts: tuple[Part, ...]
    raw: tuple[tuple[int, str], ...]
    labels: tuple[str, ...]
    # The keys at its head, as they stand there.
    front: str = ""

    @property
    def nodes(self) -> Iterator[tuple[int, LexborNode]]:
        """Each element with the line of the part in which it stands."""
        return ((part.line, node) for part in self.parts for node in part.nodes)


@cache
def extensions() -> Mapping[str, dict[str, Any]]:
    """What base.yml has the engines read a clinic's page with: the options of each extension, by its name."""
    listed = yaml_load(BASE.read_text(encoding="utf-8"))["markdown_extensions"]
    return {
        name: options or {}
        for item in listed
        for name, options in (item if isinstance(item, dict) else {item: {}}).items()
        if name != ANY_TAG
    }


def read_page(path: Path) -> Page | None:
    """A page of the clinic; None of one that can't be read, which is told where pages are read and judged."""
    front, source = read_source(path)
    try:
        return replace(render(source), front=front) if source else None
    except Unreadable:
        return None


def read_source(path: Path) -> tuple[str, str]:
    """The keys and the text of a page, each on its lines; nothing of what can't be read, which is told elsewhere."""
    text, problems = read_text(path, shown=path.name, most=MAX_PAGE)
    front, wrong = front_matter(text, shown=path.name) if not problems else ("", [])
    if problems or wrong:
        return "", ""
    above = front.count("\n") + 1
    return front, "\n" * above + text.split("\n", above)[above]


@lru_cache(maxsize=MOST_HELD)
def render(source: str) -> Page:
    """The tree of a page without its front matter; raises Unreadable where that would never end."""
    _bound(source)
    first = len(source) - len(source.lstrip("\n")) + 1  # behind the lines of the front matter
    markdown = Markdown(extensions=[*extensions(), PageMarkdown()], extension_configs=dict(extensions()))
    markdown.treeprocessors.deregister("addresses")  # an address is judged and found as it was typed
    markdown.preprocessors.register(_Marked(markdown, source), "marked_sections", _BEFORE_HTML)
    blocks, words = _note_raw(markdown)
    _mark_escaped(markdown)
    try:
        made = markdown.convert(source)
    except RecursionError:
        raise Unreadable(first, "quotes or lists stand in each other too deeply: make it flatter") from None
    if len(made) > MOST_MADE:
        raise Unreadable(first, f"a page of {len(made):,} bytes would be made of it, allowed: {MOST_MADE:,}: split it")
    tree, marked = LexborHTMLParser(made.replace(ESCAPED, "")), LexborHTMLParser(made)
    parts = tuple(_parts(tree, marked, _Finder(source)))
    return Page(source, parts, tuple(_placed(source, blocks, words)), tuple(_labels(markdown.toc_tokens)))


class _Marked(Preprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Raises Unreadable where the source has signs at which MkDocs would end with words of Python's."""

    def __init__(self, md: Markdown, source: str) -> None:
        super().__init__(md)
        self.source = source

    def run(self, lines: list[str]) -> list[str]:
        if found := _MARKED.search("\n".join(lines)):
            line = 1 + self.source.count("\n", 0, self.source.find(found[0]))
            why = f"found {quoted(found[0])}, at which MkDocs ends: take it out, or show it between two lines of ```"
            raise Unreadable(line, why)
        return lines


def _bound(source: str) -> None:
    """Raises Unreadable where Markdown would take more than seconds."""
    if second := [*_TOC.finditer(source)][1:2]:
        raise Unreadable(1 + source.count("\n", 0, second[0].start()), "found [TOC] more than once: remove this one")
    for name, times in Counter(_NOTE.findall(source)).items():
        if times > MOST_NOTED:
            why = f"found {quoted(name)} {times:,} times, allowed: {MOST_NOTED}"
            raise Unreadable(1 + source.count("\n", 0, source.find(name)), f"{why}: name this note less often")
    cost, numbered = 0, enumerate(source.split("\n"), 1)
    for full, group in groupby(numbered, lambda line: bool(line[1].strip())):
        lines = [*group] if full else []
        first, text = lines[0][0] if lines else 1, "\n".join(line for _, line in lines)
        cost += sum(_distance(text, *pair) for pair in _PAIRS)
        if _RULE.search(text) and (cells := text.split("\n", 1)[0].count("|") * len(lines)) > MOST_CELLS:
            raise Unreadable(first, f"found a table of {cells:,} cells, allowed: {MOST_CELLS:,}: split it")
        if len(lines) > MOST_TOGETHER:
            why = f"found {len(lines):,} lines without an empty one between them, allowed: {MOST_TOGETHER}"
            raise Unreadable(first, f"{why}: put empty lines in")
        if cost > MOST_COSTLY:
            why = "found too many signs [ or < that are not closed: close them, put empty lines in, or split the page"
            raise Unreadable(first, why)


def _distance(text: str, opens: str, closes: str) -> int:
    """How many letters lie between each opening sign and the one that closes it, or else the end."""
    total, opened = 0, []
    for found in re.finditer(f"[\\{opens}\\{closes}]", text):
        if found[0] == opens:
            opened.append(found.start())
        elif opened:
            total += found.start() - opened.pop()
    return total + sum(len(text) - at for at in opened)


def _mark_escaped(markdown: Markdown) -> None:
    """Leaves a mark before each sign behind a backslash, in words alone."""
    unescape = markdown.treeprocessors["unescape"]

    def run(root: Element) -> None:
        for node in root.iter():
            if node.text and node.tag != "code":
                node.text = unescape.RE.sub(_marked, node.text)
            if node.tail:
                node.tail = unescape.RE.sub(_marked, node.tail)
            for key, value in node.items():
                if value is not None:  # a key may stand alone
                    node.set(key, unescape.unescape(value))

    unescape.run = run


def _marked(found: re.Match[str]) -> str:
    return f"{ESCAPED}{chr(int(found[1]))}"


def _note_raw(markdown: Markdown) -> tuple[list[str], list[str]]:
    """What fills with the raw HTML of a page while it is read, in its order: whole blocks, and signs between words."""
    blocks, words = markdown.preprocessors["html_block"], markdown.inlinePatterns["html"]
    blocks.run, of_blocks = _noting(blocks.run, markdown.htmlStash.rawHtmlBlocks)
    words.handleMatch, of_words = _noting(words.handleMatch, markdown.htmlStash.rawHtmlBlocks)
    return of_blocks, of_words


def _noting(reads: Callable[..., Any], stash: list[Any]) -> tuple[Callable[..., Any], list[str]]:
    """Markdown's own reading, and the note that it then makes of all that it puts aside."""
    found: list[str] = []

    def noted(*read: Any) -> Any:
        known = len(stash)
        made = reads(*read)
        found.extend(f"<{held.tag}" if isinstance(held, Element) else held for held in stash[known:])
        return made

    return noted, found


def _placed(source: str, blocks: Iterable[str], words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each piece of raw HTML with the line on which it stands; what stands in a block is no sign between words."""
    rest, at = source, 0
    for piece in map(str.strip, filter(str.strip, blocks)):
        first = piece.split("\n", 1)[0]
        # A block begins where a line does, and they stand in the order of the source.
        begins = re.compile(rf"^ {{0,3}}{re.escape(first)}", re.MULTILINE).search(source, at)
        at = begins.end() - len(first) if begins else max(source.find(first, at), at)
        end = at + len(piece) if source.startswith(piece, at) else at + len(first)
        yield 1 + source.count("\n", 0, at), piece
        rest, at = rest[:at] + " " * (end - at) + rest[end:], end
    after: dict[str, int] = {}
    for piece in map(str.strip, words):
        first = piece.split("\n", 1)[0]
        at = rest.find(first, after.get(first, 0))
        after[first] = at + 1
        yield 1 + source.count("\n", 0, max(at, 0)), piece


def _labels(tokens: list[dict[str, Any]]) -> Iterator[str]:
    """What headings are called in the list of the page's parts, where an attribute gives them another name."""
    for token in tokens:
        yield token.get("data-toc-label", "")
        yield from _labels(token["children"])


@dataclass
class _Finder:
    """Where words stand in a source, looked for from the last that were found."""

    source: str
    at: int = 0
    lines: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for number, line in enumerate(self.source.split("\n"), 1):
            for word in _WORD.findall(html.unescape(line)):
                self.places[word].append(len(self.lines))
                self.lines.append(number)

    def line_of(self, text: str, *, start: int | None = None) -> int:
        """The line on which the text begins; where it stands nowhere as it is read, the nearest that is known.

        The next text is looked for behind this one, unless a start is given.
        """
        sought = [(found[0], text.count("\n", 0, found.start())) for found in _WORD.finditer(text)]
        tries = [(self.at if start is None else start, skipped) for skipped in range(_SOUGHT)]
        for number, (first, skipped) in enumerate([*tries, (0, 0)]):
            wanted = [word for word, _ in sought[skipped : skipped + _SOUGHT]]
            if wanted and (at := self._place(wanted, first)) is not None:
                if start is None and number < len(tries):
                    self.at = min(at + len(sought) - skipped, len(self.lines) - 1)
                return max(1, self.lines[at] - sought[skipped][1])
        return self.lines[self.at] if self.lines else 1

    def _place(self, wanted: list[str], start: int) -> int | None:
        """The first place from start on at which the words follow one another closely."""
        places = self.places.get(wanted[0], []) if wanted else []
        first = bisect_left(places, start)
        return next((at for at in places[first : first + _TRIES] if self._follow(wanted[1:], at + 1)), None)

    def _follow(self, wanted: list[str], at: int) -> bool:
        for word in wanted:
            places = self.places.get(word, [])
            found = bisect_left(places, at)
            if found == len(places) or places[found] > at + _APART:
                return False
            at = places[found] + 1
        return True


def _parts(tree: LexborHTMLParser, marked: LexborHTMLParser, finder: _Finder) -> Iterator[Part]:
    """The parts of the page in order; a picture is words, and so is what is shown where the pointer rests."""
    heading = ""
    pairs = zip(_walk(tree), _walk(marked), strict=True)
    for (_, tag), group in groupby(pairs, lambda found: found[0][0]):
        both = [(node, twin) for (_, node), (_, twin) in group]
        nodes = [node for node, _ in both]
        words = "".join(_words(node, heading) for node in nodes).strip()
        before, elements = finder.at, tuple(node for node in nodes if node.is_element_node)
        said = "".join(map(_said, (twin for _, twin in both if not _in_code(twin)))).strip()
        yield Part(finder.line_of("".join(map(_source, nodes)).strip()), words, elements, said)
        for title in filter(None, (node.attributes.get("title") for node in elements)):
            yield Part(finder.line_of(title, start=before), title)
        if tag in _HEADINGS:
            heading = words


def _walk(tree: LexborHTMLParser) -> Iterator[tuple[tuple[int, str], LexborNode]]:
    """Each text and element of the page with the block in which it stands."""
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        block = node
        while block.tag not in _BLOCKS and block.parent is not None:
            block = block.parent
        if node.tag != "body" and not node.is_comment_node:
            yield (block.mem_id, block.tag or ""), node


def _words(node: LexborNode, heading: str) -> str:
    """What a reader gets of a text or an element itself."""
    if node.is_text_node:
        shown = node.parent is None or node.parent.tag not in _UNSHOWN
        return _ADDRESS.sub(" ", node.text_content or "") if shown else ""
    return _picture(node, heading) if node.tag == "img" else ""


def _said(node: LexborNode) -> str:
    """What a writer typed to be read as it stands; nothing of ours beside it, which could close a bracket."""
    return _words(node, "") if node.is_text_node else node.attributes.get("alt") or ""


def _in_code(node: LexborNode) -> bool:
    """Whether an element or a text is shown as code."""
    above = node
    while above.tag not in _CODE and above.parent is not None:
        above = above.parent
    return above.tag in _CODE


def _source(node: LexborNode) -> str:
    """The words by which a node is found in the source."""
    if node.is_text_node:
        return node.text_content or ""
    return f" {node.attributes.get('alt') or ''} {node.attributes.get('src') or ''} " if node.tag == "img" else ""


def _picture(image: LexborNode, heading: str) -> str:
    """A picture in words: its alt text, its file's name, and a heading above that makes it a before or an after."""
    file = unquote(image.attributes.get("src") or "").rsplit("/", 1)[-1]
    parts = (image.attributes.get("alt"), file, heading if _COMPARES.search(heading) else "")
    shown = ", ".join("picture: " + re.sub(r"[.!?;:()]+(?=\s|$)", ",", part) for part in parts if part)
    return f"({shown or 'picture'})"
