"""What somebody at a clinic has looked at: an edition that there was, a rule, each on a day that has been."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from macros.load.editions import order_of
from macros.load.problems import Problem, nearest
from macros.load.settings import Settings
from publish.check.clinic.contact import CLINIC
from publish.edition import Edition

REVIEW = (*CLINIC, "review")
# Rules at which a person has looked, each with its day.
NOTED = (*CLINIC, "rules_checked")
CHANGES = "CHANGELOG.md"
_EDITION = re.compile(r"(\d+\.\d+\.\d+)( .*)?")
_RELEASE = re.compile(r"(?m)^## (\d+\.\d+\.\d+)\b")


def judge_review(root: Path, settings: Settings, edition: Edition, today: date) -> Iterator[Problem]:
    """What can't be of a clinic's review and of its notes on rules; of an older edition it warns."""
    yield from _judge_edition(root, settings, edition.release)
    # The day is another one east of here, and a computer's clock may be behind the edition that it builds.
    last = max(today, datetime.fromtimestamp(int(edition.date), UTC).date()) + timedelta(days=1)
    for place in (REVIEW, *settings.items(*NOTED)):
        read = settings.get(*place, "date")
        if isinstance(read, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", read) and read > last.isoformat():
            text = f"found {read!r}, which is ahead of today: expected the day on which it was looked at"
            yield settings.problem(text, *place, "date")


def _judge_edition(root: Path, settings: Settings, release: str) -> Iterator[Problem]:
    read = settings.get(*REVIEW, "edition")
    if not isinstance(read, str) or not read:
        return
    form = _EDITION.fullmatch(read)
    version = form[1] if form else ""
    told = {release, *_releases(root)}
    if version == release:
        return
    if not form:
        text, newer = f"found {read!r}, expected an edition (nearest: {release})", True
    elif newer := order_of(version) > order_of(release):
        text = f"found {read!r}, there is no such edition yet (nearest: {release})"
    elif newer := len(told) > 1 and version not in told:
        text = f"found {read!r}, there was no such edition ({nearest(version, told)})"
    else:
        text = f"found {read!r}, what changed since is not reviewed (nearest: {release})"
    yield settings.problem(text, *REVIEW, "edition", level="error" if newer else "warning")


def _releases(root: Path) -> list[str]:
    """The releases that there were, as the project's changes tell them; none where that file is missing."""
    path = root / CHANGES
    return _RELEASE.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
