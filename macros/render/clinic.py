"""What a clinic adds to the pages: who it is, how to reach it, what it has, and who there has read the site."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from macros.load.cube import Cube
from macros.load.records import Option, Review
from macros.load.settings import Clinic, ClinicReview, Device
from macros.model.choose import pick
from macros.render.pieces import option_target
from macros.render.sheet import Sheet

# What people write into a number to read it, and no telephone dials; "(0)" is dropped within a country's code.
_UNDIALLED = str.maketrans("", "", " ()/-")


def offered(clinic: Clinic | None) -> frozenset[str]:
    """The options for which the clinic has a device; none on the neutral site."""
    return clinic.offers if clinic is not None else frozenset()


def tel_address(phone: str) -> str:
    """The address that calls a number: "+44 (0)20 7946 0000" -> "tel:+442079460000"."""
    plain = phone.replace("(0)", "") if phone.startswith("+") else phone
    return f"tel:{plain.translate(_UNDIALLED)}"


def dial_addresses(clinic: Clinic | None) -> dict[str, str]:
    """What dials each telephone of the clinic, for the foot of each page, which no macro writes; "" for none."""
    phone, line = (clinic.phone, clinic.emergency_line) if clinic is not None else (None, None)
    return {
        "phone": tel_address(phone) if phone else "",
        "emergency_line": tel_address(line) if line else "",
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
