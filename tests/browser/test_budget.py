"""The reading budget of a guide, measured on a phone: how long, how many words and numbers, how much in two screens."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

from macros.load import Cube
from macros.render.sheet import url_of
from tests.browser.conftest import Opener

PHONE = {"width": 390, "height": 844}
SCREENS, WORDS, ALL_WORDS, PATH_WORDS = 8.0, 850, 38_000, 2_200
# In the first two screens; a range is one figure, and so is a number with its hundred.
FIRST_WORDS, FIRST_FIGURES, FIRST_MARKS = 300, 9, 3
LIST, CALLOUTS, HEADING, ROWS = 7, 2, 65, 7

MEASURE = """(two) => {
  const article = document.querySelector("article");
  const words = (text) => text.trim().split(/\\s+/).filter(Boolean).length;
  // Signs of trouble and telephone numbers stand whole wherever they stand, and a page's foot is the same everywhere: no
  // budget cuts them. What a tool shows, its reader has asked for.
  const whole = ".warnings, .signs, .dials";
  const apart = [...article.querySelectorAll(".warnings, .page-foot")].reduce((sum, part) => sum + words(part.innerText), 0);
  const seen = (part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && part.getBoundingClientRect().height > 0;
  const inTwo = (part) => seen(part) && part.getBoundingClientRect().top + scrollY < two;
  const first = (selector) => [...article.querySelectorAll(selector)].filter(inTwo);
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  let early = 0;
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNode(walk.currentNode);
    const box = range.getBoundingClientRect();
    if (walk.currentNode.parentElement.closest(whole)) continue;
    if (box.height && box.top + scrollY < two && walk.currentNode.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) early += words(walk.currentNode.textContent);
  }
  return {
    screens: document.documentElement.scrollHeight / 844,
    words: words(article.innerText) - apart,
    "words first": early,
    "figures first": new Set(first(".value").map((part) => part.textContent)).size,
    "marks first": first(".cites .know").filter((mark) => !mark.closest(".tool")).length,
    lists: Math.max(0, ...[...article.querySelectorAll("ul:not(.signs), ol")].filter((list) => seen(list) && !list.closest(".dials")).map((list) => list.children.length)),
    callouts: [...article.querySelectorAll(".callout, .admonition")].filter(seen).length,
    nested: article.querySelectorAll("details details:not(.usual *)").length,
    headings: Math.max(0, ...[...article.querySelectorAll("h1, h2, h3")].map((head) => head.textContent.trim().length)),
    rows: Math.max(0, ...[...article.querySelectorAll(".facts dl")].map((list) => list.children.length)),
    tables: Math.max(0, ...[...article.querySelectorAll("table")].filter(seen).map((table) => table.rows.length - 1)),
    empty: [...article.querySelectorAll("td")].filter((cell) => seen(cell) && !cell.textContent.trim()).length,
    references: article.querySelectorAll(".references").length,
  };
}"""
MOST = {
    "screens": SCREENS, "words": WORDS, "words first": FIRST_WORDS, "figures first": FIRST_FIGURES, "marks first": FIRST_MARKS,
    "lists": LIST, "callouts": CALLOUTS, "nested": 0, "headings": HEADING, "rows": ROWS, "tables": ROWS, "empty": 0, "references": 0,
}  # fmt: skip


LONG = """<h1>{long}</h1><ul>{items}</ul><details open><details open><p>deep</p></details></details>
<p>{words}</p><table><tr><th>a</th></tr><tr><td></td></tr></table><div class="references">Sources</div>"""


def over(found: Mapping[str, float]) -> dict[str, float]:
    """What of a page is over the budget, with its figure."""
    return {what: round(found[what], 1) for what in MOST if found[what] > MOST[what]}


def test_every_guide_keeps_to_the_budget(visit: Opener, cube: Cube) -> None:
    page, found = visit(viewport=PHONE), {}
    page.set_viewport_size(PHONE)
    for name in (name for name, meta in cube.pages.items() if meta.kind == "guide"):
        page.goto(urljoin(page.url, f"/{url_of(name)}"))
        found[name] = page.evaluate(MEASURE, 2 * PHONE["height"])
    assert len(found) > 40
    assert {name: wrong for name, measured in found.items() if (wrong := over(measured))} == {}
    assert sum(measured["words"] for measured in found.values()) <= ALL_WORDS
    # Start, comparison, one laser, risks and worksheet: what somebody reads before deciding.
    deciding = {name: found[name]["words"] for name in cube.paths["deciding"].pages}
    assert sum(deciding.values()) <= PATH_WORDS, deciding


def test_the_gate_finds_what_is_over(visit: Opener) -> None:
    page = visit("cost/")
    page.set_viewport_size(PHONE)
    assert over(page.evaluate(MEASURE, 2 * PHONE["height"])) == {}
    made = LONG.format(long="long " * 20, items="<li>one</li>" * 8, words="word " * 1200)
    page.evaluate("made => { document.querySelector('article').innerHTML = made; }", made)
    wrong = over(page.evaluate(MEASURE, 2 * PHONE["height"]))
    assert set(wrong) >= {"words", "words first", "lists", "nested", "headings", "empty", "references"}
