"""No build reads the clock: the same checkout makes the same site in any year."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.projects import ROOT

CLOCK = {
    "time", "time_ns", "now", "utcnow", "today", "localtime", "gmtime", "ctime", "perf_counter", "monotonic", "getmtime", "sleep",
}  # fmt: skip
# Who may look at a clock, and why: none of it goes into a page.
MAY = {
    ("publish/__main__.py", "today"): "the day of a report, where none is named",
    ("publish/check/check.py", "today"): "whether a clinic's review is dated ahead; it only refuses",
    ("publish/build/clinics.py", "perf_counter"): "how long a site took, for whoever waits",
    ("publish/report.py", "perf_counter"): "how long a step took, for whoever waits",
}


def calls(path: Path) -> Iterator[str]:
    """The names of functions of a clock that a file calls."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            yield node.func.attr


def test_nothing_that_makes_a_page_looks_at_a_clock() -> None:
    files = [path for folder in ("macros", "publish") for path in sorted((ROOT / folder).rglob("*.py"))]
    found = {(path.relative_to(ROOT).as_posix(), name) for path in files for name in calls(path)}
    assert found == set(MAY)


def test_no_template_looks_at_a_clock() -> None:
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for folder in ("macros/templates", "overrides")
        for path in (ROOT / folder).rglob("*.*")
    }
    looks = re.compile(rf"build_date|\b({'|'.join(sorted(CLOCK))})\(")
    assert looks.search("{{ now() }} {{ date.utcnow() }}") and not looks.search("{{ know(cite) }}")
    assert not [name for name, text in texts.items() if looks.search(text)]
