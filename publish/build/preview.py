"""A preview that reloads: the engine's own server, with the check before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.load.settings import FILE
from publish.build.engine import environment
from publish.check.check import check
from publish.check.colours import write_brand
from publish.report import Refused

FIRST_PORT = 8000
PORTS = 100


def serve(root: Path) -> int:
    """Checks, says where the preview is and what it lacks, and serves until it is stopped; the exit code."""
    check(root)
    write_brand(root)
    address = f"127.0.0.1:{free_port()}"
    print(f"\n  The preview is at http://{address}/ (stop it with Ctrl+C).")
    print("  It follows changes of pages and data; after a change in macros/, start it again.")
    print("  It has no search and no options to compare: `nox -s build` makes the complete site.\n", flush=True)
    with tempfile.TemporaryDirectory() as site:
        variables = environment(root, Path(site)) | {"SITE_URL": f"http://{address}/"}
        words = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, "--livereload"]
        try:
            # Left with an interrupt, the server is waited for: it still ends its work in that folder.
            with subprocess.Popen(words, cwd=root, env=os.environ | variables) as server:
                return _follow(root, server)
        except KeyboardInterrupt:
            return 0


def _follow(root: Path, server: subprocess.Popen[bytes]) -> int:
    """Makes the colours anew after each change of mkdocs.yml, until the server ends; its exit code."""
    seen = _stamp(root)
    while True:
        try:
            return server.wait(timeout=1)
        except subprocess.TimeoutExpired:
            now = _stamp(root)
        if now != seen:
            seen = now
            _remake(root)


def _remake(root: Path) -> None:
    """Writes brand.css, which the server then notices by itself, or says why the old colours stay."""
    try:
        write_brand(root)
    except Refused as error:
        print("\n".join(["", *error.lines, "  The preview keeps the old colours until this is mended."]), flush=True)


def _stamp(root: Path) -> int:
    """When mkdocs.yml was last written; 0 while an editor puts a new one in its place."""
    try:
        return (root / FILE).stat().st_mtime_ns
    except OSError:
        return 0


def free_port() -> int:
    """The first free port on loopback from 8000 on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise OSError(f"no free port from {FIRST_PORT} to {FIRST_PORT + PORTS}")
