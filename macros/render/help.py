"""Help in ten seconds: signs by how soon, numbers that dial, what is usually normal, who should ask first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from macros.load.cube import Cube, grouped
from macros.load.phones import read_phone, tel_address
from macros.load.records import Country, HelpNumber, Option, Sign
from macros.load.settings import Clinic
from macros.model.choose import NothingToShow, pick, some
from macros.model.phases import phases_of
from macros.model.signs import BANDS, facts_behind, reasons_to_wait, signs_after, signs_of
from macros.render.entries import GLOSSARY, expected_views
from macros.render.pieces import LineView, filled, finding_view, line_views, words_of
from macros.render.sheet import Citation, Sheet
from macros.render.site import Site
from macros.render.template import render

HELP = "when-to-call.md"
WAIT_PAGE = "who-should-wait.md"
# Where the help page has the numbers of all countries.
ALL_NUMBERS = "countries"
DISTRESS = "distress"
# The kind of line that is called in each band; the bands without one have no line of a country.
LINES = {"emergency": "emergency", "same-day": "urgent-advice", DISTRESS: DISTRESS}
# The kinds of options that are treatments, in the order of the page.
TREATED = ("laser", "treatment")


@dataclass(frozen=True)
class SignView:
    """A sign in words: pieces of text, or a value with the fact that it comes from."""

    sign: Sign
    pieces: tuple[tuple[str, str], ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Dial:
    """A telephone that a touch dials: whose it is, its number, and whether it may stand without a mark."""

    label: str
    number: str
    address: str
    sure: bool = True
    then: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is of several countries, which takes more room."""
        return self.label.count(",") > 1


def list_signs(site: Site, sheet: Sheet, urgency: str) -> str:
    """The signs of trouble of a band (emergency, same-day, call), each in one line, in words that are felt."""
    views = [_sign_view(site.cube, sheet, sign) for sign in signs_of(site.cube, urgency)]
    return render("signs.html", site.cube, signs=views)


def _sign_view(cube: Cube, sheet: Sheet, sign: Sign) -> SignView:
    text = " ".join(filter(None, (sign.often_normal, sign.says)))
    pieces = filled(cube, text)
    return SignView(sign, pieces, sheet.cite(cube.facts[id_] for _, id_ in pieces if id_))


def list_calls(site: Site, sheet: Sheet, urgency: str) -> str:
    """The findings behind the signs of a band; "normal": by side effect, what is normal and for how long."""
    cube = site.cube
    if urgency == "normal":
        return render("normal.html", cube, effects=expected_views(cube, sheet), glossary=partial(sheet.link, GLOSSARY))
    found = [
        (sign, [finding_view(cube, sheet, fact) for fact in facts_behind(cube, sign)])
        for sign in signs_of(cube, urgency)
    ]
    return render("calls.html", cube, calls=[(sign, views) for sign, views in found if views])


def warn_after(site: Site, sheet: Sheet, *options: str) -> str:
    """When to call after these options: signs by how soon, the same on each page, and what was found on them.

    On paper the emergency numbers stand there too.
    """
    cube, known = site.cube, _known(site.cube, options)
    bands = [(soon, [_brief(cube, sheet, sign) for sign in signs_after(cube, options, soon)]) for soon in BANDS]
    laser = any(option.kind in ("laser", "class") for option in known)
    numbers = _of_everywhere(cube, site.clinic, BANDS[0])
    return render("warnings.html", cube, bands=bands, laser=laser, numbers=list(numbers), target=sheet.link(HELP))


def _brief(cube: Cube, sheet: Sheet, sign: Sign) -> SignView:
    """A sign of a treatment's page: whole if it is an emergency or the treatment's own, else by its name alone."""
    whole = sign.urgency == BANDS[0] or not sign.everywhere
    return _sign_view(cube, sheet, sign) if whole else SignView(sign, (), ())


def ask_before(site: Site, sheet: Sheet, *options: str) -> str:
    """Who should wait or ask first before these options."""
    cube = site.cube
    _known(cube, options)
    found = [fact for fact in reasons_to_wait(cube, options) if fact.id not in sheet.facts]
    told = [finding_view(cube, sheet, fact) for fact in found]
    return render("reasons.html", cube, findings=told, target=sheet.link(WAIT_PAGE))


def _known(cube: Cube, ids: tuple[str, ...]) -> tuple[Option, ...]:
    return some((pick(cube.options, id_, kind="option") for id_ in ids), of="option named")


Normal = tuple[Option, list[tuple[str, list[LineView]]]]


def tell_normal(site: Site, sheet: Sheet) -> str:
    """What is usually normal, and for how long, after each treatment; the reader unfolds their own."""
    cube = site.cube
    kinds = [(kind, [option for option in cube.options.values() if option.kind == kind]) for kind in TREATED]
    told = [(kind, [_normal_after(cube, sheet, option) for option in options]) for kind, options in kinds]
    return render("usual.html", cube, kinds=told)


def _normal_after(cube: Cube, sheet: Sheet, option: Option) -> Normal:
    """An option with its questions on recovery that have an answer."""
    found = [
        (phase.column.question, [v for line in phase.lines for v in line_views(cube, sheet, line)])
        for phase in phases_of(cube, option)
    ]
    return option, [(question, views) for question, views in found if views]


def dial_help(site: Site, sheet: Sheet, urgency: str) -> str:
    """The numbers to dial in a band, or for "distress": the clinic's and its country's, or those of all countries."""
    cube, clinic = site.cube, site.clinic
    if urgency not in (*BANDS, DISTRESS):
        raise NothingToShow(f"no numbers for {urgency!r}: {', '.join((*BANDS, DISTRESS))}")
    lines = list(_of_everywhere(cube, clinic, urgency))
    # A clinic may name its country's line as its own for when it is closed.
    known = {line.address for line in lines}
    own = [dial for dial in _of_clinic(cube, clinic, urgency) if dial.address not in known] if clinic else []
    more = sheet.link(HELP, ALL_NUMBERS) if urgency in (BANDS[0], DISTRESS) else ""
    return render("dials.html", cube, dials=[*own, *lines], urgency=urgency, known=clinic is not None, more=more)


def _of_everywhere(cube: Cube, clinic: Clinic | None, urgency: str) -> Iterator[Dial]:
    """The lines of a band in the clinic's country; without a clinic of all countries."""
    kind = LINES.get(urgency, "")
    return _of_all(cube, kind) if clinic is None else _of_country(cube.countries.get(clinic.country), kind)


def _of_clinic(cube: Cube, clinic: Clinic, urgency: str) -> Iterator[Dial]:
    """The clinic's line for when it is closed, and its telephone."""
    if urgency == "same-day" and clinic.emergency_line:
        line = read_phone(clinic.emergency_line, clinic.country)
        yield Dial(words_of(cube, "dial-closed"), line.home, line.address)
    if urgency not in ("emergency", DISTRESS):
        phone = read_phone(clinic.phone, clinic.country)
        yield Dial(clinic.hours, phone.home, phone.address)


def _of_country(country: Country | None, kind: str) -> Iterator[Dial]:
    """Each line of this kind in the clinic's country, with its other number."""
    if country is None:
        return
    for line in country.help:
        if line.kind == kind:
            yield from (_dial(line.name, number, line, country) for number in (line.number, line.also) if number)


def _of_all(cube: Cube, kind: str) -> Iterator[Dial]:
    """The lines of this kind that an official page gives, those of several countries with one number as one."""
    lines = ((country, line) for country in cube.countries.values() for line in country.help if line.kind == kind)
    found = grouped((line.number, (country, line)) for country, line in lines if line.source_kind == "official")
    for number, places in found.items():
        yield _dial(", ".join(country.name for country, _ in places), number, places[0][1], places[0][0])


def _dial(label: str, number: str, line: HelpNumber, country: Country) -> Dial:
    return Dial(label, number, tel_address(number, country.id), line.sure, line.then or "")


def list_help(site: Site, _: Sheet) -> str:
    """Emergency, advice and distress numbers of each country, each with where it was read.

    The clinic's country stands open, all others in one fold.
    """
    cube, clinic = site.cube, site.clinic
    countries = some((country for country in cube.countries.values() if country.help), of="country with a help number")
    own = [country for country in countries if clinic is not None and country.id == clinic.country]
    others = sorted((country for country in countries if country not in own), key=_by_name)
    return render("help.html", cube, own=own, others=others, tel_address=tel_address)


def _by_name(country: Country) -> tuple[bool, str]:
    """Countries by name; those that are told together come last."""
    return bool(country.members), country.name.replace("Ü", "U").replace("ü", "u")
