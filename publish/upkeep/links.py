"""Do the links to sources still lead anywhere? A report, politely asked for: one host at a time gets one request."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from itertools import groupby
from typing import IO, Literal
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from macros.load import Cube
from macros.load.records import Reference

State = Literal["ok", "moved", "blocked", "gone", "doi-unknown", "no-answer", "failing"]
STATES: Mapping[State, str] = {
    "gone": "gone (404 or 410): look for the new address, or take the link out",
    "doi-unknown": "the DOI is not known where DOIs are kept: look for a slip of the pen",
    "moved": "moved for good: the new address stands behind",
    "no-answer": "no answer, or none that can be trusted: ask again on another day",
    "failing": "the server fails, or leads in a circle: ask again on another day",
    "blocked": "the server refuses programs (401, 403, 429, 451): look with a browser, this says nothing of the page",
    "ok": "still there",
}
DOI = "https://doi.org/"
PMID = "https://pubmed.ncbi.nlm.nih.gov/"
HOSTS_AT_ONCE = 6
PAUSE = 1.0
TIMEOUT = 20.0
TRIES = 3
BLOCKED = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
)
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
# Some servers know no HEAD, and some answer it wrongly: only a GET may say that a page is lost.
ASKS = ("HEAD", "GET")
WHO = "danger-or-miracle link check (a patient information site; one request at a time)"


@dataclass(frozen=True)
class Link:
    """An address that pages show, or could: a source's DOI, its number in PubMed, its page, or that of a help line."""

    source: str
    kind: Literal["doi", "pmid", "url"]
    address: str

    @property
    def host(self) -> str:
        """Whose server it is."""
        return urlsplit(self.address).netloc


@dataclass(frozen=True)
class Finding:
    """What came back for a link: the state, and the code, the new address or the error."""

    link: Link
    state: State
    detail: str


@dataclass(frozen=True)
class Manners:
    """How a server is asked: how long to wait between requests and for an answer, and how often to try."""

    pause: float = PAUSE
    timeout: float = TIMEOUT
    tries: int = TRIES


@dataclass(frozen=True)
class Answer:
    """A server's answer: its code, the address that gave it, and whether each step to it was for good."""

    code: int
    address: str
    for_good: bool


def links_of(cube: Cube, *, doi: str = DOI, pmid: str = PMID) -> Iterator[Link]:
    """The addresses of each source, its page only where it may be shown, and where each help line was read."""
    for reference in cube.references.values():
        yield from _links(reference, doi=doi, pmid=pmid)
    for country in cube.countries.values():
        for number, line in enumerate(country.help, start=1):
            yield Link(f"help-{country.id.lower()}-{number}", "url", line.source_url)


def _links(reference: Reference, *, doi: str, pmid: str) -> Iterator[Link]:
    if reference.doi:
        yield Link(reference.id, "doi", f"{doi}{reference.doi}")
    if reference.pmid:
        yield Link(reference.id, "pmid", f"{pmid}{reference.pmid}/")
    if reference.link == "url":
        yield Link(reference.id, "url", reference.url)


def check_links(
    links: Iterable[Link],
    manners: Manners = Manners(),
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Finding]:
    """What became of each link; hosts are asked side by side, each for one link after the other."""
    hosts = [list(group) for _, group in groupby(sorted(links, key=_by_host), key=lambda link: link.host)]
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        found = pool.map(lambda host: _check_host(host, manners, tell), hosts)
    return sorted((finding for host in found for finding in host), key=lambda f: (f.link.source, f.link.kind))


def _by_host(link: Link) -> tuple[str, str]:
    return link.host, link.address


def _check_host(links: list[Link], manners: Manners, tell: Callable[[str], None]) -> list[Finding]:
    found = []
    for number, link in enumerate(links):
        if number:
            time.sleep(manners.pause)
        found.append(check_link(link, manners))
    tell(f"{links[0].host}: {len(links)}")
    return found


def check_link(link: Link, manners: Manners) -> Finding:
    """What became of one link, asked again where the server failed or did not answer."""
    finding = _ask(link, manners)
    for _ in range(manners.tries - 1):
        if finding.state not in ("no-answer", "failing"):
            break
        time.sleep(manners.pause)
        finding = _ask(link, manners)
    return finding


def _ask(link: Link, manners: Manners) -> Finding:
    """One HEAD, and a GET where that did not say that all is well."""
    finding = Finding(link, "no-answer", "not asked")
    for number, method in enumerate(ASKS):
        if number:
            time.sleep(manners.pause)
        try:
            finding = _judge(link, _answer(link.address, method, manners.timeout))
        except (OSError, HTTPException, ValueError) as error:
            finding = Finding(link, "no-answer", str(error) or type(error).__name__)
        if finding.state in ("ok", "moved") or finding.detail == str(int(HTTPStatus.TOO_MANY_REQUESTS)):
            break
    return finding


class _Steps(HTTPRedirectHandler):
    """Follows redirections and keeps their codes."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    def redirect_request(  # noqa: PLR0917 -- the library's own form
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The next request, as urllib makes it, but with the method of the first."""
        self.codes.append(code)
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        if made is not None:
            made.method = req.get_method()
        return made


def _answer(address: str, method: str, timeout: float) -> Answer:
    """The last answer on the way from this address; raises OSError where there is none."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("this is no address of the web")
    steps = _Steps()
    request = Request(address, method=method, headers={"User-Agent": WHO, "Accept": "*/*"})  # noqa: S310 -- checked above
    try:
        with build_opener(steps).open(request, timeout=timeout) as response:
            code, at = response.status, response.url
    except HTTPError as error:
        with error:
            code, at = error.code, error.url or address
    return Answer(code, at, bool(steps.codes) and all(code in FOR_GOOD for code in steps.codes))


def _judge(link: Link, answer: Answer) -> Finding:
    """The state that an answer stands for; a DOI is made to lead elsewhere, so it can't have moved."""
    if answer.code in BLOCKED:
        return Finding(link, "blocked", str(answer.code))
    if answer.code in GONE:
        unknown = link.kind == "doi" and urlsplit(answer.address).netloc == link.host
        return Finding(link, "doi-unknown" if unknown else "gone", f"{answer.code} at {answer.address}")
    if answer.code >= HTTPStatus.MULTIPLE_CHOICES:  # one that leads on here leads in a circle, or off the web
        return Finding(link, "failing", str(answer.code))
    if link.kind == "url" and answer.for_good and answer.address != link.address:
        return Finding(link, "moved", answer.address)
    return Finding(link, "ok", str(answer.code))


def report(found: list[Finding]) -> str:
    """The findings as text: what needs a person first, and for each kind what to do."""
    parts = []
    for state, means in STATES.items():
        those = [finding for finding in found if finding.state == state]
        lines = [f"  {f.link.source} ({f.link.kind}): {f.link.address}: {f.detail}" for f in those if state != "ok"]
        parts.append("\n".join([f"{len(those)} {means}", *lines]))
    return "\n\n".join(parts)
