"""The project's own pages: no word of frequency without a number or a fact beside it, no claim beyond its fact.

A clinic's pages have rules of their own (`clinic/claims.py`); data's words are judged where data are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from macros.load import Cube, Problem
from macros.load.files import DOCS
from macros.load.numbers import SENTENCE
from macros.load.records import Certainty
from macros.load.speech import Rules, asks, least_sure, rules_of

# Views that show facts where they stand: what a sentence says just before or behind one is told there with its numbers.
SHOWING = (
    "state_fact", "show_facts", "show_days", "show_headline", "show_chance", "show_recovery", "compare_options",
    "list_findings", "judge_claim", "weigh_advice", "list_calls", "tell_normal",
)  # fmt: skip
CALL = re.compile(r"\{\{\s*(?P<name>\w+)\((?P<given>[^{}]*)\)\s*\}\}")
_TEXTS = re.compile(r"\"([^\"]*)\"|'([^']*)'")
# A block ends at an empty line, and at the next item of a list, line of a table, heading or tag.
_STARTS = re.compile(r"\s*(?:[-*+]\s|\d+\.\s|\||#|<|!!!|\?\?\?|===)")
_UNSEEN = re.compile(r"<[^>]*>|\{:?[^{}]*\}|\]\([^)]*\)|[*_`\[]|^\s*(?:[-*+]|\d+\.)\s+|^\s*#+\s*", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """A sentence, or a call that shows facts, and the line on which it begins; the facts are those it names."""

    line: int
    words: str = ""
    shows: bool = False
    facts: tuple[str, ...] = ()


def judge_prose(bodies: Mapping[str, str], cube: Cube) -> Iterator[Problem]:
    """Every sentence of the pages that tells a frequency without a number, or claims more than the fact beside it."""
    for page, body in bodies.items():
        for line, wrong in _judge_page(body, cube):
            yield Problem(f"{DOCS}/{page}", line, None, wrong)


@lru_cache(maxsize=256)
def _judge_page(body: str, cube: Cube) -> tuple[tuple[int, str], ...]:
    """What is wrong with each sentence of a page, kept while it stays: a preview asks again after each edit."""
    rules, found = rules_of(cube.words_of_speech), list[tuple[int, str]]()
    for (line, text), (_, next_text) in pairwise([*blocks_of(body), (0, "")]):
        if rules.may_judge(text):
            follows = list(_pieces(0, next_text))[:1]
            found += _judge_block(list(_pieces(line, text)), follows, rules, cube)
    return tuple(found)


def _judge_block(
    block: Sequence[Piece], follows: Sequence[Piece], rules: Rules, cube: Cube
) -> Iterator[tuple[int, str]]:
    """What is wrong with each sentence of a block, with its line; the call that follows it counts as beside it."""
    for number, piece in enumerate(block):
        if not piece.words or asks(piece.words):
            continue
        after = next((other for other in [*block[number:], *follows] if other.shows), None)
        before = number > 0 and block[number - 1].shows
        if not before and after is None and (wrong := rules.uncounted(piece.words)):
            yield piece.line, wrong
        if after is not None and (certainty := _sure(after, cube)):
            yield from ((piece.line, f"beside its fact {wrong}") for wrong in rules.oversure(piece.words, certainty))


def _sure(shown: Piece, cube: Cube) -> Certainty | None:
    """The certainty of the facts that a call names, where it names any."""
    return least_sure(cube.facts[fact] for fact in shown.facts if fact in cube.facts)


def blocks_of(body: str) -> Iterator[tuple[int, str]]:
    """Each paragraph, item, heading or line of a table with the line on which it begins."""
    begins, lines = 0, list[str]()
    for number, line in enumerate([*body.split("\n"), ""], 1):
        if lines and (not line.strip() or _STARTS.match(line)):
            yield begins, "\n".join(lines)
            lines = []
        if line.strip():
            begins = begins if lines else number
            lines.append(line)


def _pieces(line: int, text: str) -> Iterator[Piece]:
    """A block's sentences and the calls between them, in order; a call within a sentence belongs to it."""
    plain, calls = _without_calls(text)
    start = 0
    for sentence in SENTENCE.split(plain):
        at = plain.index(sentence, start)
        start = at + len(sentence)
        named = [calls[int(mark)] for mark in re.findall(r"⟦(\d+)⟧", sentence)]
        facts = tuple(fact for shown in named for fact in shown)
        words = " ".join(_UNSEEN.sub(" ", re.sub(r"⟦\d+⟧", "…", sentence)).split())
        leads = re.match(r"(?:⟦\d+⟧\s*)+", sentence)
        begins = line + plain.count("\n", 0, at)
        if leads:
            yield Piece(begins, shows=True, facts=facts)
            words = words.lstrip("… ")
            named = named if "…" in words else []
        if words:
            yield Piece(begins, words, bool(named), facts if named else ())


def _without_calls(text: str) -> tuple[str, list[tuple[str, ...]]]:
    """The block with marks for calls that show facts, and what each of these was given; a term stands as its words."""
    calls: list[tuple[str, ...]] = []

    def mark(found: re.Match[str]) -> str:
        given = texts_given(found["given"])
        if found["name"] == "term":
            return str(given[-1]).replace("-", " ")
        if found["name"] not in SHOWING:
            return ""
        calls.append(given)
        return f"⟦{len(calls) - 1}⟧"

    return CALL.sub(mark, text), calls


def texts_given(given: str) -> tuple[str, ...]:
    """The texts between the brackets of a call, in their order."""
    return tuple(double or single for double, single in _TEXTS.findall(given))
