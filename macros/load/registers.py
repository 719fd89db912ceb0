"""Numbers for tax and in registers of companies: has one the form of its country, and does its check digit hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import stdnum
import stdnum.eu.vat
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError
from stdnum.util import NumberValidationModule

# What stands for the number for value added tax where it has another name.
_TAX_WORDS = {"AU": "an ABN, such as 51 824 753 556", "CH": "a UID with MWST, TVA or IVA behind it"}
# Registers of companies whose numbers the library knows.
_COMPANY = {"AU": ("acn", "abn"), "AT": ("businessid",), "CH": ("uid",), "FR": ("siren", "siret"), "NO": ("orgnr",)}
# Those it does not know, or only with the court's name.
_COMPANY_FORM = {
    "GB": r"(?=.{8}$)[A-Z\d][A-Z\d]\d{3,6}[A-Z]{0,3}",
    "DE": r"(HRA|HRB|GnR|GsR|PR|VR) ?\d{1,6}( ?[A-Z]{1,3})?",
}
_COMPANY_WORDS = {
    "AT": "a number such as FN 122119m",
    "AU": "an ACN or an ABN",
    "CH": "a UID such as CHE-107.787.577",
    "DE": "a number such as HRB 12345",
    "FR": "a SIREN or a SIRET",
    "GB": "eight signs as Companies House writes them, such as 01234567, SC123456 or R0001234",
    "NO": "nine digits",
}


def tax_fault(number: str, country: str) -> str:
    """What is wrong with a number for value added tax; nothing too where its country's form is not known."""
    known = stdnum.get_cc_module(country, "vat")
    if known is None:
        return ""
    united: list[NumberValidationModule] = [stdnum.eu.vat] if country.lower() in stdnum.eu.vat.MEMBER_STATES else []
    return _fault(number, [known, *united], _TAX_WORDS.get(country, f"a number for value added tax of {country}"))


def company_fault(number: str, country: str) -> str:
    """What is wrong with a company's number in its register; nothing too where no form is known."""
    if (form := _COMPANY_FORM.get(country)) is not None:
        fits = re.fullmatch(form, number.strip(), re.IGNORECASE)
        return "" if fits else f"it is of another form, expected {_COMPANY_WORDS[country]}"
    modules: list[Any] = [import_module(f"stdnum.{country.lower()}.{name}") for name in _COMPANY.get(country, ())]
    return _fault(number, modules, _COMPANY_WORDS[country]) if modules else ""


def _fault(number: str, modules: Iterable[NumberValidationModule], what: str) -> str:
    """Why none of these takes the number for one of its kind, by the first of them; nothing where one does."""
    whys = []
    for module in modules:
        try:
            module.validate(number)
        except ValidationError as error:
            whys.append(_words(error))
        else:
            return ""
    return f"{whys[0]}, expected {what}"


def _words(error: ValidationError) -> str:
    match error:
        case InvalidLength():
            return "it has too few or too many signs"
        case InvalidChecksum():
            return "its check digit does not fit, so a digit is wrong or two have changed places"
        case InvalidComponent():
            return "a part of it can't be"
    return "it is of another form"
