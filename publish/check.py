"""Everything that can be wrong with data and pages, found before an engine starts."""

from __future__ import annotations

from pathlib import Path

from macros.load import BrokenData, read_cube
from macros.pages import BadCall, usage
from publish.brand import brand_css, read_colour
from publish.clinic_text import texts_of_pages, texts_of_titles
from publish.phrases import lint, read_phrases
from publish.report import Refused, warn
from publish.search import read_words

# No file says yet in which country a clinic is, so what its pages claim is told as a warning everywhere.
NO_COUNTRY = "your country"


def check(root: Path) -> None:
    """Reads all data, renders every page once, checks the colour; raises Refused with every line.

    What regulators do not accept in a clinic's own pages is printed as warnings.
    """
    try:
        cube = read_cube(root)
        usage(root)
        brand_css(read_colour(root))
        read_words(root, cube)
        _warn(root)
    except BrokenData as error:
        raise Refused(error.problems) from error
    except BadCall as error:
        raise Refused([str(error)]) from error


def _warn(root: Path) -> None:
    """Prints a line for each claim in the clinic's pages that regulators do not accept."""
    texts = [*texts_of_titles(root), *texts_of_pages(root)]
    for finding in lint(texts, read_phrases(root), NO_COUNTRY):
        warn(str(finding))
