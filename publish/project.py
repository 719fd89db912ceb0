"""The project as a build sees it: read once, checked, and handed down to all that is made from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.utils.yaml import yaml_load

from macros.calls import Rendering
from macros.load import Cube, Fingerprint, fingerprint
from macros.load.settings import ADDRESS, SET_BY, Settings, read_settings
from macros.render.sheet import Addresses
from macros.render.site import Site
from macros.usage import read_site, render_all
from publish.edition import Edition
from publish.report import Refused, warn

BASE, LICENCE = "base.yml", "LICENSE"
# Set wherever a host builds a site from a repository: GitHub, GitLab, Netlify, Cloudflare Pages and others.
HOSTED = "CI"
# Where a site is only tried out; nobody else can follow such an address.
HERE = ("127.0.0.1", "localhost", "::1", "0.0.0.0")  # noqa: S104 -- an address to know, not one to listen at


@dataclass(frozen=True)
class Project:
    """All that a build reads: what the clinic set, what we know, how readers say it; and the pages made of it."""

    root: Path
    settings: Settings
    cube: Cube
    edition: Edition
    # Where the site will stand, with a slash at its end; "" where it is only tried out.
    address: str
    # The text of the licence.
    licence: str
    site: Site
    pages: Mapping[str, Rendering]
    # What the files were like when they were read.
    files: Fingerprint

    @property
    def name(self) -> str:
        """The name at the top of each page."""
        return str(self.settings.get("site_name"))

    @property
    def about(self) -> str:
        """The sentence that says what the site is about."""
        return " ".join(str(self.settings.get("site_description") or "").split())


def read_project(root: Path, edition: Edition, addresses: Addresses = "folders") -> Project:
    """The project below root; raises BrokenData, Refused or BadCall where something in it can't be read or shown."""
    settings, site = read_settings(root), site_of(root, edition)
    return Project(
        root,
        settings,
        site.cube,
        edition,
        public_address(settings),
        (root / LICENCE).read_text(encoding="utf-8"),
        site,
        render_all(root, site, addresses),
        fingerprint(root),
    )


def site_of(root: Path, edition: Edition) -> Site:
    """What the pages draw on, as an engine will hand it to the macros; raises BrokenData."""
    return read_site(root, edition=edition.name, **_told_by((root / BASE).read_text(encoding="utf-8")))


@lru_cache(maxsize=2)
def _told_by(base: str) -> Mapping[str, str]:
    """Where mistakes are reported and newer numbers stand: keys of base.yml that an engine hands to the macros."""
    extra = yaml_load(base).get("extra") or {}
    return {name: str(extra.get(name) or "") for name in ("report", "newer")}


def public_address(settings: Settings) -> str:
    """The address that the environment or mkdocs.yml gives the site; "" where nobody else could follow it."""
    told = os.environ.get(SET_BY) if settings.address_by_environment else None
    address = str(settings.get(ADDRESS) or "") if told is None else told
    return "" if is_local(address) else f"{address.rstrip('/')}/"


def refuse_unreachable(project: Project, *, published: bool) -> None:
    """Raises Refused for a site that is to be published and whose pages would name this computer; else tells it."""
    if project.address:
        return
    hosted = os.environ.get(HOSTED, "").lower() not in ("", "0", "false")
    begins = "the site is to be published, and its" if published or hosted else "the site has no address, so its"
    text = f"{begins} pages would say that they stand on this computer: set the environment variable {SET_BY} to its"
    text += " address, such as https://clinic.example/scars/. Without it no printed sheet can lead to what has changed"
    told = project.settings.problem(text, ADDRESS)
    if published or hosted:
        raise Refused([told])
    warn([replace(told, level="warning")])


def is_local(address: str) -> bool:
    """Whether an address is none, or one of this computer alone."""
    return urlsplit(address).hostname in (None, *HERE)
