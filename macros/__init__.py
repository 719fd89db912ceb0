"""What the engines load: define_env registers the macros and does nothing else."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

# Zensical runs this file by its path, so the project's root is not on the import path yet.
sys.path[:0] = [root] if (root := str(Path(__file__).parents[1])) not in sys.path else []

from macros.pages import bind, lines_of_front_matter, read_site  # noqa: E402
from macros.render.sheet import Addresses  # noqa: E402


def define_env(env: Any) -> None:
    """Registers the views as macros; called once (MkDocs) or once a page (Zensical)."""
    project = Path(env.project_dir)
    extra = env.variables["extra"] if "extra" in env.variables else env.conf["extra"]
    told = {name: str(extra.get(name) or "") for name in ("edition", "report", "newer")}
    macros = bind(
        partial(read_site, project, **told),
        lambda: _page_of(env),
        # MkDocs hands over the Markdown without its front matter, Zensical keeps those lines blank.
        offset=lambda page: lines_of_front_matter(project, page) if _is_mkdocs(env) else 0,
        addresses=_addresses(env),
    )
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
