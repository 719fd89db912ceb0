"""Where the site goes: the former one stays until the new one is whole, and what a killed build left is mended.

On Linux the two folders change names in one step, so that there is a whole site at every moment. Where the system
can't do that (Windows, macOS, some file systems) it takes two steps; a build killed between them leaves no site in
place, and `mend` puts the former one back at the next start.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_THIS_FOLDER = -100
EXCHANGE = 2
BUILD = ".build-"
# How every folder ends that a build may clear away: nobody else calls one so.
UNFINISHED = ".unfinished"


def swap(site: Path, out: Path) -> None:
    """Copies the site beside out and puts it in place of the one there, which is then removed."""
    out.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(UNFINISHED, _new(out), out.parent))
    try:
        shutil.copytree(site, new, dirs_exist_ok=True)
        new.chmod(0o755)
        _put(new, out)
    finally:
        # It holds the former site by now, or a copy that did not become whole.
        shutil.rmtree(new, ignore_errors=True)


def _put(new: Path, out: Path) -> None:
    """Gives new the name out; the former site, if there is one, gets the name that new had."""
    if not out.exists():
        new.replace(out)
    elif not exchange(new, out):
        old = new.with_name(new.name.replace(_new(out), _old(out), 1))
        out.replace(old)
        try:
            new.replace(out)
        except OSError:
            old.replace(out)
            raise
        old.replace(new)


def exchange(one: Path, other: Path) -> bool:
    """Whether the system let two folders change names in one step."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = (AT_THIS_FOLDER, os.fsencode(one.absolute()), AT_THIS_FOLDER, os.fsencode(other.absolute()))
    return rename is not None and rename(*names, EXCHANGE) == 0


def mend(out: Path) -> list[str]:
    """Puts back and clears up what killed builds left at out, while no other works there; a line for each thing."""
    said = []
    for old in _left(out.parent, _old(out)):
        if not out.exists():
            old.replace(out)
            said.append(f"A build was stopped while it put the new site in place: the former one is back in {out}.")
    return said + _remove([*_left(out.parent, _new(out)), *_left(out.parent, _old(out))])


def clear(root: Path) -> list[str]:
    """Clears up what killed builds left in the project, while no other is at work there; a line for each folder."""
    return _remove(_left(root, BUILD))


def _left(folder: Path, begins: str) -> list[Path]:
    """What killed builds left in a folder under a name that begins so; no other folder has their ending."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.name.startswith(begins) and path.suffix == UNFINISHED)


def _remove(left: list[Path]) -> list[str]:
    folders = sorted(folder for folder in left if folder.is_dir())
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return [f"A build was stopped before its end: {folder.name}, which it left, is removed." for folder in folders]


@contextmanager
def workshop(root: Path) -> Iterator[Path]:
    """A folder of this build's own, inside the project because an engine may not write outside it."""
    folder = Path(tempfile.mkdtemp(UNFINISHED, BUILD, root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _new(out: Path) -> str:
    return f".{out.name}-new-"


def _old(out: Path) -> str:
    return f".{out.name}-old-"
