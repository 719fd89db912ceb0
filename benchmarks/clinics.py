"""Many sites from one repository: how long 1, 10, 100 and 400 take, and how much memory."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from publish.upkeep.starter import STARTER
from tests.projects import ROOT, copy_project

NUMBERS = (1, 10, 100, 400)
# A line of the command: which site it is, and how long it took.
_LINE = re.compile(r"\[ *\d+/\d+\] \S+ … (?P<seconds>[\d.]+) s")


def _run(project: Path, kept: Path) -> str:
    """Builds all, with nothing kept of an earlier run; what the command said."""
    kept.mkdir()
    command = [sys.executable, "-m", "publish", "clinics", "--jobs", "2"]
    variables = os.environ | {"TMPDIR": str(kept)}
    return subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True, check=True).stdout


def processor() -> float:
    """Seconds of processor that the commands took: what others do meanwhile counts in the clock alone."""
    used = os.times()
    return used.children_user + used.children_system


def print_clinics(folder: Path) -> None:
    """Prints for each number the whole, the first and the last site, and the most memory that a process took."""
    project = copy_project(folder / "many")
    print("\nMany clinics, two at once")
    for number in NUMBERS:
        for path in [project / "clinics", project / "sites"]:
            shutil.rmtree(path, ignore_errors=True)
        for name in range(number):
            shutil.copytree(ROOT / STARTER, project / f"clinics/c{name:03}", ignore=shutil.ignore_patterns(".github"))
        begun, worked = time.perf_counter(), processor()
        told = _run(project, folder / f"kept-{number}")
        whole, seconds = time.perf_counter() - begun, [float(found["seconds"]) for found in _LINE.finditer(told)]
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        last = sorted(seconds[-9:])[len(seconds[-9:]) // 2]  # a single one may have waited for others
        sites = f"first {seconds[0]:.1f} s, last {last:.1f} s ({last / seconds[0]:.2f} of it)"
        print(
            f"  {number:4} {whole:7.1f} s ({processor() - worked:.0f} s of processor)   {sites}   {most:.0f} MB",
            flush=True,
        )
