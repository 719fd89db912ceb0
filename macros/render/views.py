"""The views of the cube that pages call: records -> HTML or Markdown, through the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from macros.load.cube import Cube, Pair
from macros.load.records import Claim, Option
from macros.model import export
from macros.model.cells import parts_of
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
from macros.model.digest import short_of
from macros.model.headline import cell_of
from macros.model.signs import sign_behind
from macros.render import help  # noqa: A004 -- the module of that name
from macros.render.archive import archive, archive_of_comparisons, archive_of_effects, archive_of_measures
from macros.render.audit import audit
from macros.render.chances import chance
from macros.render.chooser import chooser, show_options
from macros.render.clinic import offered, owned, told_of
from macros.render.days import list_days, show_days
from macros.render.entries import GLOSSARY, a_to_z, define, expected_views, glossary_entry, glossary_of, term_target
from macros.render.foot import close
from macros.render.pieces import (
    CellView,
    FindingView,
    cell_view,
    digest_view,
    finding_view,
    option_target,
    places_of_sources,
    source_groups,
    use_line,
    use_view,
    words_of,
)  # fmt: skip
from macros.render.recovery import recovery
from macros.render.rows import show_facts
from macros.render.sheet import Sheet
from macros.render.since import show_changes
from macros.render.site import Site
from macros.render.template import render
from macros.render.tools import TOOLS, Tool, planner, rule_against_planner
from macros.render.words import fact_words

View = Callable[..., str]
# The form of a fact that one reader alone has checked and that stands in a card: it says so.
ONE_READER = "one-reader"
# The page of all claims of the article, that of all questions to ask, and that of what is used for each scar.
ARTICLE, ALL_QUESTIONS, SCAR_FINDINGS = "the-article.md", "questions/all.md", "scar-types/findings.md"


def compare_options(site: Site, sheet: Sheet, group: str, *kinds: str) -> str:
    """A table of options by the questions of a group, doing nothing first; kinds default to lasers."""
    cube = site.cube
    columns = columns_of(cube, group)
    options = rows(cube, kinds or ("laser",))
    # The findings stand on the page of the option; where it has none, below its cells.
    cells = [[_cell(cube, sheet, option, pair, findings=not option.page) for pair in columns] for option in options]
    table = [(option, option_target(sheet, option), row) for option, row in zip(options, cells, strict=True)]
    return render(
        "compare.html", cube, group=cube.groups[group], columns=columns, table=table, offers=offered(site.clinic)
    )


def show_headline(site: Site, sheet: Sheet, option: str, *columns: str) -> str:
    """An option's headlines on these questions, each from the lowest to the highest figure."""
    cube = site.cube
    chosen = pick(cube.options, option, kind="option")
    pairs = [pick(cube.columns, column, kind="column") for column in some(columns, of="question to answer")]
    views = [(pair[1], digest_view(cube, sheet, short_of(cube, chosen, pair))) for pair in pairs]
    return render("headline.html", cube, option=chosen, views=views, named=chosen.page != sheet.page)


def _cell(cube: Cube, sheet: Sheet, option: Option, pair: Pair, *, findings: bool = True) -> CellView:
    measure, column = pair
    return cell_view(cube, sheet, cell_of(cube, option, measure, column), findings=findings)


def show_recovery(site: Site, sheet: Sheet, *options: str) -> str:
    """How long recovery takes: a chart and its table of one to three options, or what is missing for one."""
    return recovery(site.cube, sheet, options)


def show_chance(site: Site, sheet: Sheet, fact: str) -> str:
    """A share of people as people: to how many of 100 it happened and to how many not, who and when."""
    return chance(site.cube, sheet, fact)


def show_drawing(site: Site, sheet: Sheet, drawing: str, panel: str | None = None) -> str:
    """A drawing of our own, with its title, its caption and what each part of it shows; or one part of it alone."""
    del sheet
    found = pick(site.cube.drawings, drawing, kind="drawing")
    held = {one.id: one for one in found.panels}
    chosen = held.values() if panel is None else (pick(held, panel, kind=f"panel of {drawing}"),)
    panels = [(one, {label.id: label.words for label in one.labels}) for one in chosen]
    return render("drawing.html", site.cube, drawing=found, panels=panels, whole=panel is None)


def audit_site(site: Site, sheet: Sheet, instrument: str) -> str:
    """How the site does against what an instrument asks (ipdas, nhs, skin): met, partly, not, and why."""
    return audit(site.cube, sheet, instrument)


def state_fact(site: Site, sheet: Sheet, fact: str, form: str = "sentence") -> str:
    """One fact in prose with its reference: its sentence, or its value alone."""
    found = pick(site.cube.facts, fact, kind="fact")
    if form not in ("sentence", "value", ONE_READER) or (form == ONE_READER and found.checked != "once"):
        raise NothingToShow(f"a fact has no form {form!r}: sentence, value, or {ONE_READER} if it was checked once")
    if form == "value" and found.value is None:
        raise NothingToShow(f"{fact} is told in words and has no value")
    if form == "value" and found.compares:
        raise NothingToShow(f"{fact} compares two things and has no value of its own: show its sentence")
    said = fact_words(tuple(parts_of(found)), site.cube.units) if form == "value" else found.statement
    return render(
        "fact.html",
        site.cube,
        fact=found,
        form=form,
        said=said,
        cites=sheet.cite([found]),
        sign=sign_behind(site.cube, found),
    )


def list_findings(site: Site, sheet: Sheet, *measures: str, **about: Any) -> str:
    """What the sources found on an option, effect, subject, scar or skin type, each with who was measured."""
    found = findings(site.cube, About(**about), measures)
    return render("findings.html", site.cube, findings=[finding_view(site.cube, sheet, fact) for fact in found])


def show_archive(site: Site, sheet: Sheet, *options: str) -> str:
    """Every finding on these options with its passport, to be filtered by question, people and certainty."""
    return archive(site.cube, sheet, options)


def show_archive_of_effects(site: Site, sheet: Sheet, *effects: str) -> str:
    """Every finding on these side effects with its passport, to be filtered as all findings on an option are."""
    return archive_of_effects(site.cube, sheet, effects)


def show_archive_of_measures(site: Site, sheet: Sheet, *measures: str) -> str:
    """Every finding on these questions with its passport, to be filtered; those that compare stand by themselves."""
    return archive_of_measures(site.cube, sheet, measures)


def show_archive_of_comparisons(site: Site, sheet: Sheet) -> str:
    """Every finding that sets two things beside each other, with its passport, to be filtered as those on an option."""
    return archive_of_comparisons(site.cube, sheet)


def define_terms(site: Site, sheet: Sheet, kind: str) -> str:
    """The glossary's entries for the side effects of a kind, the scars ("scar"), or the options of a kind."""
    cube = site.cube
    if effects := sorted((e for e in cube.effects.values() if e.kind == kind), key=lambda effect: effect.name.lower()):
        return render("glossary.md", cube, entries=[glossary_entry(cube, sheet, effect) for effect in effects])
    return render("words.md", cube, entries=define(cube, sheet, kind), offers=offered(site.clinic))


def term(site: Site, sheet: Sheet, term_id: str, text: str = "") -> str:
    """A term in prose that opens its plain meaning; the meaning itself stands once a page."""
    name, meaning, target = term_target(site.cube, sheet, term_id)
    first = term_id not in sheet.terms
    sheet.terms.add(term_id)
    sheet.show([meaning])
    return render("term.html", site.cube, id=term_id, text=text or name, meaning=meaning, target=target, first=first)


def list_scars(site: Site, sheet: Sheet, *, whole: bool = False) -> str:
    """The kinds of scars and marks, and what is used for each: by name, or each with all its findings (whole=True)."""
    cube = site.cube
    view = use_view if whole else use_line
    scars = [
        (
            scar,
            [finding_view(cube, sheet, fact) for fact in scar_facts(cube, scar)],
            [view(cube, sheet, use) for use in uses_for(cube, scar)],
            sheet.link(SCAR_FINDINGS, scar.id),
        )
        for scar in cube.scars.values()
        if any(use.scar == scar.id for use in cube.uses.values())
    ]
    return render("scars.md" if whole else "scars_short.md", cube, scars=some(scars, of="scar with a use"))


def judge_claim(site: Site, sheet: Sheet, claim: str) -> str:
    """A claim of the article, both sides and the verdict; "all" of them, each with the page that deals with it."""
    cube = site.cube
    if claim == "all":
        return render("claims.html", cube, claims=some(_judged(cube, sheet), of="claim with a page"))
    found = pick(cube.claims, claim, kind="claim")
    if found.page != sheet.page:
        raise UnknownId(f"the claim {claim} belongs on {found.page or 'no page yet'} (see claims.yml)")
    # On a guide a verdict stands in short; what speaks for and against it stands where all claims do.
    supports, limits = _sides(cube, sheet, found) if sheet.passports is None else ([], [])
    whole = sheet.link(ARTICLE, found.id) if sheet.passports is not None else ""
    return render("claim.html", cube, claim=found, supports=supports, limits=limits, whole=whole)


def _judged(cube: Cube, sheet: Sheet) -> Iterator[tuple[Claim, list[FindingView], list[FindingView], str, str]]:
    """Every claim in its order with its sides, and the title and address of the page that deals with it."""
    for claim in cube.claims.values():
        if claim.page is not None:
            title = cube.pages[claim.page].title
            yield claim, *_sides(cube, sheet, claim), title, sheet.link(claim.page, claim.id)


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


def list_signs(site: Site, sheet: Sheet, urgency: str) -> str:
    """The signs of trouble of a band (emergency, same-day, call), each in one line, in words that are felt."""
    return help.sign_list(site.cube, sheet, urgency)


def list_calls(site: Site, sheet: Sheet, urgency: str) -> str:
    """The findings behind the signs of a band; "normal": by side effect, what is normal and for how long."""
    cube = site.cube
    if urgency != "normal":
        return help.calls(cube, sheet, urgency)
    return render("normal.html", cube, effects=expected_views(cube, sheet), glossary=partial(sheet.link, GLOSSARY))


def warn_after(site: Site, sheet: Sheet, *options: str) -> str:
    """When to call after these options: signs by how soon, the same on each page, and what was found on them."""
    return help.warnings(site.cube, sheet, site.clinic, options)


def ask_before(site: Site, sheet: Sheet, *options: str) -> str:
    """Who should wait or ask first before these options."""
    return help.reasons(site.cube, sheet, options)


def tell_normal(site: Site, sheet: Sheet) -> str:
    """What is usually normal, and for how long, after each treatment; the reader unfolds their own."""
    return help.normal(site.cube, sheet)


def dial_help(site: Site, sheet: Sheet, urgency: str) -> str:
    """The numbers to dial in a band, or for "distress": the clinic's and its country's, or those of all countries."""
    return help.dials(site.cube, sheet, site.clinic, urgency)


def list_help(site: Site, sheet: Sheet) -> str:
    """Emergency, advice and distress numbers of each country, each with where it was read."""
    del sheet
    return help.help_numbers(site.cube, site.clinic)


def index_terms(site: Site, sheet: Sheet, kind: str) -> str:
    """Links to the entries of the side effects of a kind; "all": every name of an option, effect and scar, A to Z."""
    cube = site.cube
    if kind == "all":
        return render("index.md", cube, letters=a_to_z(cube, sheet))
    effects = [(effect.name, sheet.link(glossary_of(effect), effect.id)) for effect in effects_of(cube, kind)]
    return render("effects.html", cube, kind=kind, effects=effects)


def count_records(site: Site, sheet: Sheet, table: str) -> str:
    """How many records a table holds, with its word: "1,244 findings"."""
    del sheet
    tables = {"facts": site.cube.facts, "references": site.cube.references, "claims": site.cube.claims}
    found = pick(tables, table, kind="table to count")
    return f"{len(found):,} {words_of(site.cube, f'counted-{table}')}"


def ask_questions(site: Site, sheet: Sheet, topic: str, *, most: int | None = None) -> str:
    """Questions to ask on one topic that the page has not asked, each with its reason; or the first few alone."""
    about = questions_about(site.cube, topic)
    new = [question for question in about if question.id not in sheet.questions][:most]
    sheet.questions |= {question.id for question in new}
    more = sheet.link(ALL_QUESTIONS) if most else ""
    asked = some(new, of=f"question about {topic!r} that is not asked above")
    return render("questions.html", site.cube, questions=asked, more=more)


def index_evidence(site: Site, sheet: Sheet, *designs: str) -> str:
    """Every source that a page uses, by kind of study (all, or these), with links back to each use."""
    cube = site.cube
    for design in designs:
        words_of(cube, f"design-{design}")
    if site.usage is None:
        sheet.waits_for_usage = True
        return ""
    places = places_of_sources(site.usage)
    used = [
        id_
        for id_, reference in cube.references.items()
        if id_ in places and reference.design in (designs or (reference.design,))
    ]
    return render("evidence.md", cube, groups=source_groups(cube, sheet, places, some(used, of="source in use")))


def open_tool(site: Site, sheet: Sheet, name: str, *options: str) -> str:
    """A tool for the reader, or a part of one: options side by side (these at first), the dates, the worksheet."""
    offers = offered(site.clinic)
    off = rule_against_planner(site.cube, site.clinic.country if site.clinic is not None else None)
    tools: Mapping[str, Tool] = {
        **TOOLS,
        "choose": partial(chooser, preset=options, offers=offers),
        "planner": partial(planner, off=off, offers=offers),
    }
    if options and name != "choose":
        raise NothingToShow(f"the tool {name!r} takes no options, found {', '.join(options)}")
    return pick(tools, name, kind="tool")(site.cube, sheet)


def show_clinic(site: Site, sheet: Sheet) -> str:
    """Who publishes this copy: people, devices, prices, registrations and complaints, or that no clinic does."""
    if site.clinic is None:
        return render("clinic.html", site.cube, clinic=None)
    devices = owned(site.cube, sheet, site.clinic.devices)
    return render("clinic.html", site.cube, devices=devices, **told_of(site.clinic))


def show_imprint(site: Site, sheet: Sheet) -> str:
    """Who answers for this copy in law: names, address, registers and professions, or that no clinic publishes it."""
    del sheet
    told = told_of(site.clinic) if site.clinic is not None else {"clinic": None}
    return render("imprint.html", site.cube, **told)


def reach_clinic(site: Site, sheet: Sheet) -> str:
    """The clinic's numbers in one sentence, or a line to write them on."""
    del sheet
    told = told_of(site.clinic) if site.clinic is not None else {"clinic": None}
    return render("reach.html", site.cube, **told)


def close_page(site: Site, sheet: Sheet, *, references: str = "open") -> str:
    """The end of a page: its references (or "folded", or "none"), its dates, its edition, how to report a mistake."""
    return close(site, sheet, references)


def list_fields(site: Site, sheet: Sheet) -> str:
    """The files with all findings, and what each of their fields means."""
    files = [(kind, sheet.link_file(path)) for kind, path in export.FILES.items()]
    parts = [
        ("fields-facts", export.fact_fields()),
        ("fields-references", export.reference_fields()),
        ("fields-table", export.TABLE_FIELDS),
    ]
    return render("fields.md", site.cube, files=files, parts=parts)


VIEWS: Mapping[str, View] = {
    view.__name__: view
    for view in (
        compare_options, show_facts, state_fact, list_findings, define_terms,
        term, list_scars, judge_claim, ask_questions, index_evidence, close_page,
        weigh_advice, list_signs, list_calls, warn_after, ask_before, tell_normal, dial_help, list_help,
        index_terms, count_records, list_fields, show_clinic, show_imprint, reach_clinic, open_tool,
        show_recovery, show_chance, show_drawing, audit_site, show_headline, show_archive,
        show_archive_of_effects, show_archive_of_measures, show_archive_of_comparisons, show_options,
        show_days, list_days, show_changes,
    )
}  # fmt: skip
