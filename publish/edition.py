"""Which edition is built: the release, with the commit where git knows it; read once and handed down."""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

# The time stamped on what must carry one when git is not there: the release's own day.
RELEASE_DAY = "1795564800"


@dataclass(frozen=True)
class Edition:
    """The release as pyproject.toml tells it, and the commit as git does; without git there is no commit."""

    release: str
    # The licence's short name.
    licence: str
    # The names of the packages that a site is made with.
    packages: tuple[str, ...]
    commit: str = ""
    # Whether files of the project differ from the commit.
    changed: bool = False
    # Seconds since 1970 of the commit, or of the release, for whatever must be stamped.
    date: str = RELEASE_DAY

    @property
    def name(self) -> str:
        """The release and the short commit, "0.1.0 (abc1234)"; without git the release alone."""
        changed = ", with changes" if self.changed else ""
        return f"{self.release} ({self.commit[:7]}{changed})" if self.commit else self.release


def read_edition(root: Path) -> Edition:
    """The edition of the project at root; git is asked here and nowhere else in a build."""
    with (root / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    asked = sorted(re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in project.get("dependencies", ()))
    told = Edition(str(project["version"]), str(project.get("license", "")), tuple(asked))
    commit, _, date = _git(root, "log", "-1", "--format=%H %ct").partition(" ")
    if not commit:
        return told
    changed = bool(_git(root, "status", "--porcelain", "--untracked-files=no"))
    return Edition(told.release, told.licence, told.packages, commit, changed, date)


def _git(root: Path, *words: str) -> str:
    """What git says, or nothing where there is no git or root is not the top of a checkout."""
    if not (root / ".git").exists():
        return ""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
