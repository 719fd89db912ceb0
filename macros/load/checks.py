"""What a record can't know by itself: that ids exist, numbers fit, and evidence is not overstated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from macros.load.files import Entry
from macros.load.numbers import unborne
from macros.load.problems import Problem, nearest
from macros.load.records import Alias, Claim, Fact, Measure, Option, Record, Reference, Unit, Use, Value

Tables = Mapping[str, Mapping[str, Entry]]

MOST_COLUMNS = 5
STRENGTHS = ("expert", "low", "moderate", "high")
DOI = re.compile(r"10\.\d{4,9}/[!-~]+")
PMID = re.compile(r"[1-9]\d{0,8}")

# table -> field -> the table whose ids it may hold
_IDS: Mapping[str, Mapping[str, str]] = {
    "facts": {
        "option": "options", "against": "options", "effect": "effects", "scar": "scars", "measure": "measures",
        "scale": "scales", "subject": "subjects", "sources": "references",
    },
    "options": {"family": "options", "does_not_apply": "measures", "page": "pages"},
    "measures": {"units": "units"},
    "uses": {"scar": "scars", "facts": "facts", "cautions": "facts"},
    "claims": {"facts": "facts", "limits": "facts", "page": "pages"},
}  # fmt: skip


def find_problems(tables: Tables) -> Iterator[Problem]:
    """Every problem that shows only when the records are seen together."""
    for name, entries in tables.items():
        for entry in entries.values():
            yield from _unknown_ids(entry, _IDS.get(name, {}), tables)
            yield from _aliases(entry, tables)
    for name, check in _CHECKS.items():
        for entry in tables[name].values():
            yield from check(entry, tables)


def _unknown_ids(entry: Entry, fields: Mapping[str, str], tables: Tables) -> Iterator[Problem]:
    for field, table in fields.items():
        held = getattr(entry.record, field)
        for found in (held,) if isinstance(held, str) else held or ():
            if found not in tables[table]:
                text = f"{field}: found {found!r}, allowed: an id of {table} ({nearest(found, tables[table])})"
                yield entry.problem(text, field)


def _aliases(entry: Entry, tables: Tables) -> Iterator[Problem]:
    for number, alias in enumerate(cast("Iterable[Alias]", getattr(entry.record, "also", ()))):
        if alias.source is None and alias.kind == "brand":
            yield entry.problem(f"also: the brand name {alias.name!r} has no source", "also", number)
        if alias.source is not None and alias.source not in tables["references"]:
            close = nearest(alias.source, tables["references"])
            yield entry.problem(f"also: found {alias.source!r}, allowed: an id of references ({close})", "also", number)


def _fact(entry: Entry, tables: Tables) -> Iterator[Problem]:
    fact = cast("Fact", entry.record)
    home = fact.option or fact.subject or fact.effect or (fact.scar or ("",))[0]
    if entry.file != f"data/facts/{home}.yml":
        yield entry.problem(f"stands in the wrong file, expected data/facts/{home}.yml")
    if (fact.value is None) != (fact.form == "words"):
        yield entry.problem(f"form: found {fact.form!r} {'without' if fact.value is None else 'with'} a value", "form")
    if fact.effect is not None and fact.effect in tables["effects"] and fact.kind is not None:
        kind = getattr(tables["effects"][fact.effect].record, "kind", None)
        if kind != fact.kind:
            yield entry.problem(f"kind: found {fact.kind!r}, but effects.yml says {kind!r}", "kind")
    if fact.value is not None:
        yield from _value(entry, fact, fact.value, tables)


def _value(entry: Entry, fact: Fact, value: Value, tables: Tables) -> Iterator[Problem]:
    known = value.unit in tables["units"]
    if not known:
        text = f"unit: found {value.unit!r}, allowed: an id of units ({nearest(value.unit, tables['units'])})"
        yield entry.problem(text, "value", "unit")
    elif fact.measure in tables["measures"]:
        allowed = cast("Measure", tables["measures"][fact.measure].record).units
        if value.unit not in allowed:
            yield entry.problem(
                f"unit: found {value.unit!r}, but {fact.measure} allows {', '.join(allowed) or 'no value'}",
                "value",
                "unit",
            )
    yield from (entry.problem(text, "value") for text in _disorder(value))
    if known:
        units = {name: cast("Unit", unit.record) for name, unit in tables["units"].items()}
        for number in unborne(fact, units):
            yield entry.problem(f"value: the statement does not bear the number {number:g}", "statement")


def _disorder(value: Value) -> Iterator[str]:
    """What does not fit together inside one value."""
    low, high, typical = value.low, value.high, value.typical
    if (value.n is None) != (value.of is None):
        yield "value: n and of belong together"
    if value.n is not None and value.of is not None and value.n > value.of:
        yield f"value: n {value.n} is more than of {value.of}"
    if (low, high, typical, value.n) == (None,) * 4:
        yield "value: holds no number"
    if low is not None and high is not None and low > high:
        yield f"value: low {low:g} is above high {high:g}"
    if typical is not None and not (low if low is not None else typical) <= typical <= (
        high if high is not None else typical
    ):
        yield f"value: typical {typical:g} is not between low and high"


def _reference(entry: Entry, _: Tables) -> Iterator[Problem]:
    reference = cast("Reference", entry.record)
    if reference.doi is not None and not DOI.fullmatch(reference.doi):
        yield entry.problem(f"doi: found {reference.doi!r}, allowed: 10.1234/… without https://doi.org/", "doi")
    if reference.pmid is not None and not PMID.fullmatch(reference.pmid):
        yield entry.problem(f"pmid: found {reference.pmid!r}, allowed: digits in quotes", "pmid")
    if reference.link in ("doi", "pmid") and getattr(reference, reference.link) is None:
        yield entry.problem(f"link: says {reference.link}, but there is no {reference.link}", "link")
    if not reference.url.startswith(("https://", "http://")) or re.search(r"[\s<>\"]", reference.url):
        yield entry.problem(f"url: found {reference.url!r}, allowed: https://…", "url")


def _option(entry: Entry, tables: Tables) -> Iterator[Problem]:
    family = cast("Option", entry.record).family
    if (
        family is not None
        and family in tables["options"]
        and cast("Option", tables["options"][family].record).kind != "class"
    ):
        yield entry.problem(f"family: {family!r} is not of kind class", "family")


def _measure(entry: Entry, tables: Tables) -> Iterator[Problem]:
    for number, column in enumerate(cast("Measure", entry.record).columns):
        if column.group not in tables["groups"]:
            close = nearest(column.group, tables["groups"])
            yield entry.problem(f"group: found {column.group!r}, allowed: an id of groups ({close})", "columns", number)
        if column.effect is not None and column.effect not in tables["effects"]:
            close = nearest(column.effect, tables["effects"])
            yield entry.problem(
                f"effect: found {column.effect!r}, allowed: an id of effects ({close})", "columns", number
            )


def _group(entry: Entry, tables: Tables) -> Iterator[Problem]:
    measures = [cast("Measure", other.record) for other in tables["measures"].values()]
    columns = [column for measure in measures for column in measure.columns if column.group == entry.id]
    if not 1 <= len(columns) <= MOST_COLUMNS:
        yield entry.problem(f"has {len(columns)} columns, allowed: 1 to {MOST_COLUMNS}")


def _use(entry: Entry, tables: Tables) -> Iterator[Problem]:
    use = cast("Use", entry.record)
    if (use.treatment == "other") != (use.other is not None):
        yield entry.problem("other: names the treatment when, and only when, treatment is other", "treatment")
    if use.treatment != "other" and use.treatment not in tables["options"]:
        close = nearest(use.treatment, tables["options"])
        yield entry.problem(f"treatment: found {use.treatment!r}, allowed: an id of options ({close})", "treatment")
    known = [cast("Fact", tables["facts"][fact].record) for fact in use.facts if fact in tables["facts"]]
    weakest = min((STRENGTHS.index(fact.certainty) for fact in known), default=0)
    if STRENGTHS.index(use.strength) > weakest:
        yield entry.problem(f"strength: {use.strength} is above its weakest fact ({STRENGTHS[weakest]})", "strength")


def _claim(entry: Entry, _: Tables) -> Iterator[Problem]:
    claim = cast("Claim", entry.record)
    if claim.verdict in ("supported", "partly", "not-supported") and not claim.facts + claim.limits:
        yield entry.problem(f"verdict: {claim.verdict} without a fact", "verdict")
    if claim.verdict == "partly" and not claim.limits:
        yield entry.problem("verdict: partly, but no fact in limits says why", "verdict")


_CHECKS: Mapping[str, Callable[[Entry, Tables], Iterator[Problem]]] = {
    "facts": _fact,
    "references": _reference,
    "options": _option,
    "measures": _measure,
    "groups": _group,
    "uses": _use,
    "claims": _claim,
}


def index_by_id(entries: Iterable[Entry], tables: Iterable[str]) -> tuple[dict[str, dict[str, Entry]], list[Problem]]:
    """The entries by table and id; a second record of one id is a problem."""
    index: dict[str, dict[str, Entry]] = {table: {} for table in tables}
    problems: list[Problem] = []
    for entry in entries:
        first = index[entry.table].setdefault(entry.id, entry)
        if first is not entry:
            problems.append(entry.problem(f"the id stands already in {first.file}:{first.located.line}", "id"))
    return index, problems


def records_of(index: Mapping[str, Mapping[str, Entry]]) -> dict[str, dict[str, Record]]:
    """The bare records by table and id."""
    return {table: {id_: entry.record for id_, entry in entries.items()} for table, entries in index.items()}
