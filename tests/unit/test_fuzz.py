"""Bad input through what a build calls first: never a traceback, never another meaning, always file, line and reason."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.utils.meta import get_data

from macros.load import read_cube
from macros.load.cube import ALONE
from macros.load.records import PageMeta
from macros.load.settings import read_settings
from macros.load.yamlfile import MAX_BYTES
from tests.conftest import A_THIRD, told_mistakes
from tests.projects import ROOT, copy_project
from tests.unit.mutate import RUN, Mutation, of_bytes, of_keys
from tests.unit.small import files, holding, kind_of, text_of

LINE = re.compile(r"((?:mkdocs\.yml|(?:data|docs)/[^:\n]+)):([1-9]\d*): (\S[^\n]*)")
UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
LONGEST = 6000


def wrong(line: str, root: Path) -> str:
    """What is wrong with a message, or nothing."""
    place = LINE.fullmatch(line)
    if not place or UNPRINTED.search(line) or len(line) > LONGEST:
        return f"no file, line and reason: {line[:300]!r}"
    path = root / place[1]
    lines = path.read_bytes().count(b"\n") + 1 if path.is_file() and path.stat().st_size < MAX_BYTES else 1
    return "" if int(place[2]) <= lines else f"line {place[2]} of {lines}: {line[:300]!r}"


def meant(file: str, raw: bytes) -> Any:
    """What the file means to the reader that an engine has, as records."""
    text = raw.decode("utf-8-sig")
    if file == "mkdocs.yml":
        return yaml.load(text, Loader=yaml.SafeLoader)
    kind = kind_of(file)
    if file.endswith(".md"):
        return kind.model_validate(get_data(text.replace("\r\n", "\n"))[1])
    found = yaml.load(text, Loader=yaml.CSafeLoader)
    return [kind.model_validate(item) for item in found] if isinstance(found, list) else kind.model_validate(found)


def taken(file: str, root: Path) -> Any:
    """What the project has read from the file."""
    if file == "mkdocs.yml":
        return read_settings(root).located.value
    cube = read_cube(root)
    if (name := Path(file).stem) in ALONE:
        return getattr(cube, name)[name]
    if file.endswith(".md"):
        return cube.pages[file.removeprefix("docs/")]
    return list(getattr(cube, file.removesuffix(".yml").split("/")[1]).values())


def judge(mutation: Mutation, root: Path) -> str:
    """What a mutation has shown to be wrong, or nothing."""
    try:
        with holding(root / mutation.file, mutation.raw):
            failing, warning = told_mistakes(root)
            if found := next(filter(None, (wrong(line, root) for line in failing + warning)), ""):
                return f"{mutation.name}: {found}"
            if failing:
                return ""
            if mutation.refused:
                return f"{mutation.name}: was not refused"
            means_the_same = taken(mutation.file, root) == meant(mutation.file, mutation.raw)
            return "" if means_the_same else f"{mutation.name}: means something else"
    except Exception as error:  # noqa: BLE001 -- what no mutation may cause
        return f"{mutation.name}: {type(error).__name__}: {error}"[:400]


def run(mutations: list[Mutation], root: Path) -> list[str]:
    """What all mutations have shown to be wrong."""
    found = [judge(mutation, root) for mutation in mutations]
    if (root / RUN.split()[1]).exists() or Path(RUN.split()[1]).exists():
        found.append("a command was run")
    return [line for line in found if line]


@A_THIRD
def test_five_hundred_mutations_are_refused_or_mean_what_they_say(lent: Path, third: int) -> None:
    keys = list(of_keys())
    mutations = [*keys[:: len(keys) // 300][:300], *map(of_bytes, range(200))]
    assert run(mutations[third::3], lent) == []


@pytest.mark.soak
def test_twenty_thousand_mutations_are_refused_or_mean_what_they_say(
    lent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = list(of_keys())[1::3]
    # From another number on, so that none of the short test is judged twice.
    mutations = [*keys, *map(of_bytes, range(200, 200 + max(5000, 20_000 - len(keys))))]
    found = run(mutations, lent)
    with capsys.disabled():
        print(f"\n{len(mutations):,} mutations through find_mistakes ({len(keys):,} of keys): {len(found)} went wrong")
    assert found == []
    assert len(mutations) >= 20_000


def test_every_key_of_every_record_is_mutated() -> None:
    names = {mutation.name for mutation in of_keys()}
    for file, value in files().items():
        item = value[0] if isinstance(value, list) else value
        prefix = f"{file} 0." if isinstance(value, list) else f"{file} "
        missing = [key for key in kind_of(file).model_fields if f"{prefix}{key} is missing" not in names]
        assert not missing and item, (file, missing)


@pytest.mark.parametrize(
    "file", ["data/references.yml", "docs/index.md", pytest.param("mkdocs.yml", marks=pytest.mark.soak)]
)
def test_the_real_project_tells_the_same(real: Path, file: str) -> None:
    whole = (real / file).read_bytes()
    for raw in (whole + b"\xff", whole.replace(b"\n", b"\n\t&a *a !!x ", 3), whole[: len(whole) // 2] + b"\x00"):
        with holding(real / file, raw):
            failing, _ = told_mistakes(real)
        assert failing and all(line.startswith(f"{file}:") and not wrong(line, real) for line in failing)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("real") / "project")


# What a whole file can be.
BOMB = b"a: &a [x]\n" + b"".join(b"%c: &%c [*%c, *%c, *%c]\n" % (98 + n, 98 + n, *[97 + n] * 3) for n in range(20))
WHOLE: dict[str, Callable[[Path], object]] = {
    "50 MB": lambda path: path.write_bytes(b"- a: b\n" * 7_500_000),
    "an alias bomb": lambda path: path.write_bytes(b"---\n" + BOMB + b"---\n"),
    "deep": lambda path: path.write_bytes(b"---\na: " + b"[" * 50_000),
    "one line": lambda path: path.write_bytes(b"---\na: " + b"x" * 59_000 + b"\n---\n\n"),
    "UTF-16": lambda path: path.write_bytes(path.read_text().encode("utf-16")),
    "Latin-1": lambda path: path.write_bytes(path.read_bytes().replace(b"e", b"\xe9", 1)),
    "nothing": lambda path: path.write_bytes(b""),
    "blank lines": lambda path: path.write_bytes(b"\n" * 1000),
    "NUL": lambda path: path.write_bytes(b"\0" * 1000),
    "gone": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link out": lambda path: (path.unlink(), path.symlink_to(ROOT / "LICENSE")),
    "a broken link": lambda path: (path.unlink(), path.symlink_to("nowhere")),
    "a link to itself": lambda path: (path.unlink(), path.symlink_to(path.name)),
    "a device": lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
}
FILES = [
    "mkdocs.yml",
    "data/facts/fractional-co2.yml",
    "data/search.yml",
    "data/phrases.yml",
    "docs/clinic/rooms.md",
    "docs/assets/brand/logo.svg",
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes and links here")
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("what", WHOLE)
def test_a_file_that_is_no_such_file_is_told_with_its_name(small: Path, file: str, what: str) -> None:
    WHOLE[what](small / file)
    failing, _ = told_mistakes(small)
    # A page or a file of facts may be gone: then other files say what they miss.
    if not (what == "gone" and file.startswith(("docs/clinic", "data/facts"))):
        assert any(line.startswith(f"{file}:") for line in failing), failing
    assert [found for line in failing if (found := wrong(line, small))] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no links here")
@pytest.mark.parametrize(
    "name", ["docs/clinic/more", "data/facts/more.yml", "docs/more.png", "docs/assets/brand/brand.css"]
)
def test_nothing_outside_the_project_is_read_through_a_link(small: Path, name: str) -> None:
    (small / name).symlink_to("/etc")
    assert told_mistakes(small)[0] == [f"{name}:1: -: a link to another place: put the file itself here"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", ["a\nb.md", "a\u202eb.md", "a:1: b.md", "x" * 200 + ".md", '"><b>.md', "a\x1b[31m.md"])
def test_a_name_that_breaks_a_line_is_told_on_one(small: Path, name: str) -> None:
    shutil.copy2(small / "docs/clinic/rooms.md", small / "docs/clinic" / name)
    failing, _ = told_mistakes(small)
    assert failing and all("name" in line and not UNPRINTED.search(line) for line in failing), failing


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("site_name", "!ENV GITHUB_TOKEN", "the tag '!ENV' is not allowed"),
        ("site_name", '!ENV [GITHUB_TOKEN, "x"]', "the tag '!ENV' is not allowed"),
        ("site_url", '!ENV [GITHUB_TOKEN, "https://x.example/"]', "expected !ENV [SITE_URL, "),
        ("site_url", '!ENV [SITE_URL, GITHUB_TOKEN, "https://x.example/"]', "expected !ENV [SITE_URL, "),
        ("site_url", "!ENV SITE_URL", "the tag '!ENV' is not allowed"),
        ("site_url", '[SITE_URL, "https://x.example/"]', "site_url: found ["),
        ("site_url", '"https://x.example/\\"><script>"', "site_url: found "),
        ("site_url", '"javascript:alert(1)"', "site_url: found "),
        ("INHERIT", '"../../base.yml"', "INHERIT: found "),
        *((key, '["x"]', f"unknown key '{key}'") for key in (
            "plugins", "hooks", "markdown_extensions", "theme", "docs_dir", "site_dir", "exclude_docs", "extra_javascript", "extra_css",
            "nav", "watch", "strict", "validation", "use_directory_urls", "extra_templates", "repo_url", "edit_uri", "draft_docs", "not_in_nav",
        )),
    ],
)  # fmt: skip
def test_no_key_of_the_clinics_file_runs_code_or_reads_another_file(
    lent: Path, key: str, value: str, says: str
) -> None:
    file = files()["mkdocs.yml"] | {key: "@@"}
    with holding(lent / "mkdocs.yml", text_of("mkdocs.yml", file).replace('"@@"', value).encode()):
        failing, _ = told_mistakes(lent)
    assert len(failing) == 1 and says in failing[0], failing


def test_the_environment_sets_the_sites_address_alone(small: Path) -> None:
    text = text_of("mkdocs.yml", files()["mkdocs.yml"] | {"site_name": "Pay !ENV now"})
    text = text.replace('"site_url": "https://example.org/",', '"site_url": !ENV [SITE_URL, "https://example.org/"],')
    (small / "mkdocs.yml").write_text(text, encoding="utf-8")
    read = read_settings(small)
    assert (read.get("site_url"), read.get("site_name")) == ("https://example.org/", "Pay !ENV now")


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "https://[",
        "https://x:notaport/",
        "https://x.example/?a=b",
        "https://nhs.uk@evil.test/",
        "javascript:alert(1)",
        'https://x.example/"><script>',
        "https://x.example/\n[a]",
        "x" * 10_000,
    ],
)
def test_an_address_from_the_environment_is_judged_as_one_from_the_file(
    lent: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("SITE_URL", address)
    failing, _ = told_mistakes(lent)
    assert len(failing) == 1 and "SITE_URL is " in failing[0] and not wrong(failing[0], lent), failing


@pytest.mark.parametrize(
    "key",
    [
        "template: x",
        "render_macros: true",
        "hide: [toc]",
        "search: {exclude: true}",
        "icon: x",
        "tags: [x]",
        "status: new",
        "extends: x",
        "title: 'again'",
    ],
)
@pytest.mark.parametrize("file", ["docs/index.md", "docs/clinic/rooms.md"])
def test_a_page_has_no_key_that_an_engine_acts_on(lent: Path, file: str, key: str) -> None:
    raw = b"---\n" + yaml.safe_dump(files()[file]).encode() + key.encode() + b"\n---\n\n# A page\n"
    assert judge(Mutation(key, file, lambda: raw, refused=True), lent) == ""
    assert isinstance(PageMeta.model_validate(files()[file]), PageMeta)


# Builds over and over in one process with little memory and time for all: of each of the files that lie spoilt in a folder,
# what was said. A pipe, a device and what else is no file of bytes is made here.
LIMITED = """
import contextlib, io, json, resource, sys
from pathlib import Path
from publish import __main__ as commands
from tests.unit.test_fuzz import WHOLE
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
commands.ROOT = root = Path.cwd()
said = []
for file, what in json.loads(Path(sys.argv[1]).read_text()):
    path, before = root / file, (root / file).read_bytes()
    path.write_bytes(bytes.fromhex(what)) if what not in WHOLE else WHOLE[what](path)
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = commands.main(["build", "--out", str(root.parent / "site")])
    said.append((code, out.getvalue(), err.getvalue()))
    path.unlink()
    path.write_bytes(before)
Path(sys.argv[1]).write_text(json.dumps(said))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limits are the system's")
def test_the_whole_command_refuses_within_its_limits(small: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    keys = [mutation for mutation in of_keys() if mutation.refused]
    whole = ("50 MB", "an alias bomb", "deep", "a pipe", "a device")
    chosen = [(file, what) for what in whole for file in ("mkdocs.yml", "data/search.yml")]
    chosen += [(one.file, one.raw.hex()) for one in keys[:: len(keys) // 10][:10]]
    assert len(chosen) == 20
    told.write_text(json.dumps(chosen), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(told)],
        cwd=small, env=os.environ | {"GITHUB_ACTIONS": "true", "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for (file, what), (code, out, err) in zip(chosen, json.loads(told.read_text(encoding="utf-8")), strict=True):
        assert code == 1, (what, out, err)
        assert "Traceback" not in out + err, (what, err)
        assert re.search(rf"(?m)^{re.escape(file)}:\d+: ", err), (what, err)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "call", ["{{ x y }}", "{% if %}", "{{ nothing_such() }}", "{{ 1 / 0 }}", "{{ term( }}", "{{ [].x.y }}", "{% for %}"]
)
def test_a_template_that_fails_is_told_with_its_line(small: Path, call: str) -> None:
    path = small / "docs/index.md"
    above = path.read_text(encoding="utf-8").count("\n")
    path.write_text(path.read_text(encoding="utf-8") + f"\n\n{call}\n", encoding="utf-8")
    failing, _ = told_mistakes(small)
    assert len(failing) == 1 and failing[0].startswith(f"docs/index.md:{above + 3}: "), failing


@pytest.mark.parametrize("file", ["mkdocs.yml", "data/units.yml", "docs/index.md", "docs/clinic/rooms.md"])
def test_two_versions_that_git_could_not_join_are_told(small: Path, file: str) -> None:
    lines = (small / file).read_text(encoding="utf-8").splitlines()
    lines[2:3] = ["<<<<<<< HEAD", lines[2], "=======", lines[2], ">>>>>>> upstream/main"]
    (small / file).write_text("\n".join(lines), encoding="utf-8")
    failing, _ = told_mistakes(small)
    assert [line for line in failing if line.startswith(f"{file}:3: ") and "keep one" in line], failing
