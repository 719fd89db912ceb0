"""Which files of the project a copy has changed, which pages it put among them, and what to do with each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from publish.edition import ask_git, read_edition
from publish.upkeep.manifest import CLINIC, MANIFEST, digest, project_owns, read_manifest

State = Literal["changed", "gone", "new"]

# What to do with a changed file: the first beginning that fits its path counts.
ADVICE: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("data/",),
        "Report a wrong number or word to the project: it is then mended for all. Your words belong in docs/clinic/.",
    ),
    (
        ("docs/assets/", "overrides/", "base.yml"),
        "Your colour stands in mkdocs.yml, your logo in docs/assets/brand/. Report what else you need to the project.",
    ),
    (("docs/",), "Move your words to a page in docs/clinic/. Report what is wrong on the page to the project."),
    (
        (".github/", ".devcontainer/"),
        "Settings of your own belong in the Settings of your repository. Report what else you need to the project.",
    ),
    (
        ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY", "CITATION", "LICENSE"),
        "Keep your own notes in a new file under another name.",
    ),
    (("",), "Report what you needed to change to the project, so that you need not change it again."),
)
NEW = "A page outside docs/clinic/ runs as the project's own code. If it is the clinic's, move it to docs/clinic/."
# How a copy learns what is the project's.
HOW = ("    git remote add upstream ADDRESS-OF-THE-PROJECT", "    git fetch upstream")


@dataclass(frozen=True)
class Finding:
    """A file of the project that is not as the project made it, or a page beside its pages that it did not make."""

    path: str
    state: State

    @property
    def advice(self) -> str:
        """What to do with it, in plain words."""
        return NEW if self.state == "new" else next(text for starts, text in ADVICE if self.path.startswith(starts))


@dataclass(frozen=True)
class Base:
    """What a copy is compared with: a commit, or the list of a release where commit is empty."""

    name: str
    commit: str = ""
    exact: bool = True


def doctor(root: Path) -> int:
    """Prints what was changed; 0 when nothing was, 1 when something was, 2 when it can't be told."""
    base = find_base(root)
    if base is None:
        print(_cannot_tell(root))
        return 2
    found = findings(root, base)
    print("\n".join(_said(base, found)))
    print("\nTo keep your own files alone, in a repository that takes a release as one line: nox -s new -- DIR --move")
    return 1 if found else 0


def find_base(root: Path) -> Base | None:
    """The project's state that this copy began with or last took in; None where nothing tells it."""
    return _shared(root, "upstream") or _tag(root) or _listed(root) or _first_commit(root)


def findings(root: Path, base: Base) -> list[Finding]:
    """The project's files that were changed or taken out, and pages put beside its own, by path."""
    found = _by_git(root, base.commit) if base.commit else _by_list(root)
    return sorted(found, key=lambda finding: finding.path)


def _shared(root: Path, remote: str) -> Base | None:
    """The last commit that this copy shares with a git remote of this name."""
    for branch in (f"{remote}/HEAD", f"{remote}/main", f"{remote}/master"):
        if commit := ask_git(root, "merge-base", "HEAD", branch).said:
            return Base(f"what you last took in from {branch}", commit)
    return None


def _tag(root: Path) -> Base | None:
    """The tagged commit of this release."""
    version = read_edition(root).release
    for tag in (f"v{version}", version):
        if commit := ask_git(root, "merge-base", "HEAD", f"refs/tags/{tag}").said:
            return Base(f"release {version}", commit, exact=False)
    return None


def _listed(root: Path) -> Base | None:
    """The list of files that a release carries."""
    manifest = read_manifest(root)
    return Base(f"the list of release {manifest.release} ({MANIFEST})", exact=False) if manifest else None


def _first_commit(root: Path) -> Base | None:
    """The first commit, where it already was a whole copy: one made with "Use this template"."""
    first = ask_git(root, "rev-list", "--max-parents=0", "HEAD").said.split()
    if len(first) != 1 or ask_git(root, "rev-parse", "--is-shallow-repository").said != "false":
        return None
    whole = ask_git(root, "ls-tree", "--name-only", first[0], "publish/upkeep/doctor.py").said
    return Base("the first commit of your copy", first[0], exact=False) if whole else None


def _by_git(root: Path, commit: str) -> Iterable[Finding]:
    """What differs between a commit and the files as they lie there now."""
    words = ask_git(root, "diff", "--no-renames", "--name-status", "-z", "--diff-filter=AMDT", commit).said.split("\0")
    states: dict[str, State] = {"A": "new", "D": "gone"}
    for state, path in zip(words[::2], words[1::2], strict=False):
        if project_owns(path) and (state != "A" or _is_page(path)):
            yield Finding(path, states.get(state, "changed"))
    for path in ask_git(root, "ls-files", "--others", "--exclude-standard", "-z", "docs").said.split("\0"):
        if project_owns(path) and _is_page(path):
            yield Finding(path, "new")


def _is_page(path: str) -> bool:
    """Whether a file is the source of a page."""
    return path.startswith("docs/") and path.endswith(".md")


def _by_list(root: Path) -> Iterable[Finding]:
    """What differs between the list of a release and the files as they lie there now."""
    manifest = read_manifest(root)
    files = manifest.files if manifest else {}
    pages = (path.relative_to(root).as_posix() for path in (root / "docs").rglob("*.md"))
    yield from (Finding(path, "new") for path in pages if project_owns(path) and path not in files)
    for path, expected in files.items():
        if not (root / path).is_file():
            yield Finding(path, "gone")
        elif digest(root / path) != expected:
            yield Finding(path, "changed")


def _said(base: Base, found: list[Finding]) -> list[str]:
    """The report, line by line."""
    if not found:
        return [f"No file of the project is changed here. Compared with {base.name}.", *_doubt(base)]
    count = "1 file is" if len(found) == 1 else f"{len(found)} files are"
    lines = [
        f"{count} not as the project made them. An update may collide with that. Compared with {base.name}.",
        *_doubt(base),
        "",
    ]
    for finding in found:
        lines += [f"{finding.path}: {finding.state}", f"    {finding.advice}"]
    back = [_way_back(base, finding) for finding in found if finding.state != "new"][:1]
    return [*lines, "", *back, f"Yours to change: {', '.join(CLINIC)}."]


def _way_back(base: Base, first: Finding) -> str:
    """How to take the project's file back."""
    if base.commit:
        return f"To take the project's file back: git checkout {base.commit[:10]} -- {first.path}"
    return "To take the project's file back, download the release and copy the file out of it."


def _doubt(base: Base) -> list[str]:
    """What a comparison with a release can't know, and how it could."""
    if base.exact:
        return []
    told = "If you have taken in news from the project since then, its own changes are named too."
    return [f"{told} To be exact, run once:", *HOW]


def _cannot_tell(root: Path) -> str:
    """Why nothing could be compared, and what would help."""
    if not (root / ".git").exists():
        return f"This folder is no git checkout and has no {MANIFEST}, so it can't be told what was changed."
    if refused := ask_git(root, "rev-parse", "HEAD").refused:
        return f"It can't be told what was changed: {refused}"
    if (origin := ask_git(root, "remote", "get-url", "origin").said) and (cloned := _shared(root, "origin")):
        begun = f"Git knows one other place here, origin: {origin}. What that is, it can't tell:"
        told = ", ".join(f"{found.path} ({found.state})" for found in findings(root, cloned)) or "nothing"
        ours = f"- If it is the project itself, this copy has changed of its files since: {told}."
        return "\n".join([begun, ours, "- If it is your own copy of the project, run once, and then this again:", *HOW])
    return "\n".join(["It can't be told what was changed: git finds no commit of the project. Run once:", *HOW])
