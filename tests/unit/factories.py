"""Small made-up records for tests of one rule; never clinical."""

from __future__ import annotations

from typing import Any

from macros.load.records import Fact, Unit, Value

UNITS = {
    unit.id: unit
    for unit in (
        Unit(id="hours", kind="time", one="hour", many="hours", factor=1 / 24),
        Unit(id="days", kind="time", one="day", many="days"),
        Unit(id="weeks", kind="time", one="week", many="weeks", factor=7.0),
        Unit(id="months", kind="time", one="month", many="months", factor=30.4),
        Unit(id="mm", kind="length", one="millimetre", many="millimetres"),
        Unit(id="um", kind="length", one="micrometre", many="micrometres", factor=0.001),
        Unit(id="people", kind="count", one="person", many="people"),
        Unit(id="sides", kind="count", one="side of the face", many="sides of the face"),
        Unit(id="sessions", kind="count", one="session", many="sessions"),
        Unit(id="per-100-people", kind="share", one="in 100 people", many="in 100 people", counted="people"),
        Unit(id="per-100-sessions", kind="share", one="in 100 sessions", many="in 100 sessions", counted="sessions"),
        Unit(
            id="per-100-sides",
            kind="share",
            one="in 100 sides of the face",
            many="in 100 sides of the face",
            counted="sides of the face",
        ),
        Unit(id="percent", kind="share", one="percent", many="percent"),
        Unit(id="points-0-10", kind="score", one="out of 10", many="out of 10"),
        Unit(id="ratio", kind="ratio", one="time", many="times"),
    )
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
