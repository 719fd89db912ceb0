"""The commands, python -m publish COMMAND: each ends with a plain exit code."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from macros.load import read_cube
from macros.load.problems import brief, in_order
from publish.build.build import build, refuse_dangerous
from publish.build.engine import ENGINES
from publish.build.laid import UNNAMED, WORKFLOW, laid
from publish.check.check import check
from publish.forms.tablet import make_tablet
from publish.report import Refused, refusal_of, refuse, refuse_foreign, speak_plainly, tell
from publish.upkeep import loose_ends
from publish.upkeep.doctor import doctor
from publish.upkeep.due import due
from publish.upkeep.evidence import COLUMNS, write_evidence
from publish.upkeep.freeze import freeze
from publish.upkeep.links import LINE, links_of, write_links
from publish.upkeep.manifest import MANIFEST, write_manifest
from publish.upkeep.starter import ASKED, ask, begin_clinic, project_name, released

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
        command, _ = _COMMANDS[options.command]
        return command(options)
    except KeyboardInterrupt:
        return refuse(Refused(["stopped by you"]))
    except Exception as error:  # noqa: BLE001 -- who builds a site is told in a plain line, whatever went wrong
        return refuse(refusal_of(error))


def _serve(options: argparse.Namespace) -> int:
    from publish.build.preview import serve  # noqa: PLC0415 -- a server, which no other command waits for

    with laid(ROOT, options.clinic and options.clinic.resolve()) as root:
        return serve(root, options.at)


def _check(_: argparse.Namespace) -> int:
    check(ROOT)
    print("Data and pages are in order.")
    return 0


def _build(options: argparse.Namespace) -> int:
    clinic = options.clinic.resolve() if options.clinic else None
    out = (options.out or (clinic or ROOT) / "site").absolute()
    for whole in (ROOT, clinic or ROOT):
        refuse_dangerous(whole, out)
    with laid(ROOT, clinic) as root:
        build(root, engine=options.engine, out=out)
    print(f"The site is in {out}")
    return 0


def _clinics(options: argparse.Namespace) -> int:
    from publish.build import clinics  # noqa: PLC0415 -- processes of its own, which no other command waits for

    out = options.out.absolute()
    refuse_dangerous(ROOT, out)
    found = clinics.find_clinics(options.clinics.resolve())
    if options.list:
        print(
            "".join(
                f"{name} is removed: there is no such clinic any more.\n" for name in clinics.clear_gone(out, found)
            )
        )
        return _list_sites(out)
    chosen = clinics.choose_clinics(found, only=options.only, shard=options.shard)
    if options.changed_since:
        changed = clinics.changed_since(ROOT, found, options.changed_since)
        chosen = [path for path in chosen if path in changed]
    base = os.environ.get("SITE_URL", "")
    orders = [clinics.Order(ROOT, path, out / path.name, options.engine, base) for path in chosen]
    outcomes = clinics.make_clinics(orders, jobs=options.jobs)
    if problems := [problem for outcome in outcomes for problem in outcome.problems]:
        tell(Refused(in_order(problems)))
        broken = [brief(outcome.name) for outcome in outcomes if outcome.problems]
        print(f"\nNot built, the last site stays: {', '.join(broken)}.", file=sys.stderr)
    _list_sites(out)
    return 1 if problems else 0


def _list_sites(out: Path) -> int:
    from publish.beside.sites import list_sites, write_list  # noqa: PLC0415 -- as above

    sites = list_sites(out)
    write_list(out, read_cube(ROOT), sites, date.today())  # noqa: DTZ011 -- the reader's own day
    print(f"{len(sites)} sites stand in {out}; its index.html lists them.")
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


def _new(options: argparse.Namespace) -> int:
    given, target = {name: getattr(options, name) for name in ASKED}, options.folder.resolve()
    answers = None if options.move else ask(given, input if sys.stdin.isatty() else None)
    files = begin_clinic(ROOT, target, answers)
    print("\n".join(f"  {name}" for name in files))
    print(f"A clinic's repository is begun in {target}. Its README.md says what comes next.")
    if not project_name(ROOT):
        print(f"Git knows no address of the project: in {WORKFLOW} put its owner and name in place of {UNNAMED}.")
    if not released(ROOT):
        print(f"Git knows no tag of this release: look in {WORKFLOW} whether the project has the one that it names.")
    if answers:
        print("Your country waits there behind its #, until you fill in the clinic.")
    if options.move:
        print("What this copy has changed besides stays here:")
        doctor(ROOT)
    return 0


def _doctor(_: argparse.Namespace) -> int:
    return doctor(ROOT)


def _manifest(_: argparse.Namespace) -> int:
    print(f"{write_manifest(ROOT)} files of the project are listed in {MANIFEST}.")
    return 0


def _freeze(_: argparse.Namespace) -> int:
    files = freeze(ROOT)
    print("\n".join(f"  {file.relative_to(ROOT).as_posix()}" for file in files))
    print("What sheets of this release can show is frozen.")
    return 0


# Each command with what it is for.
_COMMANDS: Mapping[str, tuple[Callable[[argparse.Namespace], int], str]] = {
    "check": (_check, "check data and pages and name every mistake"),
    "serve": (_serve, "preview the site on this computer"),
    "build": (_build, "build the publishable site"),
    "clinics": (_clinics, "build a site for each folder of clinics/"),
    "tablet": (_tablet, "build the site as a folder that needs no net"),
    "booklet": (_booklet, "print the site into one PDF"),
    "doctor": (_doctor, "name the project's files that this copy has changed"),
    "freeze": (_freeze, "keep what the sheets of a release can show, at a release"),
    "manifest": (_manifest, "write the list of the project's files, at a release"),
    "new": (_new, "begin a clinic's own repository in a folder"),
    "links": (_links, "write the addresses of sources and help lines as a list"),
    "due": (_due, "list the pages whose next check is due"),
    "audit": (_audit, "list what has come loose: unused sources, old ones, licences"),
    "evidence": (_evidence, "write the reviewer's table of every number shown"),
}
# Where a command writes, unless it is told.
_OUT = {"tablet": "tablet", "booklet": "booklet.pdf", "links": "links.md", "evidence": "evidence.csv"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="publish", description="Checks, previews and builds the site.")
    added = parser.add_subparsers(dest="command", required=True)
    commands = {name: added.add_parser(name, help=what) for name, (_, what) in _COMMANDS.items()}
    for name in ("serve", "build"):
        told = "a folder with a clinic's own files, laid over the project"
        commands[name].add_argument("--clinic", type=Path, help=told)
    told = "where (default: a free port of this computer)"
    commands["serve"].add_argument("--at", default="", metavar="HOST:PORT", help=told)
    told = "where it goes (default: site, in the clinic's folder if one is named)"
    commands["build"].add_argument("--out", type=Path, help=told)
    _add_clinics(commands["clinics"])
    for name in ("build", "clinics", "tablet", "booklet"):
        told = "what builds it (default: material)"
        commands[name].add_argument("--engine", choices=ENGINES, default="material", help=told)
    for name, out in _OUT.items():
        commands[name].add_argument("--out", type=Path, default=ROOT / out, help=f"where it goes (default: {out})")
    _add_new(commands["new"])
    today = date.today()  # noqa: DTZ011 -- the reader's own day
    for name in ("due", "audit"):
        told = "as of this day (default: today)"
        commands[name].add_argument("--day", type=date.fromisoformat, default=today, help=told)
    return parser


def _add_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("folder", type=Path, help="a new folder, or an empty one")
    new.add_argument("--move", action="store_true", help="take this copy's own files, and say what it changed besides")
    for name, (what, *_) in ASKED.items():
        new.add_argument(f"--{name}", help=f"{what} (else you are asked)")


def _add_clinics(many: argparse.ArgumentParser) -> None:
    many.add_argument("--only", action="append", default=[], metavar="NAME", help="this clinic alone; may stand again")
    many.add_argument("--changed-since", metavar="REV", help="those that this commit's changes can have made others")
    many.add_argument("--shard", type=_shard, default=(1, 1), metavar="3/8", help="the part of one of several machines")
    many.add_argument("--list", action="store_true", help="build none; list all that stand, and remove what is gone")
    many.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once (default: one a core)")
    many.add_argument("--clinics", type=Path, default=ROOT / "clinics", help="where they lie (default: clinics)")
    many.add_argument("--out", type=Path, default=ROOT / "sites", help="where the sites go (default: sites)")


def _shard(text: str) -> tuple[int, int]:
    """Which part of how many, such as 3/8."""
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise argparse.ArgumentTypeError(f"found {text!r}, allowed: a part of how many, such as 3/8")
    return int(part), int(parts)


if __name__ == "__main__":
    sys.exit(main())
