"""Reads QR codes back, by a library that has not drawn them."""

from __future__ import annotations

import re
from io import BytesIO

import zxingcpp
from PIL import Image, ImageDraw
from selectolax.lexbor import LexborHTMLParser

# How many dots of the picture a dot of the code is wide.
DOT = 6
STEP = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")


def read_picture(picture: bytes) -> str:
    """What the one code on a picture says."""
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("L"))
    return str(found.text)


def read_drawn(svg: str) -> str:
    """What the code says that a drawing of lines from left to right draws."""
    drawing = LexborHTMLParser(svg).css_first("svg")
    side = int(str(drawing.attributes["viewBox"]).split()[-1])
    picture = Image.new("L", (side * DOT, side * DOT), 255)
    pen, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    for step, across, down in STEP.findall(str(drawing.css_first("path").attributes["d"])):
        start, x = x, float(across) if step == "M" else x + float(across)
        y = float(down) if step == "M" else y + float(down or 0)
        if step == "h":
            pen.rectangle((start * DOT, (y - 0.5) * DOT, x * DOT - 1, (y + 0.5) * DOT - 1), fill=0)
    held = BytesIO()
    picture.save(held, "PNG")
    return read_picture(held.getvalue())
