"""What whoever looks after the site can list: due pages, every number shown, facts that no page shows, how long a build takes."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import benchmarks.__main__
from macros.load import Cube
from macros.load.records import Review
from macros.render.site import Site
from macros.usage import render_pages
from publish.upkeep.due import due
from publish.upkeep.evidence import COLUMNS, write_evidence
from publish.upkeep.loose_ends import unexplained
from tests.projects import SHIPPED


def test_every_fact_is_shown_or_left_out_with_a_reason() -> None:
    assert unexplained(SHIPPED) == ([], [])


def test_a_page_is_due_on_its_day_and_not_before(cube: Cube) -> None:
    day = date.fromisoformat(cube.pages["index.md"].next_check)
    assert f"{day}  docs/index.md" in due(SHIPPED, day)
    assert due(SHIPPED, day.replace(year=day.year - 1)) == []


def test_a_rule_that_a_person_looked_at_a_year_ago_is_due(small: Path) -> None:
    line = "2027-11-24  mkdocs.yml: rules_checked: de-before-after, by Ada"
    assert line in due(small, date(2027, 11, 24)) and line not in due(small, date(2027, 11, 23))


def test_the_reviewers_table_has_each_number_with_page_source_who_and_certainty(tmp_path: Path) -> None:
    count = write_evidence(SHIPPED, tmp_path / "deep" / "table.csv")
    with (tmp_path / "deep/table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert count == len(rows) > 1000
    assert tuple(rows[0]) == COLUMNS
    assert all(row[name] for row in rows for name in ("page", "shown", "fact", "who", "certainty", "read", "sources"))


def test_a_review_stands_on_the_pages_that_were_read_and_on_no_other(cube: Cube) -> None:
    review = Review(
        id="r",
        name="Dr Ada Reader",
        role="dermatologist",
        number="GMC 1",
        date="2027-01-31",
        edition="0.2.0",
        pages=("a.md",),
    )
    meta = cube.pages["index.md"]
    reviewed = replace(cube, reviews={"r": review}, pages={**cube.pages, "a.md": meta, "b.md": meta})
    made = render_pages(Site(reviewed), dict.fromkeys(("a.md", "b.md"), "{{ close_page() }}"))
    words = " ".join(made["a.md"].text.split())
    assert "Dr Ada Reader, dermatologist (GMC 1), 31 January 2027, edition 0.2.0" in words
    assert "No clinician has reviewed this page yet" not in words
    assert "No clinician has reviewed this page yet" in made["b.md"].text


@pytest.mark.soak
def test_a_build_can_be_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmarks.__main__, "RUNS", 1)
    benchmarks.__main__.print_build(tmp_path)
    assert re.search(r"our loading and rendering: x \d", capsys.readouterr().out)
