"""Which edition is built: the release, with the commit where git knows it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

# The time stamped on what must carry one when git is not there: the release's own day.
RELEASE_DAY = "1795564800"


def release(root: Path) -> str:
    """The version in pyproject.toml."""
    with (root / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def edition(root: Path) -> str:
    """The release and the short commit, "0.1.0 (abc1234)"; without git the release alone."""
    commit = _git(root, "rev-parse", "--short=7", "HEAD")
    if not commit:
        return release(root)
    changed = ", with changes" if _git(root, "status", "--porcelain", "--untracked-files=no") else ""
    return f"{release(root)} ({commit}{changed})"


def source_date(root: Path) -> str:
    """Seconds since 1970 of the last commit, or of the release, for whatever must be stamped."""
    return _git(root, "log", "-1", "--format=%ct") or RELEASE_DAY


def packages(root: Path) -> list[str]:
    """The names of the packages that a site is made with, as pyproject.toml asks for them."""
    with (root / "pyproject.toml").open("rb") as file:
        asked = tomllib.load(file)["project"]["dependencies"]
    return sorted(re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in asked)


def build_record(root: Path, engine: str) -> dict[str, object]:
    """What a site was made from: edition, commit ("" without git), engine, versions, and a hash of the data."""
    digest = hashlib.sha256()
    for path in sorted((root / "data").rglob("*.yml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return {
        "commit": _git(root, "rev-parse", "HEAD"),
        "edition": edition(root),
        "engine": engine,
        "packages": {name: version(name) for name in packages(root)},
        "data-sha256": digest.hexdigest(),
    }


def _git(root: Path, *words: str) -> str:
    """What git says, or nothing where there is no git or root is not the top of a checkout."""
    if not (root / ".git").exists():
        return ""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
