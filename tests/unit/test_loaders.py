"""Both of PyYAML's readers read every data file alike, so that a machine without libyaml makes the same site."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from macros.load.cube import ALONE
from macros.load.files import data_files
from macros.load.yamlfile import Located, items_of, read_mapping, read_text
from tests.conftest import A_THIRD
from tests.projects import SHIPPED


def read(table: str, path: Path) -> list[Located]:
    """The records of a file with all their lines; a file that can't be read fails."""
    text, problems = read_text(path, shown=path.name)
    items, found = (read_mapping if table in ALONE else items_of)(text, shown=path.name)
    assert problems == found == [], path
    return items


@pytest.fixture
def without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML as it is where libyaml is missing."""
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    for name in ("CSafeLoader", "CLoader", "CParser"):
        monkeypatch.delattr(yaml, name, raising=False)


@A_THIRD
def test_every_data_file_is_read_alike_by_both_readers(request: pytest.FixtureRequest, third: int) -> None:
    files = list(data_files(SHIPPED))[third::3]
    fast = [read(table, path) for table, path in files]
    assert len(files) > 25 and sum(map(bool, fast)) > 25
    request.getfixturevalue("without_libyaml")
    assert [path.name for (table, path), records in zip(files, fast, strict=True) if read(table, path) != records] == []


@pytest.mark.usefixtures("without_libyaml")
def test_a_machine_without_libyaml_reads_and_refuses(small: Path) -> None:
    assert read("units", small / "data/units.yml")[0].value
    assert [problem.line for problem in items_of("- id: &a b\n", shown="skin.yml")[1]] == [1]
