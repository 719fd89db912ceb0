"""A clinic's own three things laid over the project, alone and among others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.beside.built_pages import parse
from publish.edition import read_edition
from tests.fork.make_fork import commit, git
from tests.projects import ROOT
from tests.site.test_build import publish, publish_here
from tests.site.test_commands import tree
from tests.unit.small import META, files, make_whole, put, text_of

NAMES = ("east", "north", "west")
# What of a site tells by which commit or in which place it was made.
ALIKE = ("build.json", "sitemap.xml")

# A clinic that says nothing of itself, with its keys each on a line.
PLAIN = """\
INHERIT: base.yml
site_name: "The clinic {}"
site_description: "What is known, made up for a test."
site_url: "https://clinic.example/"
extra:
  brand:
    colour: "#0b5c66"
"""


def make_clinic(folder: Path, name: str) -> Path:
    """A clinic's folder of three things."""
    settings = files()["mkdocs.yml"] | {"site_name": f"The clinic {name}"}
    (folder / "docs/clinic").mkdir(parents=True)
    put(folder / "mkdocs.yml", text_of("mkdocs.yml", settings).encode())
    put(folder / "docs/clinic/door.md", text_of(".md", {**META, "title": f"The door {name}"}).encode())
    shutil.copytree(Path("docs/assets/brand").absolute(), folder / "docs/assets/brand")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with three clinics, all of them built once."""
    root = make_whole(tmp_path_factory.mktemp("clinics") / "project")
    for name in NAMES:
        make_clinic(root / "clinics" / name, name)
    git(root, "init", "-q")
    (root / ".gitignore").write_text("/sites/\n/one/\n/.*\n__pycache__/\nbrand.css\n", encoding="utf-8")
    commit(root, "All")
    done = publish(root, "clinics", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def changed(project: Path) -> Iterator[Path]:
    """The project for a test that changes clinics or sites; they are as before after it."""
    kept = project.with_name("kept")
    for name in ("clinics", "sites"):
        shutil.copytree(project / name, kept / name)
    yield project
    for name in ("clinics", "sites"):
        shutil.rmtree(project / name)
        shutil.move(kept / name, project / name)
    shutil.rmtree(kept)


def contents(site: Path) -> dict[str, bytes]:
    return {name: raw for name, raw in tree(site).items() if Path(name).name not in ALIKE}


def test_each_clinic_has_its_own_name_and_page_and_nothing_of_another(project: Path) -> None:
    assert sorted(path.name for path in (project / "sites").iterdir() if not path.name.startswith(".")) == [
        *NAMES[:1], "index.html", *NAMES[1:],
    ]  # fmt: skip
    for name in NAMES:
        text = "".join(path.read_text(encoding="utf-8") for path in (project / "sites" / name).rglob("*.html"))
        assert f"The clinic {name}" in text and f"The door {name}" in text
        assert not [
            other for other in NAMES if other != name and (f"clinic {other}" in text or f"door {other}" in text)
        ]


def test_a_clinic_alone_is_the_same_as_among_many(project: Path) -> None:
    done = publish(project, "build", "--clinic", "clinics/north", "--out", "one")
    assert done.returncode == 0, done.stderr
    assert contents(project / "one") == contents(project / "sites/north")


def test_a_broken_one_stops_no_other_and_its_last_site_stays(changed: Path) -> None:
    before = contents(changed / "sites/north")
    for name in NAMES:
        put(
            changed / f"clinics/{name}/docs/clinic/door.md",
            text_of(".md", {**META, "title": f"The gate {name}"}).encode(),
        )
    put(changed / "clinics/north/docs/clinic/stairs.md", b"no keys at its head\n")
    (changed / "clinics/north/docs/prices.md").write_text("Prices\n", encoding="utf-8")
    shutil.rmtree(changed / "clinics/west/docs/clinic")
    (changed / "clinics/west/mkdocs.yml").unlink()
    done = publish(changed, "clinics")
    assert done.returncode == 1
    told = [line.split(": ")[0] for line in done.stderr.splitlines() if line.startswith(("clinics/", "west"))]
    assert told == ["west", "clinics/north/docs/prices.md:1"]
    assert "Not built, the last site stays: north, west." in done.stderr
    assert contents(changed / "sites/north") == before
    assert "The gate east" in (changed / "sites/east/clinic/door/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "built"),
    [
        ("clinics/north/docs/clinic/door.md", ["north"]),
        pytest.param("data/wording.yml", list(NAMES), marks=pytest.mark.soak),
        pytest.param("clinics/group.txt", list(NAMES), marks=pytest.mark.soak),
    ],
)
def test_only_what_a_change_can_have_changed_is_built(changed: Path, file: str, built: list[str]) -> None:
    path, before = changed / file, (changed / file).read_bytes() if (changed / file).is_file() else b""
    path.write_bytes(before + b"\n")
    git(changed, "add", "-A")
    done = publish(changed, "clinics", "--changed-since", "HEAD")
    git(changed, "checkout", "-q", "HEAD", "--", *(["data"] if before else []))
    git(changed, "reset", "-q", "--hard")
    assert done.returncode == 0, done.stderr
    assert sorted(line.split("] ")[1].split(" …")[0] for line in done.stdout.splitlines() if "] " in line) == built


def test_the_list_leads_to_each_site(project: Path) -> None:
    page = parse(project / "sites/index.html")
    record = json.loads((project / "sites/east/build.json").read_text(encoding="utf-8"))
    assert [(link.text(), link.attributes["href"]) for link in page.css("a")] == [
        (f"The clinic {name}", f"{name}/") for name in NAMES
    ]
    assert {row.css("td")[0].text() for row in page.css("tbody tr")} == {record["edition"]}
    # The project's, with its commit: git is asked in the project's own folder.
    assert record["edition"] == read_edition(project).name and record["commit"]


@pytest.mark.parametrize("words", [("--only", "nrth"), ("--shard", "3/2"), ("--changed-since", "no-such")])
def test_what_is_asked_for_wrongly_is_told(project: Path, words: tuple[str, str]) -> None:
    done = publish_here(project, "clinics", *words)
    assert done.returncode != 0 and words[1] in done.stderr and "Traceback" not in done.stderr


def test_nothing_of_a_clinic_stands_over_the_project(project: Path, tmp_path: Path) -> None:
    clinic = make_clinic(tmp_path / "clinic", "sly")
    for name in ("base.yml", "hooks.py", "docs/index.md", "overrides/main.html", "docs/assets/css/site.css"):
        (clinic / name).parent.mkdir(parents=True, exist_ok=True)
        (clinic / name).write_text("x", encoding="utf-8")
    done = publish_here(project, "build", "--clinic", str(clinic))
    assert done.returncode == 1
    told = [line.split(":")[0] for line in done.stderr.splitlines() if ":1: " in line]
    assert told == ["base.yml", "hooks.py", "overrides", "docs/assets/css/site.css", "docs/index.md"]
    assert not (clinic / "site").exists() and not list(project.glob(".build-*"))


@pytest.mark.parametrize("name", ["docs", "docs/clinic", "docs/assets/brand"])
def test_a_link_in_place_of_a_folder_is_told(project: Path, tmp_path: Path, name: str) -> None:
    clinic = make_clinic(tmp_path / "clinic", "sly")
    (clinic / name).rename(tmp_path / "elsewhere")
    (clinic / name).symlink_to(tmp_path / "elsewhere")
    done = publish_here(project, "build", "--clinic", str(clinic))
    assert done.returncode == 1 and f"{name}:1: -: a link to another place" in done.stderr


def test_a_repository_is_begun_by_one_command(tmp_path: Path) -> None:
    words = ("--name", "Skin", "--country", "GB", "--colour", "#7a3b69")
    begun = publish_here(ROOT, "new", str(tmp_path / "clinic"), *words)
    assert begun.returncode == 0 and f"begun in {tmp_path / 'clinic'}" in begun.stdout, begun.stderr
    assert 'site_name: "Skin"' in (tmp_path / "clinic/mkdocs.yml").read_text(encoding="utf-8")


def make_group(project: Path) -> Path:
    """Lets the clinics of a project say nothing of themselves, and their group a colour; the group's file."""
    group = project / "clinics/group.yml"
    for name in NAMES:
        put(project / "clinics" / name / "mkdocs.yml", PLAIN.format(name).encode())
    group.write_text('extra:\n  brand:\n    second: "#7a3b69"\n', encoding="utf-8")
    return group


@pytest.mark.soak
def test_a_clinic_of_a_group_is_the_same_alone_as_among_many(changed: Path) -> None:
    group = make_group(changed)
    done = publish(changed, "clinics")
    alone = publish(changed, "build", "--clinic", "clinics/north", "--out", "one")
    group.unlink()
    assert (done.returncode, alone.returncode) == (0, 0), done.stderr + alone.stderr
    assert contents(changed / "one") == contents(changed / "sites/north")


def test_what_a_group_says_holds_for_all_and_a_mistake_in_it_is_told_once(changed: Path) -> None:
    group = make_group(changed)
    done = publish_here(changed, "build", "--clinic", "clinics/west", "--out", "sites/west")
    assert done.returncode == 0, done.stderr
    assert "--accent:#6b345c" in (changed / "sites/west/assets/css/site.css").read_text(encoding="utf-8")
    group.write_text('extra:\n  brand:\n    second: "mauve"\n', encoding="utf-8")
    ran = [publish(changed, *words) for words in (("clinics",), ("serve", "--clinic", "clinics/north"))]
    group.unlink()
    for done in ran:
        told = [line for line in done.stderr.splitlines() if "mauve" in line]
        assert len(told) == 1 and told[0].startswith("clinics/group.yml:3: "), done.stderr
