"""sheets() is the truth: a changed fact changes the pages that it names, and none that does not ask what it answers."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from macros.asked import questions_of, told_otherwise
from macros.calls import Rendering, render_page
from macros.load import Cube, read_bodies, read_cube
from macros.load.records import Fact
from macros.render.sheet import Sheet, url_of
from macros.render.site import Site
from macros.usage import read_site, render_all, render_pages, sheets
from tests.conftest import A_THIRD, copy_project, pages_of, read_page
from tests.projects import SHIPPED
from tests.site.test_build import publish

BUILDS = 20
# Units of a hundred, of which none can be more.
SHARES = ("per-100-people", "per-100-sessions", "per-100-sides", "percent")
MARK = "A changed sentence that no source says."
# As many of 100 people as no range can hide, and still some and not all.
MOST = 97
FAR = 100_000


def said(place: int) -> str:
    """A sentence that stands nowhere, one for each place."""
    return f"Sentence {place} that no source says."


def changed(fact: Fact, place: int, *, as_people: bool) -> Fact:
    """The fact with another sentence and, where it has a value, numbers so high that no range can hide them."""
    value = fact.value
    if value is not None:
        shift = {
            key: MOST if as_people and key not in ("n", "of") else number + FAR
            for key in ("low", "high", "typical", "n", "of")
            if (number := getattr(value, key)) is not None
        }
        value = value.model_copy(update=shift)
    return fact.model_copy(update={"statement": said(place), "value": value})


def changed_beside(fact: Fact) -> Fact:
    """The fact with all else changed that may change without its answering another question."""
    words = dict.fromkeys(("note", "who", "after", "editor"), MARK)
    sure = "low" if fact.certainty == "high" else "high"
    return fact.model_copy(update={**words, "size": FAR, "lost": FAR, "certainty": sure})


def all_changed(cube: Cube) -> dict[str, Fact]:
    """Every fact as another one, each with a sentence of its own."""
    return {
        id_: changed(fact, place, as_people=id_ in cube.chances) for place, (id_, fact) in enumerate(cube.facts.items())
    }


@dataclass(frozen=True)
class Pages:
    """The pages as they are, what each of them shows, and what they draw on, with what each of them cites."""

    site: Site
    texts: Mapping[str, str]
    sheets: Mapping[str, Sheet]
    bodies: Mapping[str, str]


@pytest.fixture(scope="module")
def pages(cube: Cube) -> Pages:
    bodies = read_bodies(SHIPPED)
    made = render_pages(Site(cube), bodies)
    cited = tuple((page, tuple(one.sheet.citations)) for page, one in made.items())
    texts = {page: one.text for page, one in made.items()}
    return Pages(Site(cube, usage=cited), texts, {page: one.sheet for page, one in made.items()}, bodies)


def rendered(pages: Pages, page: str, others: Mapping[str, Fact]) -> str:
    """The page as it is where these facts are others, and all that is cited elsewhere is as it was."""
    cube = replace(pages.site.cube, facts={**pages.site.cube.facts, **others})
    return render_page(replace(pages.site, cube=cube), page, pages.bodies[page]).text


def test_a_fact_changes_no_page_that_does_not_ask_what_it_answers(cube: Cube, pages: Pages) -> None:
    others, wrong = {id_: changed_beside(fact) for id_, fact in all_changed(cube).items()}, []
    for page, sheet in pages.sheets.items():
        if cube.pages[page].kind == "edition":  # which holds every fact against what it was
            continue
        asked = questions_of(cube, sheet, pages.texts[page])
        # All at once: one that the page drew on would be seen, and so it is said of each of them.
        apart = {
            id_: fact for id_, fact in others.items() if id_ not in sheet.facts and (fact.option, fact.measure) not in asked
        }  # fmt: skip
        assert len(apart) > len(cube.facts) / 2, page
        if rendered(pages, page, apart) != pages.texts[page]:
            wrong.append(page)
    assert wrong == []


def shown_in(text: str) -> dict[str, set[str]]:
    """Of each fact that a page names the parts of the page that name it."""
    parts = defaultdict(set)
    for node in LexborHTMLParser(text).css("[data-facts]"):
        for id_ in (node.attributes["data-facts"] or "").split():
            parts[id_].add(node.html or "")
    return parts


def rounds(cube: Cube, ids: Iterable[str]) -> Iterator[list[str]]:
    """The facts in groups to be changed at once, in which none can hide another: of one class one on each measure."""
    left = defaultdict(list)
    for id_ in ids:
        fact = cube.facts[id_]
        option = cube.options.get(fact.option or "")
        left[option.family or option.id if option else fact.option, fact.measure].append(id_)
    while some := [waiting.pop() for waiting in left.values() if waiting]:
        yield some


def unmoved(pages: Pages, page: str, others: Mapping[str, Fact]) -> Iterator[str]:
    """The facts of a page that may be others while all that names them stays the same."""
    whole, parts = rendered(pages, page, others), shown_in(pages.texts[page])
    # What stands in its own words is seen with all facts changed at once.
    hidden = [id_ for id_ in pages.sheets[page].facts if others[id_].statement not in whole]
    for some in rounds(pages.site.cube, hidden):
        now = shown_in(rendered(pages, page, {id_: others[id_] for id_ in some}))
        yield from (id_ for id_ in some if parts[id_] <= now[id_])


@A_THIRD
def test_a_changed_fact_changes_each_page_that_is_named_for_it(cube: Cube, pages: Pages, third: int) -> None:
    others = all_changed(cube)
    assert {page: same for page in [*pages.texts][third::3] if (same := list(unmoved(pages, page, others)))} == {}


def said_otherwise(record: dict) -> dict:
    """The record of a fact with one more sentence, and with other numbers where its value and its sentence name them."""
    value = record.get("value", {})
    ends = {key: value[key] for key in ("low", "high", "typical") if key in value}
    share = value.get("unit") in SHARES
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


def pages_built(project: Path) -> dict[str, str]:
    """Each page of a project as its command builds it, which knows of no state of the data but this."""
    site = project / "site"
    done = publish(project, "build")
    assert done.returncode == 0, done.stderr
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def built(page: str) -> str:
    """Where a page of the sources stands in the site."""
    return f"{page.removesuffix('.md').removesuffix('index').rstrip('/')}/index.html".removeprefix("/")


def write_changed(project: Path, id_: str) -> tuple[Path, str]:
    """Lets a fact tell otherwise in its file; the file, and what stood in it."""
    for file in (project / "data/facts").glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        if f"- id: {id_}\n" in text:
            records = [said_otherwise(record) if record["id"] == id_ else record for record in yaml.safe_load(text)]
            told = yaml.safe_dump(records, sort_keys=False, allow_unicode=True, width=1000)
            file.write_text(told, encoding="utf-8")
            return file, text
    raise LookupError(id_)


def texts_of(made: Mapping[str, Rendering]) -> dict[str, tuple[str, Sheet]]:
    """Each page's Markdown, and what it shows and cites."""
    return {page: (one.text, one.sheet) for page, one in made.items()}


def render_anew(project: Path) -> dict[str, Rendering]:
    """The pages as nothing that was rendered before can change them."""
    return render_pages(Site(read_cube(project)), read_bodies(project))


@pytest.mark.parametrize("id_", ["fco2-pih-majid", pytest.param("laser-raised-jin", marks=pytest.mark.soak)])
def test_after_a_change_each_page_is_as_if_rendered_for_the_first_time(tmp_path: Path, id_: str) -> None:
    project = copy_project(tmp_path / "project")
    before = render_all(project, read_site(project))
    write_changed(project, id_)
    after = render_all(project, read_site(project))
    assert texts_of(after) == texts_of(render_anew(project))
    spared = [page for page, made in after.items() if made is before[page]]
    others = [page for page, made in after.items() if made.text != before[page].text]
    assert len(spared) > 60 and len(others) >= 2


def test_pages_stay_only_where_facts_tell_otherwise_and_nothing_else_has_changed(cube: Cube) -> None:
    fact, site = cube.facts["fco2-pih-majid"], Site(cube)
    told = fact.model_copy(update={"statement": MARK, "certainty": "low"})
    assert told_otherwise(site, Site(replace(cube, facts={**cube.facts, fact.id: told}))) == (told,)
    assert told_otherwise(site, Site(replace(cube))) == ()
    moved = {"measure": "sessions", "option": "microneedling", "sources": ("omi-2014",), "show": "text"}
    elsewhere = [fact.model_copy(update={key: value}) for key, value in moved.items()]
    elsewhere.append(
        fact.model_copy(update={"value": fact.value and fact.value.model_copy(update={"unit": "percent"})})
    )
    facts = [{**cube.facts, fact.id: other} for other in elsewhere]
    facts += [dict(reversed(cube.facts.items())), {id_: one for id_, one in cube.facts.items() if id_ != fact.id}]
    cubes = [replace(cube, facts=other) for other in facts]
    cubes += [replace(cube, options=dict(list(cube.options.items())[1:])), replace(cube, fronts=())]
    sites = [*map(Site, cubes), replace(site, edition="9.9.9"), replace(site, usage=())]
    assert [told_otherwise(site, other) for other in sites] == [None] * len(sites)


@pytest.mark.soak
def test_a_fact_changed_in_its_file_changes_those_pages_of_the_built_site(cube: Cube, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    before, named, wrong = pages_built(project), sheets(SHIPPED), {}
    made = render_all(SHIPPED, read_site(SHIPPED))
    files = (file.read_text(encoding="utf-8") for file in (project / "data/facts").glob("*.yml"))
    records = {record["id"]: record for text in files for record in yaml.safe_load(text)}
    editions = {built(page) for page, meta in cube.pages.items() if meta.kind == "edition"}
    shown = {fact for sheet in named.values() for fact in sheet.facts}
    able = sorted(id_ for id_ in shown if can_be_changed(records[id_]))
    assert len(able) > 700
    for id_ in random.Random(7).sample(able, BUILDS):
        file, text = write_changed(project, id_)
        after = pages_built(project)
        assert texts_of(render_all(project, read_site(project))) == texts_of(render_anew(project))
        file.write_text(text, encoding="utf-8")
        touched = {page for page in before if before[page] != after[page]}
        bears = {built(page) for page, sheet in named.items() if id_ in sheet.facts}
        # What a page answers can have another headline now, the lists of sources tell who uses them, and the pages of
        # what has changed hold every fact against what it was.
        question = (cube.facts[id_].option, cube.facts[id_].measure)
        answered = {
            built(page) for page, sheet in named.items() if question in questions_of(cube, sheet, made[page].text)
        }
        beyond = {page for page in touched - bears - answered - editions if not page.startswith("evidence/")}
        if beyond or not bears <= touched:
            wrong[id_] = (touched, bears)
    assert wrong == {}


def test_usage_names_what_the_built_pages_show(material: Path) -> None:
    for page, sheet in sheets(SHIPPED).items():
        html = read_page(material, url_of(page))
        built = {id_ for node in html.css("[data-facts]") for id_ in (node.attributes["data-facts"] or "").split()}
        assert built == set(sheet.facts), page


def test_every_claim_stands_on_its_page_and_on_the_page_of_all_claims(cube: Cube, material: Path) -> None:
    texts = {page: read_page(material, page) for page in pages_of(material)}
    for claim in cube.claims.values():
        named = {page for page, html in texts.items() if html.css_first(f"#{claim.id}")}
        assert claim.page is not None and named == {url_of(claim.page).removeprefix("./"), "the-article/"}, claim.id
