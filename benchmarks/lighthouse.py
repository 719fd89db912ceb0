"""Lighthouse on pages of ours and of a Starlight site of the same text; printed, never asserted."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from benchmarks.browser import npx, run, why
from benchmarks.server import Packing
from tests.conftest import serving

LIGHTHOUSE = "lighthouse@12.8.2"
# The newest that run on Node 20, which Lighthouse 12 is measured on.
STARLIGHT = ("astro@5.18.2", "@astrojs/starlight@0.37.7")
RUNS = 3
# A page of each kind.
PAGES = {
    "start": "",
    "a laser": "lasers/fractional-co2/",
    "its findings": "lasers/fractional-co2/findings/",
    "compare": "compare/choose/",
    "decide": "decide/",
    "days after": "recovery/",
    "when to call": "when-to-call/",
    "glossary": "glossary/",
    "evidence": "evidence/trials/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"first-contentful-paint": "ms", "cumulative-layout-shift": "", "total-blocking-time": "ms"}
CONFIG = """import { defineConfig } from "astro/config";
import starlight from "@astrojs/starlight";
export default defineConfig({ integrations: [starlight({ title: "Same text" })] });
"""
CONTENT = """import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""


def print_lighthouse(site: Path, folder: Path) -> None:
    """Prints the medians for both sites, each page measured in turn, or why it could not be done."""
    print(f"\nLighthouse ({LIGHTHOUSE}), phone, median of {RUNS} runs")
    if not shutil.which("npx"):
        print("  not measured: Node and npm are not on this computer")
        return
    sites = {"ours": site}
    try:
        sites["Starlight"] = starlight(site, folder / "starlight")
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  Starlight: not measured: {why(error)}")
    try:
        for name, built in sites.items():
            _print_site(name, built, folder)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  not measured: {why(error)}")


def _print_site(name: str, site: Path, folder: Path) -> None:
    print(f"  {name:10} {'':14} {'  '.join(CATEGORIES)}   first paint, layout shift, blocking time")
    with serving(site, Packing) as root:
        for label, address in PAGES.items():
            runs = [_measured(root + address, folder) for _ in range(RUNS)]
            scores = "  ".join(f"{_median(runs, key) * 100:{len(key)}.0f}" for key in CATEGORIES)
            times = ", ".join(
                f"{_median(runs, key):.{0 if unit else 3}f} {unit}".strip() for key, unit in TIMES.items()
            )
            print(f"  {name:10} {label:14} {scores}   {times}", flush=True)


def _measured(address: str, folder: Path) -> dict[str, float]:
    """The scores and times of one run."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    words = [
        address,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={flags}",
    ]
    report: dict[str, Any] = json.loads(npx(LIGHTHOUSE, *words, cwd=folder))
    scores = {key: float(report["categories"][key]["score"] or 0) for key in CATEGORIES}
    return scores | {key: float(report["audits"][key]["numericValue"]) for key in TIMES}


def _median(runs: Iterable[dict[str, float]], key: str) -> float:
    return statistics.median(one[key] for one in runs)


def starlight(site: Path, project: Path) -> Path:
    """A Starlight site of our built text, as Starlight comes; raises where npm or Astro fails."""
    pages = project / "src/content/docs"
    pages.mkdir(parents=True)
    (project / "package.json").write_text('{"name": "same-text", "type": "module", "private": true}', encoding="utf-8")
    (project / "astro.config.mjs").write_text(CONFIG, encoding="utf-8")
    (project / "src/content.config.ts").write_text(CONTENT, encoding="utf-8")
    for path in sorted(site.rglob("index.html")):
        _write_page(path, pages / path.parent.relative_to(site) / "index.md")
    run(["npm", "install", "--no-audit", "--no-fund", *STARLIGHT], cwd=project)
    run(["npx", "astro", "build"], cwd=project)
    return project / "dist"


def _write_page(built: Path, target: Path) -> None:
    """The article of a built page as a page of Starlight: its title, its description, and its HTML below."""
    html = LexborHTMLParser(built.read_text(encoding="utf-8"))
    article, heading = html.css_first("article"), html.css_first("article h1")
    if article is None or heading is None:
        return
    description = html.css_first("meta[name=description]")
    front = {
        "title": heading.text(strip=True),
        "description": (description.attributes["content"] if description else "") or "",
    }
    heading.decompose()
    # Blank lines would end the block of HTML within Markdown.
    text = "\n".join(line for line in (article.html or "").splitlines() if line.strip())
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}: {json.dumps(value)}" for key, value in front.items()]
    target.write_text("---\n" + "\n".join(lines) + f"\n---\n{text}\n", encoding="utf-8")
