"""The page that lists many sites built from one repository: edition, last check, what is overdue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.load import Cube
from publish.beside.template import fill, write

# What each build says of itself; a folder that holds it may be replaced by another build.
RECORD = "build.json"
LIST = "index.html"


@dataclass(frozen=True)
class Listed:
    """A site as it stands in the list."""

    folder: str
    name: str
    edition: str
    # The day on which its pages were last checked, and the first day on which one of them is to be checked again.
    checked: str
    due: str


def list_sites(out: Path) -> list[Listed]:
    """The sites that stand below a folder, also those of earlier runs, by name."""
    return [_listed(path.parent) for path in sorted(out.glob(f"*/{RECORD}"))]


def write_list(out: Path, cube: Cube, sites: list[Listed], today: date) -> None:
    """Writes the page that leads to all sites, for the people who look after them; what is due by today is overdue."""
    write(out / LIST, fill("clinics.html", cube, sites=sites, today=today.isoformat()))


def _listed(site: Path) -> Listed:
    """What a site's record says; a site of an earlier edition, or with a torn record, is listed by its folder."""
    try:
        read = json.loads((site / RECORD).read_text(encoding="utf-8"))
    except ValueError:
        read = None
    record = read if isinstance(read, dict) else {}
    said = {key: str(record.get(key, "")) for key in ("name", "edition", "checked", "next-check")}
    return Listed(site.name, said["name"] or site.name, said["edition"], said["checked"], said["next-check"])
