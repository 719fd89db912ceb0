"""Small made-up records for tests of one rule, never clinical; the units alone are the project's."""

from __future__ import annotations

from typing import Any

import yaml

from macros.load.records import Fact, Unit, Value
from tests.projects import SHIPPED

UNITS = {
    record["id"]: Unit.model_validate(record)
    for record in yaml.safe_load((SHIPPED / "data/units.yml").read_text(encoding="utf-8"))
}


def fact(id_: str = "made-up", *, unit: str = "days", **fields: Any) -> Fact:
    """A fact with these fields; low, high, typical, n and of go into its value."""
    numbers = {key: fields.pop(key) for key in ("low", "high", "typical", "n", "of") if key in fields}
    value = Value(unit=unit, **numbers) if numbers else None
    base: dict[str, Any] = {
        "id": id_, "measure": "duration", "form": "level" if value else "words", "value": value, "who": "nobody",
        "statement": "A sentence.", "sources": ("source-a",), "certainty": "low", "show": "table",
        "checked": "twice", "people": "acne-scars",
    }  # fmt: skip
    return Fact(**(base | fields))
