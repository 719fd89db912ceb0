"""What a site says of its own making: the release, the commit, the versions, the hash of the data."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from macros.load import fingerprint
from macros.load.files import read_entries
from publish.check.check import find_mistakes
from publish.edition import RELEASE_DAY, read_edition
from publish.report import Refused
from publish.upkeep.doctor import doctor
from publish.upkeep.manifest import write_manifest
from tests.fork.make_fork import commit, git
from tests.projects import ROOT

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


@pytest.mark.skipif(not shutil.which("git"), reason="a commit needs git")
def test_another_repository_that_the_callers_environment_names_is_not_asked(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "a").write_text("a", encoding="utf-8")
    for folder in (project, other):
        git(folder, "init", "--quiet")
        commit(folder, "One")
    own = git(project, "rev-parse", "HEAD").strip()
    for name, value in (("GIT_DIR", other / ".git"), ("GIT_WORK_TREE", other), ("GIT_INDEX_FILE", other / "none")):
        monkeypatch.setenv(name, str(value))
    assert (read_edition(project).commit, read_edition(project).changed) == (own, False)


@pytest.mark.skipif(not shutil.which("git"), reason="a commit needs git")
def test_a_folder_of_another_user_is_told_with_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "init", "--quiet")
    commit(project, "One")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr("publish.edition._HEARD", ("GIT_TEST",))
    why = f"it belongs to another user of this computer. If you trust it, run once: git config --global --add safe.directory {project}"
    assert read_edition(project).name == "9.8.7" and why in read_edition(project).unasked
    assert doctor(project) == 2 and why in capsys.readouterr().out
    with pytest.raises(Refused, match="belongs to another user"):
        write_manifest(project)


def test_the_check_says_why_an_edition_has_no_commit(small: Path) -> None:
    edition = replace(read_edition(small), unasked="git does not read this folder")
    failures, warnings = find_mistakes(small, edition)
    assert (failures, list(map(str, warnings))) == ([], ["git does not read this folder"])


def test_the_hash_is_of_the_datas_words_and_not_of_its_line_ends(project: Path) -> None:
    first = read_entries(project, fingerprint(project)).digest
    (project / "data/units.yml").write_bytes(b"- id: a\r\n")
    assert read_entries(project, fingerprint(project)).digest == first
    (project / "data/units.yml").write_bytes(b"- id: b\r\n")
    assert read_entries(project, fingerprint(project)).digest != first
    (project / "data/units.yml").replace(project / "data/scales.yml")
    assert read_entries(project, fingerprint(project)).digest != first


def test_without_git_what_must_carry_a_time_carries_the_day_of_the_release() -> None:
    day = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    assert str(int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())) == RELEASE_DAY


def test_the_record_names_every_package_that_a_site_is_made_with() -> None:
    assert {"mkdocs", "mkdocs-material", "zensical", "jinja2", "pydantic", "pyyaml", "selectolax"} <= set(
        read_edition(ROOT).packages
    )
