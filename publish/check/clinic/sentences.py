"""A clinic's pages -> their sentences, each with its file and line; pictures are told in words.

What a page does not show is left out, and what it shows as it stands is kept: a claim is read as a visitor reads it.
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

from macros.load.files import front_matter
from macros.load.stamps import bytes_of
from macros.load.yamlfile import read_mapping

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
# Letters of other alphabets that look like ours, in small and capital.
_ALIKE = {
    **str.maketrans("авекмнорстухіјѕһԁԛԝүьӏ", "abekmhopctyxijshdqwybl"),
    **str.maketrans("АВЕКМНОРСТУХІЈЅҺԀԚԜҮӀ", "ABEKMHOPCTYXIJSHDQWYI"),
    **str.maketrans("αβεηικνορτυχγω", "abenikvoptuxyw"),
    **str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    **str.maketrans("ıɡɑ", "iga"),
}
_SIGNS = {**_INVISIBLE, **_ALIKE, **dict.fromkeys(map(ord, "’‘ʼ"), "'"), **dict.fromkeys(map(ord, "‐‑"), "-")}


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


# What can't be read as keys may still be printed as a title: its lines are read as they stand.
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLES = ("title", "description")
# Comments and scripts are not shown, wherever they begin outside of code. Code is shown as it stands, and so are calls
# of macros, which do nothing on a clinic's page. What never ends hides nothing: Markdown shows it. The search for an
# end goes no further than to the next beginning, so that a page of beginnings alone takes no longer than another.
_APART = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<code>.*?)^[ \t>]*(?P=fence)[`~]*[ \t]*$"
    r"|<!--(?:(?!<!--).)*?-->(?P<rest>\w*)|<(?P<tag>script|style)\b(?:(?!<(?P=tag)\b).)*?</(?P=tag)\s*>"
    r"|(?<!`)(?P<tick>`+)(?!`)(?P<inline>[^\n]+?)(?<!`)(?P=tick)(?!`)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_REFERENCE = re.compile(r"^[ \t]{0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$", re.MULTILINE)
# What a browser shows where the pointer rests: behind an address in a link or below it, or as a key of a tag.
_TITLED = re.compile(
    r"\]\((?:<[^<>\n]*>|[^()\s]*)\s+(?:\"([^\"]{0,500})\"|'([^']{0,500})')\s*\)"
    r"|^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*\S+[ \t]+[\"'(]([^\n]*)[\"')][ \t]*$",
    re.MULTILINE,
)
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
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
        yield from texts_of(_decoded(bytes_of(path)), path.relative_to(root).as_posix())


def texts_of_titles(root: Path) -> Iterator[Text]:
    """The titles and descriptions in the front matter of the clinic's pages: they are printed too."""
    for path in _pages(root):
        file, text = path.relative_to(root).as_posix(), _decoded(bytes_of(path))
        yield from _titles(text.replace("\r\n", "\n").replace("\r", "\n"), file)


def _titles(text: str, file: str) -> Iterator[Text]:
    """What is printed of a page's keys; of keys that can't be read, which is told elsewhere, all their lines."""
    front, wrong = front_matter(text, shown=file)
    items, mistakes = read_mapping(front, shown=file) if not wrong else ([], [])
    for item in items:
        values = item.value if isinstance(item.value, dict) else {}
        yield from (Text(file, item.line_of((key,)), str(values[key])) for key in _TITLES if key in values)
    if (wrong or mistakes or not items) and (found := _FRONT.match(text)):
        yield from (Text(file, number, line) for number, line in enumerate(found[0].split("\n"), 1))


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
    shown = _shown(markdown.replace("\r\n", "\n").replace("\r", "\n").replace(_BLOCK, ""))
    words = _words(shown)
    for block in re.finditer(rf"(?:(?!\n[ \t]*\n)[^{_BLOCK}])+", words):
        for at, sentence in sentences(block[0]):
            begins = block.start() + at + len(sentence) - len(sentence.lstrip())
            if sentence.strip(" \t\n-:="):
                yield Text(file, 1 + words.count("\n", 0, begins), html.unescape(sentence.strip()))
    for place, title in _hints(shown):
        yield Text(file, 1 + shown.count("\n", 0, place), html.unescape(title))


def _shown(markdown: str) -> str:
    """A page without its keys, comments and scripts, each line still at its place."""
    return _APART.sub(_show, _FRONT.sub(_hide, markdown, count=1))


def _hints(text: str) -> Iterator[tuple[int, str]]:
    """The titles of links, pictures and tags, with their places."""
    for found in _TITLED.finditer(text):
        yield found.start(), found[1] or found[2] or found[3] or ""
    for tag in _TAG.finditer(text):
        if title := _key("title", tag[0]):
            yield tag.start(), title


def _words(text: str) -> str:
    """The words of a page without Markdown's signs, each still on its line."""
    addresses = {name.casefold(): address for name, address in _REFERENCE.findall(text)}
    text = _IMAGE.sub(lambda image: _picture(image, addresses), text)
    for mark, words in _MARKS:
        text = mark.sub(partial(_replace, words), text)
    return text


def _replace(words: str, found: re.Match[str]) -> str:
    return _even(found, found.expand(words))


def _hide(found: re.Match[str]) -> str:
    return _even(found, " ")


def _show(found: re.Match[str]) -> str:
    """Code as it is shown; a comment as nothing, which does not part the word around it; a script as a space."""
    if found["code"] is not None:
        return _even(found, f"{_BLOCK}\n{found['code']}{_BLOCK}")
    if found["tag"] is not None:
        return _hide(found)
    return _even(found, found["inline"] or found["rest"] or "")


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
