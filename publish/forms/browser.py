"""The Chrome or Chromium that prints the book, runs the tests and takes measurements."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build needs no browser, and so no Playwright
    from playwright.sync_api import Browser, Playwright

# The first needs no desk to draw on, and is the quickest.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
# Where they stand that are on no path.
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path(os.environ.get("PROGRAMFILES", "C:/Program Files")) / "Google/Chrome/Application/chrome.exe",
    Path(os.environ.get("PROGRAMFILES(X86)", "C:/Program Files (x86)")) / "Microsoft/Edge/Application/msedge.exe",
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def chromium() -> str | None:
    """The path of the browser named by CHROMIUM, else of one on this computer; none where Playwright's own is meant."""
    on_path = (path for name in BROWSERS if (path := shutil.which(name)))
    elsewhere = (str(path) for path in ELSEWHERE if path.is_file())
    return os.environ.get("CHROMIUM") or next(on_path, None) or next(elsewhere, None)


def launch(playwright: Playwright) -> Browser:
    """The browser, started; raises Playwright's Error where there is none."""
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


if __name__ == "__main__":
    print(chromium() or "")
