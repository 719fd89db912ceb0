"""What a clinic has still to write: all of it at once and with examples, notes of rules that a person looked at, register numbers."""

from __future__ import annotations

import re

import pytest

from macros.load.explain import example_of
from macros.load.settings import Mkdocs
from tests.unit.clinics import abroad, changed
from tests.unit.test_rules import KEYS, WRITTEN, Judge, judge

__all__ = ["judge"]


@pytest.mark.parametrize("number", ["01234567", "SC123456", "NI012345", "OC300001", "R0001234", "IP12345R", "RS007ABC"])
def test_a_number_of_companies_house_is_taken_in_each_of_its_forms(judge: Judge, number: str) -> None:
    assert judge(changed(("extra", "clinic", "company_number"), number)) == ([], [])


@pytest.mark.parametrize("number", ["1234567", "012345678", "S1C23456", "HRB 12345"])
def test_what_is_no_number_of_companies_house_is_told(judge: Judge, number: str) -> None:
    assert "Companies House" in "".join(judge(changed(("extra", "clinic", "company_number"), number))[0])


def test_where_much_is_missing_all_that_must_be_written_stands_in_one_line_and_each_key_with_an_example(
    judge: Judge,
) -> None:
    failing, _ = judge(WRITTEN)
    assert (
        "keys are missing; a clinic must have all of these: legal_name, country, address (street, town, postcode), phone,"
        in failing[0]
    )
    assert (
        "practitioners (name, profession, title, title_granted_in, register_name, register_number, rules_link, takes_consent)"
        in failing[0]
    )
    assert "complaints (how, outside_body, outside_link), " in failing[0] and "vat_number" in failing[0]
    told = next(line for line in failing if "'extra.clinic.complaints' is missing" in line)
    assert told.startswith("mkdocs.yml:12: the key ") and 'for example complaints: {how: "Write to us' in told
    assert any('for example email: "desk@example.org"; E-Commerce Regulations' in line for line in failing), failing
    assert any('found nothing, expected a value, such as vat_number: "none"' in line for line in failing)
    # Without its country the rules are not known.
    assert ", and what the rules of your country add" in judge(WRITTEN.replace('"GB"', '""'))[0][0]


def test_each_key_that_must_be_given_is_told_with_an_example() -> None:
    assert [key for key, (place, required) in KEYS.items() if required and not example_of(Mkdocs, place)] == []


def test_the_line_that_takes_in_the_project_is_told_with_what_it_is_for(judge: Judge) -> None:
    (told,) = judge(changed(("INHERIT",), gone=True))[0]
    assert told.startswith("mkdocs.yml:1: the key 'INHERIT' is missing; for example INHERIT: ") and "first line" in told


def test_a_rule_that_no_program_can_check_is_told_until_somebody_has_looked(judge: Judge) -> None:
    file, place = abroad("DE"), ("extra", "clinic", "rules_checked")
    (told,) = (line for line in judge(file)[1] if "no program can check this" in line)
    note = re.search(r'rules_checked: (\[\{rule: "de-before-after", by: "[^"]+", date: "[\d-]+"\}\])', told)
    assert note and told.startswith("mkdocs.yml:")
    noted = changed(place, [{"rule": "de-before-after", "by": "Ada", "date": "2026-11-24"}], file=file)
    assert judge(noted)[0] == [] and not [line for line in judge(noted)[1] if "no program can check" in line]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("rule", "de-before-aftr", "expected a rule (nearest: de-before-after)"),
        ("rule", "gb-vat", "found 'gb-vat', which the check looks at itself"),
        ("date", "2098-11-27", "which is ahead of today: expected the day on which it was looked at"),
        ("by", "", "found '', allowed: some text"),
    ],
)
def test_a_note_of_a_rule_is_of_one_that_there_is(judge: Judge, key: str, value: str, says: str) -> None:
    failing, _ = judge(changed(("extra", "clinic", "rules_checked", 0, key), value))
    assert len(failing) == 1 and says in failing[0], failing
