"""The clinic's own files, before a build: pages, pictures and papers that are safe to publish, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from macros.load.problems import Problem
from macros.load.stamps import bytes_of
from macros.load.yamlfile import read_text
from publish.check.clinic.logos import judge_roles
from publish.check.clinic.names import LEFT, MADE
from publish.check.clinic.pages import PICTURES, english_names, judge_page, printed_signs
from publish.check.clinic.sentences import PAGES
from publish.check.clinic.svg import judge_drawing
from publish.check.clinic.tree import read_page
from publish.pictures.brand import BRAND, look_at, most_of
from publish.pictures.photo import (
    FORMATS,
    MOST_BYTES,
    NARROWER,
    OTHERS,
    Unusable,
    ending_of,
    how_to_convert,
    kind_of,
    published,
)

MOST_DRAWING = 60_000
MOST_PAPER = 5_000_000
_PAPER, _PAPER_BEGINS = ".pdf", b"%PDF-"


def judge_own(root: Path, country: str) -> list[Problem]:
    """What is wrong with the files of docs/clinic/ and docs/assets/brand/ of a clinic in this country."""
    problems = judge_roles(root)
    for folder in (PAGES, BRAND):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.name not in LEFT:
                shown = path.relative_to(root).as_posix()
                problems += [Problem(shown, line, "-", text) for line, text in _judge(root, path, shown, country)]
                if _is_page(path, shown) and (page := read_page(path)):
                    warned = (*printed_signs(page), *english_names(page))
                    problems += [Problem(shown, line, "-", text, level="warning") for line, text in warned]
    return problems


def _is_page(path: Path, shown: str) -> bool:
    return path.suffix == ".md" and shown.startswith(PAGES)


def _judge(root: Path, path: Path, shown: str, country: str) -> Iterator[tuple[int, str]]:
    """What is wrong with one file, each with its line."""
    if _is_page(path, shown):
        yield from judge_page(root, path, country)
    elif path.suffix == ".svg":
        yield from _drawing(path, shown)
    elif ending_of(path) in FORMATS:
        yield from _picture(path, shown)
    elif ending_of(path) == _PAPER and shown.startswith(PAGES):
        yield from _paper(path)
    elif shown != MADE:
        small = path.with_suffix(path.suffix.lower()).name
        if small != path.name and ending_of(path) in (".svg", ".md"):
            yield 1, f"found {path.name!r}, allowed: its ending in small letters: {small!r}"
            return
        if ending_of(path) in OTHERS:
            yield 1, f"found {path.name!r}, {how_to_convert(ending_of(path))}"
            return
        kinds = ", ".join([*PICTURES, *([".md", ".pdf"] if shown.startswith(PAGES) else [])])
        yield 1, f"found {path.name!r}, allowed here: files that end in {kinds}"


def _drawing(path: Path, shown: str) -> Iterator[tuple[int, str]]:
    raw = bytes_of(path)
    if (kind := kind_of(raw)) is not None:
        told = f"this is no SVG file, whatever its name says: it is a {kind[1:].upper()} file"
        yield 1, f"{told}: call it {path.stem}{kind}"
        return
    if len(raw) > MOST_DRAWING:
        simpler = "save it as plain SVG without pictures and with fewer points, or as a .png"
        yield 1, f"{len(raw):,} bytes, allowed for a drawing: {MOST_DRAWING:,}: {simpler}"
        return
    text, problems = read_text(path, shown=shown, most=MOST_DRAWING)
    wrong = [(problem.line, problem.text) for problem in problems] or judge_drawing(text)
    yield from wrong
    if not wrong and PurePosixPath(shown).match(f"{BRAND}/logo*") and look_at(path) is None:
        yield 1, 'the drawing does not say how large it is: write viewBox="0 0 WIDTH HEIGHT" behind <svg'


def _picture(path: Path, shown: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a picture: it can't be read or would fill the memory, or what is published is too heavy."""
    try:
        whole, *_ = published(path, most_of(path), NARROWER if shown.startswith(PAGES) else ())
    except Unusable as error:
        yield 1, str(error)
        return
    if len(whole.raw) > MOST_BYTES:
        found = f"would be published with {len(whole.raw):,} bytes, allowed: {MOST_BYTES:,}"
        yield 1, f"{found}: save it as .jpg or .webp, or smaller"


def _paper(path: Path) -> Iterator[tuple[int, str]]:
    raw = bytes_of(path)
    if len(raw) > MOST_PAPER:
        yield 1, f"{len(raw):,} bytes, allowed: {MOST_PAPER:,}: save it smaller"
    elif not raw.startswith(_PAPER_BEGINS):
        yield 1, "this is no PDF file, whatever its name says: save it as one"
