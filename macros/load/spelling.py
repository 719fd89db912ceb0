"""Two spellings of one name: a Mac may write `ü` as two signs and a keyboard as one. A link finds the file meant."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import quote, unquote

from macros.load.files import CLINIC, DOCS

# An address on the web, or no name of a file at all.
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#]|$")
# What stands in an address as it does in a name.
_AS_TYPED = "()[],&+'!"


def spelled_as_named(address: str, root: Path) -> str:
    """The address with each part of its way spelled as the clinic's file or folder is; others stay as they are."""
    way, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    if _ELSEWHERE.match(address) or unquote(way).isascii():
        return address
    names = {path.name for path in (root / DOCS / CLINIC).rglob("*")}
    known = {unicodedata.normalize("NFC", name): name for name in sorted(names)}
    return "/".join(_spelled(part, names, known) for part in way.split("/")) + mark + rest


def _spelled(part: str, names: set[str], known: dict[str, str]) -> str:
    """One part of a way as its file is named; as it stands where that is its name, or where there is none."""
    name = unquote(part)
    meant = known.get(unicodedata.normalize("NFC", name), name)
    return part if name in names or meant == name else quote(meant, safe=_AS_TYPED)
