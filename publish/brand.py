"""The clinic's colour -> brand.css, refused where text on it could not be read.

The four mixes are those of docs/assets/css/base.css, written here once more so that a bad colour is
found before a build; a browser test holds the two against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from macros.load.yamlfile import read_mapping, read_text
from publish.report import Refused

Rgb = tuple[float, float, float]

DEFAULT = "#0b5c66"
HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE: Rgb = (255.0, 255.0, 255.0)
BLACK: Rgb = (0.0, 0.0, 0.0)
# The grounds of both schemes, as in base.css.
LIGHT_GROUND: Rgb = (255.0, 255.0, 255.0)
DARK_GROUND: Rgb = (18.0, 24.0, 27.0)
TEXT_CONTRAST = 4.5
NEUTRAL_STEPS = 50


@dataclass(frozen=True)
class Mix:
    """A colour of the site made from the brand's, and the colour that it is seen against."""

    name: str
    colour: Rgb
    against: Rgb
    least: float


def read_colour(root: Path) -> str:
    """The value of extra.brand.colour in mkdocs.yml, or the default; raises Refused when it is no colour."""
    text, problems = read_text(root / "mkdocs.yml", shown="mkdocs.yml")
    # !ENV is the engines' own tag: it is not ours to read here.
    items, found = read_mapping(re.sub(r"!ENV\b", "", text), shown="mkdocs.yml")
    if problems or found or not items:
        raise Refused([str(problem) for problem in [*problems, *found]])
    value: object = items[0].value
    for key in ("extra", "brand", "colour"):
        value = value.get(key) if isinstance(value, dict) else None
    if value is None:
        return DEFAULT
    place = f"mkdocs.yml:{items[0].line_of(('extra', 'brand', 'colour'))}: extra.brand.colour: found {value!r}"
    if not isinstance(value, str) or not HEX.fullmatch(value):
        raise Refused([f"{place}, allowed: a colour such as {DEFAULT!r}, in quotes"])
    if failing := failures(value):
        raise Refused([f"{place}: {', '.join(failing)} could not be read; nearest: {nearest_readable(value)!r}"])
    return value


def brand_css(colour: str) -> str:
    """The generated style sheet: the clinic's raw colour as one variable."""
    return f":root{{--brand:{colour.lower()}}}\n"


def write_brand(root: Path) -> None:
    """Writes brand.css, only when it changed, so that a preview does not reload for ever."""
    path = root / "docs/assets/brand/brand.css"
    css = brand_css(read_colour(root))
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


def failures(colour: str) -> list[str]:
    """The names of the mixes that could not be read."""
    return [mix.name for mix in mixes(colour) if contrast(mix.colour, mix.against) < mix.least]


def nearest_readable(colour: str) -> str:
    """The first colour on the way to black that can be read in every mix."""
    brand = _rgb(colour)
    ways = (mixed(brand, BLACK, 1 - step / NEUTRAL_STEPS) for step in range(1, NEUTRAL_STEPS + 1))
    return next((way for way in map(_hex, ways) if not failures(way)), DEFAULT)


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
