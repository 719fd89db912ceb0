"""What the tests of the tools share: their pages, and how a reader moves in them."""

from __future__ import annotations

import re
from typing import Any

CHOOSE, PLANNER, DECIDE = "compare/choose/", "planner/", "decide/"
VIEW = "#options=fractional-co2,subcision"
PAGES_OF_PDF = re.compile(rb"/Type\s*/Page\b(?!s)")


def said(page: Any, text: str) -> None:
    """Waits until the tool's live region says something."""
    page.locator("article .tool-status", has_text=text).wait_for()


def tab_to(page: Any, selector: str, most: int = 150) -> None:
    """Presses Tab until the focus is on what the selector names, as a reader without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def clean(page: Any) -> None:
    """Nothing was refused by the policy and no script failed."""
    assert page.evaluate("window.refused") == []
    assert page.errors == []


def fill_in(page: Any, text: str) -> None:
    """Fills every field with this text, as far as it goes in, and ticks everything."""
    for field in page.locator(".worksheet :is(textarea, input[type=text])").all():
        field.fill(text[: int(field.get_attribute("maxlength") or 0)])
    for box in page.locator(".worksheet input[type=checkbox]").all():
        box.check()
    for group in page.locator(".worksheet .picks").all():
        group.locator("input").last.check()
