"""What a text of a record must be beside its length: it says something, it stands on one line, it is a real address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from macros.load.hosts import wrong_host
from macros.load.posts import nearest_country

# The kind of error whose words say what is allowed.
REFUSED = "refused"
YEARS = range(2000, 2101)
# Unicode calls it a sign, and nobody sees it: in Braille it is a space.
_BLANK = "\u2800"
# An address that names a file, below which no page can stand.
_PAGE_FILE = re.compile(r"\.(?:html?|php)/?$", re.IGNORECASE)
_BREAK = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")
_LEAST_HELP_DIGITS = 2
# What people who know HTML type into a text to shape it; it would be printed as it stands.
_SHAPED = re.compile(
    r"</?(?:a|b|big|br|center|div|em|font|h[1-6]|hr|i|li|ol|p|small|span|strong|sub|sup|u|ul)\b[^<>]*>|&(?:#\d+|[a-z]{2,8});",
    re.IGNORECASE,
)


def _refused(allowed: str) -> PydanticCustomError:
    return PydanticCustomError(REFUSED, "{allowed}", {"allowed": allowed})


def _holds(text: str, kinds: Container[str]) -> bool:
    """Whether a text holds something of these kinds of Unicode that can be seen."""
    return any(unicodedata.category(sign)[0] in kinds and sign not in _BLANK for sign in text)


def validate_words(text: str) -> str:
    """The text, where it holds a letter, a digit or a sign such as an arrow."""
    if not _holds(text, "LNS"):
        raise _refused("some text")
    return text


def validate_name(text: str) -> str:
    """The text, where it holds a letter or a digit and stands on one line."""
    if not _holds(text, "LN"):
        raise _refused("some text, with a letter or a digit in it")
    return validate_line(text)


def validate_line(text: str) -> str:
    """The text, where it has no line break and no tab."""
    # An engine and a list of pages would take what follows for a heading or a paragraph of its own.
    if _BREAK.search(text):
        raise _refused("text on one line, without a line break or a tab")
    return text


def validate_day(day: str) -> str:
    """The day, where the calendar has it and the year is no slip."""
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise _refused("a day that there is") from error
    if found.year not in YEARS:
        raise _refused(f"a day of the years {YEARS[0]} to {YEARS[-1]}")
    return day


def validate_later(day: str, first: str | None) -> str:
    """The day, where it is later than the first one, if that is known."""
    if first is not None and day <= first:
        raise _refused(f"a day after {first}")
    return day


def validate_unshaped(text: str) -> str:
    """The text, where it holds no HTML that was meant to shape it."""
    if found := _SHAPED.search(text):
        raise _refused(f"words alone, without {found[0]!r}, which would be printed as it stands")
    return text


def validate_mail(text: str) -> str:
    """The e-mail address, where one can be written to it; nobody is asked whether it is there."""
    # The reader of addresses takes a while to load, and a site without a clinic needs none.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        # Names that are kept for tests are told where a site is published.
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise _refused(f"an e-mail address such as 'desk@example.org' ({str(error).rstrip('.')})") from error
    return text


def validate_country(code: str) -> str:
    """The code, where it has the form of a country's in ISO 3166."""
    if not re.fullmatch("[A-Z]{2}", code):
        close = nearest_country(code)
        raise _refused(f"a country in two capitals such as 'GB'{f' ({close})' if close else ''}")
    return code


def validate_help_number(number: str) -> str:
    """The number of a help line, which may have two digits: 15 calls an ambulance in France."""
    if sum(sign.isdecimal() for sign in number) < _LEAST_HELP_DIGITS:
        raise _refused(f"a number to dial, with at least {_LEAST_HELP_DIGITS} digits")
    return number


def validate_address(text: str) -> str:
    """The address, where every program reads the same host in it."""
    if allowed := wrong_host(text):
        raise _refused(allowed)
    return text


def validate_site_address(text: str) -> str:
    """The address, where pages can stand below it."""
    if "?" in text or "#" in text:
        raise _refused("an address without ? and #, because the pages' addresses are put behind it")
    if _PAGE_FILE.search(text):
        raise _refused("the address of a folder, without a file's name, because the pages' addresses are put behind it")
    return text


OneLine = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    AfterValidator(validate_name),
    AfterValidator(validate_unshaped),
]
Address = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s<>\"'\\]+$", max_length=400),
    AfterValidator(validate_address),
    Field(title="an address", examples=["https://example.org/page"]),
]
Edition = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+( .*)?$", max_length=80),
    AfterValidator(validate_line),
    Field(title="an edition", examples=["0.2.0"]),
]
