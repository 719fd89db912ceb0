"""Projects for tests to build: a copy of this one, and what a build makes of a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.build.build import build
from publish.build.engine import Engine

ROOT = Path(__file__).parents[1]
SOURCES = (
    "data",
    "docs",
    "macros",
    "overrides",
    "publish",
    "base.yml",
    "hooks.py",
    "mkdocs.yml",
    "pyproject.toml",
    "LICENSE",
    "CHANGELOG.md",
)


def copy_project(target: Path, source: Path = ROOT) -> Path:
    """A copy of all that a build reads, without git."""
    target.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source / name, target / name)
    return target


def build_in(folder: Path, engine: Engine, make: Callable[[Path], Path], *, address: str = "") -> None:
    """Makes a project in a folder, and its site beside it, for this address where there is one."""
    with pytest.MonkeyPatch.context() as patch:
        if address:
            patch.setenv("SITE_URL", address)
        build(make(folder / "project"), engine=engine, out=folder / "site")
