"""An SVG file -> what in it is more than a drawing: scripts, addresses, entities, copies of copies, each with its line.

A picture runs nothing while a page shows it; opened by its own address it is a page of the site, without its policy.
A few lines can name each other so that ten copies of ten copies are drawn and a browser never ends. So what is named
may name nothing in its turn but single shapes and colours, and a file is small (files.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
# What drawing programs add for themselves; browsers know none of it.
NOTES = (
    "http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://creativecommons.org/ns#", "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/", "http://www.serif.com/", "http://www.bohemiancoding.com/sketch/ns",
)  # fmt: skip
PARTS = frozenset(re.findall(r"\w+", """
    svg g defs symbol use switch title desc metadata path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop clipPath mask pattern marker image style filter feBlend feColorMatrix feComposite
    feComponentTransfer feFuncR feFuncG feFuncB feFuncA feFlood feGaussianBlur feMerge feMergeNode feMorphology feOffset
    feDropShadow
"""))  # fmt: skip
# How many parts may be named, and in how many others one may stand.
MOST_NAMED, MOST_DEEP = 200, 50
# They give colours and draw no parts; a single shape draws but itself.
_COLOURS = {"linearGradient", "radialGradient"}
_SINGLE = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"}
_SHAPES = {*_SINGLE, "text", "tspan", "textPath"}
# What holds for one part alone; all else passes to the parts below.
_ALONE = ("href", "clip-path", "mask", "filter")
_PASSED_ON = re.compile(r"\binherit\b|\bvar\(", re.IGNORECASE)
_NAMED = re.compile(r"url\(\s*+[\"']?+\s*+#(?P<name>[^\"')]*)|(?<![\w-])(?P<rule>[\w-]++)\s*+:", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"@import|@font-face|url\(\s*+(?![\"']?\s*+#)|\\|expression\(|javascript:|image-set\(|\bsrc\(", re.IGNORECASE
)
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]*")
Found = list[tuple[int, str]]


@dataclass(frozen=True)
class Reference:
    """A part that names another by one of its keys or rules, with its id and those of all that it stands in."""

    part: str
    key: str
    name: str
    line: int
    inside: tuple[str, ...]


def judge_drawing(text: str) -> Found:
    """What is wrong with an SVG file, line by line; the first mistake in its form ends the reading."""
    return _Reader().read(text)


class _Reader:
    """Reads a drawing part by part; entities are refused before one is used."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.found: Found = []
        self.open: list[tuple[str, str]] = []
        self.kinds: dict[str, set[str]] = {}
        self.references: list[Reference] = []
        self.style: list[str] = []
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartElementHandler = self._part
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction

    def read(self, text: str) -> Found:
        """All mistakes; of a file that is no drawing the first one."""
        try:
            self.parser.Parse(text.encode(), True)  # noqa: FBT003 -- expat takes no names
        except expat.ExpatError as error:
            self.found.append((error.lineno, f"not readable as SVG: {expat.ErrorString(error.code)}"))
        except _Stop:
            pass
        return self.found or self._endless()

    def _tell(self, text: str) -> None:
        self.found.append((self.parser.CurrentLineNumber, text))

    def _declaration(self, _: str, encoding: str | None, __: int) -> None:
        # A browser reads the file in what it declares, and may then see other parts than we do.
        if encoding is not None and encoding.lower() != "utf-8":
            self._tell(f"found encoding={encoding[:60]!r}, allowed: UTF-8, which is how the file is saved")
            raise _Stop

    def _doctype(self, *_: object) -> None:
        self._tell("found <!DOCTYPE, which can name other files: remove it, or save the drawing as plain SVG")
        raise _Stop

    def _instruction(self, target: str, _: str) -> None:
        self._tell(f"found <?{target}, which can name other files: remove it")

    def _part(self, name: str, keys: Mapping[str, str]) -> None:
        space, _, part = name.rpartition(" ")
        if self._in_style():
            self._tell(f"found <{part}> in <style>, allowed: text alone")
        elif space == SVG and part not in PARTS:
            self._tell(f"found <{part}>, allowed: what draws")
        elif space != SVG and space not in NOTES:
            self._tell(f"found <{part}> of {space or 'no namespace'!r}, allowed: parts of {SVG!r}")
        plain = {key.rpartition(" ")[2]: value for key, value in keys.items()}
        self._open(part, _cut(plain.get("id", "")))
        for key, value in plain.items():
            self._key(part, key, value)

    def _open(self, part: str, id_: str) -> None:
        """Keeps in mind that a part has begun; raises _Stop where they stand in each other too deeply."""
        if len(self.open) >= MOST_DEEP:
            self._tell(f"parts stand in each other more than {MOST_DEEP} deep: make the drawing flatter")
            raise _Stop
        self.open.append((part, id_))
        self.kinds.setdefault(id_, set()).add(part)

    def _in_style(self) -> bool:
        return bool(self.open) and self.open[-1][0] == "style"

    def _key(self, part: str, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            self._tell(f"found {key}= in <{part}>, which can run a script: remove it")
        elif key.lower() == "base":
            self._tell(f"found {key}= in <{part}>, which can lead out of this drawing: remove it")
        elif key.lower() == "href":
            if not value.startswith("#") and not (part == "image" and _EMBEDDED.fullmatch(value)):
                self._tell(f"{key}: found {value[:60]!r}, allowed: # and the id of a part of this drawing")
        elif _OUTSIDE.search(value):
            self._tell(f"{key}: found {value[:60]!r}, allowed: nothing outside this drawing")
        self._note(part, key.lower(), value)

    def _note(self, part: str, key: str, value: str) -> None:
        """Keeps what a value names, and refuses words that take a name from elsewhere."""
        if key in ("style", *_ALONE[1:]) and (passed := _PASSED_ON.search(value)):
            self._tell(f"<{part}> {key}: found {passed[0]!r}, allowed: the value itself")
        inside = tuple(id_ for _, id_ in self.open if id_)
        for rule, name in _names(key, value):
            self.references.append(Reference(part, rule, name, self.parser.CurrentLineNumber, inside))

    def _endless(self) -> Found:
        """The first part that could be drawn again and again."""
        drawn = [found for found in self.references if self.kinds.get(found.name, _COLOURS) - _COLOURS]
        busy = {id_ for found in drawn if self.kinds[found.name] - _SINGLE for id_ in found.inside}
        wrong = [(found.line, text) for found in drawn if (text := _fault(found, busy))]
        if len(drawn) > MOST_NAMED:
            text = f"parts are named {len(drawn):,} times, allowed: {MOST_NAMED}: make the drawing simpler"
            wrong.append((drawn[MOST_NAMED].line, text))
        return wrong[:1]

    def _text(self, text: str) -> None:
        if self._in_style():
            self.style.append(text)

    def _end(self, _: str) -> None:
        if self._in_style():
            # As a whole, because a comment may part the words.
            text, self.style = "".join(self.style), []
            if _OUTSIDE.search(text):
                self._tell("<style> names something outside this drawing: remove it")
            self._note("style", "style", text)
        self.open.pop()


def _names(key: str, value: str) -> Iterator[tuple[str, str]]:
    """What a value names, each with the key or the rule that names it."""
    if key == "href" and value.startswith("#"):
        yield key, _cut(value[1:])
    # Where a comment may part the words, it is no rule that we can be sure of.
    sure, rule = key == "style" and "/*" not in value, key
    for found in _NAMED.finditer(value):
        if found["name"] is not None:
            yield rule, _cut(found["name"])
        elif sure:
            rule = found["rule"].lower()


def _cut(name: str) -> str:
    """A name up to the first sign that would end it in a style; two that are then alike count as one."""
    return re.split("[\"')]", unquote(name), maxsplit=1)[0].strip()


def _fault(found: Reference, busy: set[str]) -> str:
    """Why what is named here may be drawn too often, or nothing."""
    if found.part == "style" or (found.key not in _ALONE and found.part not in _SHAPES):
        return f"<{found.part}> names {found.name[:60]!r} for other parts: name it as a key of each of these"
    if found.key in ("marker", "marker-mid"):
        return f"<{found.part}> {found.key}: draws at each corner, allowed: marker-start and marker-end"
    if found.name in busy:
        return f"<{found.part}> names {found.name[:60]!r}, which names other parts in its turn: draw it once, plainly"
    return ""


class _Stop(Exception):
    """Raised where reading on would not be safe."""
