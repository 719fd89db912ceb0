"""Many sites from one repository: each folder of clinics/ laid over the project and built beside the others.

One that is broken stops none of the others, and its last good site stays. What all share is read and rendered once:
it is kept by the hash of what it was made of (macros/load/kept.py), in a folder that several processes may use.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from hashlib import sha256
from io import StringIO
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from macros.load.problems import Problem, brief, nearest, quoted
from macros.load.settings import SET_BY
from publish.beside.sites import LIST, RECORD
from publish.build.build import build
from publish.build.engine import Engine
from publish.build.group import GROUP, shown
from publish.build.laid import laid_over
from publish.build.lock import at_work
from publish.build.swap import clear
from publish.check.clinic.names import NAME
from publish.edition import ask_git
from publish.report import Refused, refusal_of

# Processes are replaced by new ones after so many sites, so that memory does not grow with their number.
MOST_A_PROCESS = 10
# On Linux a process is split off with the code that is read already: no thread runs beside it here. Elsewhere that is
# not safe, and each process reads the code anew.
BEGUN_BY = "fork" if sys.platform == "linux" else "spawn"


@dataclass(frozen=True)
class Order:
    """One site to build: the folder of the clinic, and where its site goes."""

    project: Path
    clinic: Path
    out: Path
    engine: Engine
    # Where all sites stand; "" where each clinic's file says it, or nothing does.
    base: str = ""

    @property
    def name(self) -> str:
        """The name of its folder, by which it is told from the others."""
        return self.clinic.name


@dataclass(frozen=True)
class Outcome:
    """How the build of one site ended."""

    name: str
    seconds: float
    problems: tuple[Problem, ...] = ()


def find_clinics(folder: Path) -> list[Path]:
    """The folders of all clinics, by name; raises Refused where there is none."""
    found = sorted(path for path in folder.glob("*") if path.is_dir() and not path.name.startswith("."))
    if not found:
        raise Refused([f"{folder} holds no clinic: make a folder for each, with its mkdocs.yml"])
    return found


def choose_clinics(found: Sequence[Path], *, only: Sequence[str] = (), shard: tuple[int, int] = (1, 1)) -> list[Path]:
    """Those of these names, or all, and of these the part of one of several machines; raises Refused for no clinic."""
    names = [path.name for path in found]
    if unknown := [name for name in only if name not in names]:
        raise Refused([f"--only: found {quoted(name)}, {nearest(name, names)}" for name in unknown])
    part, parts = shard
    return [path for path in found if (not only or path.name in only) and _part_of(path.name, parts) == part]


def _part_of(name: str, parts: int) -> int:
    """Which of several machines builds a clinic: the same one, whichever other clinics come or go."""
    return int.from_bytes(sha256(os.fsencode(name)).digest()[:8]) % parts + 1


def changed_since(project: Path, found: Sequence[Path], revision: str) -> list[Path]:
    """The clinics whose site may be another one since a revision: those with a changed file, or all; raises Refused."""
    folder = found[0].parent
    # A group may have a repository of its own, beside the project; the release that it takes stands there too.
    top = project if folder.is_relative_to(project.resolve()) else folder.parent
    commit = ask_git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").said
    if not commit:
        raise Refused([f"--changed-since: git does not know {quoted(revision)} in {top}"])
    changes = ask_git(top, "diff", "--name-only", "-z", commit, "--").said
    names = [Path(name).parts for name in changes.split("\0") if name]
    at = folder.relative_to(top.resolve()).parts
    if any(name[: len(at)] != at or len(name) <= len(at) + 1 for name in names):
        return list(found)
    changed = {name[len(at)] for name in names}
    return [path for path in found if path.name in changed]


def clear_gone(out: Path, found: Sequence[Path]) -> list[str]:
    """Removes the sites below a folder whose clinic is there no more; their names."""
    names = {path.name for path in found}
    gone = [record.parent for record in sorted(out.glob(f"*/{RECORD}")) if record.parent.name not in names]
    for site in gone:
        shutil.rmtree(site)
    return [site.name for site in gone]


def build_clinics(orders: Sequence[Order], *, jobs: int) -> Iterator[Outcome]:
    """How each build ended, as they end; raises Refused while another build is at work in the project."""
    if not orders:
        return
    with at_work(orders[0].project):
        some = jobs * MOST_A_PROCESS
        for start in range(0, len(orders), some):
            # A new pool each time: one that replaces its processes by itself may wait for ever (cpython gh-115634).
            yield from _build_batch(orders[start : start + some], jobs)


def _build_batch(orders: Sequence[Order], jobs: int) -> Iterator[Outcome]:
    """How each build ended; a process that is killed takes those beside it along, which are then built one by one."""
    torn = []
    with ProcessPoolExecutor(jobs, get_context(BEGUN_BY), initializer=_end_with_parent) as pool:
        begun = {pool.submit(build_clinic, order): order for order in orders}
        for done in as_completed(begun):
            try:
                yield done.result()
            except BrokenProcessPool:
                torn.append(begun[done])
    if torn:  # nobody works there any more
        clear(torn[0].project)
    for order in torn:
        if len(orders) > 1:
            yield from _build_batch([order], 1)
        else:
            yield Outcome(order.name, 0, tuple(_placed(order, [Problem.without_place(KILLED)])))


KILLED = "the process that built it was ended, by a person or because memory ran out"


def _end_with_parent() -> None:
    """Ends this process when the command that started it is killed: nobody would wait for its sites."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def build_clinic(order: Order) -> Outcome:
    """How the build of one site ended; it says nothing by itself, and whatever goes wrong is told."""
    begun = time.perf_counter()
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        problems = tuple(_placed(order, _problems_of(order)))
    return Outcome(order.name, time.perf_counter() - begun, problems)


def _problems_of(order: Order) -> Iterable[Problem]:
    """Builds one site; what kept it from being built, or nothing."""
    if not NAME.fullmatch(order.name) or order.name in (GROUP, LIST):
        return [Problem.without_place("no name for a site's folder: call it by letters, digits, spaces and - _ .")]
    if order.base:
        os.environ[SET_BY] = f"{order.base.rstrip('/')}/{quote(order.name)}/"
    try:
        with laid_over(order.project, order.clinic) as folder:
            build(folder, engine=order.engine, out=order.out)
    except Exception as error:  # noqa: BLE001 -- one broken clinic stops none of the others
        return refusal_of(error).problems
    return ()


def _placed(order: Order, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with the folder of their clinic before each file."""
    for problem in problems:
        if problem.file == shown(order.clinic.parent / GROUP):
            yield problem
        elif problem.file:
            yield replace(problem, file=f"{order.clinic.parent.name}/{order.name}/{problem.file}")
        else:
            yield replace(problem, text=f"{brief(order.name)}: {problem.text}")


def make_clinics(orders: Sequence[Order], *, jobs: int) -> list[Outcome]:
    """Builds all, a line for each as it ends, then every mistake of every one; how each ended, by name."""
    ended = []
    for outcome in build_clinics(orders, jobs=jobs):
        ended.append(outcome)
        count = len(outcome.problems)
        told = f"{outcome.seconds:.1f} s" if not count else f"not built, {count} mistake{'s' if count > 1 else ''}"
        print(f"  [{len(ended):>{len(str(len(orders)))}}/{len(orders)}] {brief(outcome.name)} … {told}", flush=True)
    return sorted(ended, key=lambda outcome: outcome.name)
