"""llms.txt: the pages for programs that read along, after llmstxt.org."""

from __future__ import annotations

import re
from pathlib import Path

from macros.model.export import FILES
from publish.beside.built_pages import by_part, read_archives, read_menu
from publish.beside.template import fill, write
from publish.project import Project

LLMS = "llms.txt"
# What makes Markdown of words anywhere, and what does so where a line begins.
_MARKS = re.compile(r"[\\`*_\[\]<>#~|]|&(?=#?\w+;)|!(?=\[)")
_BEGINS = re.compile(r"\A(\d*)([-+=.)])")


def write_llms(project: Project, site: Path) -> None:
    """Writes the list of pages, by the parts of the menu, with what each is about and what to mind."""
    menu = read_menu(site)
    text = fill(
        "llms.txt", project.cube, name=project.name, about=project.about, edition=project.edition.name,
        address=project.address, parts=by_part(menu), archives=read_archives(site, menu), files=FILES,
        words=plain_words,
    )  # fmt: skip
    write(site / LLMS, text)


def plain_words(text: str) -> str:
    """The text as Markdown that is read as these words, and as nothing else."""
    return _BEGINS.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", " ".join(text.split())))
