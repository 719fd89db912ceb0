"""A page's calls: each is answered once, when its page is rendered, and told with page and line where it can't be."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from traceback import walk_tb
from types import CodeType, FrameType
from typing import Any, Self
from weakref import WeakKeyDictionary

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, UndefinedError, pass_context
from jinja2.runtime import Context

from macros.load.kept import keep
from macros.load.problems import Problem, brief, nearest
from macros.model.choose import NothingToShow, UnknownId
from macros.render.sheet import Addresses, Sheet
from macros.render.site import Site
from macros.render.views import VIEWS

ENVIRONMENT = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 -- Markdown, as the engines do
_UNDEFINED = re.compile(r"'(\w+)' is undefined")


class BadCall(Exception):
    """Raised with the page, the line and the macro when a page asks for what can't be shown."""

    def __init__(self, page: str, line: int, text: str, *, call: str | None = None) -> None:
        self.problem = Problem(f"docs/{page}", line, call, text)
        super().__init__(str(self.problem))


@dataclass(frozen=True)
class Call:
    """A call of a macro as it stands on a page, and what it came to."""

    name: str
    args: tuple[Any, ...]
    named: Mapping[str, Any]
    answer: str


@dataclass(frozen=True)
class Rendering:
    """A page as it is published: what it was made of, its Markdown, what it shows and cites, its calls in order."""

    body: str
    text: str
    sheet: Sheet
    calls: tuple[Call, ...]

    def is_of(self, markdown: str) -> bool:
        """Whether it was made of this Markdown, which an engine has read without the keys at its head."""
        return markdown.strip() == self.body.strip()

    def parts(self) -> tuple[Any, ...]:
        """All that its rendering has added, as plain values."""
        calls = [(call.name, call.args, dict(call.named), call.answer) for call in self.calls]
        return self.text, calls, self.sheet.parts()

    @classmethod
    def of(cls, body: str, sheet: Sheet, text: str, calls: Iterable[tuple[Any, ...]], noted: dict[str, Any]) -> Self:
        """The rendering that had these parts, on a sheet that is new."""
        return cls(body, text, sheet.take(noted), tuple(Call(*call) for call in calls))


def begin_sheet(site: Site, page: str, addresses: Addresses) -> Sheet:
    """The sheet of a page on which nothing stands yet."""
    meta = site.cube.pages.get(page)
    passports = site.passports if meta is not None and meta.kind == "guide" else None
    return Sheet(page, addresses=addresses, passports=passports)


def render_page(site: Site, page: str, body: str, addresses: Addresses = "folders") -> Rendering:
    """The page rendered; raises BadCall for the first call that can't be answered, or for a wrong template."""
    sheet, calls = begin_sheet(site, page, addresses), list[Call]()
    macros = {name: partial(_answer, site, sheet, calls, name) for name in VIEWS}
    try:
        text = Template.from_code(ENVIRONMENT, _compiled(page, body), ENVIRONMENT.make_globals(macros)).render()
    except BadCall:
        raise
    except Exception as error:
        raise BadCall(page, _line_of_error(error), brief(_why(error))) from error
    return Rendering(body, text, sheet, tuple(calls))


def _answer(site: Site, sheet: Sheet, calls: list[Call], name: str, /, *args: Any, **named: Any) -> str:
    """What the view of this name shows, noted among the page's calls."""
    try:
        answer = VIEWS[name](site, sheet, *args, **named)
    except (UnknownId, NothingToShow, TypeError) as error:
        text = str(error.args[0]) if error.args else str(error)
        raise BadCall(sheet.page, _line_of_call(), text, call=f"{name}()") from error
    calls.append(Call(name, args, named, str(answer)))
    return answer


@lru_cache(maxsize=256)
def _compiled(page: str, body: str) -> CodeType:
    """The code of a page's template: a preview renders a page again and again."""
    code: CodeType = keep(f"template {page}", body, lambda: ENVIRONMENT.compile(body))
    return code


def _why(error: Exception) -> str:
    """What is wrong with a page's template, in the engine's words but for a name that nothing has."""
    found = _UNDEFINED.fullmatch(str(error)) if isinstance(error, UndefinedError) else None
    name = found[1] if found else ""
    return f"found {name}, which is no macro ({nearest(name, VIEWS)}); an id stands in quotes" if name else str(error)


def _line_of_error(error: Exception) -> int:
    """The line of the page on which its template is wrong, or fails."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = walk_tb(error.__traceback__)
    return next((line for frame, line in frames if frame.f_code.co_filename == "<template>"), 1)


def _line_of_call() -> int:
    """The line of the page's Markdown from which the running macro was called."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 -- the one way to the calling template
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name is None:
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 1


def bind(
    rendered: Callable[[str], Rendering], page: Callable[[], str], finish: Callable[[str], str] = str
) -> dict[str, Callable[..., str]]:
    """The macros for an engine: on each rendering of a page they repeat, in order, what its calls came to."""
    begun: WeakKeyDictionary[Context, Iterator[Call]] = WeakKeyDictionary()

    def repeat(name: str, context: Context, /, *args: Any, **named: Any) -> str:
        if context not in begun:
            begun[context] = iter(rendered(page()).calls)
        known = next(begun[context], None)
        if known is None or (known.name, known.args, known.named) != (name, args, named):
            raise BadCall(page(), 1, f"{name}(): the page was changed while the site was built: start again")
        return finish(known.answer)

    return {name: _macro(name, repeat) for name in VIEWS}


def _macro(name: str, repeat: Callable[..., str]) -> Callable[..., str]:
    """The function that an engine registers under a view's name and with its words."""

    @pass_context
    def macro(context: Context, *args: Any, **named: Any) -> str:
        return repeat(name, context, *args, **named)

    macro.__name__, macro.__doc__ = name, VIEWS[name].__doc__
    return macro
