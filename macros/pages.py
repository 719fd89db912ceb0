"""Pages and their macros: which page shows what, and where a failing call stands."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from traceback import walk_tb
from types import CodeType, FrameType
from typing import Any
from weakref import WeakKeyDictionary

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, pass_context
from jinja2.runtime import Context

from macros.load import Cube, Fingerprint, fingerprint, read_cube
from macros.load.problems import brief
from macros.load.settings import Clinic, read_clinic
from macros.model.choose import NothingToShow, UnknownId
from macros.render.sheet import Addresses, Sheet
from macros.render.views import VIEWS, Site, View, index_evidence

Usage = Mapping[str, Sheet]
State = tuple[Site, Sheet]

# Pages of the clinic's own run no macros (base.yml says so to the engines).
CLINIC = "clinic/"
ENVIRONMENT = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 -- Markdown, as the engines do
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


class BadCall(Exception):
    """Raised with the page, the line and the macro when a page asks for what can't be shown."""


def read_site(root: Path, *, edition: str = "", report: str = "", newer: str = "") -> Site:
    """The data below root with the record of which page shows what; raises BrokenData."""
    return Site(read_cube(root), edition, report, partial(usage, root), _clinic(root, fingerprint(root)), newer)


@lru_cache(maxsize=2)
def _clinic(root: Path, _: Fingerprint) -> Clinic | None:
    return read_clinic(root)


def usage(root: Path) -> Usage:
    """What each page shows and cites, by its path below docs/, from one pass over all pages."""
    return _usage(root, fingerprint(root))


@lru_cache(maxsize=2)
def _usage(root: Path, _: Fingerprint) -> Usage:
    return record(read_cube(root), read_bodies(root))


def bad_calls(root: Path) -> list[str]:
    """What each page asks for that can't be shown, one line a page."""
    try:
        usage(root)
    except BadCall:
        bodies = read_bodies(root).items()
        return [line for page, body in bodies if (line := _bad_call(read_cube(root), page, body))]
    return []


def _bad_call(cube: Cube, page: str, body: str) -> str:
    """The first call of a page that can't be answered, or nothing."""
    try:
        render_pages(cube, {page: body})
    except BadCall as error:
        return str(error)
    return ""


def read_bodies(root: Path) -> dict[str, str]:
    """The Markdown of every page that runs macros, its front matter left as blank lines so that line numbers hold."""
    docs = root / "docs"
    pages = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md"))}
    return {
        page: blank_front_matter(path.read_text(encoding="utf-8-sig"))
        for page, path in pages.items()
        if not page.startswith(CLINIC)
    }


def blank_front_matter(text: str) -> str:
    """The text with its front matter replaced by as many blank lines."""
    return FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text)


def record(cube: Cube, bodies: Mapping[str, str]) -> dict[str, Sheet]:
    """The sheets that rendering these pages leaves behind; the index of evidence is no use."""
    return {page: sheet for page, (_, sheet) in render_pages(cube, bodies).items()}


def render_pages(cube: Cube, bodies: Mapping[str, str]) -> dict[str, tuple[str, Sheet]]:
    """Each page's Markdown with its macros replaced, and its sheet; without the index of evidence."""
    site = Site(cube, "", "", dict)
    views = {**VIEWS, index_evidence.__name__: lambda _site, _sheet, *_designs: ""}
    return {page: _render_page(site, page, body, views) for page, body in bodies.items()}


def _render_page(site: Site, page: str, body: str, views: Mapping[str, View]) -> tuple[str, Sheet]:
    sheet = Sheet(page)
    calls = {name: _located(name, view, lambda _: (site, sheet)) for name, view in views.items()}
    try:
        return Template.from_code(ENVIRONMENT, _compiled(body), ENVIRONMENT.make_globals(calls)).render(), sheet
    except BadCall:
        raise
    except Exception as error:
        raise BadCall(f"docs/{page}:{_line_of_error(error)}: {brief(str(error))}") from error


@lru_cache(maxsize=256)
def _compiled(body: str) -> CodeType:
    """The code of a page's template: a build renders each page more than once."""
    return ENVIRONMENT.compile(body)


def _line_of_error(error: Exception) -> int:
    """The line of the page on which its template is wrong, or fails."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = walk_tb(error.__traceback__)
    return next((line for frame, line in frames if frame.f_code.co_filename == "<template>"), 1)


def bind(
    site: Callable[[], Site], page: Callable[[], str], *, offset: Callable[[str], int], addresses: Addresses = "folders"
) -> dict[str, Callable[..., str]]:
    """The macros as an engine calls them: the data looked at and a new sheet begun for each rendering of a page."""
    states: WeakKeyDictionary[Context, State] = WeakKeyDictionary()

    def state_of(context: Context) -> State:
        if context not in states:
            states[context] = (site(), Sheet(page(), addresses=addresses))
        return states[context]

    return {name: _located(name, view, state_of, offset) for name, view in VIEWS.items()}


def _located(
    name: str, view: View, state_of: Callable[[Context], State], offset: Callable[[str], int] = lambda _: 0
) -> Callable[..., str]:
    """The macro, which on a mistake raises BadCall with the page and the line of the call."""

    @pass_context
    def call(context: Context, *args: Any, **named: Any) -> str:
        site, sheet = state_of(context)
        try:
            return view(site, sheet, *args, **named)
        except (UnknownId, NothingToShow, TypeError) as error:
            line = _line_of_call() + offset(sheet.page)
            text = str(error.args[0]) if error.args else str(error)
            raise BadCall(f"docs/{sheet.page}:{line}: {name}(): {text}") from error

    call.__name__ = name
    call.__doc__ = VIEWS[name].__doc__
    return call


def _line_of_call() -> int:
    """The line of the page's Markdown from which the running macro was called."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 -- the one way to the calling template
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name is None:
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 1


def lines_of_front_matter(root: Path, page: str) -> int:
    """How many lines of a page's file stand before its Markdown, as an engine hands it over."""
    text = (root / "docs" / page).read_text(encoding="utf-8-sig")
    found = FRONT_MATTER.match(text)
    body = text[found.end() :] if found else text
    return text.count("\n") - body.lstrip("\n").count("\n")


__all__ = ["BadCall", "Usage", "bad_calls", "bind", "read_bodies", "read_site", "record", "render_pages", "usage"]
