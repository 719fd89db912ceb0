"""The commands, python -m publish COMMAND: each ends with a plain exit code."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from macros.load import BrokenData, read_cube
from publish.build.build import build
from publish.build.engine import ENGINES
from publish.check.check import check
from publish.forms.tablet import make_tablet
from publish.report import Refused, mistake_of_ours, refuse, refuse_foreign, refused_by_system, speak_plainly
from publish.upkeep import loose_ends
from publish.upkeep.doctor import doctor
from publish.upkeep.due import due
from publish.upkeep.evidence import COLUMNS, write_evidence
from publish.upkeep.links import LINE, links_of, write_links
from publish.upkeep.manifest import MANIFEST, write_manifest

ROOT = Path(__file__).parents[1]
# So many more objects before garbage is looked for: a command makes hardly any, and looking takes a tenth of its time.
SELDOM = 200_000


def main(words: list[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 1 when something was refused."""
    speak_plainly()
    options = _parser().parse_args(words)
    gc.freeze()  # what was imported stays to the end
    gc.set_threshold(SELDOM)
    try:
        return _COMMANDS[options.command](options)
    except Refused as error:
        return refuse(error)
    except OSError as error:
        return refuse(refused_by_system(error))
    except BrokenData as error:
        return refuse(Refused(error.problems))
    except KeyboardInterrupt:
        return refuse(Refused(["stopped by you"]))
    except Exception as error:  # noqa: BLE001 -- who builds a site is told in a plain line, whatever went wrong
        return refuse(mistake_of_ours(error))


def _serve(_: argparse.Namespace) -> int:
    from publish.build.preview import serve  # noqa: PLC0415 -- a server, which no other command waits for

    return serve(ROOT)


def _check(_: argparse.Namespace) -> int:
    check(ROOT)
    print("Data and pages are in order.")
    return 0


def _build(options: argparse.Namespace) -> int:
    out = build(ROOT, engine=options.engine, out=options.out.absolute())
    print(f"The site is in {out}")
    return 0


def _tablet(options: argparse.Namespace) -> int:
    first = make_tablet(ROOT, engine=options.engine, out=options.out.absolute())
    print(f"Copy the folder {first.parent} to a stick or a tablet. To begin, open {first.name} in it.")
    return 0


def _booklet(options: argparse.Namespace) -> int:
    from publish.forms.booklet import make_booklet  # noqa: PLC0415 -- needs packages that only the tests and this command install

    refuse_foreign(options.out, b"%PDF-")
    pages = make_booklet(ROOT, engine=options.engine, out=options.out.absolute())
    print(f"A book of {pages} pages: {options.out.absolute()}")
    return 0


def _due(options: argparse.Namespace) -> int:
    check(ROOT)
    lines = due(ROOT, options.day)
    print("\n".join(lines) or f"No page is due on {options.day}.")
    return 0


def _evidence(options: argparse.Namespace) -> int:
    check(ROOT)
    refuse_foreign(options.out, ",".join(COLUMNS).encode())
    rows = write_evidence(ROOT, options.out.absolute())
    missing, _ = loose_ends.unexplained(ROOT)
    print(f"{rows:,} numbers as shown, each with page, source, who and certainty: {options.out.absolute()}")
    print(f"Facts that no page shows and data/unused.yml does not explain: {', '.join(missing) or 'none'}")
    return 0


def _audit(options: argparse.Namespace) -> int:
    check(ROOT)
    print(loose_ends.report(loose_ends.audit(ROOT, options.day)))
    return 0


def _links(options: argparse.Namespace) -> int:
    refuse_foreign(options.out, LINE.encode())
    count = write_links(links_of(read_cube(ROOT)), options.out.absolute())
    print(f"{count:,} addresses of sources and help lines: {options.out.absolute()}")
    return 0


def _doctor(_: argparse.Namespace) -> int:
    return doctor(ROOT)


def _manifest(_: argparse.Namespace) -> int:
    print(f"{write_manifest(ROOT)} files of the project are listed in {MANIFEST}.")
    return 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "check": _check,
    "build": _build,
    "tablet": _tablet,
    "booklet": _booklet,
    "due": _due,
    "evidence": _evidence,
    "audit": _audit,
    "links": _links,
    "doctor": _doctor,
    "manifest": _manifest,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="publish", description="Checks, previews and builds the site.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check data and pages and name every mistake")
    commands.add_parser("serve", help="preview the site on this computer")
    _add_builder(commands.add_parser("build", help="build the publishable site"), out="site")
    _add_builder(commands.add_parser("tablet", help="build the site as a folder that needs no net"), out="tablet")
    _add_builder(commands.add_parser("booklet", help="print the site into one PDF"), out="booklet.pdf")
    commands.add_parser("doctor", help="name the project's files that this copy has changed")
    commands.add_parser("manifest", help="write the list of the project's files, at a release")
    listed = commands.add_parser("links", help="write the addresses of sources and help lines as a list")
    listed.add_argument("--out", type=Path, default=ROOT / "links.md", help="where it goes (default: links.md)")
    due_pages = commands.add_parser("due", help="list the pages whose next check is due")
    loose = commands.add_parser("audit", help="list what has come loose: unused sources, old ones, licences")
    today = date.today()  # noqa: DTZ011 -- the reader's own day
    for dated in (due_pages, loose):
        dated.add_argument("--day", type=date.fromisoformat, default=today, help="as of this day (default: today)")
    table = commands.add_parser("evidence", help="write the reviewer's table of every number shown")
    table.add_argument("--out", type=Path, default=ROOT / "evidence.csv", help="where it goes (default: evidence.csv)")
    return parser


def _add_builder(builder: argparse.ArgumentParser, *, out: str) -> None:
    builder.add_argument("--engine", choices=ENGINES, default="material", help="what builds it (default: material)")
    builder.add_argument("--out", type=Path, default=ROOT / out, help=f"where it goes (default: {out})")


if __name__ == "__main__":
    sys.exit(main())
