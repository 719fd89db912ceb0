"""Everything that can be wrong with data, pages and mkdocs.yml, found before an engine starts, and told at once."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from macros.load import BrokenData, Cube, Problem, read_bodies, read_cube, read_records
from macros.load.problems import in_order, quoted
from macros.load.records import Country, Option, Phrase
from macros.load.settings import ADDRESS, FILE, SET_BY, Settings, SiteUrl, load_settings
from macros.load.strange import find_strange
from macros.render.sheet import Addresses
from macros.render.site import Site
from macros.usage import find_bad_calls, render_all
from publish.check.cards import judge_cards, judge_features
from publish.check.clinic.anchors import judge_anchors
from publish.check.clinic.files import judge_own
from publish.check.clinic.left_over import is_published, judge_left_over, judge_left_pages
from publish.check.clinic.logos import judge_looks
from publish.check.clinic.names import judge_folders
from publish.check.clinic.rules import Known, country_of, judge_clinic
from publish.check.colours import brand_colour, judge_brand
from publish.check.needs import judge_editions, judge_ends, judge_needs
from publish.check.prose import judge_prose
from publish.check.typed import judge_numbers
from publish.edition import Edition, read_edition
from publish.project import Project, public_address, read_project, site_of
from publish.report import Refused, shortened, warn


def check(root: Path, addresses: Addresses = "folders", edition: Edition | None = None) -> Project:
    """The project, checked; prints the warnings, and raises Refused with every problem that forbids to publish."""
    edition = edition or read_edition(root)
    failures, warnings = find_mistakes(root, edition, addresses)
    warn(warnings)
    if failures:
        raise Refused(failures)
    return read_project(root, edition, addresses)


def find_mistakes(
    root: Path, edition: Edition | None = None, addresses: Addresses = "folders"
) -> tuple[list[Problem], list[Problem]]:
    """The failures and the warnings of all parts, by file and line; a mistake in one part hides no other's."""
    if strange := find_strange(root):  # nothing may be opened beside what may never end
        return in_order(strange), []
    edition = edition or read_edition(root)
    folders, data = judge_folders(root), _broken_data(root)
    found = [*_judge_clinic(root, edition), *folders, *data]
    # Pages can't be rendered without data, and a page that may not be here must not run: calls are judged after both.
    if not data and not folders:
        # What is wrong with the clinic's file is told there, not again on each page that shows it.
        broken = any(one.file == FILE and one.level == "error" for one in found)
        site = Site(read_cube(root), edition.name) if broken else site_of(root, edition)
        found += _judge_calls(root, site, addresses)
    found += _judge_pages(root, read_cube(root), edition) if not data else []
    failures = [problem for problem in found if problem.level == "error"]
    warnings = [problem for problem in found if problem.level == "warning"]
    warnings += [replace(Problem.without_place(edition.unasked), level="warning")] if edition.unasked else []
    return shortened(in_order(failures)), shortened(in_order(warnings))


def _judge_pages(root: Path, cube: Cube, edition: Edition) -> list[Problem]:
    """What the project's own pages must not say, and what is asked for only after the engine, or on paper."""
    bodies = read_bodies(root)
    return [
        *judge_needs(cube),
        *judge_editions(cube, edition.release),
        *judge_prose(bodies, cube),
        *judge_numbers(bodies, cube),
        *judge_cards(bodies, cube),
        *judge_features(cube),
    ]


def _broken_data(root: Path) -> tuple[Problem, ...]:
    """What keeps the data from being read."""
    try:
        read_cube(root)
    except BrokenData as error:
        return error.problems
    return ()


def _judge_calls(root: Path, site: Site, addresses: Addresses) -> list[Problem]:
    """What each page asks for that can't be shown, one a page; else what it should ask for, and links to no part."""
    if bad := [error.problem for error in find_bad_calls(root, site, addresses)]:
        return bad
    pages = render_all(root, site, addresses)
    return [*judge_ends(site.cube, pages), *judge_anchors(root, pages)]


def _judge_clinic(root: Path, edition: Edition) -> list[Problem]:
    """What is wrong with mkdocs.yml and with the clinic's own pages, pictures and papers."""
    try:
        settings = load_settings(root)
    except BrokenData as error:
        return [*error.problems, *judge_own(root, country="")]
    # Nothing of the day goes into a page: it only tells a review that can't have been.
    today = date.today()  # noqa: DTZ011 -- the clinic's own day
    known, colours = _known(root), judge_brand(settings)
    country = country_of(settings, known)
    found = [*judge_clinic(root, known, settings, edition, today), *judge_own(root, country), *colours]
    found += judge_looks(root, None if colours or settings.problems else brand_colour(settings))
    wrong = _judge_environment(settings)
    told = {problem.key for problem in (*settings.problems, *wrong)}
    # An address that can't be read tells nothing of where the site is to stand.
    if ADDRESS not in told and is_published(public_address(settings)):
        found += [*judge_left_over(settings, country), *judge_left_pages(root, country)]
    return [*found, *wrong]


def _judge_environment(settings: Settings) -> list[Problem]:
    """What is wrong with the address that the environment sets in place of the file's."""
    if not (address := os.environ.get(SET_BY)):
        return []
    try:
        TypeAdapter(SiteUrl).validate_python(address)
    except ValidationError:
        text = f"the environment variable {SET_BY} is {quoted(address)}, expected an address without @, ? and #"
        return [settings.problem(f"{text}, such as https://example.org/", ADDRESS)]
    return _judge_typed(settings, address)


def _judge_typed(settings: Settings, address: str) -> list[Problem]:
    """What is wrong with an address that is typed in the file where the environment gives another one."""
    typed = str(settings.get(ADDRESS) or "")
    if settings.address_by_environment or typed.rstrip("/") in ("", address.rstrip("/")):
        return []
    # The page for what is not found would look for its style sheets where the site does not stand.
    text = f"found {quoted(typed)}, which wins over {quoted(address)}, where {SET_BY} says it will stand: "
    text += f'write !ENV [{SET_BY}, "http://127.0.0.1:8000/"] in its place, as the file had it, and {SET_BY} wins'
    return [settings.problem(text, ADDRESS)]


def _known(root: Path) -> Known:
    """The options, countries and phrases below root that have no mistake."""
    records = read_records(root)
    return Known(
        {record.id: record for record in records if isinstance(record, Option)},
        {record.id: record for record in records if isinstance(record, Country)},
        {record.id: record for record in records if isinstance(record, Phrase)},
    )
