"""One publishable site: checked, built aside, finished, and only then put in place of the last one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from publish.brand import write_brand
from publish.check import check
from publish.choices import write_choices
from publish.engine import Engine, run
from publish.finish import finish
from publish.report import Refused, step
from publish.search import read_words, write_index

# What a folder holds that a build may replace.
MARK = "build.json"


def build(root: Path, *, engine: Engine, out: Path) -> Path:
    """Builds the site into out and returns it; raises Refused and leaves out as it was."""
    refuse_dangerous(root, out, mark=MARK)
    with built(root, engine) as site:
        swap(site, out)
    return out


@contextmanager
def built(root: Path, engine: Engine, variables: Mapping[str, str] = MappingProxyType({})) -> Iterator[Path]:
    """A complete site in a folder that is gone afterwards; variables change what the engine makes of base.yml."""
    with step("Checking data and pages"):
        check(root)
        write_brand(root)
    with _folder(root) as work:
        site = work / "site"
        with step(f"Building with {engine}"):
            run(engine, root, site, variables)
        with step("Search index"):
            write_index(site, read_words(root))
        with step("Options to compare"):
            write_choices(root, site)
        with step("Finishing"):
            finish(root, site, engine)
        yield site


@contextmanager
def _folder(root: Path) -> Iterator[Path]:
    """A folder of this build's own, inside the project because an engine may not write outside it."""
    folder = Path(tempfile.mkdtemp(prefix=".build-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_dangerous(root: Path, out: Path, *, mark: str) -> None:
    """Refuses to replace a folder that holds no such mark of ours: the project, its parts, or somebody's files."""
    if out.resolve() in (root, *root.parents) or any(
        root / part in (out.resolve(), *out.resolve().parents) for part in ("data", "docs", "macros")
    ):
        raise Refused([f"--out: found {out}, allowed: a folder of its own for the site"])
    if out.is_dir() and any(out.iterdir()) and not (out / mark).is_file():
        raise Refused([f"--out: {out} holds files that no build made; choose an empty folder or a new one"])


def swap(site: Path, out: Path) -> None:
    """Puts the new site in place of the old one, which stays until the new one is complete beside it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{out.name}-new-", dir=out.parent))
    try:
        shutil.copytree(site, new, dirs_exist_ok=True)
        new.chmod(0o755)
        old = new.with_name(new.name.replace("-new-", "-old-"))
        if out.exists():
            out.replace(old)
        new.replace(out)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise Refused([f"--out: {error.strerror}: {error.filename}"]) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
