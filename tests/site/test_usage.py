"""usage() is the truth: a changed fact changes exactly the pages that it names."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube
from macros.load.records import Fact
from macros.pages import read_bodies, render_pages, usage
from publish.build.build import build
from tests.conftest import copy_project

ROOT = Path(__file__).parents[2]
SAMPLE = 100
PARTS = 4
BUILDS = 20
SHARE = "per-100-people"
MARK = "A changed sentence that no source says."


# As many of 100 people as no range can hide, and still some and not all.
MOST = 97


def changed(fact: Fact) -> Fact:
    """The fact with another sentence and, where it has one, a number so high that no range can hide it."""
    value = fact.value
    if value is not None:
        shift = {
            key: MOST if value.unit == SHARE and key != "of" else number + 1000
            for key in ("low", "high", "typical", "of")
            if (number := getattr(value, key)) is not None
        }
        value = value.model_copy(update=shift)
    return fact.model_copy(update={"statement": MARK, "value": value})


def wrongly_named(cube: Cube, ids: list[str]) -> dict[str, tuple[set[str], set[str]]]:
    """The facts whose change touches other pages than usage() names."""
    bodies = read_bodies(ROOT)
    before = {page: text for page, (text, _) in render_pages(cube, bodies).items()}
    named = usage(ROOT)
    wrong = {}
    for id_ in ids:
        other = replace(cube, facts={**cube.facts, id_: changed(cube.facts[id_])})
        after = render_pages(other, bodies)
        touched = {page for page, (text, _) in after.items() if text != before[page]}
        shown = {page for page, sheet in named.items() if id_ in sheet.facts}
        if touched != shown:
            wrong[id_] = (touched, shown)
    return wrong


def said_otherwise(record: dict) -> dict:
    """The record of a fact with one more sentence, and with other numbers where its value and its sentence name them."""
    value = record.get("value", {})
    ends = {key: value[key] for key in ("low", "high", "typical") if key in value}
    share = value.get("unit") == SHARE
    new = {key: MOST - (key == "low") if share else 1000 + number for key, number in ends.items()}
    told = {said: str(new[key]) for key, number in ends.items() for said in (str(number), f"{number:,}")}
    statement = re.sub(r"\d[\d,]*(?:\.\d+)?", lambda found: told.get(found[0], found[0]), record["statement"])
    return record | {"statement": f"{statement} {MARK}"} | ({"value": value | new} if value else {})


def can_be_changed(record: dict) -> bool:
    """Whether the changed sentence bears the changed numbers, without which no build begins."""
    value, other = record.get("value", {}), said_otherwise(record)
    return "n" not in value and all(
        str(number) in other["statement"]
        for key, number in other.get("value", {}).items()
        if key in ("low", "high", "typical")
    )


def read_yaml(file: Path) -> list[dict]:
    """The records of a file of facts."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def pages_built(project: Path) -> dict[str, str]:
    """Each page of a project as MkDocs builds it."""
    site = build(project, engine="material", out=project / "site")
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def built(page: str) -> str:
    """Where a page of the sources stands in the site."""
    return f"{page.removesuffix('.md').removesuffix('index').rstrip('/')}/index.html".removeprefix("/")


def shown_facts() -> list[str]:
    return sorted({fact for sheet in usage(ROOT).values() for fact in sheet.facts})


# In parts, so that they are shared out among the test's processes.
@pytest.mark.parametrize("part", range(PARTS))
def test_a_changed_fact_changes_exactly_the_pages_that_usage_names(cube: Cube, part: int) -> None:
    ids = random.Random(11).sample(shown_facts(), SAMPLE)
    assert wrongly_named(cube, ids[part::PARTS]) == {}


def test_a_fact_that_is_shown_nowhere_changes_nothing(cube: Cube) -> None:
    hidden = sorted(set(cube.facts) - set(shown_facts()))[:5]
    assert wrongly_named(cube, hidden) == {}


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_every_changed_fact_changes_exactly_the_pages_that_usage_names(
    cube: Cube, part: int, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = shown_facts()[part::PARTS]
    wrong = wrongly_named(cube, ids)
    with capsys.disabled():
        print(f"\n{len(ids)} facts changed in process: {len(wrong)} touched other pages than usage() names")
    assert wrong == {}


@pytest.mark.soak
def test_a_fact_changed_in_its_file_changes_exactly_those_pages_of_the_built_site(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    before, named, wrong = pages_built(project), usage(ROOT), {}
    homes = {
        record["id"]: (file, record) for file in (project / "data/facts").glob("*.yml") for record in read_yaml(file)
    }
    able = [id_ for id_ in shown_facts() if can_be_changed(homes[id_][1])]
    assert len(able) > 700
    for id_ in random.Random(7).sample(able, BUILDS):
        file, _ = homes[id_]
        text = file.read_text(encoding="utf-8")
        records = [said_otherwise(record) if record["id"] == id_ else record for record in read_yaml(file)]
        file.write_text(yaml.safe_dump(records, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")
        after = pages_built(project)
        file.write_text(text, encoding="utf-8")
        touched = {page for page in before if before[page] != after[page]}
        if touched != (shown := {built(page) for page, sheet in named.items() if id_ in sheet.facts}):
            wrong[id_] = (touched, shown)
    assert wrong == {}


def test_usage_names_what_the_built_pages_show(material: Path) -> None:
    for page, sheet in usage(ROOT).items():
        folder = page.removesuffix(".md").removesuffix("index")
        html = LexborHTMLParser((material / folder / "index.html").read_text(encoding="utf-8"))
        built = {id_ for node in html.css("[data-facts]") for id_ in (node.attributes["data-facts"] or "").split()}
        assert built == set(sheet.facts), page


def test_every_page_of_the_sources_is_built(material: Path) -> None:
    assert all(
        (material / page.removesuffix(".md").removesuffix("index") / "index.html").is_file() for page in usage(ROOT)
    )


def test_every_claim_stands_on_its_page_and_on_the_page_of_all_claims(cube: Cube, material: Path) -> None:
    for claim in cube.claims.values():
        found = [
            path
            for path in material.rglob("index.html")
            if LexborHTMLParser(path.read_text(encoding="utf-8")).css_first(f"#{claim.id}")
        ]
        pages = {path.parent.relative_to(material).as_posix() for path in found}
        assert claim.page is not None, claim.id
        page = claim.page.removesuffix(".md").removesuffix("index").rstrip("/") or "."
        assert pages == {page, "the-article"}, claim.id
