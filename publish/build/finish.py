"""What is added to and taken from a built site, the same after either engine; no page is touched."""

from __future__ import annotations

import json
from pathlib import Path

from publish.beside.built_pages import site_address
from publish.beside.downloads import write_downloads
from publish.beside.feed import write_feed
from publish.beside.llms import write_llms
from publish.beside.template import write
from publish.build.engine import Engine
from publish.edition import build_record

# Made by an engine and used by no page of ours.
UNUSED = ("sitemap.xml.gz", "search.json", "objects.inv", "search")
TEXTS = (".html", ".css", ".js", ".xml", ".svg")


def finish(root: Path, site: Path, engine: Engine) -> None:
    """Removes what no page uses and writes what stands beside the pages: for programs and as files."""
    for name in UNUSED:
        _remove(site / name)
    remove_unused_assets(site)
    record = json.dumps(build_record(root, engine), indent=1, sort_keys=True)
    write(site / "build.json", record + "\n")
    write(site / "robots.txt", _robots(site))
    write_downloads(root, site)
    write_feed(root, site)
    write_llms(root, site)


def remove_unused_assets(site: Path) -> None:
    """Removes the theme's scripts, styles and source maps that no text of the site names."""
    named = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(site.rglob("*.html")))
    for path in sorted((site / "assets").rglob("*"), reverse=True):
        theme = path.suffix == ".map" or path.relative_to(site / "assets").parts[0] in (
            "javascripts",
            "stylesheets",
            "images",
            "external",
        )
        if path.is_file() and theme and (path.suffix == ".map" or path.relative_to(site).as_posix() not in named):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _robots(site: Path) -> str:
    """Everything may be read; the map of the site is named where its address is known."""
    address = site_address(site)
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {address}sitemap.xml"] if address else [])]
    return "\n".join(lines) + "\n"


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in sorted(path.rglob("*"), reverse=True):
            inner.unlink() if inner.is_file() else inner.rmdir()
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
