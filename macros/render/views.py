"""The views of the cube that pages call: records -> HTML or Markdown, through the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from macros.load.cube import Cube
from macros.load.records import Claim
from macros.model import export
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
from macros.model.signs import sign_behind
from macros.render.archive import (
    show_archive,
    show_archive_of_comparisons,
    show_archive_of_effects,
    show_archive_of_measures,
)
from macros.render.audit import audit_site
from macros.render.chances import show_chance
from macros.render.chooser import show_options
from macros.render.clinic import owned, told_of
from macros.render.days import list_days, show_days
from macros.render.entries import a_to_z, define, glossary_entry, glossary_of, term_target
from macros.render.foot import close_page
from macros.render.help import ask_before, dial_help, list_calls, list_help, list_signs, tell_normal, warn_after
from macros.render.pieces import (
    FindingView,
    digest_view,
    finding_view,
    finding_views,
    headline_view,
    option_target,
    places_of_sources,
    source_groups,
    use_view,
    words_of,
)  # fmt: skip
from macros.render.recovery import show_recovery
from macros.render.rows import show_facts
from macros.render.sheet import Sheet
from macros.render.since import show_changes
from macros.render.site import Site
from macros.render.template import render
from macros.render.tools import open_tool
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
    cells = [[headline_view(cube, sheet, option, pair) for pair in columns] for option in options]
    table = [(option, option_target(sheet, option), row) for option, row in zip(options, cells, strict=True)]
    return render("compare.html", cube, group=cube.groups[group], columns=columns, table=table, offers=site.offers)


def show_headline(site: Site, sheet: Sheet, option: str, *columns: str) -> str:
    """An option's headlines on these questions, each from the lowest to the highest figure."""
    cube = site.cube
    chosen = pick(cube.options, option, kind="option")
    pairs = [pick(cube.columns, column, kind="column") for column in some(columns, of="question to answer")]
    views = [(pair[1], digest_view(cube, sheet, short_of(cube, chosen, pair))) for pair in pairs]
    return render("headline.html", cube, option=chosen, views=views, named=chosen.page != sheet.page)


def show_drawing(site: Site, _: Sheet, drawing: str, panel: str | None = None) -> str:
    """A drawing of our own, with its title, its caption and what each part of it shows; or one part of it alone."""
    found = pick(site.cube.drawings, drawing, kind="drawing")
    held = {one.id: one for one in found.panels}
    chosen = held.values() if panel is None else (pick(held, panel, kind=f"panel of {drawing}"),)
    panels = [(one, {label.id: label.words for label in one.labels}) for one in chosen]
    return render("drawing.html", site.cube, drawing=found, panels=panels, whole=panel is None)


def state_fact(site: Site, sheet: Sheet, fact: str, form: str = "sentence") -> str:
    """One fact in prose with its reference: its sentence, or its value alone."""
    found = pick(site.cube.facts, fact, kind="fact")
    if form not in ("sentence", "value", ONE_READER) or (form == ONE_READER and found.checked != "once"):
        raise NothingToShow(f"a fact has no form {form!r}: sentence, value, or {ONE_READER} if it was checked once")
    if form == "value" and found.value is None:
        raise NothingToShow(f"{fact} is told in words and has no value")
    if form == "value" and found.compares:
        raise NothingToShow(f"{fact} compares two things and has no value of its own: show its sentence")
    said = fact_words(found, site.cube.units) if form == "value" else found.statement
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


def define_terms(site: Site, sheet: Sheet, kind: str) -> str:
    """The glossary's entries for the side effects of a kind, the scars ("scar"), or the options of a kind."""
    cube = site.cube
    if effects := sorted((e for e in cube.effects.values() if e.kind == kind), key=lambda effect: effect.name.lower()):
        return render("glossary.md", cube, entries=[glossary_entry(cube, sheet, effect) for effect in effects])
    return render("words.md", cube, entries=define(cube, sheet, kind), offers=site.offers)


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
    scars = [
        (
            scar,
            [finding_view(cube, sheet, fact) for fact in scar_facts(cube, scar)],
            [use_view(cube, sheet, use, whole=whole) for use in uses_for(cube, scar)],
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
    sides = _sides(cube, sheet, found) if sheet.passports is None else ([], [])
    whole = sheet.link(ARTICLE, found.id) if sheet.passports is not None else ""
    return render("claim.html", cube, claim=found, supports=sides[0], limits=sides[1], whole=whole)


def _judged(cube: Cube, sheet: Sheet) -> Iterator[tuple[Claim, list[FindingView], list[FindingView], str, str]]:
    """Every claim in its order with its sides, and the title and address of the page that deals with it."""
    for claim in cube.claims.values():
        if claim.page is not None:
            title = cube.pages[claim.page].title
            yield claim, *_sides(cube, sheet, claim), title, sheet.link(claim.page, claim.id)


def _sides(cube: Cube, sheet: Sheet, claim: Claim) -> tuple[list[FindingView], list[FindingView]]:
    """What speaks for a claim, and what speaks against it or limits it."""
    return finding_views(cube, sheet, claim.facts), finding_views(cube, sheet, claim.limits)


def weigh_advice(site: Site, sheet: Sheet, dispute: str) -> str:
    """A question on which sources disagree: its sides in equal detail, and why they differ."""
    cube = site.cube
    found = pick(cube.disputes, dispute, kind="dispute")
    sides = [(side, finding_views(cube, sheet, side.facts)) for side in found.sides]
    return render("dispute.html", cube, dispute=found, sides=sides)


def index_terms(site: Site, sheet: Sheet, kind: str) -> str:
    """Links to the entries of the side effects of a kind; "all": every name of an option, effect and scar, A to Z."""
    cube = site.cube
    if kind == "all":
        return render("index.md", cube, letters=a_to_z(cube, sheet))
    effects = [(effect.name, sheet.link(glossary_of(effect), effect.id)) for effect in effects_of(cube, kind)]
    return render("effects.html", cube, kind=kind, effects=effects)


def count_records(site: Site, _: Sheet, table: str) -> str:
    """How many records a table holds, with its word: "1,244 findings"."""
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


def show_clinic(site: Site, sheet: Sheet) -> str:
    """Who publishes this copy: people, devices, prices, registrations and complaints, or that no clinic does."""
    devices = owned(site.cube, sheet, site.clinic.devices if site.clinic is not None else ())
    return render("clinic.html", site.cube, devices=devices, **told_of(site.clinic))


def show_imprint(site: Site, _: Sheet) -> str:
    """Who answers for this copy in law: names, address, registers and professions, or that no clinic publishes it."""
    return render("imprint.html", site.cube, **told_of(site.clinic))


def reach_clinic(site: Site, _: Sheet) -> str:
    """The clinic's numbers in one sentence, or a line to write them on."""
    return render("reach.html", site.cube, **told_of(site.clinic))


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
