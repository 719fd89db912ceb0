"""One text, two readers: what the check reads without a complaint is what the engines read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from macros.load.files import front_matter
from macros.load.yamlfile import read_mapping, read_text

# What the text of YAML can be made of.
SCALARS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="0123456789.eExXbBoO_:+-,afnil ~=<YyTt", max_size=10),
    st.sampled_from([
        "yes", "2026-11-24", "1.5e+3", "0x1F", "0b1", "0o7", "-0", "1e5", "._1", "0.10", "1_0", "<<", "=", "!", "&a", "*a", "|", ">",
    ]),
)  # fmt: skip


def run(judge: Callable[..., None], examples: int, *made: st.SearchStrategy[Any]) -> None:
    """Holds what is made against a judge, always in the same order."""
    settings(max_examples=examples, derandomize=True, deadline=None, database=None)(given(*made)(judge))()


@pytest.mark.parametrize("examples", [200, pytest.param(6_000, marks=pytest.mark.soak)])
def test_what_is_read_without_a_complaint_is_what_the_engines_read(examples: int) -> None:
    run(judge_value, examples, SCALARS, st.booleans())


def judge_value(text: str, block: bool) -> None:
    """A value is read as an engine reads it, or complained of."""
    written = f"key: {text}\n" if block else f"{{key: {text}}}\n"
    for variables, loader in ((None, yaml.CSafeLoader), ({}, yaml.SafeLoader)):
        items, problems = read_mapping(written, shown="x", variables=variables)
        if not problems:
            engines = yaml.load(written, Loader=loader)  # noqa: S506 -- both are safe
            assert [item.value for item in items] == [engines]
            assert type(items[0].value["key"]) is type(engines["key"])


HEADS = st.lists(
    st.sampled_from([
        "---", "--- ", "---\t", " ---", "----", "---x", "...", "... ", "....", "+++", "\ufeff", "\r", "\n", "\r\n", "\x0b", "\x85", "\u2028", "\ufeff---", "title: T", "title: 'T",
        "'", "title: |", "  a", "template: x", "# c", "a: b", "- a", "{", "}", " ", "body", "%YAML 1.2", "--- {title: T}", "title: T # c", "render_macros: true",
    ]),
    max_size=9,
)  # fmt: skip


@pytest.mark.parametrize("examples", [500, pytest.param(15_000, marks=pytest.mark.soak)])
def test_an_engine_finds_the_keys_that_we_find(tmp_path: Path, examples: int) -> None:
    def judge(parts: list[str], joint: str, begun: bool) -> None:
        judge_head(tmp_path / "page.md", joint.join(["---", "title: T", *parts] if begun else parts))

    run(judge, examples, HEADS, st.sampled_from(["\n", "\n", "\n", "", "\r\n", "\r"]), st.booleans())


def judge_head(path: Path, made: str) -> None:
    """The keys at the head of a page are those that an engine finds, or are complained of."""
    path.write_bytes(made.encode("utf-8"))
    text, problems = read_text(path, shown="page.md")
    front, wrong_head = front_matter(text, shown="page.md") if not problems else ("", [])
    items, found = read_mapping(front, shown="page.md") if not problems and not wrong_head else ([], [])
    if not (problems or wrong_head or found):
        # As MkDocs opens a page: with every kind of line end, and without a byte-order mark.
        body, keys = get_data(made.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
        assert keys == items[0].value
        # What it takes for the page begins where we say, so no key of ours is left there and no line of the page is a key.
        assert body == "\n".join(text.split("\n")[front.count("\n") + 1 :]).lstrip("\n")
