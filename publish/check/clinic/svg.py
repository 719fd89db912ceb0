"""An SVG file -> what in it is more than a drawing: scripts, addresses, entities, endless copies, each with its line.

A picture runs nothing while a page shows it; opened by its own address it is a page of the site, without its policy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from publish.check.clinic.copies import MOST_DEEP, Part, find_endless

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
_OUTSIDE = re.compile(
    r"@import|@font-face|url\(\s*+(?![\"']?\s*+#)|\\|expression\(|javascript:|image-set\(|\bsrc\(", re.IGNORECASE
)
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]*")
Found = list[tuple[int, str]]


def judge_drawing(text: str) -> Found:
    """What is wrong with an SVG file, line by line; the first mistake in its form ends the reading."""
    return _Reader().read(text)


class _Reader:
    """Reads a drawing part by part; entities are refused before one is used."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.found: Found = []
        self.open = [Part("drawing")]
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
        return self.found or find_endless(self.open[0])

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
        if self.open[-1].name == "style":
            self._tell(f"found <{part}> in <style>, allowed: text alone")
        elif space == SVG and part not in PARTS:
            self._tell(f"found <{part}>, allowed: what draws")
        elif space != SVG and space not in NOTES:
            self._tell(f"found <{part}> of {space or 'no namespace'!r}, allowed: parts of {SVG!r}")
        plain = [(key.rpartition(" ")[2], value) for key, value in keys.items()]
        for key, value in plain:
            self._key(part, key, value)
        self._hang(Part(part, plain, self.parser.CurrentLineNumber))

    def _hang(self, part: Part) -> None:
        """Puts a part below the one that holds it; raises _Stop where they stand in each other too deeply."""
        if len(self.open) > MOST_DEEP:
            self._tell(f"parts stand in each other more than {MOST_DEEP} deep: make the drawing flatter")
            raise _Stop
        self.open[-1].inner.append(part)
        self.open.append(part)

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

    def _text(self, text: str) -> None:
        if self.open[-1].name == "style":
            self.style.append(text)

    def _end(self, _: str) -> None:
        part = self.open.pop()
        if part.name == "style":
            # As a whole, because a comment may part the words.
            part.text, self.style = "".join(self.style), []
            if _OUTSIDE.search(part.text):
                self._tell("<style> names something outside this drawing: remove it")


class _Stop(Exception):
    """Raised where reading on would not be safe."""
