"""A project as small as one can be, made up and never clinical: a record of each table, two pages, a clinic."""

from __future__ import annotations

import json
import os
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from macros.load.cube import TABLES
from macros.load.records import PageMeta, Record
from macros.load.settings import Mkdocs
from tests.unit.clinics import full

ROOT = Path(__file__).parents[2]
# What a whole build reads beside its files.
CODE = (
    "macros",
    "publish",
    "hooks.py",
    "overrides",
    "docs/assets/css",
    "docs/assets/js",
    "docs/assets/vendor",
    "LICENSE",
    "CHANGELOG.md",
)
# The pages that the frame around each page leads to.
LED_TO = ("when-to-call", "a-to-z", "glossary", "evidence", "about")
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
    "scale": "scale-a", "rater": "patient", "people": "acne-scars", "size": 12, "after": "a week", "urgency": "normal",
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
        {"id": "column-a", "group": "group-a", "question": "How long?", "unit_words": "days", "effect": "effect-a"}]}],
    "data/groups.yml": [{"id": "group-a", "caption": "A table", "how_to_read": "From left to right."}],
    "data/units.yml": [
        {"id": "days", "kind": "time", "one": "day", "many": "days", "counted": "days", "factor": 1.0},
        {"id": "people", "kind": "count", "one": "person", "many": "people"},
    ],
    "data/scales.yml": [{"id": "scale-a", "words": "a score"}],
    "data/effects.yml": [{"id": "effect-a", "name": "redness", "medical": "Erythema", "kind": "expected", "also": [{"name": "red skin"}]}],
    "data/scars.yml": [{"id": "scar-a", "name": "A scar", "medical": "Cicatrix", "also": [{"name": "a mark", "kind": "medical"}]}],
    "data/phrases.yml": [{"id": "phrase-a", "what": "says too much", "instead": "say less", "words": ["too much"], "unless": ["not ~"],
                          "rules": [{"country": "GB", "rule": "A rule", "source_url": "https://example.org/", "standing": "law"}]}],
}  # fmt: skip
WORDS = {
    "stop": ["a"], "light": ["b"], "common": ["c"], "spelling": [["d", "e"]], "places": {"index.md#top": ["word a"]},
    "trouble": {"groups": {"group": ["g"]}, "leads": [{"to": ["index.md#top"], "says": ["h $group"], "unless": ["i"]}]}, "topics": {"topic-a": ["f"], "effect-a": ["g"]},
}  # fmt: skip
PAGES = {"docs/index.md": META, "docs/clinic/rooms.md": {**META, "title": "Rooms"}}
BODY = "\n# A page\n\nWords of a page, and [a link](https://example.org/).\n\n## Top\n\nMore words.\n"

# Two files of one size within one tick of the clock are one file to a cache.
TICKS = count(1)


def put(path: Path, raw: bytes) -> None:
    """Writes a file so that no cache takes it for the one before."""
    path.write_bytes(raw)
    os.utime(path, ns=(next(TICKS) * 10**9,) * 2)


def kind_of(file: str) -> type[Record]:
    """What stands in a file: the one definition of its keys."""
    if file == "mkdocs.yml":
        return Mkdocs
    return PageMeta if file.endswith(".md") else TABLES[file.removesuffix(".yml").split("/")[1]]


def files() -> dict[str, Any]:
    """What stands in each file of the small project."""
    return {**TOLD, "data/search.yml": WORDS, "mkdocs.yml": full(), **PAGES}


def text_of(file: str, value: Any) -> str:
    """The text of a file: JSON is YAML, with each key on its line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    return f"---\n{text}\n---\n{BODY}" if file.endswith(".md") else f"{text}\n"


def make_small(root: Path) -> Path:
    """Writes the small project below root."""
    shutil.copytree(ROOT / "docs/assets/brand", root / "docs/assets/brand", ignore=shutil.ignore_patterns("brand.css"))
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
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, root / name)
    for name in LED_TO:
        (root / f"docs/{name}.md").write_text(text_of(".md", {**META, "title": name}), encoding="utf-8")
    return root
