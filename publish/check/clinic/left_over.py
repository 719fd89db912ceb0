"""What was left of an example: a copy that begins with one names a clinic, numbers and addresses that there are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from macros.load.phones import NoPhone, is_fictional, read_phone
from macros.load.problems import Problem, quoted
from macros.load.settings import Settings
from macros.load.yamlfile import KeyPath
from publish.check.clinic.sentences import own_pages

PLACES: tuple[KeyPath, ...] = (("site_name",), ("site_description",), ("extra", "clinic"))
# A number to call, as it stands among words.
_NUMBER = re.compile(r"[+(]*\d[\d\s()/.\u2010-\u2015-]{4,}\d")
# The signs of what is invented in examples/: its names, and numbers of noughts alone or in a row.
_INVENTED = re.compile(r"\b(?:Example|Beispiel)\w*|(?<!\d)0{4,}\d?(?!\d)|\bDE123456788\b")
# Names of hosts that nobody can have: RFC 2606 and 6761 keep them for examples and tests.
_KEPT = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$")
_HOST = re.compile(r"@([^@\s]+)$|^https?://")


def judge_left_over(settings: Settings, country: str) -> Iterator[Problem]:
    """Each value that an example left in the file of a site that is to be published."""
    for place in PLACES:
        for at, text in settings.texts(*place):
            if why := _why(text, country):
                yield settings.problem(f"found {why}: write your own, or take the line away", *at)


def judge_left_pages(root: Path, country: str) -> Iterator[Problem]:
    """Each number to call and each address on a page of the clinic's that nobody can have."""
    for shown, page in own_pages(root):
        for part in page.parts:
            links = [unquote(node.attributes.get("href") or "") for node in part.nodes if node.tag == "a"]
            texts = [link.removeprefix("mailto:").partition("?")[0] for link in links]
            whys = [_of_host(text) or _of_phone(text, country) for text in (*texts, part.words)]
            for why in dict.fromkeys(filter(None, whys)):
                yield Problem(shown, part.line, "-", f"found {why}: write your own, or take it away")


def is_published(address: str) -> bool:
    """Whether others can reach a site at this address: an example may be built for one that nobody can have."""
    return bool(address) and not _is_kept(_host(address))


def _is_kept(host: str) -> bool:
    return _KEPT.search(host.lower().rstrip(".")) is not None


def _why(text: str, country: str) -> str:
    """Why a text can be no clinic's, or nothing."""
    if _HOST.search(text):
        return _of_host(text)
    return _of_phone(text, country) or (f"{quoted(text)}, which is an example's" if _INVENTED.search(text) else "")


def _of_host(text: str) -> str:
    """That an address on the web or for mail is one that nobody can have, or nothing."""
    found = _HOST.search(text)
    kept = found is not None and _is_kept(found[1] or _host(text))
    return f"{quoted(text)}, whose host is kept for examples and tests" if kept else ""


def _of_phone(text: str, country: str) -> str:
    """That a text names a number that nobody answers, or nothing."""
    invented = next((found[0] for found in _NUMBER.finditer(text) if _is_invented(found[0], country)), "")
    return f"{quoted(invented)}, a number that is kept for films and examples, so nobody answers" if invented else ""


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
