"""The reviewer's table: every number as a page shows it, with fact, source, who was measured and certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.load import Cube, read_cube
from macros.load.records import Fact
from macros.usage import read_site, render_all
from publish.beside.csv_file import cited, write_csv

# Shapes repeat the number that stands in words beside them.
SHAPES = ("svg", "g", "circle", "rect")
COLUMNS = ("page", "shown", "fact", "who", "people", "certainty", "read", "sources")


def write_evidence(root: Path, target: Path) -> int:
    """Writes the reviewer's table as CSV, a row for each number as a page shows it; how many rows."""
    return write_csv(target, COLUMNS, evidence_rows(root))


def evidence_rows(root: Path) -> Iterator[tuple[str, ...]]:
    """Page, words as shown, fact, who, people, certainty, how often it was read, and sources."""
    cube = read_cube(root)
    for page, made in render_all(root, read_site(root)).items():
        for node in LexborHTMLParser(made.text).css("[data-facts]"):
            facts = [cube.facts[id_] for id_ in (node.attributes["data-facts"] or "").split()]
            if node.tag not in SHAPES and any(fact.value is not None for fact in facts):
                yield _row(cube, page, node, facts)


def _row(cube: Cube, page: str, node: LexborNode, facts: Sequence[Fact]) -> tuple[str, ...]:
    sources = dict.fromkeys(source for fact in facts for source in fact.sources)
    return (
        page,
        " ".join(node.text().split()),
        "; ".join(fact.id for fact in facts),
        "; ".join(fact.who for fact in facts),
        "; ".join(dict.fromkeys(fact.people or "" for fact in facts)),
        "; ".join(dict.fromkeys(fact.certainty for fact in facts)),
        "; ".join(dict.fromkeys(fact.checked for fact in facts)),
        "; ".join(cited(cube, source) for source in sources),
    )
