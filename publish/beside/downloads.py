"""The facts as a table and as JSON, with the licence: for whoever checks us or counts with them."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

from macros.load import Cube, read_cube
from macros.model.export import (
    FILES,
    TABLE_FIELDS,
    Cell,
    Field,
    Row,
    fact_fields,
    fact_row,
    names_of,
    reference_fields,
    reference_row,
)
from macros.render.pieces import address_of, words_of
from publish.beside.built_pages import site_words
from publish.beside.csv_file import cited, write_csv
from publish.beside.template import write
from publish.edition import edition

LICENCE = "LICENSE"


def write_downloads(root: Path, site: Path) -> None:
    """Writes the table, the JSON and the licence into the site; what is for editors alone stays out."""
    cube = read_cube(root)
    columns = [field.name for field in (*fact_fields(), *TABLE_FIELDS)]
    write_csv(site / FILES["csv"], columns, table_rows(cube, edition(root), licence_id(root)))
    made = json.dumps(as_json(cube, root), ensure_ascii=False, indent=1)
    write(site / FILES["json"], made + "\n")
    shutil.copyfile(root / LICENCE, site / FILES["licence"])


def licence_id(root: Path) -> str:
    """The licence's short name, as pyproject.toml gives it."""
    with (root / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["license"])


def table_rows(cube: Cube, of_edition: str, licence: str) -> Iterable[list[Cell]]:
    """A row for each finding, its sources in words, and on each row the edition and the licence."""
    for fact in cube.facts.values():
        sources: list[str] = [cited(cube, source) for source in fact.sources]
        yield [*fact_row(fact).values(), sources, of_edition, licence]


def as_json(cube: Cube, root: Path) -> dict[str, object]:
    """All findings and sources, what their fields mean, and the words behind the ids."""
    return {
        "name": site_words(root)[0],
        "edition": edition(root),
        "licence": {"id": licence_id(root), "text": (root / LICENCE).read_text(encoding="utf-8")},
        "about": words_of(cube, "not-advice"),
        "fields": {
            "facts": _meanings(cube, fact_fields()),
            "references": _meanings(cube, reference_fields()),
        },
        "names": names_of(cube),
        "facts": [_known(fact_row(fact)) for fact in cube.facts.values()],
        "references": [_known(reference_row(one, address_of(one))) for one in cube.references.values()],
    }


def _meanings(cube: Cube, fields: Iterable[Field]) -> dict[str, object]:
    """What each field means and, where only some words can stand in it, those words."""
    return {
        field.name: {"means": words_of(cube, field.wording)} | ({"can-be": field.allowed} if field.allowed else {})
        for field in fields
    }


def _known(row: Row) -> dict[str, Cell]:
    """The row without what is not known."""
    return {name: cell for name, cell in row.items() if cell is not None and cell != []}
