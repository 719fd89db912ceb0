"""What lies below docs/, by name alone: nothing strange beside the project's pages, and no page that would be lost.

Pages outside docs/clinic/ run macros, as code of the project does. So what a clinic meant for its own folder must not
lie there, and nothing that no check reads may be published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from macros.load.problems import Problem, brief
from publish.check.clinic.sentences import PAGES

BRAND = "docs/assets/brand"
# What computers and git leave in folders; no engine publishes it.
LEFT = (".gitkeep", ".DS_Store")
MENU = "docs/.nav.yml"
ASSETS = "docs/assets"
# What the project itself keeps outside the clinic's folders.
OF_PAGES, OF_ASSETS = (".md",), (".css", ".js", ".txt", ".woff2", ".yml")
NAME = re.compile(r"[\w][\w .,()&+-]*")
# Pages that stand for their folder.
_FOLDERS = ("index", "README")


def judge_folders(root: Path) -> list[Problem]:
    """What is wrong with the names and places of the files below docs/."""
    files = [path for path in sorted((root / "docs").rglob("*")) if path.is_file() and path.name not in LEFT]
    shown = [path.relative_to(root).as_posix() for path in files]
    told = [(name, text) for name in shown for text in _judge(name)]
    return [Problem(name, 1, "-", text) for name, text in [*told, *_collisions(shown)]]


def is_own(shown: str) -> bool:
    """Whether a file, named from the top, lies in a folder of the clinic."""
    return shown.startswith((f"{PAGES}/", f"{BRAND}/"))


def _judge(shown: str) -> Iterator[str]:
    """What is wrong with the name and the place of one file."""
    if shown == MENU:
        return
    for name in PurePosixPath(shown).parts:
        if name.startswith("."):
            yield f"found {brief(name)!r}: no page is made of what lies behind a dot, allowed: a name without it"
            return
        if not NAME.fullmatch(name):
            text = "a name that an address can't hold, allowed: letters, digits, spaces and - _ ."
            yield f"found {text}" if name == PurePosixPath(shown).name else f"found {brief(name)!r}, {text}"
            return
    if not is_own(shown):
        yield from _outside(shown)


def _outside(shown: str) -> Iterator[str]:
    """Why a file may not lie outside the clinic's folders, or nothing."""
    meant = next((own for own in (PAGES, BRAND) if _is_like(shown, own)), "")
    suffix, kinds = PurePosixPath(shown).suffix, OF_ASSETS if shown.startswith(f"{ASSETS}/") else OF_PAGES
    if meant:
        yield f"found {brief(shown)!r}, allowed: files of the clinic in {meant}/, spelled exactly so: move it there"
    elif suffix not in kinds:
        where = f"pages and papers of the clinic lie in {PAGES}/, its logo in {BRAND}/"
        yield f"found {brief(PurePosixPath(shown).name)!r}, allowed here: files that end in {', '.join(kinds)}; {where}"


def _is_like(shown: str, own: str) -> bool:
    """Whether a path begins as a folder of the clinic does, but for capitals, an ending, or the form of its letters."""
    parts, wanted = PurePosixPath(shown).parts, PurePosixPath(own).parts
    begins = [_folded(part) for part in parts[: len(wanted)]]
    return begins == list(wanted) or [*begins[:-1], begins[-1].rpartition(".")[0]] == list(wanted)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip(" .")


def _collisions(shown: list[str]) -> Iterator[tuple[str, str]]:
    """Pages that would be published at one address: all but one of them would be lost without a word."""
    at: dict[str, list[str]] = {}
    for name in shown:
        path = PurePosixPath(name)
        if path.suffix == ".md":
            address = path.parent if path.stem in _FOLDERS else path.with_suffix("")
            at.setdefault(_folded(str(address)), []).append(name)
    for names in at.values():
        for name in names if len(names) > 1 else ():
            others = ", ".join(brief(other) for other in names if other != name)
            yield name, f"would stand at the same address as {others}, and one would be lost: rename one of them"
