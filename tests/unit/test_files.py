"""What a clinic puts into its own folders: pictures and papers pass; whatever has another kind, name or place is told with its line."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from PIL import Image

from macros.load.spelling import spelled_as_named
from publish.check.clinic.files import MOST_DRAWING, MOST_PAPER
from publish.check.clinic.names import judge_folders
from tests.conftest import told_mistakes
from tests.projects import ROOT
from tests.unit.own_files import PNG, SVG, declaring, picture
from tests.unit.small import reword

# Each of these once took ten seconds or more.
SLOW = """
from pathlib import Path
import resource
from publish.check.clinic.svg import judge_drawing
from publish.check.clinic.pages import judge_page
from tests.unit.own_files import HEAD, SVG
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
for value in ("a" * 58_000, "url(" + " " * 58_000 + "#a)", "fill:url(#a);" * 4000):
    judge_drawing(SVG.format(f"<g style='{value}'/>"))
    judge_drawing(SVG.format(f"<style>{value}</style>"))
path = Path("docs/clinic/rooms.md").absolute()
for body in ("a\\n=\\n" * 14_000, "- \\n" * 19_000, "# a\\n" * 14_000):
    path.write_text(HEAD + body)
    assert list(judge_page(path.parents[2], path, "GB"))
# A block below what begins another one: the extension that reads them would never end.
for begun in ("> /// note", "- /// note", "> - /// note", "!!! note\\n    /// note", "a\\n:   /// note"):
    for between in ("\\n", "\\n///\\n", "\\n  ///\\n"):
        for below in ("/// define", "> /// define", "  /// note"):
            path.write_text(HEAD + begun + between + below + "\\n")
            list(judge_page(path.parents[2], path, "GB"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is the system's")
def test_a_file_of_the_clinic_is_judged_within_a_limit(small: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SLOW], cwd=small, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("docs/clinic/x.html", b"<script>", "allowed here: files that end in"), ("docs/clinic/x.js", b"x", "allowed here"), ("docs/clinic/.nav.yml", b"nav: []", "allowed here"),
        ("docs/clinic/x.md.html", b"x", "allowed here"), ("docs/clinic/x.xhtml", b"x", "allowed here"), ("docs/assets/brand/x.css", b"x", "allowed here"), ("docs/assets/brand/x.md", b"x", "allowed here"),
        ("docs/assets/brand/x.pdf", b"%PDF-1", "allowed here"), ("docs/clinic/Thumbs.db", b"x", "allowed here"), ("docs/clinic/a/b/x.svgz", b"x", "allowed here"),
        ("docs/clinic/x.png", b"<svg>", "this is no PNG file"), ("docs/clinic/x.jpg", b"GIF89a", "this is no JPG file"), ("docs/clinic/x.pdf", b"<html>", "this is no PDF file"),
        ("docs/clinic/x.svg", SVG.format("<script/>").encode(), "found <script>"), ("docs/clinic/x.pdf", b"%PDF-" + b"x" * MOST_PAPER, "save it smaller"),
        ("docs/assets/brand/logo.svg", b"x" * (MOST_DRAWING + 1), "with fewer points, or as a .png"), ("docs/assets/brand/logo.svg", "<svg/>".encode("utf-16"), "saved in UTF-16"),
        ("docs/assets/brand/favicon.svg", b"<svg/>", "allowed: parts of"), ("docs/assets/brand/share.png", PNG[:12], "this is no PNG file, whatever its name says: save it as one"),
        ("docs/clinic/x.png", declaring(16000, 12000), "found 16,000 x 12,000 pixels, allowed: 50 million pixels"), ("docs/clinic/x.jpg", picture("JPEG")[:-200], "can't be read to its end"),
        ("docs/clinic/x.png", picture("JPEG"), "it is a JPG file: let its name end in .jpg"), ("docs/clinic/x.svg", PNG, "it is a PNG file: call it x.png"), ("docs/clinic/x.webp", b"RIFF1234WEBP", "no WEBP file"),
        ("docs/assets/brand/logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>', "does not say how large it is: write viewBox"),
        ("docs/clinic/x.png", picture(save_all=True, append_images=[Image.new("RGBA", (300, 200))]), "it moves, allowed: a picture that stands still"),
        ("docs/clinic/Plan.SVG", b"<svg/>", "its ending in small letters: 'Plan.svg'"),
        ("docs/clinic/-x.png", PNG, "a name that an address can't hold"), ('docs/clinic/x"y.png', PNG, "call it 'x-y.png'"), ("docs/clinic/x%2f.png", PNG, "call it 'x-2f.png'"),
        ("docs/clinic/what?.md", b"", "call it 'what-.md'"), ("docs/clinic/#1: us.md", b"", "too long, or holds"), ("docs/clinic/$%&.md", b"", "call it 'page.md'"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_safe_to_publish_is_told(small: Path, name: str, raw: bytes, says: str) -> None:
    (small / name).parent.mkdir(parents=True, exist_ok=True)
    (small / name).write_bytes(raw)
    told = told_mistakes(small)[0]
    assert any(line.startswith((f"{name}:1: -: ", f"{name}:2: -: ")) for line in told), told
    assert any(says in line for line in told), told


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("docs/promo.html", "allowed here: files that end in .md; pages and papers"), ("docs/promo.htm", "allowed here"), ("docs/x.svg", "allowed here"), ("docs/sitemap.xml", "allowed here"),
        ("docs/prices.pdf", "allowed here"), ("docs/lasers/x.png", "allowed here"), ("docs/CNAME", "allowed here"), ("docs/assets/x.md", "files that end in .css, .js, .txt, .woff2, .yml"),
        ("docs/assets/js/x.html", "allowed here"), ("docs/assets/logo.svg", "allowed here"), ("docs/Clinic/x.md", "allowed: files of the clinic in docs/clinic/"),
        ("docs/CLINIC/a/x.png", "in docs/clinic/"), ("docs/ｃlinic/x.md", "in docs/clinic/"), ("docs/clinic.md", "in docs/clinic/"), ("docs/Clinic.MD", "in docs/clinic/"), ("docs/CLINIC.html", "in docs/clinic/"),
        ("docs/assets/Brand/logo.svg", "allowed: files of the clinic in docs/assets/brand/"), ("docs/lasers/.nav.yml", "behind a dot"), ("docs/.old/x.md", "found '.old'"),
        ("docs/clinic/.old/hidden.md", "found '.old': no page is made of what lies behind a dot"), ("docs/clinic/.x.md", "behind a dot"), ("docs/clinic/a b%/x.md", "found 'a b%', a name that"),
    ],
)  # fmt: skip
def test_nothing_lies_where_no_check_reads_or_no_page_is_made(small: Path, name: str, says: str) -> None:
    (small / name).parent.mkdir(parents=True, exist_ok=True)
    (small / name).write_bytes((small / "docs/clinic/rooms.md").read_bytes())
    if not any(path.relative_to(small).as_posix() == name for path in (small / "docs").rglob("*")):
        pytest.skip("to this disk, capitals and small letters are the same name")
    told = [line for line in told_mistakes(small)[0] if line.startswith(f"{name}:1: -: ")]
    assert any(says in line for line in told), told


@pytest.mark.parametrize(
    "names",
    [
        ("docs/clinic/rooms.md", "docs/clinic/rooms/index.md"), ("docs/clinic/a/README.md", "docs/clinic/a/index.md"), ("docs/clinic/rooms.md", "docs/clinic/rooms/README.md"),
        ("docs/clinic/rooms.md", "docs/clinic/Rooms.md"), ("docs/README.md", "docs/index.md"), ("docs/clinic/x.pdf", "docs/clinic/x.pdf.md"), ("docs/clinic/rooms.md", "docs/clinic/rooms/index.html/x.md"),
        ("docs/clinic/\u00fc.md", "docs/clinic/u\u0308.md"), ("docs/clinic/\u00fc.png", "docs/clinic/u\u0308.png"), ("docs/clinic/rooms.md", "docs/clinic/rooms.html/x.png"),
    ],
)  # fmt: skip
def test_two_pages_for_one_address_are_told(small: Path, names: tuple[str, str]) -> None:
    for name in names:
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_bytes((small / "docs/clinic/rooms.md").read_bytes())
    if (small / names[0]).samefile(small / names[1]):
        pytest.skip("to this disk, capitals and small letters are the same name")
    told = [str(problem) for problem in judge_folders(small)]
    for name, other in (names, names[::-1]):
        text = f"would stand at the same address as {other}, and one would be lost: rename one of them"
        assert f"{name}:1: -: {text}" in told


def test_folders_that_no_build_takes_are_told(small: Path) -> None:
    (small / "docs/assets/brand/brand.css").mkdir()
    assert told_mistakes(small)[0] == [
        "docs/assets/brand/brand.css:1: -: found a folder where a build writes a file: rename it"
    ]
    for deep in range(0, 900, 100):
        (small / "docs/clinic" / "/".join("a" * (deep + 100))).mkdir(parents=True)
    told = told_mistakes(small)[0]
    assert told == [f"docs/clinic/{'/'.join('a' * 12)}:1: -: stands in more than 12 folders: put it into fewer"]


def test_a_page_in_the_wrong_folder_is_named(small: Path) -> None:
    (small / "docs/.nav.yml").write_text(
        "nav: [{A: [index.md, index]}, {This clinic: ['clinic/*']}]\n", encoding="utf-8"
    )
    assert told_mistakes(small) == ([], [])
    (small / "docs/clinic/team").mkdir()
    for name in ("docs/prices.md", "docs/clinic/team/anna.md"):
        (small / name).write_bytes((small / "docs/clinic/rooms.md").read_bytes())
    why = "the menu leads to no such page: a clinic's page lies in docs/clinic/: move it there; a page of the project is named in docs/.nav.yml"
    assert told_mistakes(small)[0] == [f"docs/prices.md:1: -: {why}"]


def test_a_line_of_the_menu_that_leads_nowhere_is_told_where_it_stands(small: Path) -> None:
    (small / "docs/.nav.yml").write_text(
        "nav:\n  - index.md\n  - One:\n      - Two: 'indx.md'\n  - index\n  - clinic/*\n", encoding="utf-8"
    )
    assert told_mistakes(small)[0] == [
        "docs/.nav.yml:4: -: found 'indx.md', allowed: a page below docs/ (nearest: index.md)"
    ]


def test_a_page_without_a_heading_of_its_own_is_told(small: Path) -> None:
    reword(small / "docs/clinic/rooms.md", "\n# A page\n", "\n## Rooms\n")
    failing, (warned,) = told_mistakes(small)
    assert failing == [] and "found no heading of the page: begin with # and its title" in warned


def test_a_missing_logo_is_told_and_the_rest_is_made(small: Path) -> None:
    for name in ("logo.svg", "favicon.svg"):
        (small / "docs/assets/brand" / name).unlink()
    kinds = "logo.svg, logo.png, logo.jpg, logo.jpeg, logo.webp"
    missing = f"docs/assets/brand/logo.svg:1: -: there is no logo: allowed: {kinds}"
    assert told_mistakes(small)[0] == [missing]
    (small / "docs/assets/brand/Logo.PNG").write_bytes(PNG)
    assert missing.replace("allowed", "found 'Logo.PNG', allowed", 1) in told_mistakes(small)[0]


def test_pictures_papers_and_what_computers_leave_pass_and_so_do_endings_in_capitals(small: Path) -> None:
    kinds = {
        "clinic/our rooms.png": PNG, "clinic/Tür 2.jpg": picture("JPEG"), "clinic/x.webp": picture("WEBP"), "clinic/prices.pdf": b"%PDF-1.7",
        "clinic/.gitkeep": b"", "clinic/.DS_Store": b"\0\1",
        "clinic/IMG 1.JPG": picture("JPEG"), "clinic/a.Png": PNG, "clinic/b.WEBP": picture("WEBP"), "clinic/SCAN.PDF": b"%PDF-1.7",
        "assets/brand/logo.JPG": picture("JPEG"),
    }  # fmt: skip
    for name, raw in kinds.items():
        (small / "docs" / name).write_bytes(raw)
    assert told_mistakes(small) == ([], [])


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.HEIC", b"x", "found 'a.HEIC', a picture of the kind HEIC"), ("a.tif", b"x", "of the kind TIF,"), ("a.bmp", b"x", "of the kind BMP"), ("a.gif", b"GIF89a", "of the kind GIF"),
        ("a.jpg", b"\0\0\0\x18ftypheic", "this is no JPG file, whatever its name says: it is a picture of the kind HEIC"), ("a.png", b"MM\0*", "it is a picture of the kind TIF"),
    ],
)  # fmt: skip
def test_a_picture_that_few_browsers_show_is_told_with_how_to_convert_it(
    small: Path, name: str, raw: bytes, says: str
) -> None:
    (small / "docs/clinic" / name).write_bytes(raw)
    (told,) = told_mistakes(small)[0]
    assert says in told and "open it, choose Export or Save as, and take JPG" in told
    assert ("Most Compatible" in told) == ("HEIC" in told)


def test_a_link_finds_a_file_in_either_spelling_of_its_letters(small: Path) -> None:
    apart, whole = unicodedata.normalize("NFD", "tür"), unicodedata.normalize("NFC", "höfe")
    for name in (apart, whole):
        (small / f"docs/clinic/{name}/{name}").mkdir(parents=True)
        (small / f"docs/clinic/{name}/{name}/{name}.md").write_bytes((small / "docs/clinic/rooms.md").read_bytes())
    for name in ("tür", "höfe"):
        for form in ("NFC", "NFD"):
            typed = unicodedata.normalize(form, name)
            found = spelled_as_named(f"{typed}/{quote(typed)}/{typed}.md?a#top", small)
            assert (small / "docs/clinic" / unquote(found.partition("?")[0])).is_file() and found.endswith("?a#top")
    others = ("../index.md", f"{apart}/x%C3%BC.md", "https://tür.example/tür", "#tür", "/tür", "mailto:tür@x.example")
    assert [other for other in others if spelled_as_named(other, small) != other] == []


def test_a_page_that_may_not_be_there_is_refused_and_never_run(small: Path) -> None:
    (small / "docs/Clinic").mkdir()
    (small / "docs/Clinic/page.md").write_text("{{ 1 / 0 }}", encoding="utf-8")
    failing, _ = told_mistakes(small)
    assert failing and all("docs/Clinic" in line and "division" not in line for line in failing), failing
