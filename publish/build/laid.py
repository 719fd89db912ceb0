"""A clinic's repository holds its own three things; for a build they are laid over the project, in a folder of theirs.

Nothing of a clinic can stand over a file of the project: what it has besides is told, or left where it is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from macros.load.problems import Problem, quoted
from macros.load.settings import FILE
from macros.load.strange import find_strange
from publish.build.group import GROUP, Merged, merge
from publish.build.lock import at_work
from publish.build.swap import workshop
from publish.check.clinic.names import LEFT, is_own
from publish.check.clinic.sentences import PAGES
from publish.edition import Edition, read_edition
from publish.pictures.brand import BRAND
from publish.project import BASE
from publish.report import Refused, warn

OWN = (FILE, PAGES, BRAND)
# What publishes a clinic's repository, and what stands there until the project is named.
WORKFLOW, UNNAMED = ".github/workflows/publish.yml", "OWNER/PROJECT"
# What a build reads of the project.
TAKEN = (
    "base.yml", "hooks.py", "pyproject.toml", "LICENSE", "CHANGELOG.md",
    "data", "docs", "editions", "macros", "overrides", "publish",
)  # fmt: skip
# Of these a clinic's folder may hold others with the same names, which say something of the clinic's repository.
_BESIDE = ("pyproject.toml", "LICENSE", "CHANGELOG.md", "docs")
_NEVER = ("__pycache__", "brand.css")
# How a clinic's workflow calls one of ours, and how it may name the release.
_CALLED = re.compile(r"uses:\s*\S+/\.github/workflows/\w+\.yml@(?P<release>\S+)")
_RELEASE = re.compile(r"v\d+\.\d+\.\d+|[0-9a-f]{40}")
# In its own folder a clinic's file stands on clinic.yml, so that MkDocs finds the project; laid over it, on base.yml.
ALONE = "../project/clinic.yml"
_STANDS_ON = re.compile(
    rb"""(?m)^(\s*["']?INHERIT["']?:[ \t]*["']?)(?:base\.yml|\.\./project/clinic\.yml)"""
    rb"""(?=["']?[ \t]*[,\r#]|["']?[ \t]*$)"""
)


@dataclass(frozen=True)
class Laid:
    """Whose files lie over the project in a folder, and the settings that were made of the clinic's and its group's."""

    clinic: Path
    settings: Merged | None
    # The project's, which git tells in the project's own folder alone.
    edition: Edition


# What lies over the project in which folder.
_LAID: dict[Path, Laid] = {}


@contextmanager
def laid(project: Path, clinic: Path | None) -> Iterator[Path]:
    """Where a site is built: the project itself, or a folder with this clinic's files over it; raises Refused."""
    if clinic is None:
        yield project
        return
    warn(judge_workflow(clinic))
    with at_work(project), laid_over(project, clinic) as folder:
        yield folder


@contextmanager
def laid_over(project: Path, clinic: Path) -> Iterator[Path]:
    """A folder with this clinic's files over the project; raises Refused, each problem where its line came from."""
    with workshop(project) as folder:
        lay(project, clinic, folder)
        try:
            yield folder
        except Refused as error:
            raise Refused(placed(folder, error.problems)) from error


def lay(project: Path, clinic: Path, folder: Path) -> None:
    """Copies the project into an empty folder, the clinic's files over it; raises Refused with what is amiss."""
    if problems := judge_place(clinic):
        raise Refused(problems)
    for name in TAKEN:
        _copy(project / name, folder / name)
    # The project's own example of a brand stands in for what a clinic has not made yet; its pages never do.
    shutil.rmtree(folder / PAGES, ignore_errors=True)
    take_own(clinic, folder)
    _LAID[folder] = Laid(clinic, None, read_edition(project))
    _write_settings(folder)


def take_own(clinic: Path, folder: Path) -> None:
    """Copies a clinic's own three things, as far as it has them, in place of those in the folder."""
    for name in OWN:
        if (clinic / name).exists():
            shutil.rmtree(folder / name, ignore_errors=True)
            _copy(clinic / name, folder / name)


def _write_settings(folder: Path) -> None:
    """Writes the clinic's settings, with its group's where it has one, if they are others by now."""
    clinic, file = _LAID[folder].clinic, folder / FILE
    merged = merge(clinic, clinic.parent / GROUP)
    _LAID[folder] = replace(_LAID[folder], settings=merged)
    raw = stand_on(BASE, merged.text.encode() if merged else (clinic / FILE).read_bytes())
    if file.read_bytes() != raw:
        file.write_bytes(raw)


def stand_on(base: str, raw: bytes) -> bytes:
    """A clinic's file that stands on this one; all its other bytes are as they were."""
    return _STANDS_ON.sub(rb"\1" + base.encode(), raw, count=1)


def placed(folder: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of what was built in a folder, each in the file that its line came from."""
    merged = _LAID[folder].settings if folder in _LAID else None
    return (merged.placed(problem) if merged else problem for problem in problems)


def clinic_of(folder: Path) -> Path | None:
    """The clinic whose files lie over the project in this folder; None where it is the project itself."""
    return _LAID[folder].clinic if folder in _LAID else None


def edition_of(folder: Path) -> Edition | None:
    """The edition of the project that lies in this folder; None where it is the project itself, which git tells."""
    return _LAID[folder].edition if folder in _LAID else None


def follow(folder: Path) -> None:
    """Brings what the clinic has changed since into the folder; raises Refused where its folder is amiss by now."""
    if (clinic := clinic_of(folder)) is None:
        return
    if problems := judge_place(clinic):
        raise Refused(problems)
    _write_settings(folder)
    own = [name for name in OWN if name != FILE and (name != BRAND or (clinic / name).is_dir())]
    there, here = _files(clinic, own), _files(folder, own)
    for name in here - there:
        (folder / name).unlink()
    for name in there:
        if name not in here or (clinic / name).read_bytes() != (folder / name).read_bytes():
            _copy(clinic / name, folder / name)


def _files(top: Path, own: Iterable[str]) -> set[str]:
    """The files that these are or hold, as they are named from the top."""
    below = [path for name in own for path in [top / name, *(top / name).rglob("*")]]
    return {path.relative_to(top).as_posix() for path in below if path.is_file() and path.name not in _NEVER}


def judge_place(clinic: Path) -> list[Problem]:
    """What is wrong with a clinic's folder as a whole; what is in its files is judged when they are laid over."""
    if clinic.is_symlink():
        return [Problem.without_place(LINKED)]
    if not (clinic / FILE).is_file():
        text = f"there is no {FILE} in {clinic}: a clinic's folder holds {FILE}, {PAGES}/ and {BRAND}/"
        return [Problem.without_place(text)]
    linked = [_problem(clinic, path, LINKED) for path in _linked(clinic)]
    # Before anything is copied: a pipe never ends, and a giant fills the disk.
    strange = find_strange(clinic) if not linked else []
    return [*linked, *strange, *(_problem(clinic, path, OUTSIDE) for path in _outside(clinic))]


def _problem(clinic: Path, path: Path, text: str) -> Problem:
    return Problem(path.relative_to(clinic).as_posix(), 1, "-", text)


def judge_workflow(clinic: Path) -> Iterator[Problem]:
    """Warnings where the workflow of a clinic's repository does not say whose project it uses, or which release."""
    path = clinic / WORKFLOW
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if UNNAMED in line:
            text = f"found {UNNAMED}, so GitHub would find no project and publish nothing: write the owner and the name"
            text += " of the project in its place, as the address of its page on GitHub has them"
            yield Problem(WORKFLOW, number, "-", text, level="warning")
        if (found := _CALLED.search(line)) and not _RELEASE.fullmatch(found["release"]):
            text = f"found {quoted('@' + found['release'])}, expected a release such as @v0.3.0, or its whole commit:"
            yield Problem(WORKFLOW, number, "-", f"{text} a branch changes without your doing", level="warning")


LINKED = "a link to another place: put the folder itself here"
OUTSIDE = f"is not the clinic's to change, and would be left out: its pages lie in {PAGES}/, its logo in {BRAND}/"


def _linked(clinic: Path) -> Iterator[Path]:
    """The folders on the way to the clinic's files that are links."""
    ways = {clinic / "docs", clinic / "docs/assets", *(clinic / name for name in OWN)}
    return (path for path in sorted(ways) if path.is_symlink())


def _outside(clinic: Path) -> Iterator[Path]:
    """Files that a clinic meant to be published, or to change the project, and that are not among its three things."""
    yield from (clinic / name for name in TAKEN if name not in _BESIDE and (clinic / name).exists())
    for path in sorted((clinic / "docs").rglob("*")):
        if path.is_file() and not is_own(path.relative_to(clinic).as_posix()) and path.name not in LEFT:
            yield path


def _copy(source: Path, target: Path) -> None:
    """Copies a file or folder, if it is there, with links as links, so that the check tells them."""
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*_NEVER))
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target, follow_symlinks=False)
