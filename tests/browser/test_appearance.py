"""Looks that a reader chooses: large type, spacing, forced colours, no movement; and sizes that a finger hits and an eye can follow."""

from __future__ import annotations

import pytest

from tests.browser.access import OTHERS, TEMPLATES, UNFOLD, open_menu, thinned

SPACED = """for (const part of document.querySelectorAll("body *")) {
  part.style.lineHeight = "1.5"; part.style.letterSpacing = "0.12em"; part.style.wordSpacing = "0.16em";
  if (part.tagName === "P") part.style.marginBottom = "2em";
}"""
CUT = """[...document.querySelectorAll("body :is(p, td, th, li, dt, dd, span, a, button, summary, label)")]
  .filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 2 && !["visible", "clip"].includes(getComputedStyle(part).overflowX)
    && getComputedStyle(part).clipPath === "none" && getComputedStyle(part).display !== "inline").map((part) => part.outerHTML.slice(0, 90))"""
MOVING = """[...document.querySelectorAll("*")].flatMap((part) => ["", "::before", "::after"].map((pseudo) => getComputedStyle(part, pseudo)))
  .filter((style) => style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0) || style.scrollBehavior === "smooth").length"""
# A target as its boxes; a link in a sentence is exempt, as is what lies beneath a label that is one itself.
SMALL = """(least) => {
  const targets = [...document.querySelectorAll("a[href], button, summary, select, textarea, input, label")].filter((part) => part.checkVisibility({ visibilityProperty: true })
    && part.getClientRects().length && !(part.tagName === "LABEL" && getComputedStyle(part).clipPath !== "none") && !(part.closest("label") && part.tagName !== "LABEL"));
  const boxes = new Map(targets.map((part) => [part, part.getBoundingClientRect()]));
  const box = (part) => boxes.get(part);
  const inSentence = (part) => getComputedStyle(part).display === "inline" && part.closest("p, li, dd, td, span, cite, sup");
  const clear = (part) => {
    const { left, top, width, height } = box(part);
    const [x, y] = [left + width / 2, top + height / 2];
    return targets.every((other) => {
      if (other === part) return true;
      const near = box(other);
      return Math.hypot(Math.max(near.left - x, 0, x - near.right), Math.max(near.top - y, 0, y - near.bottom)) >= least / 2;
    });
  };
  return targets.filter((part) => box(part).right > 0 && Math.min(box(part).width, box(part).height) < least - 0.5 && !inSentence(part) && !clear(part)).map((part) => part.outerHTML.slice(0, 100));
}"""
MAIN = ".brand, .menu-button, #search-input, #site-nav a, .nav-section summary, .toc summary, .toc a, .ways a, .pick, .tool-button, select, textarea, .tool-field input, .chip span, .chip-fold"
LOW = f"""[...document.querySelectorAll("{MAIN}")].filter((part) => part.checkVisibility() && part.getBoundingClientRect().height < 43.5).map((part) => part.outerHTML.slice(0, 90))"""
# The letters of each line of running text, and how high its lines are.
LINES = """(() => {
  const inside = "p, ul, ol, dl, div, table, details, .who, .note, .why, .audit-why, .tool-note, .date-sum";
  return [...document.querySelectorAll("article :is(p, li, dd, .who, .note, .why, .audit-why, .panel-words), .site-footer p")]
    .filter((part) => part.checkVisibility() && !part.querySelector(inside)).flatMap((part) => {
      const lines = new Map(), range = document.createRange(), walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode()); ) {
        if (node.parentElement.closest(".term-note, .cites, .caption-title")) continue;
        // Where a whole part has fewer letters than a line may have, only its lines are counted.
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) if (box.width) lines.set(Math.round(box.bottom / 8), 0);
        for (let at = 0; part.textContent.length > 80 && at < node.length; at += 1) {
          range.setStart(node, at); range.setEnd(node, at + 1);
          const box = range.getClientRects()[0];
          if (box?.width) lines.set(Math.round(box.bottom / 8), (lines.get(Math.round(box.bottom / 8)) ?? 0) + 1);
        }
      }
      const most = Math.max(0, ...lines.values()), style = getComputedStyle(part);
      const faults = [];
      if (most > 80) faults.push(`${most} letters`);
      if (lines.size > 1 && parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.49) faults.push(`lines ${style.lineHeight} high`);
      if (style.textAlign === "justify") faults.push("justified");
      return faults.map((fault) => `${fault}: ${part.className} ${part.textContent.slice(0, 60)}`);
    });
})()"""


# The upright line of each row: how its edge is drawn, whether it reaches from row to row, and whether words keep clear of it.
UPRIGHT = """(rows) => [...document.querySelectorAll(rows)].map((row, at, all) => {
  const { top, bottom, left } = row.getBoundingClientRect(), edge = getComputedStyle(row, "::before");
  const range = document.createRange();
  range.selectNodeContents(row);
  const words = [...range.getClientRects()].filter((box) => box.width && box.height);
  return { edge: `${edge.borderRightWidth} ${edge.borderRightStyle}`, colour: edge.borderRightColor,
    reaches: parseFloat(edge.height) >= bottom - top - 2 && (at === 0 || Math.abs(all[at - 1].getBoundingClientRect().bottom - top) < 1),
    clear: Math.min(...words.map((box) => box.left)) > left + parseFloat(edge.width) && Math.max(...words.map((box) => box.bottom)) <= bottom + 1
      && Math.max(...words.map((box) => box.right)) <= innerWidth };
})"""


# Whether anything leads out of the window, the meaning of a term that lies over the page too.
SIDEWAYS = """(() => {
  const term = document.querySelector("button.term"), note = term && document.getElementById(term.getAttribute("popovertarget"));
  term?.click();
  const box = note?.getBoundingClientRect();
  const wide = document.documentElement.scrollWidth > innerWidth || Boolean(box && (box.left < 0 || box.right > innerWidth));
  if (note?.matches(":popover-open")) note.hidePopover();
  return wide;
})()"""
# What is asked of a page, and how wide the window is then.
ASKED = (
    ("targets", 1280, f"({SMALL})(24)"),
    ("controls", 1280, LOW),
    ("lines", 1280, LINES),
    ("sideways", 1280, SIDEWAYS),
    ("sideways", 820, SIDEWAYS),
    ("targets", 320, f"({SMALL})(24)"),
    ("sideways", 390, SIDEWAYS),
    ("controls", 390, LOW),
)


def faults_of(page) -> dict[tuple[str, object], object]:
    """What of a page is not as readers need it, by what was asked."""
    faults = {}
    page.evaluate(UNFOLD)
    for what, width, script in ASKED:
        page.set_viewport_size({"width": width, "height": 900})
        if what == "controls":
            open_menu(page)
        faults[what, width] = page.evaluate(script)
    for motion in ("reduce", "no-preference"):
        page.emulate_media(reduced_motion=motion)
        faults["movement", motion] = page.evaluate(MOVING)
    return {asked: found for asked, found in faults.items() if found}


def spaced_faults(page) -> tuple[bool, object]:
    """Whether anything leads out of the window, and what is cut off, with more space and letters of double size."""
    page.evaluate(UNFOLD)
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate(SPACED)
    return page.evaluate("document.documentElement.scrollWidth > 640"), page.evaluate(CUT)


@pytest.mark.parametrize("template", TEMPLATES)
def test_targets_controls_lines_movement_and_spacing_are_as_readers_need_them(visit, template: str) -> None:
    page = thinned(visit(TEMPLATES[template]))
    assert faults_of(page) == {}
    assert spaced_faults(page) == (False, [])


@pytest.mark.soak
@pytest.mark.parametrize("name", [*OTHERS, *TEMPLATES.values()])
def test_all_pages_are_whole_as_readers_need_them(visit, name: str) -> None:
    page = visit(name)
    assert faults_of(page) == {}
    assert spaced_faults(page) == (False, [])


def test_how_sure_a_finding_is_can_be_told_in_forced_colours(visit) -> None:
    page = visit("lasers/fractional-co2/", forced_colors="active")
    marks = page.evaluate(
        "[...document.querySelectorAll('.certainty')].map((mark) => { const style = getComputedStyle(mark, '::before');"
        "return [mark.className, `${style.backgroundSize} ${style.borderStyle}`, style.backgroundImage.includes('gradient'), mark.textContent.trim()]; })"
    )
    drawn = {name: look for name, look, *_ in marks}
    assert len(drawn) >= 3
    assert len(set(drawn.values())) == len(drawn)
    assert all(gradient and words for _, _, gradient, words in marks)


def test_where_the_reader_is_can_be_told_in_forced_colours(visit) -> None:
    here = visit("glossary/", forced_colors="active").locator("#site-nav [aria-current=page]")
    assert here.evaluate("(link) => getComputedStyle(link).borderLeftWidth") == "3px"


def test_people_and_kinds_can_be_told_in_forced_colours(visit) -> None:
    page = visit("effects/dark-marks/", forced_colors="active")
    did, not_ = (
        page.locator(f".people .{name}").first.evaluate(
            "(part) => [getComputedStyle(part).fill, getComputedStyle(part).stroke]"
        )
        for name in ("did", "did-not")
    )
    assert did[0] != "none"
    assert not_[0] == "none"
    assert not_[1] != "none"
    kinds = visit("glossary/", forced_colors="active").locator(".kind")
    assert all(words.strip() for words in kinds.all_inner_texts())
    assert kinds.count() > 10


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    ("name", "rows"), [("recovery/", ".stages > .stage"), ("lasers/fractional-co2/", ".healing > .day")]
)
def test_the_line_of_the_days_is_drawn_and_closes_without_colour(visit, name: str, rows: str, width: int) -> None:
    page = visit(name, width=width, forced_colors="active")
    drawn = page.evaluate(UPRIGHT, rows)
    assert len(drawn) > 3
    assert [row for row in drawn if not (row["reaches"] and row["clear"])] == []
    assert (drawn[0]["edge"], drawn[-1]["edge"]) == ("4px dotted", "4px solid")
    assert len({row["colour"] for row in drawn}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_boxes_to_tick_are_the_browsers_own(visit) -> None:
    page = visit("decide/", forced_colors="active")
    looks = page.evaluate(
        "[...document.querySelectorAll('.pick input')].map((box) => getComputedStyle(box).appearance)"
    )
    assert len(looks) > 10
    assert set(looks) == {"auto"}


def test_what_is_picked_is_told_without_colour(visit) -> None:
    page = visit("compare/choose/", forced_colors="active")
    looks = page.evaluate(
        "[...document.querySelectorAll('#choose-options input')].map((box) => [box.checked, getComputedStyle(box.nextElementSibling, '::before').content, getComputedStyle(box.nextElementSibling).borderTopWidth])"
    )
    assert len(looks) > 10
    assert {tuple(look) for look in looks} == {(True, '"\u2713 "', "2px"), (False, "none", "1px")}


def test_labels_of_two_lines_keep_apart(visit) -> None:
    page = visit("compare/choose/", width=820)
    page.locator("#choose-fold").click()
    page.evaluate(UNFOLD)
    page.evaluate("document.documentElement.style.fontSize = '130%'")
    gaps = page.evaluate(
        "(() => { const words = [...document.querySelectorAll('#choose-options .chip span')].map((part) => part.getBoundingClientRect());"
        "return words.flatMap((one) => words.filter((other) => other.top > one.top + 8 && Math.abs(other.left - one.left) < 4).map((other) => other.top - one.bottom)); })()"
    )
    assert min(gaps) >= 8
