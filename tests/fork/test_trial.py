"""A clinic's files in both engines: pages in the menu whatever their names, photos without a place, a logo as wide as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from PIL import Image
from selectolax.lexbor import LexborNode

from publish.beside.built_pages import parse
from publish.build.engine import ENGINES
from publish.pictures.brand import SHIPPED
from tests.conftest import told_mistakes
from tests.fork.trial import ADDRESS, COLOUR, GERMAN, NAME, PAGES, PHOTO, SECRETS
from tests.site.test_links import broken

FIRST = f"clinic/{PAGES[0]}/index.html"
PICTURES = (".png", ".jpg", ".webp")


@pytest.fixture(params=ENGINES)
def site(trial: Path, request: pytest.FixtureRequest) -> Path:
    return trial / str(request.param)


def pictures(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.suffix.lower() in PICTURES)


def image(site: Path, number: int) -> LexborNode:
    return parse(site / FIRST).css("article img")[number]


def beside(site: Path, source: str | None) -> Path:
    """The file that a picture's address on the first page leads to."""
    return site / unquote(
        urlsplit(urljoin(f"{ADDRESS}clinic/x/", source or "")).path.removeprefix(urlsplit(ADDRESS).path)
    )


def way(address: str, site: Path) -> str:
    """The address as this engine writes it on the start page."""
    return address if site.name == "material" else f"./{address}"


def test_the_check_finds_nothing_to_tell(trial: Path) -> None:
    assert told_mistakes(trial / "project") == ([], [])


def test_each_page_is_in_the_menu_whatever_its_name_and_however_deep_it_lies(site: Path) -> None:
    for page in ("index.html", FIRST, "clinic/deep/er/page/index.html"):
        (part,) = (part for part in parse(site / page).css(".nav-section") if "This clinic" in part.text())
        assert [link.text() for link in part.css("a")] == [f"On {name}" for name in PAGES]
        # The page of a folder by itself heads its part, and stands there once.
        assert [head.text() for head in part.css(".nav-part > p")] == ["Deep", "Parking", "On team/index"]
        assert [link.text() for link in part.css(".nav-part > p > a")] == ["On team/index"]
        assert [link.text() for link in part.css("a[lang=de]")] == [f"On {GERMAN}"]
        where = urljoin(ADDRESS, quote(page))
        ways = [unquote(urljoin(where, link.attributes["href"] or "")) for link in part.css("a")]
        assert ways == [f"{ADDRESS}clinic/{name.removesuffix('index').rstrip('/')}/" for name in PAGES]


def test_each_address_leads_somewhere_and_holds_no_space(site: Path) -> None:
    assert broken(site, ADDRESS) == []
    assert not re.search(r'(?:href|src)="[^"]* ', (site / FIRST).read_text(encoding="utf-8"))


def test_a_page_in_another_language_says_so_and_its_foot_does_not(site: Path) -> None:
    article, foot = (
        parse(site / f"clinic/{GERMAN}/index.html").css_first(where).attributes
        for where in ("article", "article > footer")
    )
    assert (article["lang"], article["dir"], foot["lang"], foot["dir"]) == ("de", "auto", "en", "ltr")
    assert "lang" not in parse(site / FIRST).css_first("article").attributes


def test_a_link_in_another_spelling_leads_to_the_page_that_is_meant(site: Path) -> None:
    ways = {
        text: unquote(link.attributes["href"] or "")
        for link in parse(site / FIRST).css("article a")
        if (text := link.text()) in ("older people", "again")
    }
    assert len(ways) == 2 and len(set(ways.values())) == 1


def test_what_stands_beside_the_pages_names_them_by_their_addresses(site: Path) -> None:
    named = re.findall(rf"\]\({ADDRESS}(clinic/\S+)\): ", (site / "llms.txt").read_text(encoding="utf-8"))
    assert [unquote(name) for name in named] == [f"clinic/{name.removesuffix('index').rstrip('/')}/" for name in PAGES]
    assert all(f'["{name}",' in (site / "search-index.js").read_text(encoding="utf-8") for name in named)


def test_no_picture_tells_where_by_what_or_by_whom_it_was_taken(site: Path, trial: Path) -> None:
    assert all(secret in (trial / "project/docs/clinic" / PHOTO).read_bytes() for secret in SECRETS if secret != b"GPS")
    for path in pictures(site):
        assert not [secret for secret in SECRETS if secret in path.read_bytes()], path
        with Image.open(path) as opened:
            assert not opened.getexif() and "comment" not in opened.info and "xmp" not in opened.info


def test_a_photo_stands_upright_with_its_sides_and_versions_for_telephones(site: Path) -> None:
    found = image(site, 0).attributes
    assert (found["width"], found["height"], found["loading"]) == ("1600", "2133", "lazy")
    assert found["sizes"] == "(min-width: 48em) 38.5em, 100vw"
    versions = [version.split() for version in (found["srcset"] or "").split(", ")]
    for way, width in versions:
        with Image.open(beside(site, way)) as opened:
            assert opened.width == int(width.removesuffix("w"))
            # Black on top was on the left when it lay on its side.
            dark, light = (
                opened.convert("L").getpixel((9, opened.height // 2)),
                opened.convert("L").getpixel((opened.width - 9, 9)),
            )
            assert opened.height > opened.width and isinstance(dark, int) and isinstance(light, int) and dark != light
    assert [width for _, width in versions] == ["480w", "960w", "1600w"]


def test_sides_that_a_page_gives_are_kept_and_the_other_one_fits(site: Path) -> None:
    small, door, plan = (image(site, number).attributes for number in (1, 2, 3))
    assert (small["width"], small["height"], small["sizes"]) == ("80", "107", "80px")
    assert (door["width"], door["height"], (door["srcset"] or "").count("w,")) == ("600", "120", 1)
    assert (plan["width"], plan["height"], plan.get("srcset")) == ("9", "9", None)


def test_both_engines_publish_the_same_pictures(trial: Path) -> None:
    ours, theirs = (
        {path.relative_to(site).as_posix(): path.read_bytes() for path in pictures(site)}
        for site in (trial / engine for engine in ENGINES)
    )
    assert ours == theirs and len(ours) > 10


def test_the_header_has_a_logo_as_wide_as_it_is_on_what_it_is_seen_on(site: Path) -> None:
    header = parse(site / "index.html").css_first("a.brand")
    assert header.css_first("img").attributes == {
        "class": "on-light wide dark-bare", "src": way("assets/brand/logo.png", site), "alt": "", "width": "160", "height": "32",
    }  # fmt: skip
    dark = header.css_first("source").attributes
    assert (dark["srcset"], dark["width"], dark["height"]) == (way("assets/brand/logo-dark.webp", site), "160", "32")
    with Image.open(site / "assets/brand/logo.png") as opened:
        assert opened.size == (480, 96)


def test_browsers_without_drawings_and_home_screens_have_an_icon(site: Path) -> None:
    head = parse(site / "index.html").css("link[rel=icon], link[rel=apple-touch-icon]")
    assert [link.attributes["href"] for link in head] == [
        way(f"assets/made/icon-{side}.png", site) for side in (32, 180)
    ]
    for link, side in zip(head, (32, 180), strict=True):
        with Image.open(site / (link.attributes["href"] or "")) as opened:
            middle, corner = (opened.convert("RGBA").getpixel(at) for at in ((side // 2, side // 2), (0, 0)))
            assert opened.size == (side, side) and middle == (*bytes.fromhex(COLOUR[1:]), 255)
            # A telephone shows black where a picture is seen through.
            assert corner == ((0, 0, 0, 0) if side == 32 else (251, 248, 241, 255))


def test_the_picture_to_share_is_the_clinics_own_and_no_project_s(site: Path) -> None:
    raw = (site / "assets/brand/share.png").read_bytes()
    assert sha256(raw).hexdigest() != SHIPPED["share.png"]
    with Image.open(BytesIO(raw)) as opened:
        colours = {colour: much for much, colour in opened.convert("RGB").getcolors(1 << 16) or []}
        assert opened.size == (1200, 630) and max(colours, key=lambda one: colours[one]) == (0x71, 0x2F, 0x4A)
    shared = parse(site / "index.html").css_first('meta[property="og:image"]')
    assert shared.attributes["content"] == f"{ADDRESS}assets/brand/share.png"
    assert NAME in parse(site / "index.html").css_first(".brand-name").text()
