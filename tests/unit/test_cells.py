"""The rules by which a cell is computed."""

from __future__ import annotations

import pytest

from macros.model.cells import certainty_of, differs, lines_of, people_of, reasons_of, skin_of
from macros.render.words import line_words, size_words
from tests.unit.factories import UNITS, fact


def told(*facts, **named) -> list[str]:
    """The words of every line that these facts make."""
    return [line_words(line, UNITS) for line in lines_of(facts, UNITS, **named)]


# Each rule, facts to which it applies, and the lines of their cell.
RULES = {
    "several sources give the range from lowest to highest":
        ([fact(low=3, high=7), fact(typical=14), fact(low=5, high=6)], ["3 to 14 days"]),
    "times are ordered on one scale and shown in the unit of their source":
        ([fact(typical=2, unit="months"), fact(typical=10, unit="days")], ["10 days to 2 months"]),
    "one length of time in two units is no range":
        ([fact(typical=13, unit="weeks"), fact(typical=3, unit="months")], ["13 weeks"]),
    "two lengths of time in two units are":
        ([fact(typical=13, unit="weeks"), fact(typical=4, unit="months")], ["13 weeks to 4 months"]),
    "an average is a line of its own":
        ([fact(low=8, high=12, unit="weeks"), fact(typical=5, typical_is="mean", unit="weeks")], ["8 to 12 weeks", "on average 5 weeks"]),
    "several averages are never averaged":
        ([fact(typical=4.5, typical_is="mean", unit="months"), fact(typical=6, typical_is="mean", unit="weeks")], ["on average 6 weeks to 4.5 months"]),
    "the ends beside a median are told as half of the people":
        ([fact(low=3, high=6.5, typical=4.5, typical_is="median", spread="people", unit="points-0-10")], ["on average 4.5 out of 10", "half of the people: 3 to 6.5 out of 10"]),
    "an interval of confidence joins no range":
        ([fact(low=1, high=9, typical=4, spread="interval"), fact(low=3, high=5)], ["3 to 5 days"]),
    "an end that is open above is a line of its own":
        ([fact(low=3, high=5), fact(high=14)], ["3 to 5 days", "up to 14 days"]),
    "an end that is open below is a line of its own":
        ([fact(low=3, high=5), fact(low=12)], ["3 to 5 days", "at least 12 days"]),
    "what is usual stands beside its range":
        ([fact(low=3, high=8, typical=4, typical_is="usual", spread="studies", unit="weeks")], ["3 to 8 weeks", "most often 4 weeks"]),
    "a rate of all beside the rates of its parts is not called usual":
        ([fact(low=6, high=17, typical=14, typical_is="rate", spread="people", unit="per-100-people")], ["6 to 17 in 100 people"]),
    "small groups are told one by one and none in words":
        ([fact(n=12, of=13, unit="people"), fact(n=0, of=31, unit="people"), fact(n=4, of=31, unit="people")], ["none of 31, 4 of 31 and 12 of 13 people"]),
    "a change on a score is told in points":
        ([fact(typical=2.2, unit="points-0-10", form="change")], ["about 2 of 10 points"]),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_cell_is_told_as_its_rule_says(rule: str) -> None:
    facts, words = RULES[rule]
    assert told(*facts) == words


@pytest.mark.parametrize("unit", ["per-100-sessions", "percent", "people", "sessions"])
def test_denominators_never_share_a_line(unit: str) -> None:
    other = fact(n=3, of=7, unit=unit) if unit == "people" else fact(typical=9, unit=unit)
    assert len(told(fact(typical=5, unit="per-100-people", size=60), other)) == 2


@pytest.mark.parametrize("field", ["scale", "rater", "form", "scar"])
def test_scale_rater_form_and_scar_never_share_a_line(field: str) -> None:
    values = {
        "scale": ("a", "b"),
        "rater": ("doctor", "patient"),
        "form": ("level", "change"),
        "scar": ((), ("rolling",)),
    }
    first, second = values[field]
    facts = (fact(typical=5, unit="percent", **{field: first}), fact(typical=9, unit="percent", **{field: second}))
    assert len(told(*facts)) == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"typical": 44.61}, "about 45 in 100 people"),
        ({"typical": 5}, "5 in 100 people"),
        ({"typical": 82.5}, "about 83 in 100 people"),
        ({"typical": 0.8}, "8 in 1,000 people"),
        ({"low": 0.8, "high": 6.8}, "8 to 68 in 1,000 people"),
        ({"typical": 0, "size": 40}, "none of 40 people"),
    ],
)
def test_shares_are_whole_numbers_in_one_denominator(value: dict[str, float], words: str) -> None:
    assert told(fact(unit="per-100-people", typical_is=None, **{"size": 60} | value)) == [words]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (12.7, "weeks", "about 13 weeks"), (4.5, "months", "4.5 months"), (1, "days", "1 day"), (2.2, "points-0-10", "about 2 out of 10"),
        (0.5, "mm", "0.5 millimetres"), (3.04, "ratio", "3.04 times"), (10, "sessions", "10 sessions"),
    ],
)  # fmt: skip
def test_other_numbers_are_rounded_to_what_people_say(value: float, unit: str, words: str) -> None:
    assert told(fact(typical=value, unit=unit)) == [words]


@pytest.mark.parametrize(
    ("sizes", "words"), [((45,), "of 45 people"), ((37, 65), "sources of 37 to 65 people"), ((60, 65), "")]
)
def test_a_share_of_fewer_than_fifty_people_says_its_size(sizes: tuple[int, ...], words: str) -> None:
    facts = [fact(str(size), typical=float(size), unit="per-100-people", size=size) for size in sizes]
    assert size_words(lines_of(facts, UNITS)[0], UNITS) == words


@pytest.mark.parametrize(
    ("people", "marked"),
    [
        (["acne-scars"], "acne-scars"), (["acne-scars", "mixed"], "mixed"), (["acne-scars", "other"], "some-other"),
        (["other"], "other"), (["not-said"], "not-said"), (["mixed", "not-said"], "some-other"), ([None], None),
    ],
)  # fmt: skip
def test_other_people_are_marked(people: list[str | None], marked: str | None) -> None:
    assert people_of(fact(str(number), people=who) for number, who in enumerate(people)) == marked


def test_skin_types_are_told_only_where_every_source_names_them() -> None:
    assert skin_of([fact(skin=(3, 4)), fact(skin=(4, 5))]) == (3, 5)
    assert skin_of([fact(skin=(3, 4)), fact()]) is None


def test_a_cell_is_as_certain_as_its_least_certain_fact() -> None:
    assert certainty_of([fact(certainty="moderate"), fact(certainty="expert"), fact(certainty="low")]) == "expert"


def test_words_stand_shortest_first() -> None:
    line = lines_of([fact(statement="A long sentence."), fact(statement="Short.")], UNITS)[0]
    assert [found.statement for found in line.facts] == ["Short.", "A long sentence."]


@pytest.mark.parametrize(("high", "wide"), [(6, False), (6.1, True)])
def test_sources_that_differ_by_more_than_twice_are_said_to_differ(high: float, wide: bool) -> None:
    line = lines_of([fact(typical=3, skin=(2,)), fact(typical=high, skin=(5,))], UNITS)[0]
    assert differs(line, UNITS) is wide


def test_one_source_with_a_wide_range_does_not_differ_from_itself() -> None:
    assert not differs(lines_of([fact(low=1, high=12)], UNITS)[0], UNITS)


def test_reasons_for_a_difference_are_fields_in_which_the_facts_differ() -> None:
    facts = [fact(typical=3, skin=(2,), size=9), fact(typical=30, skin=(5,), size=9)]
    assert reasons_of(facts) == ("skin",)
