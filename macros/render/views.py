"""The views of the cube that pages call: records -> HTML or Markdown, through the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from macros.load.cube import Cube
from macros.load.records import Claim, Column, Measure, Option, Use
from macros.model.cells import cell_of, parts_of
from macros.model.choose import (
    About,
    NothingToShow,
    UnknownId,
    columns_of,
    effects_of,
    findings,
    pick,
    questions_about,
    rows,
    scar_facts,
    some,
    uses_for,
)  # fmt: skip
from macros.render.entries import GLOSSARY, OPTIONS, define, duration_views, glossary_entry, term_target
from macros.render.pieces import (
    CellView,
    FindingView,
    cell_view,
    finding_view,
    option_target,
    reference_view,
    source_groups,
    words_of,
)  # fmt: skip
from macros.render.sheet import Sheet
from macros.render.template import render
from macros.render.tools import TOOLS
from macros.render.words import fact_words

View = Callable[..., str]


@dataclass(frozen=True)
class Site:
    """What every page can draw on: the facts, the edition, and which page shows what."""

    cube: Cube
    edition: str
    report: str
    usage: Callable[[], Mapping[str, Sheet]]


@dataclass(frozen=True)
class UseView:
    """What is used for a scar: its name, its page, and the findings for and against it."""

    use: Use
    name: str
    target: str
    facts: list[FindingView]
    cautions: list[FindingView]


def compare_options(site: Site, sheet: Sheet, group: str, *kinds: str) -> str:
    """A table of options by the questions of a group, doing nothing first; kinds default to lasers."""
    cube = site.cube
    columns = columns_of(cube, group)
    options = rows(cube, kinds or ("laser",))
    table = [
        (option, option_target(sheet, option), [_cell(cube, sheet, option, pair) for pair in columns])
        for option in options
    ]
    return render("compare.html", cube, group=cube.groups[group], columns=columns, table=table)


def show_facts(site: Site, sheet: Sheet, option: str, *groups: str) -> str:
    """One option's fact box: its answers to the questions of these groups, or of all groups."""
    cube = site.cube
    chosen = pick(cube.options, option, kind="option")
    answers = [
        (group, [(pair, _cell(cube, sheet, chosen, pair)) for pair in columns_of(cube, group)])
        for group in groups or cube.groups
    ]
    if all(cell.state != "filled" for _, cells in answers for _, cell in cells):
        raise NothingToShow(f"there is no figure for {option} on {', '.join(groups)}")
    return render("factbox.html", cube, option=chosen, answers=[(cube.groups[g], cells) for g, cells in answers])


def _cell(cube: Cube, sheet: Sheet, option: Option, pair: tuple[Measure, Column]) -> CellView:
    measure, column = pair
    return cell_view(cube, sheet, cell_of(cube, option, measure, column))


def state_fact(site: Site, sheet: Sheet, fact: str, form: str = "sentence") -> str:
    """One fact in prose with its reference: its sentence, or its value alone."""
    found = pick(site.cube.facts, fact, kind="fact")
    if form not in ("sentence", "value"):
        raise NothingToShow(f"a fact has no form {form!r}: sentence or value")
    if form == "value" and found.value is None:
        raise NothingToShow(f"{fact} is told in words and has no value")
    said = fact_words(tuple(parts_of(found)), site.cube.units) if form == "value" else found.statement
    return render("fact.html", site.cube, fact=found, form=form, said=said, cites=sheet.cite([found]))


def list_findings(site: Site, sheet: Sheet, *measures: str, **about: Any) -> str:
    """What the sources found on an option, effect, subject, scar or skin type, each with who was measured."""
    found = findings(site.cube, About(**about), measures)
    return render("findings.html", site.cube, findings=[finding_view(site.cube, sheet, fact) for fact in found])


def list_rest(site: Site, sheet: Sheet, *measures: str, **about: Any) -> str:
    """All findings of the kind that this page has not shown so far, folded, by what was measured."""
    cube = site.cube
    rest = [fact for fact in findings(cube, About(**about), measures) if fact.id not in sheet.facts]
    groups = [
        (measure, [finding_view(cube, sheet, fact) for fact in rest if fact.measure == measure.id])
        for measure in cube.measures.values()
        if any(fact.measure == measure.id for fact in rest)
    ]
    return render("rest.html", cube, groups=some(groups, of=f"finding on {About(**about)} that is not shown above"))


def list_effects(site: Site, sheet: Sheet, kind: str) -> str:
    """The side effects of one kind, each a link to its entry."""
    effects = [(effect.name, sheet.link(GLOSSARY, effect.id)) for effect in effects_of(site.cube, kind)]
    return render("effects.html", site.cube, kind=kind, effects=effects)


def define_words(site: Site, sheet: Sheet, kind: str) -> str:
    """Short entries for the scars, or for the options of a kind: meaning, other names, where to read on."""
    return render("words.md", site.cube, entries=define(site.cube, sheet, kind))


def define_terms(site: Site, sheet: Sheet) -> str:
    """The glossary of side effects: an entry each, with its id as anchor."""
    cube = site.cube
    entries = [
        glossary_entry(cube, sheet, effect) for effect in sorted(cube.effects.values(), key=lambda e: e.name.lower())
    ]
    return render("glossary.md", cube, entries=entries)


def term(site: Site, sheet: Sheet, term_id: str, text: str = "") -> str:
    """A term in prose that opens its plain meaning; the meaning itself stands once a page."""
    name, meaning, target = term_target(site.cube, sheet, term_id)
    first = term_id not in sheet.terms
    sheet.terms.add(term_id)
    sheet.show([meaning])
    return render("term.html", site.cube, id=term_id, text=text or name, meaning=meaning, target=target, first=first)


def list_scars(site: Site, sheet: Sheet) -> str:
    """The kinds of scars and marks, and what is used for each, as lists."""
    cube = site.cube
    scars = [
        (
            scar,
            [finding_view(cube, sheet, fact) for fact in scar_facts(cube, scar)],
            [_use_view(cube, sheet, use) for use in uses_for(cube, scar)],
        )
        for scar in cube.scars.values()
        if any(use.scar == scar.id for use in cube.uses.values())
    ]
    return render("scars.md", cube, scars=some(scars, of="scar with a use"))


def _use_view(cube: Cube, sheet: Sheet, use: Use) -> UseView:
    option = cube.options.get(use.treatment)
    facts, cautions = (
        [finding_view(cube, sheet, cube.facts[fact]) for fact in side] for side in (use.facts, use.cautions)
    )
    name = option.name if option else use.other or ""
    return UseView(use, name, option_target(sheet, option) if option else "", facts, cautions)


def judge_claim(site: Site, sheet: Sheet, claim: str) -> str:
    """A claim of the article, what the facts say on both sides, and the verdict."""
    cube = site.cube
    found = pick(cube.claims, claim, kind="claim")
    if found.page != sheet.page:
        raise UnknownId(f"the claim {claim} belongs on {found.page or 'no page yet'} (see claims.yml)")
    supports, limits = _sides(cube, sheet, found)
    return render("claim.html", cube, claim=found, supports=supports, limits=limits)


def judge_claims(site: Site, sheet: Sheet) -> str:
    """Every claim of the article in its order, judged, with the page that deals with it."""
    cube = site.cube
    views = [
        (claim, *_sides(cube, sheet, claim), cube.pages[claim.page].title, sheet.link(claim.page, claim.id))
        for claim in cube.claims.values()
        if claim.page is not None
    ]
    return render("claims.md", cube, claims=some(views, of="claim with a page"))


def _sides(cube: Cube, sheet: Sheet, claim: Claim) -> tuple[list[FindingView], list[FindingView]]:
    """What speaks for a claim, and what speaks against it or limits it."""
    supports, limits = (
        [finding_view(cube, sheet, cube.facts[fact]) for fact in side] for side in (claim.facts, claim.limits)
    )
    return supports, limits


def weigh_advice(site: Site, sheet: Sheet, dispute: str) -> str:
    """A question on which sources disagree: its sides in equal detail, and why they differ."""
    cube = site.cube
    found = pick(cube.disputes, dispute, kind="dispute")
    sides = [(side, [finding_view(cube, sheet, cube.facts[fact]) for fact in side.facts]) for side in found.sides]
    return render("dispute.html", cube, dispute=found, sides=sides)


def list_calls(site: Site, sheet: Sheet, urgency: str) -> str:
    """When to seek help with this urgency (call, same-day, emergency), by side effect."""
    cube = site.cube
    found = [fact for fact in cube.facts.values() if fact.urgency == urgency]
    views = [
        (cube.effects[fact.effect] if fact.effect else None, finding_view(cube, sheet, fact))
        for fact in some(found, of=f"fact with the urgency {urgency!r}")
    ]
    return render("calls.html", cube, calls=views, glossary=lambda id_: sheet.link(GLOSSARY, id_))


def list_normal(site: Site, sheet: Sheet) -> str:
    """The expected side effects with their usual duration: what is normal after treatment."""
    cube = site.cube
    effects = [(effect, duration_views(cube, sheet, effect)) for effect in effects_of(cube, "expected")]
    return render("normal.html", cube, effects=effects, glossary=lambda id_: sheet.link(GLOSSARY, id_))


def list_help(site: Site, sheet: Sheet) -> str:
    """Emergency, advice and distress numbers of each country, each with where it was read."""
    del sheet
    countries = [country for country in site.cube.countries.values() if country.help]
    return render("help.html", site.cube, countries=some(countries, of="country with a help number"))


def index_terms(site: Site, sheet: Sheet) -> str:
    """A to Z: every name of an option, effect and scar, with a link to where it is explained."""
    cube = site.cube
    named = sorted({(name[:1].upper() + name[1:], target) for name, target in _names(cube, sheet)}, key=_alphabetical)
    letters = [(letter, list(group)) for letter, group in groupby(named, key=lambda entry: _letter(entry[0]))]
    return render("index.md", cube, letters=letters)


def _names(cube: Cube, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Every name that a reader may look up, with the address of its entry."""
    for effect in cube.effects.values():
        names = (effect.name, effect.medical, *(alias.name for alias in effect.also))
        yield from ((name, sheet.link(GLOSSARY, effect.id)) for name in names)
    for scar in cube.scars.values():
        names = (scar.name, scar.medical, *(alias.name for alias in scar.also))
        yield from ((name, sheet.link(GLOSSARY, scar.id)) for name in names)
    for option in cube.options.values():
        names = (option.name, *(alias.name for alias in option.also))
        yield from ((name, sheet.link(OPTIONS, option.id)) for name in names)


def _letter(name: str) -> str:
    return name[0] if name[0].isalpha() else "0-9"


def _alphabetical(entry: tuple[str, str]) -> tuple[bool, str, str]:
    return entry[0][0].isalpha(), entry[0].lower(), entry[1]


def count_records(site: Site, sheet: Sheet, table: str) -> str:
    """How many records a table holds, with its word: "980 findings"."""
    del sheet
    tables = {"facts": site.cube.facts, "references": site.cube.references, "claims": site.cube.claims}
    found = pick(tables, table, kind="table to count")
    return f"{len(found):,} {words_of(site.cube, f'counted-{table}')}"


def ask_questions(site: Site, sheet: Sheet, topic: str) -> str:
    """Questions to ask before deciding, on one topic, each with why it is worth asking."""
    del sheet
    return render("questions.html", site.cube, questions=questions_about(site.cube, topic))


def index_evidence(site: Site, sheet: Sheet, *designs: str) -> str:
    """Every source that a page uses, by kind of study (all, or these), with links back to each use."""
    cube, usage = site.cube, site.usage()
    for design in designs:
        words_of(cube, f"design-{design}")
    used = [
        id_
        for id_, reference in cube.references.items()
        if reference.design in (designs or (reference.design,)) and any(shown.uses(id_) for shown in usage.values())
    ]
    return render("evidence.md", cube, groups=source_groups(cube, sheet, usage, some(used, of="source in use")))


def open_tool(site: Site, sheet: Sheet, name: str) -> str:
    """A tool for the reader, or a part of one: the choice of what to compare, the dates, the worksheet."""
    return pick(TOOLS, name, kind="tool")(site.cube, sheet)


def close_page(site: Site, sheet: Sheet) -> str:
    """The end of a page: its references, its dates, its edition and how to report a mistake."""
    cube = site.cube
    meta = pick(cube.pages, sheet.page, kind="page")
    reviews = [review for review in cube.reviews.values() if sheet.page in review.pages]
    references = [reference_view(cube, source, number, sheet.uses(source)) for source, number in sheet.numbers.items()]
    return render(
        "foot.md", cube, references=references, meta=meta, reviews=reviews, edition=site.edition, report=site.report,
        how=sheet.link("evidence.md", "report-a-mistake"), day=lambda date: day_words(cube, date),
    )  # fmt: skip


def day_words(cube: Cube, date: str) -> str:
    """A date as people say it: "2026-11-24" -> "24 November 2026"."""
    year, month, day = date.split("-")
    return f"{int(day)} {words_of(cube, 'months').split()[int(month) - 1]} {year}"


VIEWS: Mapping[str, View] = {
    view.__name__: view
    for view in (
        compare_options, show_facts, state_fact, list_findings, list_effects, define_terms, define_words,
        term, list_scars, judge_claim, judge_claims, ask_questions, index_evidence, close_page, list_rest,
        weigh_advice, list_calls, list_normal, list_help, index_terms, count_records, open_tool,
    )
}  # fmt: skip


def names(views: Iterable[str] = VIEWS) -> tuple[str, ...]:
    """The names of the macros, in the order of the table above."""
    return tuple(views)
