"""Which pinned packages have a known fault, as pip-audit finds them in the public lists of faults."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROGRAM = ("pip-audit",)
OPTIONS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")


@dataclass(frozen=True)
class Faults:
    """What the list of faults says: a line for each fault, or why the list could not be asked."""

    lines: tuple[str, ...] = ()
    unknown: str = ""

    def __str__(self) -> str:
        """The report in words; "none" stands only where the list was read."""
        if self.unknown:
            return f"Known faults of packages: not known, because the list of faults could not be asked: {self.unknown}"
        return "\n".join(
            [f"Known faults of packages: {len(self.lines) or 'none'}", *(f"  {line}" for line in self.lines)]
        )


def known_faults(root: Path, program: tuple[str, ...] = PROGRAM) -> Faults:
    """The faults of all pinned packages."""
    files = [word for path in sorted(root.glob("requirements*.txt")) for word in ("--requirement", str(path))]
    try:
        done = subprocess.run([*program, *OPTIONS, *files], capture_output=True, text=True, check=False)
        return Faults(lines=tuple(_lines(done.stdout)))
    except OSError as error:
        return Faults(unknown=str(error))
    except (ValueError, KeyError, TypeError):
        return Faults(unknown=_last(done.stderr))


def _lines(text: str) -> list[str]:
    """A line for each fault; raises where this is not pip-audit's answer."""
    found = {
        f"{package['name']} {package['version']}: {fault['id']}, mended in {' or '.join(fault['fix_versions']) or '-'}"
        for package in json.loads(text)["dependencies"]
        for fault in package.get("vulns", ())
    }
    return sorted(found)


def _last(text: str) -> str:
    """The last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it said nothing")
