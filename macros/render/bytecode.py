"""What keeps compiled templates from one run to the next, in a folder of the user's own among temporary files."""

from __future__ import annotations

import pickle
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from macros.load.kept import kept_folder


class _Kept(FileSystemBytecodeCache):
    """Jinja's own, which loses what it can't read or write instead of failing."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The same for each copy of the project: what tells one text from another is its checksum."""
        del filename
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket, if this very text was compiled before."""
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what the bucket holds, where there is room for it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept_bytecode(module: str) -> FileSystemBytecodeCache | None:
    """The code of the templates of this module's environment; None where no folder is safe from others.

    The code depends on how the environment is made too, so another text of the module is another cache.
    """
    made = sha256(jinja2.__version__.encode() + Path(module).read_bytes()).hexdigest()[:16]
    folder = kept_folder()
    return _Kept(folder, pattern=f"danger-or-miracle-{made}-%s.cache") if folder else None
