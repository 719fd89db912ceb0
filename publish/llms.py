"""llms.txt: the pages for programs that read along, after llmstxt.org."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from macros.load import read_cube
from macros.model.export import FILES
from publish.edition import edition
from publish.pages import BuiltPage, read_menu, site_address, site_words
from publish.template import fill, write

LLMS = "llms.txt"


def write_llms(root: Path, site: Path) -> None:
    """Writes the list of pages, by the parts of the menu, with what each is about and what to mind."""
    cube, address = read_cube(root), site_address(site)
    name, about = site_words(root)
    text = fill(
        "llms.txt", cube, name=name, about=about, edition=edition(root), address=address,
        parts=by_part(read_menu(site)), files=FILES,
    )  # fmt: skip
    write(site / LLMS, text)


def by_part(pages: list[BuiltPage]) -> list[tuple[str, list[BuiltPage]]]:
    """The pages by the part of the menu, in its order; those that stand alone have a part without a name."""
    return [(part, list(held)) for part, held in groupby(pages, key=lambda page: page.section)]
