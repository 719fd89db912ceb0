"""The macros, each with calls of it as they stand on pages and what they show: `python -m macros.samples`.

The calls are those of the pages, so that none is written twice and no number in a sample can be an old one.
"""

from __future__ import annotations

import html
import inspect
import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from macros.calls import Call
from macros.render.ready import bare
from macros.render.views import VIEWS
from macros.usage import read_site, render_all

ROOT = Path(__file__).parents[1]
FILE = Path("macros/SAMPLES.md")
WIDTH, MOST_LINES = 110, 2
HEAD = "# The macros, each with what it shows"
HOW = "`nox -s samples` writes this file from the pages: for each macro the first calls with no, one or more words."
# What a view is handed beside the words of its call.
_HANDED = 2
_TAG = re.compile(r"<[^>]+>")


def samples(root: Path = ROOT) -> str:
    """The text of the file; raises BrokenData or BadCall where a page can't be rendered."""
    parts = [_part(name, list(_calls(name, root))) for name in sorted(VIEWS)]
    return "\n\n".join([HEAD, HOW, *parts]) + "\n"


def _calls(name: str, root: Path) -> Iterator[tuple[str, Call]]:
    """The first call of each form of a macro, with its page: with no, one or more words, or with the same names."""
    seen = set[str]()
    for page, made in render_all(root, read_site(root)).items():
        for call in made.calls:
            form = ",".join(sorted(call.named)) or str(min(len(call.args), 2))
            if call.name == name and form not in seen:
                seen.add(form)
                yield page, call


def _part(name: str, calls: list[tuple[str, Call]]) -> str:
    """A macro with its words, what it is for, and its samples."""
    view = VIEWS[name]
    words = ", ".join(map(str, list(inspect.signature(view, eval_str=True).parameters.values())[_HANDED:]))
    told = (inspect.getdoc(view) or "").partition("\n\n")[0]
    return "\n\n".join([f"## `{name}({words})`", told, *(_sample(page, call) for page, call in calls)])


def _sample(page: str, call: Call) -> str:
    """A call as it stands on its page, and the first words of what it shows there."""
    words = [_word(value) for value in call.args] + [f"{key}={_word(value)}" for key, value in call.named.items()]
    shown = textwrap.fill(_plain(call.answer), WIDTH, max_lines=MOST_LINES, placeholder=" …", break_long_words=False)
    return f"`{{{{ {call.name}({', '.join(words)}) }}}}` on `docs/{page}`:\n\n```text\n{shown}\n```"


def _word(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(answer: str) -> str:
    """What a reader gets of an answer, without its HTML."""
    return " ".join(html.unescape(_TAG.sub(" ", bare(answer))).split())


def write(root: Path = ROOT) -> None:
    """Writes the file below root."""
    (root / FILE).write_text(samples(root), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
