"""Runs MkDocs or Zensical, strictly: whatever either calls a warning is a failure."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal, get_args

from macros.load.settings import FILE
from macros.render.clinic import frame_of
from macros.render.page_markdown import EXTENSION, TOLD_BY
from macros.render.paper import paper_foot
from macros.render.sheet import Addresses
from publish.build.rendered import keeping_rendered
from publish.check.clinic.anchors import has_other_spellings
from publish.check.colours import brand_colour
from publish.pictures.brand import brand_words
from publish.project import Project
from publish.report import Refused

Engine = Literal["material", "zensical"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
# Whether this process leads a build and MkDocs only follows; else MkDocs leads, and hooks.py makes it whole.
LED: ContextVar[bool] = ContextVar("led", default=False)
# On the web a page is a folder; read from a folder of this computer each page is a file, and nobody knows its address.
Form = Literal["web", "folder"]

_CALL = re.compile(r"docs/\S+:\d+: \w+\(\): .*")
_TROUBLE = re.compile(r"\b(warning|error)\b", re.IGNORECASE)
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
# Zensical draws a frame around the words that it means; its line is one of the rendered page, so it is no help.
_FRAMED = re.compile(r"(?m)^(?:Warning|Error): (.+)\n.*\[ (\S+?):\d+:\d+ \]\n.*\n *\d+ │ (.+)$")
# What would make a build of one person's computer another one than that of the next.
_OF_THE_CALLER = ("PYTHON", "LC_", "LANG", "MKDOCS")


def addresses_of(engine: Engine, form: Form) -> Addresses:
    """How links in a view's HTML are written, so that this engine leaves them right."""
    if engine == "zensical":
        return "sources"
    return "folders" if form == "web" else "files"


def brand_files(project: Project) -> dict[str, str]:
    """What the frame of each page says of the clinic's logo and icon, by the keys of base.yml."""
    return brand_words(project.root, brand_colour(project.settings))


def frame_words(project: Project) -> dict[str, str]:
    """What the frame of each page, which no macro writes, shows of the clinic and on paper, by the keys of base.yml."""
    foot = paper_foot(project.cube, release=project.edition.release, site_address=project.address)
    return {**frame_of(project.site), "paper": foot}


def environment(project: Project, site: Path, form: Form = "web") -> dict[str, str]:
    """The engine's environment: the same in every place, time zone and language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_THE_CALLER)}
    # Whatever base.yml reads is set here, so that no variable of the caller's changes a page or an address.
    fixed = {
        "SITE_DIR": str(site), "FOLDERS": "true" if form == "web" else "false", "EDITION": project.edition.name,
        **{f"BRAND_{key.upper()}": value for key, value in brand_files(project).items()},
        **{f"FRAME_{name.upper()}": html for name, html in frame_words(project).items()},
        "SOURCE_DATE_EPOCH": project.edition.date, "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "LINKS_NOT_FOUND": "warn",
        # MkDocs is given the extension by hooks.py.
        TOLD_BY: "attr_list",
        "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1",
    }  # fmt: skip
    return kept | fixed | ({} if form == "web" else {"SITE_URL": ""})


@contextmanager
def living_in(variables: Mapping[str, str]) -> Iterator[None]:
    """Gives this process another environment for a while, its time zone too."""
    before = dict(os.environ)
    _set_environment(variables)
    try:
        yield
    finally:
        _set_environment(before)


def _set_environment(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
    if hasattr(time, "tzset"):  # Windows has none
        time.tzset()


def run(engine: Engine, project: Project, site: Path, form: Form = "web") -> None:
    """Builds into site; raises Refused with the engine's own words when it warns or fails."""
    (_run_mkdocs if engine == "material" else _run_zensical)(project, site, form)
    if not (site / "index.html").is_file():
        raise Refused([f"{engine}: it made no start page"])


def _run_mkdocs(project: Project, site: Path, form: Form) -> None:
    """MkDocs runs in this process, so that it finds the data read and the pages rendered."""
    with living_in(environment(project, site, form)), _leading(), keeping_rendered(), heard("mkdocs") as said:
        # Only now, because the theme looks at the environment when it is imported.
        from mkdocs.commands.build import build  # noqa: PLC0415
        from mkdocs.config import load_config  # noqa: PLC0415
        from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

        try:
            config = load_config(str(project.root / FILE), strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        except (MkDocsException, SystemExit) as error:
            raise Refused([f"material: {line}" for line in said or [str(error)]]) from error
        if said:
            raise Refused([f"material: {line}" for line in said])


@contextmanager
def _leading() -> Iterator[None]:
    token = LED.set(True)
    try:
        yield
    finally:
        LED.reset(token)


class _Ear(logging.Handler):
    """Keeps the lines of what is said above the level of news."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one message, the line of a call alone where it names one."""
        text = _COLOUR.sub("", record.getMessage())
        calls = [found[0] for found in _CALL.finditer(text)]
        self.said += calls or [line for line in text.splitlines() if line.strip()]


@contextmanager
def heard(name: str) -> Iterator[list[str]]:
    """The warnings and errors that a logger is told meanwhile, which are printed nowhere else."""
    said: list[str] = []
    logger, ear = logging.getLogger(name), _Ear(said)
    before = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        logger.propagate = before


def _run_zensical(project: Project, site: Path, form: Form) -> None:
    """Zensical is a program of its own; what it takes for trouble is read from what it says."""
    links = "ignore" if has_other_spellings(project.root) else "warn"  # which the check has judged
    done = subprocess.run(
        # Named, because Zensical would take a zensical.toml first, which nobody has checked.
        [sys.executable, "-m", "zensical", "build", "--config-file", FILE, "--strict", "--clean"],
        cwd=project.root,
        env=environment(project, site, form) | {TOLD_BY: EXTENSION, "LINKS_NOT_FOUND": links},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        close_fds=False,  # so that it holds the lock on when this process is killed
    )
    said = _COLOUR.sub("", f"{done.stdout}\n{done.stderr}")
    framed = [f"docs/{page}: {what}: {words.strip()}" for what, page, words in _FRAMED.findall(said)]
    warned = framed or [line for line in said.splitlines() if _TROUBLE.search(line)]
    if done.returncode != 0 or warned or not (site / "index.html").is_file():
        calls = list(dict.fromkeys(found[0] for found in _CALL.finditer(said)))
        lines = calls or warned or said.strip().splitlines()[-12:]
        raise Refused([f"zensical: {line.strip()}" for line in lines])
