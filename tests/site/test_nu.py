"""The Nu checker of HTML over every page of both engines; it needs Java and its jar, which no test fetches.

Get it once by `npm pack vnu-jar`, unpack it, and set VNU_JAR to the file vnu.jar in it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from publish.build.engine import ENGINES, Engine

JAR = Path(os.environ.get("VNU_JAR") or shutil.which("vnu.jar") or "vnu.jar")

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not shutil.which("java"), reason="the Nu checker needs Java"),
    pytest.mark.skipif(not JAR.is_file(), reason="set VNU_JAR to the Nu checker's vnu.jar (npm pack vnu-jar)"),
]


def messages(*paths: Path) -> list[dict[str, str]]:
    """What the checker says; errors alone."""
    words = ["java", "-jar", str(JAR), "--format", "json", "--errors-only", "--exit-zero-always", "--skip-non-html"]
    done = subprocess.run([*words, *map(str, paths)], capture_output=True, text=True, check=True)
    return json.loads(done.stderr)["messages"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_nu_checker_finds_no_error(request: pytest.FixtureRequest, engine: Engine) -> None:
    site: Path = request.getfixturevalue(engine)
    found = messages(site)
    assert [f"{Path(one['url']).parent.name}: {one['message']}" for one in found][:20] == []


def test_it_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>x</title><p><div></p>", encoding="utf-8")
    assert len(messages(tmp_path)) >= 1
