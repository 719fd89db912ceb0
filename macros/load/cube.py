"""All that the data files hold, each table a mapping from id to record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, get_args, get_origin, get_type_hints

from macros.load import records

K = TypeVar("K")
V = TypeVar("V")
# The facts on each measure, in file order, by the id of what they are about.
Found = Mapping[tuple[str | None, str], Sequence[records.Fact]]


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """All that belongs to each key, both in the order in which they come first."""
    found: dict[K, list[V]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


# A question of a table with the measure that answers it.
Pair = tuple[records.Measure, records.Column]


@dataclass(frozen=True, eq=False)
class Cube:
    """Options x measures x for whom -> facts, with the words and sources around them."""

    options: Mapping[str, records.Option]
    measures: Mapping[str, records.Measure]
    groups: Mapping[str, records.Group]
    units: Mapping[str, records.Unit]
    scales: Mapping[str, records.Scale]
    effects: Mapping[str, records.Effect]
    scars: Mapping[str, records.Scar]
    signs: Mapping[str, records.Sign]
    skin: Mapping[str, records.Skin]
    subjects: Mapping[str, records.Subject]
    uses: Mapping[str, records.Use]
    claims: Mapping[str, records.Claim]
    questions: Mapping[str, records.Question]
    countries: Mapping[str, records.Country]
    disputes: Mapping[str, records.Dispute]
    features: Mapping[str, records.Feature]
    paths: Mapping[str, records.ReadingPath]
    reviews: Mapping[str, records.Review]
    topics: Mapping[str, records.Topic]
    unused: Mapping[str, records.Unused]
    references: Mapping[str, records.Reference]
    chances: Mapping[str, records.ChanceWords]
    drawings: Mapping[str, records.Drawing]
    audit: Mapping[str, records.AuditItem]
    wording: Mapping[str, records.Wording]
    phrases: Mapping[str, records.Phrase]
    search: Mapping[str, records.ReadersWords]
    speech: Mapping[str, records.Speech]
    facts: Mapping[str, records.Fact]
    pages: Mapping[str, records.PageMeta]
    # A hash of the data files, the same whatever ends their lines.
    digest: str = ""
    # The path of each page below docs/ with the keys at its head, as they stand there.
    fronts: tuple[tuple[str, str], ...] = ()
    # What each release has printed, by the release, the oldest first.
    editions: Mapping[str, records.FrozenEdition] = field(default_factory=dict)

    @cached_property
    def findings(self) -> Found:
        """The facts of each option on each measure."""
        return grouped(((fact.option, fact.measure), fact) for fact in self.facts.values())

    @cached_property
    def set_against(self) -> Found:
        """The facts in which an option is what another was set against, on each measure."""
        return grouped(((fact.against, fact.measure), fact) for fact in self.facts.values() if fact.against is not None)

    @cached_property
    def on_effects(self) -> Found:
        """The facts about each effect, on each measure."""
        return grouped(((fact.effect, fact.measure), fact) for fact in self.facts.values())

    @cached_property
    def on_scars(self) -> Found:
        """The facts about one kind of scar alone, on each measure."""
        return grouped(((fact.scar[0], fact.measure), fact) for fact in self.facts.values() if len(fact.scar) == 1)

    @cached_property
    def signs_with(self) -> Mapping[str, Sequence[records.Sign]]:
        """The signs of trouble that each fact stands behind, by its id."""
        return grouped((id_, sign) for sign in self.signs.values() for id_ in sign.facts)

    @property
    def readers_words(self) -> records.ReadersWords:
        """What readers type into the search; its file holds one record."""
        return self.search["search"]

    @property
    def words_of_speech(self) -> records.Speech:
        """How a sentence says how sure we are, and how often; its file holds one record."""
        return self.speech["speech"]

    @cached_property
    def columns(self) -> Mapping[str, Pair]:
        """Each patient's question with the measure that answers it, by the question's id."""
        return {column.id: (measure, column) for measure in self.measures.values() for column in measure.columns}


# Every table with the type of its records, as the cube holds it; pages and editions lie elsewhere.
TABLES: Mapping[str, type[records.Record]] = {
    table: get_args(held)[1]
    for table, held in get_type_hints(Cube).items()
    if get_origin(held) is Mapping and table not in ("pages", "editions")
}
# Tables whose file holds one record instead of a list.
ALONE = ("search", "speech")
