"""What a record can't know by itself: that ids exist, numbers fit, and evidence is not overstated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, cast

from macros.load.cube import Cube
from macros.load.files import CLINIC, Entry
from macros.load.numbers import beyond, disorder, unborne
from macros.load.problems import Problem, nearest
from macros.load.records import (
    CERTAINTIES,
    URGENCIES,
    Alias,
    AuditItem,
    Claim,
    Country,
    Dispute,
    Fact,
    Feature,
    Group,
    Measure,
    Option,
    PageMeta,
    ReadersWords,
    Sign,
    Trouble,
    Unit,
    Use,
    Value,
)  # fmt: skip
from macros.load.sentences import untold
from macros.load.sources import judge_sources
from macros.load.speech import judge_words
from macros.load.yamlfile import KeyPath

Tables = Mapping[str, Mapping[str, Entry]]


@dataclass(frozen=True)
class Seen:
    """The records that could be read, each with its place by table and id, and what is known of the others."""

    cube: Cube
    tables: Tables
    broken: AbstractSet[tuple[str, str]] = frozenset()
    unread: AbstractSet[str] = frozenset()

    def facts(self, ids: Iterable[str]) -> list[Fact]:
        """Those of the facts that could be read."""
        return [self.cube.facts[id_] for id_ in ids if id_ in self.cube.facts]

    def knows(self, table: str, id_: str) -> bool:
        """Whether a record has this id, or may have it behind a mistake that is told elsewhere."""
        return id_ in self.tables[table] or (table, id_) in self.broken or table in self.unread


MOST_COLUMNS = 5
# A fact in a sign's words, which is filled with its value.
FILLED = re.compile(r"\{([^{}]*)\}")
TEMPLATE = re.compile(r"\{[{%#]")
SKIN_TYPES = tuple(f"fitzpatrick-{number}" for number in range(1, 7))
# What holds of every laser.
_ANY = "any-laser"
# What our own pages alone can be about: no word of a clinic stands before the signs of trouble.
_HELP = "when-to-seek-care"
# What has names of its own, and what a page can be about beside skin types.
_NAMED = ("options", "effects", "scars")
_OF_TOPICS = ("topics", *_NAMED)

# What is looked up by its id among the records of a table, of which it is a part.
_PARTS = (("measures", "columns"), ("countries", "rules"))

# table -> place in a record of it, with dots -> the table whose ids may stand there
IDS: Mapping[str, Mapping[str, str]] = {
    "facts": {
        "option": "options", "against": "options", "effect": "effects", "scar": "scars", "measure": "measures",
        "scale": "scales", "subject": "subjects", "sources": "references", "value.unit": "units",
    },
    "options": {"family": "options", "does_not_apply": "measures", "page": "pages"},
    "measures": {"units": "units", "columns.group": "groups", "columns.effect": "effects"},
    "uses": {"scar": "scars", "facts": "facts", "cautions": "facts"},
    "claims": {"facts": "facts", "limits": "facts", "page": "pages"},
    "paths": {"pages": "pages"},
    "reviews": {"pages": "pages"},
    "signs": {"facts": "facts", "after": "options"},
    "unused": {"id": "facts"},
    "chances": {"id": "facts"},
    "audit": {"page": "pages"},
    "features": {"headlines": "options", "sides.option": "options", "sides.facts": "facts"},
    "disputes": {"sides.facts": "facts"},
}  # fmt: skip


def find_problems(seen: Seen) -> Iterator[Problem]:
    """Every problem that shows only when the records are seen together."""
    for name, entries in seen.tables.items():
        for entry in entries.values():
            yield from _unknown_ids(entry, IDS.get(name, {}), seen)
            yield from _aliases(entry, seen)
    for name, check in _CHECKS.items():
        for entry in seen.tables[name].values():
            yield from check(entry, entry.record, seen)
    for name, key in _PARTS:
        yield from _second_parts(seen.tables[name].values(), key)
    yield from judge_sources(seen.tables["references"].values())
    yield from judge_words(seen.cube, seen.tables)


def _unknown(entry: Entry, seen: Seen, *place: str | int, table: str, id_: str) -> Iterator[Problem]:
    """The problem of an id that no record has, with the nearest that one has."""
    if not seen.knows(table, id_):
        key = next(part for part in reversed(place) if isinstance(part, str))
        close = nearest(id_, seen.tables[table])
        yield entry.problem(f"{key}: found {id_!r}, allowed: an id of {table} ({close})", *place)


def _unknown_ids(entry: Entry, fields: Mapping[str, str], seen: Seen) -> Iterator[Problem]:
    for field, table in fields.items():
        for place, ids in _ids_at(entry.record, field.split(".")):
            yield from _twice(entry, ids, *place)
            for found in ids:
                yield from _unknown(entry, seen, *place, table=table, id_=found)


def _ids_at(held: Any, keys: Sequence[str], place: KeyPath = ()) -> Iterator[tuple[KeyPath, Sequence[str]]]:
    """The ids below a path of keys, with their place; in a list below each of its items."""
    if not keys:
        yield place, (held,) if isinstance(held, str) else held or ()
    elif isinstance(held, tuple):
        for number, item in enumerate(held):
            yield from _ids_at(item, keys, (*place, number))
    elif held is not None:
        yield from _ids_at(getattr(held, keys[0]), keys[1:], (*place, keys[0]))


def _twice(entry: Entry, ids: Sequence[str], *place: str | int) -> Iterator[Problem]:
    """The problem of an id that stands twice in one list."""
    if double := [id_ for id_ in dict.fromkeys(ids) if ids.count(id_) > 1]:
        yield entry.problem(f"{place[-1]}: {', '.join(double)} stands twice", *place)


def _second_parts(entries: Iterable[Entry], key: str) -> Iterator[Problem]:
    """The problem of a question or a rule with the id of another one: whichever is looked up, one would be lost."""
    known: dict[str, str] = {}
    for entry in entries:
        for number, part in enumerate(getattr(entry.record, key)):
            if part.id in known:
                yield entry.problem(f"{key}: the id {part.id!r} stands already in {known[part.id]}", key, number, "id")
            known.setdefault(part.id, entry.id)


def _both(entry: Entry, one: Iterable[str], other: AbstractSet[str], *place: str | int) -> Iterator[Problem]:
    """The problem of a fact that stands on two sides."""
    if shared := [id_ for id_ in one if id_ in other]:
        yield entry.problem(f"{place[-1]}: {', '.join(shared)} stands on the other side too", *place)


def _aliases(entry: Entry, seen: Seen) -> Iterator[Problem]:
    for number, alias in enumerate(cast("Iterable[Alias]", getattr(entry.record, "also", ()))):
        if alias.source is not None:
            yield from _unknown(entry, seen, "also", number, table="references", id_=alias.source)
        elif alias.kind == "brand":
            yield entry.problem(f"also: the brand name {alias.name!r} has no source", "also", number)


def _fact(entry: Entry, fact: Fact, seen: Seen) -> Iterator[Problem]:
    home = fact.option or fact.subject or fact.effect or (fact.scar or ("",))[0]
    if entry.file != f"data/facts/{home}.yml":
        yield entry.problem(f"stands in the wrong file, expected data/facts/{home}.yml")
    if (fact.value is None) != (fact.form == "words"):
        yield entry.problem(f"form: found {fact.form!r} {'without' if fact.value is None else 'with'} a value", "form")
    if fact.compares and fact.show == "table":
        yield entry.problem("show: found 'table', but a comparison says nothing of one option alone", "show")
    if fact.against is not None and fact.against == fact.option:
        yield entry.problem(f"against: found {fact.against!r}, which is the option itself", "against")
    effect = seen.cube.effects.get(fact.effect or "")
    if effect is not None and fact.kind not in (None, effect.kind):
        yield entry.problem(f"kind: found {fact.kind!r}, but effects.yml has another", "kind")
    if fact.value is not None:
        yield from _value(entry, fact, fact.value, seen)
    if fact.urgency is not None and "signs" not in seen.unread and fact.id not in seen.cube.signs_with:
        yield entry.problem(f"urgency: found {fact.urgency!r}, but no sign in data/signs.yml has the fact", "urgency")


def _sign(entry: Entry, sign: Sign, seen: Seen) -> Iterator[Problem]:
    """No sign is told as milder than one of its facts; its words are filled with values that there are."""
    for fact in seen.facts(sign.facts):
        if fact.urgency is not None and URGENCIES.index(sign.urgency) > URGENCIES.index(fact.urgency):
            yield entry.problem(f"urgency: {sign.urgency} is milder than that of {fact.id} ({fact.urgency})", "urgency")
    for key in ("often_normal", "says"):
        for id_ in FILLED.findall(getattr(sign, key) or ""):
            yield from _unknown(entry, seen, key, table="facts", id_=id_)
            if any(fact.value is None for fact in seen.facts([id_])):
                yield entry.problem(f"{key}: {id_} is told in words and has no value", key)


def _value(entry: Entry, fact: Fact, value: Value, seen: Seen) -> Iterator[Problem]:
    yield from (entry.problem(text, "value") for text in disorder(value))
    units, measure = seen.cube.units, seen.cube.measures.get(fact.measure)
    if value.unit not in units:
        return
    yield from (entry.problem(text, "value") for text in beyond(fact, units[value.unit]))
    if value.of is not None:
        yield from _small_group(entry, fact, value.of, units[value.unit])
    if measure is not None and value.unit not in measure.units:
        text = f"unit: found {value.unit!r}, but {fact.measure} allows {', '.join(measure.units) or 'no value'}"
        yield entry.problem(text, "value", "unit")
    if measure is not None:
        yield from _bare(entry, fact, measure)
    for number in unborne(fact, units):
        yield entry.problem(f"value: the statement does not bear the number {number:g}", "statement")
    yield from (entry.problem(text, "statement") for text in untold(fact, units))


def _bare(entry: Entry, fact: Fact, measure: Measure) -> Iterator[Problem]:
    """What is missing of a figure that stands in a table: in whom it was found; of a gain, what counted as one."""
    if fact.option is None or fact.show != "table" or measure.worse is None or not measure.columns:
        return
    if fact.people is None:
        yield entry.problem("people: is missing: write acne-scars, mixed, other or not-said, for it stands in tables")
    if measure.worse == "less" and fact.scale is None and not fact.compares:
        yield entry.problem(
            "scale: is missing: what counted as a good result? Write an id of scales, as it stands in tables"
        )


def _small_group(entry: Entry, fact: Fact, of: int, unit: Unit) -> Iterator[Problem]:
    """What does not fit to "n of so many"."""
    if unit.kind != "count":
        yield entry.problem(f"unit: found {unit.id!r}, but n and of count people, sessions or sides", "value", "unit")
    if fact.size not in (None, of):
        yield entry.problem(f"size: found {fact.size}, but the value says of {of}", "size")


def _of_another(entry: Entry, seen: Seen, option: str, ids: Iterable[str], *place: str | int) -> Iterator[Problem]:
    """The problem of each fact that speaks of another option, and not of the class of this one."""
    known = seen.cube.options.get(option)
    for fact in seen.facts(ids):
        if known is not None and fact.option not in (None, option, known.family, _ANY):
            yield entry.problem(f"{place[-1]}: {fact.id} is of {fact.option}, and not of {option}", *place)


def _option(entry: Entry, option: Option, seen: Seen) -> Iterator[Problem]:
    if option.kind == "laser" and option.page is None:
        yield entry.problem("page: is missing: each laser has a page, to which its facts lead", "page")
    family = seen.cube.options.get(option.family or "")
    if family is not None and family.kind != "class":
        yield entry.problem(f"family: {family.id!r} is not of kind class", "family")


def _group(entry: Entry, _: Group, seen: Seen) -> Iterator[Problem]:
    columns = [one for measure in seen.cube.measures.values() for one in measure.columns if one.group == entry.id]
    if not 1 <= len(columns) <= MOST_COLUMNS and "measures" not in seen.unread:
        yield entry.problem(f"has {len(columns)} columns, allowed: 1 to {MOST_COLUMNS}")


def _use(entry: Entry, use: Use, seen: Seen) -> Iterator[Problem]:
    if (use.treatment == "other") != (use.other is not None):
        yield entry.problem("other: names the treatment when, and only when, treatment is other", "treatment")
    if use.treatment != "other":
        yield from _unknown(entry, seen, "treatment", table="options", id_=use.treatment)
        yield from _of_another(entry, seen, use.treatment, use.facts, "facts")
        yield from _of_another(entry, seen, use.treatment, use.cautions, "cautions")
    found = [CERTAINTIES.index(fact.certainty) for fact in seen.facts(use.facts)]
    if len(found) == len(use.facts) and CERTAINTIES.index(use.strength) > min(found):
        yield entry.problem(
            f"strength: {use.strength} is above its weakest fact ({CERTAINTIES[min(found)]})", "strength"
        )


def _claim(entry: Entry, claim: Claim, _: Seen) -> Iterator[Problem]:
    if claim.verdict in ("supported", "partly", "not-supported") and not claim.facts + claim.limits:
        yield entry.problem(f"verdict: {claim.verdict} without a fact", "verdict")
    yield from _both(entry, claim.limits, set(claim.facts), "limits")
    if claim.verdict == "partly" and not claim.limits:
        yield entry.problem("verdict: partly, but no fact in limits says why", "verdict")


def _dispute(entry: Entry, dispute: Dispute, _: Seen) -> Iterator[Problem]:
    before: set[str] = set()
    for number, side in enumerate(dispute.sides):
        yield from _both(entry, side.facts, before, "sides", number, "facts")
        before |= set(side.facts)


def _country(entry: Entry, country: Country, _: Seen) -> Iterator[Problem]:
    """A weak source is good enough for a general emergency number alone."""
    for number, line in enumerate(country.help):
        if line.source_kind == "weak" and line.kind != "emergency":
            text = f"source_kind: found 'weak' for {line.number}, allowed for a general emergency number alone"
            yield entry.problem(text, "help", number, "source_kind")


def _audit(entry: Entry, item: AuditItem, _: Seen) -> Iterator[Problem]:
    if item.verdict == "met" and not (item.page and item.proof):
        yield entry.problem("verdict: met, but no page and proof show it", "verdict")


def _feature(entry: Entry, feature: Feature, seen: Seen) -> Iterator[Problem]:
    """Each feature tells the same options in the same order, and leaves none without a word."""
    first = next(iter(seen.cube.features.values()))
    wanted, found = _options_of(first), _options_of(feature)
    if found != wanted:
        yield entry.problem(f"sides: found {', '.join(found)}, allowed: {', '.join(wanted)} as in {first.id}", "sides")
    for column in () if "measures" in {*seen.unread, *(table for table, _ in seen.broken)} else feature.columns:
        if column not in seen.cube.columns:
            text = f"columns: found {column!r}, allowed: a column of measures ({nearest(column, seen.cube.columns)})"
            yield entry.problem(text, "columns")
    for number, side in enumerate(feature.sides):
        yield from _of_another(entry, seen, side.option, side.facts, "sides", number, "facts")
        if side.says is None and not side.facts:
            yield entry.problem(f"sides: {side.option} has neither words nor facts", "sides", number)


def _options_of(feature: Feature) -> list[str]:
    """The options that a feature tells, in its order."""
    return [*(side.option for side in feature.sides), *feature.headlines]


def _page(entry: Entry, page: PageMeta, seen: Seen) -> Iterator[Problem]:
    """A page's topics are of topics.yml, or the ids of options, effects, scars and skin types."""
    for number, topic in enumerate(page.topics):
        yield from _unknown_topic(entry, seen, topic, "topics", number)
        if topic == _HELP and entry.id.startswith(CLINIC):
            yield entry.problem(
                f"topics: found {topic!r}, by which people in trouble are led: remove it", "topics", number
            )
    for key in ("title", "description"):
        # An engine runs a template in them too, on each page but a clinic's own.
        if TEMPLATE.search(held := getattr(page, key)) and not entry.id.startswith(CLINIC):
            yield entry.problem(f"{key}: found {held!r}, allowed: words without " + "{{, {% and {#", key)


def _unknown_topic(entry: Entry, seen: Seen, topic: str, *place: str | int) -> Iterator[Problem]:
    if topic not in SKIN_TYPES and not any(seen.knows(table, topic) for table in _OF_TOPICS):
        names = [*SKIN_TYPES, *(name for table in _OF_TOPICS for name in seen.tables[table])]
        yield entry.problem(f"topics: found {topic!r}, allowed: a topic ({nearest(topic, names)})", *place)


def _search(entry: Entry, words: ReadersWords, seen: Seen) -> Iterator[Problem]:
    """Readers' words are of topics and pages that there are; a page's topic has some, or a name of its own."""
    for topic in words.topics:
        yield from _unknown_topic(entry, seen, topic, "topics", topic)
    wanted = {topic for page in seen.cube.pages.values() for topic in page.topics} - words.topics.keys()
    for topic in sorted(wanted):
        if not any(seen.knows(table, topic) for table in _NAMED):
            yield entry.problem(f"topics: {topic!r} is a page's topic and has no words", "topics")
    for place in words.places:
        yield from _unknown_place(entry, seen, place, "places", place)
    yield from _unknown_groups(entry, words.trouble)
    for number, lead in enumerate(words.trouble.leads):
        for place in lead.to:
            yield from _unknown_place(entry, seen, place, "trouble", "leads", number, "to")


def _unknown_place(entry: Entry, seen: Seen, place: str, *where: str | int) -> Iterator[Problem]:
    page = place.partition("#")[0]
    if not seen.knows("pages", page):
        close = nearest(page, seen.tables["pages"])
        yield entry.problem(f"{where[0]}: found {place!r}, allowed: a page and an anchor ({close})", *where)


def _unknown_groups(entry: Entry, trouble: Trouble) -> Iterator[Problem]:
    """Groups that are not there, or that a group names before they stand: search-engine.js reads them in order."""
    names = list(trouble.groups)
    said: list[tuple[tuple[str | int, ...], tuple[str, ...], list[str]]] = [
        (("groups", name), trouble.groups[name], names[:at]) for at, name in enumerate(names)
    ]
    for at, lead in enumerate(trouble.leads):
        said += [(("leads", at, "says"), lead.says, names), (("leads", at, "unless"), lead.unless, names)]
    for where, phrases, there in said:
        for group in sorted({group for phrase in phrases for group in re.findall(r"\$([a-z]+)", phrase)} - {*there}):
            says = f"trouble: found '${group}', allowed: a group ({nearest(group, names)})"
            yield entry.problem(says, "trouble", *where)


_CHECKS: Mapping[str, Callable[[Entry, Any, Seen], Iterator[Problem]]] = {
    "facts": _fact,
    "options": _option,
    "groups": _group,
    "uses": _use,
    "claims": _claim,
    "disputes": _dispute,
    "audit": _audit,
    "countries": _country,
    "features": _feature,
    "pages": _page,
    "search": _search,
    "signs": _sign,
}
