"""The clinic's colours -> brand.css, refused where text on them could not be read, or an edge not be seen.

The mixes are those of docs/assets/css/base.css, written here once more so that a bad colour is
found before a build; a browser test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from macros.load.problems import BrokenData, Problem
from macros.load.settings import Settings, read_settings
from publish.report import Refused

Rgb = tuple[float, float, float]

BRAND = ("extra", "brand")
DEFAULT = "#0b5c66"
HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE: Rgb = (255.0, 255.0, 255.0)
BLACK: Rgb = (0.0, 0.0, 0.0)
# The grounds of both schemes, as in base.css.
LIGHT_GROUND: Rgb = (255.0, 255.0, 255.0)
DARK_GROUND: Rgb = (18.0, 24.0, 27.0)
LIGHT_PANEL: Rgb = (244.0, 247.0, 248.0)
DARK_PANEL: Rgb = (27.0, 36.0, 40.0)
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


def judge_brand(settings: Settings) -> list[Problem]:
    """The colours that could not be read or seen, each with the nearest that can; their form is the schema's."""
    return [
        settings.problem(f"found {value!r}: {', '.join(failing)} could not be {seen}; nearest: {near!r}", *BRAND, key)
        for key, made, seen in (("colour", mixes, "read"), ("second", accents, "seen"))
        if isinstance(value := settings.get(*BRAND, key), str) and HEX.fullmatch(value)
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
        raise Refused(map(str, problems))
    first, second = (settings.get(*BRAND, key) for key in ("colour", "second"))
    return Colours(str(first or DEFAULT), str(second) if second else None)


def brand_css(colours: Colours) -> str:
    """The generated style sheet: the clinic's raw colours as variables."""
    second = f";--second:{colours.second.lower()}" if colours.second else ""
    return f":root{{--brand:{colours.first.lower()}{second}}}\n"


def write_brand(root: Path) -> None:
    """Writes brand.css, only when it changed, so that a preview does not reload for ever."""
    path = root / "docs/assets/brand/brand.css"
    css = brand_css(read_brand(root))
    if not path.is_file() or path.read_text(encoding="utf-8") != css:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(css, encoding="utf-8", newline="\n")


def mixes(colour: str) -> tuple[Mix, ...]:
    """The four colours of the site that come from the brand's."""
    brand = _rgb(colour)
    return (
        Mix("white text on the brand colour", brand, WHITE, TEXT_CONTRAST),
        Mix("links in light mode", mixed(brand, BLACK, 0.88), LIGHT_GROUND, TEXT_CONTRAST),
        Mix("links in dark mode", mixed(brand, WHITE, 0.45), DARK_GROUND, TEXT_CONTRAST),
        Mix("links on tinted ground", mixed(brand, BLACK, 0.88), mixed(brand, LIGHT_GROUND, 0.07), TEXT_CONTRAST),
    )


def accents(colour: str) -> tuple[Mix, ...]:
    """The edges that come from the second colour; they are seen, not read."""
    second = _rgb(colour)
    light, dark = mixed(second, BLACK, 0.88), mixed(second, WHITE, 0.45)
    return (
        Mix("edges in light mode", light, LIGHT_GROUND, EDGE_CONTRAST),
        Mix("edges of cards in light mode", light, LIGHT_PANEL, EDGE_CONTRAST),
        Mix("edges in dark mode", dark, DARK_GROUND, EDGE_CONTRAST),
        Mix("edges of cards in dark mode", dark, DARK_PANEL, EDGE_CONTRAST),
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
    """color-mix(in srgb, first share, second), as a browser computes it."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def contrast(first: Rgb, second: Rgb) -> float:
    """The contrast of two colours by WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]  # noqa: PLR2004 -- WCAG's own
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> Rgb:
    red, green, blue = (float(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in colour)
