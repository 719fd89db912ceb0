"""The search against the theme's own and against Pagefind, on the same pages and questions; printed, never asserted."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browser import npx, opened, why
from benchmarks.server import packed
from macros.load import read_cube
from macros.load.cube import Cube
from publish.build.engine import run
from publish.check.check import check
from tests.browser.questions import (
    OWN,
    Asked,
    ask,
    ask_all,
    is_helped,
    open_search,
    rank,
    read_cries,
    read_questions,
    share,
)
from tests.conftest import serving
from tests.projects import ROOT, copy_project

PAGEFIND = "pagefind@1.6.0"
PLACES = (1, 3, 5)
RUNS = 5
# The theme's search worker: 0 sets it up, 1 says ready, 2 asks, 3 answers.
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


@dataclass(frozen=True)
class Ground:
    """What every search is measured on: the same pages, the same questions, one browser."""

    site: Path
    folder: Path
    sets: Mapping[str, list[Asked]]
    browser: Browser


@dataclass(frozen=True)
class Found:
    """What a search answered: for each question of each set the first addresses below the root, and what it weighs."""

    root: str
    answers: Mapping[str, list[list[str]]]
    size: str


def print_search(site: Path, folder: Path, queries: Path | None) -> None:
    """Prints shares and bytes for ours, the theme's and Pagefind, and how soon the first result is there."""
    sets = {"--queries": read_questions(queries)} if queries else {}
    sets |= {part: read_questions(OWN, part) for part in ("queries", "held_apart")}
    print("\nSearch: share of questions answered within the first 1, 3 and 5; bytes packed, for the first search")
    for name, asked in sets.items():
        print(f"  {name}: {len(asked)} questions")
    with opened() as browser:
        ground = Ground(site, folder, sets, browser)
        for name, work in (("ours", _ours), ("theme's own", _theme), (PAGEFIND, _pagefind)):
            _print_one(name, work, ground, read_cube(ROOT))
        _print_times(browser, site)


def print_trouble(site: Path, file: Path) -> None:
    """Prints how many phrases of each kind of trouble open the right help first, and each that does not."""
    cries = read_cries(file)
    with opened() as browser, _page(browser, site) as (page, root):
        open_search(page)
        found = ask_all(page, [cry.query for cry in cries])
        first = {cry: next(iter(places), "nothing") for cry, places in zip(cries, found, strict=True)}
    helped = {cry: is_helped(cry.kind, place, root) for cry, place in first.items()}
    for kind in sorted({cry.kind for cry in cries}):
        held = [helped[cry] for cry in cries if cry.kind == kind]
        print(f"  {kind:10} {sum(held):3} of {len(held):3}: {100 * sum(held) / len(held):5.1f} in 100")
    for cry in cries:
        if not helped[cry]:
            print(f"  not helped first: {cry.kind}: {cry.query!r} opens {first[cry].removeprefix(root)}")


def _print_one(name: str, work: Callable[[Ground], Found], ground: Ground, cube: Cube) -> None:
    """Prints a search's shares on each set, or why it could not be run."""
    try:
        found = work(ground)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  {name:14} not measured: {why(error)}")
        return
    for part, answers in found.answers.items():
        asked = zip(ground.sets[part], answers, strict=True)
        ranks = [rank(cube, one, links, found.root) for one, links in asked]
        shares = " ".join(f"{100 * share(ranks, most):6.1f}" for most in PLACES)
        print(f"  {name:14} {part:12} {shares}   {found.size}", flush=True)


def _ours(ground: Ground) -> Found:
    """Ours, asked through the box that a reader uses."""
    files = ("search-index.js", "assets/vendor/stemmer.js", "assets/js/search-engine.js", "assets/js/search.js")
    sizes = [packed(ground.site / name) for name in files]
    with _page(ground.browser, ground.site) as (page, root):
        open_search(page)
        answers = {part: [ask(page, one.query)[:5] for one in asked] for part, asked in ground.sets.items()}
    return Found(root, answers, f"{sum(sizes):,} bytes (index {sizes[0]:,}) in {len(files)} files")


def _theme(ground: Ground) -> Found:
    """The theme's plugin and worker as they come, in a copy of the project; one result a page, which favours it."""
    project, site = copy_project(ground.folder / "theme"), ground.folder / "theme-site"
    base = project / "base.yml"
    text = base.read_text(encoding="utf-8").replace("plugins:\n", "plugins:\n  - search\n", 1)
    base.write_text(text, encoding="utf-8")
    run("material", check(project), site)
    worker = next((site / "assets/javascripts/workers").glob("search.*.js"))
    index = site / "search/search_index.json"
    size = sum(map(packed, (worker, index)))
    with _page(ground.browser, site) as (page, root):
        places = [root + path.relative_to(site).as_posix() for path in (worker, index)]
        found = {part: page.evaluate(THEME, [*places, _words(asked)]) for part, asked in ground.sets.items()}
    answers = {part: [[root + place for place in one] for one in questions] for part, questions in found.items()}
    return Found(root, answers, f"{size:,} bytes (worker and index; the script that shows results not counted)")


def _pagefind(ground: Ground) -> Found:
    """Pagefind as it comes, over the same pages; the best section of each page counts."""
    copy = shutil.copytree(ground.site, ground.folder / "pagefind-site")
    npx(PAGEFIND, "--site", str(copy), cwd=ground.folder)
    fetched: list[str] = []
    with _page(ground.browser, copy) as (page, root):
        page.on("response", lambda answer: fetched.append(answer.url))
        page.evaluate(PAGEFIND_ASK, _words(next(iter(ground.sets.values())))[:1])
        files = {copy / url.removeprefix(root).split("?")[0] for url in fetched}
        answers = {part: page.evaluate(PAGEFIND_ASK, _words(asked)) for part, asked in ground.sets.items()}
    size = sum(packed(path) for path in files if path.is_file())
    return Found(root, answers, f"{size:,} bytes in {len(files)} files for one question, more for each further one")


def _words(asked: Iterable[Asked]) -> list[str]:
    return [one.query for one in asked]


@contextmanager
def _page(browser: Browser, site: Path, script: str = "") -> Iterator[tuple[Page, str]]:
    """The start page of a served site, begun by a script; our policy is set aside, for Pagefind needs WebAssembly."""
    with serving(site) as root:
        page = browser.new_page(bypass_csp=True)
        page.add_init_script(script)
        page.goto(root)
        yield page, root
        page.close()


def _print_times(browser: Browser, site: Path) -> None:
    """Prints how long after the index's arrival the first result stands there."""
    for slower in (1, 4):
        spent = statistics.median(_first_result(browser, site, slower) for _ in range(RUNS))
        print(f"  first result after the index is there, processor slowed {slower} times: {spent:.0f} ms")


def _first_result(browser: Browser, site: Path, slower: int) -> float:
    """Milliseconds from the index's last byte to the first result, its reading and setting up included."""
    with _page(browser, site, FIRST_RESULT) as (page, _):
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.locator("#search-input").fill("how long does swelling last")
        there = (
            "performance.getEntriesByType('resource').find(({ name }) => name.endsWith('search-index.js')).responseEnd"
        )
        return float(page.evaluate(f"async () => (await window.firstResult) - {there}"))
