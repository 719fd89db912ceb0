"""The site for a stick or a tablet without a net: one folder, opened from START.html, search included."""

from __future__ import annotations

from pathlib import Path

from publish.beside.built_pages import NOT_FOUND, START
from publish.beside.sites import RECORD
from publish.beside.template import fill, write
from publish.build.build import built, claimed
from publish.build.engine import Engine
from publish.build.swap import swap

# The one file that a person must find, and the folder with all the others.
FIRST, SITE = "START.html", "site"
# What only a server or a search machine would ask for.
NOT_ON_A_STICK = (NOT_FOUND, "robots.txt", "sitemap.xml")


def make_tablet(root: Path, *, engine: Engine, out: Path) -> Path:
    """Writes the folder into out and returns its first page; raises Refused and leaves out as it was."""
    with claimed(root, out, mark=f"{SITE}/{RECORD}") as place, built(root, engine, "folder") as (project, site):
        for name in NOT_ON_A_STICK:
            (site / name).unlink(missing_ok=True)
        stick = site.with_name("stick")
        stick.mkdir()
        site.rename(stick / SITE)
        text = fill(
            "start.html", project.cube, name=project.name, about=project.about, edition=project.edition.name,
            start=f"{SITE}/{START}", folder=SITE,
        )  # fmt: skip
        write(stick / FIRST, text)
        swap(stick, place)
    return out / FIRST
