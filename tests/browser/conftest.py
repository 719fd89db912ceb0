"""A real browser for the tests, and what it saw go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import serving
from tests.projects import SHIPPED

# Every page of the sources, as its address below the root, and the page for what does not exist.
PAGES = [
    *(f"{path.removesuffix('.md').removesuffix('index').rstrip('/')}/".removeprefix("/")
      for path in sorted(file.relative_to(SHIPPED / "docs").as_posix() for file in (SHIPPED / "docs").rglob("*.md"))),
    "404.html",
]  # fmt: skip


# Kept before any page's own script: what the policy refused.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="session")
def address(material: Path) -> Iterator[str]:
    """The address of the built site."""
    with serving(material) as served:
        yield served


Opener = Callable[..., Page]
Pool = dict[str, list[Page]]


def new_page(browser: Browser, **options: object) -> Page:
    """A page of a context of its own, which keeps what went wrong and what was asked for."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    tab = context.new_page()
    tab.errors, tab.asked = [], []  # type: ignore[attr-defined]
    tab.on("request", lambda request: tab.asked.append(request.url))  # type: ignore[attr-defined]
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))  # type: ignore[attr-defined]
    tab.on("console", lambda message: tab.errors.append(message.text) if message.type == "error" else None)  # type: ignore[attr-defined]
    return tab


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """The pages that the tests of a module hand on, by the options of their contexts."""
    pages: Pool = {}
    yield pages
    for tab in (one for some in pages.values() for one in some):
        tab.context.close()


@pytest.fixture
def visit(browser: Browser, address: str, pool: Pool) -> Opener:
    """Opens a page of the site, of this width and scheme, in a window that earlier tests of the module may have used."""
    taken: dict[str, int] = {}

    def opened(
        page: str = "", *, width: int = 1280, scheme: str = "light", root: str | None = None, **options: object
    ) -> Page:
        kind = repr(sorted(options.items()))
        pages, at = pool.setdefault(kind, []), taken.get(kind, 0)
        taken[kind] = at + 1
        if at == len(pages):
            pages.append(new_page(browser, **options))
        tab = pages[at]
        # So that an address with another anchor is a new load too.
        tab.goto("about:blank")
        tab.errors, tab.asked = [], []  # type: ignore[attr-defined]
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(media="null", color_scheme=scheme)  # type: ignore[arg-type]
        tab.goto((root or address) + page)
        return tab

    return opened


@pytest.fixture
def visit_anew(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens a page as a first visitor does, with nothing stored, cached or set: where that is what is tested."""
    pages = []

    def opened(page: str = "", *, width: int = 1280, **options: object) -> Page:
        pages.append(tab := new_page(browser, viewport={"width": width, "height": 900}, **options))
        tab.goto(address + page)
        return tab

    yield opened
    for tab in pages:
        tab.context.close()
