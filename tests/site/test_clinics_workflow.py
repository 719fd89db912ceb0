"""The workflow for many clinics, by its own steps: parts on several machines, put together for one address."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.fork.make_fork import commit, git
from tests.site.test_clinics import PLAIN, contents, make_clinic
from tests.unit.small import META, make_whole, put, text_of
from tests.unit.test_workflows import BUILDS, SAYS, WORKFLOWS, actions_of, run_step, step_named

BUILD, GATHER = (
    step_named("clinics.yml", job, title) for job, title in (("build", "Build"), ("gather", "Put them together"))
)
NAMES = ("east", "north", "west")
FROM_OUTSIDE = '!ENV [SITE_URL, "http://127.0.0.1:8000/"]'
BASE = "https://trust.example/scars/"


def run(
    step: dict[str, Any], folder: Path, part: int = 1, *, event: str = "push", python: str = BUILDS
) -> tuple[int, str]:
    """How a step ended on the machine of one part of two, and what it said."""
    commit = git(folder / "group", "rev-parse", "HEAD").strip()
    told = {"PART": str(part), "PARTS": "2", "ADDRESS": BASE, "BASE_URL": "", "GITHUB_SHA": commit}
    return run_step(step, folder, python=python, GITHUB_EVENT_NAME=event, **told)


def built(said: str) -> list[str]:
    """The clinics whose sites a step has built, or tried to."""
    return sorted(line.split("] ")[1].split(" …")[0] for line in said.splitlines() if "] " in line)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run in which all parts were built: the project, a group's own repository beside it, the parts."""
    folder = tmp_path_factory.mktemp("workflow")
    make_whole(folder / "project")
    for name in NAMES:
        clinic = make_clinic(folder / "group/clinics" / name, name)
        put(clinic / "mkdocs.yml", PLAIN.format(name).replace('"https://clinic.example/"', FROM_OUTSIDE).encode())
    git(folder, "init", "-q", "group")
    commit(folder / "group", "All")
    for part in (1, 2):
        code, said = run(BUILD, folder, part)
        assert code == 0, said
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it, for a test that goes on from there."""
    return Path(shutil.copytree(made, tmp_path / "run", symlinks=True))


def change(folder: Path, file: str, raw: bytes | None) -> None:
    """Commits a changed file in the group's repository, or takes it out."""
    path = folder / "group/clinics" / file
    if raw is None:
        shutil.rmtree(path)
    else:
        put(path, raw)
    commit(folder / "group", "A change")


def door(title: str) -> bytes:
    return text_of(".md", {**META, "title": title}).encode()


def test_the_parts_are_put_together_for_one_address(folder: Path) -> None:
    code, said = run(GATHER, folder)
    assert code == 0, said
    for name in NAMES:
        assert contents(folder / "site" / name) == contents(folder / "parts" / part_of(folder, name) / name)
        assert f'href="{name}/"' in (folder / "site/index.html").read_text(encoding="utf-8")
    assert f"{BASE}west/" in (folder / "site/west/index.html").read_text(encoding="utf-8")


def test_a_push_asks_for_what_has_changed_and_by_hand_all_is_built(folder: Path) -> None:
    commit = (folder / "parts/1/.since").read_text(encoding="utf-8").strip()
    assert f"--changed-since {commit} " in run(BUILD, folder, python=SAYS)[1]
    assert "--changed-since" not in run(BUILD, folder, event="workflow_dispatch", python=SAYS)[1]
    # A commit that is gone, as after a forced push, is no reason to build nothing.
    (folder / "parts/1/.since").write_text("0" * 40, encoding="utf-8")
    assert "--changed-since" not in run(BUILD, folder, python=SAYS)[1]
    (folder / "parts/1/.since").unlink()
    assert "--changed-since" not in run(BUILD, folder, python=SAYS)[1]


@pytest.mark.soak
def test_the_last_site_of_a_broken_one_is_published_until_it_is_mended(folder: Path) -> None:
    before = contents(folder / "parts" / part_of(folder, "north") / "north")
    change(folder, "north/docs/clinic/door.md", b"no keys at its head\n")
    change(folder, "east/docs/clinic/door.md", door("The gate"))
    codes = {part: run(BUILD, folder, int(part)) for part in ("1", "2")}
    code, said = codes[part_of(folder, "north")]
    assert code == 1 and "clinics/north/docs/clinic/door.md:1: " in said
    assert run(GATHER, folder)[0] == 0
    assert contents(folder / "site/north") == before
    assert "The gate" in (folder / "site/east/clinic/door/index.html").read_text(encoding="utf-8")
    # It is tried again by the next push, although nothing of it has changed since.
    assert built(run(BUILD, folder, int(part_of(folder, "north")))[1]) == ["north"]


def part_of(folder: Path, name: str) -> str:
    """The part in which a clinic's site is."""
    (site,) = folder.glob(f"parts/*/{name}")
    return site.parent.name


def test_a_clinic_that_is_gone_is_published_no_more(folder: Path) -> None:
    change(folder, "west", None)
    code, said = run(GATHER, folder)
    assert code == 0 and "west is removed" in said
    assert not (folder / "site/west").exists() and 'href="west/"' not in (folder / "site/index.html").read_text()


def test_where_a_part_is_missing_nothing_is_published(folder: Path) -> None:
    shutil.rmtree(folder / "parts/2")
    code, said = run(GATHER, folder)
    assert code == 1 and "::error title=Nothing was published::1 of 2 parts are there" in said
    assert not (folder / "site").exists()


def test_more_than_pages_holds_is_not_published(folder: Path) -> None:
    (folder / "du").write_text("#!/bin/sh\nprintf '1001\\tsite'\n", encoding="utf-8")
    (folder / "du").chmod(0o755)
    code, said = run(GATHER, folder)
    assert code == 1 and "All sites have 1001 MB, and GitHub Pages holds 1000" in said


def test_what_is_kept_and_handed_over_are_the_sites_or_nothing() -> None:
    steps = {step["name"]: step for step in WORKFLOWS["clinics.yml"]["jobs"]["build"]["steps"]}
    keep, hand = steps["Keep the sites for the next run"], steps["Hand the sites over"]
    whole = "${{ !cancelled() && (steps.build.outcome == 'success' || steps.last.outputs.cache-matched-key != '') }}"
    assert keep["if"] == hand["if"] == whole
    assert keep["with"]["path"] == hand["with"]["path"] == steps["Take the last sites of this part"]["with"]["path"]
    assert keep["with"]["key"].startswith(steps["Take the last sites of this part"]["with"]["restore-keys"])
    shared = steps["Take what all clinics share from an earlier run"]["with"]
    assert (
        f'TMPDIR="$PWD/../{shared["path"]}"' in BUILD["run"]
        and "hashFiles('project/base.yml', 'project/data/**'" in shared["key"]
    )
    assert [action for action in actions_of("clinics.yml", "build") if not action.startswith("actions/")] == []
    for job in ("build", "gather"):
        (step,) = (
            step for step in WORKFLOWS["clinics.yml"]["jobs"][job]["steps"] if "pip install" in step.get("run", "")
        )
        assert "--require-hashes -r requirements.txt" in step["run"]


def test_one_part_that_fails_ends_no_other() -> None:
    jobs = WORKFLOWS["clinics.yml"]["jobs"]
    assert jobs["build"]["strategy"]["fail-fast"] is False
    assert "${{ matrix.part }}" in jobs["build"]["concurrency"]["group"]
    assert jobs["gather"]["needs"] == "build" and "!cancelled()" in jobs["gather"]["if"]
    assert jobs["gather"]["steps"][-1]["with"] == {"path": "site"}
