"""What was worked out is kept from run to run, in a folder of the user's own among temporary files.

It is found again by all that it was made of: the same bytes, read by the same code. What is torn, changed by hand,
of another code or of another Python counts as not there. Compiled templates of pages are run, and so the folder is the
user's alone.
"""

from __future__ import annotations

import marshal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2.bccache import FileSystemBytecodeCache

# On whose next version a result may be another one.
PACKAGES = ("jinja2", "markupsafe", "pillow", "pydantic", "pyyaml")
CODE = Path(__file__).parents[1]
CHECKED = sha256().digest_size


@cache
def kept_folder() -> str | None:
    """The folder that Jinja makes, whose owner alone can open it; None where none is safe from others."""
    try:
        return FileSystemBytecodeCache().directory
    except (OSError, RuntimeError):
        return None


@cache
def code_stamp() -> bytes:
    """A hash of all that works something out: our files and templates, the packages below them, and this Python."""
    made = sha256("\0".join([sys.version, *map(version, PACKAGES)]).encode())
    for path in sorted(CODE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            made.update(sha256(path.read_bytes()).digest())
    return made.digest()


def keep(name: str, made_of: str, work_out: Callable[[], Any]) -> Any:
    """What was worked out of the same text under this name, else now; only plain values and compiled code are kept."""
    key = sha256(code_stamp() + made_of.encode("utf-8", "surrogatepass")).digest()
    folder = kept_folder()
    if folder is None:
        return work_out()
    path = Path(folder, f"danger-or-miracle-{sha256(name.encode()).hexdigest()[:24]}.kept")
    with suppress(OSError, EOFError, ValueError, TypeError):
        kept = path.read_bytes()
        if kept[:CHECKED] == sha256(key + kept[CHECKED:]).digest():
            return marshal.loads(kept[CHECKED:])  # noqa: S302 -- only what the line above has found as it was written
    value = work_out()
    with suppress(OSError, ValueError):
        _put(path, key, marshal.dumps(value))
    return value


def _put(path: Path, key: bytes, kept: bytes) -> None:
    """Writes it beside, then in its place, so that another process reads all of it or nothing."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(sha256(key + kept).digest() + kept)
            file.close()
            beside.replace(path)
        except OSError:  # a full disk, or on Windows a reader
            file.close()
            beside.unlink()
            raise
