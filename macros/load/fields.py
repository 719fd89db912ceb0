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

# The kind of error whose words say what is allowed.
REFUSED = "refused"
YEARS = range(2000, 2101)
# Unicode calls it a sign, and nobody sees it: in Braille it is a space.
_BLANK = "\u2800"
_BREAK = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")
# An emergency number has three.
_LEAST_DIGITS = 3
_LEAST_HELP_DIGITS = 2


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


def validate_phone(number: str) -> str:
    """The telephone number, where it has as many digits as the shortest one."""
    if sum(sign.isdecimal() for sign in number) < _LEAST_DIGITS:
        raise _refused(f"a telephone number, with at least {_LEAST_DIGITS} digits")
    return number


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
    return text


OneLine = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(validate_name)]
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
