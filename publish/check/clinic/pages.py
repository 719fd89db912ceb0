"""A page that the clinic wrote -> what in it is more than words, links and pictures, each with its line.

The page is rendered as both engines render it, and what a browser would make of that is held against what is allowed:
so it does not matter in which of Markdown's ways a thing was written.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.load.files import MAX_PAGE, front_matter
from macros.load.problems import brief
from macros.load.yamlfile import read_text

# What base.yml and the engines give a page to be written with.
EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "md_in_html", "macros.render.ready:ReadyHtml")
SETTINGS = {"tables": {"use_align_attribute": True}, "toc": {"permalink": False, "toc_depth": 3}}
TAGS = frozenset(re.findall(r"\w+", """
    h1 h2 h3 h4 h5 h6 p br hr em strong b i u s del ins sub sup small mark abbr cite q code pre kbd blockquote ul ol li
    dl dt dd table caption thead tbody tfoot tr th td figure figcaption img a div span section details summary address
    time
"""))  # fmt: skip
KEYS = frozenset(("id", "class", "title", "lang", "dir"))
KEYS_OF = {
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "td": {"colspan", "rowspan", "align"},
    "ol": {"start", "type", "reversed"},
    "time": {"datetime"},
    "details": {"open"},
}
# What Markdown itself writes. Scripts, styles and the search of the site act on other classes.
CLASSES = {"code": re.compile(r"language-[\w+#.-]+"), "div": re.compile("toc")}
# What the frame around each page and its scripts go by.
FRAME_IDS = frozenset(("content", "site-nav", "search-input", "search-panel"))
# Languages that are written from right to left; others would only be turned round.
RIGHT_TO_LEFT = re.compile("(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi)(?:-[a-z0-9-]+)?", re.IGNORECASE)
_LINKED = "; for a map or a film write a link, such as [Map](https://maps.example/)"
INSTEAD = dict.fromkeys(("iframe", "video", "embed", "object"), _LINKED)
SCHEMES = ("https", "http", "mailto", "tel")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
# Markdown looks from each of these for its end: twice as many take four times as long.
COSTLY, MOST_COSTLY = ("[", "<"), 2000
# And it goes through the rest of a block for each of its lines.
MOST_TOGETHER = 500
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Controls, marks that turn words round, and signs without width, which part a word that a reader sees whole. Joiners
# are needed between letters of other scripts and between pictures.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\uffff\U000e0000-\U000e007f]|(?<![^\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff])"
)
_END = "end-of-the-clinics-page"
# What stands around a page.
_AROUND = "<!doctype html><body><main><div><article>{}</article></div></main><footer></footer>"
Found = Iterator[tuple[int, str]]


def judge_page(root: Path, path: Path) -> Found:
    """What a page of the clinic may not hold; its encoding and its keys are told where pages are read."""
    text, problems = read_text(path, shown=path.name, most=MAX_PAGE)
    front, wrong = front_matter(text, shown=path.name) if not problems else ("", [])
    if problems or wrong:
        return
    lines = text.split("\n")
    above = front.count("\n") + 1
    body = "\n".join(lines[above:])
    if sign := next((sign for sign in COSTLY if body.count(sign) > MOST_COSTLY), ""):
        yield above + 1, f"found {sign!r} {body.count(sign):,} times, allowed: {MOST_COSTLY:,}: split the page"
        return
    most, first = _together(body)
    if most > MOST_TOGETHER:
        text = f"found {most:,} lines without an empty one between them, allowed: {MOST_TOGETHER}: put empty lines in"
        yield above + first, text
        return
    page = _Page(root, path, [""] * above + lines[above:])
    try:
        yield from page.judge(body)
    except RecursionError:
        yield above, "quotes or lists stand in each other too deeply: make it flatter"


def _together(body: str) -> tuple[int, int]:
    """How many lines stand together where most do, and the first of them, counted from 1."""
    groups = groupby(enumerate(body.split("\n"), 1), lambda line: bool(line[1].strip()))
    runs = [[number for number, _ in lines] for full, lines in groups if full]
    longest = max(runs, key=len, default=[1])
    return len(longest), longest[0]


class _Page:
    """One page with its lines, to find what is wrong and where it was written."""

    def __init__(self, root: Path, path: Path, lines: list[str]) -> None:
        self.docs = root / "docs"
        self.folder = path.parent.relative_to(self.docs).as_posix()
        self.lines = lines

    def judge(self, body: str) -> Found:
        """All mistakes of the page."""
        markdown = Markdown(extensions=[*EXTENSIONS], extension_configs=SETTINGS)
        made = markdown.convert(body)
        tree = LexborHTMLParser(_AROUND.format(f'{made}<p id="{_END}"></p>'))
        yield from self._frame(tree)
        yield from self._hidden(tree)
        for node in tree.css("article *"):
            yield from self._node(node)
        for raw in markdown.htmlStash.rawHtmlBlocks:
            yield from self._raw(raw if isinstance(raw, str) else "")

    def _frame(self, tree: LexborHTMLParser) -> Found:
        """Told where the page would close or swallow what stands around it."""
        end = tree.css_first(f"body > main > div > article > #{_END}")
        foot = tree.css_first("body > main + footer:last-child")
        keys = [key for node in tree.css("html, body") for key in node.attributes]
        if end is None or foot is None or keys:
            yield self._line("<"), "a tag or comment is opened and not closed, or closed and not opened"

    def _hidden(self, tree: LexborHTMLParser) -> Found:
        """Signs that a reader can't see, in words or in what is read out, however they were written."""
        values = (value or "" for node in tree.css("article *") for value in node.attributes.values())
        words = "\n".join([*(node.text() for node in tree.css("article")), *values])
        for sign in dict.fromkeys(_HIDDEN.findall(words)):
            lines = (number for number, line in enumerate(self.lines, 1) if sign in html.unescape(line))
            text = f"found the hidden sign U+{ord(sign):04X}: what is read would not be what is seen: remove it"
            yield next(lines, self._line("&")), text

    def _node(self, node: LexborNode) -> Found:
        tag = node.tag or ""
        if tag.startswith("-") or node.attributes.get("id") == _END:
            return
        if tag not in TAGS:
            yield (
                self._line(f"<{tag}"),
                f"found <{tag}>, allowed: words, links, pictures, lists and tables{INSTEAD.get(tag, '')}",
            )
            return
        for key, value in node.attributes.items():
            if key not in KEYS | KEYS_OF.get(tag, set()):
                yield self._line(key, f"<{tag}"), f"found {key}= in <{tag}>, which is not allowed here: remove it"
            elif why := _wrong_value(tag, key, node.attributes):
                yield self._line(f"{value}", f"<{tag}"), f"found {key}={brief(value or '')!r} in <{tag}>: {why}"
            elif key == "href" and (why := self._wrong_link(value or "")):
                yield self._line(value or "", "](", "<a"), f"a link to {brief(value or '')!r}: {why}"
            elif key == "src" and (why := self._wrong_picture(value or "")):
                yield self._line(value or "", "![", "<img"), f"a picture at {brief(value or '')!r}: {why}"

    def _raw(self, raw: str) -> Found:
        """Links in HTML that lead to a page by its file: one engine follows them, the other does not."""
        for node in LexborHTMLParser(raw).css("a[href], img[src]") if "<" in raw else ():
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            if not address.startswith("#") and not _SCHEME.match(address):
                why = "write it as Markdown, [words](page.md) or ![words](picture.png)"
                yield self._line(address, "<a", "<img"), f"a link in HTML to {brief(address)!r}: {why}"

    def _wrong_link(self, address: str) -> str:
        """Why a link may not lead there, or nothing."""
        if scheme := _SCHEME.match(address):
            if scheme[1].lower() not in SCHEMES or not _plain(address):
                return f"allowed: {', '.join(f'{name}:' for name in SCHEMES)} and files of the site"
            return "" if _whole(address) else "no whole address, allowed: such as https://maps.example/"
        return "" if address.startswith("#") else self._wrong_file(address)

    def _wrong_picture(self, address: str) -> str:
        """Why a picture may not be shown, or nothing."""
        if _SCHEME.match(address):
            return "allowed: a file beside this page, because a page loads nothing from elsewhere"
        if posixpath.splitext(address.partition("#")[0])[1].lower() not in PICTURES:
            return f"allowed: files that end in {', '.join(PICTURES)}"
        return self._wrong_file(address)

    def _wrong_file(self, address: str) -> str:
        """Why an address below docs/ can't be published, or nothing."""
        if not _plain(address) or address.startswith("/"):
            return "allowed: an address with https://, or a file of the site from here on, such as ../index.md"
        file = re.split(r"[?#]", address, maxsplit=1)[0]
        target = posixpath.normpath(posixpath.join(self.folder, unquote(file)))
        if target.startswith("..") or not _plain(target):
            return "it leads out of the site"
        return "" if (self.docs / target).is_file() else f"there is no file docs/{target}"

    @cached_property
    def _small(self) -> list[str]:
        return [line.lower() for line in self.lines]

    def _line(self, *signs: str) -> int:
        """The line on which one of the signs is first found; else where the page begins."""
        for sign in filter(None, signs):
            for number, line in enumerate(self._small, 1):
                if sign.lower() in line:
                    return number
        return next((number for number, line in enumerate(self.lines, 1) if line.strip()), 1)


def _plain(address: str) -> bool:
    """Whether browsers read an address as it stands: they drop tabs and line ends, and turn a backslash round."""
    return not re.search(r"[\x00-\x1f\\<>\"]", address) and not address.startswith("//")


def _whole(address: str) -> bool:
    """Whether an address to the web names a place there, in a form that can be read."""
    try:
        parts = urlsplit(address)
        return parts.scheme not in ("http", "https") or bool(parts.hostname and parts.port != 0)
    except ValueError:
        return False


def _wrong_value(tag: str, key: str, keys: Mapping[str, str | None]) -> str:
    """Why a class, an id or a direction may not be this one, or nothing."""
    value = keys[key] or ""
    if key == "class" and not (tag in CLASSES and CLASSES[tag].fullmatch(value)):
        return "scripts and styles of the site go by their classes: remove it"
    if key == "id" and value in FRAME_IDS:
        return "the frame of the page bears this name: write another, as in ## Heading { #another }"
    if key == "dir" and value.lower() == "rtl" and not RIGHT_TO_LEFT.fullmatch(keys.get("lang") or ""):
        return 'it turns words round, allowed: beside the language, as in <p lang="ar" dir="rtl">'
    return ""
