"""What every page can draw on."""

from __future__ import annotations

from dataclasses import dataclass

from macros.load.cube import Cube
from macros.load.settings import Clinic
from macros.render.sheet import Usage


@dataclass(frozen=True, eq=False)
class Site:
    """What every page can draw on: facts, edition, whose copy it is and, once it is known, where sources are used."""

    cube: Cube
    edition: str = ""
    report: str = ""
    usage: Usage | None = None
    clinic: Clinic | None = None
    newer: str = ""
