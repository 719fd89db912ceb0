"""What a clinic says of itself -> what keeps it from being published, and what it should think about.

The schema is macros/load/settings.py, the rules of countries stand in data/countries.yml, the phrases in
data/phrases.yml; here stands only how they are held against mkdocs.yml and the clinic's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from macros.load.problems import Level, Problem, nearest
from macros.load.records import ClinicRule, Country, Option, Phrase
from macros.load.settings import FILE, Settings
from macros.load.yamlfile import KeyPath, Plain
from publish.check.clinic.claims import FAILING, STANDINGS, UNKNOWN, lint
from publish.check.clinic.sentences import Text, texts_of_pages, texts_of_titles

CLINIC = ("extra", "clinic")
# What the claim linter says where no country is named, and so no rule of one is known.
NO_COUNTRY = "your country"
NO_DEVICE = ("none", "class", "any-laser")
EDITION = re.compile(r"(\d+)\.(\d+)\.(\d+)( .*)?")
NO_TEXT = re.compile(r"https?://\S+|[^\s@]+@[^\s@]+")


class Known(Protocol):
    """What must be known to judge a clinic; the cube is one such."""

    @property
    def options(self) -> Mapping[str, Option]:
        """The options by id."""

    @property
    def countries(self) -> Mapping[str, Country]:
        """The countries by id."""

    @property
    def phrases(self) -> Mapping[str, Phrase]:
        """The phrases by id."""


def judge_clinic(root: Path, known: Known, settings: Settings, release: str) -> list[Problem]:
    """What is wrong with mkdocs.yml and the clinic's own pages, without its colours; what only warns says so."""
    problems = [*settings.problems]
    if isinstance(settings.get(*CLINIC), dict):
        problems += [*_mistaken(settings, known), *_devices(settings, known), *_consent(settings)]
        problems += _judge_review(settings, release)
        _judge_rules(settings, known, problems)
    if known.phrases:  # none can be read where their file is broken, which is told with it
        problems += _judge_claims(root, settings, known.phrases.values())
    return problems


def _level(*, fails: bool) -> Level:
    return "error" if fails else "warning"


def _country(settings: Settings) -> str | None:
    """The clinic's country, where one is given that could be a country."""
    country = settings.get(*CLINIC, "country")
    return country if isinstance(country, str) and re.fullmatch("[A-Z]{2}", country) else None


def _mistaken(settings: Settings, known: Known) -> Iterator[Problem]:
    """The problem of a code that people write for a country that has another one."""
    found = _country(settings)
    for country in known.countries.values():
        if found in country.mistaken:
            text = f"found {found!r}, expected the country's code (nearest: {country.id}, {country.name})"
            yield settings.problem(text, *CLINIC, "country")


def _items(settings: Settings, key: str) -> int:
    """How many items the clinic's list below a key has."""
    held = settings.get(*CLINIC, key)
    return len(held) if isinstance(held, list) else 0


def _devices(settings: Settings, known: Known) -> Iterator[Problem]:
    """The problems of devices that are no option of this site."""
    allowed = [option.id for option in known.options.values() if option.kind not in NO_DEVICE]
    for number in range(_items(settings, "devices")):
        place = (*CLINIC, "devices", number, "option")
        found = settings.get(*place)
        if isinstance(found, str) and found and found not in allowed and allowed:
            kind = ", which is no device" if found in known.options else ""
            text = f"found {found!r}{kind}, expected the id of an option ({nearest(found.lower(), allowed)})"
            text = f"{text}; all are in data/options.yml"
            yield settings.problem(text, *place)


def _consent(settings: Settings) -> Iterator[Problem]:
    """The problem of a clinic at which nobody takes consent."""
    count = _items(settings, "practitioners")
    given = [settings.get(*CLINIC, "practitioners", number, "takes_consent") for number in range(count)]
    if given and all(value in (None, False) for value in given):
        text = "found nobody who takes consent, expected takes_consent: true for at least one"
        yield settings.problem(text, *CLINIC, "practitioners", kind="missing")


def _judge_review(settings: Settings, edition: str) -> Iterator[Problem]:
    """A review is of an edition that there is; of an older one it warns."""
    place = (*CLINIC, "review")
    read = settings.get(*place, "edition")
    if not isinstance(read, str) or not read:
        return
    if not EDITION.fullmatch(read):
        text = f"found {read!r}, expected an edition (nearest: {edition})"
        yield settings.problem(text, *place, "edition")
    elif _version(read) != _version(edition):
        newer = _version(read) > _version(edition)
        text = f"found {read!r}, " + ("there is no such edition yet" if newer else "what changed since is not reviewed")
        yield settings.problem(f"{text} (nearest: {edition})", *place, "edition", level=_level(fails=newer))


def _version(edition: str) -> tuple[int, ...]:
    found = EDITION.fullmatch(edition)
    return tuple(map(int, found.groups()[:3])) if found else ()


def rules_of(country: str, countries: Mapping[str, Country]) -> list[ClinicRule]:
    """The rules of a country, and of the union that it is a member of."""
    holders = [held for held in countries.values() if country == held.id or country in held.members]
    return [rule for held in holders for rule in held.rules]


def strictest(countries: Mapping[str, Country]) -> list[ClinicRule]:
    """One rule for each key that any country asks for, the surest one."""
    rules = sorted(
        (rule for country in countries.values() for rule in country.rules if rule.needs),
        key=lambda rule: STANDINGS.index(rule.standing),
        reverse=True,
    )
    return list({rule.needs: rule for rule in rules}.values())


def _judge_rules(settings: Settings, known: Known, problems: list[Problem]) -> None:
    """Holds the rules of the clinic's country against it, else those of all countries as warnings."""
    country = _country(settings)
    if country is None or not known.countries:
        return
    rules = rules_of(country, known.countries)
    strange = not any(rule.needs for rule in rules)
    if strange:
        text = f"found {country!r}: we know no rule of this country on what a clinic must say; what others ask follows"
        problems.append(settings.problem(text, *CLINIC, "country", level="warning"))
        rules = [*rules, *strictest(known.countries)]
    for rule in rules:
        for place in _missing(settings, rule):
            _tell(settings, rule, place, problems, foreign=strange)


def _missing(settings: Settings, rule: ClinicRule) -> Iterator[KeyPath]:
    """The places below extra.clinic at which a rule needs something that is not given."""
    if rule.needs is None:
        yield ()
        return
    key, *inner = rule.needs.split(".")
    if not inner:
        if not _given(settings.get(*CLINIC, key)):
            yield (key,)
        return
    places: list[KeyPath] = [(key, number, *inner) for number in range(_items(settings, key))]
    empty = [place for place in places if not _given(settings.get(*CLINIC, *place))]
    if rule.of == "each":
        yield from empty
    elif places and len(empty) == len(places):
        yield (key,)


def _given(value: Plain) -> bool:
    return value not in (None, False, "", [], {})


def _tell(settings: Settings, rule: ClinicRule, place: KeyPath, problems: list[Problem], *, foreign: bool) -> None:
    """Tells that a rule is not met; where the same key was told already, the rule joins that line."""
    why = f"{rule.words} ({rule.standing}, {rule.source_url})"
    where = f", {rule.applies}" if rule.applies else ""
    key = ".".join(map(str, (*CLINIC, *place)))
    if not place:
        text = f"no program can check this{where}: {why}"
        problems.append(settings.problem(text, *CLINIC, "country", level="warning"))
        return
    for number, told in enumerate(problems):
        if told.kind == "missing" and told.key == key:
            # Another country's law is no reason here: that the key is missing was told.
            if not foreign:
                problems[number] = replace(told, text=f"{told.text}; {why}")
            return
    level = _level(fails=rule.standing in FAILING and not foreign)
    problems.append(settings.problem(f"found nothing, expected a value{where}: {why}", *CLINIC, *place, level=level))


def _judge_claims(root: Path, settings: Settings, phrases: Iterable[Phrase]) -> Iterator[Problem]:
    """The claims in all that the clinic has written, on its pages and in mkdocs.yml."""
    texts = [*texts_of_pages(root), *texts_of_titles(root)]
    if isinstance(settings.get(*CLINIC), dict):
        for key in ("site_name", "site_description"):
            texts += _texts(settings, (key,))
        texts += _texts(settings, CLINIC)
    country = _country(settings)
    for found in lint(texts, phrases, country or NO_COUNTRY):
        if found.phrase != UNKNOWN:
            yield Problem(found.file, found.line, found.phrase, found.text, level=_level(fails=found.fails))
        elif country is not None:  # told where the country stands, which is what the clinic can look at
            yield settings.problem(found.text, *CLINIC, "country", level="warning")


def _texts(settings: Settings, place: KeyPath) -> Iterator[Text]:
    """All that can be read as sentences below a key of mkdocs.yml."""
    value = settings.get(*place)
    if isinstance(value, str) and not NO_TEXT.fullmatch(value):
        yield Text(FILE, settings.line_of(*place), value)
    elif isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _texts(settings, (*place, key))
