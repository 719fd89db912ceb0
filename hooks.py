"""What makes the plain commands whole: `mkdocs build`, `serve` and `gh-deploy` check, complete and, if need be, refuse.

MkDocs calls these by their names; what they do stands in publish/build/whole.py. Zensical knows no hooks.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

ROOT = str(Path(__file__).parent)


def _whole() -> Any:
    """Asked for at each event: MkDocs runs this file by its path, and a preview takes in changed code."""
    if ROOT not in sys.path:
        sys.path.insert(0, ROOT)
    return import_module("publish.build.whole")


def on_startup(*, command: str, dirty: bool) -> None:
    """Notes which command runs."""
    _whole().begin(command, dirty=dirty)


@event_priority(100)
def on_config(config: Any) -> Any:
    """Checks everything, before the macros plugin takes over what stands below extra; does all in a clinic's folder."""
    if words := _whole().command_for_clinic(config, Path(ROOT)):
        raise SystemExit(import_module("publish.__main__").main(words))
    return _whole().prepare(config)


def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """Keeps the menu, for a preview that makes one page anew."""
    _whole().keep(config=config, nav=nav, files=files)
    return nav


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Keeps the templates, for the same, and their code for the next command."""
    _whole().keep_code(env)
    _whole().keep(config=config, env=env, files=files)
    return env


@event_priority(-100)
def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Lets a page of many clinics be rendered once."""
    _whole().ease(page)
    return markdown


@event_priority(-100)
def on_post_build(config: Any) -> None:
    """Completes the site."""
    _whole().finish(config)


def on_build_error(error: Exception) -> None:
    """Leaves nothing of a site that did not become whole."""
    _whole().take_back(error)


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Gives the preview its eyes: it tells every slip, on the page too, and none ends it."""
    from publish.build.preview import Preview  # noqa: PLC0415 -- only a preview needs a server

    root = Path(config.config_file_path).parent
    return Preview.in_place_of(server, root, lambda: _whole().renew(root, builder))
