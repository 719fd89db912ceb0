"""MkDocs called in a clinic's own folder, with the project checked out beside it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.build.laid import ALONE, stand_on
from tests.fork.make_fork import commit, git
from tests.site.test_clinics import make_clinic
from tests.site.test_commands import ADDRESS, MKDOCS, free, run, start, tree
from tests.unit.small import make_whole, put


def make_alone(folder: Path) -> Path:
    """A clinic's repository whose file stands on what it finds beside it."""
    make_clinic(folder, "alone")
    put(folder / "mkdocs.yml", stand_on(ALONE, (folder / "mkdocs.yml").read_bytes()))
    assert ALONE in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    git(folder, "init", "-q")
    return folder


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a clinic's repository and a checkout of the project, as the README says."""
    folder = tmp_path_factory.mktemp("beside")
    make_alone(folder / "clinic")
    git(make_whole(folder / "project"), "init", "-q")
    commit(folder / "project", "A commit")
    return folder


@pytest.fixture(scope="module")
def published(beside: Path) -> dict[str, bytes]:
    """The clinic's site as the project's own command makes it."""
    code, _, said = run(beside / "project", "publish", "build", "--clinic", "../clinic", "--out", "../published")
    assert code == 0, said
    return tree(beside / "published")


@pytest.fixture
def spoiled(beside: Path) -> Iterator[Path]:
    """The clinic with a mistake in a page, and a last good site; both are gone after the test."""
    page, site = beside / "clinic/docs/clinic/stairs.md", beside / "clinic/site"
    put(page, b"no keys at its head\n")
    site.mkdir()
    (site / "build.json").write_text("{}", encoding="utf-8")
    yield beside / "clinic"
    page.unlink()
    shutil.rmtree(site)


def test_it_makes_the_site_of_the_projects_own_command(beside: Path, published: dict[str, bytes]) -> None:
    code, _, said = run(beside / "clinic", *MKDOCS)
    assert code == 0, said
    made = tree(beside / "clinic/site")
    shutil.rmtree(beside / "clinic/site")
    assert "clinic/door/index.html" in made and b"The clinic alone" in made["index.html"]
    assert made == published


def words_of(site: dict[str, bytes]) -> dict[str, list[str]]:
    """The words of each page of a site."""
    pages = {name: LexborHTMLParser(raw.decode()).body for name, raw in site.items() if name.endswith(".html")}
    return {name: body.text(separator=" ").split() for name, body in pages.items() if body is not None}


@pytest.mark.soak
def test_the_projects_command_makes_the_same_pages_by_zensical(beside: Path, published: dict[str, bytes]) -> None:
    words = ("publish", "build", "--clinic", "../clinic", "--engine", "zensical", "--out", "../by-zensical")
    code, _, said = run(beside / "project", *words)
    assert code == 0, said
    assert words_of(tree(beside / "by-zensical")) == words_of(published)


def test_a_mistake_ends_it_with_the_same_lines_and_the_last_site_stays(spoiled: Path) -> None:
    before = tree(spoiled / "site")
    code, told, said = run(spoiled.parent / "project", "publish", "build", "--clinic", "../clinic")
    assert code == 1 and told[0].startswith("docs/clinic/stairs.md:1: "), said
    assert run(spoiled, *MKDOCS)[:2] == (1, told)
    assert run(spoiled, "mkdocs", "serve", "--dev-addr", free())[:2] == (1, told)
    assert tree(spoiled / "site") == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("mkdocs", "gh-deploy"), "published by its workflow"),
        pytest.param((*MKDOCS, "--dirty"), "--dirty leaves out", marks=pytest.mark.soak),
        pytest.param((*MKDOCS, "--no-directory-urls"), "--no-directory-urls is for a fork", marks=pytest.mark.soak),
    ],
)
def test_what_is_not_for_a_clinics_folder_is_refused(beside: Path, words: tuple[str, ...], told: str) -> None:
    code, lines, said = run(beside / "clinic", *words, SITE_URL=ADDRESS)
    assert code == 1 and told in lines[0], said
    assert not (beside / "clinic/site").exists()


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_without_the_project_beside_it_nothing_is_built_and_its_place_is_told(tmp_path: Path, engine: str) -> None:
    clinic = make_alone(tmp_path / "clinic")
    code, _, said = run(clinic, engine, "build")
    assert code != 0 and str(tmp_path / "project/clinic.yml") in said
    assert not (clinic / "site").exists()


def test_zensical_alone_makes_no_page_of_a_clinics_files(beside: Path) -> None:
    code, _, said = run(beside / "clinic", "zensical", "build")
    assert code != 0, said
    assert [name for name in tree(beside / "clinic/site") if name.endswith(".html")] == []
    shutil.rmtree(beside / "clinic/site", ignore_errors=True)


def test_its_preview_shows_the_site(beside: Path) -> None:
    where = free()
    serving = start(beside / "clinic", "mkdocs", "serve", "--dev-addr", where)
    assert serving.stderr is not None
    said = ""
    while "Serving on" not in said and (line := serving.stderr.readline()):
        said += line
    page = urlopen(f"http://{where}/clinic/door/").read().decode()
    serving.send_signal(signal.SIGINT)
    _, more = serving.communicate()
    assert (serving.returncode, "Traceback" in said + more) == (0, False), said + more
    assert "The door alone" in page
    assert list((beside / "project").glob(".build-*")) == []
