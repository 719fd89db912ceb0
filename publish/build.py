"""One publishable site: checked, built aside, finished, and only then put in place of the last one."""

from __future__ import annotations

from pathlib import Path

from macros.load import fingerprint
from publish.brand import write_brand
from publish.check import check
from publish.engine import Engine, run
from publish.finish import finish
from publish.lock import alone
from publish.place import mend, swap, workshop
from publish.report import Refused, step
from publish.search import read_words, write_index


def build(root: Path, *, engine: Engine, out: Path) -> Path:
    """Builds the site into out and returns it; raises Refused and leaves out as it was."""
    _refuse_dangerous(root, out)
    place = out.resolve()
    with alone(root / ".build.lock", where=root), alone(place.with_name(f".{place.name}.lock"), where=place):
        for line in mend(root, place):
            print(f"  {line}")
        _refuse_strange(place)
        _build(root, engine=engine, place=place)
    return out


def _build(root: Path, *, engine: Engine, place: Path) -> None:
    """The steps of a build; the last one is the first that touches the place."""
    before = fingerprint(root)
    with step("Checking data and pages"):
        check(root)
        write_brand(root)
    with workshop(root) as work:
        site = work / "site"
        with step(f"Building with {engine}"):
            run(engine, root, site)
        with step("Search index"):
            write_index(site, read_words(root))
        with step("Finishing"):
            finish(root, site, engine)
        if fingerprint(root) != before:
            raise Refused(["data or pages were changed while the site was built: start again"])
        with step("Putting it in place"):
            swap(site, place)


def _refuse_dangerous(root: Path, out: Path) -> None:
    """Refuses to replace the project, what it lies in, or its parts."""
    if out.resolve() in (root, *root.parents) or any(
        root / part in (out.resolve(), *out.resolve().parents) for part in ("data", "docs", "macros")
    ):
        raise Refused([f"--out: found {out}, allowed: a folder of its own for the site"])


def _refuse_strange(place: Path) -> None:
    """Refuses to replace a folder that holds somebody's files and no site."""
    if place.is_dir() and any(place.iterdir()) and not (place / "build.json").is_file():
        raise Refused([f"--out: {place} holds files that no build made; choose an empty folder or a new one"])
