"""The templates' environment: records in, HTML or Markdown out."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from macros.load.cube import Cube
from macros.render.bytecode import kept_bytecode
from macros.render.pieces import words_of
from macros.render.ready import ready
from macros.render.words import figures_and_words

TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # A preview drops this module when a template changes: nothing need look at the files again and again.
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=kept_bytecode(__file__),
    )
    environment.filters |= {
        "figures": figures_and_words,
        "ready": ready,
        "capitalize_first": capitalize_first,
        "closed": closed,
    }
    return environment


def render(name: str, cube: Cube, **values: Any) -> str:
    """A template's text for a page: Markdown as it stands, HTML marked so that Markdown leaves it alone."""
    text = fill(name, cube, **values)
    return text if name.endswith(".md") else ready(Markup(text))  # noqa: S704 -- values were escaped where they went in


def fill(name: str, cube: Cube, **values: Any) -> str:
    """A template's text with its values."""
    template = _environment().get_template(f"{name}.j2")
    text = template.render(cube=cube, say=partial(words_of, cube), **values)
    return text.strip()


def capitalize_first(text: str) -> str:
    """The text with its first letter large, the others as they were."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """The text with one closing mark."""
    return text if text.endswith(("?", "!")) else f"{text.rstrip('.')}."
