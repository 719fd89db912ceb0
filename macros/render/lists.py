"""Lists, code, boxes and blocks as people type them for GitHub -> as Python-Markdown reads them.

GitHub begins a list or code right below a line of text, and nests by two spaces or as deep as the words above stand;
Python-Markdown asks for an empty line and for four spaces. No extension of it takes both ways of indenting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown import Markdown
from markdown.preprocessors import Preprocessor

# After what views made is put aside (28), before code between fences is (25).
PRIORITY = 26
_ITEM = re.compile(r"(?P<sign>[-*+]|(?P<number>\d{1,9})[.)])(?P<space> +)(?=\S)")
_RULE = re.compile(r"([-*_])(?: *\1){2,} *$")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?!.*`)")
# What holds the lines below it that stand four spaces further in.
_BOX = re.compile(r"!!! ?\w|\?\?\?\+? ?\w|===[+!]* *[\"']|\[\^[^\]]+\]:|: {1,3}\S")
_BLOCK = re.compile(r"/{3,} *[\w-]")
_QUOTE = re.compile(r" {0,3}> ?")
_STEP = 4
_MOST_QUOTES = 20


@dataclass(frozen=True)
class _Holder:
    """A list's item or a box: the column at which its content was typed, and at which Python-Markdown wants it."""

    typed: int
    made: int
    # Of an item whether it is numbered, of a box nothing.
    numbered: bool | None = None


class Lists(Preprocessor):  # type: ignore[misc] # Python-Markdown has no types
    """Moves what stands in lists to where Python-Markdown looks for it; leaves all else as it is."""

    md: Markdown

    def run(self, lines: list[str]) -> list[str]:  # noqa: D102 -- Python-Markdown's name, told there
        return _Mover().move(lines)


class _Mover:
    """Reads lines from the first to the last, and knows in what the present one stands."""

    def __init__(self, quotes: int = 0, *, below: bool = False) -> None:
        self.quotes = quotes
        # Whether the first line stands right below a line of what holds these.
        self.below = below
        self.holders: list[_Holder] = []
        self.made: list[str] = []
        # Whether the line before is empty, words, or something that ends by itself.
        self.before = "empty"

    def move(self, lines: list[str]) -> list[str]:
        """The lines as they are to be read."""
        at = 0
        while at < len(lines):
            at = self._take(lines, at)
        return self.made

    def _take(self, lines: list[str], at: int) -> int:
        """Moves what begins on this line; the number of the next."""
        text = lines[at].lstrip(" ")
        typed = len(lines[at]) - len(text)
        if not text.strip():
            self._put("", "empty")
            return at + 1
        depth = self._depth(typed)
        if typed - self._typed(depth) >= _STEP and not self._nests(text, depth):
            self._words(lines[at], depth)
        elif fence := _FENCE.match(text):
            return self._fence(lines, at, depth, fence["fence"])
        elif self.quotes < _MOST_QUOTES and text.startswith(">"):
            return self._quote(lines, at, depth)
        elif (item := _ITEM.match(text)) and not _RULE.match(text) and self._begins(item, depth):
            self._item(text, typed, depth, item)
        elif _BOX.match(text):
            self._box(text, typed, depth)
        elif _BLOCK.match(text):
            self._block(lines[at], depth)
        else:
            self._words(lines[at], depth)
        return at + 1

    def _depth(self, typed: int) -> int:
        """In how many of the open items and boxes a line stands that begins at this column."""
        return next((at for at, holder in enumerate(self.holders) if typed < holder.typed), len(self.holders))

    def _typed(self, depth: int) -> int:
        return self.holders[depth - 1].typed if depth else 0

    def _made(self, depth: int) -> int:
        return self.holders[depth - 1].made if depth else 0

    def _put(self, line: str, kind: str) -> None:
        self.made.append(line)
        self.before = kind

    def _part(self) -> None:
        """An empty line, where none stands yet."""
        if self.made and self.before != "empty":
            self._put("", "empty")

    def _nests(self, text: str, depth: int) -> bool:
        """Whether a line that stands far in is an item right below another one, and no code."""
        return self.before == "words" and depth > 0 and bool(_ITEM.match(text))

    def _begins(self, item: re.Match[str], depth: int) -> bool:
        """Whether an item begins here: right below words a number does only in a list, or as the first of one."""
        told = self.before == "words" and item["number"] and item["number"] != "1"
        return not told or (depth < len(self.holders) and self.holders[depth].numbered is True)

    def _item(self, text: str, typed: int, depth: int, item: re.Match[str]) -> None:
        numbered = item["number"] is not None
        beside = self.holders[depth].numbered if depth < len(self.holders) else None
        in_item = depth > 0 and self.holders[depth - 1].numbered is not None
        # Below words that are no item, or below an item of another list.
        if beside is not numbered and (beside is not None or not in_item):
            self._part()
        made, space = self._made(depth), len(item["space"])
        del self.holders[depth:]
        content = typed + len(item["sign"]) + (space if space <= _STEP else 1)
        self.holders.append(_Holder(content, made + _STEP, numbered=numbered))
        sign = f"{item['number']}." if numbered else item["sign"]
        self._put(" " * made + sign + text[len(item["sign"]) :], "words")

    def _box(self, text: str, typed: int, depth: int) -> None:
        made = self._made(depth)
        del self.holders[depth:]
        self.holders.append(_Holder(typed + _STEP, made + _STEP))
        self._put(" " * made + text, "box")

    def _is_below(self) -> bool:
        """Whether this line stands right below another one."""
        return self.before != "empty" if self.made else self.below

    def _block(self, line: str, depth: int) -> None:
        """An empty line above a block: below an item or a quote that begins another one, reading it would never end."""
        if self._is_below():
            self._put("", "empty")
        self._words(line, depth)

    def _fence(self, lines: list[str], at: int, depth: int, fence: str) -> int:
        """Moves code to its closing fence, or to the end."""
        self._part()
        made, typed = self._made(depth), len(lines[at]) - len(lines[at].lstrip(" "))
        closing = re.compile(rf" *{fence[0]}{{{len(fence)},}} *$")
        end = next((to for to in range(at + 1, len(lines)) if closing.match(lines[to])), len(lines) - 1)
        del self.holders[depth:]
        for line in lines[at : end + 1]:
            inside = line[min(typed, len(line) - len(line.lstrip(" "))) :]
            self._put(" " * made + inside if inside.strip() else "", "code")
        if end + 1 < len(lines):
            self._part()
        return end + 1

    def _quote(self, lines: list[str], at: int, depth: int) -> int:
        """Moves what stands in a quote in the same way."""
        made = self._made(depth)
        del self.holders[depth:]
        end = next((to for to in range(at, len(lines)) if not lines[to].lstrip(" ").startswith(">")), len(lines))
        inside = [_QUOTE.sub("", line.lstrip(" "), count=1) for line in lines[at:end]]
        for line in _Mover(self.quotes + 1, below=self._is_below()).move(inside):
            self._put(" " * made + f"> {line}".rstrip(" "), "quote")
        return end

    def _words(self, line: str, depth: int) -> None:
        """Moves a line of words, or of anything that Python-Markdown reads where it stands."""
        lazy = self.before == "words" and all(holder.numbered is not None for holder in self.holders)
        if not lazy:
            del self.holders[depth:]
        if lazy or not depth:
            self._put(line, "words")
            return
        inside = line[self._typed(depth) :]
        code = len(inside) - len(inside.lstrip(" ")) >= _STEP
        self._put(" " * self._made(depth) + (inside if code else inside.lstrip(" ")), "words")
