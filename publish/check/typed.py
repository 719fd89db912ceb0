"""Numbers that were typed by hand: on the project's pages each number of a finding comes from its fact, by a macro."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from macros.load import Cube, Problem
from macros.load.files import DOCS
from macros.load.problems import quoted
from publish.check.prose import CALL, texts_given

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds? thousands? dozens? half "
    "thirds? quarters? fifths? tenths? twice"
)
_NUMBER = rf"(?:\d[\d.,]*|{'|'.join(_WORDS.split())})"
_THING = (
    r"(?:hours?|days?|nights?|weeks?|months?|years?|minutes?|people|persons?|patients?|adults?|women|men|girls|boys|"
    r"sessions?|visits?|treatments?|scars?|eyes?|sides?|percent|per cent|times|in 100|in 1,000|studies|study|trials?|"
    r"sources?|nanometres?|millimetres?|mm|nm|points?|degrees|pounds|euros|dollars)"
)
_BETWEEN = r"(?:[^\w.!?]+(?:in|of|to|or|and|the|a|an|\d+))*[^\w.!?]+"
# A number beside what it counts or measures.
_COUNTED = re.compile(
    rf"\b{_NUMBER}{_BETWEEN}{_THING}\b|\b{_THING}[^\w.!?]+{_NUMBER}\b"
    rf"|\b{_NUMBER}\s+(?:in|out\s+of)\s+(?:an?\s+)?{_NUMBER}\b"
    r"|[£$€]\s?\d[\d.,]*|\d\s?(?:[£$€%]|°)",
    re.IGNORECASE,
)
_REST = re.compile(r"\{\{.*?\}\}|<[^>]*>", re.DOTALL)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def judge_numbers(bodies: Mapping[str, str], cube: Cube) -> Iterator[Problem]:
    """Each number on a page, or at its head, that no macro has put there."""
    for page, body in bodies.items():
        meta = cube.pages[page]
        heads = [(1, found) for head in (meta.title, meta.description) for found in typed_in(head)]
        for line, found in (*heads, *_typed_on(body)):
            why = 'a page types no number: show its fact, as in {{ state_fact("…") }}, or do without it'
            yield Problem(f"{DOCS}/{page}", line, None, f"found {quoted(' '.join(found.split()))}: {why}")


def typed_in(text: str) -> list[str]:
    """The numbers in a text that stand beside what they count."""
    return [found[0] for found in _COUNTED.finditer(text)]


@lru_cache(maxsize=256)
def _typed_on(body: str) -> tuple[tuple[int, str], ...]:
    """The numbers on a page with their lines, kept while it stays: a preview asks again after each edit."""
    words = words_of(body)
    return tuple((words.count("\n", 0, found.start()) + 1, found[0]) for found in _COUNTED.finditer(words))


def words_of(body: str) -> str:
    """A page's words on their lines, in which a call stands for the words that it is given to print."""
    said = CALL.sub(lambda call: _given(call["name"], call["given"]) + "\n" * call[0].count("\n"), body)
    return _REST.sub(lambda rest: "\n" * rest[0].count("\n") or " " * rest[0].startswith("<"), said)


def _given(name: str, given: str) -> str:
    """The texts that a call prints: all that are no ids, and a term's second whatever it is."""
    said = enumerate(texts_given(given))
    return " ".join(text for at, text in said if not _ID.fullmatch(text) or (name == "term" and at == 1))
