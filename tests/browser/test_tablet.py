"""The folder for a stick: opened as files, in a real browser, with nothing but itself."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import url2pathname

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.build.engine import ENGINES
from publish.forms.tablet import FIRST, make_tablet
from publish.report import Refused
from tests.conftest import copy_project
from tests.site.test_links import addresses, ids

# What a module builds is built once, so its tests stay in one process.
pytestmark = pytest.mark.xdist_group("tablet")


@pytest.fixture(scope="module", params=ENGINES)
def stick(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("stick") / "project")
    return make_tablet(project, engine=request.param, out=project.parent / "a stick é").parent


def test_every_address_on_every_page_leads_to_a_file_of_the_folder(stick: Path) -> None:
    anchors = {path: ids(path) for path in stick.rglob("*.html")}
    assert len(anchors) > 60
    wrong = []
    for path in anchors:
        for address in addresses(LexborHTMLParser(path.read_text(encoding="utf-8"))):
            whole, anchor = urldefrag(urljoin(path.as_uri(), address))
            if urlsplit(whole).scheme != "file":
                continue
            file = Path(url2pathname(urlsplit(whole).path))
            there = file.is_file() and stick in file.parents
            if not there or (anchor and unquote(anchor) not in anchors.get(file, ())):
                wrong.append((path.name, address))
    assert wrong == []


def test_no_page_names_an_address_that_it_does_not_have(stick: Path) -> None:
    for path in stick.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'rel="canonical"' not in text and "127.0.0.1" not in text, path
    assert not list(stick.rglob("sitemap.xml")) + list(stick.rglob("404.html")) + list(stick.rglob("robots.txt"))


def test_a_reader_opens_it_walks_through_the_menu_and_searches(browser, stick: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((stick / FIRST).as_uri())
    page.get_by_role("link", name="Open the pages").click()
    page.locator("#site-nav summary").filter(has_text="Look it up").click()
    page.locator("#site-nav").get_by_role("link", name="Glossary", exact=True).click()
    assert page.url.endswith("/glossary.html")
    page.locator("#search-input").fill("swelling")
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


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(Refused, match="holds files"):
        make_tablet(copy_project(tmp_path.parent / "p"), engine="material", out=tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "keep me"
