"""All pages, each rendered as it is published, and so which page shows which fact and cites which source.

It stands after render because it renders. A page that lists where sources are used is rendered after all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from weakref import WeakKeyDictionary

from macros.asked import stays
from macros.calls import BadCall, Rendering, begin_sheet, render_page
from macros.load import Cube, Fingerprint, fingerprint, read_bodies, read_cube
from macros.load.kept import keep
from macros.load.settings import Clinic, read_clinic
from macros.render.sheet import Addresses, Sheet, Usage
from macros.render.site import Site

# A page's path below docs/ with its Markdown.
Bodies = Mapping[str, str]
# All that a site was made of, where it was read from files: what pages of it come to is kept from run to run.
_MADE_OF: WeakKeyDictionary[Site, str] = WeakKeyDictionary()
# How each page came out last in this process, and of which state of the data.
_LAST: dict[str, tuple[Site, Rendering]] = {}


def read_site(root: Path, *, edition: str = "", report: str = "", newer: str = "") -> Site:
    """What pages draw on: the data below root and whose copy it is, the same object while nothing of it changes."""
    return _site(read_cube(root), read_clinic(root), edition, report, newer)


@lru_cache(maxsize=4)
def _site(cube: Cube, clinic: Clinic | None, *told: str) -> Site:
    edition, report, newer = told
    site = Site(cube, edition, report, clinic=clinic, newer=newer)
    printed = [frozen.sha256 for frozen in cube.editions.values()]
    _MADE_OF[site] = _digest(cube.digest, printed, cube.fronts, clinic, told)
    return site


def _digest(*made_of: object) -> str:
    """A hash of what a state of the data is made of: it is named with each page."""
    return sha256(repr(made_of).encode("utf-8", "surrogatepass")).hexdigest()


def render_all(root: Path, site: Site, addresses: Addresses = "folders") -> Mapping[str, Rendering]:
    """Every page below root that runs macros, by its path below docs/; raises BadCall."""
    return _render_all(root, site, addresses, fingerprint(root))


@lru_cache(maxsize=2)
def _render_all(root: Path, site: Site, addresses: Addresses, _: Fingerprint) -> Mapping[str, Rendering]:
    return render_pages(site, read_bodies(root), addresses)


def render_pages(site: Site, bodies: Bodies, addresses: Addresses = "folders") -> dict[str, Rendering]:
    """The pages rendered, in their order; raises BadCall for the first that asks for what can't be shown."""
    alone = {page: _rendered(site, page, body, addresses) for page, body in bodies.items()}
    whole = _knowing(site, tuple((page, tuple(made.sheet.citations)) for page, made in alone.items()))
    return {
        page: _rendered(whole, page, bodies[page], addresses) if made.sheet.waits_for_usage else made
        for page, made in alone.items()
    }


@lru_cache(maxsize=1024)
def _rendered(site: Site, page: str, body: str, addresses: Addresses) -> Rendering:
    """The page rendered once for each state of the data: a preview asks again after each edit."""
    if site not in _MADE_OF:
        return render_page(site, page, body, addresses)
    name = f"{addresses} {page} {site.usage is not None}"
    before, made = _LAST.get(name, (site, None))
    if made is None or made.body != body or not stays(before, site, made):
        made_of = repr((_MADE_OF[site], addresses, page, body))
        parts = keep(name, made_of, lambda: render_page(site, page, body, addresses).parts())
        made = Rendering.of(body, begin_sheet(site, page, addresses), *parts)
    _LAST[name] = site, made
    return made


@lru_cache(maxsize=4)
def _knowing(site: Site, usage: Usage) -> Site:
    """The site that knows where each source is used."""
    whole = replace(site, usage=usage)
    if site in _MADE_OF:
        _MADE_OF[whole] = _digest(_MADE_OF[site], usage)
    return whole


def find_bad_calls(root: Path, site: Site, addresses: Addresses = "folders") -> Iterator[BadCall]:
    """Of each page the first call that can't be answered."""
    for page, body in read_bodies(root).items():
        try:
            _rendered(site, page, body, addresses)
        except BadCall as error:
            yield error


def sheets(root: Path) -> dict[str, Sheet]:
    """What each page shows and cites, by its path below docs/."""
    return {page: made.sheet for page, made in render_all(root, read_site(root)).items()}
