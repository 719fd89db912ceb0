"""What stands in a clinic's own files, for the tests that judge them: a picture, the head of a page, a drawing around what it draws."""

from __future__ import annotations

import struct

import yaml

from tests.unit.small import files

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 1200, 630)
HEAD = "---\n" + yaml.safe_dump(files()["docs/clinic/rooms.md"]) + "---\n\n# Rooms\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n{}\n</svg>\n'
