"""The facts as a table and as JSON, with the licence: for whoever checks us or counts with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from macros.load import Cube
from macros.load.editions import in_lines
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
from publish.beside.csv_file import cited, write_csv
from publish.beside.template import write
from publish.project import Project


def write_downloads(project: Project, site: Path) -> None:
    """Writes the table, the JSON and the licence into the site; what is for editors alone stays out."""
    columns = [field.name for field in (*fact_fields(), *TABLE_FIELDS)]
    edition = project.edition
    write_csv(site / FILES["csv"], columns, table_rows(project.cube, edition.name, edition.licence))
    write(site / FILES["json"], in_lines(as_json(project)))
    write(site / FILES["licence"], project.licence)


def table_rows(cube: Cube, of_edition: str, licence: str) -> Iterable[list[Cell]]:
    """A row for each finding, its sources in words, and on each row the edition and the licence."""
    for fact in cube.facts.values():
        sources: list[str] = [cited(cube, source) for source in fact.sources]
        yield [*fact_row(fact).values(), sources, of_edition, licence]


def as_json(project: Project) -> dict[str, object]:
    """All findings and sources, what their fields mean, and the words behind the ids."""
    cube, edition = project.cube, project.edition
    return {
        "name": project.name,
        "edition": edition.name,
        "licence": {"id": edition.licence, "text": project.licence},
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
