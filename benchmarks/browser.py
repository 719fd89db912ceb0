"""A Chromium for measurements, and what only Node can run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from publish.forms.browser import chromium, launch


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser that is closed afterwards."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def npx(package: str, *words: str, cwd: Path) -> str:
    """What a command of a pinned npm package says; raises CalledProcessError or FileNotFoundError."""
    return run(["npx", "--yes", package, *words], cwd=cwd)


def run(command: Sequence[str], *, cwd: Path) -> str:
    """What a command says; raises CalledProcessError with its words, or FileNotFoundError."""
    environment = os.environ | {"CHROME_PATH": chromium() or "", "ASTRO_TELEMETRY_DISABLED": "1"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=True)
    return done.stdout


def why(error: Exception) -> str:
    """One line that says why a command could not be run."""
    if isinstance(error, subprocess.CalledProcessError):
        said = (error.stderr or error.stdout or "").strip().splitlines()
        return said[-1][:120] if said else f"it ended with {error.returncode}"
    return "Node is not on this computer" if isinstance(error, FileNotFoundError) else str(error)
