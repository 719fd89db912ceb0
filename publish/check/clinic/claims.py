"""A clinic's own text -> what regulators do not accept in it, each finding with its rule and source.

`data/phrases.yml` says which words and why; here stands only how words are found in sentences, and when a
negation or a question makes them harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from macros.load.lookalikes import plain
from macros.load.problems import Level, Problem
from macros.load.records import Phrase, PhraseRule, Standing
from publish.check.clinic.sentences import Text, sentences

# The strictest first: of two rules of a country the first in this order is the one that is told.
STANDINGS: tuple[Standing, ...] = ("law", "regulator", "second-hand", "draft")
FAILING = STANDINGS[:2]
# Countries of whose rules we know none, each with one of the same language whose rules we know.
NEIGHBOURS = {"AT": "DE", "CH": "DE", "LI": "DE", "LU": "DE", "IE": "GB", "NZ": "AU", "CA": "US"}
EU = frozenset(re.findall("..", "ATBEBGCYCZDEDKEEESFIFRGRHRHUIEITLTLULVMTNLPLPTROSESISK"))


def lint(texts: Iterable[Text], phrases: Iterable[Phrase], country: str) -> Iterator[Problem]:
    """Every claim in the texts, one a phrase and sentence; it fails the build where law or a regulator was seen."""
    known = tuple(phrases)
    return (_problem(claim, phrase, country) for text in texts for phrase, claim in _claims(text, known))


def unruled(phrases: Iterable[Phrase], country: str) -> str:
    """What is told of a country of whose rules none is known, or nothing."""
    if any(_own(phrase, country) for phrase in phrases):
        return ""
    looked = f"all phrases are looked for, as warnings, {country}, data/phrases.yml has none"
    what = f'"{country}": we know no rule of this country on what a clinic may claim ({looked})'
    return f"{what}; ask the regulator there, or a lawyer"


def _claims(text: Text, phrases: tuple[Phrase, ...]) -> Iterator[tuple[Phrase, Text]]:
    """Each phrase that a sentence of the text claims, with the words that claim it on their line."""
    words = plain(text.words)
    for at, sentence in sentences(words):
        for phrase in phrases:
            if found := _claimed(sentence, phrase):
                start, end = at + found.start(), at + found.end()
                # As it was typed, where each letter is one letter in plain too.
                typed = text.words[start:end] if len(words) == len(text.words) else found[0]
                yield phrase, Text(text.file, text.line + words.count("\n", 0, start), typed)


def _own(phrase: Phrase, country: str) -> list[PhraseRule]:
    """The rules that hold in a country, the strictest first."""
    held = {country, "*"} | ({"EU"} if country in EU else set())
    return sorted((rule for rule in phrase.rules if rule.country in held), key=_rank)


def _rank(rule: PhraseRule) -> int:
    return STANDINGS.index(rule.standing)


def _problem(claim: Text, phrase: Phrase, country: str) -> Problem:
    """The problem under the country's own rule, else a warning under the strictest that another country has."""
    own = _own(phrase, country)
    # Of other countries' rules first that of one that shares its language, and much of its law.
    near = NEIGHBOURS.get(country)
    rule = own[0] if own else min(phrase.rules, key=lambda other: (other.country != near, _rank(other)))
    words = rule.rule if own else f"no rule of {country} is known to us, but elsewhere: {rule.rule}"
    text = f'"{claim.words}": {phrase.what} ({words}, {rule.country}, {rule.source_url}); {phrase.instead}'
    level: Level = "error" if own and rule.standing in FAILING else "warning"
    return Problem(claim.file, claim.line, phrase.id, " ".join(text.split()), level=level)


# A letter or digit; the underline of a file name parts words.
_L = r"[^\W_]"
_SPACE = r"[\s/_-]+"
_GAP = r"(?:[^\w.!?;]|_)++"
_NO = r"not|no|never|nobody|none|neither|nor|cannot|without|hardly|rarely|seldom|\w+n't|nicht|kein\w*|nie|ohne|weder"
_OTHERS = rf"(?:{_GAP}(?!(?:{_NO}|but)\b){_L}++(?:'{_L}++)*+){{0,5}}?{_GAP}"


@cache
def _compiled(patterns: tuple[str, ...], words: tuple[str, ...] = ()) -> re.Pattern[str]:
    """What finds any of the patterns, the longest first; ~ in them stands for any of the words."""
    known = {"~": f"(?:{_either(words, {})})"}
    return re.compile(rf"(?<!{_L})(?:{_either(patterns, known)})(?!{_L})", re.IGNORECASE)


def _either(patterns: tuple[str, ...], known: dict[str, str]) -> str:
    return "|".join(_regex(pattern, known) for pattern in sorted(patterns, key=len, reverse=True))


def _regex(pattern: str, known: dict[str, str]) -> str:
    """The expression of one pattern: its words with a gap, or with a few other words, between them."""
    runs = (run.split() for run in plain(pattern).split("..."))
    return _OTHERS.join(_SPACE.join(_word(word, known) for word in run) for run in runs)


def _word(word: str, known: dict[str, str]) -> str:
    return known.get(word) or re.escape(word).replace(r"\*", rf"(?:{_L}|(?<=[★⭐])[★⭐])*")


def _claimed(sentence: str, phrase: Phrase) -> re.Match[str] | None:
    """The first words of the sentence that make the claim, if any do."""
    turns = _compiled(phrase.unless, phrase.words).finditer(sentence) if phrase.unless else iter(())
    spared = next(turns, None)
    for found in _compiled(phrase.words).finditer(sentence):
        while spared and spared.end() <= found.start():
            spared = next(turns, None)
        if spared and spared.start() < found.end():
            continue
        if not (_is_asked(sentence) or _is_taken_back(sentence, found.start(), found.end())):
            return found
    return None


def _any(*lists: str) -> str:
    """The expression of any of the turns of phrase between the commas of the lists."""
    turns = (turn.strip().replace(" ", r"\s+") for words in lists for turn in words.split(","))
    return f"(?:{'|'.join(turns)})"


def _joined(*expressions: str) -> re.Pattern[str]:
    return re.compile("|".join(expressions), re.IGNORECASE)


_BE = _any("is, are, isn't, aren't")
_SUBJECT = _any(
    "it, it's, its, we, we're, we've, you, you'll, you're, they, this, that's, there, there's, our, your, the, these",
    "he, she, i, all, every, results?, treatments?, always, just, only, simply, enjoy, get, expect",
    r"es, sie, wir, die, der, das, unser\w*, ihre?\w*, alles",
)
# Where the reach of a negation ends inside a sentence.
_BREAK = _joined(
    r"[;:—–!?]|\s-+\s|\.\.\.",
    rf"\b{_any('but, however, although, though, because, whereas, aber, sondern, jedoch, allerdings, obwohl, weil')}\b",
    rf",\s*(?:{_any('and, so, yet, because, while, since, as, which, with, und, denn, da, sodass')}|{_SUBJECT})\b",
    rf"\band\s+(?:{_SUBJECT}|{_any('is, are, has, have, will, gives?, leaves?')})\b",
)
_IDLE = _any("do not, does not, will not, need not, don't, doesn't, won't, needn't, never")
_CARE = _any("miss, worry, wait, hesitate, delay, settle, fear, forget, suffer, look, need, have to, require")
_CANNOT = _any("cannot, can't, will not, won't")
_SURE = _any("doubt, wonder, matter, other, better, need, worry, worries, problem, exception, hesitation, question")
# What looks like a negation and praises.
_PRAISE = _joined(
    rf"(?:\bnot|n't)\s+{_any('only, just, merely, simply')}\b",
    rf"\b\w+n't\s+{_any('it, you, we, they, this, that')}\b",
    rf"\b(?:no|without)\s+(?:a\s+)?{_SURE}\b",
    rf"\b{_any('nothing but, nothing beats, nothing short of, nothing like, second to none, bar none, none other')}\b",
    rf"\bnothing\s+(?:{_any('is, works, feels')}\s+)?{_any('safer, better, gentler, faster, smoother')}\b",
    rf"\b{_IDLE}\s+{_CARE}\b",
    rf"\b{_CANNOT}\s+{_any('wait, beat, go wrong, believe how, believe your, believe the')}\b",
    r"\bwhy\s+(?:not|don't|wait)\b",
    rf"\bnicht\s+{_any('nur, bloß, allein')}\b",
    r"\b(?:ohne|kein\w*)\s+(?:jeden\s+)?(?:zweifel|sorgen?|angst|frage|wunder)\b",
    r"\bnichts\s+(?:ist\s+)?(?:als|besser|sicherer)\b",
    rf"\bnever\s+{_any('felt, so, before, has, have, had, been so, been as, been easier, been better')}\b",
)
_DENIAL = _any(
    "not, never, nobody, no one, none, neither, nor, cannot, nothing, hardly, rarely, seldom, unlikely, impossible",
    r"unrealistic, whether, beware, wary, suspicious, s[ck]eptical, distrust\w*, mistrust\w*, doubt\w*, avoid\w*",
    r"refus\w+, myth, misleading, far from, anything but, too good",
    r"nicht, nie, niemals, niemand, weder, nichts, kaum, selten, keinesfalls, keineswegs, unmoglich, unrealistisch, ob",
    r"mythos, irrefuhrend, zweifel\w*, misstrau\w*, vorsicht, meiden",
)
_ADVERTISER = _any(
    "clinic, advert, advertisement, ad, doctor, nurse, seller, website, page, practice, person, brochure"
)
_SOMEBODY = (
    rf"(?:{_any('anyone, anybody, someone, somebody, others, people')}|{_any('an?, any, another')}\s+{_ADVERTISER})"
)
_NONE = _any(r"no, rather than, instead of, less than, statt, kein\w*")
# How far each kind of negation reaches before the words that it takes back: over how many words, over commas or not.
_REACH = _joined(
    rf"(?:\b{_DENIAL}\b|n't\b)(?:\W++\w++){{0,12}}+\W*+$",
    rf"\b{_NONE}\b(?:(?!\s+(?:and|und)\b)[^\w,]++\w++){{0,10}}+[^\w,]*+$",
    rf"\b{_any('if, when, whenever')}\s+{_SOMEBODY}\b(?:[^\w,]++\w++){{0,12}}+[^\w,]*+$",
    rf"\b(?:without|ohne)\b(?:(?!\s+{_any('we, our, you, the, it')}\b)[^\w,]++\w++){{0,2}}+[^\w,]*+$",
    rf"\b{_any('ask, tell, say, know, learn, explain, discuss')}\b[^,]{{0,40}}\bhow\s+$",
)
_GIVEN = _any(
    "promised, possible, guaranteed, certain, realistic, likely, offered, expected, available, achievable, given",
    "known, proven, something, what, on offer",
)
_UNREAL = _any("impossible, unlikely, unrealistic, an? myth, myths, an? illusion, an? exaggeration")
_MODAL = _any("cannot, can't, can not, could not, will not, won't, can never, should not")
_SINCE = _any("has not, has never, have not, have never, hasn't, haven't")
_NEXT = rf"^(?:[^\w,]++(?!{_any('that, which, who, and')}\b)\w++){{0,4}}?[^\w,]++"
# In German, as `plain` reads it: without dots on its vowels.
_GERMAN_BE = _any("gibt, ist, sind, kann, konnen, wird, werden, ware, lasst, lassen")
_GERMAN_NOT = _any(r"nicht, nie, niemand, kein\w*, unmoglich, unrealistisch")
# How the words after a claim take it back.
_TAKEN_BACK = _joined(
    rf"{_NEXT}{_MODAL}\s+be\b",
    rf"{_NEXT}{_BE}(?:(?<=n't)|\s+{_any('not, never, rarely, seldom, hardly')})\s+(?:\w+\s+){{0,2}}?{_GIVEN}\b",
    rf"{_NEXT}{_any('do, does, did')}(?:n't|\s+not)\s+exist\b",
    rf"{_NEXT}{_SINCE}\s+been\b",
    rf"{_NEXT}{_BE}\s+{_UNREAL}\b",
    rf"{_NEXT}{_GERMAN_BE}\s+(?:\w+\s+){{0,2}}?{_GERMAN_NOT}\b",
)
_OPENING = rf"^\W*(?:\d+\W+|q\w*\s*:\s*)?(?:{_any('and, but, so')}\s+)?"
_ASKING = _joined(
    rf"{_OPENING}{_any('is, are, was, will, would, can, could, does, do, did, has, have, should, may')}\b",
    rf"{_OPENING}{_any('how, what, which, who, when, where')}\b",
    rf"{_OPENING}{_any('ist, sind, wird, werden, kann, konnen, tut, gibt, muss, darf, hat, haben')}\b",
    rf"{_OPENING}(?:{_any('wie, was, wer, wann')}|welche\w*)\b",
)
_WISHING = _any("want, wish, like, need, dream, dreamed, dreaming, look, looking, ready, tired, imagine, know, long")
# Questions that suppose their answer.
_LURING = _joined(
    rf"^\W*{_any('do, would, have, are, can, did')}\s+you\s+(?:\w+\s+)?{_WISHING}\b",
    rf"^\W*{_any('what makes, who makes, how do we, how we')}\b",
)


# No negation reaches over more letters: what stands farther off is not looked at, however long the sentence is.
_FARTHEST = 240


@lru_cache(maxsize=1)
def _is_asked(sentence: str) -> bool:
    """Whether a sentence asks, and claims nothing by it."""
    asked = sentence.rstrip("\"'”’)*_ ").endswith("?") and _ASKING.search(sentence)
    return bool(asked and not _LURING.search(sentence))


def _is_taken_back(sentence: str, start: int, end: int) -> bool:
    """Whether the words between start and end are doubted or denied by those beside them."""
    before = _BREAK.split(_sober(sentence)[max(0, start - _FARTHEST) : start])[-1]
    after = _BREAK.split(sentence[end : end + _FARTHEST], maxsplit=1)[0]
    return bool(_REACH.search(before) or _TAKEN_BACK.search(after))


@lru_cache(maxsize=1)
def _sober(sentence: str) -> str:
    """The sentence, blank where something looks like a negation and praises."""
    return _PRAISE.sub(lambda hidden: " " * len(hidden[0]), sentence)
