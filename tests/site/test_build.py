"""The build: the same in, the same out; and from anything broken, nothing out."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.build.engine import ENGINES, Engine
from publish.edition import read_edition
from tests.conftest import ROOT, copy_project, pages_of

KB = 1024
BESIDE_HTML = 48 * KB
HTML = 30 * KB
REQUESTS = 8


def publish(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does, in a project."""
    return subprocess.run(
        [sys.executable, "-m", "publish", *words],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("data/facts/fractional-co2.yml", "measure: target", "measure: targett", "data/facts/fractional-co2.yml:"),
        ("docs/index.md", 'state_fact("fco2-half-majid-2014")', 'state_fact("fco2-half-majid")', "docs/index.md:"),
        ("docs/doing-nothing.md", 'show_facts("no-treatment", "scores", "harm")', 'compare_options("scoers")', "docs/doing-nothing.md:"),
        ("docs/glossary.md", "# Glossary", "# Glossary\n\n{{ nothing }}", "nothing"),
        ("mkdocs.yml", '"#0b5c66"', '"#f5d000"', "mkdocs.yml:"),
        ("mkdocs.yml", '"#0b5c66"', '"teal"', "allowed: a colour such as '#0b5c66'"),
        ("data/search.yml", "stop:", "stopp:", "unknown key 'stopp' (nearest: stop)"),
    ],
)  # fmt: skip
def test_a_mistake_publishes_nothing_and_keeps_the_last_site(
    project: Path, file: str, old: str, new: str, says: str
) -> None:
    (project / "site").mkdir()
    (project / "site/build.json").write_text("{}")
    (project / "site/index.html").write_text("the last good site")
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = publish(project, "build")
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "Nothing was published" in done.stderr
    assert (project / "site/index.html").read_text() == "the last good site"
    assert not list(project.glob(".build-*"))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_mistake_on_the_last_page_that_only_the_engine_sees_keeps_the_last_site(
    project: Path, engine: Engine
) -> None:
    (project / "site").mkdir()
    (project / "site/build.json").write_text("{}")
    last = max((project / "docs").glob("*.md"))
    with last.open("a", encoding="utf-8") as page:
        page.write("\n[gone](gone.md)\n")
    done = publish(project, "build", "--engine", engine)
    assert done.returncode == 1
    assert last.name in done.stderr and "gone.md" in done.stderr
    assert "Nothing was published: 1 line above says why" in done.stderr
    assert [path.name for path in (project / "site").iterdir()] == ["build.json"]
    assert not list(project.glob(".build-*"))


def test_every_mistake_is_one_line(project: Path) -> None:
    for name in ("fractional-co2", "pulsed-dye"):
        path = project / f"data/facts/{name}.yml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("certainty: expert", "certainty: sure", 2), encoding="utf-8"
        )
    lines = [line for line in publish(project, "check").stderr.splitlines() if line.startswith("data/")]
    assert len(lines) == 4
    assert all("found 'sure', allowed: high, moderate, low or expert" in line for line in lines)


def test_claims_in_a_clinics_pages_are_told_with_file_and_line_and_stop_nothing(project: Path) -> None:
    (project / "docs/clinic/offer.md").write_text(
        '---\ntitle: Our laser\ndescription: "What our clinic says about the laser that it has, in its own words."\n'
        'checked: "2026-11-24"\nnext_check: "2027-11-24"\n---\n\n# Our laser\n\nNo result is guaranteed.\n\nIt is painless.\n',
        encoding="utf-8",
    )
    done = publish(project, "check")
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("warning: docs/clinic/offer.md:")]
    assert len(lines) == 1
    assert 'docs/clinic/offer.md:12: painless: "painless"' in lines[0]


def test_a_folder_with_other_files_is_never_replaced(project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine/letter.txt").write_text("keep me")
    done = publish(project, "build", "--out", "mine")
    assert (done.returncode, (project / "mine/letter.txt").read_text()) == (1, "keep me")
    assert publish(project, "build", "--out", "docs").returncode == 1
    assert publish(project, "build", "--out", ".").returncode == 1


def test_a_new_laser_takes_a_record_facts_and_a_page_and_no_code(project: Path) -> None:
    options = project / "data/options.yml"
    text = options.read_text(encoding="utf-8")
    record = "- id: trial-laser\n  name: Trial laser\n  kind: laser\n  means: A laser that is tried here.\n  page: lasers/trial-laser.md\n"
    options.write_text(text.replace("- id: rf-microneedling", record + "- id: rf-microneedling"), encoding="utf-8")
    (project / "data/facts/trial-laser.yml").write_text(
        "- id: trial-redness\n  option: trial-laser\n  effect: erythema\n  measure: duration\n  form: level\n"
        "  value: {low: 3, high: 5, unit: days}\n  spread: stated\n  people: acne-scars\n  who: people in a trial\n"
        "  statement: Redness lasted 3 to 5 days.\n  sources: [majid-2014]\n  certainty: low\n  show: table\n  checked: once\n",
        encoding="utf-8",
    )
    (project / "docs/lasers/trial-laser.md").write_text(
        '---\ntitle: Trial laser\ndescription: "A laser that is added here to see that nothing else must change for it."\n'
        'checked: "2026-11-24"\nnext_check: "2027-11-24"\n---\n\n# Trial laser\n\n{{ show_facts("trial-laser", "recovery") }}\n\n{{ close_page() }}\n',
        encoding="utf-8",
    )
    done = publish(project, "build")
    assert done.returncode == 0, done.stderr
    row = LexborHTMLParser((project / "site/compare/lasers/index.html").read_text(encoding="utf-8")).css_first(
        "#recovery-trial-laser"
    )
    assert row.css_first("th a").attributes["href"] == "../../lasers/trial-laser/"
    assert row.css_first(".value").text() == "3 to 5 days"
    assert "Trial laser" in (project / "site/index.html").read_text(encoding="utf-8")


def test_without_git_the_edition_is_the_release(material: Path) -> None:
    foot = LexborHTMLParser((material / "index.html").read_text(encoding="utf-8")).css_first(".page-foot").text()
    assert read_edition(ROOT).release in foot
    assert f"{read_edition(ROOT).release} (" not in foot


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_first_visit_is_light(request: pytest.FixtureRequest, engine: Engine) -> None:
    site: Path = request.getfixturevalue(engine)
    for page in pages_of(site):
        path = site / page / "index.html"
        html = LexborHTMLParser(path.read_text(encoding="utf-8"))
        named = [
            node.attributes.get("href") or node.attributes.get("src") or ""
            for node in html.css("link[rel=stylesheet], link[rel=icon], script[src], img[src]")
        ]
        beside = {(path.parent / name).resolve() for name in named}
        assert packed(path) <= HTML, (page, packed(path))
        assert sum(map(packed, beside)) <= BESIDE_HTML
        assert 1 + len(beside) <= REQUESTS


def test_no_script_or_style_of_the_theme_travels(material: Path, zensical: Path) -> None:
    for site in (material, zensical):
        assert not (site / "assets/javascripts").exists()
        assert not (site / "assets/stylesheets").exists()
        for path in site.rglob("*.html"):
            html = LexborHTMLParser(path.read_text(encoding="utf-8"))
            inline = [node.attributes for node in html.css("script") if not node.attributes.get("src")]
            assert all(attributes == {"type": "application/ld+json"} for attributes in inline)
            assert html.css("style, [style], [onclick]") == []
