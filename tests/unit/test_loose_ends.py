"""The lists of what has come loose: each names what it should, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from macros.load import Cube
from publish.upkeep import loose_ends
from publish.upkeep.loose_ends import licence_of, licences, pinned, report
from tests.projects import ROOT, SHIPPED

DAY = date(2026, 11, 25)
LICENCE = "a-package 1.0: MIT"


def sections(cube: Cube, monkeypatch: pytest.MonkeyPatch, day: date = DAY) -> list[list[str]]:
    """The lists of the report, over other data; without the licences, which are looked up for a long while."""
    monkeypatch.setattr(loose_ends, "read_cube", lambda _: cube)
    monkeypatch.setattr(loose_ends, "licences", lambda _: iter([LICENCE]))
    return list(loose_ends.audit(SHIPPED, day).values())


def test_a_reference_that_nothing_uses_is_named(cube: Cube, monkeypatch: pytest.MonkeyPatch) -> None:
    lone = next(iter(cube.references.values())).model_copy(update={"id": "lone"})
    before = sections(cube, monkeypatch)[0]
    after = sections(replace(cube, references={**cube.references, "lone": lone}), monkeypatch)[0]
    assert before == [] and after == ["lone"]


def test_a_medical_word_without_an_entry_is_named_with_the_facts_that_print_it(
    cube: Cube, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = cube.facts["fco2-pih-majid"]
    said = fact.model_copy(
        update={"statement": f"{fact.statement} Telangiectasia and folliculitis came, and erythema."}
    )
    words = sections(replace(cube, facts={**cube.facts, fact.id: said}), monkeypatch)[3]
    assert "folliculitis: fco2-pih-majid" in words
    assert not [line for line in words if line.startswith(("erythema", "avoid"))]


def test_sources_grow_old_by_the_day_that_is_named_and_by_no_clock(cube: Cube, monkeypatch: pytest.MonkeyPatch) -> None:
    young, old = (sections(cube, monkeypatch, DAY.replace(year=year))[4] for year in (2026, 2036))
    assert set(young) < set(old)
    assert {line.split()[0] for line in young} <= {str(year) for year in range(1900, 2016)}
    assert "2016" in {line.split()[0] for line in sections(cube, monkeypatch, date(2027, 1, 1))[4]}


def test_the_licences_are_listed_with_the_rest(cube: Cube, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [LICENCE] in sections(cube, monkeypatch)


def test_every_package_says_its_licence() -> None:
    lines = list(licences(ROOT))
    installed = [line for line in lines if not line.endswith("not installed here")]
    assert len(installed) > 40
    assert not [line for line in lines if line.endswith(": unknown")]
    assert licence_of("no-such-package") is None
    assert licence_of("mkdocs") == "BSD-2-Clause"


def test_the_pins_are_read_with_every_marker() -> None:
    pins = pinned(ROOT / "requirements-dev.txt")
    assert {"mkdocs", "pymdown-extensions", "zensical"} <= set(pins)
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert len({line.split("==")[0] for line in text.splitlines() if "==" in line and not line.startswith(" ")}) == len(
        pins
    )


def test_the_report_says_none_where_there_is_none() -> None:
    assert report({"One": [], "Two": ["a", "b"]}) == "One: none\n\nTwo: 2\n  a\n  b"
