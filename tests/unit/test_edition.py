"""What a site says of its own making: the release, the commit, the versions, the hash of the data."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from publish.edition import RELEASE_DAY, build_record, packages, source_date
from tests.fork.make_fork import ROOT, commit, git

FILES = {
    "pyproject.toml": '[project]\nversion = "9.8.7"\ndependencies = ["mkdocs<2", "PyYAML>=6", "zensical==0.0.73"]\n',
    "data/facts.yml": "- id: a\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def test_without_git_the_record_names_the_release_and_no_commit(project: Path) -> None:
    record = build_record(project, "material")
    assert (record["edition"], record["commit"], record["engine"]) == ("9.8.7", "", "material")
    assert list(record["packages"]) == ["mkdocs", "pyyaml", "zensical"]  # type: ignore[call-overload]


@pytest.mark.skipif(not shutil.which("git"), reason="a commit needs git")
def test_with_git_it_names_the_commit_and_says_when_files_are_not_those_of_it(project: Path) -> None:
    git(project, "init", "--quiet")
    commit(project, "One")
    record = build_record(project, "zensical")
    assert record["commit"] == git(project, "rev-parse", "HEAD").strip()
    assert re.fullmatch(r"9\.8\.7 \([0-9a-f]{7}\)", str(record["edition"]))
    assert source_date(project) == git(project, "log", "-1", "--format=%ct").strip()
    (project / "data/facts.yml").write_text("- id: b\n", encoding="utf-8")
    assert str(build_record(project, "zensical")["edition"]).endswith(", with changes)")


def test_the_hash_is_of_the_datas_words_and_not_of_its_line_ends(project: Path) -> None:
    def hashed() -> object:
        return build_record(project, "material")["data-sha256"]

    first = hashed()
    (project / "data/facts.yml").write_bytes(b"- id: a\r\n")
    assert hashed() == first
    (project / "data/facts.yml").write_bytes(b"- id: b\r\n")
    assert hashed() != first
    (project / "data/facts.yml").replace(project / "data/other.yml")
    assert hashed() != first


def test_without_git_what_must_carry_a_time_carries_the_day_of_the_release() -> None:
    day = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    assert str(int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())) == RELEASE_DAY


def test_the_record_names_every_package_that_a_site_is_made_with() -> None:
    assert {"mkdocs", "mkdocs-material", "zensical", "jinja2", "pydantic", "pyyaml", "selectolax"} <= set(
        packages(ROOT)
    )
