"""Colours as numbers: how well one is seen on another (WCAG), and the nearest one that looks like another (OKLCH)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

# Red, green and blue, each from 0 to 255.
Rgb = tuple[int, int, int]
# Lightness, chroma, and the hue in degrees, as in CSS' oklch().
Oklch = tuple[float, float, float]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
# What pages stand on, by day and by night.
LIGHT_GROUND: Rgb = (0xFB, 0xF8, 0xF1)
DARK_GROUND: Rgb = (0x19, 0x16, 0x14)
# How far a hue may turn and still bear the colour's name, and the steps in which a nearest colour is looked for.
_MOST_TURN, _TURNS, _STEPS = 12, 3, 100
_LMS = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
_LAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660))  # fmt: skip
_FROM_LAB = ((1.0, 0.3963377774, 0.2158037573), (1.0, -0.1055613458, -0.0638541728),
             (1.0, -0.0894841775, -1.2914855480))  # fmt: skip
_FROM_LMS = ((4.0767416621, -3.3077115913, 0.2309699292), (-1.2684380046, 2.6097574011, -0.3413193965),
             (-0.0041960863, -0.7034186147, 1.7076147010))  # fmt: skip


def rgb_of(colour: str) -> Rgb:
    """The colour of #rrggbb."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def hex_of(colour: Rgb) -> str:
    """The colour as #rrggbb."""
    return f"#{bytes(colour).hex()}"


def mixed(first: Rgb, second: Rgb, share: float) -> Rgb:
    """So much of the first colour, and the second for the rest, in sRGB as it is painted: halves go up."""
    red, green, blue = (int(a * share + b * (1 - share) + 0.5) for a, b in zip(first, second, strict=True))
    return red, green, blue


def contrast(first: Rgb, second: Rgb) -> float:
    """The contrast of two colours by WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest(colour: Rgb, works: Callable[[Rgb], bool]) -> Rgb | None:
    """The colour most like this one that works: as strong, of the same hue or one beside it, only lighter or darker."""
    wanted = oklch_of(colour)
    candidates = ((_distance(one, wanted), rgb) for one in _around(wanted) if (rgb := _within(one)) and works(rgb))
    return min(candidates, default=(0.0, None), key=lambda found: found[0])[1]


def _around(colour: Oklch) -> Iterator[Oklch]:
    _, chroma, hue = colour
    for step in range(_STEPS + 1):
        for turn in range(-_MOST_TURN, _MOST_TURN + 1, _TURNS):
            lightness = step / _STEPS
            # As strong as the colour is, or else as a screen can show at this lightness.
            yield lightness, _strongest(lightness, chroma, (hue + turn) % 360), (hue + turn) % 360


def _strongest(lightness: float, chroma: float, hue: float) -> float:
    """The chroma up to this one that a screen can show."""
    shown, too_much = 0.0, chroma
    if _within((lightness, chroma, hue)):
        return chroma
    for _ in range(12):
        middle = (shown + too_much) / 2
        shown, too_much = (middle, too_much) if _within((lightness, middle, hue)) else (shown, middle)
    return shown


def _distance(first: Oklch, second: Oklch) -> float:
    return math.dist(_flat(first), _flat(second))


def _flat(colour: Oklch) -> tuple[float, float, float]:
    lightness, chroma, hue = colour
    return lightness, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


def oklch_of(colour: Rgb) -> Oklch:
    """The colour by how it looks: lightness, strength, hue."""
    cones = _times(_LMS, tuple(_linear(part) for part in colour))
    lightness, a, b = _times(_LAB, tuple(math.cbrt(cone) for cone in cones))
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _within(colour: Oklch) -> Rgb | None:
    """The colour as a screen shows it, or None where it can't."""
    cones = tuple(cone**3 for cone in _times(_FROM_LAB, _flat(colour)))
    parts = _times(_FROM_LMS, cones)
    if any(not -0.0005 <= part <= 1.0005 for part in parts):  # noqa: PLR2004 -- what rounding leaves
        return None
    red, green, blue = (round(255 * _painted(min(max(part, 0.0), 1.0))) for part in parts)
    return red, green, blue


def _times(matrix: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB's own


def _painted(share: float) -> float:
    return share * 12.92 if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055  # noqa: PLR2004 -- sRGB's own


def _luminance(colour: Rgb) -> float:
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
