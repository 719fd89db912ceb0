"""The clinic's colours -> brand.css, refused where text on them could not be read, or an edge not be seen.

All colours that come from the brand's are mixed here and nowhere else: style sheets take them from brand.css by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from macros.load.problems import BrokenData, Problem
from macros.load.settings import Settings, read_settings
from publish.report import Refused

# Red, green and blue, each from 0 to 255.
Rgb = tuple[int, int, int]

KEYS = ("extra", "brand")
DEFAULT = "#0b5c66"
HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
TEXT_CONTRAST = 4.5
EDGE_CONTRAST = 3.0
NEUTRAL_STEPS = 50


@dataclass(frozen=True)
class Mix:
    """A colour of the site made from the brand's, and the colour that it is seen against."""

    name: str
    colour: Rgb
    against: Rgb
    least: float


@dataclass(frozen=True)
class Colours:
    """The clinic's colour, and its second one where it has one."""

    first: str = DEFAULT
    second: str | None = None


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


def read_brand(root: Path) -> Colours:
    """The colours of mkdocs.yml or the default; raises Refused when one can't be read."""
    try:
        settings = read_settings(root)
    except BrokenData as error:
        raise Refused(error.problems) from error
    if problems := judge_brand(settings):
        raise Refused(problems)
    first, second = (settings.get(*KEYS, key) for key in ("colour", "second"))
    return Colours(str(first or DEFAULT), str(second) if second else None)


def brand_css(colours: Colours) -> str:
    """The generated style sheet: plain values for every browser, the dark ones for whom the system asks for dark."""
    light, dark = (_variables(scheme) for scheme in schemes(colours))
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _variables(scheme: Scheme) -> str:
    return ";".join(f"--{field.name}:{_hex(getattr(scheme, field.name))}" for field in fields(scheme))


def write_brand(root: Path) -> None:
    """Writes brand.css, only when it changed, so that a preview does not reload for ever."""
    path = root / "docs/assets/brand/brand.css"
    css = brand_css(read_brand(root))
    if not path.is_file() or path.read_text(encoding="utf-8") != css:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(css, encoding="utf-8", newline="\n")


def schemes(colours: Colours) -> tuple[Scheme, Scheme]:
    """The light scheme and the dark one."""
    brand, second = _rgb(colours.first), _rgb(colours.second or colours.first)
    light_ground, dark_ground = _rgb("#fbf8f1"), _rgb("#191614")
    return (
        Scheme(
            ground=light_ground, panel=_rgb("#f3ecdf"), brand=brand,
            link=mixed(brand, BLACK, 0.88), accent=mixed(second, BLACK, 0.88), tint=mixed(brand, light_ground, 0.07),
        ),
        Scheme(
            ground=dark_ground, panel=_rgb("#26211d"), brand=brand,
            link=mixed(brand, WHITE, 0.4), accent=mixed(second, WHITE, 0.4), tint=mixed(brand, dark_ground, 0.2),
        ),
    )  # fmt: skip


def mixes(colour: str) -> tuple[Mix, ...]:
    """What is read in the brand's colour, or on it."""
    light, dark = schemes(Colours(colour))
    return (
        Mix("a white logo on the brand colour", light.brand, WHITE, TEXT_CONTRAST),
        Mix("links in light mode", light.link, light.ground, TEXT_CONTRAST),
        Mix("links in dark mode", dark.link, dark.ground, TEXT_CONTRAST),
        Mix("links on tinted ground", light.link, light.tint, TEXT_CONTRAST),
    )


def accents(colour: str) -> tuple[Mix, ...]:
    """The edges that come from the second colour; they are seen, not read."""
    light, dark = schemes(Colours(second=colour))
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
    """The first colour on the way to black that can be read in every mix."""
    brand = _rgb(colour)
    ways = (mixed(brand, BLACK, 1 - step / NEUTRAL_STEPS) for step in range(1, NEUTRAL_STEPS + 1))
    return next((way for way in map(_hex, ways) if not failures(made(way))), DEFAULT)


def mixed(first: Rgb, second: Rgb, share: float) -> Rgb:
    """So much of the first colour, and the second for the rest, in sRGB as it is painted: halves go up."""
    red, green, blue = (int(a * share + b * (1 - share) + 0.5) for a, b in zip(first, second, strict=True))
    return red, green, blue


def contrast(first: Rgb, second: Rgb) -> float:
    """The contrast of two colours by WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]  # noqa: PLR2004 -- WCAG's own
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> Rgb:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return f"#{bytes(colour).hex()}"
