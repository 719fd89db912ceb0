"""What the engines load: define_env registers the macros and does nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

# Zensical runs this file by its path, so the project's root is not on the import path yet.
sys.path[:0] = [root] if (root := str(Path(__file__).parents[1])) not in sys.path else []

from macros.calls import bind  # noqa: E402
from macros.render.ready import TOLD_BY, bare  # noqa: E402
from macros.render.sheet import Addresses  # noqa: E402
from macros.usage import read_site, render_all  # noqa: E402

# The keys below extra that say something of this copy.
TOLD = ("edition", "report", "newer")


def define_env(env: Any) -> None:
    """Registers the views as macros; called once a build (MkDocs) or once a page (Zensical)."""
    root = Path(env.project_dir)
    extra = env.variables["extra"] if "extra" in env.variables else env.conf["extra"]
    site = read_site(root, **{name: str(extra.get(name) or "") for name in TOLD})
    addresses = _addresses(env)
    # A plain `zensical build` can't find the extension that takes in what views have made ready.
    finish = str if _is_mkdocs(env) or TOLD_BY in os.environ else bare
    macros = bind(lambda page: render_all(root, site, addresses)[page], lambda: _page_of(env), finish)
    for name, macro in macros.items():
        env.macro(macro, name)


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
