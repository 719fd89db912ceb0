"""The search against the theme's own and against Pagefind, on the same pages and questions; printed, never asserted."""

from __future__ import annotations

import gzip
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browser import npx, opened, why
from macros.load import read_cube
from macros.load.cube import Cube
from publish.engine import run
from tests.browser.questions import OWN, Asked, ask, open_search, rank, read_questions, share
from tests.conftest import copy_project, serving

ROOT = Path(__file__).parents[1]
PAGEFIND = "pagefind@1.6.0"
PLACES = (1, 3, 5)
RUNS = 5
# Messages of the theme's search worker.
THEME = """async ([worker, index, queries]) => {
  const data = await (await fetch(index)).json();
  const search = new Worker(worker);
  const answer = (type) => new Promise((done) => {
    search.onmessage = ({ data }) => { if (data.type === type) done(data.data); };
  });
  search.postMessage({ type: 0, data: { ...data, options: { suggest: false } } });
  await answer(1);
  const found = [];
  for (const query of queries) {
    search.postMessage({ type: 2, data: query });
    found.push((await answer(3)).items.slice(0, 5).map((page) => page[0].location));
  }
  return found;
}"""
PAGEFIND_ASK = """async (queries) => {
  const engine = await import("/pagefind/pagefind.js");
  const found = [];
  for (const query of queries) {
    const { results } = await engine.search(query);
    const data = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    found.push(data.map((page) => (page.sub_results[0] ?? page).url));
  }
  return found;
}"""
# When the index had arrived, and when the first result stood on the page.
FIRST_RESULT = """
window.firstResult = new Promise((done) => {
  new MutationObserver(() => {
    if (document.querySelector("a[data-search-result]")) done(performance.now());
  }).observe(document, { childList: true, subtree: true });
});
"""


def print_search(site: Path, folder: Path, queries: Path | None) -> None:
    """Prints shares and bytes for ours, the theme's and Pagefind, and how soon the first result is there."""
    cube = read_cube(ROOT)
    sets = {"--queries": read_questions(queries)} if queries else {}
    sets |= {part: read_questions(OWN, part) for part in ("queries", "held_apart")}
    print("\nSearch: questions answered within the first 1, 3 and 5, of each set; bytes packed, for the first search")
    for name, asked in sets.items():
        print(f"  {name}: {len(asked)} questions")
    with opened() as browser:
        for name, work in (("ours", _ours), ("theme's own", _theme), (PAGEFIND, _pagefind)):
            _print_one(name, work, browser, site, folder, cube, sets)
        _print_times(browser, site)


Answers = dict[str, list[list[str]]]
Work = Callable[[Browser, Path, Path, dict[str, list[Asked]]], tuple[Answers, str, str]]


def _print_one(
    name: str, work: Work, browser: Browser, site: Path, folder: Path, cube: Cube, sets: dict[str, list[Asked]]
) -> None:
    """Prints a search's shares on each set, or why it could not be run."""
    try:
        answers, root, size = work(browser, site, folder, sets)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  {name:14} not measured: {why(error)}")
        return
    for part, found in answers.items():
        ranks = [rank(cube, asked, links, root) for asked, links in zip(sets[part], found, strict=True)]
        shares = " ".join(f"{100 * share(ranks, most):6.1f}" for most in PLACES)
        print(f"  {name:14} {part:12} {shares}   {size}")


def _ours(browser: Browser, site: Path, _: Path, sets: dict[str, list[Asked]]) -> tuple[Answers, str, str]:
    """Ours, asked through the box that a reader uses."""
    files = ("search-index.js", "assets/vendor/stemmer.js", "assets/js/search-engine.js", "assets/js/search.js")
    sizes = [len(gzip.compress((site / name).read_bytes(), 6)) for name in files]
    with _page(browser, site) as (page, root):
        open_search(page)
        answers = {part: [ask(page, one.query)[:5] for one in asked] for part, asked in sets.items()}
    return answers, root, f"{sum(sizes):,} bytes (index {sizes[0]:,}) in {len(files)} files"


def _theme(browser: Browser, _: Path, folder: Path, sets: dict[str, list[Asked]]) -> tuple[Answers, str, str]:
    """The theme's plugin and worker as they come, in a copy of the project; one result a page, which favours it."""
    project = copy_project(folder / "theme")
    base = project / "base.yml"
    base.write_text(base.read_text(encoding="utf-8").replace("plugins:\n", "plugins:\n  - search\n", 1), encoding="utf-8")
    site = folder / "theme-site"
    run("material", project, site)
    worker = next((site / "assets/javascripts/workers").glob("search.*.js"))
    index = site / "search/search_index.json"
    size = sum(len(gzip.compress(path.read_bytes(), 6)) for path in (worker, index))
    with _page(browser, site) as (page, root):
        answers = {}
        for part, asked in sets.items():
            words = [root + worker.relative_to(site).as_posix(), f"{root}search/search_index.json"]
            found = page.evaluate(THEME, [*words, [one.query for one in asked]])
            answers[part] = [[root + place for place in places] for places in found]
    return answers, root, f"{size:,} bytes (worker and index; its 34 KB bundle not counted)"


def _pagefind(browser: Browser, site: Path, folder: Path, sets: dict[str, list[Asked]]) -> tuple[Answers, str, str]:
    """Pagefind as it comes, over the same pages; the best section of each page counts."""
    copy = shutil.copytree(site, folder / "pagefind-site")
    npx(PAGEFIND, "--site", str(copy), cwd=folder)
    fetched: dict[str, int] = {}
    with _page(browser, copy) as (page, root):
        page.on("response", lambda answer: fetched.setdefault(answer.url, _packed(copy, root, answer.url)))
        first = next(iter(sets.values()))[0]
        page.evaluate(PAGEFIND_ASK, [first.query])
        size, requests = sum(fetched.values()), len(fetched)
        answers = {part: page.evaluate(PAGEFIND_ASK, [one.query for one in asked]) for part, asked in sets.items()}
    return answers, root, f"{size:,} bytes in {requests} files for one question, more for each further one"


def _packed(site: Path, root: str, url: str) -> int:
    path = site / url.removeprefix(root).split("?")[0]
    return len(gzip.compress(path.read_bytes(), 6)) if path.is_file() else 0


@contextmanager
def _page(browser: Browser, site: Path) -> Iterator[tuple[Page, str]]:
    """The start page of a served site; our policy is set aside, because Pagefind needs WebAssembly."""
    with serving(site) as root:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(root)
        yield page, root
        context.close()


def _print_times(browser: Browser, site: Path) -> None:
    """Prints how long after the index's arrival the first result stands there."""
    for slower in (1, 4):
        times = [_first_result(browser, site, slower) for _ in range(RUNS)]
        print(f"  first result after the index is there, processor {slower} times slower: {statistics.median(times):.0f} ms")


def _first_result(browser: Browser, site: Path, slower: int) -> float:
    """Milliseconds from the index's last byte to the first result, its reading and setting up included."""
    with serving(site) as root:
        context = browser.new_context()
        context.add_init_script(FIRST_RESULT)
        page = context.new_page()
        page.goto(root)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.locator("#search-input").fill("how long does swelling last")
        there = "performance.getEntriesByType('resource').find(({ name }) => name.endsWith('search-index.js')).responseEnd"
        spent: float = page.evaluate(f"async () => (await window.firstResult) - {there}")
        context.close()
        return spent
