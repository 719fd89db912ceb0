"""What the chooser loads of each option: a classic script an option, so that it also loads from a folder."""

from __future__ import annotations

import json
from pathlib import Path

from macros.render.chooser import choice_of, chooser_page, options_compared
from macros.render.sheet import Addresses, Sheet, url_of
from macros.render.site import Site
from publish.beside.template import write

FOLDER = "assets/options"
SCRIPT = "(window.DANGER_OR_MIRACLE_OPTIONS ??= {})"


def write_choices(data: Site, site: Path) -> None:
    """Writes a script for each option that a reader can choose; its HTML is rendered as on the page of the chooser."""
    page = chooser_page(data.cube)
    addresses: Addresses = "folders" if (site / url_of(page) / "index.html").is_file() else "files"
    for option in options_compared(data.cube):
        sheet = Sheet(page, addresses=addresses, passports=data.passports)
        text = json.dumps(choice_of(data.cube, sheet, option), ensure_ascii=False)
        write(site / FOLDER / f"{option.id}.js", f"{SCRIPT}[{json.dumps(option.id)}]={text};\n")
