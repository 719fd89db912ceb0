"""The JSON Schema of each data file and of mkdocs.yml, for an editor: `python -m macros.load.schema`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.load.cube import ALONE, TABLES
from macros.load.settings import Clinic, Mkdocs

ROOT = Path(__file__).parents[2]


def schemas() -> Iterator[tuple[Path, str]]:
    """The path below the project's root and the text of the schema of each table, and of a clinic's own file."""
    for table, record in TABLES.items():
        held: Any = record if table in ALONE else list.__class_getitem__(record)
        yield _file(table, TypeAdapter(held).json_schema())
    yield _file("clinic", Clinic.model_json_schema())
    yield _file("mkdocs", Mkdocs.model_json_schema())


def _file(name: str, schema: dict[str, Any]) -> tuple[Path, str]:
    text = json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1, ensure_ascii=False
    )
    return Path("data/schema") / f"{name}.json", text + "\n"


def write() -> None:
    """Writes every schema to its place in the project."""
    for path, text in schemas():
        (ROOT / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
