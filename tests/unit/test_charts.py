"""Charts of recovery, chances as people and the self-audit: what is chosen, and where it is drawn."""

from __future__ import annotations

import math
from typing import Any

import pytest

from macros.load import Cube
from macros.load.records import AuditItem
from macros.model.cells import lines_of
from macros.model.chances import chance_of
from macros.model.choose import NothingToShow
from macros.model.phases import can_be_drawn, missing, phase_columns, phases_of
from macros.render.audit import counts
from macros.render.chances import rows_of
from macros.render.timescale import Scale, mark_of, scale_for
from macros.render.words import others_words
from tests.unit.factories import UNITS, fact

YEAR = Scale(1.0, 365.0)


def marks(*facts, scale: Scale = YEAR) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """How the lines of these facts are drawn."""
    found = [mark_of(line, scale, UNITS) for line in lines_of(facts, UNITS)]
    return [(mark.shape, mark.start, mark.end, mark.at) for mark in found]


def test_the_scale_holds_a_day_and_a_year_unless_figures_ask_for_more() -> None:
    assert scale_for(lines_of([fact(low=3, high=7)], UNITS), UNITS) == YEAR
    hours = lines_of([fact(low=3, high=9, unit="hours"), fact(high=18, unit="months")], UNITS)
    assert scale_for(hours, UNITS) == Scale(1 / 24, 730.0)


def test_a_range_is_a_bar_and_an_average_a_mark_on_the_same_scale() -> None:
    both = marks(fact(low=7, high=14), fact(typical=14, typical_is="mean"))
    assert [shape for shape, *_ in both] == ["range", "average"]
    assert both[0][2] == both[1][3][0] == "44.73%"


def test_each_average_has_its_own_mark() -> None:
    (mark,) = marks(
        fact(typical=7, typical_is="mean"),
        fact(typical=1, unit="weeks", typical_is="mean"),
        fact(typical=30, typical_is="median"),
    )
    assert len(mark[3]) == 2  # one week and seven days are one place


@pytest.mark.parametrize(
    ("value", "shapes"),
    [
        ({"high": 14}, ["up-to"]),
        ({"low": 14}, ["at-least"]),
        ({"typical": 14}, ["point"]),
        ({"low": 13, "high": 15}, ["range"]),
        ({"low": 3, "high": 7, "typical": 5, "typical_is": "median", "spread": "people"}, ["average", "middle"]),
    ],
)
def test_open_ends_single_figures_ranges_and_half_of_the_people_have_shapes_of_their_own(
    value: dict[str, Any], shapes: list[str]
) -> None:
    assert [mark[0] for mark in marks(fact(**value))] == shapes


def test_phases_are_the_questions_on_recovery_and_every_duration(cube: Cube) -> None:
    found = [column.id for _, column in phase_columns(cube)]
    assert found == ["healing-time", "downtime", "duration-erythema", "duration-edema", "duration-crusting", "duration-dark-marks"]  # fmt: skip


def test_three_phases_make_a_chart_and_two_name_what_is_missing(cube: Cube) -> None:
    drawn = [o.id for o in cube.options.values() if o.kind == "laser" and can_be_drawn(phases_of(cube, o))]
    assert drawn == ["fractional-co2", "fractional-erbium-yag", "ysgg-2790", "nafl-erbium-glass", "thulium-1927", "full-field-co2", "full-field-erbium-yag"]  # fmt: skip
    gaps = missing(phases_of(cube, cube.options["pulsed-dye"]))
    assert [column.id for column in gaps] == ["healing-time", "downtime", "duration-crusting", "duration-dark-marks"]  # fmt: skip


def share(**fields):
    """A fact that can be drawn as people, with these fields changed."""
    return fact(**({"unit": "per-100-people", "typical": 14, "size": 50, "after": "6 months"} | fields))


@pytest.mark.parametrize(("typical", "drawn"), [(14, 14), (44.61, 45), (82.5, 83), (1.13, 1), (0.5, None)])
def test_a_share_is_as_many_people_as_its_words_say(typical: float, drawn: int | None) -> None:
    assert chance_of(share(typical=typical), UNITS).drawn == drawn


def test_a_small_group_is_told_in_words() -> None:
    assert chance_of(fact(n=3, of=7, unit="people"), UNITS).drawn is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"size": 49}, "rests on 49 people, fewer than 50"),
        ({"size": None}, "an unknown number of people"),
        ({"after": None}, "does not say after what time"),
        ({"unit": "per-100-sessions"}, "counts in 100 sessions"),
        ({"unit": "percent"}, "counts percent"),
        ({"low": 5, "high": 45, "typical": None}, "has no single value"),
        ({"typical": 0}, "is about nobody or everybody"),
        ({"typical": 100}, "is about nobody or everybody"),
        ({"form": "change"}, "its form is change"),
    ],
)
def test_what_is_no_chance_of_people_is_refused_with_the_reason(fields: dict[str, object], why: str) -> None:
    with pytest.raises(NothingToShow, match=why):
        chance_of(share(**fields), UNITS)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (share(), "86 in 100 people"),
        (share(typical=44.61), "about 55 in 100 people"),
        (share(typical=82.5), "about 17 in 100 people"),
        (share(typical=0.5), "995 in 1,000 people"),
        (fact(n=3, of=7, unit="people"), "4 of 7 people"),
        (fact(n=7, of=7, unit="people"), "none of 7 people"),
    ],
)
def test_the_others_are_all_who_are_left(made, words: str) -> None:
    assert others_words(chance_of(made, UNITS).part, UNITS) == words


@pytest.mark.parametrize("happened", [0, 1, 45, 99, 100])
def test_a_hundred_people_stand_in_ten_rows_of_ten(happened: int) -> None:
    rows = rows_of(happened, of=100, lost=0)
    assert [len(row) for row in rows] == [10] * 10
    assert [one for row in rows for one in row] == ["did"] * happened + ["not"] * (100 - happened)


def test_a_group_of_which_some_were_lost_is_drawn_with_them() -> None:
    found = chance_of(fact(n=16, of=17, unit="people", lost=7), UNITS)
    rows = rows_of(found.drawn or 0, of=found.of, lost=7)
    assert [len(row) for row in rows] == [10, 10, 4]
    assert rows[1][5:] == ["did", "not", "lost", "lost", "lost"]


def test_a_record_of_the_audit_counts_for_all_that_it_stands_for() -> None:
    def item(id_: str, verdict: str, **more: object) -> AuditItem:
        return AuditItem(id=id_, instrument="nhs", group="g", asks="a", verdict=verdict, why="w", **more)

    assert counts((item("a", "partly"), item("b", "unknown", stands_for=19), item("c", "partly"))) == [("partly", 2), ("unknown", 19)]  # fmt: skip


@pytest.mark.parametrize(
    ("instrument", "groups"),
    [("ipdas", {"qualifying": 6, "certification": 6, "quality": 28}), ("nhs", {None: 28}), ("skin", {None: 6})],
)
def test_the_audit_holds_as_many_items_as_the_instruments(
    cube: Cube, instrument: str, groups: dict[str | None, int]
) -> None:
    items = [item for item in cube.audit.values() if item.instrument == instrument]
    for group, number in groups.items():
        assert sum(item.stands_for for item in items if group in (None, item.group)) == number
    assert sum(i.stands_for for i in items if i.verdict == "unknown") == (19 if instrument == "ipdas" else 0)


def test_equal_steps_on_the_scale_are_equal_factors() -> None:
    assert (YEAR.at(1), YEAR.at(365)) == (0, 100)
    assert math.isclose(YEAR.at(2) - YEAR.at(1), YEAR.at(60) - YEAR.at(30))
