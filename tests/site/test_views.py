"""Charts, chances, drawings and the self-audit on the built pages: what is drawn equals the facts."""

from __future__ import annotations

import math
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.load import Cube
from macros.render.sheet import url_of
from tests.conftest import read_page
from tests.site.oracle import DAYS, facts
from tests.site.oracle_headline import asks, figures, questions
from tests.site.test_numbers import pages

# On the built scale of a day to a year; half a hundredth of the width is what rounding may move.
LAST, LOOSE = 365, 0.006
ENDS = {"up-to": "high", "at-least": "low"}


def named(site: Path, selector: str) -> list[tuple[str, LexborNode]]:
    """Every such part of the site with its page."""
    return [(page, node) for page, html in pages(site) for node in html.css(selector)]


def ids(node: LexborNode) -> list[str]:
    return (node.attributes["data-facts"] or "").split()


def place(days: float, last: float = LAST) -> float:
    return 100 * math.log(days) / math.log(last)


def last_of(part: LexborNode) -> float:
    """The end of the scale of the chart that a part stands in, as its last step is named: a year, or longer."""
    while part.parent is not None and part.tag != "figure":
        part = part.parent
    return max(LAST, *(length_of(tick.text()) for tick in part.css(".axis text")))


def length_of(words: str) -> float:
    """How many days a step's words name."""
    count, unit = words.split()
    return float(count) * float(DAYS[unit if unit.endswith("s") else f"{unit}s"])


def number(text: str | None) -> float:
    return float((text or "").rstrip("%"))


def days(fact: dict, key: str) -> float:
    return float(fact["value"][key]) * float(DAYS[fact["value"]["unit"]])


def spoken(shape: str, chosen: list[dict]) -> list[float]:
    """The lengths of time that a shape must show, in days, from the raw facts."""
    if shape in ENDS:
        return [days(fact, ENDS[shape]) for fact in chosen]
    if shape in ("average", "usual"):
        return [days(fact, "typical") for fact in chosen]
    return [days(fact, key) for fact in chosen for key in (("low", "high") if "low" in fact["value"] else ("typical",))]


def drawn(group: LexborNode) -> tuple[str, list[float]]:
    """A drawn shape and the places of its ends or marks, in hundredths of the width."""
    shape = next(name for name in (group.attributes["class"] or "").split() if name.startswith("shape-"))
    if bar := group.css_first("rect"):
        start = number(bar.attributes["x"])
        return shape[6:], [start, start + number(bar.attributes["width"])]
    if cap := group.css_first(".cap"):
        return shape[6:], [number(cap.attributes["x1"])]
    return shape[6:], [number(mark.attributes["x"]) for mark in group.css("svg")]


def test_every_bar_and_mark_stands_where_its_facts_say(material: Path) -> None:
    walked = 0
    for page, group in named(material, ".phase-row .shape"):
        shape, places = drawn(group)
        last = last_of(group)
        wanted = [place(length, last) for length in spoken(shape, [facts()[id_] for id_ in ids(group)])]
        if shape in ("range", "middle"):
            wanted = [min(wanted), max(wanted)]
        assert all(min(abs(at - want) for want in wanted) < 2 * LOOSE for at in places), (page, ids(group))
        assert all(min(abs(at - want) for at in places) < 0.1 for want in wanted), (page, ids(group))
        walked += 1
    assert walked >= 40


def test_ticks_stand_where_their_words_say(material: Path) -> None:
    for _, tick in named(material, ".axis text"):
        length = length_of(tick.text())
        assert abs(number(tick.attributes["x"]) - place(length, last_of(tick))) < LOOSE


def test_a_chart_and_its_table_say_the_same_in_the_same_order(material: Path) -> None:
    charts = named(material, "figure.recovery")
    assert len(charts) == 8
    for page, chart in charts:
        rows = [(ids(value), value.text()) for value in chart.css(".phase-row > .value")]
        twin = [(ids(value), value.text()) for value in chart.css(".twin .value")]
        assert rows == twin, page
        assert [ids(shape) for shape in chart.css(".phase-row .shape")] == [found for found, _ in rows]
        assert len(chart.css(".twin .cites")) == len(rows)
        assert [node.text() for node in chart.css(".row-doubts > .certainty")] == [n.text() for n in chart.css(".twin td > .certainty")]  # fmt: skip
        questions_told = dict.fromkeys(node.text(deep=False).strip() for node in chart.css(".twin tbody th"))
        assert [node.text() for node in chart.css(".phase-name")] == list(questions_told)


def test_only_people_with_acne_scars_alone_are_drawn_full(material: Path) -> None:
    for page, group in named(material, ".phase-row .shape"):
        alone = all(facts()[id_].get("people") == "acne-scars" for id_ in ids(group))
        assert ("others" in (group.attributes["class"] or "").split()) is not alone, page


def test_every_laser_has_a_chart_or_the_names_of_what_is_missing(material: Path, cube: Cube) -> None:
    html = read_page(material, "recovery/lasers")
    for option in (option for option in cube.options.values() if option.kind == "laser"):
        chart = html.css_first(f"figure#recovery-{option.id}")
        sentences = [node.text() for node in html.css(".no-chart") if node.text().startswith(option.name)]
        assert (chart is not None) != bool(sentences), option.id
        assert chart or sentences[0].count("?") >= 4, option.id
        assert not chart or len(chart.css(".phase")) >= 3


def test_three_lasers_stand_on_one_scale(material: Path) -> None:
    page = read_page(material, "recovery/charts")
    html = page.css_first("figure.recovery")
    names = {node.text() for node in html.css(".row-name")}
    assert {"Thulium fractional laser", "Fractional CO2 laser", "Full-field CO2 laser"} <= names
    # Named again for each question, so that a part of the chart on a sheet or a screen of its own can be read.
    axes = [[(tick.text(), tick.attributes["x"]) for tick in axis.css("text")] for axis in html.css(".axis")]
    assert len(axes) == len(html.css(".phase")) > 1
    assert all(axis == axes[0] for axis in axes)


def chances(site: Path) -> Iterator[tuple[str, LexborNode, dict]]:
    for page, node in named(site, "figure.chance"):
        yield page, node, facts()[(node.attributes["id"] or "").removeprefix("chance-")]


def test_arrays_draw_as_many_people_as_the_fact_says(material: Path) -> None:
    walked = 0
    for page, node, fact in chances(material):
        array = node.css_first("svg.people")
        if array is None or "n" in fact["value"]:
            continue
        assert fact["value"]["unit"] == "per-100-people", page
        assert fact["size"] >= 50 and fact["after"], page
        uses = [use.attributes["href"] or "" for use in array.css("use")]
        did = [use for use in uses if use.startswith("#did-")]
        assert (len(uses), len(did)) == (100, math.floor(fact["value"]["typical"] + 0.5)), page
        assert array.attributes["role"] == "img"
        assert node.css_first(".value").text().lower() in array.css_first("title").text().lower()
        walked += 1
    assert walked >= 6


def test_the_words_of_every_chance_are_in_use(material: Path, cube: Cube) -> None:
    assert {fact["id"] for _, _, fact in chances(material)} == set(cube.chances)


def test_both_sides_add_up_and_say_who_and_when(material: Path) -> None:
    for page, node, fact in chances(material):
        (one, whole), (other, of) = (_share(node.css_first(name).text()) for name in (".value", ".others"))
        assert (one + other, whole) == (of, of), page
        assert fact["who"] in node.css_first(".who").text()
        assert fact.get("after", "") in node.text()
        # How sure it is leads to the passport, or its sources stand beside it.
        assert node.css_first("a.certainty[href]") or (node.css_first(".certainty") and node.css_first(".cites"))


def _share(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(?:about )?([\d,]+|none) (?:in|of) ([\d,]+) people", text)
    assert found, text
    count, whole = (int(part.replace(",", "").replace("none", "0")) for part in found.groups())
    return count, whole


def test_a_small_group_has_no_array_but_where_people_were_lost_who_are_hatched(material: Path) -> None:
    small = [(node, fact) for _, node, fact in chances(material) if "n" in fact["value"]]
    whole = [node for node, fact in small if "lost" not in fact]
    assert len(whole) >= 2
    assert all(node.css_first("svg") is None for node in whole)
    (lossy,) = ((node, fact) for node, fact in small if "lost" in fact)
    drawn = Counter((use.attributes["href"] or "").split("-")[0] for use in lossy[0].css("svg.people use"))
    value = lossy[1]["value"]
    assert drawn == {"#did": value["n"], "#not": value["of"] - value["n"], "#lost": lossy[1]["lost"]}
    assert f"{lossy[1]['lost']} more people began and were not asked" in lossy[0].text()


def test_promise_and_danger_are_both_drawn_as_people(material: Path) -> None:
    shown = {fact["measure"] for _, node, fact in chances(material) if node.css_first("svg.people")}
    assert {"good-result", "little-change", "frequency"} <= shown


def test_drawings_are_named_described_captioned_and_all_in_use(material: Path, cube: Cube) -> None:
    shown = {
        (node.attributes["id"] or "").removeprefix("drawing-")
        for _, node in named(material, "figure.drawing:not(.drawing-part)")
    }
    assert shown == set(cube.drawings)
    for page, figure in named(material, "figure.drawing"):
        assert (
            (figure.css_first("figcaption") or figure.css_first(".panel-words"))
            .text()
            .strip()
            .endswith("Not to scale.")
        ), page
        for drawing in figure.css("svg"):
            parts = (drawing.attributes["aria-labelledby"] or "").split()
            assert [figure.css_first(f"#{part}").text() for part in parts] == [drawing.css_first("title").text(), drawing.css_first("desc").text()]  # fmt: skip
            assert len(drawing.css_first("desc").text()) > 40
            assert not re.search(r"(fill|stroke)=|<image|style=", drawing.html or ""), page


def test_what_the_self_audit_calls_met_stands_on_the_page_that_it_names(material: Path, cube: Cube) -> None:
    met = [item for item in cube.audit.values() if item.verdict == "met"]
    assert len(met) >= 10
    for item in met:
        assert item.page is not None and item.proof is not None
        text = " ".join(read_page(material, url_of(item.page)).css_first("article").text().split())
        assert item.proof in text, item.id


def test_the_self_audit_lists_every_item_and_counts_them(material: Path, cube: Cube) -> None:
    html = read_page(material, "self-audit")
    assert [node.attributes["id"] for node in html.css(".audit-list li")] == list(cube.audit)
    told = " ".join(html.css_first(".audit-sum").text().split())
    items = [item for item in cube.audit.values() if item.instrument == "ipdas"]
    for verdict, words in (("met", "Met"), ("partly", "Partly")):
        assert f"{words} {sum(item.verdict == verdict for item in items)}" in told
    assert "Not known 19" in told
    assert all(node.css_first("a") for node in html.css(".audit-list li:has(.verdict-met)"))


def test_the_days_after_stand_in_the_order_of_the_longest_time_that_each_row_tells(material: Path) -> None:
    walked = 0
    for page, line in named(material, ".healing"):
        ends = [max(length_of(time) for node in row.css(".value") for time in times(node)) for row in line.css(".day")]
        assert ends == sorted(ends), page
        walked += len(ends) > 1
    assert walked > 8
    # What has no time stands behind those that have one.
    for page, rest in named(material, ".untimed"):
        assert [node.text() for node in rest.css(".value") if times(node)] == [], page


def times(node: LexborNode) -> list[str]:
    """The times that a figure ends with, each with its unit: "3 to 7 days" -> "7 days"; "6 weeks to 3 months" -> both."""
    return [
        f"{number} {unit}" for number, unit in re.findall(r"([\d.]+) ((?:hour|day|week|month|year)s?)", node.text())
    ]


def test_each_treatment_tells_its_days_and_is_led_to(material: Path, cube: Cube) -> None:
    built = {page.removesuffix("index.html"): html for page, html in pages(material)}
    treatments = [one for one in cube.options.values() if one.kind in ("laser", "treatment") and one.page]
    lasting = [column for column in questions() if asks(column)[0] in ("healing-time", "downtime", "duration")]
    for option in treatments:
        page = built[url_of(option.page or "")]
        assert page.css_first("#the-days-after"), option.id
        told = {(node.attributes["data-cell"] or "").split()[1] for node in page.css(f'[data-cell^="{option.id} "]')}
        assert {column for column in lasting if figures(option.id, column)} <= told, option.id
    everyone = {posixpath.normpath(f"recovery/charts/{way}") for way in ways(built["recovery/charts/"])}
    assert everyone == {f"{url_of(one.page or '')}#the-days-after" for one in treatments}
    short = ways(built["recovery/"])
    assert 3 < len(short) <= 7
    assert {posixpath.normpath(f"recovery/{way}") for way in short} < everyone


def ways(page: LexborHTMLParser) -> list[str]:
    return [node.attributes["href"] or "" for node in page.css(".ways-to-days a")]


def test_light_and_heavy_recovery_are_asked_the_same(material: Path) -> None:
    page = dict(pages(material))["recovery/index.html"]
    light, heavy = (
        [(node.attributes["data-cell"] or "").split()[1] for node in card.css("[data-cell]")]
        for card in page.css(".card")
    )
    assert light == heavy != []
