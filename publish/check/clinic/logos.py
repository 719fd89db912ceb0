"""The files of docs/assets/brand/ by what they are for: what is missing, there twice, or can't be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.load.problems import Problem, quoted
from publish.check.clinic.svg import judge_drawing
from publish.pictures.brand import (
    BRAND,
    ROLES,
    Grounds,
    Look,
    candidates,
    find_brand,
    ground_of,
    grounds_by_day,
    grounds_by_night,
    look_at,
)
from publish.pictures.colour import rgb_of
from publish.pictures.made import HOME
from publish.pictures.photo import FORMATS, Unusable, ending_of

# The sides of the picture that others show for the site, and how much its shape may differ.
LEAST_SHARED, BEST_SHARED, _OTHER_SHAPE = (600, 315), (1200, 630), 0.1
# How many times as wide as high an icon may be, and the fewest pixels of its sides.
_SQUARE, LEAST_ICON = 1.25, 64
# How many times as wide as high a logo may be, and how much of it must be seen.
NARROWEST, WIDEST, _ENOUGH = 0.5, 8, 0.5


def judge_roles(root: Path) -> list[Problem]:
    """A logo that is missing, and two files for one thing."""
    found = [(role, candidates(root, role)) for role in ROLES]
    told = [
        (other.name, f"found beside {files[0].name!r}, and both would be the {role}: remove one")
        for role, files in found
        for other in files[1:]
    ]
    return [
        *_missing(root),
        *(Problem(f"{BRAND}/{name}", 1, "-", text) for name, text in told),
        *(Problem(f"{BRAND}/{name}", 1, "-", text, level="warning") for name, text in _unshown(root)),
    ]


def _unshown(root: Path) -> Iterator[tuple[str, str]]:
    """The pictures whose name is near to one that is shown, such as "Larch logo.png", and is none."""
    for path in sorted((root / BRAND).glob("*")):
        ending = path.suffix.lower()
        near = [role for role, endings in ROLES.items() if role in path.stem.lower() and ending in endings]
        if near and path.stem not in ROLES:
            role = max(near, key=len)
            yield path.name, f"found {path.name!r}, which nothing shows: the {role} is named {role + ending!r}"


def _missing(root: Path) -> Iterator[Problem]:
    """That there is no logo, with the file that was meant for it."""
    if find_brand(root).logo is None:
        kinds = ", ".join(f"logo{ending}" for ending in ROLES["logo"])
        others = (path.name for path in sorted((root / BRAND).glob("*")) if path.stem.lower() == "logo")
        meant = next((f"found {quoted(name)}, allowed" for name in others), "allowed")
        yield Problem(f"{BRAND}/logo.svg", 1, "-", f"there is no logo: {meant}: {kinds}")


def judge_looks(root: Path, colour: str | None) -> list[Problem]:
    """Warnings of pictures that are of no use for what they are for, and of logos that can't be made out in the header.

    Without a colour, for one that was refused can't tell what is seen on it, their sides alone are looked at.
    """
    brand, tint = find_brand(root), rgb_of(colour) if colour else None
    wrong = [
        *_of_logo(brand.logo, grounds_by_day(tint) if tint else (), "on your colour nor on a light ground"),
        *_of_logo(brand.logo_dark, grounds_by_night(tint) if tint else (), "on a dark ground nor on your colour"),
        *_of_icon(brand.favicon),
        *_of_shared(brand.share),
    ]
    return [Problem(f"{BRAND}/{name}", 1, "-", text, level="warning") for name, text in wrong]


def _of_logo(path: Path | None, grounds: Grounds, where: str) -> Iterator[tuple[str, str]]:
    """What a reader could not make out of one logo."""
    if path is None or (look := _look(path)) is None:
        return
    if not NARROWEST <= look.width / look.height <= WIDEST:
        found = f"found sides {look.width:g} x {look.height:g}: in a header too small to be made out"
        yield path.name, f"{found}, best from as wide as high to {WIDEST} times as wide"
    if grounds and ground_of(look, grounds)[1] < _ENOUGH:
        yield path.name, f"most of it is seen neither {where}: save it in one dark colour, or with a ground of its own"


def _of_icon(path: Path | None) -> Iterator[tuple[str, str]]:
    """That little would be left of an icon in the square in which browsers and telephones draw it."""
    if path is None or (look := _look(path)) is None:
        return
    sides = f"found sides {look.width:g} x {look.height:g}"
    if not 1 / _SQUARE <= look.width / look.height <= _SQUARE:
        what = "drawn in a square of 32 pixels it would be a thin stripe"
        yield path.name, f"{sides}: {what}; best is a square, such as the sign of the logo without its words"
    elif ending_of(path) in FORMATS and min(look.width, look.height) < LEAST_ICON:
        yield path.name, f"{sides}: unsharp on home screens, best {HOME} x {HOME} pixels or more"


def _of_shared(path: Path | None) -> Iterator[tuple[str, str]]:
    """That others would not show the picture to share, or not all of it."""
    if path is None or (look := _look(path)) is None:
        return
    least, (wide, high) = LEAST_SHARED, BEST_SHARED
    small = look.width < least[0] or look.height < least[1]
    if small or abs(look.width / look.height / (wide / high) - 1) > _OTHER_SHAPE:
        found = f"found {look.width:g} x {look.height:g} pixels, best {wide} x {high}"
        yield (
            path.name,
            f"{found}: others leave out one below {least[0]} x {least[1]}, and cut other shapes",
        )


def _look(path: Path) -> Look | None:
    """How a picture looks; nothing of one that was refused, which is told with the files."""
    try:
        if path.suffix == ".svg" and judge_drawing(path.read_text(encoding="utf-8")):
            return None
        return look_at(path)
    except (Unusable, OSError, ValueError):
        return None
