"""How a clinic is reached and registered: telephones, addresses and numbers, as its country writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.load.phones import MOST_SIGNS, NoPhone, form_fault, is_short, read_phone
from macros.load.posts import address_faults, country_names
from macros.load.problems import Problem, quoted
from macros.load.registers import company_fault, tax_fault
from macros.load.settings import NONE, Settings
from macros.load.yamlfile import KeyPath

CLINIC = ("extra", "clinic")
# The one telephone that may be a short one, such as 116117 in Germany.
MAY_BE_SHORT = "emergency_line"


def judge_contact(settings: Settings, country: str) -> Iterator[Problem]:
    """What of the clinic's contact and numbers can't be as it stands; nothing where its country is not known."""
    if country not in country_names():
        return
    # The clinic's own contact, and that of each of its other places.
    for place in (CLINIC, *settings.items(*CLINIC, "places")):
        yield from _judge_phone(settings, (*place, "phone"), country)
        yield from _judge_address(settings, (*place, "address"), country)
    yield from _judge_phone(settings, (*CLINIC, MAY_BE_SHORT), country)
    for key, fault in (("vat_number", tax_fault), ("company_number", company_fault)):
        number = settings.get(*CLINIC, key)
        if isinstance(number, str) and number not in ("", NONE) and (why := fault(number, country)):
            yield settings.problem(f"found {quoted(number)}: {why}; or none", *CLINIC, key)


def _judge_phone(settings: Settings, place: KeyPath, country: str) -> Iterator[Problem]:
    text = settings.get(*place)
    if not isinstance(text, str) or not 0 < len(text) <= MOST_SIGNS:  # which was told
        return
    try:
        phone = read_phone(text, country)
    except NoPhone as error:
        yield settings.problem(f"found {quoted(text)}, which {error}", *place)
        return
    if fault := form_fault(phone):
        yield settings.problem(f"found {quoted(text)}, which {fault}", *place)
    elif place[-1] != MAY_BE_SHORT and is_short(text, country):
        yield settings.problem(f"found {quoted(text)}, a short number, which may stand at {MAY_BE_SHORT} alone", *place)


def _judge_address(settings: Settings, place: KeyPath, country: str) -> Iterator[Problem]:
    parts = settings.get(*place)
    if isinstance(parts, Mapping):
        for key, fault in address_faults(parts, country):
            yield settings.problem(fault, *place, key)
