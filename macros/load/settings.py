"""mkdocs.yml, the one file that a clinic edits -> frozen records with their places, and every mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from macros.load.commented import with_commented
from macros.load.fields import (
    Address,
    OneLine,
    validate_country,
    validate_line,
    validate_mail,
    validate_site_address,
    validate_unshaped,
)
from macros.load.files import MAX_PAGE, validate
from macros.load.phones import MOST_SIGNS
from macros.load.posts import address_lines
from macros.load.problems import BrokenData, Level, Problem, ProblemKind
from macros.load.records import Day, Many, Record, Words
from macros.load.stamps import Fingerprint, stamps_of
from macros.load.yamlfile import KeyPath, Located, Plain, read_mapping, read_text

FILE = "mkdocs.yml"
NONE = "none"
# The one key that the environment may set, and by which variable.
ADDRESS, SET_BY = "site_url", "SITE_URL"
_ASKS = re.compile(r"^\s*[\"']?site_url[\"']?\s*:\s*!ENV\b", re.MULTILINE)

Mail = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    AfterValidator(validate_mail),
    Field(title="an e-mail address", examples=["desk@example.org"]),
]
# What a number must be hangs on the country: publish/check/clinic/contact.py asks the one reader of telephones.
Phone = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_SIGNS),
    Field(title="a telephone number", examples=["+44 1632 960123"]),
]
CountryCode = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(validate_country),
    Field(title="a country in two capitals", examples=["GB"]),
]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), Field(title="a colour", examples=["#0b5c66"])]


def _unless_none(value: str | None) -> str | None:
    """The value, or None where the clinic says that it has none."""
    return None if value == NONE else value


# An editor sees !ENV [SITE_URL, "https://…"] as a list.
SiteUrl = Annotated[
    Address,
    AfterValidator(validate_site_address),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]

# A law asks for these "where there is one": the word none says that there is none, a missing key says nothing.
IfAny = Annotated[OneLine | None, AfterValidator(_unless_none), Field(examples=[NONE])]


# Sentences of the clinic's own.
Said = Annotated[Words, AfterValidator(validate_unshaped)]


class ClinicAddress(Record):
    """Where the clinic is; which parts are needed hangs on the country."""

    street: OneLine = Field(examples=["1 Example Street"])
    town: OneLine | None = Field(default=None, examples=["Exampleton"])
    postcode: OneLine | None = Field(default=None, examples=["EX1 1ZZ"])
    region: OneLine | None = Field(default=None, description="State or province, where addresses name one.")

    def lines(self, country: str) -> tuple[str, ...]:
        """The address as it is written in a country, without the country."""
        return address_lines(self.model_dump(), country)


class Place(Record):
    """Another place at which the clinic treats; what it leaves out is as at the first."""

    name: OneLine = Field(examples=["At the station"])
    address: ClinicAddress
    phone: Phone | None = None
    email: Mail | None = None
    hours: OneLine | None = None


class Practitioner(Record):
    """Somebody who treats or takes consent, as a register knows them."""

    name: OneLine = Field(examples=["Dr Ada Example"])
    profession: OneLine = Field(examples=["Doctor"])
    title: OneLine = Field(examples=["MB BS"])
    title_granted_in: OneLine | None = Field(
        default=None, description="The country that granted the title.", examples=["Germany"]
    )
    register_name: OneLine = Field(examples=["General Medical Council"])
    # Some registers give none: the word none says so.
    register_number: Annotated[OneLine | None, AfterValidator(_unless_none)] = Field(examples=["0000000"])
    register_link: Address | None = None
    rules_link: Address | None = Field(
        default=None,
        description="Where the rules of the profession can be read.",
        examples=["https://example.org/rules"],
    )
    takes_consent: bool = Field(
        default=False, description="Whether this person explains the risks and takes consent.", examples=[True]
    )


class Complaints(Record):
    """How to complain, to the clinic and to somebody outside it."""

    how: Said = Field(examples=["Write to us, or ask for the head of the practice."])
    email: Mail | None = None
    outside_body: OneLine = Field(examples=["Example Ombudsman"])
    outside_link: Address


class Device(Record):
    """A device that the clinic really has, mapped to an option of this site."""

    maker: OneLine = Field(examples=["Example Laser"])
    model: OneLine = Field(examples=["One"])
    marking: OneLine = Field(
        description="CE, UKCA, FDA or ARTG number or class, as printed on it.", examples=["CE 0123"]
    )
    option: OneLine = Field(
        description="The option of this site that it is, by its id in data/options.yml.", examples=["fractional-co2"]
    )


class Price(Record):
    """What something costs, with tax, and what is not included."""

    what: OneLine = Field(examples=["One session of both cheeks"])
    amount: OneLine = Field(description="With the currency.", examples=["GBP 450"])
    tax: Literal["included", "exempt"] | None = Field(default=None, description="Whether tax is in the amount.")
    not_included: OneLine | None = None


class ClinicReview(Record):
    """Who at the clinic has read the site, and which edition."""

    name: OneLine = Field(examples=["Dr Ada Example"])
    role: OneLine = Field(examples=["Dermatologist"])
    number: OneLine | None = None
    date: Day
    edition: OneLine = Field(
        description="The edition that was read, as it stands at the foot of each page.", examples=["0.2.0"]
    )


class RuleChecked(Record):
    """A rule of the country that no program can check, and who looked whether the site keeps it."""

    rule: OneLine = Field(description="The rule, by its id in data/countries.yml.", examples=["de-before-after"])
    by: OneLine = Field(examples=["Dr Ada Example"])
    date: Day


class Clinic(Record):
    """Everything that a site says of the clinic that publishes it."""

    legal_name: OneLine = Field(examples=["Example Skin Clinic Ltd"])
    trading_name: OneLine | None = None
    represented_by: IfAny = Field(
        default=None,
        description="Who acts for the clinic, where it is a company; none where it is none.",
        examples=["Dr Ada Example"],
    )
    country: CountryCode
    address: ClinicAddress
    phone: Phone
    email: Mail
    emergency_line: Phone | None = Field(default=None, description="Answered when the clinic is closed.")
    hours: OneLine = Field(examples=["Monday to Friday, 9:00 to 17:00"])
    website: Address | None = Field(default=None, description="The clinic's own website.")
    places: Many[Place] = Field(default=(), description="Other places of the clinic; the address above is the first.")
    regulator: IfAny = Field(default=None, description="Who supervises the clinic; none where nobody has to.")
    regulator_number: IfAny = None
    regulator_link: Address | None = None
    company_register: IfAny = Field(default=None, description="The trade register; none where it is in none.")
    company_number: IfAny = Field(default=None, description="The number there; none where it has none.")
    vat_number: IfAny = Field(default=None, description="The number for value added tax; none where it has none.")
    insurance: IfAny = None
    practitioners: Many[Practitioner] = Field(min_length=1)
    complaints: Complaints
    cooling_off: Said | None = Field(
        default=None, description="Time to think before treatment, in words.", examples=["At least two weeks."]
    )
    under_18: Said | None = Field(
        default=None, description="What applies to people under 18, in words.", examples=["We laser nobody under 18."]
    )
    interests: Said | None = Field(
        default=None, description="Who pays whom, or that nobody does.", examples=["No maker of a device pays us."]
    )
    booking_link: Address | None = None
    prices: Many[Price] = ()
    devices: Many[Device] = ()
    review: ClinicReview | None = None
    rules_checked: Many[RuleChecked] = Field(
        default=(), description="Rules that no program can check, with who looked and on which day."
    )

    @property
    def name(self) -> str:
        """The name that people know the clinic by."""
        return self.trading_name or self.legal_name

    @property
    def offers(self) -> frozenset[str]:
        """The ids of the options for which the clinic has a device."""
        return frozenset(device.option for device in self.devices)


class Brand(Record):
    """The clinic's colours."""

    colour: Colour | None = Field(default=None, description="Header, links and tinted ground, in both schemes.")
    second: Colour | None = Field(default=None, description="The edge of cards and the line under explained words.")


class Extra(Record):
    """What a clinic sets below extra."""

    INSTEAD: ClassVar[Mapping[str, str]] = {
        "analytics": "this site counts no readers and asks nobody else for anything",
        "consent": "no cookie is set, so there is nothing to agree to",
        "social": "write your own website at extra.clinic.website, and other links on a page in docs/clinic/",
        "alternate": "another language needs its pages and facts by people who know medicine",
    }

    brand: Brand | None = None
    clinic: Clinic | None = None


_ENGINE_ROOM = "it is set in base.yml for every copy, and an update would undo what you change there"
_COLOUR = "the look comes from extra.brand.colour, and the logo from docs/assets/brand/"


class Mkdocs(Record):
    """The one file that a clinic edits."""

    # Keys that people who know MkDocs try here.
    INSTEAD: ClassVar[Mapping[str, str]] = {
        "copyright": "the pages are the project's; who publishes them stands at extra.clinic.legal_name",
        "site_author": "who publishes the site stands at extra.clinic.legal_name",
        "theme": _COLOUR,
        "extra_css": _COLOUR,
        "repo_url": "no page links to a repository; mistakes are written to extra.clinic.email",
        "edit_uri": "no page links to a repository; mistakes are written to extra.clinic.email",
        "nav": "pages in docs/clinic/ join the menu by themselves",
        "extra_javascript": "a script of a clinic is not run",
        "analytics": Extra.INSTEAD["analytics"],
        "plugins": _ENGINE_ROOM,
        "markdown_extensions": _ENGINE_ROOM,
        "hooks": _ENGINE_ROOM,
        "docs_dir": _ENGINE_ROOM,
        "site_dir": "the command says where the site goes: nox -s build -- --out DIR",
    }

    INHERIT: Literal["base.yml"] = Field(
        description="it takes in all that the project sets, and stands in the first line", examples=["base.yml"]
    )
    site_name: OneLine = Field(examples=["Acne scars and laser"])
    site_description: Annotated[Said, AfterValidator(validate_line)] | None = None
    site_url: SiteUrl | None = None
    # An engine takes extra: with nothing below it for "no words of the frame", so it can't be null.
    extra: Extra = Extra()


@dataclass(frozen=True)
class Settings:
    """mkdocs.yml as the project reads it: its keys, their lines, the clinic if there is one, and all mistakes."""

    located: Located
    clinic: Clinic | None = None
    problems: tuple[Problem, ...] = ()
    # Whether the environment may set the site's address; an engine heeds it only where the file says so.
    address_by_environment: bool = False

    def get(self, *keys: str | int) -> Plain:
        """The value below these keys, or None where one is missing."""
        return self.located.at(keys)

    def items(self, *keys: str | int) -> list[KeyPath]:
        """The places of the items of the list below these keys; none where there is no list."""
        held = self.get(*keys)
        return [(*keys, number) for number in range(len(held))] if isinstance(held, list) else []

    def texts(self, *keys: str | int) -> Iterator[tuple[KeyPath, str]]:
        """Each text at or below these keys, with its place."""
        held = self.get(*keys)
        if isinstance(held, str):
            yield keys, held
        elif isinstance(held, dict | list):
            for key in held if isinstance(held, dict) else range(len(held)):
                yield from self.texts(*keys, key)

    def line_of(self, *keys: str | int) -> int:
        """The line of a key, or of the nearest one above it."""
        return self.located.line_of(keys)

    def problem(self, text: str, *keys: str | int, kind: ProblemKind = "other", level: Level = "error") -> Problem:
        """A problem at a key, or at the nearest one above it."""
        key = ".".join(map(str, keys))
        return Problem(FILE, self.line_of(*keys), key, text, kind=kind, level=level, key=key)


def load_settings(root: Path) -> Settings:
    """The settings with their mistakes; raises BrokenData only where nothing can be read."""
    return _load(root, stamps_of([root / FILE]))


@lru_cache(maxsize=2)
def _load(root: Path, _: Fingerprint) -> Settings:
    text, problems = read_text(root / FILE, shown=FILE, most=MAX_PAGE)
    items, found = read_mapping(text, shown=FILE, variables={(ADDRESS,): SET_BY}) if not problems else ([], [])
    if problems or not items:
        raise BrokenData([*problems, *found])
    asks = _ASKS.search(text) is not None
    item = replace(items[0], lines=with_commented(items[0], text))
    made = validate(Mkdocs, item, file=FILE, table="settings", id_="settings")
    if isinstance(made, list):
        # Where true or false is asked for, quotes are no help.
        truths = {problem.line for problem in made if problem.kind == "truth"}
        told = (replace(problem, record=None) for problem in made)  # each names its key
        return Settings(item, None, (*(one for one in found if one.line not in truths), *told), asks)
    clinic = made.record.extra.clinic if isinstance(made.record, Mkdocs) else None
    return Settings(item, clinic, tuple(found), asks)


def read_settings(root: Path) -> Settings:
    """The settings of mkdocs.yml; raises BrokenData with every mistake in it."""
    settings = load_settings(root)
    if settings.problems:
        raise BrokenData(settings.problems)
    return settings


def read_clinic(root: Path) -> Clinic | None:
    """The clinic that publishes the site, or None for the neutral site; raises BrokenData."""
    return read_settings(root).clinic
