"""All findings on options, side effects or questions, each with its passport, to be filtered without a script."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from macros.load.cube import Cube
from macros.load.records import CERTAINTIES, Fact, Option
from macros.model.choose import archive_page, pick, some
from macros.render.pieces import FindingView, ReferenceView, finding_view, number_of, reference_view, words_of
from macros.render.sheet import Citation, Sheet, passport_anchor
from macros.render.site import Site
from macros.render.template import capitalize_first, render

# Where a finding stands that answers no question of a table, and one that sets two options against each other.
MORE, AGAINST = "more", "against"


@dataclass(frozen=True)
class Passport:
    """A finding with all that is known of it: its number, how it was counted, its sources."""

    view: FindingView
    group: str
    number: str
    how: tuple[str, ...]
    about: str
    sources: tuple[tuple[Citation, ReferenceView], ...]


@dataclass(frozen=True)
class Order:
    """How the findings of a page are put: the group of each, the groups' names in order, what each says it is about."""

    group: Callable[[Fact], str]
    names: Mapping[str, str]
    about: Callable[[Fact], str]


def show_archive(site: Site, sheet: Sheet, *options: str) -> str:
    """Every finding on these options with its passport, to be filtered by question, people and certainty.

    Without options what is about none of them.
    """
    cube = site.cube
    whom: set[str | None] = {pick(cube.options, id_, kind="option").id for id_ in options} or {None}
    found = some((fact for fact in cube.facts.values() if _is_about(fact, whom)), of="finding")
    order = Order(lambda fact: group_of(cube, fact), dict(_groups(cube)), lambda _: "")
    return _show(cube, sheet, sorted(found, key=_acne_scars_first), order)


def show_archive_of_effects(site: Site, sheet: Sheet, *effects: str) -> str:
    """Every finding on these side effects with its passport, to be filtered as all findings on an option are."""
    cube = site.cube
    names = {id_: pick(cube.effects, id_, kind="effect").name for id_ in effects}
    several = len(names) > 1
    return _show_by_measure(
        cube, sheet, [fact for fact in cube.facts.values() if fact.effect in names],
        about=lambda fact: [_option_name(cube, fact.option), names[fact.effect or ""] if several else ""],
    )  # fmt: skip


def show_archive_of_measures(site: Site, sheet: Sheet, *measures: str) -> str:
    """Every finding on these questions with its passport, to be filtered; those that compare stand by themselves."""
    cube = site.cube
    wanted = {pick(cube.measures, id_, kind="measure").id for id_ in measures}
    found = [fact for fact in cube.facts.values() if fact.measure in wanted and not fact.compares]
    return _show_by_measure(cube, sheet, found, about=lambda fact: [_option_name(cube, fact.option)])


def show_archive_of_comparisons(site: Site, sheet: Sheet) -> str:
    """Every finding that sets two things beside each other, with its passport, to be filtered as those on an option."""
    cube = site.cube
    return _show_by_measure(
        cube, sheet, [fact for fact in cube.facts.values() if fact.compares],
        about=lambda fact: [_option_name(cube, fact.option), _option_name(cube, fact.against)],
    )  # fmt: skip


def _show_by_measure(cube: Cube, sheet: Sheet, found: list[Fact], *, about: Callable[[Fact], Iterable[str]]) -> str:
    """The findings by measure, in the order of the options, each below what it is about."""
    place = {id_: at for at, id_ in enumerate((None, *cube.options))}
    names = {id_: capitalize_first(measure.name) for id_, measure in cube.measures.items()}
    order = Order(lambda fact: fact.measure, names, lambda fact: " · ".join(filter(None, about(fact))))
    return _show(cube, sheet, sorted(found, key=lambda fact: (place[fact.option], _acne_scars_first(fact))), order)


def _show(cube: Cube, sheet: Sheet, found: Iterable[Fact], order: Order) -> str:
    """These findings in their groups, with what they can be filtered by; raises NothingToShow if there is none."""
    facts = some(found, of="finding")
    passports = [_passport(cube, sheet, fact, order) for fact in facts]
    groups = [(id_, name, [one for one in passports if one.group == id_]) for id_, name in order.names.items()]
    return render(
        "archive.html",
        cube,
        anchor=passport_anchor,
        groups=[group for group in groups if group[2]],
        mixed=len({fact.people == "acne-scars" for fact in facts}) > 1,
        levels=[level for level in CERTAINTIES if any(fact.certainty == level for fact in facts)],
        count=len(passports),
        sources=len({source for fact in facts for source in fact.sources}),
    )


def _option_name(cube: Cube, id_: str | None) -> str:
    return cube.options[id_].name if id_ is not None else ""


def _is_about(fact: Fact, whom: Container[str | None]) -> bool:
    return fact.option in whom or (fact.against is not None and fact.against in whom)


def archive_of(cube: Cube, sheet: Sheet, option: Option) -> str:
    """The address of the page with all findings on an option; none where it has no such page."""
    page = archive_page(cube, option.id)
    return sheet.link(page) if page in cube.pages else ""


def _acne_scars_first(fact: Fact) -> bool:
    return fact.people != "acne-scars"


def _groups(cube: Cube) -> Iterator[tuple[str, str]]:
    """The questions by which findings are told apart, each with its name."""
    yield from ((group.id, group.caption) for group in cube.groups.values())
    yield from ((id_, words_of(cube, f"archive-{id_}")) for id_ in (AGAINST, MORE))


def group_of(cube: Cube, fact: Fact) -> str:
    """The group of questions that a finding answers."""
    if fact.compares:
        return AGAINST
    answered = (c.group for m, c in cube.columns.values() if m.id == fact.measure and fact.effect_in(c.effect))
    return next(answered, MORE)


def _passport(cube: Cube, sheet: Sheet, fact: Fact, order: Order) -> Passport:
    view, how = finding_view(cube, sheet, fact), tuple(_how(cube, fact))
    sources = tuple((cite, reference_view(cube, cite.source, cite.number)) for cite in view.cites)
    return Passport(view, order.group(fact), number_of(cube, fact), how, order.about(fact), sources)


def _how(cube: Cube, fact: Fact) -> Iterable[str]:
    """How it was counted: the scale, who judged, what the way from low to high means."""
    if fact.scale is not None:
        yield pick(cube.scales, fact.scale, kind="scale").words
    if fact.rater is not None:
        yield words_of(cube, f"rater-{fact.rater}")
    if fact.form not in ("level", "words"):
        yield words_of(cube, f"form-{fact.form}")
    if fact.spread is not None:
        yield words_of(cube, f"spread-{fact.spread}")
    if fact.typical_is not in (None, "rate"):
        yield words_of(cube, f"typical-{fact.typical_is}")
