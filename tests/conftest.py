"""What many tests need: the built sites, once a session, and a server for them."""

from __future__ import annotations

import functools
import gc
import http.server
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube, read_cube
from publish.__main__ import SELDOM
from publish.build.build import build
from publish.build.engine import ENGINES, Engine
from publish.check.check import find_mistakes
from publish.forms.browser import launch
from tests.fork.hostile import BASE, attack, make_small_attacked
from tests.fork.trial import make_trial
from tests.forms import make_forms
from tests.projects import ROOT, SHIPPED, build_in, copy_project
from tests.unit.small import make_small, make_whole

# A session that was started behind a terminal ignores Ctrl+C, and so would each command that it starts and then ends.
signal.signal(signal.SIGINT, signal.default_int_handler)
# A session holds all data and many pages to its end, as a command does: to look for garbage among them takes a tenth of its time.
gc.set_threshold(SELDOM)


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
    return read_cube(SHIPPED)


# A third of what a test could go through; the other two in the soak.
A_THIRD = pytest.mark.parametrize("third", [0, *(pytest.param(part, marks=pytest.mark.soak) for part in (1, 2))])
Once = Callable[[str, Callable[[Path], object]], Path]


def told_mistakes(root: Path) -> tuple[list[str], list[str]]:
    """The failures and the warnings of a project as they are printed."""
    failing, warning = find_mistakes(root)
    return list(map(str, failing)), list(map(str, warning))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small project, which a test may break."""
    return make_small(tmp_path / "project")


@pytest.fixture(scope="session")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, for tests that let a file hold something else for a while alone."""
    root = make_small(tmp_path_factory.mktemp("lent") / "project")
    assert told_mistakes(root) == ([], [])
    return root


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder of this name the first time that any process of the session asks for it; the folder."""
    base = tmp_path_factory.getbasetemp()
    # The processes of pytest-xdist have folders of their own in one.
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


def attack_copy(project: Path) -> Path:
    """A copy of the project as the worst clinic's."""
    return attack(copy_project(project))


def made_once(name: str, make: Callable[[Path], object], *, part: str = "") -> Callable[[Once], Path]:
    """A fixture of this name: the folder that is made, or a part of it."""

    @pytest.fixture(scope="session", name=name)
    def folder(once: Once) -> Path:
        return once(name, make) / part

    return folder


def built_once(name: str, engine: Engine, make: Callable[[Path], Path], *, address: str = "") -> Callable[[Once], Path]:
    """A fixture of this name: the site that an engine builds of the project that is made."""
    return made_once(name, lambda folder: build_in(folder, engine, make, address=address), part="site")


# From copies: without git the edition is the release alone, and Zensical's cache lies in the project.
material = built_once("material", "material", copy_project)
zensical = built_once("zensical", "zensical", copy_project)
# The worst clinic's: hostile words, a brand, pages of its own, below another base path; on the whole project and on the small one.
attacked = built_once("attacked", "material", attack_copy, address=BASE)
zensical_attacked = built_once("zensical_attacked", "zensical", attack_copy, address=BASE)
small_material = built_once("small_material", "material", make_small_attacked, address=BASE)
small_zensical = built_once("small_zensical", "zensical", make_small_attacked, address=BASE)


def make_example_page(folder: Path) -> None:
    """The page of examples in the small project, built by both engines."""
    make_whole(folder / "project")
    (folder / "project/docs/clinic/rooms.md").unlink()
    shutil.copy2(ROOT / "examples/page.md", folder / "project/docs/clinic")
    for engine in ENGINES:
        build(folder / "project", engine=engine, out=folder / engine)


example_page = made_once("example_page", make_example_page)
# A clinic that tries everything with its files: the project, and its site by each engine.
trial = made_once("trial", make_trial)
# The folder for a stick and the book, of a site with a laser more than ours.
forms = made_once("forms", make_forms)


CLINICS = ("attacked", "small_zensical", pytest.param("zensical_attacked", marks=pytest.mark.soak))


@pytest.fixture(scope="session", params=CLINICS)
def clinic_site(request: pytest.FixtureRequest) -> Path:
    """The worst clinic's site: whole by MkDocs, small by Zensical, and in the soak whole by Zensical."""
    site: Path = request.getfixturevalue(request.param)
    return site


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


def read_page(site: Path, page: str) -> LexborHTMLParser:
    """A page of a site, by its address below the root."""
    return LexborHTMLParser((site / page / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(material: Path) -> dict[str, LexborHTMLParser]:
    """Each page of the built site by its address below the root; a module may change them."""
    return {page: read_page(material, page) for page in pages_of(material)}


def pages_of(site: Path) -> list[str]:
    """The addresses of a site's pages below its root."""
    folders = (path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html")))
    return ["" if folder == "." else f"{folder}/" for folder in folders]
