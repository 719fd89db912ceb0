"""Tables that open well in a table program: told as UTF-8, and no cell is run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from macros.load import Cube
from macros.model.export import Cell
from macros.render.pieces import address_of, first_author

# A text that begins so is taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Writes a table after RFC 4180 and returns how many rows it has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written = [[cell_text(cell) for cell in row] for row in rows]
    # With the mark at its start Excel reads UTF-8; without, it takes the letters for those of its own country.
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows(written)
    return len(written)


def cell_text(cell: Cell) -> str | int | float:
    """What stands in a cell: lists in one, nothing for what is not known, and a quote before a seeming formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return cell
    text = "; ".join(map(str, cell)) if isinstance(cell, list) else cell
    return f"'{text}" if text.startswith(FORMULA) else text


def cited(cube: Cube, source: str) -> str:
    """A source in a few words: who, when, and where it can be read."""
    reference = cube.references[source]
    parts = (first_author(cube, reference) or reference.title, str(reference.year or ""), address_of(reference))
    return " ".join(part for part in parts if part)
