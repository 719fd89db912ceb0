"""Takes the README's pictures: python -m tests.pictures builds the site and photographs it with Chromium."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from publish.build.build import build
from publish.forms.browser import launch
from tests.conftest import copy_project, serving
from tests.projects import ROOT, SHIPPED

Act = Callable[[Page], None]

OUT = ROOT / ".github/readme"
# Each picture: page, what stands at its top, the window's width and height, light or dark.
ALONE: dict[str, tuple[str, str, tuple[int, int], str]] = {
    "compare.png": ("compare/choose/", "article table", (1100, 760), "light"),
    "phone.png": ("compare/choose/", "article table", (390, 760), "light"),
    "facts.png": ("lasers/fractional-co2/", ".facts-first", (800, 900), "light"),
}
SIDE_BY_SIDE = [((390, 760), "light"), ((1100, 760), "light"), ((390, 760), "dark"), ((1100, 760), "dark")]
MOST_BYTES = 200_000
HEIGHT = 380


def take(
    browser: Browser, address: str, seen: str, size: tuple[int, int], scheme: str, *, act: Act | None = None
) -> bytes:
    """A picture of what the window shows after a reader's act, with this in sight at its top."""
    with browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto(address)
        if act:
            act(tab)
        tab.locator(seen).first.evaluate("node => scrollBy(0, node.getBoundingClientRect().top - 8)")
        return tab.screenshot()


def pick_another(tab: Page) -> None:
    """Picks one more option than stand side by side at first."""
    tab.locator("#choose-fold").click()
    tab.get_by_label("Subcision").check()


def pick_day(tab: Page) -> None:
    """Picks a laser and a day of treatment."""
    tab.locator("#planner-laser").select_option("fractional-co2")
    tab.locator("#planner-day").fill("2027-01-20")


def photograph_tools(browser: Browser, address: str) -> dict[str, bytes]:
    """What a reader compares, and what the days after a treatment are as dates."""
    chosen = take(browser, address + "compare/choose/", "article table", (1100, 760), "light", act=pick_another)
    planned = take(browser, address + "planner/", "article .tool .times", (390, 760), "light", act=pick_day)
    return {"tools.png": beside(browser, [chosen, planned])}


def beside(browser: Browser, pictures: list[bytes]) -> bytes:
    """The pictures in one row, each as high as the others."""
    data = [base64.b64encode(picture).decode() for picture in pictures]
    shown = "".join(
        f'<img src="data:image/png;base64,{one}" style="height:{HEIGHT}px;border:1px solid #888">' for one in data
    )
    row = f'<div style="display:inline-flex;flex-wrap:wrap;gap:12px;padding:8px;max-width:790px;background:#d8d8d8">{shown}</div>'
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        tab = context.new_page()
        tab.set_content(row)
        return tab.locator("div").screenshot()


def photograph(browser: Browser, address: str) -> dict[str, bytes]:
    """Every picture by its name."""
    start = [take(browser, address, "body", *window) for window in SIDE_BY_SIDE]
    alone = {
        name: take(browser, address + page, seen, size, scheme) for name, (page, seen, size, scheme) in ALONE.items()
    }
    return {"start.png": beside(browser, start), **alone}


def photograph_clinic(browser: Browser, address: str) -> dict[str, bytes]:
    """What an example's clinic says of itself, and the foot of its pages."""
    who = take(browser, address + "about/", "article h3#clinic-team", (1100, 760), "light")
    foot = take(browser, address + "recovery/", "footer .contact", (390, 760), "light")
    return {"clinic.png": beside(browser, [who, foot])}


def build_example(folder: Path) -> Path:
    """The site of the group practice among the examples."""
    project = copy_project(folder / "project")
    shutil.copy2(ROOT / "examples/group/mkdocs.yml", project)
    return build(project, engine="material", out=folder / "clinic")


def main() -> None:
    """Builds the sites into a folder that is thrown away and writes the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build(SHIPPED, engine="material", out=Path(folder) / "site")
        browser = launch(playwright)
        OUT.mkdir(exist_ok=True)
        with serving(site) as address, serving(build_example(Path(folder))) as clinic:
            pictures = photograph(browser, address) | photograph_tools(browser, address)
            pictures |= photograph_clinic(browser, clinic)
        browser.close()
    for name, picture in pictures.items():
        assert len(picture) <= MOST_BYTES, f"{name}: {len(picture):,} bytes, allowed: {MOST_BYTES:,}"
        (OUT / name).write_bytes(picture)
        print(f"{OUT.relative_to(ROOT)}/{name}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
