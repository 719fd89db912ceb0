"""The preview's server: MkDocs' own, which tells the browser of each change by a script that the policy allows."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.commands.serve import serve as serve_with_mkdocs
from mkdocs.livereload import LiveReloadServer

from macros.load.settings import FILE, load_settings
from macros.load.stamps import Fingerprint, stamps_of
from publish.build.group import GROUP
from publish.build.laid import clinic_of
from publish.report import Refused

# What a change in these needs is the code once more; a preview drops it and takes it in anew.
CODE = ("macros", "publish")
# Looked for this often, and waited so long for a save to be whole, in seconds.
LOOKS, SETTLES = 0.1, 0.04
SCRIPT = "preview.js"
# The addresses of the script and of what it asks for, where no page of a site can stand.
SCRIPT_AT, TOLD_AT = f"/~{SCRIPT}", "/~told.json"

# Where a preview is served on loopback, unless told: on the first of these ports that is free.
FIRST_PORT, MOST_PORTS = 8000, 100
EMPTY = b"<!doctype html><title>Preview</title><body></body>"


def serve(root: Path, address: str = "") -> int:
    """Checks, and serves until it is stopped, on a free port unless told; the exit code.

    Raises Refused where MkDocs would not see the project.
    """
    # Without this line MkDocs would show another site, and nothing would be checked.
    if lost := [problem for problem in load_settings(root).problems if problem.key == "INHERIT"]:
        raise Refused(lost)
    print("  Making the preview …", flush=True)
    serve_with_mkdocs(str(root / FILE), dev_addr=address or f"127.0.0.1:{free_port()}")
    return 0


def free_port() -> int:
    """The first port that nobody listens at; raises OSError where there is none."""
    for port in range(FIRST_PORT, FIRST_PORT + MOST_PORTS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise OSError(f"no free port from {FIRST_PORT} to {FIRST_PORT + MOST_PORTS}")


class Preview(LiveReloadServer):
    """The server of a preview; what could not be made anew is told over the page, in the terminal, and ends nothing."""

    def __init__(self, root: Path, renew: Callable[[], tuple[str, ...]], like: LiveReloadServer) -> None:
        host, port = like.server_address[:2]
        super().__init__(self._renew, str(host), int(port), like.root, like.mount_path, polling_interval=LOOKS)
        self.project_root, self.renew = root, renew
        self.error_handler, self.build_delay = like.error_handler, SETTLES
        self.told: tuple[str, ...] = ()
        self.code = _code_of(root)

    @classmethod
    def in_place_of(cls, server: LiveReloadServer, root: Path, renew: Callable[[], tuple[str, ...]]) -> Preview:
        """A preview that watches and serves what this server was to, not begun yet; renew says what went wrong."""
        preview = cls(root, renew, server)
        for path in server._watched_paths:  # noqa: SLF001 -- MkDocs has no other word for it
            preview.watch(path)
        if (clinic := clinic_of(root)) is not None:
            preview.watch(str(clinic))
            if (group := clinic.parent / GROUP).is_file():
                preview.watch(str(group))
        server.server_close()
        return preview

    def server_activate(self) -> None:
        """Begins to answer, and only then says where."""
        super().server_activate()
        print(f"\n  The preview: {self.url} (stop it with Ctrl+C). It shows each change by itself.\n", flush=True)

    def _renew(self) -> None:
        """Makes the site anew and keeps what is to be told; never fails."""
        if self.code != (now := _code_of(self.project_root)):
            self.code = now
            for name in [name for name in sys.modules if name.partition(".")[0] in CODE]:
                del sys.modules[name]
        try:
            self.told = self.renew()
        except Exception as error:  # noqa: BLE001 -- code that can't be taken in is a slip like another
            self.told = (f"{type(error).__name__}: {error}",)
            print(self.told[0], file=sys.stderr, flush=True)

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        """What the script asks for, or a file of the site."""
        path = environ["PATH_INFO"]
        if path == SCRIPT_AT:
            return _answer(start_response, "text/javascript", Path(__file__).with_name(SCRIPT).read_bytes())
        if path == TOLD_AT:
            return _answer(start_response, "application/json", json.dumps(self.told).encode())
        found = super()._serve_request(environ, start_response)
        if found is None and self.told:  # a build that failed may have left no page to tell it on
            return _answer(start_response, "text/html", self._inject_js_into_html(EMPTY, self._visible_epoch))
        return found

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """The page with our script, as a file of its own, because the policy lets nothing run inside a page."""
        start, end, rest = content.rpartition(b"</body>")
        script = f'<script src="{SCRIPT_AT}" data-epoch="{epoch}" data-told="{TOLD_AT}" defer></script>'
        return start + script.encode() + end + rest


def _answer(start_response: Any, kind: str, body: bytes) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", kind), ("Cache-Control", "no-store")])
    return [body]


def _code_of(root: Path) -> Fingerprint:
    files = (path for name in CODE for path in sorted((root / name).rglob("*")))
    return stamps_of(path for path in files if path.suffix in (".py", ".j2"))
