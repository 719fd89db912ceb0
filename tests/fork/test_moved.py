"""A fork of the release before this one takes in the project as it is, and becomes a clinic's repository by one command."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from publish.build.laid import ALONE
from publish.edition import ask_git
from publish.upkeep.manifest import project_owns
from tests.fork.make_fork import PLAIN, ROOT, commit, git, project_files, rebrand
from tests.fork.test_fork import tracked
from tests.projects import BRAND, FILE, OWN_PAGES, SHIPPED, as_given
from tests.site.test_build import publish

# The last commit of release 0.2.0, the first that forks were made of.
RELEASED = "2f179c52e645ae80aa505165312ad63d0a122168"
# What was given out then in the places of a clinic. A change to one of them collides with each fork that has its own there.
GIVEN_OUT = {
    "mkdocs.yml": "e7e2bb544afb0ad6c4c14185a733766418d93ae7dcdd2f496cc6c44b5d453fa2",
    "docs/assets/brand/favicon.svg": "f8fdbdde331f522084c320fd4f21c76be0f8588f9a0ddb7a372e3ba9634d9780",
    "docs/assets/brand/logo.svg": "6724eedd5744dace9ae64236f9326bfd0fbac1a15c0f0d76c301c9ce8aa71de4",
    "docs/assets/brand/share.png": "c38c9427ee684005136037555bf2e8a039d01546b4d06279f978c90bde6a4b92",
}

needs_history = pytest.mark.skipif(
    not shutil.which("git") or not ask_git(ROOT, "cat-file", "-t", RELEASED).said,
    reason="this copy has no history of the project",
)


@as_given
def test_what_a_clinic_edits_is_as_it_was_first_given_out() -> None:
    assert {name: hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() for name in GIVEN_OUT} == GIVEN_OUT


def make_upstream(folder: Path) -> Path:
    """The project with its history, and as it lies here, but for what a clinic wrote, for its last commit."""
    git(ROOT, "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder))
    git(folder, "checkout", "--quiet", "-B", "main")
    for path in tracked(folder):
        (folder / path).unlink()
    for path in project_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / path)
    if SHIPPED != ROOT:  # what a clinic wrote here is none of the project's
        for place in (BRAND, OWN_PAGES):
            shutil.rmtree(folder / place, ignore_errors=True)
        git(folder, "checkout", RELEASED, "--", FILE, BRAND, OWN_PAGES)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "The project as it lies here")
    return folder


def change(fork: Path) -> None:
    """What a clinic did although it should not: a page of the project changed, and one put beside its pages."""
    with (fork / "docs/mood.md").open("a", encoding="utf-8") as page:
        page.write("\nOur own words.\n")
    (fork / "docs/prices.md").write_text("# Prices\n", encoding="utf-8")


@needs_history
def test_a_fork_of_the_first_release_takes_this_one_and_moves(tmp_path: Path) -> None:
    project, fork = make_upstream(tmp_path / "project"), tmp_path / "fork"
    git(project, "branch", "released", RELEASED)
    git(project, "clone", "--quiet", "--origin", "upstream", "--branch", "released", str(project), str(fork))
    rebrand(fork, PLAIN)
    (fork / "docs/assets/brand/favicon.svg").unlink()
    change(fork)
    commit(fork, "Our site")
    own = {path: (fork / path).read_bytes() for path in tracked(fork) if not project_owns(path)}
    git(fork, "merge", "--quiet", "--no-edit", "upstream/main")
    assert {path: (fork / path).read_bytes() for path in own} == own
    done = publish(fork, "new", str(tmp_path / "clinic"), "--move")
    assert done.returncode == 0, done.stderr
    assert "docs/mood.md: changed" in done.stdout and "docs/prices.md: new" in done.stdout
    assert done.stdout.count("    ") == done.stdout.count(": changed") + done.stdout.count(": new") == 2
    for path, raw in own.items():
        there = (tmp_path / "clinic" / path).read_bytes()
        assert there == (
            raw.replace(b"INHERIT: base.yml", f"INHERIT: {ALONE}".encode()) if path == "mkdocs.yml" else raw
        )
