"""What was left of an example: a copy that begins with one names a clinic, numbers and addresses that there are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from macros.load.phones import NoPhone, is_fictional, read_phone
from macros.load.problems import Problem, quoted
from macros.load.settings import Settings
from macros.load.yamlfile import KeyPath

PLACES: tuple[KeyPath, ...] = (("site_name",), ("site_description",), ("extra", "clinic"))
PHONES = ("phone", "emergency_line")
# The signs of what is invented in examples/: its names, and numbers of noughts alone or in a row.
_INVENTED = re.compile(r"\b(?:Example|Beispiel)\w*|(?<!\d)0{4,}\d?(?!\d)|\bDE123456788\b")
# Names of hosts that nobody can have: RFC 2606 and 6761 keep them for examples and tests.
_KEPT = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$")
_HOST = re.compile(r"@([^@\s]+)$|^https?://")


def judge_left_over(settings: Settings, country: str) -> Iterator[Problem]:
    """Each value that an example left in the file of a site that is to be published."""
    for place in PLACES:
        for at, text in _texts(settings, place):
            if why := _why(at, text, country):
                said = f"found {quoted(text)}, {why}: write your own, or take the line away"
                yield settings.problem(said, *at)


def is_published(address: str) -> bool:
    """Whether others can reach a site at this address: an example may be built for one that nobody can have."""
    return bool(address) and not _is_kept(_host(address))


def _is_kept(host: str) -> bool:
    return _KEPT.search(host.lower().rstrip(".")) is not None


def _texts(settings: Settings, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Each text at a place or below it."""
    value = settings.get(*place)
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _texts(settings, (*place, key))


def _why(place: KeyPath, text: str, country: str) -> str:
    """Why a text can be no clinic's, or nothing."""
    if found := _HOST.search(text):
        host = found[1] or _host(text)
        return "whose host is kept for examples and tests" if _is_kept(host) else ""
    if place[-1] in PHONES and _is_invented(text, country):
        return "a number that is kept for films and examples"
    return "which is an example's" if _INVENTED.search(text) else ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # it was told what is wrong with it
        return ""


def _is_invented(phone: str, country: str) -> bool:
    try:
        return is_fictional(read_phone(phone, country))
    except NoPhone:
        return False
