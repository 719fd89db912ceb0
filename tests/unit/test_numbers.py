"""A statement bears the numbers of its value, and a wrong number is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.load import read_cube
from macros.load.numbers import unborne
from tests.unit.factories import UNITS, fact

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("statement", "value", "unit"),
    [
        ("It lasted 3 to 14 days.", {"low": 3, "high": 14}, "days"),
        ("About 13 weeks on average.", {"typical": 12.7}, "weeks"),
        ("It takes one week.", {"typical": 7}, "days"),
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
    ],
)
def test_a_number_that_is_not_said_is_seen(statement: str, value: dict[str, float], unit: str) -> None:
    assert unborne(fact(statement=statement, unit=unit, **value), UNITS) != []


def test_nearly_every_wrong_number_in_the_real_facts_is_seen() -> None:
    cube = read_cube(ROOT)
    wrong = missed = 0
    for found in cube.facts.values():
        value = found.value
        if value is None or value.typical is None:
            continue
        for factor in (1.37, 0.61):
            changed = value.model_copy(update={"typical": round(value.typical * factor + 1.3, 2)})
            wrong += 1
            missed += unborne(found.model_copy(update={"value": changed}), cube.units) == []
    # What is left is rounded as a statement may round: 3.13 months are told as 3.
    assert missed <= wrong * 0.1, f"{missed} of {wrong} wrong numbers were not seen"
