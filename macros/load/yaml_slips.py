"""Where YAML can't be read -> the slip of the hand that made it, on its own line, in plain words.

A YAML reader names the place at which it gave up, in its own words; a forgotten quote is mostly on the line above.
"""

from __future__ import annotations

import re

_VALUE = re.compile(r"^ *(?:- +)?[\w-]+:[ ]+(?P<value>\S.*)$")
_GLUED = re.compile(r"^ *(?:- +)?(?P<key>[A-Za-z_]+):(?P<value>[^\s/].*)$")
_KEY = re.compile(r"^ *(?:- +)?[\w-]+:(?: |$)")
_QUOTES = "\"'"
_TAB = re.compile(r"^ *\t")
# What a quote ends with: nothing, or a remark.
_AFTER = re.compile(r"\s*(#.*)?")
_MOST_LINES = 40


def name_slip(lines: list[str], line: int) -> tuple[int, str] | None:
    """The line of the slip above the line where the reader gave up, and what to do; None where none is seen.

    A text without its second quote swallows what follows, however much: it is looked for from the top.
    """
    if number := _first_unclosed(lines[:line]):
        return number, _slip(lines[number - 1])
    for number in range(min(line, len(lines)), max(0, line - _MOST_LINES), -1):
        text = lines[number - 1]
        if text.strip() and not text.lstrip().startswith("#") and (slip := _slip(text)):
            return number, slip
    return None


def _first_unclosed(lines: list[str]) -> int:
    """The number of the first line whose text begins with a quote and has no second one before the next key; else 0."""
    opened, quote, column = 0, "", 0
    for number, line in enumerate(lines, 1):
        # What goes on with a text is moved in further than its key, whatever it looks like.
        if opened and _KEY.match(line) and _column(line, " ") <= column:
            return opened
        found = _VALUE.match(line)
        if opened:
            opened = 0 if quote in line else opened
        elif found and (quote := found["value"][0]) in _QUOTES and quote not in _behind(quote, found["value"][1:]):
            opened, column = number, _column(line, " -")
    return opened


def _column(line: str, before: str) -> int:
    """Where a line begins behind these signs."""
    return len(line) - len(line.lstrip(before))


def _slip(line: str) -> str:
    """What is wrong with one line by itself, or nothing."""
    if _TAB.match(line):
        return "the line begins with a tab: put spaces in its place"
    if found := _GLUED.match(line):
        return f"a space is missing after {found['key']}: write {found['key']}: and a space, then the rest"
    found = _VALUE.match(line)
    return _wrong_quotes(found["value"].rstrip()) if found else ""


def _wrong_quotes(value: str) -> str:
    """What is wrong with the quotes of a value, or nothing."""
    if value[0] in "{[":
        return 'a quote is missing: each text begins and ends with "' if value.count('"') % 2 else ""
    if value[0] in _QUOTES:
        return _wrong_end(value[0], value[1:])
    if value.endswith('"'):
        return 'the quote at the beginning is missing: put " before the text'
    if ": " in value or value[0] in "@`%":
        return 'the text needs quotes: put " before it and after it'
    return ""


def _wrong_end(quote: str, rest: str) -> str:
    """What is wrong with a text behind its first quote, or nothing."""
    plain = _behind(quote, rest)
    if quote not in plain:
        return f"the quote at the end is missing: put {quote} after the text"
    if not _AFTER.fullmatch(plain.partition(quote)[2]):
        return "quotes stand inside quotes: keep the first and the last, and write “ and ” for those between"
    return ""


def _behind(quote: str, rest: str) -> str:
    """A text behind its first quote without the quotes in it that end nothing."""
    return re.sub(r"\\.", "  ", rest) if quote == '"' else rest.replace("''", "  ")
