"""python -m benchmarks: build, preview, clinics, bytes, search and Lighthouse; printed, never asserted."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.clinics import print_clinics, processor
from benchmarks.lighthouse import print_lighthouse
from benchmarks.preview import print_preview
from benchmarks.search import print_search, print_trouble
from benchmarks.server import packed
from macros.render.page_markdown import EXTENSION, TOLD_BY
from macros.render.ready import bare
from macros.usage import read_site, render_all
from publish.build.build import build
from tests.projects import ROOT, copy_project

RUNS = 5


def main() -> None:
    """Prints every measurement."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", description="Prints measurements; none of them can fail.")
    parser.add_argument("--queries", type=Path, help="questions to ask the search beside the project's own")
    parser.add_argument("--trouble", type=Path, help="words of trouble, a list of {query, kind}: only these are scored")
    parser.add_argument("--lighthouse", action="store_true", help="only what Lighthouse says of ours and of Starlight")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = build(ROOT, engine="material", out=Path(folder) / "site")
        if asked.trouble:
            print_trouble(site, asked.trouble)
            return
        if asked.lighthouse:
            print_lighthouse(site, Path(folder))
            return
        print_bytes(site)
        print_search(site, Path(folder), asked.queries)
        print_lighthouse(site, Path(folder))
        print_build(Path(folder))
        print_preview(Path(folder))
        print_clinics(Path(folder))


def print_bytes(site: Path) -> None:
    """Prints the size of each page and of all that it brings along, packed."""
    print("\nBytes, gzip level 6")
    kinds: dict[str, int] = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            kinds[path.suffix or path.name] = kinds.get(path.suffix or path.name, 0) + packed(path)
    for kind, size in sorted(kinds.items(), key=lambda item: -item[1]):
        print(f"  {kind:12} {size:8,}")
    for path in sorted(site.rglob("index.html")):
        print(f"  {path.parent.relative_to(site).as_posix():28} {packed(path):8,} html")


def print_build(folder: Path) -> None:
    """Prints the build with macros against the same pages already rendered, and the plugin's own cost."""
    plain = project(folder / "plain", macros=False)
    for page, made in render_all(ROOT, read_site(ROOT)).items():
        file = plain / "docs" / page
        front = file.read_text(encoding="utf-8").split("\n---\n")[0]
        file.write_text(f"{front}\n---\n\n{bare(made.text).strip()}\n", encoding="utf-8")
    idle = shutil.copytree(plain, folder / "idle")
    base = (idle / "base.yml").read_text(encoding="utf-8")
    (idle / "base.yml").write_text(base.replace("  - awesome-nav\n", "  - awesome-nav\n  - macros\n"), encoding="utf-8")
    ours = project(folder / "ours", macros=True)
    runs = [(run(plain), run(idle), run(ours)) for _ in range(RUNS)]  # in turn, for what else the machine does changes
    without, plugin, full = map(statistics.median, zip(*runs, strict=True))
    print(f"\nBuild with MkDocs, processor time, median of {RUNS}")
    print(f"  pages already rendered, no plugin      {without:6.2f} s")
    print(
        f"  pages already rendered, plugin idle    {plugin:6.2f} s   the plugin's fixed cost: {plugin - without:+.2f} s"
    )
    print(f"  pages with macros                      {full:6.2f} s   our loading and rendering: x {full / plugin:.2f}")


def project(target: Path, *, macros: bool) -> Path:
    """A copy of the project that an engine builds by itself, with or without the macros plugin."""
    file = copy_project(target, ROOT) / "base.yml"
    base = file.read_text(encoding="utf-8").replace("strict: true\nhooks: [hooks.py]\n", "")
    if not macros:
        start, end = base.index("  - macros:"), base.index("markdown_extensions:")
        base = base[:start] + base[end:]
    file.write_text(base, encoding="utf-8")
    return target


def run(where: Path) -> float:
    """Builds once with MkDocs alone; the seconds of a processor. Links of pages without macros may warn."""
    words = [sys.executable, "-m", "mkdocs", "build", "--clean", "--site-dir", str(where / "site")]
    # Pages with macros hand Markdown their HTML as every build of ours does, those already rendered as it stands.
    told = {TOLD_BY: EXTENSION} if "- macros:" in (where / "base.yml").read_text(encoding="utf-8") else {}
    before = processor()
    done = subprocess.run(words, cwd=where, env=os.environ | told, capture_output=True, text=True, check=False)
    if done.returncode != 0 and "Aborted with" not in done.stderr:
        sys.exit(done.stderr)
    return processor() - before


if __name__ == "__main__":
    main()
