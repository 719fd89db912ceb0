"""The plain commands of MkDocs, made whole: each checks first, completes the site, and refuses what can't be published.

hooks.py calls these functions as MkDocs goes along. Where `python -m publish` leads, it has checked and will complete.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs import theme
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory

from macros.render.bytecode import kept_bytecode
from macros.render.page_markdown import PageMarkdown
from publish.build.changed_pages import Kept
from publish.build.engine import LED, Form, addresses_of, brand_files, frame_words, heard
from publish.build.finish import complete
from publish.build.laid import edition_of, follow, placed
from publish.build.memory import keeping_all
from publish.build.rendered import render_once
from publish.check.check import check
from publish.check.colours import write_brand
from publish.project import Project, refuse_unreachable
from publish.report import Refused, refusal_of, refuse, speak_plainly, tell

_DIRTY = "--dirty leaves out pages that other pages depend on: call the command without it"


@dataclass
class _Run:
    """What one run of a plain command knows so far."""

    # As MkDocs names it: build, serve or gh-deploy.
    command: str = "build"
    dirty: bool = False
    project: Project | None = None
    # A project that was checked already, for the build that begins.
    ready: Project | None = None
    parts: dict[str, Any] = field(default_factory=dict)
    # What the last whole build left, for a preview.
    last: Kept | None = None


_run = _Run()


def begin(command: str, *, dirty: bool) -> None:
    """Notes which command runs, and whether it was told to leave out what seems unchanged."""
    speak_plainly()
    _run.command, _run.dirty = command, dirty


def command_for_clinic(config: MkDocsConfig, project: Path) -> list[str]:
    """The words of our own command that does what MkDocs was called for in a clinic's folder; none in the project's.

    Ends MkDocs' command where there is none.
    """
    clinic = Path(config.config_file_path).parent
    if clinic == project:
        return []
    refused = {
        "gh-deploy: a clinic's own repository is published by its workflow": _run.command == "gh-deploy",
        _DIRTY: _run.dirty,
        "--no-directory-urls is for a fork: a clinic's pages are folders": not config.use_directory_urls,
    }
    if any(refused.values()):
        raise SystemExit(refuse(Refused(why for why, wrong in refused.items() if wrong)))
    if _run.command == "serve":
        return ["serve", "--clinic", str(clinic), "--at", str(config.dev_addr)]
    return ["build", "--clinic", str(clinic), "--out", config.site_dir]


def prepare(config: MkDocsConfig) -> MkDocsConfig:
    """The settings, with what a build adds, when all is in order; ends the command with every line that is not."""
    root = Path(config.config_file_path).parent
    config.markdown_extensions.append(cast("str", PageMarkdown(root)))  # it may as well be one that is made already
    if LED.get():
        return config
    try:
        _run.project = _checked(config)
    except Exception as error:
        raise SystemExit(refuse(Refused(placed(root, refusal_of(error).problems)))) from error
    config.extra["edition"] = _run.project.edition.name
    config.extra["brand_files"] = brand_files(_run.project)
    config.extra["frame"] = frame_words(_run.project)
    os.environ["SOURCE_DATE_EPOCH"] = _run.project.edition.date
    return config


def _checked(config: MkDocsConfig) -> Project:
    """The project, checked, with its colours written; raises Refused."""
    if _run.ready is not None:
        project, _run.ready = _run.ready, None
        return project
    if _run.dirty:
        raise Refused([_DIRTY])
    root = Path(config.config_file_path).parent
    form: Form = "web" if config.use_directory_urls else "folder"
    project = check(root, addresses_of("material", form), edition_of(root))
    if _run.command == "serve":
        project = replace(project, address="")
    else:
        refuse_unreachable(project, published=_run.command == "gh-deploy")
    write_brand(root, project.settings)
    return project


def keep(**parts: Any) -> None:
    """Keeps what MkDocs has made, so that a preview can make single pages anew."""
    if not LED.get():
        _run.parts |= parts


def keep_code(env: Environment) -> None:
    """Keeps the compiled templates of the frame from one command to the next, as ours are."""
    env.bytecode_cache = kept_bytecode(theme.__file__)


def ease(page: Page) -> None:
    """Lets a page be rendered once, where this process may build many sites."""
    if LED.get():
        render_once(page)


def finish(config: MkDocsConfig) -> None:
    """Completes the site that MkDocs has made."""
    if not LED.get() and _run.project is not None:
        complete(_run.project, Path(config.site_dir), "material")
        if _run.command == "serve":
            _run.last = Kept.of(_run.project, **_run.parts)


def take_back(error: Exception) -> None:
    """Clears away what was made of a site before its build failed, and says so."""
    config = _run.parts.get("config")
    if LED.get() or _run.command == "serve" or config is None:
        return
    clean_directory(config.site_dir)
    refuse(Refused([str(error)]))


def renew(root: Path, builder: Callable[[], None]) -> tuple[str, ...]:
    """Makes the preview anew, as little of it as will do; the lines that say why it can't be, or none."""
    _run.command = "serve"  # when this code was taken in anew, nobody has told it yet
    try:
        with heard("mkdocs") as said, keeping_all():
            _make_anew(root, builder)
    except Refused as error:
        return tell(Refused(placed(root, error.problems)))
    except SystemExit:
        return tell(Refused(said or ["MkDocs ended without a word"]))
    except Exception as error:  # noqa: BLE001 -- whatever it is, the next save may mend it
        return tell(Refused(said) if said else refusal_of(error))
    return tell(Refused(said))


def _make_anew(root: Path, builder: Callable[[], None]) -> None:
    """Makes the changed pages anew where the rest stays, else everything."""
    follow(root)
    last, config = _run.last, _run.parts.get("config")
    form: Form = "folder" if config is not None and not config.use_directory_urls else "web"
    # A preview names the edition that it began with: else the first save would make each page another one.
    edition = last.project.edition if last is not None else edition_of(root)
    project = replace(check(root, addresses_of("material", form), edition), address="")
    write_brand(root, project.settings)
    if last is not None and last.can_take(project):
        _run.last = last.take(project)
        return
    _run.last, _run.ready = None, project
    builder()
