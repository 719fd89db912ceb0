"""A server that packs what it sends and keeps its connections, as the hosts do on which sites are published."""

from __future__ import annotations

import gzip
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

PACKED = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".csv"}


def packed(path: Path) -> int:
    """The size of a file as it travels."""
    return len(gzip.compress(path.read_bytes(), 6))


class Packing(SimpleHTTPRequestHandler):
    """Serves files below a folder, texts packed where the browser takes them."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Sends a file, or that there is none."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = path.read_bytes()
        self.send_response(HTTPStatus.OK)
        if path.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
