"""A clinic's own repository, begun by one command."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from macros.load.settings import load_settings
from publish.build.laid import ALONE, OWN, TAKEN, WORKFLOW, judge_workflow, lay
from publish.check.check import find_mistakes
from publish.edition import read_edition
from publish.report import Refused
from publish.upkeep.starter import ASKED, STARTER, ask, begin_clinic, project_name
from tests.fork.make_fork import git
from tests.projects import ROOT, SHIPPED, as_given
from tests.unit.small import make_whole, reword

ANSWERS = {"name": 'Dr "X" \\ Skin: # 1', "country": "DE", "colour": "#7a3b69"}


def test_it_holds_a_clinics_own_and_nothing_of_the_project(tmp_path: Path) -> None:
    files = begin_clinic(ROOT, tmp_path / "new", ANSWERS)
    beside = (".github/", ".gitignore", "README.md")
    assert [name for name in files if not name.startswith((*beside, *OWN))] == []
    assert not set(TAKEN) - {"docs"} & {path.name for path in (tmp_path / "new").iterdir()}
    lay(ROOT, tmp_path / "new", tmp_path / "laid")
    assert find_mistakes(tmp_path / "laid", read_edition(ROOT))[0] == []
    settings = load_settings(tmp_path / "laid")
    assert (
        settings.get("site_name") == ANSWERS["name"] and settings.get("extra", "brand", "colour") == ANSWERS["colour"]
    )
    assert '#country: "DE"' in (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")


def keys(form: Path) -> list[str]:
    """The lines of a form that hold a key, also one that waits behind its #."""
    lines = (line.strip() for line in form.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if re.match(r"#?-? ?\{?\w+:", line) and not line.startswith("INHERIT")]


@as_given
def test_its_form_has_all_that_a_fork_fills_in_in_the_same_order() -> None:
    begun = iter(keys(ROOT / STARTER / "mkdocs.yml"))
    assert [line for line in keys(SHIPPED / "mkdocs.yml") if line not in begun] == []
    assert f"\nINHERIT: {ALONE}\n" in (ROOT / STARTER / "mkdocs.yml").read_text(encoding="utf-8")


def test_its_workflow_is_ours_at_this_release_and_may_do_what_that_asks_for(tmp_path: Path) -> None:
    begin_clinic(ROOT, tmp_path / "new", ANSWERS)
    text = (tmp_path / "new" / WORKFLOW).read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    path, _, release = job["uses"].partition("@")
    assert release == f"v{read_edition(ROOT).release}" and (ROOT / path.split("/", 2)[2]).is_file()
    ours = yaml.safe_load((ROOT / path.split("/", 2)[2]).read_text(encoding="utf-8"))["jobs"].values()
    asked = {(right, level) for one in ours for right, level in one["permissions"].items()}
    assert asked - {("pages", "read")} == set(job["permissions"].items())
    assert len((ROOT / STARTER / "README.md").read_text(encoding="utf-8").splitlines()) <= 10
    assert len(text.splitlines()) <= 9


def test_a_workflow_that_names_nobodys_project_is_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / STARTER, tmp_path / "clinic")
    (told,) = map(str, judge_workflow(tmp_path / "clinic"))
    assert told.startswith(
        f"{WORKFLOW}:8: -: found OWNER/PROJECT, so GitHub would find no project and publish nothing: write "
    )
    reword(tmp_path / "clinic" / WORKFLOW, "OWNER/PROJECT", "skin/site")
    assert [*judge_workflow(tmp_path / "clinic"), *judge_workflow(tmp_path)] == []


@pytest.mark.parametrize(
    ("release", "told"),
    [("v0.3.0", 0), ("f" * 40 + " # v0.3.0", 0), ("main", 1), ("v0.3", 1), ("v0", 1), ("1de2c2a", 1)],
)
def test_a_workflow_that_names_no_release_is_told(tmp_path: Path, release: str, told: int) -> None:
    workflow = tmp_path / WORKFLOW
    workflow.parent.mkdir(parents=True)
    workflow.write_text(f"    uses: skin/site/.github/workflows/pages.yml@{release}\n", encoding="utf-8")
    found = [*judge_workflow(tmp_path)]
    assert len(found) == told and all("expected a release such as @v0.3.0" in one.text for one in found)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/skin/site.git", "skin/site"), ("git@github.com:skin/site.io", "skin/site.io"),
        ("https://example.org/skin/site", ""), ("", ""),
    ],
)  # fmt: skip
def test_it_names_the_project_where_git_knows_it(tmp_path: Path, address: str, name: str) -> None:
    git(tmp_path, "init", "-q")
    if address:
        git(tmp_path, "remote", "add", "origin", address)
    assert project_name(tmp_path) == name


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("country", "Germany", "--country: found 'Germany', allowed: two capitals"), ("country", "UK", "--country: found 'UK', allowed: GB, United Kingdom"), ("country", "ZZ", "--country: found 'ZZ', allowed: two capitals"), ("colour", "#ffff00", "nearest: "),
        ("colour", "teal", "extra.brand.colour"), ("name", "", "site_name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_written(tmp_path: Path, key: str, value: str, told: str) -> None:
    project = make_whole(tmp_path / "project")
    shutil.copytree(ROOT / STARTER, project / STARTER)
    with pytest.raises(Refused, match=told):
        begin_clinic(project, tmp_path / "new", ANSWERS | {key: value})
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="not empty"):
        begin_clinic(ROOT, tmp_path, ANSWERS)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_who_can_be_asked_is_and_who_can_not_is_told() -> None:
    said = iter([" Deutschland ", "de", "", "yellow", "#FFD400"])
    questions: list[str] = []
    answers = ask({"name": "A"}, lambda question: questions.append(question) or next(said))
    assert answers == {"name": "A", "country": "DE", "colour": "#FFD400"}
    assert questions[1] == "Found 'Deutschland', allowed: the country in two capitals, such as GB or DE: "
    with pytest.raises(Refused, match=r"--country.*\n.*--colour"):
        ask({"name": "A"}, None)
    assert ask(dict.fromkeys(ASKED, "de"), None) == {"name": "de", "country": "DE", "colour": "de"}


def test_a_fork_moves_its_own_files_alone(tmp_path: Path) -> None:
    fork = make_whole(tmp_path / "fork")
    shutil.copytree(ROOT / STARTER, fork / STARTER)
    (fork / "base.yml").write_text((fork / "base.yml").read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    files = set(begin_clinic(fork, tmp_path / "new", None))
    assert {"mkdocs.yml", "docs/clinic/rooms.md", "docs/assets/brand/logo.svg", WORKFLOW} <= files
    assert "base.yml" not in files
    assert (tmp_path / "new/docs/clinic/rooms.md").read_bytes() == (fork / "docs/clinic/rooms.md").read_bytes()
    stands = (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    assert stands.replace(ALONE, "base.yml") == (fork / "mkdocs.yml").read_text(encoding="utf-8") != stands
