"""The built pages -> the search index: a classic script, so that it also loads from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from macros.load import Cube, Problem
from macros.load.records import ReadersWords
from macros.model.choose import all_names, named
from publish.beside.built_pages import read_pages
from publish.beside.sections import Section, sections, without_repeated_parts
from publish.beside.template import write
from publish.report import Refused

FILE = "data/search.yml"
SCRIPT = "window.DANGER_OR_MIRACLE_INDEX="
# The first words of each section, so that the index of all pages stays light; but every word on when to seek help.
MOST_TEXT = 190
WHOLE = "when-to-seek-care"


def _names(cube: Cube) -> dict[str, tuple[str, ...]]:
    """Every name of the options, the effects and the scars, by id."""
    return {record.id: all_names(record) for record in named(cube)}


def write_index(site: Path, words: ReadersWords, cube: Cube) -> None:
    """Writes search-index.js into the site, from its pages, their topics and the readers' words; raises Refused."""
    pages = list(without_repeated_parts(_pages(site)))
    places = [_places(url, part) for url, parts in pages for part in parts]
    index = {
        "pages": [[url, parts[0].title, topics_of(url, cube)] for url, parts in pages],
        "sections": [
            _packed(number, part, whole=topics_of(url, cube)[:1] == [WHOLE])
            for number, (url, parts) in enumerate(pages)
            for part in parts
        ],
        "topics": _phrases(words, cube),
        "places": _told_places(words, places),
        "trouble": _trouble(words, places, cube),
        "names": {id_: names[0] for id_, names in _names(cube).items()},
        "options": list(cube.options),
        **words.model_dump(mode="json", exclude={"topics", "light", "places", "trouble"}),
    }
    # A closing tag in the text must not end the script where a page takes it in.
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    write(site / "search-index.js", f"{SCRIPT}{text};\n")


def _packed(page: int, part: Section, *, whole: bool) -> list[str | int]:
    """A section without keys, which would stand in the index hundreds of times; search-engine.js reads this order."""
    text = part.text if whole else part.first_words(MOST_TEXT)
    return [page, part.kind, part.anchor, part.title if part.kind != "page" else "", text]


def topics_of(url: str, cube: Cube) -> list[str]:
    """What the page at this address is about; a page that no source stands behind is about nothing."""
    return [topic for name in _sources(url) if name in cube.pages for topic in cube.pages[name].topics]


def _sources(url: str) -> tuple[str, str]:
    """The names below docs/ that the source of the page at this address can have."""
    page = unquote(url).removesuffix(".html").rstrip("/")
    return f"{page}.md", f"{page}/index.md".removeprefix("/")


def _places(url: str, part: Section) -> tuple[str, ...]:
    """What data/search.yml may call a section."""
    return tuple(f"{name}#{part.anchor}" for name in _sources(url))


def _told_places(words: ReadersWords, places: Sequence[tuple[str, ...]]) -> list[tuple[int, list[str]]]:
    """The sections that have words of their own, by their number, each with its words; raises Refused for others."""
    numbers = _numbers("places", list(words.places), places)
    return [
        (numbers[place], list(dict.fromkeys(_plain(phrase, words) for phrase in phrases)))
        for place, phrases in words.places.items()
    ]


def _trouble(words: ReadersWords, places: Sequence[tuple[str, ...]], cube: Cube) -> dict[str, object]:
    """The groups of words of people in trouble, and the leads with the numbers of their sections; raises Refused.

    Every name stands in the group `bare`, where there is one: it alone asks what it means.
    """
    told = words.trouble.model_dump(mode="json")
    numbers = _numbers("trouble", [place for lead in words.trouble.leads for place in lead.to], places)
    groups = dict(told["groups"])
    if "bare" in groups:
        names = ["-".join(_words(name)) for said in _names(cube).values() for name in said]
        groups["bare"] = list(dict.fromkeys([*groups["bare"], *filter(None, names)]))
    leads = [{**lead, "to": [numbers[place] for place in lead["to"]]} for lead in told["leads"]]
    return {"groups": groups, "leads": leads}


def _numbers(key: str, wanted: Sequence[str], places: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """The number of the section at each place; raises Refused where data/search.yml names one that no page has."""
    numbers = {name: number for number, names in enumerate(places) for name in names}
    if strange := [place for place in wanted if place not in numbers]:
        raise Refused(Problem(FILE, 1, key, f"found {place!r}, which no built page has") for place in strange)
    return numbers


def _phrases(words: ReadersWords, cube: Cube) -> Mapping[str, list[str]]:
    """What people type for each topic, its own name first."""
    names = _names(cube)
    ids = dict.fromkeys([*words.topics, *names])
    said = {id_: [*names.get(id_, ()), *words.topics.get(id_, ())] for id_ in ids}
    return {id_: list(dict.fromkeys(_plain(phrase, words) for phrase in phrases)) for id_, phrases in said.items()}


def _plain(phrase: str, words: ReadersWords) -> str:
    """The words of a phrase without the light ones, if enough is said without them."""
    found = _words(phrase)
    kept = [word for word in found if word not in words.light]
    return " ".join(kept if len(kept) > 1 and not set(kept) <= set(words.common) else found)


def _words(text: str) -> list[str]:
    """The words of a text as search-engine.js finds them: "1,320" is one."""
    return re.findall(r"[^\W_]+", re.sub(r"['’]|(?<=\d),(?=\d{3})", "", text.lower()))


def _pages(site: Path) -> Iterator[tuple[str, list[Section]]]:
    """The address and the sections of every built page that has any."""
    for address, html in read_pages(site):
        if parts := sections(html, address):
            yield address, parts
