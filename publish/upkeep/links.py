"""The addresses to which pages lead or could, as a list for a checker of links: `nox -s links` asks them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from macros.load import Cube
from macros.render.pieces import addresses_of


class Link(NamedTuple):
    """An address that pages show, or could: a source's DOI, its number in PubMed, its page, or that of a help line."""

    source: str
    kind: str
    address: str


def links_of(cube: Cube) -> Iterator[Link]:
    """The addresses of each source, its page only where it may be shown, and where each help line was read."""
    for reference in cube.references.values():
        yield from (Link(reference.id, kind, address) for kind, address in addresses_of(reference).items())
    for country in cube.countries.values():
        for number, line in enumerate(country.help, start=1):
            yield Link(f"help-{country.id.lower()}-{number}", "url", line.source_url)


# How each line of the list begins.
LINE = "- "


def write_links(links: Iterable[Link], out: Path) -> int:
    """Writes the addresses as Markdown, each once and behind the sources that have it; how many there are."""
    sources: dict[str, list[str]] = {}
    for link in links:
        # Some DOIs hold signs that would end the address.
        sources.setdefault(quote(link.address, safe="/:?&=#%()[];,+@~!$*'"), []).append(f"{link.source} ({link.kind})")
    lines = [f"{LINE}{', '.join(names)}: <{address}>\n" for address, names in sources.items()]
    out.write_text("".join(lines), encoding="utf-8", newline="\n")
    return len(lines)
