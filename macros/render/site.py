"""What every page can draw on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from macros.load.cube import Cube
from macros.load.settings import Clinic
from macros.model.choose import archive_page
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

    @property
    def offers(self) -> frozenset[str]:
        """The options for which the clinic has a device; none on the neutral site."""
        return self.clinic.offers if self.clinic is not None else frozenset()

    @property
    def release(self) -> str:
        """The release of the edition, without its commit."""
        return self.edition.partition(" ")[0]

    @cached_property
    def passports(self) -> Mapping[str, str]:
        """By a fact's id the page where all that is known of it stands."""
        return {fact.id: archive_page(self.cube, fact.option) for fact in self.cube.facts.values()}
