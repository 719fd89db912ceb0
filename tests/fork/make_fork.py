"""Makes a fork of the project with a brand of its own: python -m tests.fork.make_fork FOLDER."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from macros.load.settings import load_settings
from tests.projects import ROOT, SHIPPED, give_back

LEFT_OUT = shutil.ignore_patterns("*.pyc.*", ".*_cache", ".nox", ".venv", ".git", ".hypothesis", ".cache", "site*")
PAGE = """---
title: "{title}"
description: "A page that the clinic wrote, which stands in the menu without being named anywhere."
checked: "2026-11-25"
next_check: "2027-11-25"
---

# {title}

Words of the clinic alone.
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="12" fill="#712f4a"/></svg>\n'


@dataclass(frozen=True)
class Brand:
    """What a clinic puts in place of ours; example names the clinic of examples/ that it is."""

    id: str
    name: str
    colour: str
    address: str = "https://scars.clinic.test/a/deep/base/"
    example: str = ""
    pages: Mapping[str, str] = field(default_factory=lambda: {"how-to-find-us": "How to find us"})


PLAIN = Brand("plain", "Larch Skin Clinic", "#712f4a", example="group")


def git(folder: Path, *words: str) -> str:
    """What git says, as somebody with a name, whatever the settings of this computer are."""
    settings = ["-c", "user.name=A clinic", "-c", "user.email=web@clinic.test", "-c", "commit.gpgsign=false"]
    variables = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-C", str(folder), *settings, "-c", "init.defaultBranch=main", *words],
        env=variables, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"git {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def commit(folder: Path, message: str) -> None:
    """Commits everything that lies in a folder."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def project_files() -> list[str]:
    """The files of the project as they lie here: what git tracks and does not ignore, or all without git."""
    if (ROOT / ".git").exists():
        listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        return sorted({path for path in listed if path and (ROOT / path).is_file()})
    return []


def make_upstream(folder: Path) -> Path:
    """The project as it lies here, but for what a clinic wrote, as the first commit of a repository of its own."""
    if not (files := project_files()):
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    for path in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / path)
    if SHIPPED != ROOT:
        give_back(folder)
    git(folder, "init", "--quiet")
    commit(folder, "The project")
    return folder


def make_fork(folder: Path, brand: Brand = PLAIN, upstream: Path | None = None) -> Path:
    """A fork that took on a brand by the clinic's own files alone, committed, with its remote named upstream."""
    source = upstream or make_upstream(folder.with_name(f"{folder.name}-upstream"))
    git(source, "clone", "--quiet", "--origin", "upstream", "--no-hardlinks", str(source), str(folder))
    rebrand(folder, brand)
    commit(folder, f"Our site: {brand.name}")
    return folder


def rebrand(folder: Path, brand: Brand) -> None:
    """Puts a brand into the clinic's files: the name and the colour, the logo, and pages of its own."""
    path = folder / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    lines = {"site_name": brand.name, "site_description": "Laser and acne scars.", "colour": brand.colour}
    for key, value in lines.items():
        before, line, after = re.split(rf"(?m)^( *{key}: ).*$", text)
        text = f"{before}{line}{quoted(value)}{after}"
    if brand.example:
        text = text.replace("extra:\n", f"extra:\n  clinic: {record_of(brand)}\n", 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    (folder / "docs/assets/brand/logo.svg").write_text(LOGO, encoding="utf-8", newline="\n")
    (folder / "docs/clinic").mkdir(exist_ok=True)
    for name, title in brand.pages.items():
        page = PAGE.format(title=title)
        (folder / f"docs/clinic/{name}.md").write_text(page, encoding="utf-8", newline="\n")


def record_of(brand: Brand) -> str:
    """The brand's record of itself, that of an example at addresses of its own; JSON is YAML in one line."""
    record = json.dumps(load_settings(ROOT / "examples" / brand.example).get("extra", "clinic"), ensure_ascii=False)
    return record.replace("example.org", "clinic.test")


def quoted(value: str) -> str:
    """A value as YAML in double quotes, whatever signs it has."""
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    print(make_fork(Path(sys.argv[1]).absolute()))
