"""What a site says of its own making: the release, the commit, the versions, the hash of the data."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from macros.load.files import read_entries
from publish.edition import RELEASE_DAY, read_edition
from tests.fork.make_fork import ROOT, commit, git

FILES = {
    "pyproject.toml": '[project]\nversion = "9.8.7"\nlicense = "MIT"\ndependencies = ["mkdocs<2", "PyYAML>=6", "zensical==0.0.73"]\n',
    "data/units.yml": "- id: a\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def test_without_git_it_names_the_release_and_no_commit(project: Path) -> None:
    edition = read_edition(project)
    assert (edition.name, edition.commit, edition.licence) == ("9.8.7", "", "MIT")
    assert edition.packages == ("mkdocs", "pyyaml", "zensical")


@pytest.mark.skipif(not shutil.which("git"), reason="a commit needs git")
def test_with_git_it_names_the_commit_and_says_when_files_are_not_those_of_it(project: Path) -> None:
    git(project, "init", "--quiet")
    commit(project, "One")
    edition = read_edition(project)
    assert edition.commit == git(project, "rev-parse", "HEAD").strip()
    assert re.fullmatch(r"9\.8\.7 \([0-9a-f]{7}\)", edition.name)
    assert edition.date == git(project, "log", "-1", "--format=%ct").strip()
    (project / "data/units.yml").write_text("- id: b\n", encoding="utf-8")
    assert read_edition(project).name.endswith(", with changes)")


def test_the_hash_is_of_the_datas_words_and_not_of_its_line_ends(project: Path) -> None:
    first = read_entries(project).digest
    (project / "data/units.yml").write_bytes(b"- id: a\r\n")
    assert read_entries(project).digest == first
    (project / "data/units.yml").write_bytes(b"- id: b\r\n")
    assert read_entries(project).digest != first
    (project / "data/units.yml").replace(project / "data/scales.yml")
    assert read_entries(project).digest != first


def test_without_git_what_must_carry_a_time_carries_the_day_of_the_release() -> None:
    day = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    assert str(int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())) == RELEASE_DAY


def test_the_record_names_every_package_that_a_site_is_made_with() -> None:
    assert {"mkdocs", "mkdocs-material", "zensical", "jinja2", "pydantic", "pyyaml", "selectolax"} <= set(
        read_edition(ROOT).packages
    )
