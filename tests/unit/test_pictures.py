"""A clinic's pictures as they are published: cleaned, upright, bounded; its logo on what it is seen on; what is made is its own."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from macros.load.problems import Problem
from macros.load.settings import read_settings
from publish.build.pictures import Shown, publish_pictures, tell_sides
from publish.check.clinic.logos import judge_looks, judge_roles
from publish.check.colours import mixes, nearest_readable
from publish.pictures import photo
from publish.pictures.brand import BRAND, brand_words, find_brand, is_shipped
from publish.pictures.colour import LIGHT_GROUND, contrast, hex_of, oklch_of, rgb_of
from publish.pictures.drawing import read_drawing
from publish.pictures.made import make_icon, make_shared
from publish.pictures.photo import MOST_BYTES, Unusable, published
from tests.fork.trial import SECRETS, logo
from tests.fork.trial import photo as taken
from tests.projects import ROOT, SHIPPED
from tests.unit.clinics import changed
from tests.unit.own_files import SVG, declaring, picture
from tests.unit.small import make_whole

TINT, COLOUR = (0x71, 0x2F, 0x4A), "#712f4a"


def saved(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def opened(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw))


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("name", "raw", "mode", "pixel"),
    [
        ("a.jpg", picture("JPEG", colour="#ff0000"), "RGB", (254, 0, 0)),
        ("a.jpeg", picture("JPEG", icc_profile=SRGB, colour="#00ff00"), "RGB", (0, 255, 1)),
        ("a.png", picture(colour=(0, 0, 255, 128)), "RGBA", (0, 0, 255, 128)),
        ("a.webp", picture("WEBP", colour=(0, 0, 255, 255), lossless=True), "RGB", (0, 0, 255)),
    ],
)  # fmt: skip
def test_a_picture_looks_as_it_did(tmp_path: Path, name: str, raw: bytes, mode: str, pixel: tuple[int, ...]) -> None:
    (made,) = published(saved(tmp_path, name, raw))
    with opened(made.raw) as shown:
        assert (shown.mode, shown.size) == (mode, (300, 200))
        assert shown.getpixel((9, 9)) == pytest.approx(pixel, abs=3)


def test_modes_that_no_page_shows_are_made_into_some_that_it_does(tmp_path: Path) -> None:
    for mode, colour, name, shown in (
        ("CMYK", (0, 255, 255, 0), "a.jpg", (254, 0, 0)), ("I;16", 0x8000, "a.png", 128), ("1", 1, "a.png", 255), ("P", 0, "a.png", (0, 0, 0)),
    ):  # fmt: skip
        raw = BytesIO()
        Image.new(mode, (9, 9), colour).save(raw, "JPEG" if name == "a.jpg" else "PNG")
        (made,) = published(saved(tmp_path, name, raw.getvalue()))
        assert opened(made.raw).getpixel((4, 4)) == pytest.approx(shown, abs=1)


def test_a_picture_holds_nothing_but_its_pixels_and_is_the_same_each_time(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jpg", taken())
    made = published(path, narrower=(480,))
    assert [(one.width, one.height) for one in made] == [(1600, 2133), (480, 640)]
    assert not [secret for secret in SECRETS for one in made if secret in one.raw]
    photo.kept_versions.cache_clear()
    assert published(path, narrower=(480,)) == made
    assert photo.work_out(".jpg", path.read_bytes(), photo.MOST, (480,)) == [
        (one.width, one.height, one.raw) for one in made
    ]


def test_a_heavy_photo_is_made_light_enough(tmp_path: Path) -> None:
    raw = BytesIO()
    Image.effect_noise((1600, 2000), 30).convert("RGB").save(raw, "JPEG", quality=90)
    (made,) = published(saved(tmp_path, "a.jpg", raw.getvalue()))
    assert len(raw.getvalue()) > MOST_BYTES >= len(made.raw)


def test_declared_sides_are_told_before_anything_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", None)
    for sides in ((16000, 12000), (2**31 - 1, 2**31 - 1), (1, 50_000_001)):
        with pytest.raises(Unusable, match=f"found {sides[0]:,} x {sides[1]:,} pixels, allowed: 50 million"):
            published(saved(tmp_path, "a.png", declaring(*sides)))


def test_ours_give_way_to_the_clinics_own(small: Path) -> None:
    brand = small / BRAND
    assert {path.name for path in brand.iterdir() if is_shipped(path)} == {"logo.svg", "favicon.svg"}
    (brand / "logo.png").write_bytes(picture())
    (brand / "favicon.webp").write_bytes(picture("WEBP"))
    found = find_brand(small)
    assert (found.logo, found.favicon, found.share) == (brand / "logo.png", brand / "favicon.webp", None)
    assert judge_roles(small) == []
    (brand / "share.jpg").write_bytes(picture("JPEG", (1200, 630)))
    assert brand_words(small, COLOUR) == {
        "logo": "logo.png", "width": "48", "dark": "", "dark_width": "", "looks": "", "icon": "", "share": "share.jpg",
    }  # fmt: skip


def test_what_a_clinic_has_not_is_made_in_its_name_and_colour(tmp_path: Path) -> None:
    root, site = make_whole(tmp_path / "project"), tmp_path / "site"
    (root / "mkdocs.yml").write_text(json.dumps(changed(("extra", "brand", "colour"), COLOUR)), encoding="utf-8")
    publish_pictures(root, site, read_settings(root))
    made = {path.relative_to(site).as_posix() for path in site.rglob("*.*")}
    assert made == {
        *(f"assets/brand/{name}" for name in ("favicon.svg", "logo.svg", "share.png")),
        *(f"assets/made/icon-{side}.png" for side in (180, 32)),
    }
    icon = (site / "assets/brand/favicon.svg").read_text(encoding="utf-8")
    assert COLOUR in icon and "#0b5c66" not in icon


def test_two_files_for_one_thing_are_told(small: Path) -> None:
    (small / BRAND / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    (small / BRAND / "logo.png").write_bytes(picture())
    told = "found beside 'logo.svg', and both would be the logo: remove one"
    assert judge_roles(small) == [Problem(f"{BRAND}/logo.png", 1, "-", told)]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Logo.PNG", "logo is named 'logo.png'"), ("Larch logo.jpg", "logo is named 'logo.jpg'"), ("logo-dark-2.webp", "logo-dark is named 'logo-dark.webp'"),
        ("Favicon.png", "favicon is named 'favicon.png'"), ("door.png", ""),
    ],
)  # fmt: skip
def test_a_picture_that_nothing_shows_is_told_with_its_name(small: Path, name: str, meant: str) -> None:
    (small / BRAND / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    (small / BRAND / name).write_bytes(picture())
    told = [Problem(f"{BRAND}/{name}", 1, "-", f"found {name!r}, which nothing shows: the {meant}", level="warning")]
    assert judge_roles(small) == (told if meant else [])


@pytest.mark.parametrize(
    ("drawn", "colour", "looks"),
    [
        ("<path d='' fill='#fff'/>", COLOUR, ""), ("<path d=''/>", COLOUR, "on-light"), (f"<g fill='{COLOUR}'><path d=''/></g>", COLOUR, "on-light"),
        (f"<style>.a{{fill:{COLOUR}}}</style><path class='a' d=''/>", COLOUR, "on-light"), ("<rect width='9' height='9'/><path d=''/>", COLOUR, ""),
        ("<path d='' style='fill:none;stroke:white'/>", COLOUR, ""), ("<path d='' fill='url(#a)'/><linearGradient id='a'><stop stop-color='#fff'/></linearGradient>", COLOUR, ""),
        ("<defs><path d=''/></defs><circle r='3' fill='#fff'/>", COLOUR, ""), ("<path d='' fill='currentColor'/>", COLOUR, "on-light"), ("<text fill='navy'>A</text>", "#0b5c66", "on-light"),
        ("<image href='data:image/png;base64,AAAA'/>", COLOUR, ""),
    ],
)  # fmt: skip
def test_a_drawn_logo_stands_on_what_it_is_seen_on(small: Path, drawn: str, colour: str, looks: str) -> None:
    (small / BRAND / "logo.svg").write_text(SVG.format(drawn), encoding="utf-8")
    assert brand_words(small, colour)["looks"] == looks
    assert judge_looks(small, colour) == []


def test_a_logo_that_is_seen_nowhere_or_too_small_to_be_made_out_is_told(small: Path) -> None:
    pale = next(
        grey
        for grey in range(256)
        if contrast((grey,) * 3, rgb_of("#0b5c66")) >= 2 > contrast((grey,) * 3, LIGHT_GROUND) - 1
    )
    logo(f"#{pale:02x}{pale:02x}{pale:02x}").resize((1200, 120)).save(small / BRAND / "logo.png")
    logo("#191614").save(small / BRAND / "logo-dark.png")
    (small / BRAND / "share.png").write_bytes(picture(sides=(600, 600)))
    (small / BRAND / "favicon.PNG").write_bytes(picture(sides=(600, 160)))
    told = sorted(str(problem) for problem in judge_looks(small, "#0b5c66"))
    stripe = "drawn in a square of 32 pixels it would be a thin stripe; best is a square, such as the sign of the logo without its words"
    assert told == [
        f"{BRAND}/favicon.PNG:1: -: found sides 600 x 160: {stripe}",
        f"{BRAND}/logo.png:1: -: found sides 1200 x 120: in a header too small to be made out, best from as wide as high to 8 times as wide",
        f"{BRAND}/logo.png:1: -: most of it is seen neither on your colour nor on a light ground: save it in one dark colour, or with a ground of its own",
        f"{BRAND}/share.png:1: -: found 600 x 600 pixels, best 1200 x 630: others leave out one below 600 x 315, and cut other shapes",
    ]
    # Without a colour that can be used, what its sides tell.
    assert sorted(map(str, judge_looks(small, None))) == [told[0], told[1], told[3]]
    (small / BRAND / "favicon.PNG").write_bytes(picture(sides=(32, 32)))
    assert "unsharp on home screens, best 180 x 180 pixels" in "".join(map(str, judge_looks(small, "#0b5c66")))
    # A dark one stands on the light ground in the dark too.
    assert brand_words(small, "#0b5c66")["looks"].endswith("dark-on-light")


def test_sides_of_a_drawing_are_those_of_what_is_shown() -> None:
    for keys, sides in (
        ("viewBox='0 0 300 60'", (300, 60)), ("viewBox='-1,-1,30,6.5' width='1' height='1'", (30, 6.5)),
        ("width='30mm' height='6mm'", (30, 6)), ("width='100%'", None), ("viewBox='0 0 0 0'", None), ("", None),
    ):  # fmt: skip
        found = read_drawing(f"<svg xmlns='http://www.w3.org/2000/svg' {keys}/>")
        assert (found and (found.width, found.height)) == sides


@pytest.mark.parametrize(
    ("name", "drawn"), [("Zahnärzte Šimić", True), ("عيادة الجلد", False), ("Klinik 日本", False), ("a" * 200, False)]
)
def test_the_picture_to_share_bears_the_name_or_its_colour_alone_and_never_boxes(name: str, drawn: bool) -> None:
    for made in (make_shared(ROOT, name, TINT), make_shared(ROOT, name, TINT)):
        colours = {colour for _, colour in opened(made).convert("RGB").getcolors(1 << 16) or []}
        assert ((255, 255, 255) in colours) == drawn and TINT in colours


def test_an_icon_is_drawn_from_a_drawing_and_ours_in_the_clinics_colour(small: Path) -> None:
    ours = opened(make_icon(small, find_brand(small), "Larch", TINT, 180)).convert("RGB")
    assert ours.getpixel((90, 10)) == TINT and ours.getpixel((30, 70)) == (255, 255, 255)
    (small / BRAND / "favicon.svg").write_text(SVG.format('<rect width="9" height="4" fill="#fff"/>'), encoding="utf-8")
    own = opened(make_icon(small, find_brand(small), "Larch", TINT, 180)).convert("RGB")
    assert own.getpixel((90, 40)) == (255, 255, 255) and own.getpixel((90, 140)) == TINT


def test_an_icon_is_the_first_letter_where_a_drawing_has_letters(small: Path) -> None:
    shutil.copytree(SHIPPED / "docs/assets/vendor", small / "docs/assets/vendor")
    (small / BRAND / "favicon.svg").write_text(SVG.format('<text y="20">L</text>'), encoding="utf-8")
    brand = find_brand(small)
    letters = {name: make_icon(small, brand, name, TINT, 32) for name in ("Larch", "«Larch»", "Elm", "عيادة")}
    assert letters["Larch"] == letters["«Larch»"] != letters["Elm"]
    assert opened(letters["عيادة"]).convert("RGB").getcolors() == [(32 * 32, TINT)]


@pytest.mark.parametrize(
    ("tag", "made"),
    [
        ('<img alt="a" src="a.png" />', '<img alt="a" src="a.png" loading="lazy" width="40" height="30" />'),
        ('<img alt="a" height="15" src="a.png"/>', '<img alt="a" height="15" src="a.png" loading="lazy" width="20"/>'),
        ('<img alt="a" src="b.png" />', '<img alt="a" src="b.png" />'), ('<img alt="a" src="https://x.test/a.png" />', '<img alt="a" src="https://x.test/a.png" />'),
    ],
)  # fmt: skip
def test_what_is_known_of_a_picture_is_added_once(tag: str, made: str) -> None:
    shown = {Path("/site/clinic/a.png"): Shown(40, 30, {})}
    told = tell_sides(tag, Path("/site/clinic/x.html"), shown)
    assert told == made == tell_sides(told, Path("/site/clinic/x.html"), shown)


@pytest.mark.parametrize(
    "colour", ["#f5d000", "#39ff14", "#ffc0cb", "#00ffff", "#ff6600", "#ccff00", "#ff00ff", "#ffffff"]
)
def test_the_nearest_colour_still_looks_like_the_one_that_was_meant(colour: str) -> None:
    wanted, found = oklch_of(rgb_of(colour)), oklch_of(rgb_of(near := nearest_readable(colour)))
    turned = abs((wanted[2] - found[2] + 180) % 360 - 180)
    assert mixes(near) and near != colour and near == hex_of(rgb_of(near))
    # As strong as a screen shows the hue at the lightness that can be read: neither mud nor grey.
    assert found[1] < 0.01 if wanted[1] < 0.01 else (turned < 16 and found[1] > 0.5 * wanted[1])
