"""The Chrome or Chromium that prints the book, runs the tests and takes measurements."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build needs no browser, and so no Playwright
    from playwright.sync_api import Browser, Playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def chromium() -> str | None:
    """The path of the browser named by CHROMIUM, else of one on the path; none where Playwright's own is meant."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Playwright) -> Browser:
    """The browser, started; raises Playwright's Error where there is none."""
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
