"""Random pages of a clinic: what the check lets through is built by both engines alike, stays in its frame, and nothing in it acts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.beside.built_pages import parse
from publish.build.build import build
from publish.build.engine import ENGINES
from publish.check.clinic.pages import KEYS, KEYS_OF, TAGS
from tests.browser.conftest import WATCH
from tests.conftest import A_THIRD, Once, pages_of, serving
from tests.random_pages import remove_refused, write_random_pages

# The pages of `test`; of the 20,000 others as many at a time.
SHOWN = 300
BATCH = 500
# What a build adds to a picture on a clinic's page.
ADDED = {"srcset", "sizes", "decoding", "tabindex", "role", "aria-label"}
FRAME = ("main", "header", "footer", "nav", "script", "link", "meta", "form", "base", "iframe", "object", "style")


def make_random(folder: Path, numbers: range) -> None:
    """The project of random pages without those that the check refuses, and its site by each engine."""
    written = write_random_pages(folder / "project", numbers)
    told = remove_refused(folder / "project")
    taken = sum(path.is_file() for path in written)
    # Both ways there is something to prove.
    assert taken > len(numbers) // 4 and len(told) > len(numbers) // 4, (taken, len(told))
    for engine in ENGINES:
        build(folder / "project", engine=engine, out=folder / engine)


@pytest.fixture(scope="module")
def random_sites(once: Once) -> Path:
    return once("random-pages", lambda folder: make_random(folder, range(SHOWN)))


def own_pages(site: Path) -> list[Path]:
    return sorted((site / "clinic").rglob("index.html"))


def addresses(site: Path) -> list[str]:
    return [name for name in pages_of(site) if name.startswith("clinic/")]


def ways(page: LexborHTMLParser) -> dict[str, list[str]]:
    """Of each part of the frame in what it stands, and how many of each kind there are."""
    found: dict[str, list[str]] = {}
    for name in FRAME:
        for node in page.css(name):
            if not {"own", "toc"} & classes_above(node):  # a page without headings has no list of them
                found.setdefault(name, []).append(" ".join(tags_above(node)))
    return found


def tags_above(node: LexborNode) -> list[str]:
    above = [node.tag or ""]
    while node.parent is not None:
        node = node.parent
        above.append(node.tag or "")
    return above


def classes_above(node: LexborNode) -> set[str]:
    found: set[str] = set()
    above: LexborNode | None = node
    while above is not None:
        found.update((above.attributes.get("class") or "").split() if above.is_element_node else ())
        above = above.parent
    return found


def judge_site(folder: Path) -> list[str]:
    """What the pages of a folder of random pages show to be wrong."""
    first, second = (own_pages(folder / engine) for engine in ENGINES)
    wrong = [] if len(first) == len(second) else ["an engine left a page out"]
    frames: Counter[str] = Counter()
    for one, other in zip(first, second, strict=True):
        page, name = parse(one), one.relative_to(folder).as_posix()
        articles = page.css("article.own")
        if len(articles) != 1 or articles[0].html != parse(other).css_first("article.own").html:
            wrong.append(f"{name}: no article of its own, or the engines differ")
            continue
        frames[str(ways(page))] += 1
        wrong += [f"{name}: {why}" for why in acting(articles[0])]
    return wrong + [f"{len(frames)} frames, allowed: 1"] * (len(frames) != 1)


def acting(article: LexborNode) -> list[str]:
    """Each element of an article that is more than words, links and pictures, judged without the check's own code."""
    feet = [node for node in article.css("footer") if node.parent and node.parent.mem_id == article.mem_id]
    ours = {node.mem_id for foot in feet for node in foot.css("*")} | {article.mem_id}
    wrong = [] if len(feet) == 1 else [f"{len(feet)} feet of the page stand where its foot does"]
    for node in article.css("*"):
        strange = set(node.attributes) - KEYS - KEYS_OF.get(node.tag or "", set()) - ADDED
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        scheme = urlsplit(address.strip()).scheme if ":" in address else ""
        loads = node.tag in ("img", "source") and (scheme or address.startswith("//"))
        if node.mem_id not in ours and (
            node.tag not in TAGS or strange or loads or scheme not in ("", "https", "http", "mailto", "tel")
        ):
            wrong.append(str(node.html)[:160])
    return wrong


def open_pages(browser: Browser, site: Path, names: list[str]) -> list[str]:
    """What a browser shows of pages that act: a script, a request to others, a way to another page, a mistake."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page, wrong, asked = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    with serving(site) as address:
        for name in names:
            page.goto(address + quote(name))
            if page.evaluate("[window.hit, window.refused]") != [None, []] or page.url != address + quote(name):
                wrong.append(f"{name}: {page.url}")
        wrong += [url for url in asked if not url.startswith(address)]
    context.close()
    return wrong


def test_random_pages_that_the_check_lets_through_are_built_alike_and_hold_nothing_that_acts(
    random_sites: Path,
) -> None:
    assert judge_site(random_sites) == []


@A_THIRD
def test_no_random_page_acts_in_a_browser(random_sites: Path, browser: Browser, third: int) -> None:
    site = random_sites / ENGINES[0]
    assert open_pages(browser, site, addresses(site)[third::3]) == []


@pytest.mark.soak
@pytest.mark.parametrize("start", range(SHOWN, 20_300, BATCH))
def test_twenty_thousand_random_pages_are_built_alike_and_none_acts(
    tmp_path: Path, browser: Browser, start: int
) -> None:
    make_random(tmp_path, range(start, start + BATCH))
    assert judge_site(tmp_path) == []
    site = tmp_path / ENGINES[0]
    assert open_pages(browser, site, addresses(site)) == []
