"""python -m publish build | serve | check: each says what it does and ends with a plain exit code."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from publish.build import build
from publish.check import check
from publish.engine import ENGINES
from publish.preview import serve
from publish.report import Refused, refuse

ROOT = Path(__file__).parents[1]


def main(words: list[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 1 when something was refused."""
    options = _parser().parse_args(words)
    try:
        if options.command == "serve":
            return serve(ROOT)
        if options.command == "check":
            check(ROOT)
            print("Data and pages are in order.")
            return 0
        out = build(ROOT, engine=options.engine, out=options.out.absolute())
        print(f"The site is in {out}")
    except Refused as error:
        return refuse(error)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="publish", description="Checks, previews and builds the site.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check data and pages and name every mistake")
    commands.add_parser("serve", help="preview the site on this computer")
    builder = commands.add_parser("build", help="build the publishable site")
    builder.add_argument("--engine", choices=ENGINES, default="material", help="what builds it (default: material)")
    builder.add_argument("--out", type=Path, default=ROOT / "site", help="where it goes (default: site)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
