"""The clinic's own files, before a build: pages, pictures and papers that are safe to publish, and no others."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from macros.load.problems import Problem, brief
from macros.load.yamlfile import read_text
from publish.check.clinic.names import BRAND, LEFT, MADE
from publish.check.clinic.pages import PICTURES, judge_page, printed_signs
from publish.check.clinic.sentences import PAGES
from publish.check.clinic.svg import judge_drawing

DRAWN = (f"{BRAND}/logo.svg", f"{BRAND}/favicon.svg")
SHARED = f"{BRAND}/share.png"
MOST_DRAWING = 60_000
MOST_PICTURE = 1_000_000
MOST_PAPER = 5_000_000
# The sides of the picture that others show for the site: too small is not shown, larger is only slower.
LEAST_SIDES, MOST_SIDES = (600, 315), (2400, 2400)
# How each kind of file begins.
STARTS = {
    ".png": (rb"\x89PNG\r\n\x1a\n", MOST_PICTURE),
    ".jpg": (rb"\xff\xd8\xff", MOST_PICTURE),
    ".jpeg": (rb"\xff\xd8\xff", MOST_PICTURE),
    ".webp": (rb"RIFF....WEBP", MOST_PICTURE),
    ".pdf": (rb"%PDF-", MOST_PAPER),
}
_PIXELS = ", such as 1600 pixels wide and as .jpg or .webp"
_HOW = {".pdf": ""}


def judge_own(root: Path) -> list[Problem]:
    """What is wrong with the files of docs/clinic/ and docs/assets/brand/."""
    problems = [
        Problem(name, 1, "-", f"the file is missing{_look_alike(root / name)}")
        for name in (*DRAWN, SHARED)
        if not (root / name).is_file()
    ]
    for folder in (PAGES, BRAND):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.name not in LEFT:
                shown = path.relative_to(root).as_posix()
                problems += [Problem(shown, line, "-", text) for line, text in _judge(root, path, shown)]
                if _is_page(path, shown):
                    problems += [Problem(shown, line, "-", text, level="warning") for line, text in printed_signs(path)]
    return problems


def _look_alike(path: Path) -> str:
    """What to do with a file that was meant for another one, or nothing where there is none."""
    meant = (other.name for other in sorted(path.parent.glob("*")) if other.stem.lower() == path.stem)
    return next((f": found {brief(name)!r}, allowed: a file with exactly this name" for name in meant), "")


def _is_page(path: Path, shown: str) -> bool:
    return path.suffix == ".md" and shown.startswith(PAGES)


def _judge(root: Path, path: Path, shown: str) -> Iterator[tuple[int, str]]:
    """What is wrong with one file, each with its line."""
    if _is_page(path, shown):
        yield from judge_page(root, path)
    elif path.suffix == ".svg":
        yield from _drawing(path, shown)
    elif path.suffix in STARTS and (path.suffix != ".pdf" or shown.startswith(PAGES)):
        yield from _picture(path, shown)
    elif shown != MADE:
        small = path.with_suffix(path.suffix.lower()).name
        if small != path.name and path.suffix.lower() in (*STARTS, ".svg", ".md"):
            yield 1, f"found {path.name!r}, allowed: its ending in small letters: {small!r}"
            return
        kinds = ", ".join([*PICTURES, *([".md", ".pdf"] if shown.startswith(PAGES) else [])])
        yield 1, f"found {path.name!r}, allowed here: files that end in {kinds}"


def _drawing(path: Path, shown: str) -> Iterator[tuple[int, str]]:
    text, problems = read_text(path, shown=shown, most=MOST_DRAWING)
    yield from ((problem.line, problem.text) for problem in problems)
    if not problems:
        yield from judge_drawing(text)


def _picture(path: Path, shown: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a picture or a paper: its size, or that it is not what its name says."""
    start, most = STARTS[path.suffix]
    raw = path.read_bytes()
    if len(raw) > most:
        yield 1, f"{len(raw):,} bytes, allowed: {most:,}: save it smaller{_HOW.get(path.suffix, _PIXELS)}"
    elif not re.match(start, raw, re.DOTALL):
        yield 1, f"this is no {path.suffix[1:].upper()} file, whatever its name says: save it as one"
    elif shown == SHARED and (text := _wrong_sides(raw)):
        yield 1, text


def _wrong_sides(png: bytes) -> str:
    """What is wrong with the sides of a PNG file, or nothing."""
    if len(png) < 24:  # noqa: PLR2004 -- where the sides stand in the file
        return "the file ends before it says how large the picture is"
    sides = struct.unpack(">II", png[16:24])
    if all(least <= side <= most for least, side, most in zip(LEAST_SIDES, sides, MOST_SIDES, strict=True)):
        return ""
    return "found {} x {} pixels, best 1200 x 630, at least {} x {}, at most {} x {}".format(
        *sides, *LEAST_SIDES, *MOST_SIDES
    )
