"""The list of the project's files that a release carries, so that a copy without shared history can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publish.edition import ask_git, read_edition
from publish.report import Refused

MANIFEST = "manifest.json"
# What belongs to the clinic; everything else belongs to the project.
CLINIC = ("mkdocs.yml", "docs/clinic/", "docs/assets/brand/")


@dataclass(frozen=True)
class Manifest:
    """A release, and the hash of each of its files."""

    release: str
    files: Mapping[str, str]


def project_owns(path: str) -> bool:
    """Whether a file, named from the top with forward slashes, is the project's to change."""
    file, *folders = CLINIC
    return path not in ("", MANIFEST, file) and not path.startswith(tuple(folders))


def digest(path: Path) -> str:
    """The hash of a file; a text has the same one on every system."""
    content = path.read_bytes()
    text = content if b"\0" in content else content.replace(b"\r\n", b"\n")
    return hashlib.sha256(text).hexdigest()


def read_manifest(root: Path) -> Manifest | None:
    """The list that lies in this copy, if there is one that can be read."""
    try:
        read = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(str(read["release"]), {str(path): str(found) for path, found in read["files"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_manifest(root: Path) -> int:
    """Writes the list of all files that git tracks and the project owns; how many they are."""
    files = {path: digest(root / path) for path in _tracked(root) if project_owns(path)}
    text = json.dumps({"release": read_edition(root).release, "files": files}, indent=1, ensure_ascii=False)
    (root / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")
    return len(files)


def _tracked(root: Path) -> list[str]:
    """The files that git tracks and that lie there; raises Refused where git can't say."""
    answer = ask_git(root, "ls-files", "-z")
    if not answer.said:
        raise Refused([f"{MANIFEST}: {answer.refused or 'git is needed to list the files of a release'}"])
    return sorted(path for path in answer.said.split("\0") if path and (root / path).is_file())
