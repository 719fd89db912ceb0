"""What other sites make something of and this one would print as signs: its line, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from macros.load.problems import quoted
from macros.render.icons import ICONS
from publish.check.clinic.tree import ESCAPED, Page, Part

_LINK = "write [words](page.md), and %20 for a space in an address"
_BOX = "its words stand below it, four spaces further in"
_BEHIND = "it stands behind nothing that takes it: write it right behind, as in [words](page.md){ .md-button }"
# How the words of a page begin, or hold, what was not taken; no pattern looks on for ever.
UNTAKEN: Mapping[str, str] = {
    r"^ {0,3}(?:[-*+]|1[.)]) +\S.*": "a list begins below an empty line: put one above",
    r"^ {0,3}={3}[+!]*(?: .*|$)": f'a tab begins with === "Name", and {_BOX}',
    r"^ {0,3}(?:!{3}|\?{3}).*": f"a box begins with a line such as !!! note, and {_BOX}",
    r"^ {0,3}/{3,}.*": "of blocks only caption, define, details, tab and boxes are known, each closed by ///",
    r"^ {0,3}:{3,}.*": f"write !!! note for a box, and {_BOX}",
    r"^ {0,3}(?:`{3,}|~{3,}).*": "close this code by the same signs on a line of their own",
    r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+.*": "a table has as many cells below its head as in it, and an empty line above",
    r"^ {0,3}\|.*\S.*\|[ \t]*$": "a table has a line such as | --- | --- | below its head, and an empty line above",
    r"^[•▪◦‣·]\s+\S.*": "a list is written with - and a space in place of the dot, below an empty line",
    r"^-\[[ xX]?\] *\S.*": "a box to tick has a space behind the -: write - [ ] before it",
    r"^\[[ xX]\] .*": "a box to tick stands in a list: write - [ ] before it",
    r"(?<!\w)\*\*(?=\S).*": "this ** is not closed: write **words**, without spaces inside",
    r"\[\^[^\]\s]{1,200}\]": "there is no such note: write it on a line of its own, such as [^1]: Words.",
    # With a closing bracket it is a link, or was kept from being one.
    r"!?\[[^\]\n]{1,200}\]\([^)\n]*$": _LINK,
    r"\[[^\]\n]{1,200}\]\[[^\]\n]{0,200}\]": f"there is no such address below: {_LINK}",
    r"\{:? ?[.#][\w-][^}\n]{0,200}\}": _BEHIND,
    r"\+\+[\w-]+(?:\+[\w-]+)*\+\+": "write a key as <kbd>Tab</kbd>",
    r"\^\^.{1,200}?\^\^": "write **words** or ==words==",
    r"\{(?:\+\+|--|~~|==|>>).*": "only the words that hold may stand here: write those",
    r"\$\$.*": "there are no formulas here: write it in words",
}  # fmt: skip
# What runs elsewhere. Here it is printed as it stands, which may be meant.
RUNS: Mapping[str, str] = {
    r"^.*--8<--.*": "no file is taken in: write its words here",
    r"\{!.{0,200}?!\}": "no file is taken in: write its words here",
    r"&#?\w{2,40};": "there is no sign of this name, so the name is printed: type the sign itself",
    r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}": "nothing runs on a page of yours, it is printed as it stands: write words",
}
_SHORT = r"(?a)(?<![\w:]):([a-z][\w+-]*):(?!\w)"
# Behind the language of code some sites write a title or the lines to mark.
_OPTIONS = re.compile(r"^[\w.#+-]+ +\w+=[\"']?\S.*\n")
Found = Iterator[tuple[int, str]]


def untaken(page: Page) -> Found:
    """What forbids to publish, because readers would get signs."""
    yield from _told(page, UNTAKEN)
    yield from ((line, _no_icon(found[1])) for part in page.parts for line, found in _places(part, _SHORT))
    for line, node in page.nodes:
        if node.tag == "code" and (options := _OPTIONS.match(node.text())):
            yield (
                line,
                f"found {quoted(options[0].strip(), 40)}: behind ``` stands a language alone: remove the rest",
            )


def as_it_stands(page: Page) -> Found:
    """What is only told, because a page may well speak of it."""
    return _told(page, RUNS)


def _told(page: Page, patterns: Mapping[str, str]) -> Found:
    for part in page.parts:
        for signs, why in patterns.items():
            for line, found in _places(part, signs):
                yield line, f"found {quoted(_shown(found[0]), 40)}: {why}"


def _places(part: Part, signs: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Where signs stand in what a part says, each with its line; none that was kept from meaning anything."""
    return (
        (part.line + part.said.count("\n", 0, found.start()), found)
        for found in re.finditer(signs, part.said, re.MULTILINE)
        if not part.said.endswith(ESCAPED, 0, found.start())
    )


def _shown(said: str) -> str:
    """What was said, without the marks of what stood behind a backslash."""
    return said.replace(ESCAPED, "").strip()


def _no_icon(name: str) -> str:
    """That there is no icon of this name, with the nearest there is."""
    told = f"found {quoted(f':{name}:', 60)}: there is no such icon and no such emoji"
    first = name.partition("-")[0]
    files = (ICONS / first).rglob("*.svg") if (ICONS / first).is_dir() else ()
    names = ("-".join(file.relative_to(ICONS).with_suffix("").parts) for file in files)
    nearest = get_close_matches(name, sorted(names), 1)
    return f"{told} (nearest: :{nearest[0]}:)" if nearest else f"{told}: remove it"
