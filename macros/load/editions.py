"""What each release froze: editions/<release>/shown.json -> records, refused where somebody has changed one by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from macros.load.problems import Problem, brief
from macros.load.records import FrozenEdition
from macros.load.stamps import Fingerprint

EDITIONS, SHOWN = "editions", "shown.json"
# Where what has changed since an edition stands, below docs/.
SINCE = "since"

Editions = Mapping[str, FrozenEdition]


def since_page(release: str) -> str:
    """The page that tells what has changed since an edition, by its path below docs/."""
    return f"{SINCE}/{release}.md"


def edition_files(root: Path) -> list[Path]:
    """The files of all frozen editions, the oldest release first."""
    return sorted((root / EDITIONS).glob(f"*/{SHOWN}"), key=lambda path: order_of(path.parent.name))


@lru_cache(maxsize=2)
def read_editions(root: Path, _: Fingerprint) -> tuple[Editions, tuple[Problem, ...]]:
    """Each frozen edition by its release, the oldest first, and what is wrong with those that are not as frozen."""
    read = [_read(root, path) for path in edition_files(root)]
    editions = {one.edition: one for one in read if isinstance(one, FrozenEdition)}
    return editions, tuple(one for one in read if isinstance(one, Problem))


def _read(root: Path, path: Path) -> FrozenEdition | Problem:
    """A frozen edition, or why it is none."""
    file = path.relative_to(root).as_posix()
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        made = FrozenEdition.model_validate(held)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "-"
        return Problem(file, 1, "-", f"{where}: found {brief(repr(first['input']))}: {first['msg']}. {TAKE_BACK}")
    except (OSError, ValueError, RecursionError) as error:
        return Problem(file, 1, "-", f"it can't be read ({brief(str(error))}). {TAKE_BACK}")
    if made.sha256 != digest_of(held):
        return Problem(file, 1, "-", f"it is not as it was frozen. {TAKE_BACK}")
    if made.edition != path.parent.name:
        return Problem(file, 1, "-", f"found the edition {made.edition!r}, expected that of its folder. {TAKE_BACK}")
    return made


TAKE_BACK = "Nobody changes what a release has printed: take the file back from the release"


def digest_of(held: Mapping[str, Any]) -> str:
    """The hash of what an edition froze, however its lines are laid out."""
    told = {key: value for key, value in held.items() if key != "sha256"}
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def write_edition(root: Path, held: Mapping[str, Any]) -> Path:
    """Writes what an edition freezes, a record a line, with its hash; the file."""
    path = root / EDITIONS / str(held["edition"]) / SHOWN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(in_lines({**held, "sha256": digest_of(held)}), encoding="utf-8", newline="\n")
    return path


def in_lines(held: Mapping[str, Any]) -> str:
    """JSON with a line for each item of a list in it, so that two editions can be held against each other."""
    parts = []
    for key, value in held.items():
        rows = [json.dumps(row, ensure_ascii=False) for row in value] if isinstance(value, list) else []
        told = "[\n" + ",\n".join(rows) + "\n]" if rows else json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(key)}: {told}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def order_of(release: str) -> tuple[int, ...]:
    """A release in the order of its numbers: 0.10.0 comes after 0.9.0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in release.split("."))
