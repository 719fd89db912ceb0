"""The clinic's colours -> brand.css, refused where text on them could not be read, or an edge not be seen.

All colours that come from the brand's are mixed here and nowhere else: style sheets take them from brand.css by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from macros.load.problems import Problem
from macros.load.settings import Settings
from publish.beside.template import write
from publish.pictures.colour import (
    BLACK,
    DARK_GROUND,
    LIGHT_GROUND,
    WHITE,
    Rgb,
    contrast,
    hex_of,
    mixed,
    nearest,
    rgb_of,
)

KEYS = ("extra", "brand")
DEFAULT = "#0b5c66"
HEX = re.compile(r"#[0-9a-fA-F]{6}")
TEXT_CONTRAST = 4.5
EDGE_CONTRAST = 3.0


@dataclass(frozen=True)
class Mix:
    """A colour of the site made from the brand's, and the colour that it is seen against."""

    name: str
    colour: Rgb
    against: Rgb
    least: float


@dataclass(frozen=True)
class Scheme:
    """What one scheme, light or dark, is painted with; each field is a variable of the style sheets."""

    ground: Rgb
    panel: Rgb
    brand: Rgb
    link: Rgb
    accent: Rgb
    tint: Rgb


def judge_brand(settings: Settings) -> list[Problem]:
    """The colours that could not be read or seen, each with the nearest that can; their form is the schema's."""
    return [
        settings.problem(f"found {value!r}: {', '.join(failing)} could not be {seen}; nearest: {near!r}", *KEYS, key)
        for key, made, seen in (("colour", mixes, "read"), ("second", accents, "seen"))
        if isinstance(value := settings.get(*KEYS, key), str) and HEX.fullmatch(value)
        if (failing := failures(made(value)))
        for near in [nearest_readable(value, made)]
    ]


def brand_colour(settings: Settings) -> str:
    """The clinic's colour as mkdocs.yml has it, or ours where it has none, or what is none."""
    colour = settings.get(*KEYS, "colour")
    return colour if isinstance(colour, str) and HEX.fullmatch(colour) else DEFAULT


def brand_css(settings: Settings) -> str:
    """The generated style sheet: plain values for every browser, the dark ones for whom the system asks for dark."""
    second = settings.get(*KEYS, "second")
    light, dark = map(_variables, schemes(brand_colour(settings), second=str(second) if second else None))
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _variables(scheme: Scheme) -> str:
    return ";".join(f"--{field.name}:{hex_of(getattr(scheme, field.name))}" for field in fields(scheme))


def write_brand(root: Path, settings: Settings) -> None:
    """Writes brand.css, only when it changed, so that a preview does not reload for ever."""
    path = root / "docs/assets/brand/brand.css"
    css = brand_css(settings)
    if not path.is_file() or path.read_text(encoding="utf-8") != css:
        write(path, css)


def schemes(colour: str = DEFAULT, *, second: str | None = None) -> tuple[Scheme, Scheme]:
    """The light scheme and the dark one of the clinic's colour, and of its second one where it has one."""
    brand, accent = rgb_of(colour), rgb_of(second or colour)
    return (
        Scheme(
            ground=LIGHT_GROUND, panel=rgb_of("#f3ecdf"), brand=brand,
            link=mixed(brand, BLACK, 0.88), accent=mixed(accent, BLACK, 0.88), tint=mixed(brand, LIGHT_GROUND, 0.07),
        ),
        Scheme(
            ground=DARK_GROUND, panel=rgb_of("#26211d"), brand=brand,
            link=mixed(brand, WHITE, 0.4), accent=mixed(accent, WHITE, 0.4), tint=mixed(brand, DARK_GROUND, 0.2),
        ),
    )  # fmt: skip


def mixes(colour: str) -> tuple[Mix, ...]:
    """What is read in the brand's colour, or on it."""
    light, dark = schemes(colour)
    return (
        Mix("a white logo on the brand colour", light.brand, WHITE, TEXT_CONTRAST),
        Mix("links in light mode", light.link, light.ground, TEXT_CONTRAST),
        Mix("links in dark mode", dark.link, dark.ground, TEXT_CONTRAST),
        Mix("links on tinted ground", light.link, light.tint, TEXT_CONTRAST),
    )


def accents(colour: str) -> tuple[Mix, ...]:
    """The edges that come from the second colour; they are seen, not read."""
    light, dark = schemes(second=colour)
    return (
        Mix("edges in light mode", light.accent, light.ground, EDGE_CONTRAST),
        Mix("edges of cards in light mode", light.accent, light.panel, EDGE_CONTRAST),
        Mix("edges in dark mode", dark.accent, dark.ground, EDGE_CONTRAST),
        Mix("edges of cards in dark mode", dark.accent, dark.panel, EDGE_CONTRAST),
    )


def failures(made: Iterable[Mix]) -> list[str]:
    """The names of the mixes that could not be read or seen."""
    return [mix.name for mix in made if contrast(mix.colour, mix.against) < mix.least]


def nearest_readable(colour: str, made: Callable[[str], tuple[Mix, ...]] = mixes) -> str:
    """The colour most like this one that can be read, or seen, in every mix."""
    found = nearest(rgb_of(colour), lambda way: not failures(made(hex_of(way))))
    return hex_of(found) if found else DEFAULT
