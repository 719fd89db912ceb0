"""The report on links, against a server on this computer; no address of the world is ever asked."""

from __future__ import annotations

import http.server
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from macros.load import Cube
from publish.upkeep.links import STATES, Link, Manners, check_link, check_links, links_of, report

ROOT = Path(__file__).parents[2]
QUICK = Manners(pause=0.0, timeout=5.0, tries=2)
# What the server answers at each path: by HEAD and by GET, a code with the address that it leads to.
ANSWERS: dict[str, tuple[int, int, str]] = {
    "/ok": (200, 200, ""), "/no-head": (405, 200, ""), "/wrong-head": (404, 200, ""), "/moved": (301, 301, "/ok"), "/for-now": (302, 302, "/ok"),
    "/half-moved": (301, 301, "/for-now"), "/forbidden": (403, 403, ""), "/many": (429, 429, ""), "/login": (401, 401, ""), "/lost": (404, 404, ""),
    "/gone": (410, 410, ""), "/to-lost": (302, 302, "/lost"), "/broken": (500, 500, ""), "/round": (302, 302, "/round"), "/to-file": (302, 302, "file:///etc/hostname"),
}  # fmt: skip


class Server(http.server.ThreadingHTTPServer):
    """Counts what is asked for, and how many requests run at once."""

    asked: Counter[str]
    failures: int
    running: int = 0
    most: int = 0


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the table says; /tired fails at first."""

    server: Server

    def answer(self, place: int) -> None:
        """Sends what the table says for HEAD (0) or GET (1)."""
        self.server.running += 1
        self.server.most = max(self.server.most, self.server.running)
        self.server.asked[f"{self.command} {self.path}"] += 1
        head, get, to = ANSWERS.get(self.path, (200, 200, ""))
        code = (head, get)[place]
        if self.path == "/tired" and self.server.failures:
            self.server.failures -= 1
            code = 503
        self.send_response(code)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.server.running -= 1
        self.end_headers()

    def do_HEAD(self) -> None:
        """Answers HEAD."""
        self.answer(0)

    def do_GET(self) -> None:
        """Answers GET."""
        self.answer(1)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    with Server(("127.0.0.1", 0), Handler) as made:
        made.asked, made.failures = Counter(), 2
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def link(server: Server, path: str, kind: str = "url", host: str = "127.0.0.1") -> Link:
    return Link("a", kind, f"http://{host}:{server.server_port}{path}")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "kind", "state", "detail"),
    [
        ("/ok", "url", "ok", "200"), ("/no-head", "url", "ok", "200"), ("/wrong-head", "url", "ok", "200"), ("/moved", "url", "moved", "/ok"),
        ("/for-now", "url", "ok", "200"), ("/half-moved", "url", "ok", "200"), ("/moved", "doi", "ok", "200"), ("/forbidden", "url", "blocked", "403"),
        ("/many", "url", "blocked", "429"), ("/login", "pmid", "blocked", "401"), ("/lost", "url", "gone", "404"), ("/gone", "pmid", "gone", "410"),
        ("/lost", "doi", "doi-unknown", "404"), ("/to-lost", "pmid", "gone", "/lost"), ("/broken", "url", "failing", "500"),
        ("/tired", "url", "ok", "200"), ("/round", "url", "failing", "302"), ("/to-file", "url", "failing", "302"),
    ],
)  # fmt: skip
def test_each_answer_is_told_apart(server: Server, path: str, kind: str, state: str, detail: str) -> None:
    found = check_link(link(server, path, kind), QUICK)
    assert (found.state, detail in found.detail) == (state, True), found


def test_a_paper_that_its_publisher_lost_is_no_unknown_doi(server: Server) -> None:
    ANSWERS["/doi"] = (302, 302, f"http://localhost:{server.server_port}/lost")
    assert check_link(link(server, "/doi", "doi"), QUICK).state == "gone"


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/", "http://nowhere.invalid/", "file:///etc/hostname"])
def test_no_answer_is_told_from_a_page_that_is_gone(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("no_proxy", "*")
    if "nowhere" in address:
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        found = check_link(Link("a", "url", address.format(port=closed.getsockname()[1])), QUICK)
    assert found.state == "no-answer" and found.detail


def refuse(*_: object, **__: object) -> None:
    raise socket.gaierror(-2, "Name or service not known")


def test_a_server_that_says_too_many_is_left_alone(server: Server) -> None:
    check_link(link(server, "/many"), QUICK)
    assert server.asked == {"HEAD /many": 1}


def test_a_host_gets_one_request_at_a_time_and_hosts_are_asked_side_by_side(server: Server) -> None:
    told: list[str] = []
    links = [link(server, f"/page/{number}") for number in range(8)] + [link(server, "/lost", host="localhost")]
    found = check_links(reversed(links), QUICK, tell=told.append)
    assert [finding.state for finding in found].count("ok") == 8
    assert sorted(told) == [f"127.0.0.1:{server.server_port}: 8", f"localhost:{server.server_port}: 1"]
    assert server.most <= 2


def test_the_report_says_what_to_do_and_names_the_sources(server: Server) -> None:
    found = check_links([link(server, "/lost"), link(server, "/forbidden"), link(server, "/ok")], QUICK)
    text = report(found)
    assert all(means in text for means in STATES.values())
    assert f"a (url): http://127.0.0.1:{server.server_port}/lost: 404" in text
    assert "/ok" not in text


def test_every_source_is_asked_for_by_what_names_it_and_by_its_page_where_that_is_shown(cube: Cube) -> None:
    links = list(links_of(cube))
    sources = cube.references.values()
    assert {link.source for link in links if link.kind == "doi"} == {r.id for r in sources if r.doi}
    assert {link.source for link in links if link.kind == "pmid"} == {r.id for r in sources if r.pmid}
    lines = [line for country in cube.countries.values() for line in country.help]
    pages = [link for link in links if link.kind == "url"]
    assert {link.source for link in pages if "help-" not in link.source} == {r.id for r in sources if r.link == "url"}
    assert [link.address for link in pages if "help-" in link.source] == [line.source_url for line in lines]


def test_only_pages_of_known_kinds_of_hosts_are_linked(cube: Cube) -> None:
    kinds = yaml.safe_load((ROOT / "tests/data/link-hosts.yml").read_text(encoding="utf-8"))
    known = [host for hosts in kinds.values() for host in hosts]
    shown = {link.host for link in links_of(cube) if link.kind == "url"}
    assert sorted(shown - set(known)) == [], "say what kind of host it is, or set link: none"
    assert sorted(set(known) - shown) == [], "no source is linked there any more"
    assert len(known) == len(set(known))


def test_a_link_is_shown_by_a_name_that_the_source_has(cube: Cube) -> None:
    for reference in cube.references.values():
        assert reference.link in ("url", "none") or getattr(reference, reference.link), reference.id
        assert urlsplit(reference.url).scheme in ("http", "https"), reference.id
