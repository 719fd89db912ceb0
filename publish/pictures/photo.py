"""A picture as it was saved -> as it is published: without place, device and remarks, no larger than a page needs.

What was made of the same bytes is kept from run to run (macros/load/kept.py), for a photo takes a quarter of a second.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePath

from PIL import Image, ImageCms, ImageOps

from macros.load.kept import keep

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
# What telephones and cameras save besides, and few browsers show: by its ending, and how such a file begins.
OTHERS: Mapping[str, tuple[bytes, ...]] = {
    ".heic": (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1"), ".heif": (), ".avif": (b"ftypavif",),
    ".tif": (b"II*\0", b"MM\0*"), ".tiff": (), ".bmp": (b"BM",), ".gif": (b"GIF8",), ".psd": (b"8BPS",), ".dng": (),
}  # fmt: skip
# What is decoded: a photo of the largest telephones. A few bytes can declare far more.
MOST_PIXELS = 50_000_000
# A page is no wider on a fine screen; a drawing may be longer than wide.
Sides = tuple[int, int]
MOST: Sides = (1600, 3200)
# Sides and bytes of each, the widest first.
Versions = list[tuple[int, int, bytes]]
# The widths for telephones and small windows.
NARROWER = (480, 960)
_SAVED: dict[str, dict[str, object]] = {
    "JPEG": {"optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"method": 4},
}
# Leaves and hair take many bytes: the quality goes down until a picture is no heavier than this.
MOST_BYTES, QUALITIES = 1_000_000, (85, 70, 55)
# How a WebP file begins that lost nothing when it was saved.
_LOSSLESS = slice(12, 16), b"VP8L"


def ending_of(path: PurePath) -> str:
    """How the name of a file ends, whatever capitals a camera wrote it in."""
    return path.suffix.lower()


def how_to_convert(ending: str) -> str:
    """What to do with a picture of a kind that is not published."""
    iphone = "; an iPhone takes JPG from then on by Settings, Camera, Formats, Most Compatible"
    what = f"a picture of the kind {ending[1:].upper()}, which is not published"
    return f"{what}: open it, choose Export or Save as, and take JPG{iphone if ending.startswith('.hei') else ''}"


class Unusable(Exception):
    """Raised with what is wrong with a picture and what to do, where none can be published of it."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is published: its sides and its bytes."""

    width: int
    height: int
    raw: bytes


def published(path: Path, most: Sides = MOST, narrower: tuple[int, ...] = ()) -> tuple[Picture, ...]:
    """The picture within these sides, then its narrower versions; raises Unusable."""
    found = kept_versions(ending_of(path), path.read_bytes(), most, narrower)
    if isinstance(found, str):
        raise Unusable(found)
    return tuple(Picture(*parts) for parts in found)


# Few are held at a time, for each may be large.
@lru_cache(maxsize=8)
def kept_versions(suffix: str, raw: bytes, most: Sides, narrower: tuple[int, ...]) -> Versions | str:
    """The versions of one picture, or why there are none, kept from run to run."""
    made_of = f"{_code_stamp()} {sha256(raw).hexdigest()} {suffix} {most} {narrower}"
    found: Versions | str = keep(made_of, made_of, lambda: work_out(suffix, raw, most, narrower))
    return found


@cache
def _code_stamp() -> str:
    return sha256(Path(__file__).read_bytes()).hexdigest()


def work_out(suffix: str, raw: bytes, most: Sides, narrower: tuple[int, ...]) -> Versions | str:
    """The versions of one picture as it was saved, made now, or why there are none."""
    try:
        image = decode(suffix, raw, most)
    except Unusable as error:
        return str(error)
    kind, lossless = FORMATS[suffix], raw[_LOSSLESS[0]] == _LOSSLESS[1]
    widths = [image.width, *(width for width in narrower if width < image.width)]
    versions = (image if width == image.width else _of_width(image, width) for width in widths)
    return [(one.width, one.height, encode(one, kind, lossless=lossless)) for one in versions]


def decode(suffix: str, raw: bytes, most: Sides) -> Image.Image:
    """The picture upright, in colours that every screen knows, within these sides; raises Unusable."""
    with _quiet():
        try:
            image = Image.open(BytesIO(raw), formats=[FORMATS[suffix]])
        except Exception as error:
            kind, told = kind_of(raw), f"this is no {suffix[1:].upper()} file, whatever its name says"
            if other := _other_kind(raw):
                raise Unusable(f"{told}: it is {how_to_convert(other)}") from error
            way = f"it is a {kind[1:].upper()} file: let its name end in {kind}" if kind else "save it as one"
            raise Unusable(f"{told}: {way}") from error
        _refuse_giant(image.size)
        if getattr(image, "is_animated", False) and FORMATS[suffix] != "JPEG":
            raise Unusable("it moves, allowed: a picture that stands still")
        try:
            return _upright(image, most)
        except Exception as error:  # whatever a decoder stumbles over
            raise Unusable("it can't be read to its end: save it again, such as by exporting it anew") from error


def _other_kind(raw: bytes) -> str:
    """How the name of a picture ends that begins so and is not published, or nothing."""
    begins = (raw, raw[4:])  # some tell their kind behind four bytes
    return next((ending for ending, starts in OTHERS.items() if any(raw.startswith(starts) for raw in begins)), "")


@contextmanager
def _quiet() -> Iterator[None]:
    """Leaves the bound on sides to us, who tell it, and says nothing of what a decoder could mend."""
    most, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = most


def _refuse_giant(sides: Sides) -> None:
    """Raises Unusable for declared sides that would fill the memory, before anything is decoded."""
    if sides[0] * sides[1] > MOST_PIXELS:
        found = f"found {sides[0]:,} x {sides[1]:,} pixels, allowed: {MOST_PIXELS // 1_000_000} million pixels"
        raise Unusable(f"{found}, such as 8,000 x 6,000: save it smaller, {MOST[0]} pixels wide is enough")


def kind_of(raw: bytes) -> str | None:
    """How the name of a picture of this kind ends; None for what is none that we know."""
    with _quiet():
        try:
            found = Image.open(BytesIO(raw), formats=[*dict.fromkeys(FORMATS.values())]).format
        except Exception:  # noqa: BLE001 -- whatever a decoder stumbles over
            return None
    return next((ending for ending, kind in FORMATS.items() if kind == found), ".jpg")


def _upright(image: Image.Image, most: Sides) -> Image.Image:
    turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    # A JPEG is decoded no larger than it is needed.
    image.draft(None, (2 * most[turned], 2 * most[not turned]))
    profile = image.info.get("icc_profile")
    image = _plain(ImageOps.exif_transpose(image))
    image = _in_srgb(image, profile)
    image.thumbnail(most, Image.Resampling.LANCZOS)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller and saved, with all its colours and what is seen through."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 257).convert("L")
    seen_through = "A" in image.mode or "transparency" in image.info
    wanted = "RGBA" if seen_through else {"L": "L", "1": "L", "CMYK": "CMYK"}.get(image.mode, "RGB")
    return image.convert(wanted)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the colours that are meant where a file says nothing of them; what can't be told stays."""
    wanted = "RGB" if image.mode == "CMYK" else image.mode
    if profile:
        try:
            given, ours = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(image, given, ours, outputMode=wanted)
            image = made or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert(wanted)


def _of_width(image: Image.Image, width: int) -> Image.Image:
    sides = (width, max(1, round(image.height * width / image.width)))
    return image.resize(sides, Image.Resampling.LANCZOS)


def encode(image: Image.Image, kind: str, *, lossless: bool = False) -> bytes:
    """The bytes of the picture with nothing but its pixels: no place, device, remark or profile."""
    bare = image.copy()
    bare.info = {}
    if kind == "JPEG" and bare.mode not in ("L", "RGB"):
        bare = bare.convert("RGB")
    exact = {"lossless": True} if lossless and kind == "WEBP" else {}
    made = BytesIO()
    for quality in QUALITIES:
        made = BytesIO()
        bare.save(made, kind, **_SAVED[kind], **({} if kind == "PNG" else {"quality": quality}), **exact)
        if made.tell() <= MOST_BYTES or kind == "PNG" or exact:
            break
    return made.getvalue()
