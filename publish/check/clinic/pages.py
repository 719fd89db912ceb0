"""A page that the clinic wrote -> what in it is more than words, links and pictures, each with its line.

A clinic's page is Markdown alone. What its source hands on as HTML is told, and so is whatever stands in the tree that
the engines make of the rest and could act: it does not matter in which of Markdown's ways a thing was written.
"""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborNode

from macros.load.lookalikes import disguised, hidden, plain, stacked
from macros.load.problems import Unreadable, quoted
from macros.load.spelling import spelled_as_named
from publish.check.clinic.links import SCHEME, belied, is_plain, wrong_address
from publish.check.clinic.tree import Page, read_source, render
from publish.check.clinic.untaken import as_it_stands, untaken

# HTML that has no way to be written in Markdown.
RAW = re.compile(r"</?(?:sub|sup|kbd)>|<br ?/?>", re.IGNORECASE)
PAIRED = ("sub", "sup", "kbd")
# What Markdown makes, with the keys that it or an attribute list may give each.
TAGS = frozenset(re.findall(r"\w+", """
    h1 h2 h3 h4 h5 h6 p br hr em strong sub sup del mark abbr code pre kbd blockquote ul ol li dl dt dd table thead
    tbody tr th td a img div details summary input figure figcaption label span svg path
"""))  # fmt: skip
KEYS = frozenset(("id", "class", "title", "lang", "dir"))
KEYS_OF = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
    "details": {"open"},
    "input": {"type", "disabled", "checked", "name"},
    "label": {"for"},
    "div": {"data-tabs"},
    "span": {"aria-hidden"},
    "svg": {"xmlns", "viewBox", "aria-hidden", "width", "height"},
    "path": {"d"},
}
# Keys that tabs and icons alone have, as Markdown writes them.
VALUES = {
    "type": "checkbox|radio",
    "name": r"__tabbed_\d+",
    "for": r"__tabbed_\d+_\d+",
    "data-tabs": r"\d+:\d+",
    "aria-hidden": "true",
}
# What Markdown itself writes. Scripts, styles and the search of the site act on other classes.
BOXES = "note abstract info tip success question warning failure danger bug example quote important caution"
_BOX = f"(?:{BOXES.replace(' ', '|')})"
CLASSES = {
    "code": r"language-[\w+#.-]+",
    "div": f"toc|footnote|admonition {_BOX}|tabbed-set|tabbed-content|scroll",
    "details": _BOX,
    "p": "admonition-title|way",
    "pre": "highlight",
    "span": "twemoji",
    "ul": "task-list",
    "li": "task-list-item",
    "a": "footnote-ref|footnote-backref|md-button(?: md-button--primary)?",
}
# What the frame around each page and its scripts go by.
FRAME_IDS = frozenset(("content", "site-nav", "search-input", "search-panel", "passport", "passport-name"))
# Languages that are written from right to left; others would only be turned round.
RIGHT_TO_LEFT = re.compile("(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi)(?:-[a-z0-9-]+)?", re.IGNORECASE)
_INSTEAD = {
    r"<(?:iframe|video|embed|object|audio)\b": "for a map or a film write a link, such as [Map](https://maps.example/)",
    r"<!--": "a remark would be published too: remove it",
    r"<a\b": "write a link as [words](page.md)",
    r"<img\b": "write a picture as ![words](picture.png)",
    r"</?(?:b|strong)\b": "write **words**",
    r"</?(?:i|em)\b": "write *words*",
    r"</?(?:p|div|section|span)\b": "part by empty lines; for a language write {: lang=ar dir=rtl } below",
}
_ELSE = "write it as Markdown; of HTML only <br>, <sub>, <sup> and <kbd> without attributes are taken"
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
# The language that a page says it is in, if it is another one than that of the site.
_LANGUAGE = re.compile(r"^\s*\"?lang\"?\s*:\s*[\"']?(?!en\b)([a-z]{2,3})", re.MULTILINE)
# What cameras and programs write where words of a picture should stand.
_NO_WORDS = re.compile(
    r"(?:img|dsc\w?|pxl|image|picture|photo|photograph|foto|bild|scan|untitled|alt(?: text)?)[\W_]*\d*", re.IGNORECASE
)
Found = Iterator[tuple[int, str]]


def judge_page(root: Path, path: Path, country: str) -> Found:
    """What a page of a clinic of this country may not hold; its encoding and its keys are told where pages are read."""
    try:
        page = render(read_source(path)[1])
    except Unreadable as error:
        yield error.line, error.text
        return
    yield from _Judge(root, path, country, page).judge()


def printed_signs(page: Page) -> Found:
    """What on a page of the clinic runs elsewhere and here is printed; and that it has no heading of its own."""
    yield from as_it_stands(page)
    if not any(node.tag == "h1" for _, node in page.nodes):
        begins = page.front.count("\n") + 2
        yield begins, "found no heading of the page: begin with # and its title, as in # Our rooms"


def english_names(page: Page) -> Found:
    """Names of boxes that are in English because a page in another language gives them none."""
    if (language := _LANGUAGE.search(page.front)) is None:
        return
    for line, node in page.nodes:
        name = node.text().strip()
        if _is_name(node) and name.lower() in BOXES.split():
            how = f'write one of its own behind it, as in !!! {name.lower()} "Words"'
            yield line, f"found a box named {quoted(name)} on a page in {language[1]!r}: {how}"


class _Judge:
    """One page with its lines, to find what is wrong and where it was written."""

    def __init__(self, root: Path, path: Path, country: str, page: Page) -> None:
        self.docs, self.country = root / "docs", country
        self.folder = path.parent.relative_to(self.docs).as_posix()
        self.text = page.source.lower()
        self.lines = self.text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines[:-1])]
        self.after: dict[str, int] = {}
        self.page = page
        self.ids = {node.attributes.get("id") for _, node in page.nodes}

    def judge(self) -> Found:
        """All mistakes of the page."""
        told = [*self._raw()]
        yield from told
        yield from untaken(self.page)
        yield from self._signs()
        for label in filter(None, self.page.labels):
            yield self._line(1, "data-toc-label"), f"found data-toc-label={quoted(label)}: remove it"
        for line, node in self.page.nodes:
            if node.tag in TAGS or not told:
                yield from self._node(line, node)

    def _raw(self) -> Found:
        """HTML in the source, and what of it is opened and not closed, or closed and not opened."""
        opened: list[tuple[int, str]] = []
        refused = set()
        for line, raw in self.page.raw:
            if not RAW.fullmatch(raw):
                if not (raw.startswith("</") and raw.strip("</>") in refused):
                    yield line, f"found {quoted(raw, 40)}, which is HTML: {_instead(raw)}"
                refused.update(re.findall(r"^<([\w-]+)", raw))
            elif (tag := raw.strip("</>").lower()) in PAIRED:
                if not raw.startswith("</"):
                    opened.append((line, tag))
                elif not opened or opened.pop()[1] != tag:
                    yield line, f"found </{tag}>, which is not opened before it"
        for line, tag in opened:
            yield line, f"found <{tag}>, which is not closed"

    def _signs(self) -> Found:
        """Signs that a reader can't see or takes for others, in words or in what is read out."""
        values = [node.attributes.get("alt") or "" for _, node in self.page.nodes]
        words = [*(part.words for part in self.page.parts), *values]
        for sign in dict.fromkeys(sign for text in words for sign in hidden(text)):
            why = "what is read would not be what is seen: remove it"
            yield self._written(sign), f"found the hidden sign U+{ord(sign):04X}: {why}"
        for sign in dict.fromkeys(filter(None, map(stacked, words))):
            yield self._written(sign), f"found more than three signs U+{ord(sign):04X} on one letter: remove them"
        for word in dict.fromkeys(filter(None, map(disguised, words))):
            why = f"letters of other alphabets that look like {plain(word)!r}: type the word anew"
            yield self._written(word), f"found {quoted(word)}, {why}"

    def _node(self, line: int, node: LexborNode) -> Found:
        tag = node.tag or ""
        if tag not in TAGS:
            yield line, f"found <{tag}>, which is not allowed here"
            return
        if tag == "a" and not (node.text().strip() or any(image.attributes.get("alt") for image in node.css("img"))):
            yield line, "found a link without words, of which nobody is told where it leads: write some"
        if _heads_nothing(node):
            found = f"found the name {quoted(node.text().strip(), 40)} with no words below it"
            yield line, f"{found}: they stand on the next lines, each four spaces further in"
        if tag == "img" and (why := _wrong_words(node)):
            yield self._line(line, node.attributes.get("src") or "", "!["), why
        for key, value in ((key, value or "") for key, value in node.attributes.items()):
            if key not in KEYS | KEYS_OF.get(tag, set()):
                yield self._line(line, key), f"found {key}= in <{tag}>, which is not allowed here: remove it"
            elif why := _wrong_value(tag, key, node.attributes):
                yield self._line(line, value, key), f"found {key}={quoted(value)} in <{tag}>: {why}"
            elif key == "href" and (why := self._wrong_link(value) or belied(value, node.text())):
                yield self._line(line, value, "]("), f"a link to {quoted(value)}: {why}"
            elif key == "src" and (why := self._wrong_picture(value)):
                yield self._line(line, value, "!["), f"a picture at {quoted(value)}: {why}"

    def _wrong_link(self, address: str) -> str:
        """Why a link may not lead there, or nothing."""
        if SCHEME.match(address):
            return wrong_address(address, self.country)
        if address.startswith("#"):
            return "" if address[1:] in self.ids | {""} else _no_part(address)
        return self._wrong_file(address)

    def _wrong_picture(self, address: str) -> str:
        """Why a picture may not be shown, or nothing."""
        if SCHEME.match(address):
            return "allowed: a file beside this page, because a page loads nothing from elsewhere"
        if posixpath.splitext(address.partition("#")[0])[1].lower() not in PICTURES:
            return f"allowed: files that end in {', '.join(PICTURES)}"
        return self._wrong_file(address)

    def _wrong_file(self, address: str) -> str:
        """Why an address below docs/ can't be published, or nothing."""
        if not is_plain(address) or address.startswith("/"):
            return "allowed: an address with https://, or a file of the site from here on, such as ../index.md"
        if address.lower().startswith("www."):
            return f"write https:// before it: https://{address}"
        file = re.split(r"[?#]", spelled_as_named(address, self.docs.parent), maxsplit=1)[0]
        target = posixpath.normpath(posixpath.join(self.folder, unquote(file)))
        if target.startswith("..") or not is_plain(target):
            return "it leads out of the site"
        return "" if (self.docs / target).is_file() else f"there is no file docs/{target}{self._nearest(target)}"

    def _nearest(self, target: str) -> str:
        """The file that was meant in place of one that is not there, as a page would write it."""
        if (self.docs / target / "index.md").is_file():
            return f" (nearest: {self._way(f'{target}/index.md')})"
        folder, name = posixpath.split(target)
        names = {_typed(path.name): path.name for path in (self.docs / folder).glob("*") if path.is_file()}
        nearest = get_close_matches(_typed(name), sorted(names), 1)
        return f" (nearest: {self._way(posixpath.join(folder, names[nearest[0]]))})" if nearest else ""

    def _way(self, target: str) -> str:
        """The address of a file below docs/, to copy into this page."""
        return quote(posixpath.relpath(target, self.folder), safe="/()[],&+'!")

    def _line(self, near: int, *signs: str) -> int:
        """The line on which one of the signs is found next, from the one on that is near; else that one."""
        for sign in filter(None, map(str.lower, signs)):
            start = max(self.starts[near - 1], self.after.get(sign, 0))
            if (at := self.text.find(sign, start)) >= 0 or (at := self.text.find(sign)) >= 0:
                self.after[sign] = at + 1
                return bisect_right(self.starts, at)
        return near

    def _written(self, text: str) -> int:
        """The line on which a text is written, as it stands or in numbers; else the first that holds a number."""
        lines = (number for number, line in enumerate(self.lines, 1) if text.lower() in html.unescape(line))
        return next(lines, self._line(1, "&"))


def _is_name(node: LexborNode) -> bool:
    """Whether a node is the name of a box."""
    return node.tag == "summary" or node.attributes.get("class") == "admonition-title"


def _heads_nothing(node: LexborNode) -> bool:
    """Whether a node is the name of a box or of a tab in which nothing stands."""
    held: LexborNode | None = None
    if _is_name(node):
        held = node.parent
    elif node.tag == "label" and (node.attributes.get("for") or "").startswith("__tabbed"):
        held = node.next
        while held is not None and not held.is_element_node:
            held = held.next
    if held is None or held.css_first("img, svg, input") is not None:
        return False
    own = node.text() if node.tag != "label" else ""
    return held.text().replace(own, "", 1).strip() == ""


def _wrong_words(image: LexborNode) -> str:
    """Why a picture's words tell nothing to who can't see it, or nothing."""
    words, file = (image.attributes.get("alt") or "").strip(), unquote(image.attributes.get("src") or "")
    instead = "say what is seen and what it is for, as in ![The door, with a bell on the left](door.jpg)"
    if not words:
        return f"a picture at {quoted(file)} without words, which tells nothing to who can't see it: {instead}"
    name = posixpath.basename(file)
    if _typed(words) in (_typed(name), _typed(posixpath.splitext(name)[0])) or _NO_WORDS.fullmatch(words):
        return f"a picture with the words {quoted(words)}, which tell nothing to who can't see it: {instead}"
    return ""


def _typed(name: str) -> str:
    """A name as it is typed, without regard to capitals."""
    return unicodedata.normalize("NFC", name).casefold()


def _no_part(address: str) -> str:
    """That a page has no such part, in other words for a note that no place names."""
    note = address.removeprefix("#fnref:")
    if note != address:
        return f"no place names this note: write [^{note}] where it belongs, or remove it"
    return "this page has no such part"


def _instead(raw: str) -> str:
    """What to write in place of a piece of HTML."""
    return next((words for tag, words in _INSTEAD.items() if re.match(tag, raw, re.IGNORECASE)), _ELSE)


def _kind_of_box(tag: str, value: str) -> str:
    """The word that was written for the kind of a box, where that is none of ours; nothing where no box is meant."""
    words = value.removeprefix("admonition ").split()
    is_box = tag == "details" or (tag == "div" and value.startswith("admonition "))
    return next((word for word in words if word not in BOXES.split()), "") if is_box else ""


def _wrong_value(tag: str, key: str, keys: Mapping[str, str | None]) -> str:
    """Why a class, an id or a direction may not be this one, or nothing."""
    value = keys[key] or ""
    if key == "class" and not re.fullmatch(CLASSES.get(tag, "(?!)"), value):
        if kind := _kind_of_box(tag, value):
            return (
                f'the kinds of boxes are {BOXES}; a title of your own stands in quotes: !!! note "{kind.capitalize()}"'
            )
        return "scripts and styles of the site go by their classes: remove it"
    if key in VALUES and not re.fullmatch(VALUES[key], value):
        return "only what Markdown itself writes is allowed here: remove it"
    if key == "id" and value in FRAME_IDS:
        return "the frame of the page bears this name: write another, as in ## Heading { #another }"
    if key == "dir" and value.lower() == "rtl" and not RIGHT_TO_LEFT.fullmatch(keys.get("lang") or ""):
        return 'it turns words round, allowed: beside the language, as in <p lang="ar" dir="rtl">'
    return ""
