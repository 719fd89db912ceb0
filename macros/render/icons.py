"""`:material-phone:` -> the theme's own icon, drawn in the page; `:smile:` -> the sign that it is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import material
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

# As pymdownx.emoji, whose tables these are, which would fetch a picture of each emoji from elsewhere and read
# 14,000 files.
# A name begins with a letter, for "1:100:5" is no emoji.
PRIORITY = 75
SHORT = r"(?<![\w:]):((?=[a-z])[\w+-]+|[+-]1):"
ICONS = Path(material.__file__).parent / "templates/.icons"


class Icons(InlineProcessor):  # type: ignore[misc] # Python-Markdown has no types
    """Draws icons and emoji by their short names; what has none stays as it is."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(SHORT, md)

    def handleMatch(  # noqa: N802 -- Python-Markdown's name
        self, found: re.Match[str], _: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """An icon as a part of the page, an emoji as its sign, or nothing."""
        if sign := emoji_of(found[1]):
            return sign, found.start(), found.end()
        if not (drawing := icon_of(found[1])):
            return None, None, None
        icon = Element("span", {"class": "twemoji", "aria-hidden": "true"})
        icon.text = self.md.htmlStash.store(drawing)
        return icon, found.start(), found.end()


@cache
def icon_of(name: str) -> str:
    """The drawing of an icon such as material-phone, as high as a line, or nothing: a hyphen may part two folders."""
    if not re.fullmatch(r"[\w-]+", name, re.ASCII):
        return ""
    first, _, rest = name.partition("-")
    second, _, third = rest.partition("-")
    files = (ICONS / first / f"{rest}.svg", ICONS / first / second / f"{third}.svg")
    drawing = next((file.read_text(encoding="utf-8").strip() for file in files if file.is_file()), "")
    return drawing.replace("<svg ", '<svg width="1.25em" height="1.25em" ', 1)


@cache
def emoji_of(name: str) -> str:
    """The sign of an emoji such as smile, or nothing."""
    from pymdownx import twemoji_db  # noqa: PLC0415 -- a large table, for the few pages that hold such a name

    known = twemoji_db.emoji.get(twemoji_db.aliases.get(f":{name}:", f":{name}:"), {})
    codes = known.get("unicode_alt") or known.get("unicode") or ""
    return "".join(chr(int(code, 16)) for code in codes.split("-") if code)
