"""A clinic's repository goes from one release to the next by the one line that names it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from publish.beside.built_pages import parse
from publish.upkeep.starter import WORKFLOW, begin_clinic
from tests.fork.make_fork import commit, git
from tests.projects import ROOT
from tests.unit.small import make_whole
from tests.unit.test_workflows import BUILDS, run_step, step_named

ENTRY = "## 9.0.0 \u2013 1 May 2027 \u2013 safety\n\n**Numbers that changed:** one, from 1 to 2.\n\n"
ADDRESS = "https://larch.github.io/scars"
ANSWERS = {"name": "Larch", "country": "GB", "colour": "#7a3b69"}


def release(project: Path, version: str, words: str) -> None:
    """Makes a release of the project, with other words on a page, tagged."""
    told = project / "pyproject.toml"
    told.write_text(re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', told.read_text()), encoding="utf-8")
    with (project / "docs/about.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{words}\n")
    commit(project, f"Release {version}")
    git(project, "tag", f"v{version}")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the project in two releases, and a clinic's repository that was begun at the first."""
    folder = tmp_path_factory.mktemp("update")
    project = make_whole(folder / "upstream")
    shutil.copytree(ROOT / "examples/starter", project / "examples/starter")
    (project / ".gitignore").write_text("/.build*\n__pycache__/\n", encoding="utf-8")
    git(project, "init", "--quiet")
    release(project, "8.0.0", "Words of the first.")
    begin_clinic(project, folder / "clinic", ANSWERS)
    log = project / "CHANGELOG.md"
    log.write_text(log.read_text(encoding="utf-8").replace("## ", f"{ENTRY}## ", 1), encoding="utf-8")
    release(project, "9.0.0", "Words of the second.")
    return folder


def named_by(clinic: Path) -> str:
    """What the line of a clinic's workflow names."""
    (found,) = re.findall(r"pages\.yml@(\S+)", (clinic / WORKFLOW).read_text(encoding="utf-8"))
    return str(found)


def build_as_named(world: Path, folder: Path) -> Path:
    """The clinic's site by the steps of the workflow, from the project at the release that its line names."""
    git(world, "clone", "--quiet", "--no-hardlinks", str(world / "upstream"), str(folder / "project"))
    git(folder / "project", "checkout", "--quiet", named_by(world / "clinic"))
    shutil.copytree(world / "clinic", folder / "clinic")
    step = step_named("pages.yml", "build", "Build")
    code, said = run_step(step, folder, python=BUILDS, BASE_URL=ADDRESS)
    assert code == 0, said
    return folder / "site"


def test_one_line_takes_the_next_release(world: Path, tmp_path: Path) -> None:
    tags = {name: git(world / "upstream", "rev-parse", name).strip() for name in ("v8.0.0", "v9.0.0")}
    assert named_by(world / "clinic") == tags["v8.0.0"]
    sites = [build_as_named(world, tmp_path / "before")]
    line = world / "clinic" / WORKFLOW
    text = line.read_text(encoding="utf-8")
    assert f"@{tags['v8.0.0']} # v8.0.0\n" in text
    line.write_text(text.replace(f"{tags['v8.0.0']} # v8.0.0", f"{tags['v9.0.0']} # v9.0.0"), encoding="utf-8")
    sites.append(build_as_named(world, tmp_path / "after"))
    for site, number, commit_of in zip(sites, ("8.0.0", "9.0.0"), tags.values(), strict=True):
        page = parse(site / "about/index.html")
        assert page.css_first(".brand").text(strip=True) == "Larch"
        assert page.css_first("link[rel=canonical]").attributes["href"] == f"{ADDRESS}/about/"
        assert ("Words of the second." in page.text()) == (number == "9.0.0")
        record = json.loads((site / "build.json").read_text(encoding="utf-8"))
        assert (record["edition"], record["commit"]) == (f"{number} ({commit_of[:7]})", commit_of)
    assert "from 1 to 2" in (sites[1] / "feed.xml").read_text(encoding="utf-8")
