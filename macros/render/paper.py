"""What each sheet of paper bears: its edition, and where to see what has changed since, in letters and as a QR code."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup

from macros.load.cube import Cube
from macros.load.editions import since_page
from macros.render.sheet import url_of
from macros.render.template import fill

# A smudge over a seventh of the code does no harm; four of its dots stay free around it, as its norm asks.
SPARE, QUIET = "m", 4


def paper_foot(cube: Cube, *, release: str, site_address: str) -> str:
    """The foot of each sheet as HTML; "" where the site has no address, and where the release has no such page."""
    page = since_page(release)
    if not site_address or page not in cube.pages:
        return ""
    address = f"{site_address}{url_of(page)}"
    return fill("paper.html", cube, release=release, address=address, code=Markup(qr_code(address)))  # noqa: S704 -- drawn by the library


@lru_cache(maxsize=8)
def qr_code(text: str) -> str:
    """The code of a text as a drawing without a style."""
    code = segno.make_qr(text, error=SPARE)
    return str(code.svg_inline(border=QUIET, omitsize=True, svgclass="qr", lineclass=None))
