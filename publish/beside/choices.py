"""The cells that the chooser puts side by side: a classic script an option, so that they also load from a folder."""

from __future__ import annotations

import json
from pathlib import Path

from macros.load import Cube
from macros.model.choose import rows
from macros.render.tools import CHOICES, choice_cells

FOLDER = "assets/options"
SCRIPT = "(window.DANGER_OR_MIRACLE_OPTIONS ??= {})"


def write_choices(cube: Cube, site: Path) -> None:
    """Writes a script for each option that a reader can choose; its HTML is rendered as on the pages."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for option in rows(cube, CHOICES):
        text = json.dumps(choice_cells(cube, option), ensure_ascii=False)
        script = f"{SCRIPT}[{json.dumps(option.id)}]={text};\n"
        (folder / f"{option.id}.js").write_text(script, encoding="utf-8", newline="\n")
