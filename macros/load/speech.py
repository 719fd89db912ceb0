"""No sentence claims more than its fact bears, and none tells how often without a number.

The words are in data/speech.yml. A claim of an effect, in the present, takes the words of its fact's certainty or says
who found it. A word of frequency takes a number, or a fact beside it, or says whose word it is, or that the
number is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import cast

from macros.load.cube import Cube
from macros.load.files import Entry
from macros.load.numbers import SENTENCE, TOKEN, WORDS
from macros.load.problems import Problem
from macros.load.records import CERTAINTIES, Certainty, Fact, Hedge, Speech

# Number words that say no number where they stand for something else: "one hospital", "all of the face".
_NO_NUMBER = ("one", "once", "single", "both", "all", "everyone", "everybody", "first", "half")
_HEDGED = 3
_OPEN = re.compile(r"(?:how|which|whether|what|who|why)\b", re.IGNORECASE)
# Tables whose texts pages print, and the keys in them that hold others' words: an article's, an instrument's.
_PRINTED = (
    "options", "measures", "groups", "units", "scales", "effects", "scars", "signs", "skin", "subjects", "uses",
    "claims", "questions", "disputes", "features", "topics", "chances", "drawings", "audit", "wording", "pages",
)  # fmt: skip
_OTHERS_WORDS = {"claims": "says", "audit": "asks"}
# Tables whose texts stand beside the facts that they name.
_BESIDE_FACTS = ("claims", "disputes", "features")
_FACTS = ("facts", "limits")
_UNCOUNTED = (
    "tells how often and has no number: give the number, say whose it is, or write 'how many is not known' or 'can'"
)
_APART = re.compile(r"[^a-z\s]")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def sentences(text: str) -> list[str]:
    """The sentences of a text that claim something."""
    return [sentence for sentence in SENTENCE.split(text) if not asks(sentence)]


def asks(sentence: str) -> bool:
    """Whether a sentence is a question, or names an open one, as in "Which cream heals best"."""
    return sentence.rstrip("\"')*_ ").endswith("?") or bool(_OPEN.match(sentence))


class Rules:
    """What data/speech.yml asks of a sentence, its words made ready once."""

    def __init__(self, speech: Speech) -> None:
        self.speech, self.hedges = speech, {hedge.certainty: hedge for hedge in speech.certainties}
        verbs, qualities = _any(speech.effects), _any(speech.qualities)
        self.claims = _compiled(rf"{verbs}|\b(?:is|are)\s+(?:\w+\s+)?{qualities}")
        many, counted = _any(speech.quantities), _any(speech.counted)
        self.often = _compiled(rf"{_any(speech.frequency)}|{many}(?:\s+(?:other|such|more))?\s+{counted}")
        self.set = _compiled(_any([words for phrase in speech.set_phrases for words in phrase.words]))
        self.reports, self.spares = _compiled(_any(speech.reports)), _compiled(_any(speech.spares))
        self.articles = _compiled(_any(speech.articles))
        # A gap may hold what is counted: "how many stay for longer is not known".
        self.admits = _compiled(_any(speech.admits).replace(r"\s+…\s+", r"\b[^.;]*\b"))
        # Words without which a text holds nothing to judge: they are looked for first, as most texts hold none.
        self.claim_hints = _first_words((*speech.effects, *speech.qualities))
        self.often_hints = _first_words((*speech.frequency, *speech.quantities))

    def may_judge(self, text: str) -> bool:
        """Whether a text holds a word that may make a sentence wrong."""
        return not (self.claim_hints | self.often_hints).isdisjoint(_words(text))

    def oversure(self, text: str, certainty: Certainty) -> Iterator[str]:
        """What is told of each claim of an effect whose verb does not bear the certainty."""
        if self.claim_hints.isdisjoint(_words(text)):
            return
        for sentence in sentences(text):
            if not self.is_reported(sentence):
                yield from self._oversure(sentence, self.hedges[certainty])

    def _oversure(self, sentence: str, own: Hedge) -> Iterator[str]:
        others = {word for hedge in self.speech.certainties for word in hedge.says if word not in own.says}
        for found in self.claims.finditer(sentence):
            before = sentence[: found.start()].lower().split()[-_HEDGED:]
            spared = self.spares.search(" ".join(before[-2:])) or self.articles.fullmatch("".join(before[-1:]))
            bare = own.says and not spared and set(own.says).isdisjoint(before)
            if bare or not others.isdisjoint(before):
                said = " ".join([*before[-1:], found[0]])
                yield f"{said!r} does not bear the certainty {own.certainty}: {own.instead}"

    def uncounted(self, sentence: str) -> str:
        """What is told of the first word of frequency that no number, admission or set phrase covers; or nothing."""
        if self.often_hints.isdisjoint(_words(sentence)) or has_number(sentence) or self.admits.search(sentence):
            return ""
        spared = [found.span() for found in self.set.finditer(sentence)]
        for found in self.often.finditer(sentence):
            if not any(start <= found.start() < end for start, end in spared):
                return f"{found[0]!r} {_UNCOUNTED}"
        return ""

    def is_reported(self, sentence: str) -> bool:
        """Whether a sentence says whose word it passes on."""
        return bool(self.reports.search(sentence))


def has_number(sentence: str) -> bool:
    """Whether a sentence speaks a number, in digits or in words."""
    tokens = (token.lower() for token in TOKEN.findall(sentence))
    return any(token[0].isdigit() or (token in WORDS and token not in _NO_NUMBER) for token in tokens)


def least_sure(facts: Iterable[Fact]) -> Certainty | None:
    """The lowest certainty of the facts; None where there are none."""
    found = {fact.certainty for fact in facts}
    return next((certainty for certainty in CERTAINTIES if certainty in found), None)


def _any(words: Iterable[str]) -> str:
    """What finds any of the words, the longest first, as whole words; nothing where there are none."""
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return rf"(?<![\w-])(?:{either or r'(?!)'})(?![\w-])"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _words(text: str) -> list[str]:
    return _APART.sub(" ", text.lower()).split()


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.lower().split()[0] for phrase in phrases)


def judge_words(cube: Cube, tables: Mapping[str, Mapping[str, Entry]]) -> Iterator[Problem]:
    """Every text that pages print and that claims more than is known, or tells how often without a number."""
    if not cube.speech:  # it could not be read, which is told with its file
        return
    speech = cube.words_of_speech
    if missing := set(CERTAINTIES) - {hedge.certainty for hedge in speech.certainties}:
        held = tables["speech"]["speech"]
        yield held.problem(f"certainties: {', '.join(sorted(missing))} is missing", "certainties")
        return
    rules = rules_of(speech)
    for entry in tables["facts"].values():
        yield from _judge_fact(entry, rules)
    for table in _PRINTED:
        for entry in tables[table].values():
            yield from _judge_texts(entry, rules, cube.facts)


@lru_cache(maxsize=2)
def rules_of(speech: Speech) -> Rules:
    """What these words ask of a sentence, the same object while they stay."""
    return Rules(speech)


# Kept while the entry and the rules stay, as they do in a preview in which one file changes.
@lru_cache(maxsize=4096)
def _judge_fact(entry: Entry, rules: Rules) -> tuple[Problem, ...]:
    """A statement bears its certainty; it, its note and who was measured give a number, or say whose word it is."""
    return tuple(_wrong_in_fact(entry, rules))


def _wrong_in_fact(entry: Entry, rules: Rules) -> Iterator[Problem]:
    fact = cast("Fact", entry.record)
    for wrong in rules.oversure(fact.statement, fact.certainty):
        yield entry.problem(f"statement: {wrong}", "statement")
    for key, text in (("statement", fact.statement), ("note", fact.note), ("who", fact.who)):
        for sentence in sentences(text or ""):
            if (wrong := rules.uncounted(sentence)) and not rules.is_reported(sentence):
                yield entry.problem(f"{key}: {wrong}", key)


def _judge_texts(entry: Entry, rules: Rules, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """What stands beside facts bears their certainty; all else gives a number."""
    for place, text, named in _texts_of(entry):
        if place[0] == _OTHERS_WORDS.get(entry.table):
            continue
        beside = named if entry.table in _BESIDE_FACTS else ()
        certainty = least_sure(facts[fact] for fact in beside if fact in facts)
        if beside:
            found = rules.oversure(text, certainty) if certainty else iter(())
        else:
            found = filter(None, map(rules.uncounted, sentences(text)))
        yield from (entry.problem(f"{place[0]}: {wrong}", *place) for wrong in found)


Text = tuple[tuple[str | int, ...], str, tuple[str, ...]]


@lru_cache(maxsize=4096)
def _texts_of(entry: Entry) -> tuple[Text, ...]:
    return tuple(_texts(entry.record.model_dump()))


def _texts(held: object, place: tuple[str | int, ...] = (), named: tuple[str, ...] = ()) -> Iterator[Text]:
    """Every text in a record that is no name, with its place and the facts that the same part of the record names."""
    if isinstance(held, str) and not _NAME.fullmatch(held):
        yield place, held, named
    if isinstance(held, Mapping):
        named = tuple(fact for key in _FACTS for fact in held.get(key) or ()) or named
    parts = held.items() if isinstance(held, Mapping) else enumerate(held) if isinstance(held, tuple | list) else ()
    for key, part in parts:
        yield from _texts(part, (*place, key), named)
