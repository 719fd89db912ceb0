"""What is made beside the pages needs of the data, held against them before an engine starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from jinja2 import Environment, nodes

from macros.calls import Rendering
from macros.load import Cube, Problem
from macros.load.editions import since_page
from macros.load.files import DOCS
from macros.load.problems import nearest
from macros.model.choose import archive_page
from macros.model.export import FILES, TABLE_FIELDS, fact_fields, reference_fields
from macros.render.chooser import options_compared, questions_compared
from macros.render.help import TREATED
from publish.beside.template import TEMPLATES

WORDING = "data/wording.yml"
PROJECT = "pyproject.toml"
OPTIONS, MEASURES = "data/options.yml", "data/measures.yml"


def judge_needs(cube: Cube) -> list[Problem]:
    """What the data lack of that which a build asks for only after its engine."""
    return [*_missing_words(cube), *_no_choices(cube), *_no_archives(cube)]


def judge_editions(cube: Cube, release: str) -> Iterator[Problem]:
    """The editions whose sheets would lead to no page, where releases are frozen at all."""
    for edition in dict.fromkeys([*cube.editions, release] if cube.editions else []):
        if since_page(edition) not in cube.pages:
            told = f"docs/{since_page(edition)} is missing, to which each printed sheet of edition {edition} leads"
            yield Problem(PROJECT, 1, "version", f"{told}: run `nox -s freeze`, or take it back from the release")


def _missing_words(cube: Cube) -> Iterator[Problem]:
    for id_, file in words_needed().items():
        if id_ not in cube.wording:
            close = nearest(id_, cube.wording)
            yield Problem(WORDING, 1, id_, f"the words are missing that {file} prints: expected this id ({close})")


def _no_choices(cube: Cube) -> Iterator[Problem]:
    """The problems of options that can't be put side by side, and of questions to put them side by side by."""
    for file, needed in ((OPTIONS, options_compared), (MEASURES, questions_compared)):
        try:
            needed(cube)
        except LookupError as error:
            yield Problem(file, 1, "-", f"the options can't be put side by side: {error.args[0]}")


def _no_archives(cube: Cube) -> Iterator[Problem]:
    """The problems of options whose findings stand on no page, so that every way to their passports would be dead."""
    for option in dict.fromkeys(fact.option for fact in cube.facts.values() if fact.option is not None):
        page = archive_page(cube, option)
        if page not in cube.pages:
            told = f'its findings stand on no page: make docs/{page}, which calls show_archive("{option}")'
            yield Problem(OPTIONS, 1, option, told if cube.options[option].page else "has findings, so it needs a page")


def judge_ends(cube: Cube, pages: Mapping[str, Rendering]) -> Iterator[Problem]:
    """The problems of pages that end without saying who has read them, and of a treatment's without when to call."""
    treated = {option.page: option.id for option in cube.options.values() if option.kind in TREATED and option.page}
    for page, made in pages.items():
        called = {call.name for call in made.calls}
        if cube.pages[page].kind != "moved" and "close_page" not in called:
            told = "its end says neither who has reviewed it nor which edition it is: write {{ close_page() }} there"
            yield Problem(f"{DOCS}/{page}", 1, None, told)
        if page in treated and "warn_after" not in called:
            told = (
                f'it does not say when to call for help: write {{{{ warn_after("{treated[page]}") }}}} below a heading'
            )
            yield Problem(f"{DOCS}/{page}", 1, None, told)


@cache
def words_needed() -> Mapping[str, str]:
    """The ids of all words that stand beside the pages, each with the file that prints it."""
    fields = (*fact_fields(), *reference_fields(), *TABLE_FIELDS)
    found = {field.wording: FILES["json"] for field in fields} | {f"file-{kind}": "llms.txt" for kind in FILES}
    for path in sorted(TEMPLATES.glob("*.j2")):
        calls = Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)  # noqa: S701 -- read, not filled
        found |= {id_: f"publish/beside/templates/{path.name}" for call in calls for id_ in _said(call)}
    return found


def _said(call: nodes.Call) -> Iterator[str]:
    """The id that a call of say() names by itself; those of files are put together, and known by their kinds."""
    if isinstance(call.node, nodes.Name) and call.node.name == "say" and isinstance(call.args[0], nodes.Const):
        yield call.args[0].value
