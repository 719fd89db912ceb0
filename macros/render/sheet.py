"""What one rendering of one page has shown so far, and its links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, Self

from macros.load.records import Certainty, Fact

# What an address in a view must look like: "a/b/" where a page is a folder, "a/b.html" where it is a file,
# "a/b.md" where the engine makes one of the two from it.
Addresses = Literal["folders", "files", "sources"]


def url_of(page: str) -> str:
    """The address of a page below the site's root: "a/b.md" -> "a/b/", "index.md" -> "./"."""
    stem = page.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{stem}/" if stem else "./"


@lru_cache(maxsize=8192)
def _way(start: str, to: str) -> str:
    """The relative path from one folder to another path."""
    return posixpath.relpath(to, start)


def link(page: str, *, to: str, anchor: str = "") -> str:
    """The relative address from one page to another, or to an anchor of the same page."""
    fragment = f"#{anchor}" if anchor else ""
    if to == page:
        return fragment or "./"
    way = _way(url_of(page), url_of(to))
    return f"{way}/{fragment}" if way != "." else f"./{fragment}"


def link_to_source(page: str, *, to: str, anchor: str = "") -> str:
    """The relative path from one page's source to another's: Zensical makes an address of it, also in HTML."""
    fragment = f"#{anchor}" if anchor else ""
    if to == page and fragment:
        return fragment
    return f"{_way(posixpath.dirname(page) or '.', to)}{fragment}"


def link_to_file(page: str, *, to: str, anchor: str = "") -> str:
    """The relative path from one page to another where each page is a file, as on a stick."""
    source, _, fragment = link_to_source(page, to=to, anchor=anchor).partition("#")
    file = f"{source.removesuffix('.md')}.html" if source else ""
    return f"{file}#{fragment}" if fragment else file


_LINKS = {"folders": link, "files": link_to_file, "sources": link_to_source}


@dataclass(frozen=True)
class Citation:
    """One use of a source on a page: the number it has there and, of its first use, the anchor; else "".

    A guide has no sources of its own: there it is the way to a finding's passport, which names them.
    """

    source: str
    number: int
    anchor: str
    passport: str = ""
    certainty: Certainty | None = None


# Which source each page cites where: pages by their path below docs/, each with its citations in order.
Usage = tuple[tuple[str, tuple[Citation, ...]], ...]


def passport_anchor(fact: Fact) -> str:
    """Where a fact stands on the page of all findings."""
    return f"finding-{fact.id}"


# The fields of a sheet that its rendering fills.
NOTED = ("facts", "citations", "numbers", "terms", "questions", "waits_for_usage", "told")


@dataclass
class Sheet:
    """The state of one rendering of one page, begun anew each time that it is rendered."""

    page: str
    facts: dict[str, None] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    addresses: Addresses = "folders"
    terms: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    # Whether the page lists where sources are used, which is known only when all other pages are rendered.
    waits_for_usage: bool = False
    # Which headlines it has shown in rows: the option's id and the question's.
    told: set[tuple[str, str]] = field(default_factory=set)
    # On a guide, by a fact's id the page where all that is known of it stands; none where sources stand beside facts.
    passports: Mapping[str, str] | None = None

    def parts(self) -> dict[str, Any]:
        """What is noted on it, as plain values."""
        noted = {name: getattr(self, name) for name in NOTED}
        return noted | {"citations": [tuple(vars(citation).values()) for citation in self.citations]}

    def take(self, noted: Mapping[str, Any]) -> Self:
        """The sheet with all that was noted on another one of its page."""
        citations = [Citation(*parts) for parts in noted["citations"]]
        return replace(self, **{**noted, "citations": citations})

    def show(self, facts: Iterable[Fact]) -> None:
        """Notes the facts as shown here."""
        self.facts |= {fact.id: None for fact in facts}

    def cite(self, facts: Iterable[Fact]) -> tuple[Citation, ...]:
        """Notes the facts as shown here and returns a citation of each of their sources; on a guide, of each fact."""
        shown = tuple(facts)
        self.show(shown)
        if self.passports is not None:
            return tuple(self._passport(fact, self.passports[fact.id]) for fact in shown)
        sources = dict.fromkeys(source for fact in shown for source in fact.sources)
        return tuple(self.cite_source(source) for source in sources)

    def _passport(self, fact: Fact, page: str) -> Citation:
        """The way to the passport of a fact."""
        number = self.numbers.setdefault(fact.id, len(self.numbers) + 1)
        return Citation("", number, "", self.link(page, passport_anchor(fact)), fact.certainty)

    def cite_source(self, source: str) -> Citation:
        """Notes one more use of a source and returns its citation."""
        # Whoever comes from a source is led to where it is used first.
        anchor = "" if source in self.numbers else f"use-{len(self.numbers) + 1}"
        number = self.numbers.setdefault(source, len(self.numbers) + 1)
        self.citations.append(Citation(source, number, anchor))
        return self.citations[-1]

    def link(self, to: str, anchor: str = "") -> str:
        """The relative address of another page or of an anchor on it, in the form that the engine leaves right."""
        return _LINKS[self.addresses](self.page, to=to, anchor=anchor)

    def link_file(self, path: str) -> str:
        """The relative address of a file that lies beside the pages, by its path below the site's root."""
        here = url_of(self.page) if self.addresses == "folders" else posixpath.dirname(self.page) or "."
        return _way(here, path)
