"""A project as small as one can be, made up and never clinical: a record of each table, two pages, a clinic."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from macros.load.cube import TABLES
from macros.load.records import PageMeta, Record
from macros.load.settings import Mkdocs
from tests.projects import BRAND, DRAWN, GIVEN, HALF, ROOT
from tests.unit.clinics import full

# What a whole build reads beside its files.
CODE = (
    *("macros", "publish", "hooks.py", "clinic.yml", "overrides", "LICENSE", "CHANGELOG.md"),
    *("docs/assets/css", "docs/assets/js", "docs/assets/vendor"),
)
# The pages that the frame around each page leads to.
LED_TO = (
    *("when-to-call", "a-to-z", "glossary", "evidence", "about", "how-we-know"),
    *("compare/choose", "recovery", "decide", "scar-types", "privacy", "accessibility"),
)
DAY = {"checked": "2026-11-24", "next_check": "2027-11-24"}
META = {
    "title": "A page",
    "description": "A page that was made up for a test and says nothing at all.",
    "topics": ["topic-a"],
    **DAY,
}
VALUE = {"low": 2.0, "high": 4.0, "typical": 3.0, "unit": "days"}
FACT = {
    "id": "fact-a", "option": "fractional-co2", "against": "option-b", "effect": "effect-a", "scar": ["scar-a"], "skin": [1, 6],
    "measure": "measure-a", "form": "level", "value": VALUE, "spread": "studies", "typical_is": "mean",
    "scale": "scale-a", "rater": "patient", "people": "acne-scars", "size": 12, "lost": 1, "after": "a week", "urgency": "normal",
    "kind": "expected", "who": "nobody", "statement": "It took 2 to 4 days, 3 on average.", "sources": ["source-a"],
    "certainty": "low", "show": "comparison", "checked": "twice", "note": "A note.", "editor": "Made up.",
}  # fmt: skip
TOLD: dict[str, list[dict[str, Any]]] = {
    "data/options.yml": [
        {"id": "fractional-co2", "name": "A laser", "kind": "laser", "means": "It means nothing.", "family": "option-b",
         "also": [{"name": "Another", "kind": "brand", "source": "source-a"}], "page": "index.md", "does_not_apply": ["measure-a"]},
        {"id": "option-b", "name": "A class", "kind": "class", "means": "It means nothing."},
        {"id": "option-c", "name": "A cream", "kind": "camouflage", "means": "It means nothing."},
        {"id": "option-d", "name": "A needle", "kind": "treatment", "means": "It means nothing."},
    ],
    "data/measures.yml": [{"id": "measure-a", "name": "how long", "units": ["days", "people"], "columns": [
        {"id": "column-a", "group": "group-a", "label": "Short", "question": "How long?", "unit_words": "days", "effect": "effect-a", "compared": 1}]}],
    "data/groups.yml": [{"id": "group-a", "caption": "A table", "how_to_read": "From left to right."}],
    "data/units.yml": [
        {"id": "days", "kind": "time", "one": "day", "many": "days", "counted": "days", "factor": 1.0},
        {"id": "people", "kind": "count", "one": "person", "many": "people"},
        *({"id": name, "kind": "time", "one": name[:-1], "many": name, "factor": days}
          for name, days in (("hours", 0.04), ("weeks", 7.0), ("months", 30.4), ("years", 365.0))),
    ],
    "data/scales.yml": [{"id": "scale-a", "words": "a score"}],
    "data/effects.yml": [{"id": "effect-a", "name": "redness", "medical": "Erythema", "kind": "expected", "also": [{"name": "red skin"}]}],
    "data/scars.yml": [{"id": "scar-a", "name": "A scar", "medical": "Cicatrix", "also": [{"name": "a mark", "kind": "medical"}]}],
    "data/signs.yml": [{"id": "sign-a", "name": "It", "often_normal": "is often so for {fact-a}.", "says": "Call.", "on_skin": "Feel it.", "urgency": "call",
                        "facts": ["fact-a", "fact-b"], "after": ["fractional-co2"], "everywhere": True, "sooner": "With fever sooner.", "ours": "call."}],
    "data/skin.yml": [{"id": "skin-a", "type": 1, "words": "A kind of skin"}],
    "data/subjects.yml": [{"id": "subject-a", "name": "A subject"}],
    "data/uses.yml": [{"scar": "scar-a", "treatment": "other", "other": "Nothing", "detail": "at all", "verdict": "weak", "strength": "low",
                       "facts": ["fact-a"], "cautions": ["fact-b"]}],
    "data/claims.yml": [{"id": "claim-a", "part": "Part one", "says": "It says so.", "verdict": "partly", "because": "It is so.",
                         "facts": ["fact-a"], "limits": ["fact-b"], "page": "index.md"}],
    "data/questions.yml": [{"id": "question-a", "ask": "Why?", "why": "To know.", "topics": ["topic-a"]}],
    "data/countries.yml": [{"id": "GB", "name": "United Kingdom", "mistaken": ["UK"], "members": ["XX"],
        "help": [{"kind": "emergency", "number": "999", "also": "112", "then": "option 1", "name": "Help", "hours": "always", "source_url": "https://example.org/", "source_kind": "official"}],
        "rules": [{"id": "rule-a", "needs": "practitioners.register_name", "of": "one", "applies": "everywhere", "words": "A rule", "source_url": "https://example.org/", "standing": "law"},
                  {"id": "de-before-after", "words": "A rule that no program can check", "source_url": "https://example.org/", "standing": "second-hand"}]}],
    "data/disputes.yml": [{"id": "dispute-a", "question": "Who is right?", "why": "Nobody knows.",
                           "sides": [{"says": "One.", "facts": ["fact-a"]}, {"says": "Another.", "facts": ["fact-b"]}]}],
    "data/paths.yml": [{"id": "path-a", "pages": ["index.md", "index/findings.md"]}],
    "data/reviews.yml": [{"id": "review-a", "name": "Nobody", "role": "Doctor", "number": "1", "date": "2026-11-24", "edition": "0.1.0", "pages": ["index.md"]}],
    "data/topics.yml": [{"id": "topic-a"}],
    "data/unused.yml": [{"id": "fact-b", "reason": "Made up."}],
    "data/references.yml": [{"id": "source-a", "type": "article", "title": "A title", "authors": "Nobody", "journal": "A journal", "year": 2020,
        "volume": "1", "pages": "1-2", "pmid": "1", "doi": "10.1234/a", "url": "https://example.org/", "design": "rct", "participants": 12,
        "counts": "people", "population": "nobody", "open": True, "link": "doi"}],
    "data/features.yml": [{"id": "feature-a", "name": "A feature", "sides": [
        {"option": "fractional-co2", "says": "One.", "facts": ["fact-a", "fact-b"]}, {"option": "option-b", "says": "Another."}], "headlines": ["option-c"]}],
    "data/chances.yml": [{"id": "fact-a", "did": "had it", "did_not": "had it not"}],
    "data/drawings.yml": [{"id": "drawing-a", "title": "A drawing", "caption": "What it shows.", "panels": [
        {"id": "panel-a", "title": "A panel", "words": "In words.", "drawn": "A line.", "labels": [{"id": "label-a", "words": "A word"}]}]}],
    "data/audit.yml": [{"id": "audit-a", "instrument": "nhs", "group": "A group", "asks": "It asks.", "verdict": "met", "why": "It is so.",
                        "page": "index.md", "proof": "Words of a page", "stands_for": 2}],
    # With the words that stand around the pages, which a build asks for.
    "data/wording.yml": [{"id": "word-a", "words": "A word"}, *yaml.safe_load((ROOT / "data/wording.yml").read_text(encoding="utf-8"))],
    "data/facts/fractional-co2.yml": [FACT, {**FACT, "id": "fact-b", "value": {"n": 1, "of": 12, "unit": "people"}, "statement": "It was 1 of 12 people."}],
    "data/phrases.yml": [{"id": "phrase-a", "what": "says too much", "instead": "say less", "words": ["too much"], "unless": ["not ~"],
                          "rules": [{"country": "GB", "rule": "A rule", "source_url": "https://example.org/", "standing": "law"}]}],
}  # fmt: skip
WORDS = {
    "stop": ["a"], "light": ["b"], "common": ["c"], "spelling": [["d", "e"]], "places": {"index.md#top": ["word a"]},
    "trouble": {"groups": {"ill": ["h"]}, "leads": [{"to": ["index.md#top"], "says": ["$ill"], "unless": ["i"]}]}, "topics": {"topic-a": ["f"], "effect-a": ["g"]},
}  # fmt: skip
SPEECH = {
    "effects": ["mends"], "qualities": ["finest"], "spares": ["can"], "articles": ["any"], "reports": ["says"],
    "certainties": [{"certainty": level, "says": ["maybe"], "instead": "write maybe"} for level in ("high", "moderate", "low", "expert")],
    "frequency": ["evermore"], "admits": ["not known"], "quantities": ["umpteen"], "counted": ["people"],
    "set_phrases": [{"words": ["for evermore"], "reason": "A reason"}],
}  # fmt: skip
PAGES = {
    "docs/index.md": META,
    "docs/index/findings.md": {**META, "title": "All findings", "kind": "archive"},
    "docs/clinic/rooms.md": {**META, "title": "Rooms"},
}
BODY = "\n# A page\n\nWords of a page, and [a link](https://example.org/).\n\n## Top\n\nMore words.\n"

# Where each page leads for a newer edition.
NEWER = "\n## Newer { #newer }\n\nWords.\n"
# What a treatment's page calls, and each page of the project; a clinic's calls nothing.
WARNS, CLOSES = '\n{{ warn_after("fractional-co2") }}\n', "\n{{ close_page() }}\n"

# Two files of one size within one tick of the clock are one file to a cache.
TICKS = count(1)


def put(path: Path, raw: bytes) -> None:
    """Writes a file so that no cache takes it for the one before."""
    path.write_bytes(raw)
    os.utime(path, ns=(next(TICKS) * 10**9,) * 2)


def reword(path: Path, old: str, new: str) -> None:
    """Puts other words in the place of some that a file holds, where they stand first."""
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    put(path, text.replace(old, new, 1).encode())


@contextmanager
def holding(path: Path, raw: bytes) -> Iterator[None]:
    """For a while a file holds these bytes."""
    before = path.read_bytes()
    put(path, raw)
    try:
        yield
    finally:
        put(path, before)


def kind_of(file: str) -> type[Record]:
    """What stands in a file: the one definition of its keys."""
    if file == "mkdocs.yml":
        return Mkdocs
    return PageMeta if file.endswith(".md") else TABLES[file.removesuffix(".yml").split("/")[1]]


def files() -> dict[str, Any]:
    """What stands in each file of the small project."""
    return {**TOLD, "data/search.yml": WORDS, "data/speech.yml": SPEECH, "mkdocs.yml": full(), **PAGES}


def text_of(file: str, value: Any) -> str:
    """The text of a file: JSON is YAML, with each key on its line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    is_ours = file.startswith("docs/") and not file.startswith("docs/clinic/")
    calls = f"{NEWER * (file == 'docs/about.md')}{WARNS * (file == 'docs/index.md')}{CLOSES * is_ours}"
    return f"---\n{text}\n---\n{BODY}{calls}" if file.endswith(".md") else f"{text}\n"


def make_small(root: Path) -> Path:
    """Writes the small project below root."""
    (root / BRAND).mkdir(parents=True)
    for name in DRAWN:
        shutil.copy2(GIVEN / name, root / BRAND)
    for name in ("pyproject.toml", "base.yml"):
        shutil.copy2(ROOT / name, root / name)
    for file, value in files().items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(file, value), encoding="utf-8", newline="\n")
    return root


def make_whole(root: Path) -> Path:
    """Writes the small project with all that a whole build reads."""
    make_small(root)
    for name in CODE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=HALF)
        else:
            shutil.copy2(ROOT / name, root / name)
    for name in LED_TO:
        page = root / f"docs/{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(text_of(f"docs/{name}.md", {**META, "title": name}), encoding="utf-8")
    return root
