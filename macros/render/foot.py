"""The end of a page: its references, its dates and who has read it, and where a mistake is reported."""

from __future__ import annotations

from macros.load.cube import Cube
from macros.load.editions import since_page
from macros.model.choose import pick
from macros.render.clinic import reviews_of, written
from macros.render.linked import page_data
from macros.render.pieces import reference_view, words_of
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import render


def close_page(site: Site, sheet: Sheet, *, references: str = "open") -> str:
    """The end of a page: its references (or "none" of them), its dates, its edition, how to report a mistake."""
    cube = site.cube
    meta = pick(cube.pages, sheet.page, kind="page")
    reviews = reviews_of(cube.reviews.values(), site.clinic, sheet.page)
    cited = sheet.numbers.items() if references != "none" and sheet.passports is None else ()
    used = [reference_view(cube, source, number) for source, number in cited]
    return render(
        "foot.md", cube, references=used, meta=meta, reviews=reviews,
        steps=_steps(cube, sheet), edition=site.edition, since=_since(site, sheet),
        how=_report_address(site, sheet, meta.title), day=lambda date: day_words(cube, date),
        newer=site.newer or sheet.link("about.md", "newer"), data=page_data(cube, sheet.page, site.clinic, reviews),
    )  # fmt: skip


def _since(site: Site, sheet: Sheet) -> str:
    """The page that tells what has changed since this edition was printed; none where there is none of it."""
    page = since_page(site.release)
    return sheet.link(page) if page in site.cube.pages and page != sheet.page else ""


def _steps(cube: Cube, sheet: Sheet) -> list[tuple[str, str, str]]:
    """The ways to the page before and the page after this one on a path: relation, title and address."""
    options = {option.page for option in cube.options.values()}
    # Whichever option a reader looks at, its page is the same step.
    here = {sheet.page} | (options if sheet.page in options else set())
    beside = []
    for path in cube.paths.values():
        for at in (at for at, page in enumerate(path.pages) if page in here):
            # Nobody knows which option a reader came from, so no way leads back to one.
            before = [page for page in path.pages[:at] if page not in options][-1:]
            beside += [("prev", page) for page in before]
            beside += [("next", page) for page in path.pages[at + 1 : at + 2]]
    return [(relation, cube.pages[page].title, sheet.link(page)) for relation, page in beside]


def _report_address(site: Site, sheet: Sheet, title: str) -> str:
    """Where a mistake is reported: to the clinic, else where the project takes reports, else the page that says how."""
    if site.clinic is not None:
        return written(site.clinic.email, subject=title)
    return site.report or sheet.link("evidence.md", "report-a-mistake")


def day_words(cube: Cube, date: str) -> str:
    """A date as people say it: "2026-11-24" -> "24 November 2026"."""
    year, month, day = date.split("-")
    return f"{int(day)} {words_of(cube, 'months').split()[int(month) - 1]} {year}"
