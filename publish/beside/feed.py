"""CHANGELOG.md -> a feed of changes, so that whoever uses the numbers hears of one that was wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from markdown import markdown

from macros.render.sheet import url_of
from publish.beside.safety import HEADING, SAFETY, SOURCE
from publish.beside.template import fill, write
from publish.project import Project
from publish.report import Refused

FEED = "feed.xml"
# A link to a file of the project, as it leads somewhere on GitHub; a feed is read without that.
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)\s]*)\)")
NUMBERS = "**Numbers that changed:**"


@dataclass(frozen=True)
class Change:
    """A release: what it brings, the numbers that changed first, and whether it matters for safety."""

    version: str
    day: str
    safety: bool
    html: str


def write_feed(project: Project, site: Path) -> None:
    """Writes the feed into a site whose address is known; without one its entries would have no names."""
    if not project.address:
        return
    text = _LINK.sub(partial(_led, project), (project.root / SOURCE).read_text(encoding="utf-8"))
    changes = list(read_changes(text))
    authors = re.search(r"Copyright \(c\) \d+ (.+)", project.licence)
    if authors is None:
        raise Refused(["LICENSE: no line says whose copyright it is"])
    text = fill(
        "feed.xml", project.cube, name=project.name, address=project.address, feed=FEED, changes=changes,
        authors=authors[1],
    )  # fmt: skip
    write(site / FEED, text)


def _led(project: Project, link: re.Match[str]) -> str:
    """A link to the page on the site, where the file is one of its pages; else its words alone."""
    words, (file, _, part) = link[1], link[2].partition("#")
    page = file.removeprefix("docs/")
    if page == file or page not in project.pages:
        return words
    return f"[{words}]({project.address}{url_of(page).removeprefix('./')}{f'#{part}' if part else ''})"


def read_changes(text: str) -> Iterator[Change]:
    """The releases of a change log, the newest first as they stand there; what is not released is no change yet."""
    entries = [entry.partition("\n") for entry in re.split(r"(?m)^(?=## )", text)[1:]]
    released = [(found, body) for line, _, body in entries if (found := HEADING.match(line))]
    wrong = [line for line, *_ in entries if re.match(r"## +\d", line) and not HEADING.match(line)]
    if wrong or not released:
        how = "expected '## 0.2.0 \u2013 25 November 2026'"
        raise Refused(f"{SOURCE}: found {line!r}, {how}" for line in wrong or [""])
    for found, body in released:
        if NUMBERS not in body:
            raise Refused([f"{SOURCE}: {found['version']}: the paragraph {NUMBERS} is missing"])
        yield Change(found["version"], _day(found["day"]), bool(SAFETY.search(found["more"])), _numbers_first(body))


def _day(words: str) -> str:
    """A day as a feed writes it: "25 November 2026" -> "2026-11-25T00:00:00Z"."""
    try:
        return datetime.strptime(words, "%d %B %Y").strftime("%Y-%m-%dT00:00:00Z")  # noqa: DTZ007 -- a day has no zone
    except ValueError as error:
        raise Refused([f"{SOURCE}: found {words!r}, expected a day such as '25 November 2026'"]) from error


def _numbers_first(body: str) -> str:
    """The entry as HTML, with the numbers that changed at its top, up to the next bold beginning."""
    blocks = [block for block in re.split(r"\n{2,}", body.strip()) if block]
    first = next(number for number, block in enumerate(blocks) if block.startswith(NUMBERS))
    after = range(first + 1, len(blocks))
    end = next((number for number in after if blocks[number].startswith("**")), len(blocks))
    return str(markdown("\n\n".join([*blocks[first:end], *blocks[:first], *blocks[end:]]), output_format="xhtml"))
