"""What stands in a clinic's own files, for the tests that judge them: a picture, the head of a page, a drawing around what it draws."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import yaml
from PIL import Image

from tests.unit.small import files


def picture(
    kind: str = "PNG", sides: tuple[int, int] = (300, 200), colour: object = "#712f4a", **saved: object
) -> bytes:
    """A picture of one colour."""
    made = BytesIO()
    Image.new("RGBA" if kind in ("PNG", "WEBP") else "RGB", sides, colour).save(made, kind, **saved)  # type: ignore[arg-type]
    return made.getvalue()


def declaring(width: int, height: int) -> bytes:
    """A small PNG that says of itself that it has these sides."""
    head = b"IHDR" + struct.pack(">II", width, height) + PNG[24:29]
    return PNG[:12] + head + struct.pack(">I", zlib.crc32(head)) + PNG[33:]


PNG = picture()
HEAD = "---\n" + yaml.safe_dump(files()["docs/clinic/rooms.md"]) + "---\n\n# Rooms\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n{}\n</svg>\n'
