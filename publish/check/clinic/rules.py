"""What a clinic says of itself -> what keeps it from being published, and what it should think about.

The schema is macros/load/settings.py, the rules of countries stand in data/countries.yml, the phrases in
data/phrases.yml; here stands only how they are held against mkdocs.yml and the clinic's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from macros.load.problems import Problem, nearest
from macros.load.records import ClinicRule, Country, Option
from macros.load.settings import FILE, Settings
from macros.load.yamlfile import Path_, Plain
from publish.check.clinic.claims import FAILING, STANDINGS, UNKNOWN, lint, read_phrases
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


@dataclass
class Verdict:
    """The mistakes that keep a site from being published, and those that only warn."""

    failures: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem, *, fails: bool) -> None:
        """Keeps a problem on its side."""
        (self.failures if fails else self.warnings).append(problem)


def judge_clinic(
    root: Path, known: Known, settings: Settings, release: str
) -> tuple[list[Problem], list[Problem]]:
    """The failures and the warnings of mkdocs.yml and of the clinic's own pages, without its colours."""
    verdict = Verdict([*settings.problems])
    if isinstance(settings.get(*CLINIC), dict):
        verdict.failures += [*_mistaken(settings, known), *_devices(settings, known), *_consent(settings)]
        _judge_review(settings, release, verdict)
        _judge_rules(settings, known, verdict)
    _judge_claims(root, settings, verdict)
    return verdict.failures, verdict.warnings


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
        yield settings.problem(text, *CLINIC, "practitioners")


def _judge_review(settings: Settings, edition: str, verdict: Verdict) -> None:
    """A review is of an edition that there is; of an older one it warns."""
    place = (*CLINIC, "review")
    read = settings.get(*place, "edition")
    if not isinstance(read, str) or not read:
        return
    if not EDITION.fullmatch(read):
        text = f"found {read!r}, expected an edition (nearest: {edition})"
        verdict.failures.append(settings.problem(text, *place, "edition"))
    elif _version(read) != _version(edition):
        newer = _version(read) > _version(edition)
        text = f"found {read!r}, " + ("there is no such edition yet" if newer else "what changed since is not reviewed")
        problem = settings.problem(f"{text} (nearest: {edition})", *place, "edition")
        verdict.add(problem, fails=newer)


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


def _judge_rules(settings: Settings, known: Known, verdict: Verdict) -> None:
    """Holds the rules of the clinic's country against it, else those of all countries as warnings."""
    country = _country(settings)
    if country is None or not known.countries:
        return
    rules = rules_of(country, known.countries)
    strange = not any(rule.needs for rule in rules)
    if strange:
        text = f"found {country!r}: we know no rule of this country on what a clinic must say; what others ask follows"
        verdict.warnings.append(settings.problem(text, *CLINIC, "country"))
        rules = [*rules, *strictest(known.countries)]
    for rule in rules:
        for place in _missing(settings, rule):
            _tell(settings, rule, place, verdict, foreign=strange)


def _missing(settings: Settings, rule: ClinicRule) -> Iterator[Path_]:
    """The places below extra.clinic at which a rule needs something that is not given."""
    if rule.needs is None:
        yield ()
        return
    key, *inner = rule.needs.split(".")
    if not inner:
        if not _given(settings.get(*CLINIC, key)):
            yield (key,)
        return
    places: list[Path_] = [(key, number, *inner) for number in range(_items(settings, key))]
    empty = [place for place in places if not _given(settings.get(*CLINIC, *place))]
    if rule.of == "each":
        yield from empty
    elif places and len(empty) == len(places):
        yield (key,)


def _given(value: Plain) -> bool:
    return value not in (None, False, "", [], {})


def _tell(settings: Settings, rule: ClinicRule, place: Path_, verdict: Verdict, *, foreign: bool) -> None:
    """Tells that a rule is not met; where the same key was told already, the rule joins that line."""
    why = f"{rule.words} ({rule.standing}, {rule.source_url})"
    where = f", {rule.applies}" if rule.applies else ""
    key = ".".join(map(str, (*CLINIC, *place)))
    fails = rule.standing in FAILING and not foreign
    for number, told in enumerate(verdict.failures if place else ()):
        if _says_missing(told, key):
            # Another country's law is no reason here: that the key is missing was told.
            if not foreign:
                verdict.failures[number] = Problem(told.file, told.line, told.record, f"{told.text}; {why}")
            return
    if place:
        verdict.add(settings.problem(f"found nothing, expected a value{where}: {why}", *CLINIC, *place), fails=fails)
    else:
        verdict.add(settings.problem(f"no program can check this{where}: {why}", *CLINIC, "country"), fails=False)


def _says_missing(told: Problem, key: str) -> bool:
    """Whether a problem already says that nothing stands at this key."""
    starts = (f"the key {key!r} is missing", f"{key}: found None", f"{key}: found []", f"{key}: found ''")
    return told.text.startswith(starts) or (told.record == key and told.text.startswith("found nobody"))


def _judge_claims(root: Path, settings: Settings, verdict: Verdict) -> None:
    """Looks for claims in all that the clinic has written, on its pages and in mkdocs.yml."""
    texts = [*texts_of_pages(root), *texts_of_titles(root)]
    if isinstance(settings.get(*CLINIC), dict):
        for key in ("site_name", "site_description"):
            texts += _texts(settings, (key,))
        texts += _texts(settings, CLINIC)
    country = _country(settings)
    for finding in lint(texts, read_phrases(root), country or NO_COUNTRY):
        words = str(finding).removeprefix(f"{finding.file}:{finding.line}: ")
        if finding.phrase != UNKNOWN:
            verdict.add(Problem(finding.file, finding.line, finding.phrase, words), fails=finding.fails)
        elif country is not None:  # told where the country stands, which is what the clinic can look at
            verdict.add(settings.problem(words, *CLINIC, "country"), fails=False)


def _texts(settings: Settings, place: Path_) -> Iterator[Text]:
    """All that can be read as sentences below a key of mkdocs.yml."""
    value = settings.get(*place)
    if isinstance(value, str) and not NO_TEXT.fullmatch(value):
        yield Text(FILE, settings.line_of(*place), value)
    elif isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _texts(settings, (*place, key))
