"""One hostile, one broken and one killed clinic among others: none stops another, and nothing of one is in another's site."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.build.lock import at_work
from tests.fork.hostile import COLOUR, attack
from tests.site.test_build import publish
from tests.site.test_clinics import PLAIN, contents
from tests.site.test_stopped import LIMITED, posix
from tests.unit.clinics import full
from tests.unit.small import make_whole, put, text_of

BASE = "https://trust.example/"
# Telephones, names and colours that no two clinics share.
OURS = {"ash": ("020 7946 0101", "#1d3f8f"), "elm": ("020 7946 0102", "#2f5d1e")}
LATE = {"crash": 'raise RuntimeError("nobody foresaw this")', "killed": "import os; os.kill(os.getpid(), 9)"}


def make_good(folder: Path, name: str) -> None:
    """A clinic with a name, a telephone, an address for mail, a colour and a page of its own."""
    phone, colour = OURS[name]
    file = full() | {"site_name": f"Clinic of {name}", "site_url": "@@"}
    file["extra"]["brand"] = {"colour": colour}
    file["extra"]["clinic"] |= {"phone": phone, "email": f"desk@{name}.test"}
    text = text_of("mkdocs.yml", file).replace('"@@"', '!ENV [SITE_URL, "http://127.0.0.1:8000/"]')
    put_all(folder / name, {"mkdocs.yml": text.encode()})


def put_all(folder: Path, files: dict[str, bytes]) -> Path:
    for file, raw in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        put(folder / file, raw)
    return folder


def make_bad(clinics: Path) -> None:
    """The clinics that must not be built, or not reach the others."""
    (clinics / "hostile/docs/assets/brand").mkdir(parents=True)
    attack(clinics / "hostile")
    for name in ("yaml", "linked", "giant", "claims", "smile \U0001f642", *LATE):
        put_all(clinics / name, {"mkdocs.yml": PLAIN.format("x").encode()})
    put(clinics / "yaml/mkdocs.yml", b"INHERIT: base.yml\nsite_name: [\n")
    (clinics / "linked/docs/clinic").mkdir(parents=True)
    (clinics / "linked/docs/clinic/other.md").symlink_to("../../../ash/mkdocs.yml")
    (clinics / "giant/docs/clinic").mkdir(parents=True)
    with (clinics / "giant/docs/clinic/big.pdf").open("wb") as file:
        file.truncate(1_000_000_000)
    put_all(clinics / "claims", {"docs/clinic/x.md": b"---\ntitle: Better\n---\n<script>1</script>\n"})
    (clinics / "away").symlink_to("ash")


def break_code(project: Path) -> None:
    """Lets the project's own code fail for two clinics, as nobody foresees it."""
    path = project / "publish/build/build.py"
    text, line = (
        path.read_text(encoding="utf-8"),
        '    """Builds the site into out and returns it; raises Refused and leaves out as it was."""\n',
    )
    assert line in text
    fails = "".join(f'    if out.name == "{name}":\n        {how}\n' for name, how in LATE.items())
    path.write_text(text.replace(line, line + fails), encoding="utf-8")


Done = tuple[Path, "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """A project with good and bad clinics, and how a run of them ended; what stood before of the bad ones stands."""
    project = make_whole(tmp_path_factory.mktemp("faults") / "project")
    for name in OURS:
        make_good(project / "clinics", name)
    make_bad(project / "clinics")
    break_code(project)
    for name in ("yaml", "giant", "killed"):
        last = b'{"name": "Last", "edition": "0", "checked": "2026-01-01", "next-check": "2027-01-01"}'
        put_all(project / "sites" / name, {"build.json": last, "index.html": b"the last good site"})
    return project, publish(project, "clinics", "--jobs", "2", SITE_URL=BASE)


@posix
def test_none_stops_another_and_each_is_told(done: Done) -> None:
    project, ran = done
    assert ran.returncode == 1 and "Traceback" not in ran.stderr
    built = {path.parent.name for path in (project / "sites").glob("*/llms.txt")}
    assert built == {*OURS, "hostile"}, ran.stderr
    told = {
        "yaml": r"clinics/yaml/mkdocs.yml:3: ", "linked": r"clinics/linked/docs/clinic/other.md:1: -: a link to another place",
        "giant": r"clinics/giant/docs/clinic/big.pdf:1: -: 1,000,000,000 bytes, allowed: ", "claims": r"clinics/claims/docs/clinic/x.md:\d",
        "smile": r"smile .+: no name for a site's folder", "away": r"away: a link to another place",
        "crash": r"crash: this is a mistake in the project, not in your files: RuntimeError: nobody foresaw this",
        "killed": r"killed: the process that built it was ended",
    }  # fmt: skip
    assert [name for name, line in told.items() if not re.search(rf"(?m)^{line}", ran.stderr)] == [], ran.stderr
    assert len(re.findall(r"\[ *\d+/11\] ", ran.stdout)) == 11


@posix
def test_the_last_site_of_each_that_failed_stays_and_nothing_else_is_left(done: Done) -> None:
    project, _ = done
    for name in ("yaml", "giant", "killed"):
        assert (project / "sites" / name / "index.html").read_text(encoding="utf-8") == "the last good site"
    assert not (project / "sites/crash").exists() and not (project / "sites/away").exists()
    assert [path for path in project.rglob("big.pdf") if "clinics" not in path.parts] == []


@posix
def test_nothing_of_one_clinic_is_in_anothers_site(done: Done) -> None:
    project, _ = done
    marks = {
        name: (f"Clinic of {name}", f"desk@{name}.test", phone[-4:], colour) for name, (phone, colour) in OURS.items()
    }
    marks["hostile"] = ("evil.test", "641*70007", COLOUR, "hit=1")
    for name, own in marks.items():
        text = b"".join(contents(project / "sites" / name).values()).decode(errors="replace")
        assert [mark for mark in own if mark not in text] == [], name
        assert [mark for other in marks if other != name for mark in marks[other] if mark in text] == [], name


@posix
def test_a_killed_process_leaves_nothing_behind(done: Done) -> None:
    project, _ = done
    assert list(project.glob(".build-*")) == []


@posix
@pytest.mark.soak
def test_after_a_killed_process_another_clinic_is_built_as_before(done: Done) -> None:
    project, _ = done
    before = contents(project / "sites/ash")
    again = publish(project, "clinics", "--only", "ash", SITE_URL=BASE)
    assert again.returncode == 0, again.stderr
    assert contents(project / "sites/ash") == before


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Path]:
    """A project with two good clinics, whose sites stand."""
    project = make_whole(tmp_path / "project")
    for name in OURS:
        make_good(project / "clinics", name)
        put_all(project / "sites" / name, {"build.json": b"{}", "index.html": b"the last good site"})
    yield project
    shutil.rmtree(project)


def stand(project: Path) -> bool:
    """Whether the last good sites stand."""
    return {(project / "sites" / name / "index.html").read_bytes() for name in OURS} == {b"the last good site"}


@posix
@pytest.mark.soak
def test_a_killed_run_leaves_the_last_sites_and_no_process_and_a_second_one_at_once_is_refused(two: Path) -> None:
    with at_work(two):
        second = publish(two, "clinics")
    assert second.returncode == 1 and "another build is at work" in second.stderr and stand(two)
    words = [sys.executable, "-m", "publish", "clinics", "--jobs", "2"]
    with subprocess.Popen(words, cwd=two, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        while not list(two.glob(".build-*/.build-*")):  # each has been checked, and its engine is at work
            assert running.poll() is None
        running.send_signal(signal.SIGKILL)
        # Whoever was started by it holds its end of the pipe as long as it lives.
        running.communicate(timeout=60)
    assert stand(two)
    after = publish(two, "clinics", SITE_URL=BASE)
    assert after.returncode == 0 and not stand(two), after.stderr
    assert list(two.glob(".build-*")) == []


@posix
@pytest.mark.soak
def test_a_full_disk_is_told_in_a_line_for_each_and_the_last_sites_stay(two: Path) -> None:
    words = [sys.executable, "-c", LIMITED, "20000", "clinics"]
    ran = subprocess.run(words, cwd=two, capture_output=True, text=True, check=False)
    assert ran.returncode == 1 and "Traceback" not in ran.stderr, ran.stderr
    assert [name for name in OURS if not re.search(rf"(?m)^{name}: .*File too large", ran.stderr)] == [], ran.stderr
    assert stand(two) and list(two.glob(".build-*")) == []
