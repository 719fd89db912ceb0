"""`mkdocs build` and `gh-deploy` give what `python -m publish build` gives, and with `serve` refuse what it refuses.

That `serve` gives the same is shown in tests/browser/test_preview.py, after all changes that it has shown.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.beside.built_pages import parse
from tests.fork.make_fork import commit, git
from tests.unit.small import files, make_whole, put, reword, text_of

ADDRESS = "https://clinic.example/scars/"
PUBLISH, MKDOCS = ("publish", "build"), ("mkdocs", "build")
DEPLOY, SERVE = ("mkdocs", "gh-deploy"), ("mkdocs", "serve")
COMMANDS = (PUBLISH, MKDOCS, DEPLOY, SERVE)
# What of the caller's would be an answer of its own.
OF_THE_CALLER = ("SITE_URL", "CI", "GITHUB_ACTIONS")


def environment(**told: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_CALLER}
    named = {
        f"GIT_{who}_{what}": f"nobody@{who}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return kept | named | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"} | told


def start(root: Path, *words: str, **told: str) -> subprocess.Popen[str]:
    """A command of a person at this project."""
    return subprocess.Popen(
        [sys.executable, "-m", *words], cwd=root, env=environment(**told), text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(root: Path, *words: str, **told: str) -> tuple[int, list[str], str]:
    """How a command ended, the lines in which it said what is wrong, and all that it said."""
    started = start(root, *words, **told)
    said, wrong = started.communicate()
    lines = [line for line in wrong.splitlines() if line and not line.startswith("INFO")]
    return started.returncode, lines, said + wrong


def make_project(root: Path) -> Path:
    """The small project as a checkout, whose address the environment may set, with a remote beside it."""
    make_whole(root)
    text = text_of("mkdocs.yml", files()["mkdocs.yml"] | {"site_url": "@@"})
    put(root / "mkdocs.yml", text.replace('"@@"', '!ENV [SITE_URL, "http://127.0.0.1:8000/"]').encode())
    remote = str(root.with_suffix(".git"))
    git(root, "init", "-q", "--bare", remote)
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", remote)
    commit(root, "A commit")
    return root


def pushed(project: Path) -> str:
    """What has been pushed to the project's remote."""
    return git(project.with_suffix(".git"), "for-each-ref")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("commands") / "project")


@pytest.fixture
def changed(project: Path) -> Iterator[Path]:
    """The project for a test that changes files; they are put back after it."""
    before = {
        path: path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and not {".git", "site"} & set(path.parts)
    }
    yield project
    for path, raw in before.items():
        if path.read_bytes() != raw:
            put(path, raw)


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def assert_same(site: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(site) == sorted(expected)
    assert [name for name in expected if site[name] != expected[name]] == []


@pytest.fixture(scope="module")
def published(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as the project's own command makes it."""
    out = tmp_path_factory.mktemp("published") / "site"
    # On a terminal that knows few letters; MkDocs' own command is called on one below.
    code, _, said = run(project, *PUBLISH, "--out", str(out), SITE_URL=ADDRESS, PYTHONIOENCODING="ascii")
    assert code == 0, said
    made = tree(out)
    assert {"index.html", "clinic/rooms/index.html", "search-index.js", "feed.xml", "sitemap.xml", "llms.txt"} <= set(
        made
    )
    return made


def test_mkdocs_build_makes_the_same_site(project: Path, published: dict[str, bytes], tmp_path: Path) -> None:
    words = (*MKDOCS, "--site-dir", str(tmp_path / "site"))
    code, _, said = run(project, *words, SITE_URL=ADDRESS, PYTHONIOENCODING="ascii")
    assert code == 0, said
    assert_same(tree(tmp_path / "site"), published)


def test_mkdocs_gh_deploy_pushes_the_same_site(project: Path, published: dict[str, bytes], tmp_path: Path) -> None:
    code, _, said = run(project, *DEPLOY, SITE_URL=ADDRESS)
    assert code == 0, said
    git(tmp_path, "clone", "-q", "--branch", "gh-pages", str(project.with_suffix(".git")), "pushed")
    shutil.rmtree(tmp_path / "pushed/.git")
    assert_same(tree(tmp_path / "pushed"), published | {".nojekyll": b""})


def free() -> str:
    """A loopback address that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


MISTAKES = {
    "data, a clinic's page and a colour": (
        [
            ("data/units.yml", '"kind": "time"', '"kind": "tyme"'),
            ("docs/clinic/rooms.md", "More words.", "<script>1</script>"),
            ("mkdocs.yml", '"colour": "', '"colour": "#f5d000", "colour_": "'),
        ],
        ("data/units.yml:", "docs/clinic/rooms.md:", "mkdocs.yml:"),
    ),
    "a call": ([("docs/index.md", "More words.", '{{ state_fact("fact-x") }}')], ("docs/index.md:",)),
}  # fmt: skip
FIRST, *MORE = MISTAKES


@pytest.mark.parametrize("mistake", [FIRST, *(pytest.param(name, marks=pytest.mark.soak) for name in MORE)])
def test_a_mistake_ends_each_command_with_the_same_lines(changed: Path, mistake: str) -> None:
    slips, places = MISTAKES[mistake]
    for file, old, new in slips:
        reword(changed / file, old, new)
    (changed / "site").mkdir(exist_ok=True)
    (changed / "site/build.json").write_text("{}")
    before, refs = tree(changed / "site"), pushed(changed)
    code, told, said = run(changed, *PUBLISH, SITE_URL=ADDRESS)
    assert code == 1, said
    assert all(any(line.startswith(place) for line in told) for place in places), told
    for command in COMMANDS[1:]:
        code, lines, said = run(changed, *command, SITE_URL=ADDRESS)
        assert (command, code, lines) == (command, 1, told), said
    assert tree(changed / "site") == before
    assert pushed(changed) == refs


@pytest.mark.parametrize(
    ("command", "told"),
    [(DEPLOY, {}), (MKDOCS, {"CI": "true"}), pytest.param(PUBLISH, {"CI": "true"}, marks=pytest.mark.soak)],
    ids=str,
)
def test_what_is_published_needs_an_address(project: Path, command: tuple[str, ...], told: dict[str, str]) -> None:
    refs = pushed(project)
    code, lines, said = run(project, *command, **told)
    assert code == 1, said
    assert lines[0].startswith("mkdocs.yml:") and "set the environment variable SITE_URL" in lines[0]
    assert pushed(project) == refs


def test_a_dirty_build_is_refused(project: Path, tmp_path: Path) -> None:
    code, lines, _ = run(project, *MKDOCS, "--dirty", "--site-dir", str(tmp_path / "site"), SITE_URL=ADDRESS)
    assert (code, lines[0][:7], (tmp_path / "site").exists()) == (1, "--dirty", False)


def test_what_only_the_engine_sees_leaves_no_half_site(changed: Path, tmp_path: Path) -> None:
    reword(changed / "docs/index.md", "More words.", "[gone](gone.md)")
    refs = pushed(changed)
    for words in ((*MKDOCS, "--site-dir", str(tmp_path / "site")), DEPLOY):
        code, _, said = run(changed, *words, SITE_URL=ADDRESS)
        assert code == 1 and "gone.md" in said, said
    assert tree(tmp_path / "site") == {} and tree(changed / "site") == {}
    assert pushed(changed) == refs


def unfinished(site: Path) -> list[str]:
    """The pages that say that the site is not complete and how it becomes so."""
    notes = {path: parse(path).css("[role=note]") for path in site.rglob("*.html")}
    said = {
        path.relative_to(site).as_posix(): [node.text() for node in found] for path, found in notes.items() if found
    }
    assert all(len(texts) == 1 and "nox -s build -- --engine zensical" in texts[0] for texts in said.values()), said
    return sorted(said)


@pytest.mark.parametrize("engine", [pytest.param("material", marks=pytest.mark.soak), "zensical"])
def test_zensical_alone_says_on_each_page_that_the_site_is_not_complete(
    project: Path, tmp_path: Path, engine: str
) -> None:
    code, _, said = run(project, "zensical", "build", SITE_DIR=str(project / "plain"), SITE_URL=ADDRESS)
    assert code == 0, said
    pages = sorted(path.relative_to(project / "plain").as_posix() for path in (project / "plain").rglob("*.html"))
    assert {"index.html", "clinic/rooms/index.html", "404.html"} <= set(pages)
    assert unfinished(project / "plain") == pages
    # Zensical keeps what it has made of a page: none of it may come into the complete site.
    code, _, said = run(project, *PUBLISH, "--engine", engine, "--out", str(tmp_path / "site"), SITE_URL=ADDRESS)
    assert code == 0, said
    assert unfinished(tmp_path / "site") == []
