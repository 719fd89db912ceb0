"""A clinic that tries everything with its files: names as people give them, folders, a logo, an icon and photos of any kind."""

from __future__ import annotations

import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image, ImageDraw

from publish.build.build import build
from publish.build.engine import ENGINES
from tests.fork.hostile import NAV
from tests.unit.clinics import changed
from tests.unit.own_files import SVG
from tests.unit.small import META, make_whole, text_of

# Eighty letters that no line break parts, as long names have them.
NAME = (
    "Zahnärzte Müller & Söhne – " + "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstellenhausarzt"
)
COLOUR = "#712f4a"
ADDRESS = "https://larch.clinic.test/scars/"
# Letters with marks of their own, as a Mac may write them.
APART = unicodedata.normalize("NFD", "für Ältere")
WHOLE = unicodedata.normalize("NFC", APART)
# The one page in another language.
GERMAN = "öffnungszeiten ä"
# By their paths below docs/clinic/, in the order of the menu.
PAGES = (
    *("(2026) prices", "[New] door", "A+B, (2026)", APART, "O'Neill – welcome!", "opening hours", "Q&A", GERMAN),
    *("deep/er/page", "parking/by car", "team/index", "team/anna", "team/bert x"),
)  # fmt: skip
PHOTO, DOOR, PLAN, PAPER = "our door, (1) & ü.JPG", "team/[x] door.webp", "plan.svg", "prices + more, (2026).pdf"
# What no published byte may hold.
SECRETS = (b"Exif", b"Telephone 9", b"GPS", b"a remark", b"http://ns.adobe.com")
BODY = f"""
- [On top of the hours](opening%20hours.md#top) and [all hours](<opening hours.md>)
- [The same in German](öffnungszeiten%20ä.md), [a and b](<A+B, (2026).md>), [questions](Q&A.md)
- [Who we are](team/index.md), [Bert](team/bert%20x.md), [older people](<{APART}.md>), [again](<{WHOLE}.md>)
- [Prices as a paper](<{PAPER}>), [start](../index.md), [our new door](%5BNew%5D%20door.md)

![Our door](<{PHOTO}>)

![Our door > "small" & <old>](our%20door,%20(1)%20&%20%C3%BC.JPG){{ width=80 }}

![Another door](<{DOOR}>) ![A plan]({PLAN}) ![Our logo](../assets/brand/logo.png)
"""


def photo() -> bytes:
    """A photo that lies on its side, with the place, the device and a remark."""
    about = Image.Exif()
    about[0x0112], about[0x010F] = 6, "Telephone 9"
    about.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    image = Image.linear_gradient("L").resize((2400, 1800)).convert("RGB")
    made = BytesIO()
    image.save(made, "JPEG", exif=about, comment=b"a remark", xmp=b"<x xmlns='http://ns.adobe.com'/>")
    return made.getvalue()


def logo(colour: str) -> Image.Image:
    """A sign and a word beside it, seen through where neither is."""
    image = Image.new("RGBA", (600, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, 116, 116), fill=colour)
    draw.rectangle((140, 40, 590, 80), fill=colour)
    return image


def make_trial(folder: Path) -> None:
    """The clinic on the small project, and its site by each engine."""
    root = make_whole(folder / "project")
    file = changed(("site_name",), NAME, file=changed(("extra", "brand", "colour"), COLOUR))
    file["site_url"] = ADDRESS
    (root / "mkdocs.yml").write_text(json.dumps(file), encoding="utf-8")
    # No release of this project is frozen.
    menu = re.sub(r"\n *- since$", "", yaml.safe_dump(NAV), flags=re.MULTILINE)
    (root / "docs/.nav.yml").write_text(menu, encoding="utf-8")
    own, brand = root / "docs/clinic", root / "docs/assets/brand"
    (own / "rooms.md").unlink()
    for name in PAGES:
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        meta = {**META, "title": f"On {name}", "topics": [], **({"lang": "de"} if name == GERMAN else {})}
        text = text_of(".md", meta).replace("# A page", f"# On {name}")
        (own / f"{name}.md").write_text(text, encoding="utf-8")
    with (own / f"{PAGES[0]}.md").open("a", encoding="utf-8") as page:
        page.write(BODY)
    (own / PHOTO).write_bytes(photo())
    logo(COLOUR).save(own / DOOR, exif=Image.Exif())
    (own / PLAN).write_text(SVG.format("<path d='M0 0h9'/>"), encoding="utf-8")
    (own / PAPER).write_bytes(b"%PDF-1.7\n")
    # Ours stay where they are: a clinic's own take their place.
    logo(COLOUR).save(brand / "logo.png")
    logo("#ffffff").save(brand / "logo-dark.webp", lossless=True)
    logo(COLOUR).crop((0, 0, 120, 120)).resize((512, 512)).save(brand / "favicon.PNG")
    for engine in ENGINES:
        build(root, engine=engine, out=folder / engine)
