"""sheets() is the truth: a changed fact changes exactly the pages that it names."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from macros.load import Cube, read_bodies
from macros.load.records import Fact
from macros.render.views import Site
from macros.usage import render_pages, sheets
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
# So many facts are changed at once, each with a sentence and with numbers of its own.
TOGETHER = 10
STEP = 100_000
SENTENCE = "Sentence {} that no source says."
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def changed(fact: Fact, place: int, *, as_people: bool) -> Fact:
    """The fact with the sentence and, where it has a value, the numbers of this place, so high that no range can hide them."""
    value = fact.value
    if value is not None:
        shift = {
            key: MOST if as_people and key != "of" else number + place * STEP
            for key in ("low", "high", "typical", "of")
            if (number := getattr(value, key)) is not None
        }
        value = value.model_copy(update=shift)
    return fact.model_copy(update={"statement": SENTENCE.format(place), "value": value})


def numbers_in(text: str) -> Counter[str]:
    return Counter(number.replace(",", "") for number in NUMBER.findall(text))


def found_in(before: str, after: str, people: int) -> set[int]:
    """The places whose sentence or numbers a page has that it did not have before; one place is told as people of 100."""
    more = numbers_in(after) - numbers_in(before)
    found = {int(float(number)) // STEP for number in more}
    found |= {place for place in range(1, TOGETHER + 1) if SENTENCE.format(place) in after}
    return (found | ({people} if str(MOST) in more else set())) & set(range(1, TOGETHER + 1))


def batches(cube: Cube, ids: list[str]) -> list[list[str]]:
    """The facts in groups to be changed at once: of different questions, so that none hides another, and one told as people."""
    made: list[list[str]] = []
    for id_ in ids:
        asked = questions_of(cube, id_)
        room = (some for some in made if len(some) < TOGETHER)
        fitting = next((some for some in room if not any(asked & questions_of(cube, one) for one in some)), None)
        if fitting is None:
            made.append(fitting := [])
        fitting.append(id_)
    return made


def questions_of(cube: Cube, id_: str) -> set[object]:
    """What a fact answers and of what, and whether it is told as people of 100."""
    fact = cube.facts[id_]
    return {(fact.option, fact.measure, fact.effect), *(("people",) if id_ in cube.chances else ())}


def bodies_of_facts() -> dict[str, str]:
    """The pages that show facts; a page of sources only tells where each of them is used."""
    return {page: body for page, body in read_bodies(ROOT).items() if "index_evidence(" not in body}


def wrongly_named(cube: Cube, ids: list[str]) -> dict[str, tuple[set[str], set[str]]]:
    """The facts whose change touches other pages than sheets() names."""
    bodies, named = bodies_of_facts(), sheets(ROOT)
    before = {page: made.text for page, made in render_pages(Site(cube), bodies).items()}

    def shown(id_: str) -> set[str]:
        return {page for page in bodies if id_ in named[page].facts}

    wrong = {}
    for some in batches(cube, ids):
        touched = touched_by(cube, some, before, bodies)
        # A number so high may leave a headline that it stood in, and its mark with it: such a batch is asked one by one.
        if any(pages != shown(id_) for id_, pages in touched.items()):
            touched = {id_: touched_alone(cube, id_, before, bodies) for id_ in some}
        # And it may come into one that it was weighed for.
        weighed = {id_: {page for page in bodies if id_ in named[page].weighed} for id_ in touched}
        wrong |= {
            id_: (pages, shown(id_))
            for id_, pages in touched.items()
            if not shown(id_) <= pages <= shown(id_) | weighed[id_]
        }
    return wrong


def touched_alone(cube: Cube, id_: str, before: dict[str, str], bodies: Mapping[str, str]) -> set[str]:
    """The pages that are others when this fact alone is."""
    other = changed(cube.facts[id_], 1, as_people=id_ in cube.chances)
    made = render_pages(Site(replace(cube, facts={**cube.facts, id_: other})), bodies)
    return {page for page, rendering in made.items() if rendering.text != before[page]}


def touched_by(cube: Cube, ids: list[str], before: dict[str, str], bodies: Mapping[str, str]) -> dict[str, set[str]]:
    """The pages that each of these facts changes; under "" those that changed without a mark of any."""
    places = dict(enumerate(ids, start=1))
    other = {id_: changed(cube.facts[id_], place, as_people=id_ in cube.chances) for place, id_ in places.items()}
    people = next((place for place, id_ in places.items() if id_ in cube.chances), 0)
    touched: dict[str, set[str]] = {id_: set() for id_ in ids}
    changed_site = Site(replace(cube, facts={**cube.facts, **other}))
    for page, made in render_pages(changed_site, bodies).items():
        text = made.text
        found = found_in(before[page], text, people) if text != before[page] else set()
        for place in found:
            touched[places[place]].add(page)
        if made.text != before[page] and not found:
            touched.setdefault("", set()).add(page)
    return touched


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
    return sorted({fact for sheet in sheets(ROOT).values() for fact in sheet.facts})


def test_a_changed_fact_changes_exactly_the_pages_that_usage_names(cube: Cube) -> None:
    assert wrongly_named(cube, random.Random(11).sample(shown_facts(), SAMPLE)) == {}


def test_a_fact_that_is_shown_nowhere_changes_nothing(cube: Cube) -> None:
    hidden = sorted(set(cube.facts) - set(shown_facts()))[:5]
    assert wrongly_named(cube, hidden) == {}


# In parts, so that they are shared out among the test's processes.
@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_every_changed_fact_changes_exactly_the_pages_that_usage_names(
    cube: Cube, part: int, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = shown_facts()[part::PARTS]
    wrong = wrongly_named(cube, ids)
    with capsys.disabled():
        print(f"\n{len(ids)} facts changed in process: {len(wrong)} touched other pages than sheets() names")
    assert wrong == {}


@pytest.mark.soak
def test_a_fact_changed_in_its_file_changes_exactly_those_pages_of_the_built_site(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    before, named, wrong = pages_built(project), sheets(ROOT), {}
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
    for page, sheet in sheets(ROOT).items():
        folder = page.removesuffix(".md").removesuffix("index")
        html = LexborHTMLParser((material / folder / "index.html").read_text(encoding="utf-8"))
        built = {id_ for node in html.css("[data-facts]") for id_ in (node.attributes["data-facts"] or "").split()}
        assert built == set(sheet.facts), page


def test_every_page_of_the_sources_is_built(material: Path) -> None:
    assert all(
        (material / page.removesuffix(".md").removesuffix("index") / "index.html").is_file() for page in sheets(ROOT)
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
