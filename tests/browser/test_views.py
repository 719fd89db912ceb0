"""Charts, chances, drawings and the self-audit where readers meet them: narrow, large, dark, printed, without script."""

from __future__ import annotations

import pytest

# A page with each kind of view, and the view.
VIEWS = [
    ("recovery/charts/", "figure.recovery"),
    ("lasers/fractional-co2/", ".facts"),
    ("effects/dark-marks/", "figure.chance"),
    ("how-lasers-work/", "figure.drawing"),
    ("lasers/families/", "figure.drawing"),
    ("scar-types/", "figure.drawing"),
    ("self-audit/", ".audit"),
]
# The shapes that bear a figure, by a page with each kind of picture.
SHAPES = {
    "recovery/charts/": [".shape-range:not(.others) rect"],
    "effects/dark-marks/": [".people .did", ".people .did-not"],
    "lasers/full-field-erbium-yag/": [".ruler .dot:not(.hollow)", ".ruler .hollow"],
}
# Words that overlap, or stand out of the window, in pixels as drawn.
CROWDED = """(selector) => {
  const boxes = [...document.querySelectorAll(selector)].map((node) => [node.textContent, node.getBoundingClientRect()]).filter(([, box]) => box.width);
  const out = boxes.filter(([, box]) => box.left < 0 || box.right > innerWidth).map(([words]) => words);
  const over = boxes.slice(1).filter(([, box], at) => box.top < boxes[at][1].bottom && box.left < boxes[at][1].right && box.right > boxes[at][1].left);
  return [...out, ...over.map(([words]) => words)];
}"""
LETTERS = """(selector) => [...document.querySelectorAll(selector)].filter((node) => node.getBoundingClientRect().width)
  .map((node) => parseFloat(getComputedStyle(node).fontSize) * (node.ownerSVGElement?.viewBox.baseVal.width ? node.getScreenCTM().a : 1))"""
EDGES = """(selector) => [...document.querySelectorAll(selector)].map((track) => track.getBoundingClientRect())
  .map((box) => [box.left, box.right].map(Math.round).join())"""
# How much the shapes differ from the ground, by the paint of theirs that differs most.
CONTRAST = """(selectors) => {
  const canvas = document.createElement('canvas').getContext('2d');
  const light = (colour) => {
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return selectors.map((selector) => {
    const { fill, stroke } = getComputedStyle(document.querySelector(selector));
    return Math.max(...[fill, stroke].filter((paint) => paint !== 'none').map(light)
      .map((drawn) => (Math.max(drawn, ground) + 0.05) / (Math.min(drawn, ground) + 0.05)));
  });
}"""
SOLID = """(node) => { const style = getComputedStyle(node); return [style.fill, style.stroke].some((paint) => !['none', 'rgba(0, 0, 0, 0)'].includes(paint)); }"""


@pytest.mark.parametrize("width", [320, 390, 768, 820, 1280])
@pytest.mark.parametrize(
    ("name", "words", "tracks"),
    [
        ("recovery/charts/", ".axis text", ".phase-row .track"),
        ("lasers/fractional-co2/", ".facts .fact .value", ".facts-first .ruler .track"),
    ],
)
def test_the_words_of_a_scale_never_overlap_nor_at_double_size_where_all_rows_keep_to_it(
    visit, name: str, words: str, tracks: str, width: int
) -> None:
    page = visit(name, width=width)
    for size, least in (("100%", 4), ("200%", 2)):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate(CROWDED, words) == []
        assert page.locator(words).locator("visible=true").count() >= least
    edges = page.evaluate(EDGES, tracks)
    assert len(edges) > 1
    assert len(set(edges)) == 1


def test_words_in_pictures_can_be_read_on_a_small_phone(visit) -> None:
    for name, words in (
        ("recovery/charts/", "figure svg text"),
        ("how-lasers-work/", "figure :is(svg text, .panel-title, .panel-words)"),
    ):
        page = visit(name, width=320)
        sizes = page.evaluate(LETTERS, words)
        assert sizes
        assert min(sizes) >= 11


@pytest.mark.parametrize(("name", "view"), VIEWS)
def test_without_script_the_words_and_the_pictures_are_the_same(visit, name: str, view: str) -> None:
    def seen(**options: object) -> list[str]:
        found = visit(name, **options).locator(view)
        return [found.nth(at).inner_text() for at in range(found.count())]

    assert seen(java_script_enabled=False) == seen()


def test_the_table_beside_a_chart_opens_by_key_and_by_touch(visit) -> None:
    page = visit("recovery/charts/")
    summary, table = page.locator("figure.recovery summary"), page.locator("figure.recovery .twin")
    assert not table.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    assert table.get_by_role("rowheader").count() == page.locator(".phase-row").count()
    phone = visit("recovery/charts/", width=390, has_touch=True, is_mobile=True)
    phone.locator("figure.recovery summary").tap()
    assert phone.locator("figure.recovery .twin").is_visible()
    box = phone.locator("figure.recovery summary").bounding_box()
    assert box
    assert box["height"] >= 24


def test_pictures_are_no_stop_on_the_way_by_keyboard(visit) -> None:
    page = visit("how-lasers-work/")
    assert page.locator("figure.drawing :is(a, button, [tabindex])").count() == 0
    panels = page.locator("figure.drawing .panels > li")
    assert panels.count() > 3
    for panel in panels.all():
        assert panel.get_by_role("img", name=panel.locator(".panel-title").inner_text(), exact=False).count() == 1


@pytest.mark.parametrize(("name", "view"), VIEWS[:6])
def test_in_print_shapes_keep_their_colour_and_what_is_folded_opens(visit, name: str, view: str) -> None:
    page = visit(name, scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).colorScheme || getComputedStyle(document.documentElement).colorScheme") in ("light", "normal")  # fmt: skip
    shape = page.locator(f"{view} :is(.shape rect, use, path, .dot)").first
    assert shape.evaluate(SOLID)
    kept = f"[...document.querySelectorAll('{view} svg:not(.axis *)')].every((svg) => getComputedStyle(svg).printColorAdjust === 'exact')"
    assert page.evaluate(kept)
    for folded in page.locator(f"{view} details > :not(summary)").all():
        assert folded.is_visible()


@pytest.mark.parametrize(
    ("scheme", "forced"), [("light", "none"), ("dark", "none"), ("light", "active"), ("dark", "active")]
)
def test_a_bar_differs_from_its_ground_in_both_schemes_and_in_forced_colours(visit, scheme: str, forced: str) -> None:
    for name, shapes in SHAPES.items():
        page = visit(name, scheme=scheme, forced_colors=forced)
        assert min(page.evaluate(CONTRAST, shapes)) >= 3, name


def test_the_people_differ_in_shape_and_not_in_colour_alone(visit) -> None:
    page = visit("effects/dark-marks/")
    shapes = [page.locator(f".people .{name}").first.inner_html() for name in ("did", "did-not")]
    assert "<path" in shapes[0]
    assert "<path" not in shapes[1]


def test_a_bar_is_drawn_as_wide_as_its_figures_say(visit) -> None:
    page = visit("recovery/charts/")
    row = page.locator(".phase-row", has_text="3 to 7 days")
    bar, track = row.locator(".shape rect").bounding_box(), row.locator(".track").bounding_box()
    assert bar and track

    def place(words: str) -> float:
        """Where a length of time stands on the scale, also where its words find no room there."""
        at = page.locator(".axis text", has_text=words).first.get_attribute("x") or ""
        return track["x"] + track["width"] * float(at.removesuffix("%")) / 100

    assert abs(bar["x"] - place("3 days")) < 4
    assert abs(bar["x"] + bar["width"] - place("1 week")) < 4
    # And its words, where they are seen, stand above that place.
    week = page.locator(".axis text", has_text="1 week").first.bounding_box()
    assert week and abs(place("1 week") - (week["x"] + week["width"] / 2)) < 4
