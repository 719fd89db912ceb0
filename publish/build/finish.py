"""What is added to and taken from a built site, the same after either engine; of pages, a clinic's pictures alone."""

from __future__ import annotations

import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path

from publish.beside.choices import write_choices
from publish.beside.downloads import write_downloads
from publish.beside.feed import write_feed
from publish.beside.llms import write_llms
from publish.beside.search_index import write_index
from publish.beside.sites import RECORD
from publish.beside.template import write
from publish.build.engine import Engine
from publish.build.pictures import publish_pictures
from publish.project import Project
from publish.report import step

# Made by an engine or brought by its theme, and used by no page of ours.
UNUSED = (
    "sitemap.xml.gz", "search.json", "objects.inv", "search",
    "assets/images", "assets/javascripts", "assets/stylesheets",
)  # fmt: skip
# The style sheets that name others in the order in which they are read: a page asks for one of them, joined.
SHEETS, IMPORTED = ("site.css", "own.css"), re.compile(r'^@import "([\w./-]+\.css)";$', re.MULTILINE)
# What is written for who works on a sheet does not travel to who reads a page: a screen waits for the sheet.
COMMENT, INDENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL), re.compile(r"\s*\n\s*")


def complete(project: Project, site: Path, engine: Engine) -> None:
    """Adds and takes away what is the same after either engine."""
    with step("Search index"):
        write_index(site, project.cube.readers_words, project.cube)
    with step("Options to compare"):
        write_choices(project.site, site)
    with step("Finishing"):
        for name in UNUSED:
            _remove(site / name)
        join_sheets(project.root, site)
        publish_pictures(project.root, site, project.settings)
        write(site / RECORD, json.dumps(build_record(project, engine), indent=1, sort_keys=True) + "\n")
        write(site / "robots.txt", _robots(project.address))
        write_downloads(project, site)
        write_feed(project, site)
        write_llms(project, site)


def join_sheets(root: Path, site: Path) -> None:
    """Writes the style sheets of a built site into those that name them: one request is answered soonest."""
    sources, folder = root / "docs/assets/css", site / "assets/css"
    for sheet in SHEETS:
        write(folder / sheet, INDENT.sub("\n", COMMENT.sub("", _joined(sources / sheet))))
    for name in {name for sheet in SHEETS for name in IMPORTED.findall((sources / sheet).read_text(encoding="utf-8"))}:
        if name not in SHEETS:
            _remove(folder / name)


def _joined(sheet: Path) -> str:
    """A style sheet with those that it names in place of their names."""
    text = sheet.read_text(encoding="utf-8")
    return IMPORTED.sub(lambda found: _joined(sheet.parent / found[1]), text)


def build_record(project: Project, engine: str) -> dict[str, object]:
    """What a site was made from: edition, commit ("" without git), engine, versions, a hash of the data, its dates."""
    pages = project.cube.pages.values()
    return {
        "checked": max(page.checked for page in pages),
        "commit": project.edition.commit,
        "edition": project.edition.name,
        "engine": engine,
        "name": project.name,
        "next-check": min(page.next_check for page in pages),
        "packages": {name: version(name) for name in project.edition.packages},
        "data-sha256": project.cube.digest,
    }


def _robots(address: str) -> str:
    """Everything may be read; the map of the site is named where its address is known."""
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {address}sitemap.xml"] if address else [])]
    return "\n".join(lines) + "\n"


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
