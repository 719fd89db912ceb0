"""What is news to who holds a sheet, and what is only another wording: told from the data of two editions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from macros.load import Cube
from macros.load.records import Fact, FrozenEdition, FrozenFact, FrozenPage, FrozenSign, Sign
from macros.model.changes import Changes, changes_since
from macros.model.export import fact_row
from tests.unit.factories import fact

NOW = {
    "option": "fractional-co2", "effect": "erythema", "low": 3.0, "high": 14.0, "size": 30,
    "statement": "In 30 people redness lasted 3 to 14 days.",
}  # fmt: skip
SIGN = {"id": "sign", "name": "Fever,", "says": "or shivers.", "urgency": "same-day", "facts": ("any-bacterial-call",)}


def printed(now: Fact, **other: Any) -> FrozenFact:
    """A finding as a sheet has it: as now, but for these fields."""
    row = {name: cell for name, cell in fact_row(now).items() if name in FrozenFact.model_fields}
    value = now.value and now.value.model_dump(exclude_none=True)
    return FrozenFact.model_validate({**row, "value": value, **other})


def edition(*facts: FrozenFact, signs: tuple[FrozenSign, ...] = ()) -> FrozenEdition:
    return FrozenEdition(edition="0.1.0", day="2026-11-24", facts=facts, signs=signs, pages=(), sha256="")


def since(cube: Cube, frozen: FrozenEdition, *facts: Fact, signs: tuple[Sign, ...] = ()) -> Changes:
    """What has changed since an edition in data that hold these facts and signs alone."""
    held = replace(cube, facts={one.id: one for one in facts}, signs={sign.id: sign for sign in signs})
    return changes_since(held, frozen, {sign.id: f"{sign.name} {sign.says}" for sign in signs})


@pytest.mark.parametrize(
    ("was", "way", "moved"),
    [
        ({}, None, False),
        ({"who": "somebody", "statement": "Redness lasted 3 to 14 days in 30 people."}, None, False),
        # How many were measured is told with the number now, and the number is the same.
        ({"statement": "Redness lasted 3 to 14 days."}, None, False),
        ({"value": {"low": 3, "high": 14, "unit": "days"}}, None, False),
        ({"value": {"low": 3, "high": 13, "unit": "days"}}, "changed", False),
        ({"value": {"low": 3, "high": 14, "unit": "weeks"}}, "changed", False),
        ({"value": None, "form": "words"}, "changed", False),
        ({"typical_is": "mean"}, "changed", False),
        ({"statement": "In 30 people redness lasted 3 to 14 days, in 2 of them 1,000 days."}, "changed", False),
        ({"option": "any-laser"}, "moved", True),
        ({"effect": "edema"}, "moved", True),
        ({"measure": "frequency"}, "moved", True),
        ({"statement": "In people redness lasted 3 days.", "size": 12}, "more", False),
        ({"scale": "a-scale"}, "more", False),
        ({"certainty": "high"}, "sure", False),
    ],
)
def test_a_finding_is_news_where_a_number_of_it_is(cube: Cube, was: dict[str, Any], way: str, *, moved: bool) -> None:
    now = fact(**NOW)
    found = since(cube, edition(printed(now, **was)), now)
    assert [(change.way, change.moved) for change in found.changes] == ([(way, moved)] if way else [])
    assert not found.withdrawn


def test_what_is_gone_is_withdrawn_and_what_came_is_new_where_guides_begin_with_it(cube: Cube) -> None:
    gone, asked = fact("gone", **NOW), next(column for _, column in cube.columns.values() if column.first)
    measure = next(measure for measure, column in cube.columns.values() if column is asked)
    came = fact("came", **{**NOW, "measure": measure.id, "effect": asked.effect})
    aside = fact("aside", **{**NOW, "measure": "sessions", "effect": None})
    found = since(cube, edition(printed(gone)), came, aside)
    assert [old.id for old in found.withdrawn] == ["gone"]
    assert [(option.id, [one.id for one in facts]) for option, facts in found.new] == [("fractional-co2", ["came"])]


def test_a_sheet_is_told_of_another_number_first_where_that_is_new_and_not_on_it(cube: Cube) -> None:
    marks: dict[str, Any] = {
        "option": "fractional-co2",
        "measure": "frequency",
        "effect": "post-inflammatory-hyperpigmentation",
    }
    marks["sources"] = (next(iter(cube.references)),)
    old = fact("old", **marks, n=5, of=30, unit="people", size=30, statement="5 of 30 people had them.")
    first = [fact(id_, **marks, typical=12.0, unit="per-100-people", size=200) for id_ in ("one", "other")]
    sheets = tuple(
        FrozenPage(page=f"{name}.md", title=name, facts=facts)
        for name, facts in (("with", ("old",)), ("without", ()), ("both", ("old", "one")))
    )
    print_of = edition(printed(old, number="5 of 30 people")).model_copy(update={"pages": sheets})
    (weighed,) = since(cube, print_of, old, *first).weighed
    assert (weighed.option.id, weighed.pair[1].id) == ("fractional-co2", "frequency-dark-marks")
    assert weighed.pages == {"with.md"}
    known = print_of.model_copy(update={"facts": (*print_of.facts, *map(printed, first))})
    assert since(cube, known, old, *first).weighed == ()
    assert since(cube, print_of, old).weighed == ()


@pytest.mark.parametrize(
    ("told", "was", "sooner"),
    [
        ({"urgency": "same-day", "words": "Fever, or shivers."}, None, False),
        ({"urgency": "call", "words": "Fever, or shivers."}, "call", True),
        ({"urgency": "emergency", "words": "Fever, or shivers."}, "emergency", False),
        ({"urgency": "same-day", "words": "Fever."}, "same-day", False),
        ({"urgency": "of-then", "words": "Fever, or shivers."}, "of-then", True),
    ],
)
def test_a_sign_is_news_where_its_urgency_or_its_words_are(
    cube: Cube, told: dict[str, str], was: str | None, *, sooner: bool
) -> None:
    frozen = edition(signs=(FrozenSign(id="sign", **told),))
    found = since(cube, frozen, signs=(Sign.model_validate(SIGN),)).signs
    assert [(change.urgency, change.sooner) for change in found] == ([(was, sooner)] if was else [])


@pytest.mark.parametrize(("then", "was"), [("emergency", "emergency"), ("call", "call"), (None, None)])
def test_an_edition_that_had_no_such_sign_told_its_findings_with_their_urgency(
    cube: Cube, then: str | None, was: str | None
) -> None:
    behind = printed(fact("any-bacterial-call", **NOW), urgency=then)
    found = since(cube, edition(behind), signs=(Sign.model_validate(SIGN),)).signs
    assert [(change.urgency, change.sooner) for change in found] == [(was, then != "emergency")]


def test_a_sign_that_is_gone_is_told(cube: Cube) -> None:
    gone = FrozenSign(id="gone", urgency="call", words="A bruise.")
    assert since(cube, edition(signs=(gone,))).signs_gone == (gone,)
