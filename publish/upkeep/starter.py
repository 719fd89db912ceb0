"""A repository of a clinic's own, begun: the files of examples/starter with a name, a colour and a country in them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from macros.load import read_cube
from macros.load.posts import country_name, country_names, nearest_country
from macros.load.problems import quoted
from macros.load.settings import FILE
from publish.build.laid import ALONE, UNNAMED, WORKFLOW, edition_of, lay, stand_on, take_own
from publish.check.check import find_mistakes
from publish.check.clinic.rules import meant_country
from publish.edition import ask_git, read_edition
from publish.report import Refused
from publish.upkeep.manifest import project_owns

STARTER = "examples/starter"
# Where the workflow of a clinic finds ours: whose project it is, and which release.
PLACE = f"{UNNAMED}/.github/workflows/pages.yml@"
# What is asked for, what an answer looks like (who is asked is asked again until it does), and the line of the form
# that takes it. A country waits there until the clinic fills in the rest.
ASKED: Mapping[str, tuple[str, str, str]] = {
    "name": ("The name of the site, at the top of each page", r".+", r"^(?P<before>site_name: ).*$"),
    "country": ("The country in two capitals, such as GB or DE", r"[A-Za-z]{2}", r"^(?P<before> *#?country: ).*$"),
    "colour": ("Your colour, as #rrggbb", r"#[0-9A-Fa-f]{6}", r"^(?P<before> *colour: ).*$"),
}
_REMOTE = re.compile(r"github\.com[:/](?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?$")


def begin_clinic(project: Path, target: Path, answers: Mapping[str, str] | None) -> list[str]:
    """Writes a clinic's repository into a new or empty folder; its files. Raises Refused with all that is amiss.

    Without answers it takes what this copy of the project holds of a clinic's own.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused([f"{target} is not empty: name a new folder, or an empty one"])
    with tempfile.TemporaryDirectory() as folder:
        made = shutil.copytree(project / STARTER, Path(folder, "made"))
        if answers is None:
            take_own(project, made)
            (made / FILE).write_bytes(stand_on(ALONE, (made / FILE).read_bytes()))
        else:
            _fill(made / FILE, answers)
        _name_release(project, made / WORKFLOW)
        _refuse_wrong(project, made, Path(folder, "laid"), country=answers["country"] if answers else None)
        shutil.copytree(made, target, dirs_exist_ok=True)
    return sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())


def ask(given: Mapping[str, str | None], read: Callable[[str], str] | None) -> dict[str, str]:
    """An answer to each question: as given, else as it is read; raises Refused where nobody can be asked."""
    missing = [name for name in ASKED if given.get(name) is None]
    if missing and read is None:
        raise Refused([f"--{name}: {ASKED[name][0]}: nobody can be asked here, so say it" for name in missing])
    asked = {name: _ask_for(name, read) for name in missing} if read else {}
    answers = {name: asked.get(name) or str(given.get(name) or "") for name in ASKED}
    return answers | {"country": answers["country"].upper()}


def _ask_for(name: str, read: Callable[[str], str]) -> str:
    """The answer to one question, asked until it has the form of one."""
    asked, form, _ = ASKED[name]
    question = asked
    while not re.fullmatch(form, said := read(f"{question}: ").strip()):
        question = f"Found {quoted(said)}, allowed: {asked[0].lower()}{asked[1:]}"
    return said


def _fill(file: Path, answers: Mapping[str, str]) -> None:
    """Puts the answers into the form, each in quotes on its own line."""
    text = file.read_text(encoding="utf-8")
    for name, (*_, line) in ASKED.items():
        said = answers[name].replace("\\", "\\\\").replace('"', '\\"')
        text = re.sub(line, lambda found, said=said: f'{found["before"]}"{said}"', text, count=1, flags=re.MULTILINE)  # type: ignore[misc]
    file.write_text(text, encoding="utf-8", newline="\n")


def _name_release(project: Path, workflow: Path) -> None:
    """Names this project, where git knows it, and its release in the clinic's workflow."""
    text, release = workflow.read_text(encoding="utf-8"), read_edition(project).release
    # By its commit, which nobody can move, with the name that Dependabot reads.
    named = f"{commit} # v{release}" if (commit := released(project)) else f"v{release}"
    text = re.sub(rf"{re.escape(PLACE)}\S+", f"{PLACE}{named}", text)
    if whose := project_name(project):
        text = text.replace(UNNAMED, whose)
    workflow.write_text(text, encoding="utf-8", newline="\n")


def released(project: Path) -> str:
    """The commit of this release, as its tag names it; "" where git knows none."""
    tag = f"refs/tags/v{read_edition(project).release}^{{commit}}"
    return ask_git(project, "rev-parse", "--verify", "--quiet", tag).said


def project_name(project: Path) -> str:
    """The project's owner and name on GitHub, as its remote says; "" where it says none."""
    found = _REMOTE.search(ask_git(project, "remote", "get-url", "origin").said)
    return found["name"] if found else ""


def _refuse_wrong(project: Path, made: Path, folder: Path, *, country: str | None) -> None:
    """Raises Refused with what a build would find, before anything is written."""
    lay(project, made, folder)
    failures, _ = find_mistakes(folder, edition_of(folder))
    # What a fork has changed of the project stays there, and the doctor tells it.
    if failures := [one for one in failures if country is not None or not project_owns(one.file)]:
        raise Refused(failures)
    if country is not None and country not in country_names():
        meant = meant_country(country, read_cube(project).countries.values())
        close = nearest_country(country)
        others = f"two capitals, such as GB or DE{f' ({close})' if close else ''}"
        near = f"{meant}, {country_name(meant)}" if meant else others
        raise Refused([f"--country: found {quoted(country)}, allowed: {near}"])
