"""What is kept from run to run is what would be worked out now, whatever lies in its folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from macros.calls import render_page
from macros.load import kept, read_bodies
from macros.load.cube import ALONE
from macros.load.files import data_files
from macros.load.kept import CHECKED, keep
from macros.load.yamlfile import _parse, items_of, read_mapping
from macros.usage import _render_all, _rendered, read_site, render_all, render_pages
from tests.conftest import A_THIRD
from tests.projects import SHIPPED
from tests.unit.small import BODY, reword


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of the one among temporary files."""
    there = tmp_path / "kept"
    there.mkdir()
    monkeypatch.setattr(kept, "kept_folder", lambda: str(there))
    return there


def asked(text: str = "1") -> int:
    """How often a value had to be worked out when it was asked for twice; each time it must be the right one."""
    times: list[int] = []

    def work_out() -> dict[str, object]:
        times.append(1)
        return {"value": text, ("a", 1): [None, 1.5, {"x"}]}

    for _ in range(2):
        assert keep("a name", text, work_out) == {"value": text, ("a", 1): [None, 1.5, {"x"}]}
    return len(times)


def spoiled(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Changes the one thing that is kept there."""
    (file,) = folder.iterdir()
    file.write_bytes(spoil(file.read_bytes()))


def test_what_was_made_of_the_same_is_worked_out_once(folder: Path) -> None:
    assert [asked(), asked(), asked("2"), asked("2"), asked()] == [1, 0, 1, 0, 1]
    assert len(list(folder.iterdir())) == 1, "another state takes the place of the last one"


def test_what_is_torn_or_changed_by_hand_counts_as_not_there(folder: Path) -> None:
    asked()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    torn = [whole[:length] for length in range(len(whole))]
    changed = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for other in [*torn, *changed, whole + b"\0"]:
        file.write_bytes(other)
        assert asked() == 1


def test_a_value_in_the_place_of_another_counts_as_not_there(folder: Path) -> None:
    asked("2")
    (file,) = folder.iterdir()
    other = file.read_bytes()
    asked("1")
    spoiled(folder, lambda _: other)
    assert asked("1") == 1
    spoiled(folder, lambda own: own[:CHECKED] + other[CHECKED:])
    assert asked("1") == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("what", ["code", "template", "python", "package"])
def test_other_code_works_it_out_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    code = tmp_path / "code"
    (code / "inner").mkdir(parents=True)
    for name in ("a.py", "inner/a.j2", "a.pyc"):
        (code / name).write_text("1")
    monkeypatch.setattr(kept, "CODE", code)
    kept.code_stamp.cache_clear()
    assert asked() == 1
    (code / "a.pyc").write_text("2")
    kept.code_stamp.cache_clear()
    assert asked() == 0, "what Python makes of the code is not the code"
    match what:
        case "code":
            (code / "a.py").write_text("2")
        case "template":
            (code / "inner/a.j2").write_text("2")
        case "python":
            monkeypatch.setattr(sys, "version", "another")
        case _:
            monkeypatch.setattr(kept, "version", lambda name: f"{name} 99")
    kept.code_stamp.cache_clear()
    assert asked() == 1
    monkeypatch.undo()
    kept.code_stamp.cache_clear()


def test_a_folder_that_can_t_be_written_or_is_not_there_stops_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.rmdir()
    assert asked() == 2
    folder.write_text("a file")
    assert asked() == 2
    monkeypatch.setattr(kept, "kept_folder", lambda: None)
    assert asked() == 2


def test_a_full_disk_leaves_no_half_of_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert asked() == 2
    assert list(folder.iterdir()) == []


def test_what_can_t_be_kept_is_worked_out_each_time(folder: Path) -> None:
    value = object()
    assert keep("a name", "", lambda: value) is value
    assert list(folder.iterdir()) == []


def test_a_mistake_is_raised_each_time(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            keep("a name", "", lambda: 1 // 0)
    assert list(folder.iterdir()) == []


@A_THIRD
@pytest.mark.usefixtures("folder")
def test_a_data_file_reads_the_same_from_what_was_kept(third: int) -> None:
    for table, path in list(data_files(SHIPPED))[third::3]:
        text = path.read_text(encoding="utf-8")
        read = read_mapping if table in ALONE else items_of
        found, mistakes = _parse(text, alone=table in ALONE)
        assert not mistakes, path
        for _ in range(2):
            items, problems = read(text, shown="x")
            assert ([(item.value, item.line, item.lines) for item in items], problems) == (found, [])


@pytest.mark.usefixtures("folder")
def test_mistakes_of_a_file_are_told_again() -> None:
    for text in ("- a: no\n", "- a: [\n", "a: 1\n", "- &a b\n", ""):
        first, again = items_of(text, shown="x"), items_of(text, shown="x")
        assert first == again and first[1]
        assert items_of(text, shown="y")[1][0].file == "y"


@A_THIRD
@pytest.mark.usefixtures("folder")
def test_a_page_is_the_same_from_what_was_kept(third: int) -> None:
    site, bodies = read_site(SHIPPED), list(read_bodies(SHIPPED).items())[third::3]
    _rendered.cache_clear()
    fresh = [render_page(site, page, body) for page, body in bodies]
    for _ in range(2):
        assert [_rendered(site, page, body, "folders") for page, body in bodies] == fresh
        _rendered.cache_clear()


PAGE = "\n# A page\n\n{{ state_fact('fact-a') }}\n\n{{ list_help() }}\n\n{{ close_page() }}\n"
# What is changed in which file of the small project, and how the page is another one then.
CHANGES = [
    ("data/facts/fractional-co2.yml", "It took 2 to 4 days, 3 on average.", "It lasted 2 to 4 days, 3 on average."),
    ("data/countries.yml", '"name": "Help"', '"name": "Aid"'),
    ("docs/index/findings.md", "All findings", "Every finding"),
    ("docs/index.md", "# A page", "# Another page"),
    ("mkdocs.yml", '"name": "Dr Ada Example"', '"name": "Dr Eva Example"'),
]


def told(root: Path) -> list[object]:
    """The small project's page from what is kept, which must be what it would be now."""
    for cleared in (_rendered, _render_all):
        cleared.cache_clear()
    site = read_site(root, edition="1.0")
    made = render_all(root, site)["index.md"]
    fresh = render_pages(replace(site), read_bodies(root))["index.md"]
    assert made == fresh
    return [made.text, made.sheet.citations, site.cube.fronts, site.clinic]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("file", "old", "new"), CHANGES, ids=[file for file, *_ in CHANGES])
def test_no_page_is_an_old_one(small: Path, file: str, old: str, new: str) -> None:
    reword(small / "docs/index.md", BODY, PAGE)
    before = told(small)
    reword(small / file, old, new)
    assert told(small) != before
    reword(small / file, new, old)
    assert told(small) == before
