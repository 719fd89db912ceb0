"""What a build says while it runs, and how it fails: in plain lines, never with a traceback."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Literal

from macros.load.problems import brief

PLACE = re.compile(r"([^:\n]+):(\d+): (.*)", re.DOTALL)
MOST_LINES = 100
MOST_TOLD = 300
# The environment variable with which a traceback is printed too.
TRACE = "TRACE"
Level = Literal["error", "warning"]


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


def mistake_of_ours(error: Exception) -> Refused:
    """What no file of a clinic should be able to cause, as a plain line, and how to see all of it."""
    if os.environ.get(TRACE):
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    told = brief(f"{type(error).__name__}: {error}", MOST_TOLD)
    how = "" if os.environ.get(TRACE) else f"; to see all of it, set the environment variable {TRACE} to 1"
    return Refused([f"this is a mistake in the project, not in your files: {told}{where}{how}"])


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


def tell(error: Refused) -> tuple[str, ...]:
    """Prints what is wrong, line by line, and gives the lines."""
    for line in error.lines:
        print(line, file=sys.stderr, flush=True)
    _annotate(error.lines, "error")
    return error.lines


def refuse(error: Refused) -> int:
    """Prints why nothing was published; the exit code."""
    tell(error)
    count = len(error.lines)
    above = "1 line above says" if count == 1 else f"{count} lines above say"
    print(f"\nNothing was published: {above} why.", file=sys.stderr)
    return 1


def warn(lines: Iterable[str]) -> None:
    """Prints what does not forbid to publish, each on a line of its own."""
    told = list(lines)
    if told:
        print()  # a step may have begun the line
    for line in told:
        print(f"warning: {line}", flush=True)
    _annotate(told, "warning")


def in_order(lines: Iterable[str]) -> list[str]:
    """The lines by file, line and text, each once."""
    return sorted(set(lines), key=lambda line: (*_place(line)[:2], line))


def shortened(lines: Iterable[str]) -> list[str]:
    """The lines, of each file the first hundred and then how many more there are."""
    files = ((file, list(told)) for file, told in groupby(lines, key=lambda line: _place(line)[0]))
    return [line for file, told in files for line in _first(file, told)]


def _first(file: str, lines: list[str]) -> list[str]:
    if len(lines) <= MOST_LINES:
        return lines
    number = _place(lines[MOST_LINES])[1]
    return [*lines[:MOST_LINES], f"{file}:{number}: -: from here on {len(lines) - MOST_LINES:,} more mistakes"]


def annotation(line: str, level: Level) -> str:
    """The command that makes GitHub show a line at its place in the file."""
    file, number, text = _place(line)
    place = f" file={_escaped(file, ':,')},line={number}" if file else ""
    return f"::{level}{place}::{_escaped(text)}"


def _annotate(lines: Iterable[str], level: Level) -> None:
    """Prints the lines once more as annotations, where GitHub reads them."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in lines:
            print(annotation(line, level), flush=True)


def _place(line: str) -> tuple[str, int, str]:
    """The file, the line's number and the text of a line; without a place only the text."""
    found = PLACE.fullmatch(line)
    return (found[1], int(found[2]), found[3]) if found else ("", 0, line)


def _escaped(text: str, more: str = "") -> str:
    """The text with the signs that end or split a command written as their codes."""
    # The percent sign first, or the codes would be written as codes again.
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
