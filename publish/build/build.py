"""One publishable site: checked, built aside, finished, and only then put in place of the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from macros.load import Fingerprint, fingerprint, read_cube
from publish.beside.choices import write_choices
from publish.beside.search_index import read_words, write_index
from publish.build.engine import Engine, run
from publish.build.finish import finish
from publish.build.lock import alone
from publish.build.swap import clear, mend, swap, workshop
from publish.check.check import check
from publish.check.colours import write_brand
from publish.report import Refused, step

# What a folder holds that a build may replace.
MARK = "build.json"


def build(root: Path, *, engine: Engine, out: Path) -> Path:
    """Builds the site into out and returns it; raises Refused and leaves out as it was."""
    with claimed(root, out, mark=MARK) as place, built(root, engine) as site, step("Putting it in place"):
        swap(site, place)
    return out


@contextmanager
def claimed(root: Path, out: Path, *, mark: str) -> Iterator[Path]:
    """The place of what is made, mended and held against other builds; raises Refused where it may not go."""
    _refuse_dangerous(root, out)
    place = out.resolve()
    with alone(place.with_name(f".{place.name}.lock"), where=place):
        for line in mend(place):
            print(f"  {line}")
        if place.is_dir() and any(place.iterdir()) and not (place / mark).is_file():
            raise Refused([f"--out: {out} holds files that no build made; choose an empty folder or a new one"])
        yield place


@contextmanager
def built(root: Path, engine: Engine, variables: Mapping[str, str] = MappingProxyType({})) -> Iterator[Path]:
    """A complete site in a folder that is gone afterwards; variables change what the engine makes of base.yml."""
    with alone(root / ".build.lock", where=root):
        for line in clear(root):
            print(f"  {line}")
        before = fingerprint(root)
        with step("Checking data and pages"):
            check(root)
            write_brand(root)
        with workshop(root) as work:
            site = work / "site"
            with step(f"Building with {engine}"):
                run(engine, root, site, variables)
            # Before the data are read again, and once more after that.
            _refuse_changed(root, before)
            _complete(root, site, engine)
            _refuse_changed(root, before)
            yield site


def _refuse_changed(root: Path, before: Fingerprint) -> None:
    if fingerprint(root) != before:
        raise Refused(["data or pages were changed while the site was built: start again"])


def _complete(root: Path, site: Path, engine: Engine) -> None:
    """Adds and takes away what is the same after either engine."""
    with step("Search index"):
        write_index(site, read_words(root), read_cube(root))
    with step("Options to compare"):
        write_choices(root, site)
    with step("Finishing"):
        finish(root, site, engine)


def _refuse_dangerous(root: Path, out: Path) -> None:
    """Refuses to replace the project, what it lies in, or its parts."""
    if out.resolve() in (root, *root.parents) or any(
        root / part in (out.resolve(), *out.resolve().parents) for part in ("data", "docs", "macros")
    ):
        raise Refused([f"--out: found {out}, allowed: a folder of its own for the site"])
