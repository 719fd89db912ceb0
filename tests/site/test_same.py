"""The same in, the same out: in another folder, time zone, language, network and year, and by another Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from publish.build.finish import build_record
from publish.check.check import check
from tests.conftest import Once
from tests.fork.hostile import BASE
from tests.projects import ROOT, copy_project
from tests.site.test_commands import assert_same, tree

PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@cache
def without_network() -> list[str]:
    """The words that run a command where there is no network at all, if this system has them."""
    words = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which(words[0]):
        return []
    return words if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0 else []


@cache
def a_year_on() -> dict[str, str]:
    """The variables that set the clock of a command, and of all that it starts, a year and some days ahead."""
    found = sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1")) if sys.platform == "linux" else []
    # Zensical waits for its own threads, which must go on by the clock that does not jump.
    return {"LD_PRELOAD": str(found[0]), "FAKETIME": "+370d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"} if found else {}


@dataclass(frozen=True)
class Elsewhere:
    """The same project, built where everything else is different, and the site that it is held against."""

    site: Path
    here: Path


def run(words: list[str], folder: Path, **variables: str) -> None:
    """Runs a command that must end well."""
    done = subprocess.run(words, cwd=folder, env=os.environ | variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


SITES = (
    pytest.param(("material", "small_material"), id="small-material"),
    pytest.param(("zensical", "small_zensical"), id="small-zensical"),
    pytest.param(("material", "material"), id="material", marks=pytest.mark.soak),
    pytest.param(("zensical", "zensical"), id="zensical", marks=pytest.mark.soak),
)


@pytest.fixture(scope="module", params=SITES)
def elsewhere(request: pytest.FixtureRequest, once: Once) -> Elsewhere:
    """The site as it is built in another folder, zone, language, order of sets and, where that can be, without network and a year on."""
    engine, name = request.param
    here: Path = request.getfixturevalue(name)

    def make(folder: Path) -> None:
        project = copy_project(folder / "second", here.parent / "project")
        for path in project.rglob("*.md"):
            path.touch()
        words = [*without_network(), sys.executable, "-m", "publish", "build", "--engine", engine]
        address = {} if name == engine else {"SITE_URL": BASE}
        run(
            words,
            project,
            **a_year_on(),
            **address,
            TZ="Pacific/Kiritimati",
            LC_ALL="C",
            LANG="tr_TR",
            PYTHONHASHSEED="7",
        )

    return Elsewhere(once(f"a longer path with spaces, {name}", make) / "second/site", here)


def test_two_builds_are_the_same_byte_for_byte(elsewhere: Elsewhere) -> None:
    assert_same(tree(elsewhere.site), tree(elsewhere.here))


def test_a_build_needs_no_network(elsewhere: Elsewhere) -> None:
    if not without_network():
        pytest.skip("no network namespace here")
    cut_off = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"
    done = subprocess.run(
        [*without_network(), sys.executable, "-c", cut_off], capture_output=True, text=True, check=False
    )
    assert "Network is unreachable" in done.stderr
    assert (elsewhere.site / "index.html").is_file()


def test_a_year_on_the_same_checkout_makes_the_same_site(elsewhere: Elsewhere) -> None:
    if not a_year_on():
        pytest.skip("no libfaketime here (Debian's package faketime)")
    words = [sys.executable, "-c", "from datetime import date; print(date.today().year)"]
    seen = subprocess.run(words, env=os.environ | a_year_on(), capture_output=True, text=True, check=True)
    now = subprocess.run(words, capture_output=True, text=True, check=True)
    assert int(seen.stdout) > int(now.stdout)
    assert_same(tree(elsewhere.site), tree(elsewhere.here))


def test_the_site_holds_the_record_of_its_build(small_material: Path, small_zensical: Path) -> None:
    for site, engine in ((small_material, "material"), (small_zensical, "zensical")):
        record = json.loads((site / "build.json").read_text(encoding="utf-8"))
        expected = build_record(check(site.parent / "project"), engine)
        assert record == expected
        assert all(record[key] for key in ("edition", "engine", "packages", "data-sha256"))


@pytest.mark.soak
def test_a_year_on_only_the_marks_of_what_is_due_change_and_every_rule_still_holds() -> None:
    if not a_year_on():
        pytest.skip("no libfaketime here (Debian's package faketime)")
    words = [sys.executable, "-m", "pytest", "tests/unit", "tests/site/test_reports.py", "-p", "no:cacheprovider"]
    words += ["-m", "not soak"]
    # The library can't sleep until a given moment, as the manners towards servers do.
    # Nor does it take a site that another session has left: it makes its own.
    run([*words, "--ignore=tests/unit/test_links.py"], ROOT, **a_year_on(), PYTEST_XDIST_WORKER="")


def python_of(version: str) -> Path | None:
    """A Python of this version: the one that runs, one on the path, or one of pyenv's, if it starts."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    named = [sys.executable, shutil.which(f"python{version}"), *sorted(pyenv.glob(f"versions/{version}.*/bin/python"))]
    for path in filter(None, named):
        words = [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.stdout.strip() == version:
            return Path(path)
    return None


@pytest.mark.soak
@pytest.mark.parametrize("version", PYTHONS)
def test_every_python_makes_the_same_site(version: str, tmp_path: Path, material: Path, zensical: Path) -> None:
    if not (python := python_of(version)):
        pytest.skip(f"no Python {version} here")
    run([str(python), "-m", "venv", str(tmp_path / "venv")], tmp_path)
    own = str(tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    run([own, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(ROOT / "requirements.txt")], tmp_path)
    for engine, here in (("material", material), ("zensical", zensical)):
        project = copy_project(tmp_path / engine)
        run([own, "-m", "publish", "build", "--engine", engine], project)
        assert_same(tree(project / "site"), tree(here))
