"""What a build asks of the data after its engine is asked before it, and what nobody foresaw ends in a plain line."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from macros.load import Cube
from macros.load.settings import FILE
from macros.model.export import FILES
from macros.render.chooser import choice_of, options_compared
from macros.render.sheet import Sheet
from publish import __main__ as commands
from publish.beside import template
from publish.beside.built_pages import BuiltPage
from publish.build import whole
from publish.check.needs import words_needed
from publish.report import TRACE
from tests.conftest import told_mistakes
from tests.projects import ROOT
from tests.unit.small import files, put, reword, text_of


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("{{ close_page() }}", "write {{ close_page() }} there"),
        ("{{ warn_after(", 'write {{ warn_after("fractional-co2") }}'),
    ],
)
def test_a_page_says_who_has_read_it_and_a_treatments_when_to_call(small: Path, call: str, says: str) -> None:
    page = small / "docs/index.md"
    assert told_mistakes(small)[0] == []
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if call not in line]
    put(page, "\n".join([*lines, ""]).encode())
    (told,) = told_mistakes(small)[0]
    assert told.startswith("docs/index.md:1: ") and says in told


@pytest.mark.parametrize(
    "id_", ["llms-pages", "stick-open", "booklet-reviewed", "file-csv", "field-statement", "safety"]
)
def test_words_that_only_a_file_beside_the_pages_prints_are_missed(small: Path, id_: str) -> None:
    file = small / "data/wording.yml"
    held = [record for record in files()["data/wording.yml"] if record["id"] != id_]
    file.write_text(text_of("data/wording.yml", held), encoding="utf-8")
    (told,) = told_mistakes(small)[0]
    assert told.startswith(f"data/wording.yml:1: {id_}: the words are missing")


def test_the_words_needed_are_all_that_a_template_asks_for(
    cube: Cube, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = set()

    def noted(told: Cube, id_: str) -> str:
        asked.add(id_)
        return told.wording[id_].words

    monkeypatch.setattr(template, "words_of", noted)
    archive = BuiltPage("a/findings/", tmp_path, "", "", "")
    template.fill(
        "llms.txt", cube, name="", about="", edition="", address="", parts=[("", [])], archives=[archive],
        files=FILES, words=str,
    )  # fmt: skip
    template.fill("start.html", cube, name="", about="", edition="", start="", folder="")
    assert {"archives", "llms-files", "file-csv", "stick-open"} <= asked <= words_needed().keys()


def test_an_option_whose_findings_stand_on_no_page_is_refused(small: Path) -> None:
    (small / "docs/index/findings.md").rename(small / "docs/index/more.md")
    (small / "data/paths.yml").write_text("- {id: path-a, pages: [index.md, index/more.md]}\n")
    (told,) = told_mistakes(small)[0]
    assert told.startswith(
        "data/options.yml:1: fractional-co2: its findings stand on no page: make docs/index/findings.md"
    )


@pytest.mark.parametrize("kind", ["camouflage", "treatment", "laser"])
def test_a_kind_of_option_that_the_chooser_asks_for_is_missed(small: Path, kind: str) -> None:
    reword(small / "data/options.yml", f'"{kind}"', '"any-laser"')
    told = f"data/options.yml:1: -: the options can't be put side by side: no kind of option {kind!r}"
    assert any(line.startswith(told) for line in told_mistakes(small)[0])


def test_every_option_has_cells_to_put_side_by_side(cube: Cube) -> None:
    options = options_compared(cube)
    assert len(options) > 10 and all(choice_of(cube, Sheet(""), option)["cells"] for option in options)


def test_data_without_a_question_to_compare_by_are_missed(small: Path) -> None:
    path = small / "data/measures.yml"
    assert "compared" in path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"?compared"?: \d,?', "", path.read_text(encoding="utf-8")), encoding="utf-8")
    told = "data/measures.yml:1: -: the options can't be put side by side: there is no question to compare by"
    assert told in told_mistakes(small)[0]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that fails as nobody foresaw."""

    def fail(_: object) -> int:
        raise LookupError("no such\nthing")

    monkeypatch.setattr(commands, "check", fail)
    monkeypatch.delenv(TRACE, raising=False)


@pytest.mark.usefixtures("failing")
def test_what_nobody_foresaw_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["check"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "this is a mistake in the project, not in your files: LookupError: no such\\nthing (test_needs.py, line "
    )
    assert "set the environment variable TRACE to 1" in said.split("\n")[0] and "Traceback" not in said


@pytest.mark.usefixtures("failing")
def test_the_whole_trace_is_shown_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(TRACE, "1")
    assert commands.main(["check"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said and "this is a mistake in the project" in said


def test_what_the_system_refuses_to_a_command_of_mkdocs_is_no_mistake_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "brand.css")

    monkeypatch.setattr(whole, "check", fail)
    config: Any = SimpleNamespace(config_file_path=str(ROOT / FILE), markdown_extensions=[], use_directory_urls=True)
    with pytest.raises(SystemExit):
        whole.prepare(config)
    assert capsys.readouterr().err.startswith("brand.css: No space left on device\n")


def test_broken_data_are_told_line_by_line_to_a_command_that_does_not_check(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "data/units.yml").write_bytes(b"- id: \x00")
    monkeypatch.setattr(commands, "ROOT", small)
    assert commands.main(["links"]) == 1
    assert capsys.readouterr().err.startswith("data/units.yml:1: -: a hidden character (U+0000)")
