"""Runs MkDocs or Zensical, strictly: whatever either calls a warning is a failure."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from macros.load.settings import FILE
from publish.edition import edition, source_date
from publish.report import Refused

Engine = Literal["material", "zensical"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

_CALL = re.compile(r"docs/\S+:\d+: \w+\(\): .*")
_TROUBLE = re.compile(r"\b(warning|error)\b", re.IGNORECASE)
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
# Zensical draws a frame around the words that it means; its line is one of the rendered page, so it is no help.
_FRAMED = re.compile(r"(?m)^(?:Warning|Error): (.+)\n.*\[ (\S+?):\d+:\d+ \]\n.*\n *\d+ │ (.+)$")


# A site that is read from a folder: each page is a file, and nobody knows the address of it.
FROM_A_FOLDER = {"FOLDERS": "false", "SITE_URL": ""}


def environment(root: Path, site: Path) -> dict[str, str]:
    """The engine's environment: the same in every place, time zone and language."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG", "MKDOCS"))
    }
    # Whatever base.yml reads is set here, so that no variable of the caller's changes a page or an address.
    fixed = {
        "SITE_DIR": str(site), "FOLDERS": "true", "EDITION": edition(root),
        "SOURCE_DATE_EPOCH": source_date(root), "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1",
    }  # fmt: skip
    return kept | fixed


def command(engine: Engine) -> list[str]:
    """The words that build the site with this engine."""
    if engine == "material":
        return [sys.executable, "-m", "mkdocs", "build", "--config-file", FILE, "--strict", "--clean"]
    # Named, because Zensical would take a zensical.toml first, which nobody has checked.
    return [sys.executable, "-m", "zensical", "build", "--config-file", FILE, "--strict", "--clean"]


def run(engine: Engine, root: Path, site: Path, variables: Mapping[str, str] = MappingProxyType({})) -> None:
    """Builds into site; raises Refused with the engine's own words when it warns or fails."""
    done = subprocess.run(
        command(engine),
        cwd=root,
        env=environment(root, site) | dict(variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        close_fds=False,  # so that it holds the lock on when this process is killed
    )
    said = _COLOUR.sub("", f"{done.stdout}\n{done.stderr}")
    framed = [f"docs/{page}: {what}: {words.strip()}" for what, page, words in _FRAMED.findall(said)]
    warned = framed or [line for line in said.splitlines() if _TROUBLE.search(line)]
    if done.returncode != 0 or warned or not (site / "index.html").is_file():
        calls = list(dict.fromkeys(found[0] for found in _CALL.finditer(said)))
        lines = calls or warned or said.strip().splitlines()[-12:]
        raise Refused([f"{engine}: {line.strip()}" for line in lines])
