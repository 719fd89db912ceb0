"""A statement bears the numbers of its value, and a wrong number is seen."""

from __future__ import annotations

from typing import Any

import pytest

from macros.load import Cube
from macros.load.numbers import beyond, unborne
from macros.load.sentences import untold
from tests.unit.factories import UNITS, fact


@pytest.mark.parametrize(
    ("statement", "value", "unit"),
    [
        ("It lasted 3 to 14 days.", {"low": 3, "high": 14}, "days"),
        ("About 13 weeks on average.", {"typical": 12.7}, "weeks"),
        ("It takes one week.", {"typical": 7}, "days"),
        ("It takes a week.", {"typical": 7}, "days"),
        ("Use it for the first 4 nights.", {"typical": 4}, "days"),
        ("It took 2 to 4 days, 3 on average.", {"low": 2, "high": 4, "typical": 3}, "days"),
        ("It takes one week.", {"typical": 1}, "weeks"),
        ("Twelve people, and 10,600 more.", {"typical": 10600}, "people"),
        ("In 8 in 1,000 people.", {"typical": 0.8}, "per-100-people"),
        ("In 3 of 60 people.", {"typical": 5}, "per-100-people"),
        ("In half of them.", {"typical": 50}, "per-100-people"),
        ("Two thirds stayed.", {"typical": 66.7}, "percent"),
        ("None of 31 people.", {"n": 0, "of": 31}, "people"),
        ("About 0.2 mm deep.", {"typical": 200}, "um"),
    ],
)
def test_a_number_may_be_rounded_spoken_or_in_another_unit(statement: str, value: dict[str, float], unit: str) -> None:
    assert unborne(fact(statement=statement, unit=unit, **value), UNITS) == []


@pytest.mark.parametrize(
    ("statement", "value", "unit"),
    [
        ("It lasted 3 to 14 days.", {"low": 3, "high": 15}, "days"),
        ("In 5 in 100 people.", {"typical": 15}, "per-100-people"),
        ("In 4 of 31 people.", {"n": 5, "of": 31}, "people"),
        ("It takes weeks.", {"typical": 2}, "weeks"),
        ("It lasted 2 to 4 days.", {"low": 2, "high": 4}, "weeks"),
        ("After 3 weeks it was gone on day 4.", {"typical": 4}, "weeks"),
        ("It took a long while: 90 days.", {"typical": 1}, "days"),
        ("It was no surprise after 3 days.", {"typical": 0}, "days"),
    ],
)
def test_a_number_that_is_not_said_is_seen(statement: str, value: dict[str, float], unit: str) -> None:
    assert unborne(fact(statement=statement, unit=unit, **value), UNITS) != []


@pytest.mark.parametrize(
    ("statement", "fields", "says"),
    [
        ("It came after 5 in 100 sessions when people were asked.", {"typical": 5, "unit": "per-100-people"}, "counts sessions"),
        ("It came in 5 in 100 people after three sessions.", {"typical": 5, "unit": "per-100-sessions"}, "counts people"),
        ("It came on 5 in 100 sides.", {"typical": 5, "unit": "per-100-people"}, "counts sides"),
        ("It came in 5 percent of cases.", {"typical": 5, "unit": "per-100-people"}, "counts percent"),
        ("It came in 5 in 100.", {"typical": 5, "unit": "per-100-people"}, "nothing that it names"),
        ("It came in 5 in 100 people.", {"typical": 5, "unit": "percent"}, "counts people"),
        ("People had 3 to 5 sessions.", {"low": 3, "high": 5, "unit": "people"}, "counts sessions"),
        ("It came on 3 of 7 sides.", {"n": 3, "of": 7, "unit": "people"}, "counts sides"),
        ("It hurt a little, about 5.", {"typical": 5, "unit": "points-0-10"}, "does not say out of 10"),
        ("It was about 3 times as likely.", {"typical": 3, "unit": "ratio"}, "compares"),
        ("It hurt 2 points more than with needling.", {"typical": 2, "unit": "points-0-10"}, "compares"),
        ("It took 2 to 4 days.", {"low": -4, "high": -2, "unit": "days"}, "only a difference lies below 0"),
        ("It hurt 2 points more.", {"typical": -2, "unit": "points-0-10", "form": "difference"}, "does not say less"),
    ],
)  # fmt: skip
def test_a_sentence_that_says_another_thing_than_its_value_is_seen(
    statement: str, fields: dict[str, Any], says: str
) -> None:
    assert [text for text in untold(fact(statement=statement, **fields), UNITS) if says in text]


@pytest.mark.parametrize(
    ("statement", "fields"),
    [
        ("Redness lasted longer than three months in 10 of 20 people.", {"n": 10, "of": 20, "unit": "people"}),
        ("It came in 5 in 100 people, more often in brown skin.", {"typical": 5, "unit": "per-100-people"}),
        ("It came in 5 in 100 people. It is rarer than after a peel.", {"typical": 5, "unit": "per-100-people"}),
        ("It lasted 2 days less.", {"typical": -2, "unit": "days", "form": "difference"}),
    ],
)
def test_a_sentence_that_says_what_its_value_is_passes(statement: str, fields: dict[str, Any]) -> None:
    assert list(untold(fact(statement=statement, **fields), UNITS)) == []


TIMES, SHARES = ("hours", "days", "weeks", "months", "years"), ("per-100-people", "per-100-sessions", "per-100-sides")


def test_nearly_every_wrong_unit_in_the_real_facts_is_seen_and_every_comparison_made_a_level(cube: Cube) -> None:
    wrong, missed = 0, []
    for found in cube.facts.values():
        if found.value is None:
            continue
        for unit in next((group for group in (TIMES, SHARES) if found.value.unit in group), ()):
            changed = found.model_copy(update={"value": found.value.model_copy(update={"unit": unit})})
            wrong += unit != found.value.unit
            if unit != found.value.unit and not unborne(changed, cube.units) and not list(untold(changed, cube.units)):
                missed.append((found.id, unit))
        if found.compares:
            assert list(untold(found.model_copy(update={"form": "level", "against": None}), cube.units)), found.id
    # What is left names two units or two things that are counted, each beside a number that fits.
    assert wrong > 800 and len(missed) <= wrong * 0.02, missed


def test_nearly_every_wrong_number_in_the_real_facts_is_seen(cube: Cube) -> None:
    wrong = missed = 0
    for found in cube.facts.values():
        value = found.value
        if value is None or value.typical is None:
            continue
        for factor in (1.37, 0.61):
            changed = value.model_copy(update={"typical": round(value.typical * factor + 1.3, 2)})
            if round(changed.typical or 0) == round(value.typical):
                continue  # a statement may round, so this is no wrong number
            wrong += 1
            missed += unborne(found.model_copy(update={"value": changed}), cube.units) == []
    # What is left meets another number of its sentence.
    assert missed <= wrong * 0.08, f"{missed} of {wrong} wrong numbers were not seen"


@pytest.mark.parametrize(
    ("statement", "value", "unit", "form", "says"),
    [
        ("It was 140 in 100 people.", {"typical": 140}, "per-100-people", "level", "value: found 140, allowed: 0 to 100 in 100 people"),
        ("It was 140 in 100 people.", {"typical": 40}, "per-100-people", "level", "statement: found '140 in 100 people', which is more than all"),
        ("It was 3 to 101.", {"low": 3, "high": 101}, "per-100-sides", "level", "value: found 101"),
        ("It was -3.", {"typical": -3}, "per-100-people", "level", "value: found -3"),
        ("It was 101 less.", {"typical": -101}, "per-100-people", "difference", "value: found -101, allowed: -100 to 100"),
        ("101 percent.", {"typical": 101}, "percent", "level", "value: found 101"),
        ("13 of 12 women.", {"n": 12, "of": 12}, "people", "level", "statement: found '13 of 12 women'"),
        ("100 in 100 people.", {"typical": 100}, "per-100-people", "level", ""),
        ("Growth of 140 percent.", {"typical": 140}, "percent", "change", ""),
        ("3 fewer in 100 people.", {"typical": -3}, "per-100-people", "difference", ""),
        ("5 of 3 studies, 2 in 1,000 people.", {"typical": 0.2}, "per-100-people", "level", ""),
    ],
)  # fmt: skip
def test_no_share_is_more_than_all(statement: str, value: dict[str, float], unit: str, form: str, says: str) -> None:
    found = list(beyond(fact(statement=statement, unit=unit, form=form, **value), UNITS[unit]))
    assert bool(found) == bool(says) and says in "".join(found), found
