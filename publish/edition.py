"""Which edition is built: the release, and the commit where git knows it; git is asked here alone."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

# The time stamped on what must carry one when git is not there: the release's own day.
RELEASE_DAY = "1795564800"
# What git may still hear of the caller: where its settings stand, and how it reaches others.
_HEARD = ("GIT_CONFIG", "GIT_SSH", "GIT_ASKPASS", "GIT_TERMINAL_PROMPT", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES")
# In every language git names the setting with which it would answer.
_REFUSED = "safe.directory"


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
    # Why git did not say the commit, where it could have.
    unasked: str = ""

    @property
    def name(self) -> str:
        """The release and the short commit, "0.1.0 (abc1234)"; without git the release alone."""
        changed = ", with changes" if self.changed else ""
        return f"{self.release} ({self.commit[:7]}{changed})" if self.commit else self.release


def read_edition(root: Path) -> Edition:
    """The edition of the project at root."""
    with (root / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    asked = sorted(re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in project.get("dependencies", ()))
    told = Edition(str(project["version"]), str(project.get("license", "")), tuple(asked))
    answer = ask_git(root, "log", "-1", "--format=%H %ct")
    commit, _, date = answer.said.partition(" ")
    if not commit:
        return replace(told, unasked=answer.refused)
    changed = bool(ask_git(root, "status", "--porcelain", "--untracked-files=no").said)
    return Edition(told.release, told.licence, told.packages, commit, changed, date)


@dataclass(frozen=True)
class Answer:
    """What git says, and why it refuses to where it does so on purpose."""

    said: str = ""
    refused: str = ""


def ask_git(root: Path, *words: str) -> Answer:
    """What git says; nothing where there is no git, where it fails, and where root is not the top of a checkout."""
    if not (root / ".git").exists():
        return Answer()
    variables = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_HEARD)
    }
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            env=variables, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    except OSError:
        return Answer()
    if done.returncode == 0:
        return Answer(done.stdout.strip())
    return Answer(refused=_why_refused(root) if _REFUSED in done.stderr else "")


def _why_refused(root: Path) -> str:
    why = "git does not read this folder, because it belongs to another user of this computer"
    return f"{why}. If you trust it, run once: git config --global --add {_REFUSED} {root}"
