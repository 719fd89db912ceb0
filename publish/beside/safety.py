"""Which releases matter for safety, and how a clinic that has not taken them in is told.

Workflows run it, python3 -m publish.beside.safety, before any package is installed, so it needs none.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = "CHANGELOG.md"
HEADING = re.compile(r"^## +(?P<version>\d+\.\d+\.\d+) +[\u2013-] +(?P<day>\d{1,2} \w+ \d{4})(?P<more>.*)$")
SAFETY = re.compile(r"\bsafety\b", re.IGNORECASE)
# As Dependabot writes it.
_STEP = re.compile(r"\bfrom v?(?P<old>\d+\.\d+\.\d+) to v?(?P<new>\d+\.\d+\.\d+)\b")
_TAG = re.compile(r"v?(?P<version>\d+\.\d+\.\d+)")
MARK = "Safety: "


def read_log(text: str) -> list[str]:
    """The releases of a change log that matter for safety."""
    found = (HEADING.match(line) for line in text.splitlines())
    return [heading["version"] for heading in found if heading and SAFETY.search(heading["more"])]


def read_answer(text: str) -> list[str]:
    """The published releases in GitHub's answer whose title says that they matter for safety, or none."""
    try:
        answer = json.loads(text)
    except ValueError:
        return []
    listed = [one for one in answer if isinstance(one, dict)] if isinstance(answer, list) else []
    tags = [_TAG.fullmatch(str(one.get("tag_name"))) for one in listed if _is_safety(one)]
    return [tag["version"] for tag in tags if tag]


def _is_safety(release: dict[str, object]) -> bool:
    unpublished = release.get("draft") or release.get("prerelease")
    return not unpublished and SAFETY.search(str(release.get("name"))) is not None


def between(versions: Iterable[str], old: str, new: str = "") -> list[str]:
    """Those of the versions after one of them, up to another where it is named, the oldest first."""
    fitting = {
        version for version in versions if _order(old) < _order(version) and (not new or _order(version) <= _order(new))
    }
    return sorted(fitting, key=_order)


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def name_request(title: str, log: str, release: str) -> str:
    """The title of a pull request that takes in this release, with a mark where that matters for safety."""
    step, safety = _STEP.search(title), read_log(log)
    matters = between(safety, step["old"], step["new"]) if step else release in safety
    return f"{MARK}{title}" if matters and not title.startswith(MARK) else title


def tell_missing(versions: Iterable[str], release: str) -> list[str]:
    """What a build of this release says of safety releases after it, as GitHub shows it, or nothing."""
    if not (missing := between(versions, release)):
        return []
    names = ", ".join(missing)
    told = f"This site is of release {release}. {names} changed a number on which a patient may have acted."
    todo = f"Merge the pull request that begins with '{MARK.strip()}' today."
    return [f"::warning title=A safety release is not taken in::{told} {todo}"]


def main(words: list[str]) -> int:
    """Prints the title of a request as it should be, or what is to be told of the releases in a file."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        release = str(tomllib.load(file)["project"]["version"])
    what, given = words
    if what == "title":
        print(name_request(given, (ROOT / SOURCE).read_text(encoding="utf-8"), release))
        return 0
    for line in tell_missing(read_answer(Path(given).read_text(encoding="utf-8")), release):
        print(line)
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(f"## A safety release is not taken in\n\n{line.rpartition('::')[2]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
