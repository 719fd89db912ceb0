"""Projects for tests to build: this one as it is given out, copies of it, and what a build makes of a folder."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.build.build import build
from publish.build.engine import Engine
from publish.build.laid import TAKEN

ROOT = Path(__file__).parents[1]
SOURCES = (*TAKEN, "mkdocs.yml")
# What Python has compiled goes along, so that no copy compiles it again; but nothing that is half written.
HALF = shutil.ignore_patterns("*.pyc.*")
# What a clinic finds in its own places before it has written anything, but for remarks; ours never changes.
GIVEN = ROOT / "tests/data/shipped"
BRAND, OWN_PAGES, FILE = "docs/assets/brand", "docs/clinic", "mkdocs.yml"
DRAWN = ("logo.svg", "favicon.svg")


def _is_as_given() -> bool:
    """Whether no clinic has made this project its own."""
    drawn = all((ROOT / BRAND / name).is_file() for name in DRAWN)
    return (
        drawn
        and all((ROOT / BRAND / name).read_bytes() == (GIVEN / name).read_bytes() for name in DRAWN)
        and _told(ROOT / FILE) == _told(GIVEN / FILE)
        and not [path for path in (ROOT / OWN_PAGES).rglob("*") if path.name != ".gitkeep"]
    )


def _told(file: Path) -> list[str]:
    """The lines of a file without remarks."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def give_back(folder: Path) -> Path:
    """Puts into the clinic's places of a project what is given out there; the project."""
    for name in (BRAND, OWN_PAGES):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    (folder / OWN_PAGES / ".gitkeep").touch()
    shutil.copy2(GIVEN / FILE, folder)
    for name in DRAWN:
        shutil.copy2(GIVEN / name, folder / BRAND)
    return folder


def copy_project(target: Path, source: Path | None = None) -> Path:
    """A copy of all that a build reads, without git: of the project as it is given out, where no other is named."""
    source = source or SHIPPED
    target.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=HALF)
        else:
            shutil.copy2(source / name, target / name)
    return target


def _shipped() -> Path:
    """The project as it is given out: itself, or a copy of it without what a clinic has written."""
    if _is_as_given():
        return ROOT
    folder = Path(tempfile.mkdtemp(prefix="as-given-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return give_back(copy_project(folder / "project", ROOT))


# What tests read in place of ROOT: so that they pass in each clinic's copy, whatever it has written.
SHIPPED = _shipped()


as_given = pytest.mark.skipif(SHIPPED != ROOT, reason="a clinic has written its own file here")


def build_in(folder: Path, engine: Engine, make: Callable[[Path], Path], *, address: str = "") -> None:
    """Makes a project in a folder, and its site beside it, for this address where there is one."""
    with pytest.MonkeyPatch.context() as patch:
        if address:
            patch.setenv("SITE_URL", address)
        build(make(folder / "project"), engine=engine, out=folder / "site")
