"""SECURITY.md promises nothing without a test; no text for people names a file, a test or a command that is not there."""

from __future__ import annotations

import re

import pytest

from tests.projects import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [
    line.strip("| \n").split(" | ")
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| ---")
]
NOX = (ROOT / "noxfile.py").read_text(encoding="utf-8")
SESSIONS = {
    *re.findall(r"(?m)^def (\w+)\(session: nox.Session\) -> None", NOX),
    *re.findall(r'(?m)^    "(\w+)": "', NOX),
}
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"(?m)^def (test_\w+)\(", path.read_text(encoding="utf-8"))
}


def test_each_promise_names_tests_that_exist() -> None:
    rows = [row for row in ROWS if row != ["promise", "held by"]]
    assert len(rows) > 20
    for promise, held in rows:
        named = set(re.findall(r"`(test_\w+)`", held))
        assert named and named <= TESTS, (promise, named - TESTS)


@pytest.mark.parametrize("name", ["SECURITY.md", "CONTRIBUTING.md", "README.md"])
def test_each_file_test_and_command_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"nox -s ([a-z]+)", text)) <= SESSIONS
    assert set(re.findall(r"`(test_\w+)`", text)) <= TESTS
    for path in re.findall(r"`([\w./-]+/[\w.-]+|[\w-]+\.txt)`", text):
        assert (ROOT / path).exists(), path


def test_each_command_is_told() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n## Commands\n")[1].split("\n## ")[0]
    assert {words.split()[0] for words in re.findall(r"`([a-z][^`]*)`", text)} >= SESSIONS
