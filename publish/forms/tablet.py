"""The site for a stick or a tablet without a net: one folder, opened from START.html, search included."""

from __future__ import annotations

from pathlib import Path

from macros.load import read_cube
from publish.beside.built_pages import NOT_FOUND, START, site_words
from publish.beside.template import fill, write
from publish.build.build import MARK, built, claimed
from publish.build.engine import FROM_A_FOLDER, Engine
from publish.build.swap import swap
from publish.edition import edition

# The one file that a person must find, and the folder with all the others.
FIRST, SITE = "START.html", "site"
# What only a server or a search machine would ask for.
NOT_ON_A_STICK = (NOT_FOUND, "robots.txt", "sitemap.xml")


def make_tablet(root: Path, *, engine: Engine, out: Path) -> Path:
    """Writes the folder into out and returns its first page; raises Refused and leaves out as it was."""
    with claimed(root, out, mark=f"{SITE}/{MARK}") as place, built(root, engine, FROM_A_FOLDER) as site:
        for name in NOT_ON_A_STICK:
            (site / name).unlink(missing_ok=True)
        stick = site.with_name("stick")
        stick.mkdir()
        site.rename(stick / SITE)
        name, about = site_words(root)
        text = fill(
            "start.html",
            read_cube(root),
            name=name,
            about=about,
            edition=edition(root),
            start=f"{SITE}/{START}",
            folder=SITE,
        )
        write(stick / FIRST, text)
        swap(stick, place)
    return out / FIRST
