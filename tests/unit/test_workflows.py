"""The workflows: what they may do, whose code they run, and that a copy of this repository publishes with them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from publish.build.preview import FIRST_PORT
from tests.projects import ROOT, SHIPPED
from tests.unit.test_promises import SESSIONS

FILES = {path.name: path for path in sorted((ROOT / ".github/workflows").glob("*.y*ml"))}
WORKFLOWS: dict[str, dict[Any, Any]] = {
    name: yaml.safe_load(path.read_text(encoding="utf-8")) for name, path in FILES.items()
}

TEXTS = (".yml", ".md", ".json")
# All that any job may do.
MAY = {
    ("build.yml", "test"): {"contents": "read"},
    ("build.yml", "windows"): {"contents": "read"},
    ("pages.yml", "build"): {"contents": "read", "pages": "read"},
    ("pages.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("clinics.yml", "build"): {"contents": "read", "pages": "read"},
    ("clinics.yml", "gather"): {"contents": "read"},
    ("clinics.yml", "deploy"): {"pages": "write", "id-token": "write"},
    **{(name, "safety"): {"contents": "read", "pull-requests": "write"} for name in ("pages.yml", "clinics.yml")},
    ("safety.yml", "title"): {"contents": "read", "pull-requests": "write"},
}
# Whose workflow runs: the project's, also where a clinic's own calls it.
WHOSE = "(job.workflow_repository || github.repository)"
# What brings in code, ours or somebody's.
PROGRAM = re.compile(
    r"\b(pipx?|python3?|nox|mkdocs|zensical|uvx?|npm|npx|node|curl|wget|git|bash|sh|source|eval|apt-get)\b"
)


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every job, with its file and its name."""
    for name, workflow in WORKFLOWS.items():
        for job, body in workflow["jobs"].items():
            yield name, job, body


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every step of every job, with its place."""
    for name, job, body in jobs():
        for step in body.get("steps", ()):
            yield f"{name}: {job}: {step['name']}", step


def step_named(name: str, job: str, title: str) -> dict[str, Any]:
    """One step."""
    found = [step for step in WORKFLOWS[name]["jobs"][job]["steps"] if step["name"] == title]
    assert len(found) == 1, f"{name}: {job}: {title}"
    return found[0]


def actions_of(name: str, job: str) -> list[str]:
    """The actions that a job uses, without their versions."""
    return [step["uses"].split("@")[0] for step in WORKFLOWS[name]["jobs"][job]["steps"] if "uses" in step]


def zizmor(folder: Path) -> tuple[int, str]:
    """What zizmor, at its strictest, makes of a folder: its exit code, which is above 10 where it found something, and its words."""
    words = ["zizmor", "--offline", "--persona", "auditor", "--strict-collection", "--quiet", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    # Actions by commit, keys left behind, words pasted into scripts, rights, triggers, and the settings of Dependabot.
    assert zizmor(ROOT / ".github")[0] == 0, zizmor(ROOT / ".github")[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"@[0-9a-f]{40} # v", "@v"),
        ("persist-credentials: false", "persist-credentials: true"),
        ("nox -s test", "nox -s ${{ github.head_ref }}"),
        ("  pull_request:", "  pull_request_target:"),
        ("permissions: {}", "permissions: write-all"),
    ],
)
def test_zizmor_would_find_what_it_is_trusted_with(tmp_path: Path, old: str, new: str) -> None:
    text, count = re.subn(old, new, FILES["build.yml"].read_text(encoding="utf-8"))
    assert count
    place = tmp_path / ".github/workflows/build.yml"
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")
    (tmp_path / ".github/zizmor.yml").write_text(
        (ROOT / ".github/zizmor.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    code, said = zizmor(tmp_path)
    assert code > 10, said


def test_no_job_may_do_more_than_is_written_here() -> None:
    assert {(name, job): body.get("permissions") for name, job, body in jobs()} == MAY


@pytest.mark.parametrize(("name", "after"), [("pages.yml", "build"), ("clinics.yml", "gather")])
def test_the_job_that_publishes_runs_no_code_of_the_project(name: str, after: str) -> None:
    job = WORKFLOWS[name]["jobs"]["deploy"]
    assert job["needs"] == after
    assert job["environment"]["name"] == "github-pages"
    assert actions_of(name, "deploy") == ["actions/deploy-pages"]
    for step in job["steps"]:
        script = step.get("run", "")
        assert "`" not in script and "$(" not in script, step["name"]
        # What is only said is taken out; what is left may but say it.
        script = re.sub(r"(?<=<<)HINT\n.*?\nHINT\n", "\n", script, flags=re.DOTALL)
        script = re.sub(r'"[^"]*"', "", script)
        assert not re.search(r"[;&|]", script), step["name"]
        assert {line.split()[0] for line in script.splitlines()} <= {"settings=", "echo", "cat"}, step["name"]


def test_what_is_published_is_built_without_caches_and_without_other_programs() -> None:
    assert actions_of("pages.yml", "build") == [
        "actions/checkout",
        "actions/checkout",
        "actions/configure-pages",
        "actions/upload-pages-artifact",
    ]
    for step in WORKFLOWS["pages.yml"]["jobs"]["build"]["steps"]:
        assert not [key for key in step.get("with", {}) if "cache" in key], step["name"]
        assert set(PROGRAM.findall(step.get("run", ""))) <= {"python", "python3", "pip"}, step["name"]
    script = step_named("pages.yml", "build", "Build")["run"]
    (installed,) = re.findall(r".*pip install.*", script)
    assert "--require-hashes -r requirements.txt" in installed
    assert step_named("pages.yml", "build", "Hand the site over")["with"] == {"path": "site"}


def test_only_a_pull_requests_older_run_is_cancelled_and_a_publication_never_is() -> None:
    assert WORKFLOWS["build.yml"]["concurrency"] == {
        "group": "build-${{ github.ref }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    }
    pages = WORKFLOWS["pages.yml"]
    assert "concurrency" not in pages
    assert pages["jobs"]["deploy"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    # An older build must not end after a newer one; another branch's run must not end this one.
    assert pages["jobs"]["build"]["concurrency"] == {
        "group": "pages-build-${{ github.ref }}",
        "cancel-in-progress": True,
    }


def test_a_fork_publishes_from_its_default_branch_whatever_both_are_called() -> None:
    conditions = [str(body["if"]) for _, _, body in jobs() if "if" in body]
    conditions += [str(step["if"]) for _, step in steps() if "if" in step]
    # Called by a clinic's workflow, it takes that clinic's files too; a fork is its own clinic, and asks nobody.
    assert step_named("pages.yml", "build", "Check out the clinic")["if"] == f"{WHOSE} != github.repository"
    conditions = [condition for condition in conditions if not condition.endswith(f"{WHOSE} != github.repository")]
    assert not [condition for condition in conditions if re.search(r"github\.(repository|actor|owner)", condition)]
    pages, asked = WORKFLOWS["pages.yml"]["jobs"], "github.event_name == 'pull_request'"
    ours = "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"
    assert pages["build"]["if"] == f"{asked} || {ours}"
    # Of what is only asked for nothing is published.
    handed = step_named("pages.yml", "build", "Hand the site over")
    assert {pages["deploy"]["if"], handed["if"]} == {asked.replace("==", "!=")}
    assert WORKFLOWS["pages.yml"][True]["push"] == {"branches": ["**"]}
    assert not (ROOT / "CNAME").exists() and not (SHIPPED / "docs/CNAME").exists(), "the domain is a setting of Pages"


NOX = "pipx run --spec nox==2026.10.20 nox"


def test_windows_builds_once_a_push_and_linux_tests_every_time() -> None:
    built = WORKFLOWS["build.yml"]["jobs"]
    assert "if" not in built["test"] and built["windows"]["if"] == "github.event_name == 'push'"
    assert built["test"]["runs-on"].startswith("ubuntu-") and built["windows"]["runs-on"].startswith("windows-")
    assert step_named("build.yml", "test", "Test")["run"] == f"{NOX} -s test"
    assert step_named("build.yml", "windows", "Build")["run"] == f"{NOX} -s build"


# In place of the Python of a step: one says what it is asked; one has all packages already, and builds.
SAYS = '#!/bin/sh\necho "$* for $SITE_URL"\n'
BUILDS = f'#!/bin/sh\ncase "$*" in "-m publish"*) exec "{sys.executable}" "$@";; esac\n'


def run_step(step: dict[str, Any], folder: Path, *, python: str = SAYS, **variables: str) -> tuple[int, str]:
    """Runs a step's script as GitHub does, with a Python that only says what it was asked; its exit code and its words."""
    if os.name == "nt":
        pytest.skip("the step runs on Linux")
    here = folder / step.get("working-directory", ".")
    (here / ".venv/bin").mkdir(parents=True, exist_ok=True)
    for fake in (folder / "python3", here / ".venv/bin/python"):
        fake.write_text(python, encoding="utf-8")
        fake.chmod(0o755)
    (folder / "step.sh").write_text(step["run"], encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(folder / "step.sh")],
        env={"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(folder / "summary"),
             "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "clinic/scars", **variables},
        capture_output=True, text=True, check=False, cwd=here,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("told", "site"),
    [
        ("https://clinic.github.io/scars", "https://clinic.github.io/scars/"),
        ("https://clinic.github.io", "https://clinic.github.io/"),
        ("https://www.clinic.example", "https://www.clinic.example/"),
        ("https://www.clinic.example/scars/", "https://www.clinic.example/scars/"),
    ],
)
def test_the_address_comes_from_the_settings_and_ends_with_one_slash(tmp_path: Path, told: str, site: str) -> None:
    step = step_named("pages.yml", "build", "Build")
    assert step["env"] == {"BASE_URL": "${{ steps.pages.outputs.base_url }}"}
    code, said = run_step(step, tmp_path, BASE_URL=told)
    assert code == 0
    assert said.splitlines()[-1] == f"-m publish build --out ../site for {site}"


def test_a_clinics_files_are_laid_over_the_project_of_the_release_that_it_names(tmp_path: Path) -> None:
    checkout = step_named("pages.yml", "build", "Check out the project")["with"]
    assert (checkout["repository"], checkout["ref"]) == (
        f"${{{{ {WHOSE[1:-1]} }}}}",
        "${{ job.workflow_sha || github.sha }}",
    )
    assert "workflow_call" in WORKFLOWS["pages.yml"][True]
    (tmp_path / "clinic").mkdir()
    code, said = run_step(step_named("pages.yml", "build", "Build"), tmp_path, BASE_URL="https://clinic.example")
    assert (code, said.splitlines()[-1].split(" for ")[0]) == (0, "-m publish build --clinic ../clinic --out ../site")


def test_without_an_address_nothing_is_built(tmp_path: Path) -> None:
    code, said = run_step(step_named("pages.yml", "build", "Build"), tmp_path, BASE_URL="")
    assert code != 0 and "GitHub Pages gave no address" in said and "publish" not in said


@pytest.mark.parametrize(
    ("job", "title", "after"),
    [
        ("build", "What to do when GitHub Pages is off", "actions/configure-pages"),
        ("deploy", "What to do when the site was not taken", "actions/deploy-pages"),
    ],
)
def test_a_missing_setting_is_explained_in_the_log_and_in_the_summary(
    tmp_path: Path, job: str, title: str, after: str
) -> None:
    listed = WORKFLOWS["pages.yml"]["jobs"][job]["steps"]
    step = step_named("pages.yml", job, title)
    before = listed[listed.index(step) - 1]
    assert before["uses"].startswith(f"{after}@")
    assert step["if"] == f"failure() && steps.{before['id']}.outcome == 'failure'"
    code, said = run_step(step, tmp_path)
    summary = (tmp_path / "summary").read_text(encoding="utf-8")
    assert code == 0
    assert re.fullmatch(r"::error title=[^:]+::[^\n]+\n", said)
    for text in (said, summary):
        assert "https://github.com/clinic/scars/settings/pages" in text
        assert all(word in text for word in ("Settings", "Pages", "Re-run"))
        assert re.search(r"Source\W+(to|is)\W+GitHub Actions", text)
    assert summary.startswith("## ")


def texts() -> dict[str, str]:
    """Everything for GitHub, by its place."""
    paths = [path for folder in (".github", ".devcontainer") for path in sorted((ROOT / folder).rglob("*"))]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths if path.suffix in TEXTS
    }


def test_every_command_exists() -> None:
    named = {(place, name) for place, text in texts().items() for name in re.findall(r"\bnox\s+-s\s+([\w-]+)", text)}
    assert {place for place, _ in named} >= {f".github/workflows/{name}" for name in ("build.yml", "pages.yml")}
    assert not [(place, name) for place, name in named if name not in SESSIONS]


def test_no_build_is_told_to_be_quiet() -> None:
    # With -q, a strict build of MkDocs counts no warning and passes.
    quiet = re.compile(r"(mkdocs|zensical)\s[^\n]*(\s-q\b|\s--quiet\b)")
    assert not [place for place, text in texts().items() if quiet.search(text)]


def test_updates_come_in_one_request_a_week_and_not_on_the_day_of_a_release() -> None:
    settings = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))
    assert [group["schedule"]["interval"] for group in settings["multi-ecosystem-groups"].values()] == ["weekly"]
    assert [update["package-ecosystem"] for update in settings["updates"]] == ["pip", "github-actions"]
    for update in settings["updates"]:
        assert update["multi-ecosystem-group"] in settings["multi-ecosystem-groups"]
        assert update["patterns"] == ["*"]
        assert update["cooldown"]["default-days"] >= 7


def test_the_citation_names_the_release_and_the_licence() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (citation["version"], citation["license"]) == (project["version"], project["license"])


def test_the_dev_container_opens_the_preview() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["forwardPorts"] == [FIRST_PORT]
    assert re.fullmatch(r"python:3\.\d+-\w+", container["image"])
    assert "pipx run nox -s serve --install-only" in container["postCreateCommand"]["site"]


def test_each_line_of_the_code_owners_is_a_path_and_names() -> None:
    for line in (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines():
        assert not line.strip() or line.startswith("#") or re.fullmatch(r"\S+( +@[\w-]+(/[\w-]+)?)+", line), line
