"""The texts that are written beside the pages, made from publish/beside/templates."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from macros.load import Cube
from macros.render.bytecode import kept_bytecode
from macros.render.pieces import words_of

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    """HTML and XML are escaped, plain text is not."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=select_autoescape(("html.j2", "xml.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=kept_bytecode(__file__),
    )


def fill(name: str, cube: Cube, /, **values: Any) -> str:
    """A template's text; `say` gives the words of data/wording.yml."""
    template = _environment().get_template(f"{name}.j2")
    return template.render(say=partial(words_of, cube), **values)


def write(file: Path, text: str) -> None:
    """Writes a text, the same on every system."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
