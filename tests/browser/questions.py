"""Asks the search of a built site, as a reader does, and says which share of questions it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Page

from macros.load.cube import Cube

OWN = Path(__file__).parents[1] / "search-questions.yml"
GLOSSARIES = ("glossary", "glossary-complications", "glossary-treatments")
HELP = "when-to-call/"
# What is about signs on the page that says when to call; the page's top leads to all of them.
SIGNS = ("", "emergency", "same-day", "call", "pus", "normal")
DISTRESS = (f"{HELP}#numbers", "mood/#if-you-are-in-distress-now")
Kind = Literal["emergency", "symptom", "distress"]


@dataclass(frozen=True)
class Asked:
    """A question, and the topics of which any one answers it."""

    query: str
    expect: frozenset[str]


@dataclass(frozen=True)
class Cry:
    """What somebody in trouble types, and the kind of help that must come first."""

    query: str
    kind: Kind


def read_cries(path: Path) -> list[Cry]:
    """The words of trouble in a file: its part `trouble`, or the whole where it is a list."""
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    records = held if isinstance(held, list) else held["trouble"]
    return [Cry(record["query"], record["kind"]) for record in records]


def is_helped(kind: Kind, address: str, root: str) -> bool:
    """Whether an address of the site is where that kind of trouble must be led."""
    place = address.removeprefix(root)
    if kind == "emergency":
        return place == f"{HELP}#emergency"
    if kind == "distress":
        return place in DISTRESS
    return place.startswith(HELP) and urlsplit(place).fragment in SIGNS


def read_questions(path: Path, part: str = "queries") -> list[Asked]:
    """The questions of a part of a file."""
    records = yaml.safe_load(path.read_text(encoding="utf-8"))[part]
    return [Asked(record["query"], frozenset(record["expect"])) for record in records]


def topics_at(cube: Cube, address: str, root: str) -> frozenset[str]:
    """What is answered at an address of the site: the topics of its page, and the word that an entry explains."""
    target = urlsplit(address)
    folder = target.path.removeprefix(urlsplit(root).path).strip("/")
    pages = [cube.pages[name] for name in (f"{folder}.md", f"{folder}/index.md".lstrip("/")) if name in cube.pages]
    words = {target.fragment} if folder in GLOSSARIES and target.fragment else set()
    return frozenset(words.union(*(page.topics for page in pages)))


def rank(cube: Cube, asked: Asked, addresses: Iterable[str], root: str) -> int | None:
    """The place of the first address that answers, from 1; none where no address does."""
    places = enumerate(addresses, start=1)
    return next((place for place, address in places if topics_at(cube, address, root) & asked.expect), None)


def share(ranks: Sequence[int | None], most: int) -> float:
    """The share of questions answered in the first few results."""
    return sum(1 for place in ranks if place and place <= most) / len(ranks)


TYPE_ALL = """(queries) => {
  const input = document.getElementById("search-input");
  return queries.map((query) => {
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return [...document.querySelectorAll("a[data-search-result]")].map((link) => link.href);
  });
}"""


def ask(page: Page, query: str) -> list[str]:
    """Types a question into the search box; the addresses of the results, best first."""
    page.locator("#search-input").fill(query)
    links: list[str] = page.locator("a[data-search-result]").evaluate_all("links => links.map(link => link.href)")
    return links


def ask_all(page: Page, queries: Sequence[str]) -> list[list[str]]:
    """Types many questions, one after the other, without a word to the browser between; what each found."""
    found: list[list[str]] = page.evaluate(TYPE_ALL, list(queries))
    return found


def open_search(page: Page) -> None:
    """Turns to the search box, and waits until the search is there."""
    page.locator("#search-input").fill("redness")
    page.locator("a[data-search-result]").first.wait_for()
