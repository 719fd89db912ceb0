"""Everything that can be wrong with data, pages and mkdocs.yml, found before an engine starts, and told at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from macros.load import BrokenData, Problem, read_cube, read_records
from macros.load.problems import brief
from macros.load.records import Country, Option
from macros.load.settings import SET_BY, Settings, SiteUrl, load_settings
from macros.load.strange import find_strange
from macros.render.sheet import Addresses
from macros.render.views import Site
from macros.usage import find_bad_calls
from publish.beside.search_index import check_topics, read_words
from publish.check.clinic.claims import read_phrases
from publish.check.clinic.files import judge_own
from publish.check.clinic.names import judge_folders
from publish.check.clinic.rules import judge_clinic
from publish.check.colours import judge_brand
from publish.check.needs import judge_needs
from publish.edition import Edition, read_edition
from publish.project import Project, read_project, site_of
from publish.report import Refused, in_order, shortened, warn


@dataclass(frozen=True)
class Readable:
    """The options and countries that could be read, although other data are broken."""

    options: Mapping[str, Option]
    countries: Mapping[str, Country]


def check(root: Path, addresses: Addresses = "folders", edition: Edition | None = None) -> Project:
    """The project, checked; prints the warnings, and raises Refused with every line that forbids to publish."""
    edition = edition or read_edition(root)
    failures, warnings = find_mistakes(root, edition, addresses)
    warn(warnings)
    if failures:
        raise Refused(failures)
    return read_project(root, edition, addresses)


def find_mistakes(
    root: Path, edition: Edition | None = None, addresses: Addresses = "folders"
) -> tuple[list[str], list[str]]:
    """The failures and the warnings of all parts, by file and line; a mistake in one part hides no other's."""
    if strange := find_strange(root):  # nothing may be opened beside what may never end
        return in_order(map(str, strange)), []
    edition = edition or read_edition(root)
    failures, warnings = _judge_settings(root, edition)
    folders = judge_folders(root)
    failures += map(str, [*folders, *judge_own(root)])
    data = _lines(lambda: read_cube(root))
    # Pages can't be rendered without data, and a page that may not be here must not run: calls are judged after both.
    pages = [] if data or folders else _judge_calls(root, edition, addresses)
    words = _lines(lambda: read_words(root))
    topics = [] if data or words else _lines(lambda: check_topics(root, read_cube(root)))
    needs = [] if data else map(str, judge_needs(read_cube(root)))
    failures += [*data, *pages, *words, *topics, *needs, *_lines(lambda: read_phrases(root))]
    return shortened(in_order(failures)), shortened(in_order(warnings))


def _judge_calls(root: Path, edition: Edition, addresses: Addresses) -> list[str]:
    """What each page asks for that can't be shown, one line a page; the pages are rendered as they are published."""
    try:
        site = site_of(root, edition)
    except BrokenData:  # what the clinic says of itself can't be read, which is told with its file
        site = Site(read_cube(root), edition.name)
    return [str(error) for error in find_bad_calls(root, site, addresses)]


def _judge_settings(root: Path, edition: Edition) -> tuple[list[str], list[str]]:
    """What is wrong with mkdocs.yml and the clinic's own pages."""
    try:
        settings = load_settings(root)
    except BrokenData as error:
        return list(error.problems), []
    try:
        failures, warnings = judge_clinic(root, readable(root), settings, edition.release)
    except Refused:  # the phrases can't be read, which is told with their file
        failures, warnings = list(settings.problems), []
    lines = map(str, [*failures, *judge_brand(settings), *_judge_environment(settings)])
    return list(lines), list(map(str, warnings))


def _judge_environment(settings: Settings) -> list[Problem]:
    """What is wrong with the addresses that the environment sets in place of the file's."""
    wrong = []
    for keys, name in SET_BY.items():
        if not (address := os.environ.get(name)):
            continue
        try:
            TypeAdapter(SiteUrl).validate_python(address)
        except ValidationError:
            text = f"the environment variable {name} is {brief(address)!r}, expected an address without @, ? and #"
            text += ", such as https://example.org/"
            wrong.append(settings.problem(text, *keys))
    return wrong


def readable(root: Path) -> Readable:
    """The options and countries below root that have no mistake."""
    records = read_records(root)
    return Readable(
        {record.id: record for record in records if isinstance(record, Option)},
        {record.id: record for record in records if isinstance(record, Country)},
    )


def _lines(read: Callable[[], object]) -> list[str]:
    """What keeps something from being read, line by line."""
    try:
        read()
    except BrokenData as error:
        return list(error.problems)
    except Refused as error:
        return list(error.lines)
    return []
