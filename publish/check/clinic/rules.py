"""What a clinic says of itself -> what keeps it from being published, and what it should think about.

The schema is macros/load/settings.py, the rules of countries stand in data/countries.yml, the phrases in
data/phrases.yml; here stands only how they are held against mkdocs.yml and the clinic's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from macros.load.explain import example_of, keys_of
from macros.load.posts import country_name, country_names
from macros.load.problems import Level, Problem, nearest, quoted
from macros.load.records import ClinicRule, Country, Option, Phrase
from macros.load.settings import FILE, Clinic, Mkdocs, Settings
from macros.load.yamlfile import KeyPath, Plain
from publish.check.clinic.claims import FAILING, STANDINGS, lint, unruled
from publish.check.clinic.contact import CLINIC, judge_contact
from publish.check.clinic.left_over import PLACES
from publish.check.clinic.reviews import judge_review
from publish.check.clinic.sentences import Text, texts_of_pages
from publish.edition import Edition

# What the claim linter says where no country is named, and so no rule of one is known.
NO_COUNTRY = "your country"
# Where it is noted that a person has looked at what no program can check.
NOTES = "rules_checked"
# So many missing keys are more than a slip.
MUCH_MISSING = 3
NO_DEVICE = ("none", "class", "any-laser")
NO_TEXT = re.compile(r"https?://\S+|[^\s@]+@[^\s@]+")


@dataclass(frozen=True)
class Known:
    """What must be known to judge a clinic, by id: as much of it as could be read, although other data are broken."""

    options: Mapping[str, Option]
    countries: Mapping[str, Country]
    phrases: Mapping[str, Phrase]


def judge_clinic(root: Path, known: Known, settings: Settings, edition: Edition, today: date) -> list[Problem]:
    """What is wrong with mkdocs.yml and the clinic's own pages, without its colours; what only warns says so."""
    problems, country = [*settings.problems], country_of(settings, known)
    if isinstance(settings.get(*CLINIC), dict):
        problems += [*_judge_country(settings, country), *_devices(settings, known), *_consent(settings)]
        problems += [*judge_contact(settings, country), *judge_review(root, settings, edition, today)]
        problems += _judge_notes(settings, known)
        _judge_rules(settings, known, country, problems)
        problems += _needed(settings, country, known, problems)
    if known.phrases:  # none can be read where their file is broken, which is told with it
        problems += _judge_claims(root, settings, country, tuple(known.phrases.values()))
    return problems


def country_of(settings: Settings, known: Known) -> str:
    """The clinic's country, that which was meant where people write another code for it; "" where none can be told."""
    found = settings.get(*CLINIC, "country")
    if not isinstance(found, str):
        return ""
    return meant_country(found, known.countries.values()) or (found if found in country_names() else "")


def meant_country(found: str, countries: Iterable[Country]) -> str:
    """The country for which people write this code though it is another's or nobody's, such as UK; "" where none is."""
    return next((country.id for country in countries if found.upper() in country.mistaken), "")


def _judge_country(settings: Settings, country: str) -> Iterator[Problem]:
    """The problem of a code that is no country's, told first: its rules and its forms hang on it."""
    found, place = settings.get(*CLINIC, "country"), (*CLINIC, "country")
    if not isinstance(found, str) or found == country or not re.fullmatch("[A-Z]{2}", found):
        return
    near = f"nearest: {country}, {country_name(country)}" if country else "such as GB, DE or AU; ISO 3166 lists them"
    yield replace(settings.problem(f"found {found!r}, expected the country's code ({near})", *place), first=True)


def _devices(settings: Settings, known: Known) -> Iterator[Problem]:
    """The problems of devices that are no option of this site."""
    devices = {option.id: option for option in known.options.values() if option.kind not in NO_DEVICE}
    for place in settings.items(*CLINIC, "devices"):
        found = settings.get(*place, "option")
        if isinstance(found, str) and found and found not in devices and devices:
            kind = ", which is no device" if found in known.options else ""
            text = f"found {found!r}{kind}, expected the id of an option ({_nearest_option(found, devices)})"
            yield settings.problem(f"{text}; all are in data/options.yml", *place, "option")


def _nearest_option(found: str, devices: Mapping[str, Option]) -> str:
    """The words that name the option closest to what was found: by its id, its name or a name that the data hold."""
    names = {
        name.lower(): id_
        for id_, option in devices.items()
        for name in (id_, option.name, *(alias.name for alias in option.also))
    }
    close = nearest(found.lower(), names)
    meant = names.get(close.removeprefix("nearest: "))
    return f"nearest: {meant}" if meant else nearest(found.lower(), devices)


def _consent(settings: Settings) -> Iterator[Problem]:
    """The problem of a clinic at which nobody takes consent."""
    given = [settings.get(*place, "takes_consent") for place in settings.items(*CLINIC, "practitioners")]
    if given and all(value in (None, False) for value in given):
        text = "found nobody who takes consent, expected takes_consent: true for at least one"
        yield settings.problem(text, *CLINIC, "practitioners", kind="missing")


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


def _judge_notes(settings: Settings, known: Known) -> Iterator[Problem]:
    """The problems of notes that somebody has looked at a rule that there is not, or that a program looks at."""
    rules = {rule.id: rule for country in known.countries.values() for rule in country.rules}
    open_ = {id_ for id_, rule in rules.items() if rule.needs is None}
    for place in settings.items(*CLINIC, NOTES):
        found = settings.get(*place, "rule")
        if isinstance(found, str) and found and found not in open_ and rules:
            why = "which the check looks at itself" if found in rules else f"expected a rule ({nearest(found, open_)})"
            yield settings.problem(f"found {quoted(found)}, {why}", *place, "rule")


def _was_looked_at(settings: Settings, rule: ClinicRule) -> bool:
    """Whether the clinic notes who has looked at a rule that no program can check, and when."""
    return any(settings.get(*place, "rule") == rule.id for place in settings.items(*CLINIC, NOTES))


def _judge_rules(settings: Settings, known: Known, country: str, problems: list[Problem]) -> None:
    """Holds the rules of the clinic's country against it, else those of all countries as warnings."""
    if not country or not known.countries:
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
    """The places at which a rule needs something that is not given; an empty one where no key can show it."""
    if rule.needs is None:
        yield ()
        return
    key, *inner = rule.needs.split(".")
    if not inner:
        if not _given(settings.get(*CLINIC, key)):
            yield (*CLINIC, key)
        return
    places: list[KeyPath] = [(*place, *inner) for place in settings.items(*CLINIC, key)]
    empty = [place for place in places if not _given(settings.get(*place))]
    if rule.of == "each":
        yield from empty
    elif places and len(empty) == len(places):
        yield (*CLINIC, key)


def _given(value: Plain) -> bool:
    return value not in (None, False, "", [], {})


def _tell(settings: Settings, rule: ClinicRule, place: KeyPath, problems: list[Problem], *, foreign: bool) -> None:
    """Tells that a rule is not met; where the same key was told already, the rule joins that line."""
    why = f"{rule.words} ({rule.standing}, {rule.source_url})"
    where = f", {rule.applies}" if rule.applies else ""
    key = ".".join(map(str, place))
    if not place:
        note = f'{NOTES}: [{{rule: "{rule.id}", by: "Dr Ada Example", date: "2026-11-24"}}]'
        text = f"no program can check this{where}: {why}; once one of you has looked, write below clinic: {note}"
        if not _was_looked_at(settings, rule):
            problems.append(settings.problem(text, *CLINIC, "country", level="warning"))
        return
    for number, told in enumerate(problems):
        if told.kind == "missing" and told.key == key:
            # Another country's law is no reason here: that the key is missing was told.
            if not foreign:
                problems[number] = replace(told, text=f"{told.text}; {why}")
            return
    level: Level = "error" if rule.standing in FAILING and not foreign else "warning"
    example = example_of(Mkdocs, place)
    text = f"found nothing, expected a value{f', such as {example}' if example else ''}{where}: {why}"
    problems.append(settings.problem(text, *place, level=level))


def _needed(settings: Settings, country: str, known: Known, problems: Iterable[Problem]) -> Iterator[Problem]:
    """All that a clinic must write, in one line, where much of it is missing: so that it is known before it is told."""
    clinic = ".".join(CLINIC)
    below = {told.key for told in problems if told.kind == "missing" and told.key.startswith(f"{clinic}.")}
    if len(below) < MUCH_MISSING:
        return
    asked = [rule.needs for rule in rules_of(country, known.countries) if rule.needs and rule.standing in FAILING]
    # What a country asks of prices and devices holds only where there are any.
    keys = keys_of(Clinic, (key for key in asked if key.partition(".")[0] not in ("prices", "devices")))
    more = "" if country else ", and what the rules of your country add, once country: names it"
    text = f"{len(below)} keys are missing; a clinic must have all of these: {keys}{more}"
    yield replace(settings.problem(f"{text}; examples/ in the project holds three filled in", *CLINIC), first=True)


def _judge_claims(root: Path, settings: Settings, country: str, phrases: tuple[Phrase, ...]) -> Iterator[Problem]:
    """The claims in all that the clinic has written, on its pages and in mkdocs.yml."""
    texts = [*texts_of_pages(root)]
    if isinstance(settings.get(*CLINIC), dict):
        held = (found for place in PLACES for found in settings.texts(*place))
        texts += [Text(FILE, settings.line_of(*at), said) for at, said in held if not NO_TEXT.fullmatch(said)]
    if country and texts and (told := unruled(phrases, country)):
        # Where the country stands, which is what the clinic can look at.
        yield settings.problem(told, *CLINIC, "country", level="warning")
    yield from lint(texts, phrases, country or NO_COUNTRY)
