"""The views of the cube that pages call: records -> HTML or Markdown, through the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from macros.load.cube import Cube
from macros.load.records import Column, Measure, Option, Use
from macros.model.cells import cell_of, parts_of
from macros.model.choose import (
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
from macros.render.entries import GLOSSARY, glossary_entry, term_target
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


def list_findings(
    site: Site, sheet: Sheet, *measures: str, option: str | None = None, effect: str | None = None
) -> str:
    """What the sources found on an option or an effect, each with who was measured."""
    found = findings(site.cube, option=option, effect=effect, measures=measures)
    return render("findings.html", site.cube, findings=[finding_view(site.cube, sheet, fact) for fact in found])


def list_effects(site: Site, sheet: Sheet, kind: str) -> str:
    """The side effects of one kind, each a link to its entry."""
    effects = [(effect.name, sheet.link(GLOSSARY, effect.id)) for effect in effects_of(site.cube, kind)]
    return render("effects.html", site.cube, kind=kind, effects=effects)


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
    sides = [[finding_view(cube, sheet, cube.facts[fact]) for fact in side] for side in (found.facts, found.limits)]
    return render("claim.html", cube, claim=found, supports=sides[0], limits=sides[1])


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


def close_page(site: Site, sheet: Sheet) -> str:
    """The end of a page: its references, its dates, its edition and how to report a mistake."""
    cube = site.cube
    meta = pick(cube.pages, sheet.page, kind="page")
    references = [reference_view(cube, source, number, sheet.uses(source)) for source, number in sheet.numbers.items()]
    return render(
        "foot.md", cube, references=references, meta=meta, edition=site.edition, report=site.report,
        how=sheet.link("evidence.md", "report-a-mistake"), day=lambda date: day_words(cube, date),
    )  # fmt: skip


def day_words(cube: Cube, date: str) -> str:
    """A date as people say it: "2026-11-24" -> "24 November 2026"."""
    year, month, day = date.split("-")
    return f"{int(day)} {words_of(cube, 'months').split()[int(month) - 1]} {year}"


VIEWS: Mapping[str, View] = {
    view.__name__: view
    for view in (
        compare_options, show_facts, state_fact, list_findings, list_effects, define_terms,
        term, list_scars, judge_claim, ask_questions, index_evidence, close_page,
    )
}  # fmt: skip


def names(views: Iterable[str] = VIEWS) -> tuple[str, ...]:
    """The names of the macros, in the order of the table above."""
    return tuple(views)
