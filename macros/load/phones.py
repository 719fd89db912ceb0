"""The one reader of telephone numbers: what a clinic or a page writes -> what is shown and what is dialled."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult, shortnumberinfo

# No number is longer, and what is longer would take long to read.
MOST_SIGNS = 80
_EXTENSION = re.compile(r"(?i)[\s,;]*(?:ext(?:n|ension)?|x|#|durchwahl)[\s.:=]*(\d{1,7})$")
_SIGNS = " ()/.+"
_ALLOWED = "digits, spaces, + ( ) / - . and an extension such as 'ext. 12'"
# Below this a number that no plan knows is taken for a slip.
_FEW = 7
# Ranges that no telephone has, kept for films and examples: by Ofcom, ACMA, the Bundesnetzagentur and the NANPA.
_FICTIONAL = re.compile(
    r"\+44(1632960|1\d{2}4960|1914980|2079460|2896496|2920180|7700900|8081570|9098790|3069990)\d{3}"
    r"|\+61([2378](5550|7010)\d{4}|49157(0(006|110|15[6-9]|313|737)|1(266|491|804)|2(549|665|983)|3(087|770)"
    r"|4(118|632)|5(254|789)|6(398|801)|7(426|644)|8(148|888|957)|9(212|455|760)))|180016040\d|1[38]009757\d\d"
    r"|\+49((3023125|6990009|4066969|2214710|8999998)\d{3}|(17139200|176040690)\d\d|1729980752|15254599371"
    r"|152288(17386|95456)|17299(25904|68532|7318[56])|1749(091317|464308))"
    r"|\+1\d{3}55501\d\d"
)
_WHY = {
    ValidationResult.TOO_SHORT: "has too few digits",
    ValidationResult.TOO_LONG: "has too many digits",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "has no area code",
    ValidationResult.INVALID_COUNTRY_CODE: "begins with a country code that there is not",
    ValidationResult.INVALID_LENGTH: "has a number of digits that no number has",
}


class NoPhone(ValueError):
    """Raised with what is wrong with a telephone number, in words that follow what was found."""


@dataclass(frozen=True)
class Phone:
    """A telephone number: as written at home and abroad ("" where nobody there can dial it), and what dials it."""

    home: str
    abroad: str
    address: str
    # Whether a plan of numbers knows it; a new range may be missing there.
    known: bool = True


@lru_cache(maxsize=256)
def read_phone(text: str, country: str) -> Phone:
    """The number that a text is in a country; raises NoPhone with the reason."""
    if len(text) > MOST_SIGNS:
        raise NoPhone(f"is longer than any number; {_example(country)}")
    found = _EXTENSION.search(text)
    number, extension = (text[: found.start()], found[1]) if found else (text, None)
    _refuse_signs(number)
    try:
        read = phonenumbers.parse(number, country if country in phonenumbers.SUPPORTED_REGIONS else None)
    except phonenumbers.NumberParseException as error:
        raise NoPhone(f"is no number; {_example(country)}") from error
    if extension is None and is_short(text, country):
        return Phone(" ".join(text.split()), "", f"tel:{_digits(text)}")
    known = phonenumbers.is_valid_number(read)
    why = _WHY.get(phonenumbers.is_possible_number_with_reason(read), "")
    if why or (not known and len(str(read.national_number)) < _FEW):
        raise NoPhone(f"{why or 'has too few digits'}; {_example(country)}")
    if _lacks_area_code(number, read, country):
        raise NoPhone(f"has no area code, or not the 0 before it; {_example(country)}")
    read.extension = extension
    return _phone(read, country, known=known)


def _lacks_area_code(number: str, read: phonenumbers.PhoneNumber, country: str) -> bool:
    """Whether a number is written as within one town: read on, it would be one of another."""
    before = phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True) or ""
    home = phonenumbers.format_number(read, PhoneNumberFormat.NATIONAL)
    written = "+" in unicodedata.normalize("NFKC", number) or _digits(number).startswith(before)
    return bool(before) and _digits(home).startswith(before) and not written


def is_short(text: str, country: str) -> bool:
    """Whether a number is a short one that the country has, such as 116117 in Germany."""
    if country not in phonenumbers.SUPPORTED_REGIONS or not (digits := _digits(text)) or "+" in text:
        return False
    return shortnumberinfo.is_valid_short_number_for_region(phonenumbers.parse(digits, country), country)


def is_fictional(phone: Phone) -> bool:
    """Whether a number is of a range that is kept for films and examples."""
    return _FICTIONAL.fullmatch(phone.address.removeprefix("tel:").partition(";")[0]) is not None


def dialled_fault(number: str, country: str) -> str:
    """What is wrong with what a link dials, with what to write instead; nothing for a short one of no known country."""
    digits = _digits(number)
    if not country and "+" not in number:
        said = "a number with + and the code of its country, such as tel:+441632960123"
        return "" if len(digits) < _FEW else f"allowed, where no clinic is named: {said}"
    try:
        phone = read_phone(number, country)
    except NoPhone as error:
        return f"it {error}"
    if fault := form_fault(phone):
        return f"it {fault}"
    plain = re.sub(r"[^\d+;=a-z]", "", number)
    return "" if f"tel:{plain}" == phone.address else f"write {phone.address}, which is dialled right from everywhere"


def form_fault(phone: Phone) -> str:
    """Why a number may be a slip of the hand, in words that follow what was found, or nothing."""
    fine = phone.known or is_fictional(phone)
    return "" if fine else "is of a form that no number of its country has: is a digit missing?"


def tel_address(text: str, country: str) -> str:
    """The address that calls a number: "(0)20 7946 0000" in GB -> "tel:+442079460000"; a short one as it stands."""
    try:
        return read_phone(text, country).address
    except NoPhone:  # a help line that no plan of numbers knows is dialled as its source writes it
        return f"tel:{_digits(text)}"


def _phone(read: phonenumbers.PhoneNumber, country: str, *, known: bool) -> Phone:
    """A number in its forms; one of another country is written for abroad alone."""
    abroad = phonenumbers.format_number(read, PhoneNumberFormat.INTERNATIONAL)
    home = phonenumbers.format_number(read, PhoneNumberFormat.NATIONAL)
    if read.country_code != phonenumbers.country_code_for_region(country):
        home = abroad
    if not phonenumbers.can_be_internationally_dialled(read):
        return Phone(_spoken(home), "", f"tel:{_digits(home)}", known)
    dialled = phonenumbers.format_number(read, PhoneNumberFormat.E164)
    extension = f";ext={read.extension}" if read.extension else ""
    return Phone(_spoken(home), _spoken(abroad), f"tel:{dialled}{extension}", known)


def _refuse_signs(number: str) -> None:
    """Raises NoPhone with the first sign that no number holds."""
    for sign in number:
        kind = unicodedata.category(sign)
        if not (sign in _SIGNS or kind in ("Nd", "Pd", "Zs") or unicodedata.normalize("NFKC", sign) in _SIGNS):
            name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
            raise NoPhone(f"holds the sign {sign!r} ({name}), allowed: {_ALLOWED}")


def _example(country: str) -> str:
    """What a number of a country looks like."""
    if (example := phonenumbers.example_number(country)) is None:
        return "allowed: a telephone number with + and the code of its country"
    written = phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL)
    return f"allowed: a telephone number such as {written!r}"


def _digits(text: str) -> str:
    """What a telephone dials of a text."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def _spoken(text: str) -> str:
    """A number with its extension as people say it."""
    return re.sub(r" x(\d+)$", r" ext. \1", text)
