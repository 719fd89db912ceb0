"""The one moment in which the published site changes: ended at any step of it, a whole site is there or comes back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from publish.build.lock import alone
from publish.build.swap import clear, exchange, mend, swap
from publish.report import Refused
from tests.projects import ROOT

# Swaps, and ends without a word before it does the nth thing to a file, as if it had been killed.
ENDED = """
import os, sys
from pathlib import Path
from publish.build import swap
site, out, last, steps = sys.argv[1:]
if steps == "two":
    swap.exchange = lambda one, other: False
def end(event, arguments, done=[]):
    if event.split(".")[0] in ("os", "shutil", "tempfile", "open"):
        done.append(event)
        if len(done) == int(last):
            os._exit(9)
sys.addaudithook(end)
swap.swap(Path(site), Path(out))
"""
# Holds the lock, hands it on to a child that waits for its input, and is killed.
KILLED = """
import os, subprocess, sys
from pathlib import Path
from publish.build.lock import alone
with alone(Path(sys.argv[1]), where=Path("here")):
    subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=0, close_fds=False)
    os._exit(9)
"""


EVERY_MOMENT = [pytest.param(steps, 1, marks=pytest.mark.soak) for steps in ("one", "two")]


def lay(folder: Path, words: str) -> Path:
    """A small site, each file of which says which it belongs to."""
    for name in ("build.json", "index.html", "deep/index.html", "assets/a.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, str]:
    """All files below a folder with their words."""
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


# Each third of all moments; each of them in `soak`.
@pytest.mark.parametrize(("steps", "stride"), [("one", 3), ("two", 3), *EVERY_MOMENT])
def test_a_swap_that_is_ended_at_any_moment_leaves_a_whole_site_or_is_mended(
    tmp_path: Path, steps: str, stride: int
) -> None:
    old, new = read(lay(tmp_path / "as it was", "old")), read(lay(tmp_path / "made", "new"))
    if steps == "one" and not exchange(tmp_path / "made", tmp_path / "made"):
        pytest.skip("this system can't change two folders in one step")
    out, seen = tmp_path / "www/site", []
    for last in range(1, 200, stride):
        swap(tmp_path / "as it was", out)
        words = [sys.executable, "-S", "-c", ENDED, str(tmp_path / "made"), str(out), str(last), steps]
        code = subprocess.run(words, cwd=ROOT, check=False).returncode
        seen.append("none" if not out.exists() else "old" if read(out) == old else "new")
        said = mend(out)
        assert read(out) in (old, new), last
        assert [path.name for path in out.parent.iterdir()] == ["site"], last
        assert seen[-1] != "none" or "the former one is back" in said[0]
        if code == 0:
            break
    assert read(out) == new and len(seen) > 20 / stride
    assert list(dict.fromkeys(seen)) == (["old", "new"] if steps == "one" else ["old", "none", "new"])


def test_where_the_new_site_can_not_come_in_the_former_one_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.build.swap.exchange", lambda *_: False)
    old = read(swap_in(tmp_path, "old"))
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if "-new-" in path.name and target.name == "site":
            raise PermissionError(13, "in use", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        swap_in(tmp_path, "new")
    assert read(tmp_path / "site") == old
    assert not list(tmp_path.glob(".site*"))


def test_what_no_build_left_is_left_alone(tmp_path: Path) -> None:
    for name in (".site-new-design", ".site-old-one", ".build-notes", ".site-new-", ".other-new-x.unfinished"):
        lay(tmp_path / name, "mine")
    before = read(tmp_path)
    assert mend(tmp_path / "site") == clear(tmp_path) == []
    assert read(tmp_path) == before


def swap_in(folder: Path, words: str) -> Path:
    """Puts a small site in place and gives the place."""
    swap(lay(folder / words, words), folder / "site")
    return folder / "site"


@pytest.mark.skipif(sys.platform != "linux", reason="a folder of a fixed size needs Linux")
def test_a_site_that_does_not_fit_on_the_disk_leaves_the_former_one(tmp_path: Path) -> None:
    (lay(tmp_path / "made", "new") / "search-index.js").write_bytes(b"x" * 2_000_000)
    lay(tmp_path / "as it was", "old")
    (tmp_path / "www").mkdir()
    code = "import sys; from pathlib import Path; from publish.build.swap import swap; swap(*map(Path, sys.argv[1:]))"
    shell = f"""
        mount -t tmpfs -o size=1m tmpfs www || exit 77
        export PYTHONPATH='{ROOT}'
        '{sys.executable}' -c '{code}' 'as it was' www/site && ! '{sys.executable}' -c '{code}' made www/site &&
        diff -r 'as it was' www/site && test "$(ls -A www)" = site
    """
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no small disk here: {done.stderr}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No space left on device" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there a lock ends with its own process")
def test_the_engine_of_a_killed_build_holds_its_lock_until_it_ends(tmp_path: Path) -> None:
    words = [sys.executable, "-c", KILLED, str(tmp_path / "lock")]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed:
        assert killed.stdin and killed.stdout
        assert killed.wait() == 9
        with pytest.raises(Refused), alone(tmp_path / "lock", where=tmp_path):
            pass
        killed.stdin.close()
        assert killed.stdout.read() == b""  # the end of the child, which has it too
    with alone(tmp_path / "lock", where=tmp_path):
        pass
