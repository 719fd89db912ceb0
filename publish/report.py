"""What a build says while it runs, and how it fails: in plain lines, never with a traceback."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Refused(Exception):
    """Raised with the lines that say why nothing is published."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def refused_by_system(error: OSError) -> Refused:
    """What the system refused, as a plain line: the file, and "No space left on device"."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        _, file, why = error.args[0][0]
        return Refused([f"{file}: {why}"])
    return Refused([f"{error.filename}: {error.strerror}" if error.filename else str(error)])


@contextmanager
def step(name: str) -> Iterator[None]:
    """Prints the name of a step, and how long it took when it is done."""
    print(f"  {name} …", end="", flush=True)
    start = time.perf_counter()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.perf_counter() - start:.1f} s", flush=True)


def warn(line: str) -> None:
    """Prints a line that stops nothing but should be read."""
    print(f"warning: {line}", file=sys.stderr)


def refuse(error: Refused) -> int:
    """Prints why nothing was published; the exit code."""
    for line in error.lines:
        print(line, file=sys.stderr)
    count = len(error.lines)
    above = "1 line above says" if count == 1 else f"{count} lines above say"
    print(f"\nNothing was published: {above} why.", file=sys.stderr)
    return 1
