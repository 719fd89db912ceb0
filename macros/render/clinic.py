"""What a clinic adds to the pages: who it is, how to reach it, what it has, and who there has read the site."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from macros.load.cube import Cube
from macros.load.phones import read_phone
from macros.load.posts import country_name
from macros.load.records import Option, Review
from macros.load.settings import Clinic, ClinicReview, Device
from macros.model.choose import pick
from macros.render.pieces import option_target
from macros.render.sheet import Sheet
from macros.render.site import Site
from macros.render.template import fill


def frame_of(site: Site) -> dict[str, str]:
    """What the frame around each page, which no macro writes, shows of the clinic, as HTML; "" without a clinic."""
    if site.clinic is None:
        return {"contact": "", "call": ""}
    told = told_of(site.clinic)
    return {name: fill(f"{name}.html", site.cube, **told) for name in ("contact", "call")}


def told_of(clinic: Clinic | None) -> dict[str, object]:
    """What each template that tells of the clinic, or that there is none, needs beside its words."""
    if clinic is None:
        return {"clinic": None}
    return {
        "clinic": clinic,
        "written": written,
        "phone_of": lambda number: read_phone(number, clinic.country),
        "lines_of": lambda address: address.lines(clinic.country),
        "country": country_name(clinic.country),
    }


def written(mail: str, *, subject: str = "") -> str:
    """The address that begins a letter, with its subject."""
    address = f"mailto:{quote(mail, safe='@+')}"
    return f"{address}?subject={quote(subject, safe='')}" if subject else address


def reviews_of(reviews: Iterable[Review], clinic: Clinic | None, page: str) -> list[Review | ClinicReview]:
    """Who has read the page: for the project, and for the clinic, which has read all of them."""
    found: list[Review | ClinicReview] = [review for review in reviews if page in review.pages]
    return [*found, clinic.review] if clinic is not None and clinic.review is not None else found


def owned(cube: Cube, sheet: Sheet, devices: Iterable[Device]) -> list[tuple[Device, Option, str]]:
    """Each device with the option that it is and the address of its page."""
    found = [(device, pick(cube.options, device.option, kind="option")) for device in devices]
    return [(device, option, option_target(sheet, option)) for device, option in found]
