"""Whether a hit of the search holds what was typed, or only looks like it; read from the index, apart from the search's own code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

ENDINGS = ("", "s", "es", "ed", "ing")
VOWELS = "aeiou"


class Exact:
    """What each section of the index holds, and says of hits whether a fuzzy one stands above an exact one."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        self._passed_over = {*index["stop"], *index["common"]}
        self._spelling = [(re.compile(old), re.sub(r"\$(\d)", r"\\\1", new)) for old, new in index["spelling"]]
        self._phrases: Mapping[str, list[str]] = index["topics"] | dict(index["places"])
        self._trouble = self._trouble_words(index["trouble"])
        self._helping = {place for lead in index["trouble"]["leads"] for place in lead["to"]}
        self._sections = {
            self._address(index, section): (number, section, index["pages"][section[0]])
            for number, section in enumerate(index["sections"])
        }

    def fuzzy_above(self, typed: str, places: Sequence[str]) -> list[str]:
        """The places below the root, in order, that only look like what was typed although an exact one stands below."""
        held = [self.holds(typed, place) for place in places]
        return [place for number, place in enumerate(places) if not held[number] and any(held[number:])]

    def holds(self, typed: str, place: str) -> bool:
        """Whether a section, or what it is about, holds a word that was typed, whatever its ending."""
        number, (_, kind, anchor, title, text), (_, name, topics) = self._sections[place]
        words = self._roots(typed)
        wanted = self._roots(" ".join(word for word in _words(typed) if word not in self._passed_over) or typed)
        about = [number, *([anchor] if kind == "term" else topics)]
        said = [phrase for topic in about for phrase in self._phrases.get(topic, [])]
        return (
            bool(wanted & self._roots(f"{title or name} {text}"))
            or any(self._is_typed(phrase, words, wanted) for phrase in said)
            or bool(number in self._helping and wanted & self._trouble)
        )

    def _is_typed(self, phrase: str, words: set[str], wanted: set[str]) -> bool:
        """Whether all words of a phrase were typed; one that stands on nearly every page says nothing alone."""
        parts = phrase.split()
        return all(self._roots(one) & words for one in parts) and bool(len(parts) > 1 or wanted & self._roots(phrase))

    def _trouble_words(self, trouble: Mapping[str, Any]) -> set[str]:
        """The words that lead to help: those of the phrases and of the groups that they name, not of what they exclude."""
        told: list[str] = [part for lead in trouble["leads"] for said in lead["says"] for part in said.split()]
        seen: set[str] = set()
        words: list[str] = []
        while told:
            part = told.pop()
            if part.startswith(("!", "#")) or part in seen:
                continue
            seen.add(part)
            told += [one for name in re.findall(r"\$([a-z]+)", part) for one in trouble["groups"][name]]
            words.append(re.sub(r"\$[a-z]+", "", part))
        return self._roots(" ".join(words))

    def _roots(self, text: str) -> set[str]:
        return {root for word in _words(text) for root in _without_ending(self._spelled(word))}

    def _spelled(self, word: str) -> str:
        for old, new in self._spelling:
            word = old.sub(new, word)
        return word

    def _address(self, index: Mapping[str, Any], section: Sequence[Any]) -> str:
        page, _, anchor = section[:3]
        return index["pages"][page][0] + (f"#{anchor}" if anchor else "")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['’]|(?<=\d),(?=\d{3})", "", text.lower()))


def _without_ending(word: str) -> Iterable[str]:
    """What a word can be without one of its endings: "scabs", "scabbed" and "scab" have "scab" in common."""
    if word.endswith("ies"):
        yield word.removesuffix("ies") + "y"
    for ending in ENDINGS:
        root = word.removesuffix(ending)
        if word.endswith(ending) and (not ending or len(root) > 2):
            yield root
            yield root.removesuffix("e") if len(root) > 3 else root
            if ending in ("ed", "ing") and root[-1] == root[-2] and root[-1] not in VOWELS:
                yield root[:-1]
