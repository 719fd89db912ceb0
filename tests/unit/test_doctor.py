"""The doctor, on small copies of every kind: with history, from a template, from a list, without git."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish.report import Refused
from publish.upkeep.doctor import ADVICE, Finding, doctor, find_base, findings
from publish.upkeep.manifest import MANIFEST, project_owns, read_manifest, write_manifest
from tests.fork.make_fork import commit, git
from tests.projects import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="what is compared is a git repository")

FILES = {
    "mkdocs.yml": "site_name: Ours\n",
    "pyproject.toml": '[project]\nversion = "0.9.0"\n',
    "publish/upkeep/doctor.py": "",
    "docs/index.md": "# One\n",
    "docs/with space é.md": "# Two\n",
    "docs/clinic/.gitkeep": "",
    "docs/assets/brand/logo.svg": "<svg/>",
    "data/facts.yml": "[]\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / path).write_bytes(text.encode())
    git(tmp_path / "project", "init", "--quiet")
    commit(tmp_path / "project", "The project")
    return tmp_path / "project"


def spoil(folder: Path) -> None:
    """Changes one file of the clinic's and two of the project's, and takes out a third."""
    for path in ("mkdocs.yml", "docs/index.md", "docs/with space é.md"):
        (folder / path).write_bytes(b"other words\n")
    (folder / "data/facts.yml").unlink()


def named(folder: Path) -> tuple[str, list[str]]:
    """What a copy is compared with, and what is found."""
    base = find_base(folder)
    assert base
    return base.name, [f"{finding.path}: {finding.state}" for finding in findings(folder, base)]


SPOILT = ["data/facts.yml: gone", "docs/index.md: changed", "docs/with space é.md: changed"]


def test_a_template_copy_is_compared_with_its_first_commit(project: Path) -> None:
    spoil(project)
    commit(project, "Ours")
    assert named(project) == ("the first commit of your copy", SPOILT)


def test_a_release_is_found_by_its_tag(project: Path) -> None:
    (project / "docs/index.md").write_bytes(b"# A newer one\n")
    commit(project, "The project, later")
    git(project, "tag", "v0.9.0")
    assert named(project) == ("release 0.9.0", [])
    spoil(project)
    assert named(project)[1] == SPOILT


def test_a_copy_without_git_is_compared_with_the_list_of_the_release(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write_manifest(project) == 5
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    copy = tmp_path / "copy"
    (copy / "docs/index.md").write_bytes(b"# One\r\n")
    assert named(copy) == ("the list of release 0.9.0 (manifest.json)", [])
    assert doctor(copy) == 0
    spoil(copy)
    assert named(copy)[1] == SPOILT
    assert doctor(copy) == 1
    assert "git remote add upstream" in capsys.readouterr().out


def test_a_page_put_among_those_of_the_project_is_named_in_each_way_to_compare(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_manifest(project)
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    for folder in (project, tmp_path / "copy"):
        for name in ("docs/promo.md", "docs/clinic/offer.md", "docs/lasers/ours é.md", "NOTES.md"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(b"# Ours\n")
        assert named(folder)[1] == ["docs/lasers/ours é.md: new", "docs/promo.md: new"]
    commit(project, "Ours")
    assert named(project)[1] == ["docs/lasers/ours é.md: new", "docs/promo.md: new"]
    assert doctor(project) == 1
    said = capsys.readouterr().out
    assert said.count("If it is the clinic's, move it to docs/clinic/.") == 2 and "git checkout" not in said


def test_where_nothing_can_be_compared_it_says_so(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns(".git"))
    assert doctor(tmp_path / "copy") == 2
    assert "no git checkout" in capsys.readouterr().out
    with pytest.raises(Refused, match="git is needed"):
        write_manifest(tmp_path / "copy")
    git(project, "rm", "--quiet", "publish/upkeep/doctor.py")
    git(project, "commit", "--quiet", "--amend", "--message", "A history that began before the doctor")
    assert doctor(project) == 2
    assert "git fetch upstream" in capsys.readouterr().out


def test_a_plain_clone_is_told_what_it_has_changed_if_that_is_of_the_project_and_what_to_do_if_not(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "rm", "--quiet", "--cached", "publish/upkeep/doctor.py")
    git(project, "commit", "--quiet", "--amend", "--message", "A history that began before the doctor")
    git(project, "clone", "--quiet", str(project), str(tmp_path / "clone"))
    assert doctor(tmp_path / "clone") == 2
    said = capsys.readouterr().out
    assert f"Git knows one other place here, origin: {project}." in said and "of its files since: nothing." in said
    assert (
        "- If it is your own copy of the project, run once, and then this again:" in said
        and "git fetch upstream" in said
    )
    spoil(tmp_path / "clone")
    assert doctor(tmp_path / "clone") == 2
    assert (
        f"since: {', '.join(f'{path} ({state})' for path, state in (one.split(': ') for one in SPOILT))}."
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"release": "1", "files": []}'])
def test_a_broken_list_counts_as_none(project: Path, text: str) -> None:
    (project / MANIFEST).write_text(text, encoding="utf-8")
    assert read_manifest(project) is None


def test_each_file_has_one_owner() -> None:
    clinics = ["mkdocs.yml", "docs/clinic/prices.md", "docs/assets/brand/logo.svg", MANIFEST]
    ours = ["docs/clinics.md", "docs/assets/css/base.css", "mkdocs.yml.md"]
    assert [path for path in clinics + ours if project_owns(path)] == ours


def test_there_is_advice_for_every_file_of_the_project() -> None:
    said = {
        Finding(path, "changed").advice
        for path in ("data/a.yml", "docs/a.md", "overrides/a.html", ".github/a", "README.md", "x")
    }
    assert said == {text for _, text in ADVICE}


def test_a_list_in_the_repository_is_of_this_release() -> None:
    manifest = read_manifest(ROOT)
    assert manifest is None or f'version = "{manifest.release}"' in (ROOT / "pyproject.toml").read_text(
        encoding="utf-8"
    )
