"""What the tests of accessibility share: a page a template, axe, everything open, and the walk by Tab."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

from tests.browser.conftest import PAGES

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The project's own colours reach 7:1, a clinic's 4.5:1.
CONTRASTS = {"AA": "color-contrast", "AAA": "color-contrast-enhanced"}
# The rule on 7:1 leaves what has less than 4.5:1 to the other rule: here it finds that as well.
LEAST = {"normal": {"expected": 7, "minThreshold": 0}, "large": {"expected": 4.5, "minThreshold": 0}}

# One page for each template and view; `soak` walks all.
TEMPLATES = {
    "start": "",
    "option": "lasers/fractional-co2/",
    "archive": "lasers/fractional-co2/findings/",
    "comparison": "compare/lasers/",
    "chooser": "compare/choose/",
    "planner": "planner/",
    "worksheet": "decide/",
    "self-audit": "self-audit/",
    "when to call": "when-to-call/",
    "claims": "the-article/",
    "evidence": "evidence/overviews/",
    "glossary": "glossary-treatments/",
    "A to Z": "a-to-z/",
    "chances": "effects/dark-marks/",
    "charts": "recovery/charts/",
    "drawings": "how-lasers-work/",
    "scars": "scar-types/",
    "handout": "handout/",
    "since a sheet": "since/0.2.0/",
    "text": "accessibility/",
    "not found": "404.html",
}
OTHERS = [page for page in PAGES if page not in TEMPLATES.values()]
# The widths of a window, each with a scheme: two stand for all in `test`.
ENDS = ((320, "light"), (1280, "dark"))
EVERY = tuple(product((320, 768, 1280), ("light", "dark")))

# What repeats on a page is alike: of each list four stand for all of it. `soak` looks at all.
THIN = """() => {
  for (const parent of document.querySelectorAll("main, main *, #site-nav *")) {
    const seen = {};
    for (const part of [...parent.children]) {
      const kind = part.matches("li, tr, details, :is(article, div, figure, section)[class]") && `${part.tagName} ${part.className}`;
      if (kind && (seen[kind] = (seen[kind] ?? 0) + 1) > 4) part.remove();
    }
  }
}"""
UNFOLD = "for (const details of document.querySelectorAll('details')) details.open = true"

# Before each Tab, what has the focus: its ring, and whether its middle is in sight and on top.
WATCH_FOCUS = """() => {
  const seen = (window.focusSeen = { reached: new Set(), order: [], faults: [] });
  const fault = (part) => {
    const style = getComputedStyle(part);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "no ring";
    const boxes = [...part.getClientRects()].filter((box) => box.width && box.height);
    const onTop = boxes.some((box) => {
      const top = document.elementFromPoint(box.left + box.width / 2, Math.max(box.top, 0) / 2 + Math.min(box.bottom, innerHeight) / 2);
      return top && (part.contains(top) || top.contains(part) || part.labels?.[0]?.contains(top));
    });
    return onTop ? "" : "hidden";
  };
  document.addEventListener("keydown", (event) => {
    const part = document.activeElement;
    if (event.key !== "Tab" || part === document.body) return;
    const what = seen.reached.has(part) ? "" : fault(part);
    if (what) seen.faults.push(`${what}: ${part.outerHTML.slice(0, 100)}`);
    seen.reached.add(part);
    seen.order.push(part);
  }, true);
}"""
# Everything that Tab should reach: of a group of radio buttons one.
STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((part) => {
    if (part.disabled || part.tabIndex < 0 || !part.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
    if (part.type !== "radio") return true;
    const fresh = !groups.has(part.name);
    groups.add(part.name);
    return fresh;
  });
}"""
WALKED = f"""() => {{
  const {{ reached, order, faults }} = window.focusSeen;
  const missed = ({STOPS})().filter((part) => part.type !== "radio" && !reached.has(part)).map((part) => `not reached: ${{part.outerHTML.slice(0, 100)}}`);
  const back = order.slice(1).filter((part, at) => order[at].compareDocumentPosition(part) & Node.DOCUMENT_POSITION_PRECEDING).length;
  return [...faults, ...missed, ...(back > 1 ? [`the focus goes back ${{back}} times`] : [])];
}}"""


def thinned(page: Any) -> Any:
    """The page with the first of what it repeats."""
    page.evaluate(THIN)
    return page


def axe(page: Any, *within: str, level: str = "AAA") -> list[str]:
    """What axe finds in the page or in the parts named by selectors."""
    # Run outside the page's policy, which rightly refuses inline scripts.
    session = page.context.new_cdp_session(page)
    if not page.evaluate("'axe' in window"):
        session.send("Runtime.evaluate", {"expression": f"(() => {{{AXE}}})()"})
    options: dict[str, Any] = {"runOnly": TAGS, "resultTypes": ["violations"]}
    options["rules"] = {rule: {"enabled": rule == CONTRASTS[level]} for rule in CONTRASTS.values()}
    options["checks"] = {CONTRASTS["AAA"]: {"options": {"contrastRatio": LEAST}}}
    options["rules"]["target-size"] = {"enabled": True}
    where = json.dumps({"include": [[part] for part in within]}) if within else "document"
    call = f"axe.run({where}, {json.dumps(options)}).then((found) => JSON.stringify(found.violations))"
    made = session.send("Runtime.evaluate", {"expression": call, "awaitPromise": True, "returnByValue": True})
    session.detach()
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'].splitlines()[-1].strip()[:160]}"
        for one in json.loads(made["result"]["value"])
        for node in one["nodes"]
    ]


def axe_with_everything_open(
    page: Any, *, level: str = "AAA", over: bool = False, looks: Iterable[tuple[int, str]] = ENDS
) -> dict[str, list[str]]:
    """What axe finds with menu and details open; over: with search and a term open too, which look alike on all pages."""
    page.evaluate(UNFOLD)
    found = {}
    for width, scheme in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        open_menu(page)
        states = {"page": axe(page, level=level)}
        if over:
            states["search and term"] = found_over(page, level=level)
        found |= {f"{where}, {width}, {scheme}": faults for where, faults in states.items() if faults}
    return found


def open_menu(page: Any) -> None:
    """Opens the menu, where it is closed behind its button."""
    button = page.locator(".menu-button")
    if button.is_visible() and button.get_attribute("aria-expanded") == "false":
        button.click()


def found_over(page: Any, **options: Any) -> list[str]:
    """What axe finds in the results of a search and the meaning of a term, which lie over the page."""
    term = page.locator(".term-note").first
    page.locator("#search-input").fill("redness")
    page.locator("a[data-search-result]").first.wait_for()
    over = [".site-header"]
    if term.count():
        term.evaluate("(note) => note.showPopover()")
        over.append(".term-note:popover-open")
    found = axe(page, *over, **options)
    page.locator("#search-input").fill("")
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector(':popover-open')?.hidePopover()")
    return found


def walk_by_tab(page: Any) -> list[str]:
    """Presses Tab from the top of the page to its end; what could not be reached, or not be seen with the focus on it."""
    page.evaluate(WATCH_FOCUS)
    # Day, month, year and calendar of a date are stops of one field.
    stops = page.evaluate(f"({STOPS})().length + 3 * document.querySelectorAll('input[type=date]').length")
    for _ in range(stops + 3):
        page.keyboard.press("Tab")
    return page.evaluate(WALKED)
