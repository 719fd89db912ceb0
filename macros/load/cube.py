"""All that the data files hold, each table a mapping from id to record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from macros.load.records import (
    AuditItem,
    ChanceWords,
    Claim,
    Column,
    Country,
    Dispute,
    Drawing,
    Effect,
    Fact,
    Feature,
    FrozenEdition,
    Group,
    Measure,
    Option,
    PageMeta,
    Phrase,
    Question,
    ReadersWords,
    ReadingPath,
    Record,
    Reference,
    Review,
    Scale,
    Scar,
    Sign,
    Skin,
    Speech,
    Subject,
    Topic,
    Unit,
    Unused,
    Use,
    Wording,
)  # fmt: skip

# The facts on each measure, in file order, by the id of what they are about.
Found = Mapping[tuple[str | None, str], tuple[Fact, ...]]


def _by_measure(facts: Iterable[tuple[str | None, Fact]]) -> Found:
    found: dict[tuple[str | None, str], list[Fact]] = {}
    for about, fact in facts:
        found.setdefault((about, fact.measure), []).append(fact)
    return {key: tuple(facts) for key, facts in found.items()}


# A question of a table with the measure that answers it.
Pair = tuple[Measure, Column]


@dataclass(frozen=True, eq=False)
class Cube:
    """Options x measures x for whom -> facts, with the words and sources around them."""

    options: Mapping[str, Option]
    measures: Mapping[str, Measure]
    groups: Mapping[str, Group]
    units: Mapping[str, Unit]
    scales: Mapping[str, Scale]
    effects: Mapping[str, Effect]
    scars: Mapping[str, Scar]
    signs: Mapping[str, Sign]
    skin: Mapping[str, Skin]
    subjects: Mapping[str, Subject]
    uses: Mapping[str, Use]
    claims: Mapping[str, Claim]
    questions: Mapping[str, Question]
    countries: Mapping[str, Country]
    disputes: Mapping[str, Dispute]
    features: Mapping[str, Feature]
    paths: Mapping[str, ReadingPath]
    reviews: Mapping[str, Review]
    topics: Mapping[str, Topic]
    unused: Mapping[str, Unused]
    references: Mapping[str, Reference]
    chances: Mapping[str, ChanceWords]
    drawings: Mapping[str, Drawing]
    audit: Mapping[str, AuditItem]
    wording: Mapping[str, Wording]
    phrases: Mapping[str, Phrase]
    search: Mapping[str, ReadersWords]
    speech: Mapping[str, Speech]
    facts: Mapping[str, Fact]
    pages: Mapping[str, PageMeta]
    # A hash of the data files, the same whatever ends their lines.
    digest: str = ""
    # The keys of the pages, as they stand at their heads.
    fronts: tuple[tuple[str, str], ...] = ()
    # What each release has printed, by the release, the oldest first.
    editions: Mapping[str, FrozenEdition] = field(default_factory=dict)

    @cached_property
    def findings(self) -> Found:
        """The facts of each option on each measure."""
        return _by_measure((fact.option, fact) for fact in self.facts.values())

    @cached_property
    def set_against(self) -> Found:
        """The facts in which an option is what another was set against, on each measure."""
        return _by_measure((fact.against, fact) for fact in self.facts.values() if fact.against is not None)

    @cached_property
    def on_effects(self) -> Found:
        """The facts about each effect, on each measure."""
        return _by_measure((fact.effect, fact) for fact in self.facts.values())

    @cached_property
    def on_scars(self) -> Found:
        """The facts about one kind of scar alone, on each measure."""
        return _by_measure((fact.scar[0], fact) for fact in self.facts.values() if len(fact.scar) == 1)

    @cached_property
    def signs_with(self) -> Mapping[str, tuple[Sign, ...]]:
        """The signs of trouble that each fact stands behind, by its id."""
        found: dict[str, list[Sign]] = {}
        for sign in self.signs.values():
            for id_ in sign.facts:
                found.setdefault(id_, []).append(sign)
        return {id_: tuple(signs) for id_, signs in found.items()}

    @property
    def readers_words(self) -> ReadersWords:
        """What readers type into the search; its file holds one record."""
        return self.search["search"]

    @property
    def words_of_speech(self) -> Speech:
        """How a sentence says how sure we are, and how often; its file holds one record."""
        return self.speech["speech"]

    @cached_property
    def columns(self) -> Mapping[str, Pair]:
        """Each patient's question with the measure that answers it, by the question's id."""
        return {column.id: (measure, column) for measure in self.measures.values() for column in measure.columns}


# Every table with the type of its records; `facts` and `pages` are spread over folders.
TABLES: Mapping[str, type[Record]] = {
    "options": Option,
    "measures": Measure,
    "groups": Group,
    "units": Unit,
    "scales": Scale,
    "effects": Effect,
    "scars": Scar,
    "signs": Sign,
    "skin": Skin,
    "subjects": Subject,
    "uses": Use,
    "claims": Claim,
    "questions": Question,
    "countries": Country,
    "disputes": Dispute,
    "features": Feature,
    "paths": ReadingPath,
    "reviews": Review,
    "topics": Topic,
    "unused": Unused,
    "references": Reference,
    "chances": ChanceWords,
    "drawings": Drawing,
    "audit": AuditItem,
    "wording": Wording,
    "phrases": Phrase,
    "search": ReadersWords,
    "speech": Speech,
    "facts": Fact,
}
# Tables whose file holds one record instead of a list.
ALONE = ("search", "speech")
