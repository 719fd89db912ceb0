"""A built site's pictures, after either engine: what was copied as it came is replaced by what may be published.

The pages of a clinic, and no others, show its photos: there each gets its sides, so that nothing moves when it comes,
and smaller versions for telephones.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote

from macros.load.files import CLINIC, DOCS
from macros.load.settings import Settings
from publish.check.colours import brand_colour
from publish.pictures.brand import BRAND, OURS, bytes_shown, find_brand, is_shipped, look_at, most_of
from publish.pictures.colour import rgb_of
from publish.pictures.made import HOME, TAB, make_icon, make_shared
from publish.pictures.photo import FORMATS, NARROWER, Picture, ending_of, published

# Where a build puts what it has drawn, below the site; no file of the project or of a clinic lies there.
MADE = "assets/made"
OWN_BRAND = BRAND.removeprefix(f"{DOCS}/")
# How wide a page shows a picture: as wide as its lines, or the window.
SHOWN = "(min-width: 48em) 38.5em, 100vw"
_IMAGE = re.compile(r"<img\b[^>]*>")
_KEY = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Shown:
    """What a page has to say of a picture: its sides, and its narrower versions by their files."""

    width: int
    height: int
    narrower: Mapping[int, Path]


def publish_pictures(root: Path, site: Path, settings: Settings) -> None:
    """Replaces a clinic's pictures by what is published of them, makes what it has not, and tells its pages."""
    name, colour = str(settings.get("site_name")), brand_colour(settings)
    _publish_brand(root, site, name, colour)
    shown: dict[Path, Shown] = {}
    for folder, narrower in ((CLINIC.rstrip("/"), NARROWER), (OWN_BRAND, ())):
        for path in sorted((root / DOCS / folder).rglob("*")):
            if path.is_file() and (found := _publish(root, site, path, narrower)) is not None:
                shown[site / path.relative_to(root / DOCS)] = found
    for page in sorted((site / CLINIC).rglob("*.html")):
        _tell(page, shown)


def _publish_brand(root: Path, site: Path, name: str, colour: str) -> None:
    """Writes the icons, the picture to share where a clinic has none, and our own logo and icon in its colour."""
    brand, tint = find_brand(root), rgb_of(colour)
    for side in (TAB, HOME):
        _write(site / MADE / f"icon-{side}.png", make_icon(root, brand, name, tint, side))
    if brand.share is None:
        _write(site / OWN_BRAND / "share.png", make_shared(root, name, tint))
    for path in (brand.logo, brand.favicon):
        if path is not None and path.parent == OURS:
            _write(site / OWN_BRAND / path.name, bytes_shown(path, tint))


def _publish(root: Path, site: Path, path: Path, narrower: tuple[int, ...]) -> Shown | None:
    """Writes one picture and its narrower versions; None for what is none, or is not a clinic's."""
    if is_shipped(path):
        return None
    if path.suffix == ".svg":
        look = look_at(path)
        return Shown(round(look.width), round(look.height), {}) if look and min(look.width, look.height) >= 1 else None
    if ending_of(path) not in FORMATS:
        return None
    whole, *others = published(path, most_of(path), narrower)
    _write(site / path.relative_to(root / DOCS), whole.raw)
    return Shown(whole.width, whole.height, {one.width: _beside(site, path, one) for one in others})


def _beside(site: Path, path: Path, picture: Picture) -> Path:
    """Writes a narrower version under a name that no clinic's file has."""
    name = f"{sha256(picture.raw).hexdigest()[:16]}-{picture.width}{ending_of(path)}"
    _write(site / MADE / name, picture.raw)
    return site / MADE / name


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def _tell(page: Path, shown: Mapping[Path, Shown]) -> None:
    """Writes what is known of each picture into its article; of one that was told already nothing is changed."""
    text = page.read_text(encoding="utf-8")
    frame, start, article = text.partition("<article")
    told = _IMAGE.sub(lambda found: tell_sides(found[0], page, shown), article)
    if told != article:
        page.write_text(f"{frame}{start}{told}", encoding="utf-8", newline="\n")


def tell_sides(tag: str, page: Path, shown: Mapping[Path, Shown]) -> str:
    """A picture's tag with its sides, its narrower versions, and that it may come late."""
    keys = dict(_KEY.findall(tag))
    way = unquote(html.unescape(keys.get("src", "")).partition("#")[0])
    known = shown.get(Path(os.path.normpath(page.parent / way)))
    if known is None:
        return tag
    more = {"loading": "lazy", **_sides(keys, known), **_narrower(keys, known, page)}
    added = "".join(f' {key}="{value}"' for key, value in more.items() if key not in keys)
    return re.sub(r"\s*/?>$", lambda end: f"{added}{end[0]}", tag)


def _sides(keys: Mapping[str, str], known: Shown) -> dict[str, str]:
    """The sides of a picture, in proportion to the one that its page may give."""
    wide, high = keys.get("width", ""), keys.get("height", "")
    if wide.isdecimal() and not high:
        return {"height": str(max(1, round(int(wide) * known.height / known.width)))}
    if high.isdecimal() and not wide:
        return {"width": str(max(1, round(int(high) * known.width / known.height)))}
    return {} if wide or high else {"width": str(known.width), "height": str(known.height)}


def _narrower(keys: Mapping[str, str], known: Shown, page: Path) -> dict[str, str]:
    """The versions from which a browser takes the one that is wide enough."""
    if not known.narrower:
        return {}
    ways = {
        width: quote(os.path.relpath(path, page.parent).replace(os.sep, "/")) for width, path in known.narrower.items()
    }
    told = ", ".join(f"{way} {width}w" for width, way in {**ways, known.width: keys["src"]}.items())
    wide = keys.get("width", "")
    return {"srcset": told, "sizes": f"{wide}px" if wide.isdecimal() else SHOWN}
