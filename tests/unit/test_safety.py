"""A release that matters for safety is named to a clinic that has not taken it in, and in the title of the request that does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from publish.beside.safety import MARK, between, name_request, read_answer, read_log, tell_missing
from tests.projects import ROOT
from tests.unit.test_workflows import WORKFLOWS, run_step, step_named

LOG = """# Changes
## Unreleased \u2013 safety
## 0.10.0 \u2013 1 May 2027
## 0.9.1 \u2013 2 April 2027 \u2013 safety
## 0.9.0 \u2013 1 April 2027
- Words on safety, which are no title.
## 0.3.1 \u2013 1 March 2027 \u2013 Safety
"""


def release(tag: str, name: str, **more: bool) -> dict[str, object]:
    """A release as GitHub tells it."""
    return {"tag_name": tag, "name": name, "draft": False, "prerelease": False, **more}


LISTED = [
    release("v0.10.0", "0.10.0"), release("v0.9.1", "0.9.1 \u2013 safety"), release("0.3.1", "Safety: 0.3.1"),
    release("v0.11.0", "safety", draft=True), release("v0.12.0", "safety", prerelease=True),
    release("v0.13.0", "Safetynet"), release("nightly", "safety"),
]  # fmt: skip


def test_a_change_log_and_githubs_answer_tell_the_same_releases() -> None:
    assert read_log(LOG) == read_answer(json.dumps(LISTED)) == ["0.9.1", "0.3.1"]


@pytest.mark.parametrize("answer", ["", "no JSON", "{}", '{"message": "Not Found"}', "[1, null]", "[{}]"])
def test_any_other_answer_names_none(answer: str) -> None:
    assert read_answer(answer) == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("0.2.0", "", ["0.3.1", "0.9.1"]), ("0.3.1", "", ["0.9.1"]), ("0.9.1", "", []), ("0.10.0", "", []),
        ("0.2.0", "0.9.0", ["0.3.1"]), ("0.9.0", "0.10.0", ["0.9.1"]), ("0.9.1", "0.10.0", []),
    ],
)  # fmt: skip
def test_those_between_two_releases_are_named(old: str, new: str, named: list[str]) -> None:
    assert between(["0.9.1", "0.3.1"], old, new) == named


REQUEST = "Bump o/p/.github/workflows/pages.yml from {} to {}"


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        (REQUEST.format("0.2.0", "0.10.0"), True), (REQUEST.format("v0.9.0", "v0.9.1"), True),
        (REQUEST.format("0.9.1", "0.10.0"), False), ("Bump the project", False), (f"{MARK}{REQUEST}", None),
    ],
)  # fmt: skip
def test_a_request_is_marked_where_a_release_on_its_way_matters(title: str, marked: bool | None) -> None:
    assert name_request(title, LOG, "0.10.0") == (f"{MARK}{title}" if marked else title)
    # Where the title does not say from which release, the proposed one alone is asked.
    assert name_request("Bump the project", LOG, "0.9.1") == f"{MARK}Bump the project"


def test_a_build_says_which_are_missing() -> None:
    (line,) = tell_missing(["0.9.1", "0.3.1"], "0.3.0")
    assert line.startswith("::warning title=") and "0.3.0. 0.3.1, 0.9.1 changed a number" in line
    assert tell_missing(["0.9.1"], "0.9.1") == []


@pytest.mark.parametrize("name", ["pages.yml", "clinics.yml"])
@pytest.mark.parametrize("answers", [True, False])
def test_the_step_of_a_clinics_build_asks_and_never_stops_it(tmp_path: Path, name: str, answers: bool) -> None:
    step = step_named(name, "build", "Ask for a safety release that is not taken in")
    assert step["continue-on-error"] is True
    listed = json.dumps([release("v99.0.0", "99.0.0 \u2013 safety")])
    says = f"echo '{listed}'" if answers else "exit 1"
    (tmp_path / "gh").write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    python = f'#!/bin/sh\ncd "{ROOT}"; exec "{sys.executable}" "$1" "$2" "$3" "{tmp_path}/releases.json"\n'
    code, said = run_step(step, tmp_path, python=python, PROJECT="o/p")
    assert (code == 0) == answers
    assert ("::warning title=A safety release is not taken in::" in said) == answers
    assert (tmp_path / "summary").exists() == answers


def test_it_runs_before_any_package_is_installed() -> None:
    words = [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); import publish.beside.safety"]
    subprocess.run(words, cwd=ROOT, check=True)


def test_the_title_is_changed_for_dependabots_requests_alone(tmp_path: Path) -> None:
    job = WORKFLOWS["safety.yml"]["jobs"]["title"]
    assert job["if"].endswith("github.event.pull_request.user.login == 'dependabot[bot]'")
    starter = yaml.safe_load((ROOT / "examples/starter/.github/workflows/publish.yml").read_text(encoding="utf-8"))
    assert "pull_request" in starter[True]
    (tmp_path / "gh").write_text('#!/bin/sh\necho "asked: $*"\n', encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    step = step_named("safety.yml", "title", "Say it")
    for python, said in (
        ('#!/bin/sh\necho "Safety: $4"\n', "asked: pr edit 7 --repo clinic/scars --title Safety: A; B\n"),
        ('#!/bin/sh\necho "$4"\n', ""),
    ):
        assert run_step(step, tmp_path, python=python, TITLE="A; B", NUMBER="7") == (0, said)
