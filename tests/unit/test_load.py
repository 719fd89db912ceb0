"""Broken data: each mistake is one line with file, line, record, what was found and what is allowed."""

from __future__ import annotations

import copy
import re
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from macros.load import BrokenData, Cube, read_bodies, read_cube
from macros.load.checks import IDS
from macros.load.records import Fact
from macros.load.schema import schemas
from macros.load.yamlfile import MAX_BYTES, read_mapping
from tests.projects import SHIPPED
from tests.unit.small import FACT, files, make_small, put, text_of

ROOT = Path(__file__).parents[2]
CO2 = "data/facts/fractional-co2.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the data and the pages that a test may break."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(SHIPPED / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("assets"))
    return tmp_path


def problems(root: Path) -> tuple[str, ...]:
    with pytest.raises(BrokenData) as caught:
        read_cube(root)
    return tuple(map(str, caught.value.problems))


def edit(root: Path, file: str, old: str, new: str) -> int:
    """Replaces the first occurrence and returns its line."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (CO2, "  measure: target", "  measure: targett", "fco2-target: measure: found 'targett', allowed: an id of measures (nearest: target)"),
        (CO2, "  certainty: expert", "  certanty: expert", "unknown key 'certanty' (nearest: certainty)"),
        (CO2, "  certainty: expert\n", "", "the key 'certainty' is missing; allowed: high, moderate, low, expert"),
        (CO2, "  certainty: expert", "  certainty: sure", "found 'sure', allowed: high, moderate, low or expert"),
        (CO2, "  form: level", "  form: 3", "form: found 3"),
        (CO2, "  who: all CO2 lasers", "  who: all CO2 lasers\n  who: again", "the key 'who' stands twice"),
        (CO2, "  who: all CO2 lasers", "  who: yes", "found yes without quotes"),
        (CO2, "  who: all CO2 lasers", "  who: 2026-11-24", "found 2026-11-24 without quotes"),
        (CO2, "  who: all CO2 lasers", "  who: &a all", "an alias or anchor"),
        (CO2, "  who: all CO2 lasers", "  who: !!python/name:os.system all", "the tag"),
        (CO2, "  who: all CO2 lasers", "  who: Ã¼ber alle", "broken letters"),
        (CO2, "  who: all CO2 lasers", '  who: "turned \\u202e round"', "a hidden character"),
        (CO2, "unit: nm", "unit: days", "unit: found 'days', but wavelength allows nm"),
        (CO2, "typical: 10600", "typical: 10700", "the statement does not bear the number 10700"),
        (CO2, "typical: 10600", "typical: 010600", "found 010600 without quotes"),
        (CO2, "  show: comparison", "  show: table", "show: found 'table', but a comparison says nothing of one option alone"),
        (CO2, "low: 2", "low: 9", "low 9 is above high 4"),
        ("data/references.yml", 'pmid: "30856634"', "pmid: 30856634", "pmid: found 30856634, allowed: text (put it in quotes)"),
        ("data/references.yml", "doi: 10.", "doi: https://doi.org/10.", "allowed: 10.1234/"),
        ("data/audit.yml", "  proof: You can treat scars, cover them, or leave them.\n", "", "ipdas-decision: verdict: met, but no page and proof show it"),
        ("data/features.yml", "columns: [good-result]", "columns: [good-resul]", "columns: found 'good-resul', allowed: a column of measures (nearest: good-result)"),
        ("data/features.yml", "says: Nothing to heal.", "facts: []", "sides: no-treatment has neither words nor facts"),
        ("data/features.yml", "says: Nothing to heal.\n    - option: camouflage", "says: Nothing to heal.\n    - option: subcision", "found no-treatment, subcision, fractional-co2, nafl-erbium-glass, microneedling, chemical-peel, subcision, allowed: no-treatment, camouflage, fractional-co2, nafl-erbium-glass, microneedling, chemical-peel, subcision as in better-scars"),
        ("data/features.yml", "columns: [healing-time]\n  sides:\n    - option: no-treatment\n      says: Nothing to heal.\n    - option: camouflage\n      says: Nothing to heal.\n  headlines: [fractional-co2, nafl-erbium-glass,", "columns: [healing-time]\n  sides:\n    - option: no-treatment\n      says: Nothing to heal.\n    - option: camouflage\n      says: Nothing to heal.\n  headlines: [nafl-erbium-glass, fractional-co2,", "found no-treatment, camouflage, nafl-erbium-glass, fractional-co2, microneedling, chemical-peel, subcision, allowed: no-treatment, camouflage, fractional-co2,"),
        (CO2, "    typical: 5\n    unit: per-100-people", "    typical: 5\n    unit: percent", "fco2-pih-majid: unit: found 'percent', but the statement counts people"),
        (CO2, "    low: 3\n    high: 4\n    unit: days", "    low: 3\n    high: 4\n    unit: weeks", "fco2-erythema-majid: value: the statement does not bear the number 3"),
        (CO2, "    typical: 5\n    unit: per-100-people", "    typical: 140\n    unit: per-100-people", "fco2-pih-majid: value: found 140, allowed: 0 to 100 in 100 people"),
        ("data/uses.yml", "facts: [punch-icepick-werschler-2015]", "facts: [fco2-avoid-ice-pick]", "facts: fco2-avoid-ice-pick is of fractional-co2, and not of punch"),
        ("data/uses.yml", "cautions: [punch-pih-1998]", "cautions: [fco2-avoid-ice-pick]", "cautions: fco2-avoid-ice-pick is of fractional-co2, and not of punch"),
        ("data/features.yml", "says: It hides colour for a day, but not dips.", "facts: [fco2-avoid-ice-pick]", "facts: fco2-avoid-ice-pick is of fractional-co2, and not of camouflage"),
        ("data/options.yml", "  page: lasers/thulium.md\n", "", "thulium-1927: page: is missing"),
        (CO2, "    of: 31", "    of: 31\n    typical: 3", "value: n and of stand alone, without low, high and typical"),
        (CO2, "    unit: people\n  people: acne-scars\n  size: 31", "    unit: people\n  people: acne-scars\n  size: 30", "size: found 30, but the value says of 31"),
        (CO2, "\n- id: fco2-erythema-majid", "\n  id: fco2-erythema-majid", "id stands twice: a new record begins with '- id:'"),
        (CO2, "    low: 3\n    high: 4\n    unit: days", "    low: 3,5\n    high: 4\n    unit: days", "found 3,5: a number is written with a point, 3.5"),
        (CO2, "  sources: [majid-2014]", "  sources: []", "sources: found [], allowed: at least 1 item"),
        ("data/disputes.yml", "  sides:\n", "  sides: []\n  gone:\n", "sides: found [], allowed: at least 2 item(s)"),
        (CO2, "  sources: [majid-2014]", "  sources: [majid-2014, majid-2014]", "sources: majid-2014 stands twice"),
        (CO2, "    unit: people\n  people: acne-scars\n  size: 31", "    unit: people\n  size: 31", "people: is missing: write acne-scars, mixed, other or not-said"),
        (CO2, "  statement: ", '  statement: "', "the quote at the end is missing"),
        (CO2, "  statement: ", "  statement: '", "the quote at the end is missing"),
        (CO2, "  against: microneedling", "  against: fractional-co2", "against: found 'fractional-co2', which is the option itself"),
        ("data/claims.yml", "  limits: [fractional-suits-bhargava-2018]", "  limits: [evidence-cochrane-ab]", "limits: evidence-cochrane-ab stands on the other side too"),
        ("data/disputes.yml", "facts: [active-acne-parallel-salameh-2022,", "facts: [active-acne-wait-alam-2006,", "facts: active-acne-wait-alam-2006 stands on the other side too"),
        ("data/countries.yml", "source_kind: news", "source_kind: weak", "ES: source_kind: found 'weak' for 024, allowed for a general emergency number alone"),
        ("docs/decide.md", "tool: decide", "tool: decider", "tool: found 'decider', allowed: choose, planner or decide"),
        ("docs/decide.md", 'title: "', 'title: "{% x %}', "title: found '{% x %}"),
        ("docs/index.md", "topics: []", "topcis: []", "unknown key 'topcis' (nearest: topics)"),
        ("data/scars.yml", "- id: boxcar", "- id: ice-pick", "the id stands already in data/scars.yml:"),
        ("data/phrases.yml", "- id: safe", "- id: Safe", "Safe: id: found 'Safe', allowed: the form"),
        ("data/phrases.yml", "  instead: say", "  insted: say", "safe: the key 'instead' is missing"),
        ("data/phrases.yml", "    - country: GB", "    - country: UK", "allowed: GB, IE, DE, US, AU, EU or *"),
        ("data/references.yml", "doi: 10.1097/dss.0000000000004111", "doi: 10.1097/dss.0000000000001765", "is the same paper (data/references.yml:"),
        ("data/facts/tca-cross.yml", "statement: ", "statement: Acid cures scars. ", "statement: 'acid cures' does not bear the certainty low: write 'may'"),
        ("data/facts/tca-cross.yml", "statement: ", "statement: Scars usually go. ", "statement: 'usually' tells how often and has no number"),
        ("data/facts/tca-cross.yml", "  note: ", "  note: Scars rarely stay. ", "note: 'rarely' tells how often"),
        ("data/signs.yml", 'says: "hurts, cannot bear light,', 'says: "often hurts, cannot bear light,', "eye: says: 'often' tells how often"),
        ("data/options.yml", 'means: "Flashes of light', 'means: "Many people like it. Flashes of light', "ipl: means: 'Many people' tells how often"),
        ("data/disputes.yml", "says: Fractional CO2 laser hurt more.", "says: Fractional CO2 laser hurts more.", "does not bear the certainty moderate"),
        ("data/speech.yml", "certainty: moderate", "certainty: low", "speech: certainties: moderate is missing"),
        ("docs/index.md", 'description: "', 'description: "Scars seldom go. ', "docs/index.md:3: description: 'seldom' tells how often"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_names_its_place(project: Path, file: str, old: str, new: str, says: str) -> None:
    line = edit(project, file, old, new)
    found = [problem for problem in problems(project) if says in problem]
    assert found, problems(project)
    place = found[0].split(": ")[0]
    assert place.startswith(f"{file}:")
    # A message points at the key; at the record where none is there, and a value may stand far above its statement.
    within = 12 if file == CO2 or ": is missing" in says else 6
    assert abs(int(place.rsplit(":", 1)[1]) - line) <= within


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, keys in IDS.items() for key in keys])
def test_an_id_that_no_record_has_is_told_with_the_table_of_those_that_do(tmp_path: Path, table: str, key: str) -> None:
    file = CO2 if table == "facts" else f"data/{table}.yml"
    records, (*above, last) = copy.deepcopy(files()[file]), key.split(".")
    holder = records[0]
    for part in above:
        holder = holder[part][0] if isinstance(holder[part], list) else holder[part]
    holder[last] = [*held, "nope"] if isinstance(held := holder.get(last), list) else "nope"
    put(make_small(tmp_path / "project") / file, text_of(file, records).encode())
    says = f"{last}: found 'nope', allowed: an id of {IDS[table][key]} ("
    assert [told for told in problems(tmp_path / "project") if told.startswith(f"{file}:") and says in told]


def test_no_field_that_names_records_is_forgotten() -> None:
    assert sum(map(len, IDS.values())) == 32


def test_each_topic_of_a_question_is_a_topic_or_asked_about_on_a_page(cube: Cube) -> None:
    asked = re.findall(r'ask_questions\("([^"]+)"', " ".join(read_bodies(SHIPPED).values()))
    known = {*asked, *cube.topics, *cube.options, *cube.effects, *cube.scars}
    assert {topic for question in cube.questions.values() for topic in question.topics} <= known


@pytest.mark.parametrize("key", ["sources", "form", "who", "certainty", "statement"])
def test_a_fact_without_what_it_rests_on_is_refused(key: str) -> None:
    with pytest.raises(ValidationError, match=rf"1 validation error for Fact\n{key}\n  Field required"):
        Fact.model_validate({held: value for held, value in FACT.items() if held != key})


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"- id: \xff\xfe", "saved in a code of its own"),
        (b"", "nothing stands here"),
        (b"id: a\n", "expected a list"),
        (b"- " + b"[" * 20, "nested deeper than 12 levels"),
        (b"- id: a\n  words: 'open\n", "not readable as YAML"),
        (b"- id: a\n\twords: b\n", "not readable as YAML"),
        (b"- id: a\n--- \n- id: b\n", "more than one document"),
        (b"- a\n", "expected a record"),
        (b"#" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_list_of_records_is_refused(project: Path, raw: bytes, says: str) -> None:
    (project / "data/skin.yml").write_bytes(raw)
    assert any(problem.startswith("data/skin.yml:") and says in problem for problem in problems(project)), problems(
        project
    )


def test_a_missing_file_is_named(project: Path) -> None:
    (project / "data/units.yml").unlink()
    assert "data/units.yml:1: -: the file is missing" in problems(project)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(project: Path) -> None:
    path = project / "data/scales.yml"
    before = read_cube(project).scales
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_cube(project).scales == before


def test_the_whole_evidence_is_there() -> None:
    cube = read_cube(SHIPPED)
    # Beside the evidence stand the pages in which a brand name was seen.
    evidence = [id_ for id_ in cube.references if not id_.startswith("name-")]
    assert (len(cube.facts), len(evidence), len(cube.claims)) == (1249, 580, 31)


def test_the_schema_for_editors_is_current() -> None:
    assert [path for path, text in schemas() if (ROOT / path).read_text(encoding="utf-8") != text] == []


@pytest.mark.parametrize(
    ("file", "old", "new"), [(CO2, "- id: fco2-target", "- id: {"), (CO2, "certainty: expert", "certainty: sure")]
)
def test_one_mistake_is_told_once_and_not_by_everything_that_leans_on_it(
    project: Path, file: str, old: str, new: str
) -> None:
    edit(project, file, old, new)
    assert len(problems(project)) == 1


@pytest.mark.parametrize("text", ['{\n "a"', '{"a": ["b"],\n\t"c"', "a:\u2028", "{\n\n"])
def test_a_text_that_ends_too_soon_is_told_on_a_line_that_it_has(text: str) -> None:
    found, problems = read_mapping(text, shown="f.yml")
    assert found or problems
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems), problems
