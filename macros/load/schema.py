"""The JSON Schema of each data file, for completion and checks in an editor: `python -m macros.load.schema`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.load.cube import TABLES

ROOT = Path(__file__).parents[2]


def schemas() -> Iterator[tuple[Path, str]]:
    """The path below the project's root and the text of the schema of each table."""
    for table, record in TABLES.items():
        listed: Any = list.__class_getitem__(record)
        schema = TypeAdapter(listed).json_schema()
        text = json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1, ensure_ascii=False
        )
        yield Path("data/schema") / f"{table}.json", text + "\n"


def write(root: Path = ROOT) -> None:
    """Writes every schema below root."""
    for path, text in schemas():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
