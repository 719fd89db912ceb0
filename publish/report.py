"""What a build says while it runs, and how it fails: in plain lines, never with a traceback."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path

from macros.load.problems import MOST_PRINTED, BrokenData, Problem, brief

MOST_LINES = 100
MOST_TOLD = 300
# The environment variable with which a traceback is printed too.
TRACE = "TRACE"


class Refused(Exception):
    """Raised with the problems that say why nothing is published; a plain line is one without a place."""

    def __init__(self, problems: Iterable[Problem | str]) -> None:
        told = (Problem.without_place(told) if isinstance(told, str) else told for told in problems)
        self.problems = tuple(told)
        super().__init__("\n".join(map(str, self.problems)))


def speak_plainly() -> None:
    """Lets each line be printed, whatever letters a terminal knows: one that it does not know becomes a ?."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def refuse_foreign(out: Path, begins: bytes) -> None:
    """Raises Refused where something lies in the place of a file that does not begin as that file does."""
    if out.is_dir():
        raise Refused([f"--out: found the folder {out}, allowed: the name of a file"])
    if out.exists() and not out.read_bytes().removeprefix(codecs.BOM_UTF8).startswith(begins):
        raise Refused([f"--out: {out} was not written by this command; choose another name"])


def refusal_of(error: Exception) -> Refused:
    """What ended a command, in plain lines: mistakes that were found, a refusal of the system, or a mistake of ours."""
    if isinstance(error, Refused | BrokenData):
        return Refused(error.problems)
    return _refused_by_system(error) if isinstance(error, OSError) else _mistake_of_ours(error)


def _refused_by_system(error: OSError) -> Refused:
    """What the system refused, as a plain line: the file, and "No space left on device"."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        _, file, why = error.args[0][0]
        return Refused([f"{file}: {why}"])
    return Refused([f"{error.filename}: {error.strerror}" if error.filename else str(error)])


def _mistake_of_ours(error: Exception) -> Refused:
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
    for problem in error.problems:
        print(problem, file=sys.stderr, flush=True)
    _annotate(error.problems)
    return tuple(map(str, error.problems))


def refuse(error: Refused) -> int:
    """Prints why nothing was published; the exit code."""
    tell(error)
    count = len(error.problems)
    above = "1 line above says" if count == 1 else f"{count} lines above say"
    print(f"\nNothing was published: {above} why.", file=sys.stderr)
    return 1


def warn(problems: Iterable[Problem]) -> None:
    """Prints what does not forbid to publish, each on a line of its own."""
    told = list(problems)
    if told:
        print()  # a step may have begun the line
    for problem in told:
        print(f"warning: {problem}", flush=True)
    _annotate(told)


def shortened(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, of each file the first hundred and then how many more there are."""
    files = (list(told) for _, told in groupby(problems, key=lambda problem: problem.file))
    return [problem for told in files for problem in _first(told)]


def _first(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST_LINES:
        return problems
    text = f"from here on {len(problems) - MOST_LINES:,} more mistakes"
    return [*problems[:MOST_LINES], replace(problems[MOST_LINES], record="-", text=text)]


def annotation(problem: Problem) -> str:
    """The command that makes GitHub show a problem at its place in the file."""
    place = f" file={_escaped(brief(problem.file, MOST_PRINTED), ':,')},line={problem.line}" if problem.file else ""
    return f"::{problem.level}{place}::{_escaped(problem.message)}"


def _annotate(problems: Iterable[Problem]) -> None:
    """Prints the problems once more as annotations, where GitHub reads them."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in problems:
            print(annotation(problem), flush=True)


def _escaped(text: str, more: str = "") -> str:
    """The text with the signs that end or split a command written as their codes."""
    # The percent sign first, or the codes would be written as codes again.
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
