"""The records that the data files hold: one definition for the loader, the types and the JSON Schema."""

# Each name is here to be imported from here.
# mypy: implicit-reexport
# ruff: noqa: F401
from __future__ import annotations

from macros.load.records.base import CERTAINTIES, Certainty, Day, EffectKind, Id, Ids, Many, Record, Words
from macros.load.records.claims import Claim, Dispute, Side, Verdict
from macros.load.records.countries import ClinicRule, Country, HelpNumber, NoPlanner, Phrase, PhraseRule, Standing
from macros.load.records.editions import FrozenEdition, FrozenFact, FrozenPage, FrozenSign
from macros.load.records.facts import URGENCIES, Fact, Reference, SkinTypes, Unused, Urgency, Value
from macros.load.records.measures import Column, Group, Measure, Scale, Unit
from macros.load.records.options import Alias, Feature, FeatureSide, Option
from macros.load.records.pages import AuditItem, PageMeta, Question, ReadingPath, Review, Subject, Topic
from macros.load.records.skin import Effect, Scar, Sign, Skin, Use
from macros.load.records.words import ChanceWords, Drawing, Hedge, Label, Panel, ReadersWords, Speech, Trouble, Wording
