"""Many clinics: which of them a machine builds, which sites are listed, and what is cleared away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.beside.sites import RECORD, Listed, list_sites
from publish.build.clinics import Order, build_clinic, choose_clinics, clear_gone

FOUND = [Path(f"clinics/c{number}") for number in range(60)]


def test_each_is_in_one_part_and_stays_there_when_others_come_and_go() -> None:
    more = sorted([*FOUND[::2], *(Path(f"clinics/d{number}") for number in range(30))])
    parts = [choose_clinics(FOUND, shard=(part, 4)) for part in range(1, 5)]
    assert sorted(path for part in parts for path in part) == sorted(FOUND)
    assert all(5 <= len(part) <= 25 for part in parts)
    for part, built in enumerate(parts, 1):
        assert {path for path in choose_clinics(more, shard=(part, 4)) if path in FOUND} == {*built} & {*more}


def put_site(out: Path, name: str, record: str) -> None:
    (out / name).mkdir(parents=True)
    (out / name / RECORD).write_text(record, encoding="utf-8")


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"name": ""}', "torn"])
def test_a_site_of_which_little_is_known_is_listed_by_its_folder(tmp_path: Path, record: str) -> None:
    put_site(tmp_path, "north", record)
    assert list_sites(tmp_path) == [Listed("north", "north", "", "", "")]


def test_only_what_a_build_made_of_a_clinic_that_is_gone_is_removed(tmp_path: Path) -> None:
    for name in ("c1", "gone"):
        put_site(tmp_path, name, json.dumps({"name": name}))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine", encoding="utf-8")
    assert clear_gone(tmp_path, FOUND) == ["gone"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c1", "mine"]


@pytest.mark.parametrize("name", ["index.html", "group.yml", "-x", "a\nb", "a%2fb", "a:b", "\u202eb", "\u0001"])
def test_a_name_that_is_no_address_or_breaks_a_line_is_told_in_one(tmp_path: Path, name: str) -> None:
    outcome = build_clinic(Order(tmp_path, tmp_path / "clinics" / name, tmp_path / "sites" / name, "material"))
    (told,) = map(str, outcome.problems)
    assert "no name for a site's folder" in told and "\n" not in told and not list(tmp_path.iterdir())
