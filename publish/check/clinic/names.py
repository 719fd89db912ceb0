"""What lies below docs/, by name alone: nothing strange beside the project's pages, and no page that would be lost.

Pages outside docs/clinic/ run macros, as code of the project does. So what a clinic meant for its own folder must not
lie there, and nothing that no check reads may be published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import yaml

from macros.load.problems import Problem, brief, nearest, quoted
from publish.check.clinic.sentences import PAGES
from publish.pictures.brand import BRAND

# What computers and git leave in folders; no engine publishes it.
LEFT = (".gitkeep", ".DS_Store")
MENU = "docs/.nav.yml"
# What in a menu names all that there is.
EVERYTHING = "*"
ASSETS = "docs/assets"
# What the project itself keeps outside the clinic's folders.
OF_PAGES, OF_ASSETS = (".md",), (".css", ".js", ".txt", ".woff2", ".yml")
# With the marks on letters that no letter of its own bears them for.
_SIGNS = r"\w\u0300-\u036f"
NAME = re.compile(rf"[\w(\[][{_SIGNS} .,()\[\]&+'’!–-]*")
_STRANGE, _BEGINNING = re.compile(rf"[^{_SIGNS} .,()\[\]&+'’!–-]+"), re.compile(r"^[^\w(\[]+")
# Written by a build.
MADE = f"{BRAND}/brand.css"
# Pages that stand for their folder.
_FOLDERS = ("index", "README")


def judge_folders(root: Path) -> list[Problem]:
    """What is wrong with the names and places of the files below docs/."""
    files = [path for path in sorted((root / "docs").rglob("*")) if path.is_file() and path.name not in LEFT]
    shown = [path.relative_to(root).as_posix() for path in files]
    told = [(name, text) for name in shown if (text := _judge(name))]
    menu, named = _read_menu(root)
    told += [*_collisions(shown), *_lost(named, shown)]
    if (root / MADE).is_dir():
        told.append((MADE, "found a folder where a build writes a file: rename it"))
    return [*(Problem(name, 1, "-", text) for name, text in told), *_dead_entries(root / "docs", menu, named)]


def is_own(shown: str) -> bool:
    """Whether a file, named from the top, lies in a folder of the clinic."""
    return shown.startswith((f"{PAGES}/", f"{BRAND}/"))


def _judge(shown: str) -> str:
    """What is wrong with the name and the place of one file, or nothing."""
    if shown == MENU:
        return ""
    for name in PurePosixPath(shown).parts:
        if name.startswith("."):
            return f"found {quoted(name)}: no page is made of what lies behind a dot, allowed: a name without it"
        if not NAME.fullmatch(unicodedata.normalize("NFC", name)):
            text = "a name that an address can't hold, allowed: letters, digits, spaces and - _ . , & + ( ) [ ] ' ! –"
            text += f": call it {quoted(_safe(name))}"
            return f"found {text}" if name == PurePosixPath(shown).name else f"found {quoted(name)}, {text}"
    return "" if is_own(shown) else _outside(shown)


def _safe(name: str) -> str:
    """A name like this one that an address can hold."""
    stem, dot, ending = unicodedata.normalize("NFC", name).rpartition(".")
    plain = (_STRANGE.sub("-", part) for part in ((stem, ending) if dot else (ending, "")))
    first, last = (_BEGINNING.sub("", part) for part in plain)
    return f"{first or 'page'}{dot}{last}"


def _outside(shown: str) -> str:
    """Why a file may not lie outside the clinic's folders, or nothing."""
    meant = next((own for own in (PAGES, BRAND) if _is_like(shown, own)), "")
    suffix, kinds = PurePosixPath(shown).suffix, OF_ASSETS if shown.startswith(f"{ASSETS}/") else OF_PAGES
    if meant:
        return f"found {quoted(shown)}, allowed: files of the clinic in {meant}/, spelled exactly so: move it there"
    if suffix not in kinds:
        where = f"pages and papers of the clinic lie in {PAGES}/, its logo in {BRAND}/"
        return f"found {quoted(PurePosixPath(shown).name)}, allowed here: files that end in {', '.join(kinds)}; {where}"
    return ""


def _is_like(shown: str, own: str) -> bool:
    """Whether a path begins as a folder of the clinic does, but for capitals, an ending, or the form of its letters."""
    parts, wanted = PurePosixPath(shown).parts, PurePosixPath(own).parts
    begins = [_folded(part) for part in parts[: len(wanted)]]
    return begins == list(wanted) or [*begins[:-1], begins[-1].rpartition(".")[0]] == list(wanted)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip(" .")


def _collisions(shown: list[str]) -> Iterator[tuple[str, str]]:
    """What would be published at one address: all but one of these would be lost without a word."""
    at: dict[str, dict[str, None]] = {}
    for name in shown:
        for address in _addresses(name):
            at.setdefault(address, {})[name] = None
    # What stands below the address of a file would need a folder in its place.
    for name in shown:
        for above in (folder for address in _addresses(name) for folder in PurePosixPath(address).parents):
            if str(above) in at:
                at[str(above)][name] = None
    told: dict[str, dict[str, None]] = {}
    for names in at.values():
        for name in names if len(names) > 1 else ():
            told.setdefault(name, {}).update({other: None for other in names if other != name})
    for name, held in told.items():
        others = ", ".join(map(brief, held))
        yield name, f"would stand at the same address as {others}, and one would be lost: rename one of them"


def _addresses(name: str) -> tuple[str, ...]:
    """Where a file is published, on the web and in a folder, without regard to capitals."""
    path = PurePosixPath(name)
    if path.suffix != ".md":
        return (_folded(name),)
    page = path.parent if path.stem in _FOLDERS else path.with_suffix("")
    alone = page / "index" if path.stem in _FOLDERS else page
    return tuple(dict.fromkeys((_folded(f"{page}/index.html"), _folded(f"{alone}.html"))))


def _lost(named: set[str], shown: list[str]) -> Iterator[tuple[str, str]]:
    """Pages outside the clinic's folders that the menu does not name: the clinic's own, in the wrong place."""
    for name in shown:
        path = PurePosixPath(name)
        below = path.relative_to("docs")
        pages = [str(below), *map(str, below.parents)]
        if path.suffix == ".md" and not any(fnmatchcase(page, entry) for page in pages for entry in named):
            told = f"a clinic's page lies in {PAGES}/: move it there; a page of the project is named in {MENU}"
            yield name, f"the menu leads to no such page: {told}"


def _dead_entries(docs: Path, menu: str, named: set[str]) -> Iterator[Problem]:
    """The lines of the menu that name no page and no folder."""
    for entry in sorted(named):
        if EVERYTHING in entry or "://" in entry or (docs / entry).exists():
            continue
        lines = enumerate(menu.split("\n"), 1)
        line = next((number for number, text in lines if text.rstrip("'\" ").endswith(entry)), 1)
        pages = (path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
        yield Problem(MENU, line, "-", f"found {quoted(entry)}, allowed: a page below docs/ ({nearest(entry, pages)})")


def _read_menu(root: Path) -> tuple[str, set[str]]:
    """The text of the menu, and the pages, folders and patterns that it names; all, where its engine can't read it."""
    try:
        text = (root / MENU).read_text(encoding="utf-8")
        read = yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError):
        return "", {EVERYTHING}
    return text, {*_entries(read.get("nav") if isinstance(read, dict) else read)}


def _entries(menu: object) -> Iterator[str]:
    """The texts of a menu, however deep they stand."""
    if isinstance(menu, str):
        yield menu
    elif isinstance(menu, dict | list):
        for item in menu.values() if isinstance(menu, dict) else menu:
            yield from _entries(item)
