"""What one clinic's build has made of a page is taken for the next one's, where that is the same and all was in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.structure.pages import Page

from publish.build.clinics import Order, build_clinic
from tests.site.test_build import publish
from tests.site.test_clinics import contents, make_clinic
from tests.unit.small import make_whole


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = make_whole(tmp_path / "project")
    for name in ("ash", "elm"):
        make_clinic(root / "clinics" / name, name)
    return root


def build_here(project: Path, name: str) -> list[str]:
    """Builds a clinic's site in this process; what is wrong with it."""
    return list(
        map(
            str, build_clinic(Order(project, project / "clinics" / name, project / "sites" / name, "material")).problems
        )
    )


def test_pages_that_clinics_share_are_rendered_once_a_process(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.build.rendered._kept", {})  # other tests may have built the same pages in this process
    rendered: list[str] = []
    plain = Page.render

    def render(page: Page, config: Any, files: Any) -> None:
        rendered.append(page.file.src_uri)
        plain(page, config, files)

    monkeypatch.setattr(Page, "render", render)
    assert build_here(project, "ash") == []
    first = rendered.copy()
    rendered.clear()
    assert build_here(project, "elm") == []
    assert {"index.md", "about.md", "clinic/door.md"} <= set(first) and rendered == ["clinic/door.md"]
    # The same as of a process of its own.
    alone = publish(project, "build", "--clinic", "clinics/elm", "--out", "one")
    assert alone.returncode == 0, alone.stderr
    assert contents(project / "sites/elm") == contents(project / "one")
    # A changed page is another one.
    with (project / "docs/about.md").open("a", encoding="utf-8") as page:
        page.write("\nMore words.\n")
    rendered.clear()
    assert build_here(project, "ash") == [] and sorted(rendered) == ["about.md", "clinic/door.md"]


def test_what_an_engine_tells_of_a_page_is_told_of_each_clinic(project: Path) -> None:
    with (project / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[gone](gone.md)\n")
    told = [build_here(project, name) for name in ("ash", "elm")]
    assert all(len(lines) == 1 and "gone.md" in lines[0] for lines in told), told
    assert list(project.glob("sites/*/index.html")) == []
