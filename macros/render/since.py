"""What has changed since a printed sheet: for each edition a page that says first whether the sheet still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from macros.load.cube import Cube
from macros.load.editions import since_page
from macros.load.records import Effect, Fact, FrozenEdition, FrozenFact, FrozenPage, Measure, Option, Sign
from macros.model.changes import Change, Changes, Way, Weighed, changes_since
from macros.model.choose import pick
from macros.model.signs import sign_behind
from macros.render.foot import day_words
from macros.render.help import HELP
from macros.render.pieces import CellView, digest_view, filled, number_of, option_target
from macros.render.sheet import Sheet, passport_anchor
from macros.render.site import Site
from macros.render.template import capitalize_first, render

# The ways in which a sheet may be out of date, the gravest first; each has a heading of its own.
WITHDRAWN, FIRST = "withdrawn", "first"
KINDS: tuple[Way | str, ...] = ("changed", WITHDRAWN, "moved", "more", "sure")


@dataclass(frozen=True)
class Entry:
    """A number of a sheet that is another one now, or is none: with a number by which the list of sheets names it."""

    at: int
    old: FrozenFact
    about: str
    # What it was a number of, where that is another thing than today.
    was_about: str = ""
    now: Fact | None = None
    sign: Sign | None = None
    number: str = ""
    address: str = ""

    def is_on(self, page: FrozenPage) -> bool:
        """Whether a sheet bears it."""
        return self.old.id in page.facts


@dataclass(frozen=True)
class First:
    """A question on which another number is told first today, with it as guides tell it."""

    at: int
    weighed: Weighed
    view: CellView
    address: str

    def is_on(self, page: FrozenPage) -> bool:
        """Whether a sheet bears another number on the question."""
        return page.page in self.weighed.pages


def show_changes(site: Site, sheet: Sheet, edition: str) -> str:
    """What has changed since a sheet was printed from this edition: signs, numbers changed, withdrawn, new."""
    cube = site.cube
    frozen = pick(cube.editions, edition, kind="frozen edition")
    found = changes_since(cube, frozen, sign_words(cube))
    sheet.show([*(change.now for change in found.changes), *(fact for _, facts in found.new for fact in facts)])
    entries = _entries(site, sheet, found)
    firsts = _firsts(site, sheet, found.weighed, start=1 + sum(map(len, entries.values())))
    return render(
        "since.html", cube, frozen=frozen, day=day_words(cube, frozen.day), kinds=KINDS, entries=entries, found=found,
        firsts=firsts, sheets=_sheets(frozen, {**entries, FIRST: firsts}), help=sheet.link(HELP),
        soon=partial(_soon, cube), passport=partial(_passport, site, sheet),
        others=[(one.edition, sheet.link(since_page(one.edition))) for one in cube.editions.values() if one != frozen],
    )  # fmt: skip


def sign_words(cube: Cube) -> Mapping[str, str]:
    """Each sign of trouble in one piece, with its numbers, by its id: what a release freezes of it."""
    return {sign.id: _told(cube, sign) for sign in cube.signs.values()}


def _told(cube: Cube, sign: Sign) -> str:
    text = " ".join(filter(None, (sign.name, sign.often_normal, sign.says, sign.on_skin)))
    return "".join(words for words, _ in filled(cube, text))


def _soon(cube: Cube, urgency: str) -> str:
    """How soon, in words; as that edition named it where nobody calls it so any more."""
    words = cube.wording.get(f"soon-{urgency}")
    return words.words if words else urgency


def _entries(site: Site, sheet: Sheet, found: Changes) -> Mapping[str, list[Entry]]:
    """All numbers that are told otherwise, by kind, counted through from the first to the last."""
    entries: dict[str, list[Entry]] = {}
    at = 1
    for kind in KINDS:
        told: list[Change | FrozenFact] = [one for one in found.changes if one.way == kind]
        told += found.withdrawn if kind == WITHDRAWN else ()
        entries[kind] = [_entry(site, sheet, one, at + number) for number, one in enumerate(told)]
        at += len(told)
    return entries


def _entry(site: Site, sheet: Sheet, told: Change | FrozenFact, at: int) -> Entry:
    cube = site.cube
    if isinstance(told, FrozenFact):
        return Entry(at, told, about_of(cube, told))
    old, now = told.old, told.now
    was = about_of(cube, old) if told.moved else ""
    sign, address = sign_behind(cube, now), _passport(site, sheet, now)
    return Entry(at, old, about_of(cube, now), was, now, sign, number_of(cube, now), address)


def _passport(site: Site, sheet: Sheet, fact: Fact) -> str:
    """The address of a fact's passport."""
    return sheet.link(site.passports[fact.id], passport_anchor(fact))


def about_of(cube: Cube, fact: Fact | FrozenFact) -> str:
    """What a finding is about: its treatments, its side effect, what was measured; where an id is gone, the id."""
    tables: tuple[tuple[str | None, Mapping[str, Option | Effect | Measure]], ...] = (
        (fact.option, cube.options),
        (fact.against, cube.options),
        (fact.effect, cube.effects),
        (fact.measure, cube.measures),
    )
    names = [table[id_].name if id_ in table else id_ for id_, table in tables if id_ is not None]
    return " · ".join(map(capitalize_first, names))


def _firsts(site: Site, sheet: Sheet, found: Iterable[Weighed], *, start: int) -> list[First]:
    """What is told first today, counted on from the numbers before it; each figure leads to its passport."""
    guide = replace(sheet, passports=site.passports)
    return [
        First(at, one, digest_view(site.cube, guide, one.short), option_target(sheet, one.option))
        for at, one in enumerate(found, start)
    ]


# A sheet with what is told otherwise of the numbers on it, by kind.
Found = tuple[FrozenPage, list[tuple[str, list[Entry | First]]]]


def _sheets(frozen: FrozenEdition, entries: Mapping[str, Sequence[Entry | First]]) -> list[Found]:
    """Each sheet of the edition on which a number is told otherwise, with these numbers by kind."""
    sheets = []
    for page in sorted(frozen.pages, key=lambda page: page.title.lower()):
        told = [(kind, [entry for entry in of_kind if entry.is_on(page)]) for kind, of_kind in entries.items()]
        if kept := [(kind, of_kind) for kind, of_kind in told if of_kind]:
            sheets.append((page, kept))
    return sheets
