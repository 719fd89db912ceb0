"""On paper: everything open, nothing to press, whole tables, one sheet where one is promised. Read from Chromium's PDF."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from macros.calls import render_page
from macros.load import Cube
from macros.load.phones import read_phone
from macros.load.settings import Clinic, load_settings
from macros.render.clinic import frame_of
from macros.render.paper import paper_foot
from macros.render.ready import bare
from macros.render.site import Site
from tests.codes import read_picture
from tests.conftest import read_page
from tests.projects import ROOT
from tests.unit.clinics import EDITION

# Without script as with it, and one long page like another: `soak` prints them all.
PRINTED = [
    *((name, True) for name in ("", "compare/lasers/", "lasers/fractional-co2/", "doing-nothing/")),
    ("lasers/fractional-co2/", False),
    *(pytest.param(name, False, marks=pytest.mark.soak) for name in ("", "compare/lasers/", "the-article/", "doing-nothing/")),
    pytest.param("the-article/", True, marks=pytest.mark.soak),
]  # fmt: skip


def printed(page, paper: str = "A4") -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format=paper)))


def packed(text: str) -> str:
    """The text without spaces, which a PDF does not keep, and without its joined letters."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u2060", "").split())


def words_of(pdf: PdfReader) -> str:
    """All words of the sheets, without their numbers at the foot."""
    return packed("".join(re.sub(r"\d+ / \d+", "", sheet.extract_text()) for sheet in pdf.pages))


@pytest.mark.parametrize(("name", "script"), PRINTED)
def test_what_is_folded_is_printed_and_what_is_for_pressing_is_not(
    visit, material: Path, name: str, *, script: bool
) -> None:
    html = read_page(material, name)
    said = words_of(printed(visit(name, java_script_enabled=script)))
    folded = [packed(node.text()) for node in html.css("details.findings .finding .say")]
    assert folded or name != "compare/lasers/"
    assert [words for words in folded if words not in said] == []
    for words in (
        "Skip to content",
        "On this page",
        "Search",
        "Check and look up",
        "Back to use",
        "Report a mistake on",
    ):
        assert packed(words) not in said, words
    assert packed(html.css_first("h1").text()) in said
    assert packed("Edition: " + html.css(".page-foot dd")[-1].text()) in said
    assert packed(html.css_first(".on-paper").text()) in said


def test_paper_says_how_sure_a_figure_is_and_whom_to_ring_and_leaves_ways_out(visit, material: Path) -> None:
    page = visit("lasers/fractional-co2/")
    assert not page.locator(".warnings .on-paper").is_visible() and page.locator("article p.way").first.is_visible()
    said = words_of(printed(page))
    page.emulate_media(media="print")
    moons = page.locator("article a.know:not(details:not([open]) a)")
    assert moons.count() > 5 and all(moon.is_visible() for moon in moons.all())
    assert page.locator(".moon-key .certainty").count() >= 3 and "Howweknowexpertopinion" in said
    assert packed("Emergency. 999 United Kingdom; 112 Ireland, Germany") in said
    ways = [packed(node.text()) for node in read_page(material, "lasers/fractional-co2/").css("article p.way")]
    assert ways and [way for way in ways if way in said] == []


def test_addresses_stand_in_references_and_nowhere_else(visit, material: Path) -> None:
    html = read_page(material, "left-out/")
    said = words_of(printed(visit("left-out/")))
    addresses = [node.attributes["href"] or "" for node in html.css(".references a.address")]
    assert len(addresses) > 10
    assert [address for address in addresses if f"({address})" not in said] == []
    assert said.count("http") == len(addresses) + 1  # the page's own at its end


def test_the_head_of_a_table_stands_on_each_of_its_sheets(visit) -> None:
    pages = printed(visit("compare/lasers/")).pages
    sheets = [sheet.extract_text() for sheet in pages[1:6]]
    assert [sheet for sheet in sheets if "Option" not in sheet or "How many had a good result?" not in sheet][2:] == []
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


@pytest.mark.parametrize("name", ["", "compare/lasers/"])
def test_a_dark_screen_prints_black_on_white(visit, name: str) -> None:
    page = visit(name, scheme="dark")
    page.emulate_media(media="print")
    colours = page.evaluate(
        "[...document.querySelectorAll('body, article *')].filter((part) => part.checkVisibility())"
        ".map((part) => getComputedStyle(part)).map((style) => [style.color, style.backgroundColor])"
    )
    assert {ink for ink, _ in colours} <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    assert {ground for _, ground in colours} <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(visit, material: Path) -> None:
    for name in ("lasers/fractional-co2/", "who-should-wait/"):
        heads = {packed(node.text()) for node in read_page(material, name).css("article h2, article h3, .fact-group")}
        for sheet in printed(visit(name)).pages:
            lines = [line for line in sheet.extract_text().splitlines() if line.strip() and "/" not in line]
            assert packed(lines[-1]) not in heads, (name, lines[-1])


# What is one sheet: what of it paper leaves out, what must be read on it, and how much that is at least.
SHEETS = {
    "when-to-call/": (
        ".term-note, .cites, .usual",
        ".sheet :is(h2, .sign b, .on-skin, .help-number, .halves p, .say-band li)",
        41,
    ),
    "handout/": (".term-note, #references", "article :is(h1, h2, .say, .value, .sign, .questions .ask)", 33),
}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("name", SHEETS)
def test_what_is_promised_as_one_sheet_is_one(visit, material: Path, name: str, paper: str, *, script: bool) -> None:
    left_out, read, least = SHEETS[name]
    html = read_page(material, name)
    for node in html.css(left_out):
        node.decompose()
    pdf = printed(visit(name, java_script_enabled=script), paper)
    assert len(pdf.pages) == 1
    said, told = words_of(pdf), [packed(node.text()) for node in html.css(read)]
    assert len(told) >= least
    assert [words for words in told if words not in said] == []
    assert packed("No clinician has reviewed this page yet") in said


def filled(name: str) -> Clinic:
    """The clinic of an example, or one with a long name and two long numbers."""
    clinic = load_settings(ROOT / "examples" / (name if name != LONG else "hospital")).clinic
    assert clinic is not None
    long = {
        "trading_name": "The Northumberland and Borders Partnership Department of Dermatology and Laser Surgery",
        "hours": "Monday to Friday, 8:30 to 17:00, Saturday 9:00 to 12:00",
        "emergency_line": "(02) 5550 1235 ext. 123456",
    }
    return clinic.model_copy(update=long) if name == LONG else clinic


LONG = "a long name"
LONG_ADDRESS = "https://northumberland-borders-partnership.nhs.test/dermatology/laser-surgery/acne-scars/"
# In the dots of a browser.
MILLIMETRE = 96 / 25.4
PUT_ON = """(parts) => {
  for (const [what, html] of Object.entries(parts)) document.querySelector(what).outerHTML = html;
}"""


def put_on(page, cube: Cube, name: str, clinic: Clinic) -> list[str]:
    """Puts a clinic's words into a page that was built without one, as its own build has them; what must be read."""
    site = Site(cube, EDITION, clinic=clinic)
    calls = {"article .reach": "reach_clinic()"}
    if name == "when-to-call/":
        calls |= {f".dials-{band}": f'dial_help("{band}")' for band in ("emergency", "same-day", "call")}
    made = {what: bare(render_page(site, f"{name[:-1]}.md", f"{{{{ {call} }}}}").text) for what, call in calls.items()}
    # What stands behind the numbers is there already.
    made = {what: LexborHTMLParser(html).css_first(what.split()[-1]).html or "" for what, html in made.items()}
    foot = LexborHTMLParser(bare(render_page(site, f"{name[:-1]}.md", "{{ close_page() }}").text))
    made |= {".page-foot": foot.css_first(".page-foot").html or "", ".site-links": frame_of(site)["contact"]}
    own_address = f'<p class="on-paper">This page, with its sources: {LONG_ADDRESS}{name}</p>'
    made[".on-paper"] = own_address + paper_foot(cube, release=EDITION, site_address=LONG_ADDRESS)
    page.evaluate(PUT_ON, made)
    lines = [number for number in (clinic.phone, clinic.emergency_line) if number]
    review = clinic.review.name if clinic.review else ""
    return [clinic.name, clinic.hours, review, *(read_phone(number, clinic.country).home for number in lines)]


@pytest.mark.parametrize("name", ["when-to-call/", "handout/"])
@pytest.mark.parametrize("example", ["single-doctor", "group", "hospital", LONG])
def test_what_is_one_sheet_is_one_for_every_clinic(visit, cube: Cube, name: str, example: str) -> None:
    page = visit(name)
    told = [*put_on(page, cube, name, filled(example)), f"{LONG_ADDRESS}since/{EDITION}/"]
    for paper in ("A4", "Letter"):
        pdf = printed(page, paper)
        assert len(pdf.pages) == 1, paper
        said = words_of(pdf)
        assert [words for words in told if packed(words) not in said] == [], paper


@pytest.mark.parametrize("name", ["when-to-call/", "handout/", "lasers/fractional-co2/"])
def test_a_telephone_reads_from_paper_where_to_see_what_has_changed(visit, cube: Cube, name: str) -> None:
    page = visit(name, scheme="dark", device_scale_factor=4)
    foot = paper_foot(cube, release=EDITION, site_address=LONG_ADDRESS)
    page.evaluate(PUT_ON, {".on-paper": foot})
    assert not page.locator(".qr").is_visible()
    page.emulate_media(media="print")
    code = page.locator(".qr")
    box = code.bounding_box()
    assert box["width"] == box["height"] > 17 * MILLIMETRE
    # Nothing stands on it, nor on the white edge that it needs.
    assert read_picture(code.screenshot()) == f"{LONG_ADDRESS}since/{EDITION}/"


def test_what_stands_behind_a_name_from_right_to_left_is_read_in_order(visit, cube: Cube) -> None:
    page = visit("handout/")
    put_on(page, cube, "handout/", filled("group").model_copy(update={"trading_name": "عيادة الجلد"}))
    # By the place on the line: the word before the name, the name, the number from its first digit to its last.
    lefts = page.evaluate(
        """() => {
          const reach = document.querySelector(".reach"), number = reach.querySelector("a").firstChild;
          const left = (node, from, to) => { const range = document.createRange(); range.setStart(node, from); range.setEnd(node, to); return range.getBoundingClientRect().left; };
          return [left(reach.firstChild, 0, 1), reach.querySelector("bdi").getBoundingClientRect().left, left(number, 0, 1), left(number, number.length - 1, number.length)];
        }"""
    )
    assert lefts == sorted(lefts)


def test_in_a_book_the_page_with_a_sheet_is_whole(visit) -> None:
    page = visit("when-to-call/", java_script_enabled=False)
    page.evaluate("document.documentElement.classList.add('whole')")
    assert packed("Where this comes from") in words_of(printed(page))
