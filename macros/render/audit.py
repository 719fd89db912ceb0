"""How the site does against what others ask of it: counted and listed, never summed up to a score."""

from __future__ import annotations

from itertools import groupby

from macros.load.cube import Cube
from macros.load.records import AuditItem
from macros.model.choose import some
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import render

VERDICTS = ("met", "partly", "not-met", "unknown")


def audit_site(site: Site, sheet: Sheet, instrument: str) -> str:
    """How the site does against what an instrument asks (ipdas, nhs, skin): met, partly, not, and why."""
    cube = site.cube
    items = some((i for i in cube.audit.values() if i.instrument == instrument), of=f"item of {instrument!r} to audit")
    groups = [
        (group, [_linked(cube, sheet, item) for item in found])
        for group, found in groupby(items, key=lambda item: item.group)
    ]
    return render("audit.html", cube, counts=counts(items), groups=groups)


def counts(items: tuple[AuditItem, ...]) -> list[tuple[str, int]]:
    """How many items have each verdict that occurs; a record can stand for several."""
    sums = {verdict: sum(i.stands_for for i in items if i.verdict == verdict) for verdict in VERDICTS}
    return [(verdict, number) for verdict, number in sums.items() if number]


def _linked(cube: Cube, sheet: Sheet, item: AuditItem) -> tuple[AuditItem, str, str]:
    if item.page is None:
        return item, "", ""
    return item, sheet.link(item.page), cube.pages[item.page].title
