"""What a build draws itself: an icon for browsers that take no SVG and for home screens, and the picture to share."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from publish.pictures.brand import Brand, bytes_shown, ground_of, grounds_by_day, look_at
from publish.pictures.colour import LIGHT_GROUND, WHITE, Rgb, mixed
from publish.pictures.drawing import draw
from publish.pictures.photo import FORMATS, decode, encode, ending_of

# The letters of the site's headings; what it lacks is not drawn.
FONT = "docs/assets/vendor/besley.woff2"
# In the browser's tab, and on the home screen of a telephone.
TAB, HOME = 32, 180
SHARED = (1200, 630)
_SHADES = 8
_EDGE, _LARGEST, _SMALLEST, _LEADING = 90, 104, 40, 1.25


def make_icon(root: Path, brand: Brand, name: str, colour: Rgb, side: int) -> bytes:
    """The clinic's icon as a square PNG; the name's first letter where there is none, or a drawing with letters."""
    path = brand.favicon
    image = _icon(path, colour, side) if path is not None else None
    if path is None or image is None:
        return encode(_letter(root, name, colour, side), "PNG")
    square = Image.new("RGBA", (side, side), (*_ground(path, colour), 255) if side == HOME else (0, 0, 0, 0))
    square.alpha_composite(image, ((side - image.width) // 2, (side - image.height) // 2))
    return encode(square, "PNG")


def _icon(path: Path, colour: Rgb, side: int) -> Image.Image | None:
    raw, ending = bytes_shown(path, colour), ending_of(path)
    if ending not in FORMATS:
        return draw(raw.decode("utf-8-sig"), side)
    return decode(ending, raw, (side, side)).convert("RGBA")


def _ground(path: Path, colour: Rgb) -> Rgb:
    """What an icon stands on where nothing may be seen through it."""
    look, grounds = look_at(path), dict(grounds_by_day(colour))
    return grounds[ground_of(look, grounds_by_day(colour))[0]] if look else colour


def _letter(root: Path, name: str, colour: Rgb, side: int) -> Image.Image:
    """The first letter of a name, white on the clinic's colour; the colour alone where it can't be drawn."""
    image = Image.new("RGB", (side, side), colour)
    letter = next((sign.upper()[:1] for sign in name if sign.isalnum()), "")
    font = _font(root, round(side * 0.72))
    if font is not None and letter and _can_draw(font, letter):
        ImageDraw.Draw(image).text((side / 2, side / 2), letter, fill=WHITE, font=font, anchor="mm")
    # Few colours are enough for one letter, and a first visit loads it.
    return image.quantize(_SHADES)


@lru_cache(maxsize=4)
def make_shared(root: Path, name: str, colour: Rgb) -> bytes:
    """The picture that others show for the site: its name on the clinic's colour; no box for a letter we lack."""
    image = Image.new("RGB", SHARED, colour)
    draw = ImageDraw.Draw(image)
    height = SHARED[1]
    draw.rectangle((0, height - 24, SHARED[0], height), fill=mixed(colour, LIGHT_GROUND, 0.55))
    font, lines = _fitting(root, " ".join(name.split()))
    if font is not None and lines:
        step = font.size * _LEADING
        top = (height - 24 - step * len(lines)) / 2
        for number, line in enumerate(lines):
            draw.text((_EDGE, top + step * (number + 0.5)), line, fill=WHITE, font=font, anchor="lm")
    return encode(image, "PNG")


def _fitting(root: Path, name: str) -> tuple[ImageFont.FreeTypeFont | None, list[str]]:
    """The largest letters in which a name fits, and its lines; none where some letter of it can't be drawn."""
    for size in range(_LARGEST, _SMALLEST - 1, -8):
        font = _font(root, size)
        if font is None or not all(_can_draw(font, sign) for sign in set(name) - {" "}):
            return None, []
        lines = _broken(name, font)
        high = size * _LEADING * len(lines) <= SHARED[1] - 2 * _EDGE
        if high and all(font.getlength(line) <= SHARED[0] - 2 * _EDGE for line in lines):
            return font, lines
    return None, []


def _broken(name: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The words of a name in lines that are as full as they can be."""
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= SHARED[0] - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(root: Path, size: int) -> ImageFont.FreeTypeFont | None:
    """The font, laid out the same on every computer; None where this one can't read it."""
    try:
        raw = BytesIO((root / FONT).read_bytes())
        return ImageFont.truetype(raw, size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return None


def _can_draw(font: ImageFont.FreeTypeFont, sign: str) -> bool:
    """Whether a font has a sign: what it lacks, it draws as it does a sign that is none."""
    return bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))
