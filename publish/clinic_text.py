"""A clinic's pages -> their sentences, each with its file and line; pictures are told in words.

What Markdown hides or only marks up is left out, so that a claim is read as a visitor reads it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote

PAGES = "docs/clinic"


@dataclass(frozen=True)
class Text:
    """A piece of the clinic's own text, and where it begins."""

    file: str
    line: int
    words: str


_END = re.compile(r"(?<=[.!?…])[\"'”’)\]*_]*+\s+")
_SHORT = re.compile(r"\b(?:dr|mr|mrs|ms|prof|st|vs|approx|ca|fig|al|e\.g|i\.e)\.$", re.IGNORECASE)
_INVISIBLE = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}
_SIGNS = {**_INVISIBLE, **dict.fromkeys(map(ord, "’‘ʼ"), "'"), **dict.fromkeys(map(ord, "‐‑"), "-")}


def plain(words: str) -> str:
    """The words without look-alike and invisible signs; line breaks stay where they are."""
    return unicodedata.normalize("NFKC", words).translate(_SIGNS)


def sentences(words: str) -> Iterator[tuple[int, str]]:
    """Each sentence with the place at which it begins."""
    start = 0
    for end in _END.finditer(words):
        if not _SHORT.search(words[max(start, end.start() - 8) : end.start()]):
            yield start, words[start : end.end()]
            start = end.end()
    if words[start:].strip():
        yield start, words[start:]


_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"(?:title|description):[ \t]*(\S.*?)[ \t]*$")
# Code, comments, calls of macros, scripts: whichever begins first hides what stands in it. One that never ends hides
# nothing: Markdown shows it.
_APART = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,}).*?^[ \t>]*(?P=fence)[`~]*[ \t]*$"
    r"|<!--.*?-->|\{\{.*?\}\}|\{%.*?%\}|<(?P<tag>script|style)\b.*?</(?P=tag)\s*>"
    r"|(?<!`)(?P<tick>`+)(?!`)[^\n]+?(?<!`)(?P=tick)(?!`)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_REFERENCE = re.compile(r"^[ \t]{0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$", re.MULTILINE)
_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]*)\](?:\(\s*<?(?P<address>[^)>\s]*)[^)]*\)|\[(?P<name>[^\]]*)\])|<img\b(?P<keys>[^>]*)>",
    re.IGNORECASE,
)
_KEY = r"\b{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_COMPARES = re.compile(r"before|after|vorher|nachher", re.IGNORECASE)
_BLOCK = "\0"
_MARKER = r"[!?]{3}\+?(?:[ \t]+[\w-]+)?|={3,}!?|>+|[-*+](?=[ \t])|\d{1,3}[.)](?=[ \t])|[-=*_ \t]{3,}$"
_PARTS = r"p|div|li|h[1-6]|td|th|tr|section|summary|details|br|dt|dd|figcaption|blockquote"
# Markdown's own signs, each with what stands for it: the words inside, nothing, or a new block.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_REFERENCE, ""),
    (re.compile(r"\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"<?https?://[^\s<>]+>?"), " "),
    (re.compile(r"\{:?[ \t]*[#.][^}\n]*\}"), " "),
    (_HEADING, rf"{_BLOCK}\1{_BLOCK}"),
    (
        re.compile(r"^[ \t]*(?:[!?]{3}\+?|={3,}!?)[ \t]*[\w -]*\"([^\"\n]*)\"[ \t]*$", re.MULTILINE),
        rf"{_BLOCK}\1{_BLOCK}",
    ),
    (re.compile(rf"^(?:[ \t]*+(?:{_MARKER}))+", re.MULTILINE), _BLOCK),
    (re.compile(r"\|"), _BLOCK),
    (re.compile(rf"</?(?:{_PARTS})\b[^>]*>", re.IGNORECASE), _BLOCK),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"\*+|~~|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)"), ""),
    (re.compile(r"\\([^\w\s])"), r"\1"),
)


def texts_of_pages(root: Path) -> Iterator[Text]:
    """The sentences of the clinic's pages, whatever encoding they were saved in."""
    for path in _pages(root):
        yield from texts_of(_decoded(path.read_bytes()), path.relative_to(root).as_posix())


def texts_of_titles(root: Path) -> Iterator[Text]:
    """The titles and descriptions in the front matter of the clinic's pages: they are printed too."""
    for path in _pages(root):
        front = _FRONT.match(_decoded(path.read_bytes()).replace("\r\n", "\n"))
        for number, line in enumerate(front[0].split("\n") if front else (), 1):
            if found := _TITLE.match(line):
                yield Text(path.relative_to(root).as_posix(), number, found[1].strip("\"'"))


def _pages(root: Path) -> list[Path]:
    """The clinic's pages that can be read; what else stands in their place is told where pages are read."""
    return [path for path in sorted((root / PAGES).rglob("*.md")) if path.is_file()]


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


def texts_of(markdown: str, file: str) -> Iterator[Text]:
    """The sentences of a page with their lines; a picture is a sentence of its alt text and file name."""
    words = _words(markdown.replace("\r\n", "\n").replace("\r", "\n").replace(_BLOCK, ""))
    for block in re.finditer(rf"(?:(?!\n[ \t]*\n)[^{_BLOCK}])+", words):
        for at, sentence in sentences(block[0]):
            begins = block.start() + at + len(sentence) - len(sentence.lstrip())
            if sentence.strip(" \t\n-:="):
                yield Text(file, 1 + words.count("\n", 0, begins), html.unescape(sentence.strip()))


def _words(markdown: str) -> str:
    """The words of a page without Markdown's signs, each still on its line."""
    text = _APART.sub(_hide, _FRONT.sub(_hide, markdown, count=1))
    addresses = {name.casefold(): address for name, address in _REFERENCE.findall(text)}
    text = _IMAGE.sub(lambda image: _picture(image, addresses), text)
    for mark, words in _MARKS:
        text = mark.sub(partial(_replace, words), text)
    return text


def _replace(words: str, found: re.Match[str]) -> str:
    return _even(found, found.expand(words))


def _hide(found: re.Match[str]) -> str:
    return _even(found, " ")


def _even(found: re.Match[str], words: str) -> str:
    """The words with as many line breaks as what they stand for."""
    return words + "\n" * (found[0].count("\n") - words.count("\n"))


def _picture(image: re.Match[str], addresses: dict[str, str]) -> str:
    """A picture in words: its alt text, its file's name, and a heading above that makes it a before or an after."""
    keys = image["keys"] or ""
    alt = image["alt"] if image["alt"] is not None else _key("alt", keys)
    address = image["address"] or addresses.get((image["name"] or alt).casefold()) or _key("src", keys)
    heading = "".join(_HEADING.findall(image.string, 0, image.start())[-1:])
    parts = (alt, unquote(address).rsplit("/", 1)[-1], heading if _COMPARES.search(heading) else "")
    shown = ", ".join("picture: " + re.sub(r"[.!?;:()]+(?=\s|$)", ",", part) for part in parts if part)
    return _even(image, f"({shown or 'picture'})")


def _key(name: str, keys: str) -> str:
    found = re.search(_KEY.format(name), keys, re.IGNORECASE)
    return next((value for value in found.groups() if value), "") if found else ""
