"""Everything that can be wrong with data and pages, found before an engine starts."""

from __future__ import annotations

from pathlib import Path

from macros.load import BrokenData, read_cube
from macros.pages import BadCall, usage
from publish.brand import brand_css, read_colour
from publish.report import Refused
from publish.search import read_words


def check(root: Path) -> None:
    """Reads all data, renders every page once, checks the colour; raises Refused with every line."""
    try:
        read_cube(root)
        usage(root)
        brand_css(read_colour(root))
        read_words(root)
    except BrokenData as error:
        raise Refused(error.problems) from error
    except BadCall as error:
        raise Refused([str(error)]) from error
