"""Where a key stands that is commented out: a missing one is told on the line at which it can be filled in."""

from __future__ import annotations

import re

from macros.load.yamlfile import KeyPath, Located

_COMMENTED = re.compile(r"^(\s*)#([a-z_0-9]+):")
_LIVE = re.compile(r"^(\s*)[^\s#]")


def with_commented(item: Located, text: str) -> dict[KeyPath, int]:
    """The line of each part of an item, and of each key that is commented out where a part of it may stand."""
    rows = text.split("\n")
    holders = {line: path for path, line in item.lines.items() if isinstance(item.at(path), dict)}
    found: dict[KeyPath, int] = {}
    for number, row in enumerate(rows, 1):
        if key := _COMMENTED.match(row):
            holder = _holder(rows, number, len(key[1]), holders)
            # The first of a name: the others stand in lists within.
            found.setdefault((*holder, key[2]), number)
    return {**found, **item.lines}


def _holder(rows: list[str], number: int, indent: int, holders: dict[int, KeyPath]) -> KeyPath:
    """The part in which what begins in this column of this line would stand."""
    for line in range(number - 1, 0, -1):
        live = _LIVE.match(rows[line - 1])
        if live and len(live[1]) < indent:
            return holders.get(line, ())
    return ()
