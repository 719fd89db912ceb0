"""A preview's next state: of the pages that MkDocs has made, those alone are made anew that would be others now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.load.files import CLINIC
from macros.load.stamps import Fingerprint, stamps_of
from publish.beside.search_index import write_index
from publish.build.engine import brand_files
from publish.build.finish import complete, join_sheets
from publish.build.pictures import publish_pictures
from publish.pictures.brand import DRAWN
from publish.project import Project

# Whatever changes in these can change each page: the frame, the menu, the code.
FRAME = ("base.yml", "hooks.py", "docs/.nav.yml", "overrides", "macros", "publish")
# What is copied as it is; brand.css among it, which is made from the clinic's colours.
COPIED = "docs"


@dataclass(frozen=True)
class Kept:
    """What the last whole build left: the project as it was read, and what MkDocs had made of it."""

    project: Project
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    frame: Fingerprint
    copied: Fingerprint

    @classmethod
    def of(cls, project: Project, config: MkDocsConfig, files: Files, nav: Navigation, env: Environment) -> Kept:
        """What is kept of a whole build that has just ended."""
        return cls(project, config, files, nav, env, frame_of(project.root), copied_of(project.root))

    def can_take(self, project: Project) -> bool:
        """Whether nothing has changed that other pages show: keys, settings but the colours, the frame, pictures."""
        return (
            self.frame == frame_of(project.root)
            and _shown_of(self.copied) == _shown_of(copied_of(project.root))
            and brand_files(self.project) == brand_files(project)
            and self.project.cube.fronts == project.cube.fronts
            and _without_colours(self.project) == _without_colours(project)
        )

    def take(self, project: Project) -> Kept:
        """Makes the changed pages anew and completes the site; what is to be kept now."""
        now = copied_of(project.root)
        changed = {Path(name) for name, *_ in set(now) - set(self.copied)}
        for file in self.files:
            if file.abs_src_path and Path(file.abs_src_path) in changed and not file.is_documentation_page():
                file.copy_file()
        pages = [file.page for file in self.files.documentation_pages() if file.page is not None]
        for page in pages:
            if self._is_other(page.file, project, changed):
                self._make(page, project)
        for page in pages:
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        self._complete(project, changed)
        return replace(self, project=project, copied=now)

    def _is_other(self, file: File, project: Project, changed: set[Path]) -> bool:
        """Whether a page's words are others now; a page of the clinic's own runs no macros."""
        if file.src_uri.startswith(CLINIC):
            return Path(file.abs_src_path or "") in changed
        return self.project.pages[file.src_uri].text != project.pages[file.src_uri].text

    def _make(self, page: Page, project: Project) -> None:
        """Renders one page and writes it, as MkDocs does with each."""
        page.read_source(self.config)
        if page.file.src_uri in project.pages:
            page.markdown = project.pages[page.file.src_uri].text
        page.render(self.config, self.files)
        page.content = self.config.plugins.on_page_content(
            page.content or "", page=page, config=self.config, files=self.files
        )
        _build_page(page, self.config, self.files.documentation_pages(), self.nav, self.env)

    def _complete(self, project: Project, changed: set[Path]) -> None:
        """Writes anew what is made from the pages and the style sheets; from the data only where these have changed."""
        site = Path(self.config.site_dir)
        if project.cube is not self.project.cube:
            complete(project, site, "material")
            return
        write_index(site, project.cube.readers_words, project.cube)
        publish_pictures(project.root, site, project.settings)
        if any(path.suffix == ".css" for path in changed):
            join_sheets(project.root, site)


def frame_of(root: Path) -> Fingerprint:
    """The stamps of all that can change every page."""
    return stamps_of(path for name in FRAME for path in _below(root / name))


def copied_of(root: Path) -> Fingerprint:
    """The stamps of all below docs/: pages, and what is copied as it is."""
    return stamps_of(_below(root / COPIED))


def _below(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (inner for inner in sorted(path.rglob("*")) if "__pycache__" not in inner.parts)
    else:
        yield path


def _shown_of(stamps: Fingerprint) -> list[tuple[str | int, ...]]:
    """What other pages show of files: their names, and of pictures the stamps, for they tell the sides of each."""
    return [stamp if Path(stamp[0]).suffix in DRAWN else stamp[:1] for stamp in stamps]


def _without_colours(project: Project) -> Any:
    """What mkdocs.yml says, but for the colours, which stand in a style sheet of their own."""
    said = project.settings.located.value
    extra = said.get("extra") if isinstance(said, dict) else None
    rest = {key: value for key, value in extra.items() if key != "brand"} if isinstance(extra, dict) else extra
    return {**said, "extra": rest} if isinstance(said, dict) else said
