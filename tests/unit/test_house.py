"""The house: no import runs back, a build reads each file once and asks git once, and no page is rendered for nothing."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from tests.fork.make_fork import commit, git
from tests.projects import ROOT, SHIPPED
from tests.unit.small import make_whole

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# The rooms as CONTRIBUTING.md tells them, by the names that imports have: each may import those above it, and itself.
# The longest name that fits a module is its room.
ROOMS = {
    path.removesuffix(".py").strip("/").replace("/", "."): told
    for path, told in re.findall(r"(?m)^\| `((?:macros|publish|hooks)[\w./]*)` \| (.+) \|$", CONTRIBUTING)
}
ORDER = tuple(ROOMS)


@cache
def modules() -> dict[str, Path]:
    """Each module of the code by its name, but for those that only say what is in their folder."""
    files = [ROOT / "hooks.py", *(path for name in ("macros", "publish") for path in (ROOT / name).rglob("*.py"))]
    named = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}
    return {name: path for name, path in named.items() if len(ast.parse(path.read_text(encoding="utf-8")).body) > 1}


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The modules of ours that a file imports, in a function or by a name in a text too."""
    known, found = modules(), []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, (path, "one way of importing: by the whole name")
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else name.rpartition(".")[0] for name in names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "import_module":
            names = [node.args[0].value] if isinstance(node.args[0], ast.Constant) else []
        found += [str(name) for name in names if name in known]
    return tuple(found)


def place(module: str) -> int:
    """The place in the order of the room in which a module is."""
    fitting = [name for name in ORDER if module == name or module.startswith(f"{name}.")]
    return ORDER.index(max(fitting, key=len))


@pytest.mark.parametrize("room", ORDER)
def test_each_room_is_told_with_all_that_is_in_it(room: str) -> None:
    inside = {name.removeprefix(f"{room}.").split(".")[0] for name in modules() if ORDER[place(name)] == room != name}
    folder = ROOT / room.replace(".", "/")
    there = {f"{name}/" if (folder / name).is_dir() else name for name in inside}
    assert set(re.findall(r"`(\w+/?)`", ROOMS[room])) == there


def test_the_picture_shows_rooms_in_their_order() -> None:
    picture = re.findall(r"(?ms)^```\n(.+?)^```", CONTRIBUTING)[0]
    shown = [
        name.removesuffix(".py").replace("/", ".") for name in re.findall(r"\b(?:macros|publish)[\w/]*|hooks", picture)
    ]
    assert set(shown) <= set(ORDER)
    flow = [name.replace("/", ".") for name in re.findall(r"(?:macros|publish)[\w/]*", picture.splitlines()[0])]
    assert len(flow) > 3 and flow == sorted(flow, key=ORDER.index)


def test_no_import_runs_back() -> None:
    known = modules()
    assert {place(name) for name in known} == set(range(len(ORDER))), "a room without a module"
    back = [
        f"{name} imports {other}"
        for name, path in known.items()
        for other in imported(path)
        if place(other) > place(name)
    ]
    assert back == []


def test_no_import_runs_in_a_circle() -> None:
    try:
        list(TopologicalSorter({name: set(imported(path)) for name, path in modules().items()}).static_order())
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


# Runs a command and notes each file that is opened, each command that is started, and each page that is rendered.
WATCHED = """
import json, runpy, sys
from pathlib import Path
root, out, *words = sys.argv[1:]
seen = {"opened": [], "started": [], "rendered": []}
def note(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].startswith(root) and "r" in (args[1] or "r"):
        frame, ours = sys._getframe(1), ""
        while frame is not None and not ours:
            name = frame.f_code.co_filename
            ours = "mkdocs" if "site-packages" in name and "mkdocs" in name else "ours" if name.startswith(root) else ""
            frame = frame.f_back
        seen["opened"].append((ours, Path(args[0]).relative_to(root).as_posix()))
    elif event == "subprocess.Popen":
        seen["started"].append([str(word) for word in args[1]])
sys.addaudithook(note)
sys.path.insert(0, root)
import macros.calls, macros.usage
plain = macros.calls.render_page
def render_page(site, page, *rest):
    seen["rendered"].append(page)
    return plain(site, page, *rest)
macros.calls.render_page = macros.usage.render_page = render_page
sys.argv = words
try:
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
finally:
    Path(out).write_text(json.dumps(seen))
"""
COMMANDS = {"publish": ("publish", "build"), "mkdocs": ("mkdocs", "build")}


@pytest.fixture(scope="module", params=COMMANDS)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a build of the small project opened, started and rendered, once through each command."""
    folder = tmp_path_factory.mktemp("seen")
    root = make_whole(folder / "project")
    git(root, "init", "-q")
    commit(root, "A commit")
    words = [sys.executable, "-c", WATCHED, str(root), str(folder / "seen.json"), *COMMANDS[request.param]]
    # Nothing is kept there of another build of the same project, not of one within the same second either.
    (folder / "kept").mkdir()
    told = {"NO_MKDOCS_2_WARNING": "1"} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder / "kept"))
    done = subprocess.run(words, cwd=root, env=os.environ | told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads((folder / "seen.json").read_text())
    return found


def test_a_build_reads_each_file_once(seen: dict[str, Any]) -> None:
    opened = Counter((who, file) for who, file in seen["opened"] if file.startswith(("data/", "docs/")))
    read = {file: times for (who, file), times in opened.items() if who == "ours" and file.endswith((".yml", ".md"))}
    assert {"data/facts/fractional-co2.yml", "data/search.yml", "docs/index.md", "docs/clinic/rooms.md"} <= set(read)
    assert {file: times for file, times in read.items() if times > 1} == {}
    engine = {file: times for (who, file), times in opened.items() if who != "ours"}
    assert {file: times for file, times in engine.items() if times > 1} == {}


def test_a_build_asks_git_for_the_commit_and_for_changes_once(seen: dict[str, Any]) -> None:
    asked = [words for words in seen["started"] if "git" in Path(words[0]).name and "-C" in words]
    assert [words[3] for words in asked] == ["log", "status"]


def test_a_build_renders_a_page_once_and_twice_where_it_lists_uses(seen: dict[str, Any]) -> None:
    times = Counter(seen["rendered"])
    assert "index.md" in times
    assert {page: number for page, number in times.items() if number > 2} == {}


# What a clinic writes, and what reads it: where a test means the project as it is given out, a copy's own must not count.
OF_A_CLINIC = re.compile(
    r"\b(?:read_cube|read_site|read_bodies|read_settings|load_settings|sheets|render_all|find_mistakes|told_mistakes|check|build)"
    r"\(ROOT[,)]|\bROOT / f?[\"'](?:docs(?![\w/]*/(?:css|js|vendor))|mkdocs\.yml)"
)


def test_no_test_reads_what_a_clinic_has_written_here() -> None:
    paths = (path for path in sorted((ROOT / "tests").rglob("*.py")) if path != Path(__file__))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    assert [f"{path.name}: {found[0]}" for path, text in texts.items() for found in OF_A_CLINIC.finditer(text)] == []
    assert OF_A_CLINIC.search("read_cube(" + "ROOT)") and OF_A_CLINIC.search("ROO" + 'T / "mkdocs.yml"')


def test_what_tests_take_for_the_project_as_given_is_what_is_given() -> None:
    ours = 'site_name: "Danger or Miracle?"' in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert not ours or SHIPPED == ROOT
