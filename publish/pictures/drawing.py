"""An SVG file that was judged -> its sides, its colours, and how it looks where no SVG is taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring

from PIL import Image, ImageColor
from resvg_py import svg_to_bytes

from publish.pictures.colour import Rgb

_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath"))
# What lies in these is drawn only where something names it.
_HELD = frozenset(("defs", "clipPath", "mask", "marker", "symbol", "pattern", "filter", "metadata"))
_SIDE = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(?:px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_RULE = re.compile(r"(?:^|[;{\s])(fill|stroke|stop-color|color)\s*:\s*([^;}!]+)", re.IGNORECASE)
_NONE = ("none", "transparent")
# A rectangle as large as this share of the drawing is its ground.
_GROUND = 0.9


@dataclass(frozen=True)
class Drawing:
    """How wide and high a drawing is, its colours with how often each is used, and whether it brings a ground."""

    width: float
    height: float
    colours: Mapping[Rgb, int]
    has_ground: bool


def read_drawing(text: str) -> Drawing | None:
    """What is known of a drawing; None where it does not say how large it is."""
    root = fromstring(text)  # noqa: S314 -- svg.py has refused whatever names an entity
    sides = _box(root) or _sides(root)
    if sides is None:
        return None
    shapes = [*_shapes(root, {})]
    styled = {colour for part in root.iter() for colour in _styled(part)}
    colours = Counter(colour for _, colour in shapes if colour is not None)
    colours.update(styled)
    known = bool(styled) or all(_name(part) != "image" for part in root.iter())
    ground = any(_is_ground(part, sides) for part, colour in shapes if colour is not None)
    return Drawing(*sides, colours if known else {}, ground or not known)


def draw(text: str, side: int) -> Image.Image | None:
    """A drawing as a picture whose longer side this is; None for one with letters, which no two machines draw alike."""
    found = read_drawing(text)
    if found is None or any(_name(part) == "text" for part in fromstring(text).iter()):  # noqa: S314 -- see above
        return None
    wide, high = (side, None) if found.width >= found.height else (None, side)
    try:
        made = svg_to_bytes(svg_string=text, skip_system_fonts=True, width=wide, height=high)
    except ValueError:
        return None
    return Image.open(BytesIO(made)).convert("RGBA")


def _name(part: Element) -> str:
    return part.tag.rpartition("}")[2]


def _box(root: Element) -> tuple[float, float] | None:
    """The sides of the part of the plane that is shown."""
    parts = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    try:
        _, _, width, height = map(float, parts)
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None


def _sides(part: Element) -> tuple[float, float] | None:
    """The sides that are written down, in whatever unit."""
    found = [_SIDE.fullmatch(part.get(name) or "") for name in ("width", "height")]
    sides = [float(side[1]) for side in found if side]
    return (sides[0], sides[1]) if len(sides) == len(found) and min(sides) > 0 else None


def _shapes(part: Element, above: Mapping[str, str]) -> Iterator[tuple[Element, Rgb | None]]:
    """Each shape that is drawn with each of its colours; None for what no colour is known of."""
    if _name(part) in _HELD:
        return
    style = {name.lower(): value for name, value in _RULE.findall(part.get("style") or "")}
    own = {name: value for name in ("fill", "stroke", "color") if (value := style.get(name) or part.get(name))}
    looks = {**above, **own}
    if _name(part) in _SHAPES:
        named = part.get("class") is not None
        yield part, _colour(looks.get("fill", "none" if named else "black"), looks)
        yield part, _colour(looks.get("stroke", "none"), looks)
    for inner in part:
        yield from _shapes(inner, looks)


def _colour(value: str, looks: Mapping[str, str]) -> Rgb | None:
    """A colour as it is written in CSS; None for none, and for what stands elsewhere."""
    written = value.strip().lower()
    if written == "currentcolor":
        written = looks.get("color", "black").strip().lower()
    if written in _NONE:
        return None
    try:
        red, green, blue, *_ = ImageColor.getrgb(written)
    except ValueError:
        return None
    return red, green, blue


def _styled(part: Element) -> Iterator[Rgb]:
    """The colours of a style sheet and of the steps of a gradient."""
    text = part.text or "" if _name(part) == "style" else ""
    if _name(part) == "stop":
        text = f"stop-color:{part.get('stop-color') or 'black'};{part.get('style') or ''}"
    for _, value in _RULE.findall(text):
        if (colour := _colour(value, {})) is not None:
            yield colour


def _is_ground(part: Element, sides: tuple[float, float]) -> bool:
    """Whether a shape covers the drawing, so that nothing behind it is seen."""
    if _name(part) != "rect":
        return False
    if (part.get("width"), part.get("height")) == ("100%", "100%"):
        return True
    found = _sides(part)
    return found is not None and all(side >= _GROUND * whole for side, whole in zip(found, sides, strict=True))
