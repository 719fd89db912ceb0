"""Where a web address leads: to the host that a reader takes it for, or it is told what is wrong with it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import idna

from macros.load.lookalikes import disguised, hidden, plain
from macros.load.problems import quoted

_WHOLE = "an address such as 'https://example.org/page'"
# Letters, digits and hyphens, none at an end.
_LABEL = re.compile(r"(?!-)[\w-]+(?<!-)")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_CODED = "xn--"


def wrong_host(address: str) -> str:
    """What is allowed in place of an address that hides where it leads, or nothing."""
    if any(hidden(address)) or not address.isprintable():
        return "an address without hidden characters"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _WHOLE
    if "@" in parts.netloc:
        return "an address without a name and @ before its host, which hide where it leads"
    if not host or port == 0:
        return "an address with a host, such as 'https://example.org/page'"
    return _wrong_names(host)


def is_named(host: str) -> bool:
    """Whether a host is a name on the web, and neither a number nor a name within one house."""
    first, _, last = host.rstrip(".").rpartition(".")
    return bool(first) and not _NUMBER.fullmatch(last)


def _wrong_names(host: str) -> str:
    """What is allowed in place of a host that has a name which is none, or one that is taken for another."""
    for name in host.removesuffix(".").split("."):
        if not _LABEL.fullmatch(name):
            return "an address with a host of letters, digits, hyphens and dots, such as 'https://example.org/page'"
        try:
            shown = idna.ulabel(name) if name.startswith(_CODED) else name
            can_be = bool(shown.isascii() or idna.alabel(shown))
        except idna.IDNAError:
            shown, can_be = name, False
        if disguised(shown) or _taken(shown):
            return f"an address in letters that are what they look like: type {plain(shown)!r} anew"
        if not can_be:
            return f"an address with a host that there can be: type {quoted(name)} anew"
    return ""


def _taken(name: str) -> bool:
    """Whether a name in other letters is taken for one in ours."""
    other = not any(letter.isascii() and letter.isalpha() for letter in name)
    return other and not name.isascii() and plain(name).isascii()
