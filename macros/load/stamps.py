"""What tells a file from its next version: the key under which what was read of it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

# Names, sizes and times.
Fingerprint = tuple[tuple[str, int, int], ...]


def stamps_of(files: Iterable[Path]) -> Fingerprint:
    """The names, sizes and times of these files; a file that is not there has none."""
    there = (path for path in files if path.is_file())
    return tuple((str(path), (stat := path.lstat()).st_size, stat.st_mtime_ns) for path in there)


def bytes_of(path: Path) -> bytes:
    """What a file holds, read once in each of its states, however many checks ask; raises OSError."""
    stat = path.stat()
    return _bytes(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=512)
def _bytes(path: Path, *_: int) -> bytes:
    return path.read_bytes()
