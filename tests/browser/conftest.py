"""A real browser for the tests, and what it saw go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import serving

ROOT = Path(__file__).parents[2]
# Every page of the sources, as its address below the root, and the page for what does not exist.
PAGES = [
    *(f"{path.removesuffix('.md').removesuffix('index').rstrip('/')}/".removeprefix("/")
      for path in sorted(file.relative_to(ROOT / "docs").as_posix() for file in (ROOT / "docs").rglob("*.md"))),
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


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens a page of the site, of this width and scheme; closes it after the test."""
    contexts = []

    def opened(
        page: str = "", *, width: int = 1280, scheme: str = "light", root: str | None = None, **options: object
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_init_script(WATCH)
        tab = context.new_page()
        tab.errors, tab.asked = [], []  # type: ignore[attr-defined]
        tab.on("request", lambda request: tab.asked.append(request.url))  # type: ignore[attr-defined]
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))  # type: ignore[attr-defined]
        tab.on("console", lambda message: tab.errors.append(message.text) if message.type == "error" else None)  # type: ignore[attr-defined]
        tab.goto((root or address) + page)
        return tab

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def serve_folder() -> Callable[[Path], AbstractContextManager[str]]:
    """The server for a folder of a test's own."""
    return serving
