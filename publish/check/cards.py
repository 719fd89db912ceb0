"""First layers: cards, short answers, handout and worksheet tell what was checked twice, or say that it was not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from macros.load import Cube, Problem
from macros.load.files import DOCS
from macros.load.records import Fact
from macros.render.views import ONE_READER

# Pages that are a first layer as a whole.
WHOLE = ("handout.md",)
FEATURES = "data/features.yml"
_CARD = re.compile(
    r"^(?P<signs>/{3,}) html \| (?:div|section)\.(?:card|answer)\b.*?^(?P=signs)$", re.DOTALL | re.MULTILINE
)
_STATED = re.compile(r"\bstate_fact\(\s*\"(?P<fact>[^\"]+)\"(?:\s*,\s*\"(?P<form>[^\"]+)\")?")


def judge_cards(bodies: Mapping[str, str], cube: Cube) -> Iterator[Problem]:
    """Each fact of a first layer that one reader alone has checked, where another would do or it does not say so."""
    for page, body in bodies.items():
        layers = [(0, len(body))] if page in WHOLE else [found.span() for found in _CARD.finditer(body)]
        for start, end in layers:
            for stated in _STATED.finditer(body, start, end):
                fact = cube.facts.get(stated["fact"])
                if fact is not None and (wrong := _wrong(fact, stated["form"], cube)):
                    yield Problem(f"{DOCS}/{page}", body.count("\n", 0, stated.start()) + 1, fact.id, wrong)


def judge_features(cube: Cube) -> Iterator[Problem]:
    """Each fact of the worksheet that one reader alone has checked, where another would do; its view says the rest."""
    for feature in cube.features.values():
        for fact in (cube.facts[fact] for side in feature.sides for fact in side.facts):
            if wrong := _wrong(fact, ONE_READER, cube):
                yield Problem(FEATURES, 1, feature.id, f"{fact.id}: {wrong}")


def _wrong(fact: Fact, form: str | None, cube: Cube) -> str:
    """Why a fact may not stand in a first layer as it does, or nothing."""
    if fact.checked != "once":
        return ""
    if others := [
        other.id for other in cube.facts.values() if other.checked == "twice" and _answers_alike(other, fact)
    ]:
        return f"one reader alone has checked it: a first layer tells what was checked twice, such as {others[0]}"
    return "" if form == ONE_READER else f'one reader alone has checked it: say so with state_fact(…, "{ONE_READER}")'


def _answers_alike(one: Fact, other: Fact) -> bool:
    """Whether two facts answer the same question on the same thing."""
    return all(getattr(one, key) == getattr(other, key) for key in ("option", "measure", "effect", "subject"))
