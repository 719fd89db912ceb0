"""What the engines load: define_env registers the macros and does nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

# Zensical runs this file by its path, so the project's root is not on the import path yet.
sys.path[:0] = [root] if (root := str(Path(__file__).parents[1])) not in sys.path else []

from macros.calls import Rendering, bind  # noqa: E402
from macros.render.page_markdown import TOLD_BY  # noqa: E402
from macros.render.ready import bare  # noqa: E402
from macros.render.sheet import Addresses  # noqa: E402
from macros.usage import read_site, render_all  # noqa: E402

# The keys below extra that say something of this copy.
TOLD = ("edition", "report", "newer")
# What each engine's build shows, rendered once, when its first page asks.
_PAGES: WeakKeyDictionary[Any, Callable[[], Mapping[str, Rendering]]] = WeakKeyDictionary()


def define_env(env: Any) -> None:
    """Registers the views as macros; called once a build (MkDocs) or once a page (Zensical)."""
    pages = _PAGES[env] = cache(partial(_pages, env))
    # A plain `zensical build` can't find the extension that takes in what views have made ready.
    finish = str if _is_mkdocs(env) or TOLD_BY in os.environ else bare
    macros = bind(lambda page: pages()[page], lambda: _page_of(env), finish)
    for name, macro in macros.items():
        env.macro(macro, name)


def on_pre_page_macros(env: Any) -> None:
    """Hands MkDocs each page as it was rendered already, with no call left; Zensical knows no such moment.

    A page that is another one by now stays as it is: its calls are repeated, and refused where they are others.
    """
    made = _PAGES[env]().get(_page_of(env))  # none for a clinic's own pages, which run no macros
    if made is not None and made.is_of(env.markdown):
        env.markdown, env.page.meta["render_macros"] = made.text, False


def _pages(env: Any) -> Mapping[str, Rendering]:
    """All pages that run macros, rendered for this engine."""
    root = Path(env.project_dir)
    extra = env.variables["extra"] if "extra" in env.variables else env.conf["extra"]
    site = read_site(root, **{name: str(extra.get(name) or "") for name in TOLD})
    return render_all(root, site, _addresses(env))


def _is_mkdocs(env: Any) -> bool:
    """Whether MkDocs calls: its configuration is an object, Zensical's a plain mapping."""
    return type(env.conf) is not dict


def _addresses(env: Any) -> Addresses:
    """MkDocs leaves an address in HTML as it is; Zensical reads it as a path from the page's source."""
    if not _is_mkdocs(env):
        return "sources"
    return "folders" if env.conf["use_directory_urls"] else "files"


def _page_of(env: Any) -> str:
    """The page's path below docs/: MkDocs knows its file, Zensical its path."""
    return str(env.page.file.src_uri if _is_mkdocs(env) else env.page.path)
