"""The files of docs/assets/brand/ -> the clinic's logo, icon and picture to share, and on what its logo is seen.

What the project ships there gives way to a clinic's own file, so that nobody has to delete ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from macros.load.stamps import bytes_of
from publish.pictures.colour import DARK_GROUND, LIGHT_GROUND, Rgb, contrast, rgb_of
from publish.pictures.drawing import Drawing, read_drawing
from publish.pictures.photo import FORMATS, MOST, Sides, decode, ending_of

BRAND = "docs/assets/brand"
DRAWN = (".svg", *FORMATS)
# What each file is for, by its name, and how it may end.
ROLES: Mapping[str, tuple[str, ...]] = {
    "logo": DRAWN, "logo-dark": DRAWN, "favicon": DRAWN, "share": (".png", ".jpg", ".jpeg"),
}  # fmt: skip
# Our drawings as they are today. What was given out first stays as it was in docs/assets/brand/: a fork that put its
# own there would meet a conflict at each change.
OURS, OUR_COLOUR = Path(__file__).with_name("ours"), b"#0b5c66"
# The project's own as they were given out, by the hashes of their bytes.
SHIPPED = {
    "logo.svg": "6724eedd5744dace9ae64236f9326bfd0fbac1a15c0f0d76c301c9ce8aa71de4",
    "favicon.svg": "f8fdbdde331f522084c320fd4f21c76be0f8588f9a0ddb7a372e3ba9634d9780",
    "share.png": "c38c9427ee684005136037555bf2e8a039d01546b4d06279f978c90bde6a4b92",
}
# How high the header draws a logo, in pixels, and how much finer a screen may be.
HEIGHT, FINE = 32, 3
_LOGO: tuple[int, int] = (8 * HEIGHT * FINE, HEIGHT * FINE)
# The sides within which each is published.
_MOST: Mapping[str, Sides] = {"logo": _LOGO, "logo-dark": _LOGO, "favicon": (180, 180), "share": (1200, 1200)}
# Within these sides a picture is looked at for its colours.
_LOOKED_AT = (64, 64)
_HALF_SEEN, _SEEN_THROUGH = 128, 0.02
# What is seen at all stands out by so much, as edges do.
SEEN = 3.0

# What a logo may stand on, each by the class that the style sheet knows it by.
Grounds = tuple[tuple[str, Rgb], ...]


@dataclass(frozen=True)
class Look(Drawing):
    """A logo, drawn or painted: how it looks in the header, and how much of it is seen there."""

    @property
    def drawn_width(self) -> int:
        """How wide it is at the header's height."""
        return max(1, round(HEIGHT * self.width / self.height))

    def share_seen(self, ground: Rgb) -> float:
        """How much of it stands out from this ground, from 0 to 1."""
        if self.has_ground or not self.colours:
            return 1.0
        seen = sum(much for colour, much in self.colours.items() if contrast(colour, ground) >= SEEN)
        return seen / sum(self.colours.values())


@dataclass(frozen=True)
class Brand:
    """The file of each role; None where there is none, or ours alone that gives way to what a build makes."""

    logo: Path | None
    logo_dark: Path | None
    favicon: Path | None
    share: Path | None


def find_brand(root: Path) -> Brand:
    """The clinic's files by what they are for; of two for one thing the first, which a check refuses."""
    found = {role: next(map(_of_today, candidates(root, role)), None) for role in ROLES}
    return Brand(found["logo"], found["logo-dark"], found["favicon"], found["share"])


def _of_today(path: Path) -> Path | None:
    """A clinic's file; of ours the drawing of today, or none where a build makes it."""
    if not is_shipped(path):
        return path
    return ours if (ours := OURS / path.name).is_file() else None


def candidates(root: Path, role: str) -> list[Path]:
    """The files for one role: the clinic's own, or ours where it has none."""
    found = [path for path in sorted((root / BRAND).glob(f"{role}.*")) if path.stem == role and path.is_file()]
    there = [path for ending in ROLES[role] for path in found if ending_of(path) == ending]
    own = [path for path in there if not is_shipped(path)]
    return own or there


def most_of(path: Path) -> Sides:
    """The sides within which a picture of the clinic's folders is published."""
    return _MOST.get(path.stem, MOST) if path.parent.as_posix().endswith(f"/{BRAND}") else MOST


def is_shipped(path: Path) -> bool:
    """Whether a file is the project's own, untouched."""
    return path.name in SHIPPED and sha256(bytes_of(path)).hexdigest() == SHIPPED[path.name]


def bytes_shown(path: Path, colour: Rgb) -> bytes:
    """The bytes of a clinic's file; of ours in the clinic's colour."""
    raw = bytes_of(path)
    return raw.replace(OUR_COLOUR, b"#%02x%02x%02x" % colour) if path.parent == OURS else raw


def look_at(path: Path) -> Look | None:
    """How a judged logo looks; None where a drawing does not say how large it is. Raises Unusable."""
    return _look(ending_of(path), bytes_of(path))


@lru_cache(maxsize=4)
def _look(suffix: str, raw: bytes) -> Look | None:
    if suffix == ".svg":
        found = read_drawing(raw.decode("utf-8-sig"))
        return Look(**vars(found)) if found else None
    image = decode(suffix, raw, MOST)
    sides = image.size
    image = image.convert("RGBA")
    image.thumbnail(_LOOKED_AT)
    counted = image.getcolors(image.width * image.height) or []
    colours: dict[Rgb, int] = {}
    for much, (red, green, blue, alpha) in counted:  # type: ignore[misc] # of RGBA these are four
        if alpha >= _HALF_SEEN:
            colours[red, green, blue] = colours.get((red, green, blue), 0) + much
    through = 1 - sum(colours.values()) / (image.width * image.height)
    return Look(*sides, colours, has_ground=through < _SEEN_THROUGH)


def ground_of(look: Look, grounds: Grounds) -> tuple[str, float]:
    """The name of the first of the grounds on which most of a logo is seen, and how much."""
    shares = [(name, look.share_seen(ground)) for name, ground in grounds]
    return max(shares, key=lambda found: found[1])


def grounds_by_day(brand: Rgb) -> Grounds:
    """What a logo may stand on: the clinic's colour, or the light ground of a page."""
    return ("", brand), ("on-light", LIGHT_GROUND)


def grounds_by_night(brand: Rgb) -> Grounds:
    """What a logo for the dark may stand on: the dark ground of a page, the clinic's colour, or the light ground."""
    return ("dark-bare", DARK_GROUND), ("dark-on-brand", brand), ("dark-on-light", LIGHT_GROUND)


# How wide a logo may be drawn beside the name in the header of a telephone.
WIDE = 64


def brand_words(root: Path, colour: str) -> dict[str, str]:
    """What the frame of each page has to know of the clinic's files, as base.yml names it; all of them were judged."""
    brand, tint = find_brand(root), rgb_of(colour)
    told = {"logo": "", "width": "", "dark": "", "dark_width": "", "looks": "", "icon": "", "share": "share.png"}
    looks = []
    for path, keys, grounds in (
        (brand.logo, ("logo", "width"), grounds_by_day(tint)),
        (brand.logo_dark, ("dark", "dark_width"), grounds_by_night(tint)),
    ):
        if path is not None and (look := look_at(path)) is not None:
            told |= {keys[0]: path.name, keys[1]: str(look.drawn_width)}
            looks.append(ground_of(look, grounds)[0])
            # On a telephone there is room for such a logo or for the name, which everybody can read.
            looks += ["wide"] if look.drawn_width > WIDE and "wide" not in looks else []
    told["looks"] = " ".join(filter(None, looks))
    told["icon"] = brand.favicon.name if brand.favicon and brand.favicon.suffix == ".svg" else ""
    told["share"] = brand.share.name if brand.share else told["share"]
    return told
