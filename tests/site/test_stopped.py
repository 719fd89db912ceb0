"""A build that ends half-way: killed, out of disk, beside another one, or over files that change. The last good site stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.build import build as building
from publish.build.build import build
from publish.build.engine import ENGINES, Engine, Form
from publish.build.lock import alone
from publish.build.swap import mend, swap
from publish.project import Project
from publish.report import Refused
from tests.conftest import copy_project
from tests.site.test_build import make_published, publish, publish_here
from tests.site.test_commands import tree

posix = pytest.mark.skipif(os.name == "nt", reason="links, limits and signals as POSIX has them")
STEPS = ("Checking data and pages", "Building with", "Search index", "Finishing", "Putting it in place")
# No file may grow over this size: the system's own way to say that there is no more room.
# Python 3.11 keeps a module that it could write in part alone, and the next process fails to read it: none is kept.
LIMITED = """
import os, resource, runpy, sys
sys.dont_write_bytecode = True
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv = ["publish", *sys.argv[2:]]
runpy.run_module("publish", run_name="__main__", alter_sys=True)
"""


def leftovers(project: Path) -> list[str]:
    """What builds left beside the site, but their locks."""
    found = [*project.glob(".build*"), *project.glob(".site*")]
    return sorted(path.name for path in found if path.suffix != ".lock")


@pytest.fixture
def project(material: Path, tmp_path: Path) -> Path:
    """A project with a last good site that no build of it would make again."""
    folder = copy_project(tmp_path / "project")
    swap(material, folder / "site")
    (folder / "site/index.html").write_text("the last good site", encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_published(tmp_path / "project")


def killed_at(project: Path, step: str, engine: Engine) -> str:
    """Starts a build, kills it and its engine as soon as it names this step; what it had said."""
    said = b""
    words = [sys.executable, "-m", "publish", "build", "--engine", engine]
    with subprocess.Popen(words, cwd=project, stdout=subprocess.PIPE, start_new_session=True) as running:
        assert running.stdout
        while step.encode() not in said and (more := os.read(running.stdout.fileno(), 1)):
            said += more
        os.killpg(running.pid, signal.SIGKILL)
    return said.decode(errors="replace")


def check_next(project: Path, engine: Engine) -> None:
    """The next build publishes, and clears up."""
    done = publish(project, "build", "--engine", engine)
    assert done.returncode == 0, done.stderr
    assert "the last good site" not in (project / "site/index.html").read_text(encoding="utf-8")
    assert leftovers(project) == []


@posix
def test_a_killed_build_leaves_the_last_site_and_the_next_one_clears_up(small: Path) -> None:
    before = tree(small / "site")
    said = killed_at(small, "Building with", "material")
    assert "Search index" not in said
    assert tree(small / "site") == before
    assert len(leftovers(small)) == 1
    assert "A build was stopped before its end: .build-" in publish(small, "build").stdout
    assert leftovers(small) == []


@posix
@pytest.mark.soak
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("step", STEPS)
def test_a_build_killed_in_any_step_leaves_the_last_site(project: Path, step: str, engine: Engine) -> None:
    before = tree(project / "site")
    killed_at(project, step, engine)
    if step == STEPS[-1]:  # it may have come to its end
        mend(project / "site")
        assert len(tree(project / "site")) == len(before)
    else:
        assert tree(project / "site") == before
    check_next(project, engine)


def test_a_second_build_is_refused_while_one_is_at_work(small: Path) -> None:
    before = tree(small / "site")
    for lock, where in ((small / ".build.lock", small), (small / ".site.lock", small / "site")):
        with alone(lock, where=where):
            done = publish(small, "build")
        assert done.returncode == 1
        assert f"another build is at work in {where}" in done.stderr
    assert tree(small / "site") == before


@pytest.mark.soak
def test_two_builds_into_one_place_leave_one_whole_site(tmp_path: Path) -> None:
    projects, whole, running = [copy_project(tmp_path / engine) for engine in ENGINES], [], []
    for project, engine in zip(projects, ENGINES, strict=True):
        whole.append(tree(build(project, engine=engine, out=project / "site")))
    for _ in range(3):
        for project, engine in zip(projects, ENGINES, strict=True):
            words = [sys.executable, "-m", "publish", "build", "--engine", engine, "--out", str(tmp_path / "www/site")]
            running.append(subprocess.Popen(words, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    codes = [(process.communicate(), process.returncode)[1] for process in running]
    assert 0 in codes
    assert tree(tmp_path / "www/site") in whole
    assert [path.name for path in (tmp_path / "www").iterdir() if not path.name.endswith(".lock")] == ["site"]


@posix
@pytest.mark.soak
@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_without_room_publishes_nothing_and_says_so(project: Path, engine: Engine) -> None:
    before = tree(project / "site")
    words = [sys.executable, "-c", LIMITED, "20000", "build", "--engine", engine]
    done = subprocess.run(words, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert f"Building with {engine} … failed" in done.stdout
    assert "File too large" in done.stderr or engine == "zensical"  # it is ended by the system without a word
    assert "Nothing was published" in done.stderr
    assert tree(project / "site") == before
    assert leftovers(project) == []


@posix
def test_an_index_without_room_publishes_nothing_and_says_so(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource  # noqa: PLC0415 -- Windows has none

    before, limits, run = tree(small / "site"), resource.getrlimit(resource.RLIMIT_FSIZE), building.run

    def fill(engine: Engine, project: Project, site: Path, form: Form) -> None:
        run(engine, project, site, form)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, limits[1]))

    monkeypatch.setattr(building, "run", fill)
    try:
        done = publish_here(small, "build")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (done.returncode, "Search index … failed" in done.stdout) == (1, True)
    assert "File too large" in done.stderr
    assert "Nothing was published" in done.stderr
    assert tree(small / "site") == before
    assert leftovers(small) == []


def small_disk(room: int) -> Iterator[str]:
    """The lines of a shell that copies a project to a disk with this much room and builds there, with each engine."""
    yield "mkdir disk"
    yield f"mount -t tmpfs -o size={room}k tmpfs disk || exit 77"
    yield "cp -r project/. disk/"
    yield "cp -r disk/site before"
    for engine in ENGINES:
        yield f"cd disk; '{sys.executable}' -m publish build --engine {engine}; echo \"ended with $?\"; cd .."
        yield "diff -r before disk/site || exit 1"
        yield "ls -d disk/.build-* disk/.site-* 2>/dev/null && exit 1"


@posix
@pytest.mark.soak
@pytest.mark.parametrize("room", [600, 2_000, 5_000, 8_000])
def test_a_full_disk_leaves_the_last_site(project: Path, room: int) -> None:
    used = sum(path.stat().st_size + 4096 for path in project.rglob("*")) // 1024
    script = "\n".join([*small_disk(used + room), "exit 0"])
    words = ["unshare", "-rm", "sh", "-c", script]
    done = subprocess.run(words, cwd=project.parent, capture_output=True, text=True, check=False)
    if done.returncode == 77 or "unshare:" in done.stderr:
        pytest.skip(f"no small disk here: {done.stderr}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ended with 1") == len(ENGINES), done.stdout + done.stderr
    assert done.stderr.count("Nothing was published") == len(ENGINES)


@pytest.mark.parametrize(
    "file",
    ["data/facts/fractional-co2.yml", "docs/index.md", "base.yml", "docs/clinic/x.svg", "docs/clinic/new.html", "docs/assets/brand/logo.svg"],
)  # fmt: skip
def test_files_that_change_during_a_build_stop_it(small: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    def edit(_engine: Engine, project: Project, site: Path, _: object) -> None:
        site.mkdir()
        (site / "index.html").write_text("made from half of each", encoding="utf-8")
        with (project.root / file).open("a", encoding="utf-8") as changed:
            changed.write("\n")

    before = tree(small / "site")
    monkeypatch.setattr(building, "run", edit)
    with pytest.raises(Refused, match="changed while the site was built"):
        build(small, engine="material", out=small / "site")
    assert tree(small / "site") == before
