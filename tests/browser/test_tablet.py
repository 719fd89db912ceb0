"""The folder for a stick: opened as files, in a real browser, with nothing but itself."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import url2pathname

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.forms.tablet import FIRST, make_tablet
from tests.conftest import Once
from tests.fork.hostile import make_small_attacked
from tests.forms import STICK
from tests.projects import copy_project
from tests.site.test_links import addresses, holds, ids

# Whole by MkDocs, small by Zensical, and in the soak whole by Zensical.
KINDS = (
    pytest.param(None, id="material"),
    pytest.param(make_small_attacked, id="small-zensical"),
    pytest.param(copy_project, id="zensical", marks=pytest.mark.soak),
)


@pytest.fixture(scope="module", params=KINDS)
def stick(request: pytest.FixtureRequest, once: Once) -> Path:
    """The folder, beside the project that it was made of."""
    if (project := request.param) is None:
        forms: Path = request.getfixturevalue("forms")
        return forms / STICK

    def make(folder: Path) -> None:
        make_tablet(project(folder / "project"), engine="zensical", out=folder / STICK)

    return once(f"stick-{project.__name__}", make) / STICK


def test_every_address_on_every_page_leads_to_a_file_of_the_folder(stick: Path) -> None:
    anchors = {path: ids(path) for path in stick.rglob("*.html")}
    sources = list((stick.parent / "project/docs").rglob("*.md"))
    assert len(anchors) == len(sources) + 1 > 5  # and the page to begin with
    wrong = []
    for path in anchors:
        for address in addresses(LexborHTMLParser(path.read_text(encoding="utf-8"))):
            whole, anchor = urldefrag(urljoin(path.as_uri(), address))
            if urlsplit(whole).scheme != "file":
                continue
            file = Path(url2pathname(urlsplit(whole).path))
            there = file.is_file() and stick in file.parents
            if not there or (
                anchor and unquote(anchor) not in anchors.get(file, ()) and not holds(file, unquote(anchor))
            ):
                wrong.append((path.name, address))
    assert wrong == []


def test_no_page_names_an_address_that_it_does_not_have(stick: Path) -> None:
    for path in stick.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'rel="canonical"' not in text and "127.0.0.1" not in text, path
    assert not list(stick.rglob("sitemap.xml")) + list(stick.rglob("404.html")) + list(stick.rglob("robots.txt"))


def test_a_reader_opens_it_walks_through_the_menu_and_searches(browser, stick: Path) -> None:
    word = "swelling" if (stick / "site/lasers").is_dir() else "words"
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((stick / FIRST).as_uri())
    page.get_by_role("link", name="Open the pages").click()
    page.locator("#site-nav summary").filter(has_text="Check and look up").click()
    page.locator("#site-nav").get_by_role("link", name=re.compile("^glossary$", re.IGNORECASE)).click()
    assert page.url.endswith("/glossary.html")
    page.locator("#search-input").fill(word)
    hit = page.locator("a[data-search-result]").first
    hit.wait_for()
    title = hit.locator(".search-title").inner_text()
    hit.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() in title or page.locator(":target").count() == 1
    page.locator(".brand").click()
    page.wait_for_url("**/site/index.html")
    assert failed == []
    assert {urlsplit(url).scheme for url in asked} == {"file"}
    context.close()
