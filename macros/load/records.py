"""The records that the data files hold: one definition for the loader, the types and the JSON Schema."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from macros.load.fields import Address, Edition, after, helpline, named, said, there_is

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(said)]
Ids = Annotated[tuple[Id, ...], Strict(strict=False)]
SkinTypes = Annotated[tuple[Annotated[int, Field(ge=1, le=6)], ...], Strict(strict=False)]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
    AfterValidator(there_is),
    Field(title="a day", examples=["2026-11-24"]),
]

Certainty = Literal["high", "moderate", "low", "expert"]
Kind = Literal["expected", "less common", "complication"]
Standing = Literal["law", "regulator", "second-hand", "draft"]
Verdict = Literal["supported", "partly", "not-supported", "not-studied", "opinion"]


class Record(BaseModel):
    """A frozen record that refuses keys it does not know and never converts a type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Alias(Record):
    """Another name that people use; a brand name always says where it was seen."""

    name: Words
    kind: Literal["lay", "medical", "brand"] = "lay"
    source: Id | None = Field(default=None, description="The reference in which the name was seen.")

    @property
    def printed(self) -> bool:
        """Whether pages print it: a medical name, or one that a reference bears; others only help the search."""
        return self.kind == "medical" or self.source is not None


class Value(Record):
    """What was measured, in the source's own unit: an interval, a point, or a small count."""

    low: float | None = None
    high: float | None = None
    typical: float | None = None
    n: int | None = Field(None, ge=0, description="How many of the small group.")
    of: int | None = Field(None, ge=1, description="The size of the small group.")
    unit: Id


class Fact(Record):
    """One finding of one source, the only place where a clinical number is written."""

    id: Id
    option: Id | None = Field(None, description="What was done.")
    against: Id | None = Field(None, description="The other option of a comparison.")
    effect: Id | None = Field(None, description="The side effect it speaks of.")
    scar: Ids = Field((), description="The scars it speaks of.")
    skin: SkinTypes = Field((), description="Fitzpatrick skin types that were measured, 1 to 6.")
    subject: Id | None = Field(None, description="The page it belongs to.")
    measure: Id = Field(description="What was measured.")
    form: Literal["level", "change", "difference", "risk-ratio", "odds-ratio", "words"]
    value: Value | None = None
    spread: Literal["studies", "people", "interval", "times", "stated"] | None = Field(
        None, description="What the way from low to high means; interval = a confidence interval."
    )
    typical_is: Literal["mean", "median", "rate", "usual"] | None = None
    scale: Id | None = Field(None, description="The score or definition, by its id in scales.yml.")
    rater: Literal["patient", "blinded", "doctor", "unblinded-doctor", "machine"] | None = None
    people: Literal["acne-scars", "mixed", "other", "not-said"] | None = None
    size: int | None = Field(None, ge=1, description="How many were measured.")
    after: Words | None = Field(None, description="How long people were followed, in words.")
    urgency: Literal["normal", "call", "same-day", "emergency"] | None = None
    kind: Kind | None = Field(None, description="On definitions of effects only.")
    who: Words = Field(description="Who was measured, in plain words.")
    statement: Words = Field(description="The finding in plain words; it bears the value.")
    sources: Ids = Field(min_length=1, description="References, by id.")
    certainty: Certainty
    show: Literal["table", "comparison", "text"]
    checked: Literal["once", "twice"]
    note: Words | None = Field(None, description="What disagrees or limits, for readers.")
    editor: Words | None = Field(None, description="For whoever works on the data; never printed.")

    @property
    def compares(self) -> bool:
        """Whether it sets two things against each other, so that its number says nothing of one alone."""
        return self.against is not None or self.form in ("difference", "risk-ratio", "odds-ratio")

    def effect_in(self, effect: str | None) -> bool:
        """Whether it answers a column about this effect, or about none."""
        return effect is None or self.effect == effect


class Reference(Record):
    """A source, with what was seen of it and nothing filled in."""

    id: Id
    type: Literal["article", "webpage", "guideline", "book-section", "report"]
    title: Words
    authors: Words | None = None
    journal: Words | None = None
    year: int | None = Field(None, ge=1900, le=2100)
    volume: Words | None = None
    pages: Words | None = None
    pmid: Words | None = Field(None, description="Quoted: an unquoted PMID is a number.")
    doi: Words | None = None
    url: Address
    design: Literal[
        "cohort",
        "narrative-review",
        "patient-information",
        "case-series",
        "systematic-review",
        "regulator",
        "split-face-rct",
        "rct",
        "consensus",
        "guideline",
        "in-vitro",
    ]
    participants: int | None = Field(None, ge=1)
    counts: Literal["people", "studies"] | None = None
    population: Words | None = None
    open: bool | None = Field(None, description="Free to read.")
    link: Literal["doi", "pmid", "url", "none"] = Field(description="What may be linked.")


class Option(Record):
    """Something a person can choose: a laser, a class of lasers, another treatment, nothing."""

    id: Id
    name: Words
    kind: Literal["none", "camouflage", "laser", "class", "any-laser", "treatment"]
    means: Words = Field(description="What it is, in one plain sentence without a number.")
    family: Id | None = Field(None, description="The class it is a member of.")
    also: Annotated[tuple[Alias, ...], Strict(strict=False)] = ()
    page: Words | None = Field(None, description="Its page, as a path below docs/.")
    does_not_apply: Ids = Field((), description="Measures that make no sense for it.")


class Column(Record):
    """A question of the patient's that a measure answers in a table."""

    id: Id
    group: Id
    question: Words
    unit_words: Words
    effect: Id | None = None


class Measure(Record):
    """What can be measured, in which units, and the questions it answers."""

    id: Id
    name: Words
    units: Ids = ()
    columns: Annotated[tuple[Column, ...], Strict(strict=False)] = ()


class Group(Record):
    """A table: its caption and one line that says how to read it."""

    id: Id
    caption: Words
    how_to_read: Words


class Unit(Record):
    """A unit with its words; units of one kind convert by their factor."""

    id: Id
    kind: Literal["time", "share", "length", "score", "count", "ratio"]
    one: Words
    many: Words
    counted: Words | None = Field(None, description="The denominator of a share.")
    factor: float = Field(1.0, gt=0, description="How many of the kind's base unit it holds.")


class Scale(Record):
    """A score or a definition of success, in plain words."""

    id: Id
    words: Words


class Effect(Record):
    """Something that can happen to the skin after treatment."""

    id: Id
    name: Words
    medical: Words
    kind: Kind
    also: Annotated[tuple[Alias, ...], Strict(strict=False)] = ()


class Scar(Record):
    """A kind of acne scar or of the marks that are taken for one."""

    id: Id
    name: Words
    medical: Words
    also: Annotated[tuple[Alias, ...], Strict(strict=False)] = ()


class Skin(Record):
    """A Fitzpatrick skin type in plain words."""

    id: Id
    type: int = Field(ge=1, le=6)
    words: Words


class Use(Record):
    """What is used for a kind of scar, how much for it speaks, and the facts behind it."""

    scar: Id
    treatment: Id = Field(description="An option, or `other` with its name in the key `other`.")
    other: Words | None = None
    detail: Words | None = None
    verdict: Literal["first", "helps", "adjunct", "weak"]
    strength: Certainty
    facts: Ids = Field(min_length=1)
    cautions: Ids = ()


class Claim(Record):
    """A claim of the article in our words, and what the facts say on both sides."""

    id: Id
    part: Words
    says: Words
    verdict: Verdict
    because: Words
    facts: Ids = Field((), description="Facts that speak for it.")
    limits: Ids = Field((), description="Facts that speak against it or limit it.")
    page: Words | None = Field(None, description="The page that deals with it, as a path below docs/.")


class Side(Record):
    """One side of a disagreement: what it says, and the facts that it rests on."""

    says: Words
    facts: Ids = Field(min_length=1)


class Dispute(Record):
    """A question on which good sources disagree: both sides in equal detail, and why."""

    id: Id
    question: Words
    sides: Annotated[tuple[Side, ...], Strict(strict=False), Field(min_length=2)]
    why: Words


class FeatureSide(Record):
    """What one option means for a feature: in words without a number, by facts, or both."""

    option: Id
    says: Words | None = None
    facts: Ids = ()


class Feature(Record):
    """Something that may matter to a reader, with what it is under each option, in equal detail."""

    id: Id
    name: Words
    sides: Annotated[tuple[FeatureSide, ...], Strict(strict=False), Field(min_length=2)]


class Review(Record):
    """Who has read which pages of which edition, with the right to judge them."""

    id: Id
    name: Words
    role: Words
    number: Words | None = Field(None, description="Number in the professional register, as it is printed there.")
    date: Day
    edition: Edition
    pages: Annotated[tuple[Words, ...], Strict(strict=False), Field(min_length=1)]


class Unused(Record):
    """A fact that no page shows, and why."""

    id: Id
    reason: Words


class Topic(Record):
    """A topic that a page can answer, beside the ids of options, effects, scars and skin types."""

    id: Id


class Question(Record):
    """A question to ask before deciding, and why it is worth asking."""

    id: Id
    ask: Words
    why: Words
    topics: Ids = Field(min_length=1)


class HelpNumber(Record):
    """A telephone line for an emergency, for advice or in distress."""

    kind: Literal["emergency", "urgent-advice", "distress"]
    number: Annotated[Words, AfterValidator(helpline)] = Field(description="Quoted, as it is dialled.")
    also: Words | None = None
    then: Words | None = Field(None, description="What to press.")
    name: Words
    hours: Words | None = None
    source_url: Address
    source_kind: Literal["official", "news", "weak"] = Field(description="How good the source is; weak is neither.")

    @property
    def sure(self) -> bool:
        """Whether it may stand without a mark: a general emergency number that an official page bears."""
        return self.kind == "emergency" and self.source_kind == "official"


class NoPlanner(Record):
    """Why a clinic in a country does not offer the date planner, in plain words, and where that was read."""

    rule: Words
    source_url: Address


class ClinicRule(Record):
    """What a country asks a clinic to say of itself, with its source and how surely we know it."""

    id: Id
    needs: Words | None = Field(None, description="The key below extra.clinic that must be given, with dots.")
    of: Literal["each", "one"] = Field("each", description="Of a list: whether each item needs it, or one.")
    applies: Words | None = Field(None, description="Where it holds, if not for every clinic.")
    words: Words
    source_url: Address
    standing: Standing


class Country(Record):
    """A country with its help lines, what it asks of a clinic, and what it does not let one offer."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Words
    mistaken: Annotated[tuple[Words, ...], Strict(strict=False)] = Field((), description="Codes people write for it.")
    members: Annotated[tuple[Words, ...], Strict(strict=False)] = Field((), description="Countries its rules bind.")
    help: Annotated[tuple[HelpNumber, ...], Strict(strict=False)] = ()
    rules: Annotated[tuple[ClinicRule, ...], Strict(strict=False)] = ()
    no_planner: NoPlanner | None = Field(None, description="The rule because of which the date planner is off there.")


class PageMeta(Record):
    """The front matter of a page."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(named)]
    description: Annotated[str, StringConstraints(min_length=40, max_length=200), AfterValidator(named)]
    topics: Annotated[tuple[Id, ...], Strict(strict=False), Field(max_length=5)] = ()
    checked: Day
    next_check: Day
    tool: Literal["choose", "planner", "decide"] | None = Field(
        None, description="The tool on the page: its script and its style sheet are loaded there alone."
    )

    @field_validator("next_check")
    @classmethod
    def _after_the_check(cls, day: str, info: ValidationInfo) -> str:
        """The next check comes after the one before it."""
        return after(day, info.data.get("checked"))


class Subject(Record):
    """What a fact belongs to that is about no single option, effect or scar."""

    id: Id
    name: Words


class Wording(Record):
    """Words that views print: a name, a mark, a label; the one place to change or translate them."""

    id: Id
    words: Words
