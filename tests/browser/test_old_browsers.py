"""The site on phones of 2021 and 2022: what they can't read of the style sheets is struck out, as they do it themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from benchmarks.browser import run
from publish.forms.browser import ARGUMENTS
from tests.browser.conftest import PAGES, new_page
from tests.browser.test_archive import PAGES as ARCHIVES

# Safari 15 and 16, Chrome 100, Firefox 102 know none of these: the declaration or the rule that holds one is as if it were not there.
FUNCTIONS = re.compile(r"light-dark\(|color-mix\(|position-area|\b\d+c?qi\b|anchor\(")
SELECTORS = re.compile(r":has\(|:popover-open|::details-content|(?:^|[\s,])&")
QUERIES = re.compile(r"@container|@layer|@scope|@media[^{]*\(scripting|@supports[^{]*(?:selector\(:has|position-area)")
OLD = "@supports not selector(:popover-open)"
PIECES = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|[^{};"'/]+|/""", re.DOTALL)

DRAWINGS = ["how-lasers-work/", "scar-types/", "effects/as-people/", "recovery/charts/", "lasers/fractional-co2/"]
SHAPES = """() => [...document.querySelectorAll("article svg :is(path, rect, circle, ellipse, line, polygon, use)")].map((part) => {
  const { fill, stroke, opacity, display } = getComputedStyle(part);
  return `${part.tagName} ${part.getAttribute("class")}: ${fill} ${stroke} ${opacity} ${display}`;
})"""
DIGESTS = """() => [...document.querySelectorAll("article .digest")].map((part) => {
  const cut = [...part.querySelectorAll(".value")].filter((value) => !value.getClientRects().length || value.scrollWidth > value.clientWidth + 1 && getComputedStyle(value).overflow !== "visible");
  return [part.innerText.replace(/\\s+/g, " "), cut.length];
})"""


def pieces(css: str) -> Iterator[tuple[str, str | None]]:
    """The statements of a style sheet or of a block: what stands before the brace, and what within, or None without braces."""
    head, body, depth = "", "", 0
    for piece in (found[0] for found in PIECES.finditer(css) if not found[0].startswith("/*")):
        depth += (piece == "{") - (piece == "}")
        if depth == 0 and piece in ("}", ";"):
            yield head.strip(), body[1:] if piece == "}" else None
            head, body = "", ""
        elif depth == 0:
            head += piece
        else:
            body += piece
    if head.strip():
        yield head.strip(), None


def aged(css: str) -> str:
    """A style sheet without what an old browser drops."""
    return "".join(_aged(head, body) for head, body in pieces(css))


def _aged(head: str, body: str | None) -> str:
    """One statement as an old browser takes it, or nothing."""
    if body is None:
        return "" if FUNCTIONS.search(head) else f"{head};"
    if head == OLD:
        return aged(body)
    if QUERIES.match(head):
        return ""
    if head.startswith(("@media", "@supports")):
        return f"{head}{{{aged(body)}}}"
    # No rule within a rule; and a list of selectors falls with one of them.
    kept = "".join(_aged(line, None) for line, inner in pieces(body) if inner is None)
    return "" if SELECTORS.search(head) else f"{head}{{{kept}}}"


def test_what_is_struck_out_is_what_an_old_browser_does_not_know() -> None:
    css = """a{color:#000;color:light-dark(#000,#fff)} b:has(i){top:0} c{d{top:0}top:1px} @container (min-width: 9rem){e{top:0}}
    @supports not selector(:popover-open){f{top:0}} @media print{g{background:url("x;{}")}} @supports selector(:has(*)){h{top:0}}"""
    assert aged(css) == 'a{color:#000;}c{top:1px;}f{top:0;}@media print{g{background:url("x;{}");}}'


@pytest.fixture(params=["light", "dark"])
def old(request: pytest.FixtureRequest, browser: Browser, material: Path) -> Iterator[Page]:
    """A window of a phone whose browser is old, in one scheme and the other."""
    page = new_page(browser, viewport={"width": 390, "height": 844}, color_scheme=request.param)

    def answer(route: Route) -> None:
        sheet = material / route.request.url.split("/", 3)[3]
        route.fulfill(body=aged(sheet.read_text(encoding="utf-8")), content_type="text/css")

    page.route("**/*.css", answer)
    yield page
    page.context.close()


def scheme_of(page: Page) -> str:
    """The scheme in which a window stands."""
    return "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"


def test_the_search_panel_covers_what_lies_beneath(old: Page, address: str) -> None:
    old.goto(address + "lasers/fractional-co2/")
    old.locator("#search-input").fill("redness")
    old.locator("a[data-search-result]").first.wait_for()
    ground, ink = old.locator("#search-panel").evaluate(
        "(part) => [getComputedStyle(part).backgroundColor, getComputedStyle(part).color]"
    )
    assert ground.startswith("rgb(") and ink.startswith("rgb(")
    assert ground != ink


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings_have_the_colours_and_digests_the_words_of_a_new_browser(
    old: Page, visit, address: str, name: str
) -> None:
    old.goto(address + name)
    new = visit(name, width=390, scheme=scheme_of(old))
    shapes, digests = old.evaluate(SHAPES), old.evaluate(DIGESTS)
    assert shapes and shapes == new.evaluate(SHAPES)
    assert digests == new.evaluate(DIGESTS)
    assert not [words for words, cut in digests if cut]


def test_numbers_stand_with_their_hundred(old: Page, address: str) -> None:
    old.goto(address)
    told = [words for words, _ in old.evaluate(DIGESTS)]
    assert told and all(re.search(r"\d", words) for words in told)
    assert any(" in 100 people" in words for words in told)


def test_an_archive_shows_everything_and_no_filter_that_does_nothing(old: Page, address: str) -> None:
    for name in ARCHIVES:
        old.goto(address + name)
        assert old.locator(":is(.filter, .chip, .archive-shown):visible").count() == 0
        finds = old.locator(".find")
        assert finds.count() == finds.filter(visible=True).count() > 0
        assert old.locator(".finds-index a:visible").count() == old.locator(".finds").count()


def test_head_menu_and_page_fit_a_phone(old: Page, address: str) -> None:
    for width in (320, 390):
        old.set_viewport_size({"width": width, "height": 844})
        old.goto(address)
        assert old.evaluate("document.documentElement.scrollWidth") <= width
        old.locator(".menu-button").click()
        assert old.locator("#site-nav a").first.is_visible()
        box = old.locator(".site-header").bounding_box()
        assert box and box["height"] <= 170


# Chromium 103 of the summer of 2022, as its maintainers pack it for servers: no :has, light-dark, color-mix or nesting.
CHROMIUM_103 = "@sparticuz/chromium@103.0.0"
INTEGRITY = "sha512-tFX5k5uWAT0fIxelUtpN4GN1VOTT61AHB6rRjeYzC296SjizKM1pNslEWj0YeuajKfsnNeDuHizB320TTTOrkA=="
UNPACK = """const [archive, to, integrity] = process.argv.slice(1), fs = require("fs"), raw = fs.readFileSync(archive);
if ("sha512-" + require("crypto").createHash("sha512").update(raw).digest("base64") !== integrity) throw new Error("another archive");
require("child_process").execFileSync("tar", ["xzf", archive, "-C", to]);
fs.writeFileSync(to + "/chromium", require("zlib").brotliDecompressSync(fs.readFileSync(to + "/package/bin/chromium.br")), { mode: 0o755 });"""


@pytest.fixture(scope="module")
def chromium_103(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """An old browser itself, from the registry of npm; it runs on Linux alone."""
    folder = tmp_path_factory.mktemp("chromium")
    archive = run(["npm", "pack", "--silent", CHROMIUM_103], cwd=folder).strip()
    run(["node", "-e", UNPACK, archive, str(folder), INTEGRITY], cwd=folder)
    opened = browser.browser_type.launch(
        executable_path=folder / "chromium", args=[*ARGUMENTS, "--headless", "--single-process", "--no-zygote"]
    )
    yield opened
    opened.close()


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_of_2022_every_page_is_whole(chromium_103: Browser, visit, address: str, scheme: str) -> None:
    page = new_page(chromium_103, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    wrong = {}
    for name in PAGES:
        page.goto(address + name)
        new = visit(name, width=390, scheme=scheme)
        told = [page.evaluate(what) == new.evaluate(what) for what in (SHAPES, DIGESTS)]
        fits = page.evaluate("document.documentElement.scrollWidth") <= 390
        if not (all(told) and fits) or page.errors:  # type: ignore[attr-defined]
            wrong[name] = (told, fits, page.errors)  # type: ignore[attr-defined]
    assert wrong == {}
