"""What has come loose in data and pages: a list for whoever looks after the site, and no reason to refuse a build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from importlib.metadata import PackageNotFoundError, files, metadata
from itertools import chain
from pathlib import Path

from macros.load import Cube, read_cube
from macros.model.choose import all_names, named
from macros.usage import sheets

OLD_YEARS = 10
# What most names of illnesses, tissues and procedures end in: such a word wants an entry, or plain words.
MEDICAL = re.compile(
    r"\b[a-z-]*(?:itis|osis|oma|omas|aemia|emia|algia|ectomy|otomy|plasty|pathy|trophic|trophy|derma|dermal|dermis|"
    r"edema|oedema|ema|genic|lysis|pigmentation|ectasia|ectasias|cytes?|oid|oids|ablative|thermal)\b",
    re.IGNORECASE,
)
# Plain English that ends so, and words that each page explains by itself.
PLAIN = frozenset({"diploma", "aroma", "coma", "cinema", "avoid", "schema", "dilemma", "android", "diagnosis"})
PINNED = re.compile(r"(?m)^([\w.-]+)==(\S+?)(?: ; .*)? \\$")

Sections = Mapping[str, list[str]]


def audit(root: Path, day: date) -> Sections:
    """The findings under their headings, each in a line of its own; an empty list where there is none."""
    cube, pages = read_cube(root), sheets(root).values()
    shown = {fact for sheet in pages for fact in sheet.facts}
    cited = sorted({source for sheet in pages for source in sheet.numbers} & set(cube.references))
    unshown, excused = unexplained(root)
    return {
        "References that no fact and no name uses": _unused_references(cube),
        "Facts that no page shows, without a reason in data/unused.yml": unshown,
        "Reasons in data/unused.yml for facts that a page shows": excused,
        "Medical words in findings that are on pages and have no entry": _without_entry(cube, shown),
        f"Sources in use that are older than {OLD_YEARS} years on {day}": _old_sources(cube, cited, day),
        "Sources in use whose year is not known": [id_ for id_ in cited if cube.references[id_].year is None],
        "Licences of the packages that the site is made and tested with": list(licences(root)),
    }


def report(sections: Sections) -> str:
    """The sections as text."""
    return "\n\n".join(
        "\n".join([f"{title}: {len(lines) or 'none'}", *(f"  {line}" for line in lines)])
        for title, lines in sections.items()
    )


def unexplained(root: Path) -> tuple[list[str], list[str]]:
    """The facts that no page shows and no reason excuses, and the reasons that excuse a shown fact."""
    cube, shown = read_cube(root), {fact for sheet in sheets(root).values() for fact in sheet.facts}
    return sorted(set(cube.facts) - shown - set(cube.unused)), sorted(shown & set(cube.unused))


def _unused_references(cube: Cube) -> list[str]:
    used = {source for fact in cube.facts.values() for source in fact.sources}
    used |= {alias.source for record in named(cube) for alias in record.also if alias.source}
    return sorted(set(cube.references) - used)


def _without_entry(cube: Cube, shown: AbstractSet[str]) -> list[str]:
    """Each such word with the facts that print it, the most printed first."""
    known = _known_words(cube)
    found: dict[str, list[str]] = {}
    for id_ in sorted(shown):
        fact = cube.facts[id_]
        for word in set(MEDICAL.findall(f"{fact.statement} {fact.note or ''}".lower())) - known:
            found.setdefault(word, []).append(id_)
    most = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"{word}: {', '.join(ids[:5])}{' …' if len(ids) > len(ids[:5]) else ''}" for word, ids in most]


def _known_words(cube: Cube) -> set[str]:
    """Every word of a name that the glossaries explain."""
    names = chain.from_iterable(map(all_names, named(cube)))
    return {*PLAIN, *(word for name in names for word in re.findall(r"[a-z-]+", name.lower()))}


def _old_sources(cube: Cube, cited: Iterable[str], day: date) -> list[str]:
    dated = [(year, id_) for id_ in cited if (year := cube.references[id_].year) is not None]
    return [f"{year} {id_}" for year, id_ in sorted(dated) if year < day.year - OLD_YEARS]


def licences(root: Path) -> Iterator[str]:
    """A line for each pinned package: its name, its version, and the licence that it says it has."""
    pins = {name: version for file in sorted(root.glob("requirements*.txt")) for name, version in pinned(file).items()}
    for name, version in sorted(pins.items()):
        yield f"{name} {version}: {licence_of(name) or 'not installed here'}"


def pinned(file: Path) -> dict[str, str]:
    """The packages of a list of pins, by name."""
    return {name.lower(): version for name, version in PINNED.findall(file.read_text(encoding="utf-8"))}


# How the text of this licence begins, and no other.
_MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"


def licence_of(package: str) -> str | None:
    """What a package says of its licence, in one line; None where it is not installed."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return None
    classifiers = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    written = [*(told.get_all("License-Expression") or []), " or ".join(classifiers), *(told.get_all("License") or [])]
    # Some say it by the text alone.
    texts = [file.read_text("utf-8") or "" for file in files(package) or () if file.match("licenses/LICENSE*")]
    written += ["MIT" for text in texts if _MIT in " ".join(text.split())]
    return next((text.split("\n")[0] for text in map(str.strip, written) if text not in ("", "UNKNOWN")), "unknown")
