"""What names a source is well-formed, and each paper stands once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from macros.load.files import Entry
from macros.load.problems import Problem
from macros.load.records import Reference

_DOI = re.compile(r"10\.\d{4,9}/[!-~]+")
_PMID = re.compile(r"[1-9]\d{0,8}")


def judge_sources(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Every source with a wrong name, and every second one of a paper: one paper would count as two."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        reference = cast("Reference", entry.record)
        yield from _judge_names(entry, reference)
        for key, name in (("doi", reference.doi), ("pmid", reference.pmid)):
            known = first.setdefault((key, (name or entry.id).lower()), entry)
            if name and known is not entry:
                yield entry.problem(f"{key}: {known.id} is the same paper ({known.file}:{known.located.line})", key)


def _judge_names(entry: Entry, reference: Reference) -> Iterator[Problem]:
    if reference.doi is not None and not _DOI.fullmatch(reference.doi):
        yield entry.problem(f"doi: found {reference.doi!r}, allowed: 10.1234/… without https://doi.org/", "doi")
    if reference.pmid is not None and not _PMID.fullmatch(reference.pmid):
        yield entry.problem(f"pmid: found {reference.pmid!r}, allowed: digits in quotes", "pmid")
    if reference.link in ("doi", "pmid") and getattr(reference, reference.link) is None:
        yield entry.problem(f"link: says {reference.link}, but there is no {reference.link}", "link")
