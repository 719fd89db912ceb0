"""What MkDocs makes of a page's Markdown, kept within a process: the pages of many clinics are the same.

A page is found again by its text, the files that it may lead to, and the settings of Markdown. Nothing is kept of a
build that was refused: what was told of a page would be told of the first clinic alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any

from publish.check.clinic.sentences import PAGES
from publish.pictures.brand import BRAND

OWN_FOLDERS = tuple(f"{folder.removeprefix('docs/')}/" for folder in (PAGES, BRAND))


@dataclass(frozen=True)
class _Made:
    """What MkDocs found in a page: its HTML, its headings, its title, its anchors, and to which anchors it leads."""

    key: bytes
    content: str
    toc: Any
    title: str | None
    anchors: Any
    leads: dict[str, dict[str, str]]


_kept: dict[str, _Made] = {}
_new: dict[str, _Made] = {}


def render_once(page: Any) -> None:
    """Lets this page be rendered only if this process has not rendered the same already; not for a clinic's own."""
    if not page.file.src_uri.startswith(OWN_FOLDERS):
        page.render = partial(_render, page, page.render)


@contextmanager
def keeping_rendered() -> Iterator[None]:
    """Keeps what is rendered meanwhile, once it is left without an error."""
    _new.clear()
    yield
    _kept.update(_new)


def _render(page: Any, render: Any, config: Any, files: Any) -> None:
    uri, key = page.file.src_uri, _key(page.markdown, config, files)
    if (made := _kept.get(uri)) is not None and made.key == key:
        page.content, page.toc, page._title_from_render = made.content, made.toc, made.title  # noqa: SLF001 -- MkDocs sets all of these in one go
        page.present_anchor_ids = made.anchors
        page.links_to_anchors = {files.get_file_from_path(file): parts for file, parts in made.leads.items()}
        return
    render(config, files)
    if not any(folder in page.markdown for folder in OWN_FOLDERS):
        leads = {file.src_uri: parts for file, parts in (page.links_to_anchors or {}).items()}
        _new[uri] = _Made(key, page.content, page.toc, page._title_from_render, page.present_anchor_ids, leads)  # noqa: SLF001 -- as above


def _key(text: str, config: Any, files: Any) -> bytes:
    """A hash of all that a page is rendered from; what we add to Markdown is the same in a process."""
    extensions = [one for one in config.markdown_extensions if isinstance(one, str)]
    settings = (config.use_directory_urls, extensions, config.mdx_configs, config.validation)
    return sha256(f"{settings!r}{_names(files)}{text}".encode("utf-8", "surrogatepass")).digest()


@lru_cache(maxsize=1)
def _names(files: Any) -> str:
    """The files to which a page may lead, but for a clinic's own, and where they will stand."""
    return repr(sorted((file.src_uri, file.url) for file in files if not file.src_uri.startswith(OWN_FOLDERS)))
