"""What many tests need: the built sites, once a worker, and a server for them."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from macros.load import Cube, read_cube
from publish.build.build import build
from publish.forms.browser import launch

ROOT = Path(__file__).parents[1]
SOURCES = (
    "data",
    "docs",
    "macros",
    "overrides",
    "publish",
    "base.yml",
    "hooks.py",
    "mkdocs.yml",
    "pyproject.toml",
    "LICENSE",
    "CHANGELOG.md",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one named by CHROMIUM, one on the path, or Playwright's own."""
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def cube() -> Cube:
    """The project's data."""
    return read_cube(ROOT)


def copy_project(target: Path) -> Path:
    """A copy of all that a build reads, without git."""
    target.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    return target


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as MkDocs and Material build it, from a copy without git: its edition is the release alone."""
    project = copy_project(tmp_path_factory.mktemp("material") / "project")
    return build(project, engine="material", out=project.parent / "site")


@pytest.fixture(scope="session")
def zensical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as Zensical builds it, from a copy, because its cache lies in the project."""
    project = copy_project(tmp_path_factory.mktemp("zensical") / "project")
    return build(project, engine="zensical", out=project.parent / "site")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path, handler: type[http.server.SimpleHTTPRequestHandler] = _Quiet) -> Iterator[str]:
    """Serves a folder on loopback and gives its address, which ends with a slash."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """The server, for a test that has a folder of its own."""
    return serving


def pages_of(site: Path) -> list[str]:
    """The addresses of a site's pages below its root."""
    folders = (path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html")))
    return ["" if folder == "." else f"{folder}/" for folder in folders]
