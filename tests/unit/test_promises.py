"""SECURITY.md promises nothing without a test, and names no test that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [
    line.strip("| \n").split(" | ")
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| ---")
]


def test_each_promise_names_tests_that_exist() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"(?m)^def (test_\w+)\(", sources))
    rows = [row for row in ROWS if row != ["promise", "held by"]]
    assert len(rows) > 20
    for promise, held in rows:
        named = set(re.findall(r"`(test_\w+)`", held))
        assert named and named <= there, (promise, named - there)


def test_each_file_and_command_that_is_named_exists() -> None:
    sessions = re.findall(r"(?m)^def (\w+)\(session", (ROOT / "noxfile.py").read_text(encoding="utf-8"))
    assert set(re.findall(r"nox -s ([a-z]+)", TEXT)) <= set(sessions)
    for path in re.findall(r"`([\w./-]+/[\w.-]+|[\w-]+\.txt)`", TEXT):
        assert (ROOT / path).exists(), path
