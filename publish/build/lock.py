"""One build at a time: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.build.swap import clear
from publish.report import Refused

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(file: Path, *, where: Path) -> Iterator[None]:
    """Holds the lock in this file; raises Refused while another build, or the engine of a killed one, holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as held:
        try:
            _lock(held.fileno())
        except OSError as error:
            raise Refused([f"another build is at work in {where}: wait until it is done, then start again"]) from error
        # An engine that outlives a killed build still writes there, so it holds the lock on.
        os.set_inheritable(held.fileno(), True)  # noqa: FBT003 -- the system's own order
        yield


@contextmanager
def at_work(root: Path) -> Iterator[None]:
    """Holds the project against other builds, once what killed ones left is cleared up; raises Refused."""
    with alone(root / ".build.lock", where=root):
        for line in clear(root):
            print(f"  {line}")
        yield
