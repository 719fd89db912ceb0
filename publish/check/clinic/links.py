"""Where a link of the clinic's pages leads outside the site, and whether its words say something else."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from macros.load.hosts import is_named, wrong_host
from macros.load.phones import dialled_fault
from macros.load.problems import quoted

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = ("https", "http", "mailto", "tel")
# What a mail may be begun with; a copy to somebody else is sent without the reader's seeing it.
_OF_MAIL = {"subject", "body"}
_MAIL = re.compile(r"[^\s@,;:<>\"]+@([^\s@,;:<>\"]+)")
_PHONE = re.compile(r"\+?[\d ().-]+(?:;ext=\d+)?")
_LEAST_DIGITS = 2
# Words that are read as an address, as one for mail or as a number to call.
_WEB = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,})(?:[/?#]\S*)?")
_NUMBER = re.compile(r"[+(]*\d[\d\s()/.\u2010-\u2015-]{5,}\d")


def is_plain(address: str) -> bool:
    """Whether browsers read an address as it stands: they drop tabs and line ends, and turn a backslash round."""
    return not re.search(r"[\x00-\x1f\\<>\"]", address) and not address.startswith("//")


def wrong_address(address: str, country: str) -> str:
    """Why an address that begins with a scheme may not be linked by a clinic of this country, or nothing."""
    scheme = address.partition(":")[0].lower()
    if scheme not in SCHEMES or not is_plain(address):
        return f"allowed: {', '.join(f'{name}:' for name in SCHEMES)} and files of the site"
    if scheme == "mailto":
        return _wrong_mail(address)
    if scheme == "tel":
        number = unquote(address.partition(":")[2])
        digits = sum(sign.isdigit() for sign in number)
        taken = _PHONE.fullmatch(number) and digits >= _LEAST_DIGITS
        return dialled_fault(number, country) if taken else "allowed: a number such as tel:+441632960123"
    return _wrong_place(address, "a place on the web that has a name, such as 'https://example.org/page'")


def _wrong_place(address: str, named: str) -> str:
    """Why an address on the web leads to no place that everybody can reach, or nothing."""
    allowed = wrong_host(address) or ("" if is_named(urlsplit(address).hostname or "") else named)
    return f"allowed: {allowed}" if allowed else ""


def _wrong_mail(address: str) -> str:
    """Why an address for mail may not be linked, or nothing."""
    parts = urlsplit(address)
    found = _MAIL.fullmatch(unquote(parts.path))
    if not found or not {key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)} <= _OF_MAIL:
        return "allowed: one address, such as mailto:desk@example.org, and behind it a subject and a body"
    named = "an address whose end is a name on the web, such as mailto:desk@example.org"
    return _wrong_place(f"https://{found[1]}/", named)


def belied(address: str, words: str) -> str:
    """Why a link may not bear these words: they name an address or a number, and it leads to another; or nothing."""
    words, scheme = " ".join(words.split()), address.partition(":")[0].lower()
    said = ""
    if scheme in ("http", "https") and (web := _WEB.fullmatch(words)):
        said = web[1] if _bare(web[1]) != _bare(urlsplit(address).hostname or "") else ""
    elif scheme == "mailto" and _MAIL.fullmatch(words):
        said = words if words.lower() != unquote(urlsplit(address).path).lower() else ""
    elif scheme == "tel" and (number := _NUMBER.search(words)):
        # Its last digit too: nobody answers a number that lacks one.
        dialled = _digits(unquote(address).partition(";")[0])
        said = "" if dialled.endswith(_digits(number[0])) else number[0]
    return f"its words say {quoted(said)}: write the same in both" if said else ""


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _digits(number: str) -> str:
    """What is dialled of a number wherever the call comes from: without the nought that is left out from abroad."""
    return re.sub(r"\D", "", number.replace("(0)", "")).lstrip("0")
