"""One publishable site: checked, built aside, finished, and only then put in place of the last one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from macros.load import fingerprint
from publish.beside.sites import RECORD
from publish.build.engine import Engine, Form, addresses_of, run
from publish.build.finish import complete
from publish.build.laid import edition_of
from publish.build.lock import alone, at_work
from publish.build.memory import keeping_all
from publish.build.swap import mend, swap, workshop
from publish.check.check import check
from publish.check.colours import write_brand
from publish.project import Project, refuse_unreachable
from publish.report import Refused, step


def build(root: Path, *, engine: Engine, out: Path) -> Path:
    """Builds the site into out and returns it; raises Refused and leaves out as it was."""
    with claimed(root, out, mark=RECORD) as place, built(root, engine) as (_, site), step("Putting it in place"):
        swap(site, place)
    return out


@contextmanager
def claimed(root: Path, out: Path, *, mark: str) -> Iterator[Path]:
    """The place of what is made, mended and held against other builds; raises Refused where it may not go."""
    refuse_dangerous(root, out)
    place = out.resolve()
    with alone(place.with_name(f".{place.name}.lock"), where=place):
        for line in mend(place):
            print(f"  {line}")
        if place.exists() and not place.is_dir():
            raise Refused([f"--out: found the file {out}, allowed: a folder of its own for the site"])
        if place.is_dir() and any(place.iterdir()) and not (place / mark).is_file():
            raise Refused([f"--out: {out} holds files that no build made; choose an empty folder or a new one"])
        yield place


@contextmanager
def built(root: Path, engine: Engine, form: Form = "web") -> Iterator[tuple[Project, Path]]:
    """The project and its complete site, in a folder that is gone afterwards."""
    with at_work(root), keeping_all():
        with step("Checking data and pages"):
            project = check(root, addresses_of(engine, form), edition_of(root))
            write_brand(root, project.settings)
        if form == "folder":
            project = replace(project, address="")
        else:
            refuse_unreachable(project, published=False)
        with workshop(root) as work:
            site = work / "site"
            with step(f"Building with {engine}"):
                run(engine, project, site, form)
            _refuse_changed(project)
            complete(project, site, engine)
            _refuse_changed(project)
            yield project, site


def _refuse_changed(project: Project) -> None:
    if fingerprint(project.root) != project.files:
        raise Refused(["data or pages were changed while the site was built: start again"])


def refuse_dangerous(root: Path, out: Path) -> None:
    """Raises Refused where a site would replace the project, or a clinic's folder, what it lies in, or its parts."""
    if out.resolve() in (root, *root.parents) or any(
        root / part in (out.resolve(), *out.resolve().parents) for part in ("data", "docs", "macros")
    ):
        raise Refused([f"--out: found {out}, allowed: a folder of its own for the site"])
