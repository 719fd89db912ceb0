"""Words that views print, and words that people type into the search."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict, StringConstraints

from macros.load.records.base import Certainty, Id, Identified, Many, Record, Words

Terms = Many[Words]
Spelling = Many[Annotated[tuple[Words, str], Strict(strict=False)]]


class Wording(Identified):
    """Words that views print: a name, a mark, a label; the one place to change or translate them."""

    words: Words


class ChanceWords(Record):
    """How a share of people is told both ways round; the number is the fact's."""

    id: Id = Field(description="The fact.")
    did: Words
    did_not: Words


class Label(Identified):
    """A word that stands in a drawing."""

    words: Words


class Panel(Identified):
    """One part of a drawing; its shapes stand in a template of the same name."""

    title: Words
    words: Words = Field(description="What it shows, below it.")
    drawn: Words = Field(description="What is drawn, for people who do not see it.")
    labels: Many[Label] = ()


class Drawing(Identified):
    """A drawing of our own: its title, its caption and its panels."""

    title: Words
    caption: Words
    panels: Many[Panel] = Field(min_length=1)


_PIECE = r"(\$[a-z]+|[a-z0-9]+|\?)"
_SIDE_BY_SIDE = rf"(#[a-z0-9-]+|{_PIECE}(-{_PIECE})*)"
_PART = rf"!?\^?{_SIDE_BY_SIDE}"
Spoken = Annotated[str, StringConstraints(pattern=f"^{_SIDE_BY_SIDE}$", max_length=80)]
Saying = Annotated[str, StringConstraints(pattern=f"^=?{_PART}( {_PART})*$", max_length=80)]
Sayings = Many[Saying]


class Lead(Record):
    """Where trouble leads first: a phrase is words, `$groups`, `words-side-by-side`; see data/search.yml."""

    to: Many[Words] = Field(min_length=1)
    says: Sayings = Field(min_length=1)
    unless: Sayings = Field((), description="Phrases of questions that are not meant.")


class Trouble(Record):
    """Words of people in trouble; of the leads the first that fits counts."""

    groups: dict[Id, Annotated[Many[Spoken], Field(min_length=1)]]
    leads: Many[Lead] = Field(min_length=1)


class ReadersWords(Record):
    """The words of data/search.yml."""

    stop: Terms
    light: Terms
    common: Terms
    spelling: Spelling
    places: dict[Words, Terms]
    trouble: Trouble
    topics: dict[Id, Terms]


class Hedge(Record):
    """The words by which a claim bears a certainty."""

    certainty: Certainty
    says: Terms = Field(description="One of them stands before the verb; none of another certainty's.")
    instead: Words = Field(description="What to write, for whoever reads the refusal.")


class SetPhrase(Record):
    """Words that hold a word of frequency and tell of none, or of one that nobody counts."""

    words: Terms
    reason: Words


class Speech(Record):
    """The words of data/speech.yml: how a sentence says how sure we are, and how often."""

    effects: Terms
    qualities: Terms
    spares: Terms
    articles: Terms
    reports: Terms
    certainties: Many[Hedge]
    frequency: Terms
    quantities: Terms
    counted: Terms
    admits: Terms
    set_phrases: Many[SetPhrase]
