"""Broken data: each mistake is one line with file, line, record, what was found and what is allowed."""

from __future__ import annotations

import copy
import re
import shutil
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from pydantic import ValidationError

from macros.load import BrokenData, Cube, read_bodies, read_cube
from macros.load.checks import IDS
from macros.load.records import Fact
from macros.load.schema import schemas
from macros.load.yamlfile import MAX_BYTES, read_mapping
from tests.projects import ROOT, SHIPPED
from tests.unit.small import FACT, files, put, reword, text_of

# The line of each mistake, and what is told of a small that has them all.
Spoilt = tuple[dict[tuple[str, ...], int], tuple[str, ...]]
CO2 = "data/facts/fractional-co2.yml"


def problems(root: Path) -> tuple[str, ...]:
    with pytest.raises(BrokenData) as caught:
        read_cube(root)
    return tuple(map(str, caught.value.problems))


# All stand in one small, each in a record of its own; what keeps a whole file from being read, in a file of its own.
MISTAKES = [
    (CO2, "typical: 10600", "typical: 10700", "the statement does not bear the number 10700"),
    (CO2, "  measure: target", "  measure: targett", "fco2-target: measure: found 'targett', allowed: an id of measures (nearest: target)"),
    (CO2, "  certainty: expert", "  certanty: expert", "unknown key 'certanty' (nearest: certainty)"),
    ("data/facts/grading.yml", "  certainty: expert\n", "", "the key 'certainty' is missing; allowed: high, moderate, low, expert"),
    (CO2, "  certainty: expert", "  certainty: sure", "found 'sure', allowed: high, moderate, low or expert"),
    (CO2, "  form: level", "  form: 3", "form: found 3"),
    (CO2, "  who: ", "  who: again\n  who: ", "the key 'who' stands twice"),
    (CO2, "  after: ", "  after: yes #", "found yes without quotes"),
    (CO2, "  after: ", "  after: 2026-11-24 #", "found 2026-11-24 without quotes"),
    ("data/facts/prp.yml", "  who: ", "  who: &a ", "an alias or anchor"),
    ("data/facts/punch.yml", "  who: ", "  who: !!python/name:os.system ", "the tag"),
    ("data/facts/burn.yml", "  who: ", "  who: Ã¼ber alle ", "broken letters"),
    (CO2, "  after: ", '  after: "turned \\u202e round" #', "a hidden character"),
    ("data/facts/nd-yag-1064.yml", "unit: nm", "unit: days", "unit: found 'days', but wavelength allows nm"),
    ("data/facts/thulium-1927.yml", "typical: 1927", "typical: 01927", "found 01927 without quotes"),
    (CO2, "  show: comparison", "  show: table", "show: found 'table', but a comparison says nothing of one option alone"),
    (CO2, "low: 2", "low: 9", "low 9 is above high 4"),
    ("data/references.yml", 'pmid: "', 'pmid: 3 #"', "pmid: found 3, allowed: text (put it in quotes)"),
    ("data/references.yml", "doi: 10.", "doi: https://doi.org/10.", "allowed: 10.1234/"),
    ("data/audit.yml", "  proof: You can treat scars, cover them, or leave them.\n", "", "ipdas-decision: verdict: met, but no page and proof show it"),
    ("data/features.yml", "columns: [treatment-pain]", "columns: [treatment-pane]", "columns: found 'treatment-pane', allowed: a column of measures (nearest: treatment-pain)"),
    ("data/features.yml", "says: No wound is made.\n", "facts: []\n", "sides: camouflage has neither words nor facts"),
    ("data/features.yml", "says: Nothing to heal.\n    - option: camouflage", "says: Nothing to heal.\n    - option: subcision", "found no-treatment, subcision, fractional-co2, nafl-erbium-glass, microneedling, chemical-peel, subcision, allowed: no-treatment, camouflage, fractional-co2, nafl-erbium-glass, microneedling, chemical-peel, subcision as in better-scars"),
    ("data/features.yml", "leave one.\n  headlines: [fractional-co2, nafl-erbium-glass,", "leave one.\n  headlines: [nafl-erbium-glass, fractional-co2,", "found no-treatment, camouflage, nafl-erbium-glass, fractional-co2, microneedling, chemical-peel, subcision, allowed: no-treatment, camouflage, fractional-co2,"),
    (CO2, "    typical: 5\n    unit: per-100-people", "    typical: 5\n    unit: percent", "fco2-pih-majid: unit: found 'percent', but the statement counts people"),
    (CO2, "    low: 3\n    high: 4\n    unit: days", "    low: 3\n    high: 4\n    unit: weeks", "fco2-erythema-majid: value: the statement does not bear the number 3"),
    (CO2, "    typical: 37\n    unit: per-100-people", "    typical: 140\n    unit: per-100-people", ": value: found 140, allowed: 0 to 100 in 100 people"),
    ("data/uses.yml", "facts: [punch-icepick-werschler-2015]", "facts: [fco2-avoid-ice-pick]", "facts: fco2-avoid-ice-pick is of fractional-co2, and not of punch"),
    ("data/uses.yml", "cautions: [filler-vessel-alam-2021]", "cautions: [fco2-avoid-ice-pick]", "cautions: fco2-avoid-ice-pick is of fractional-co2, and not of filler"),
    ("data/features.yml", "says: It hides colour for a day, but not dips.", "facts: [fco2-avoid-ice-pick]", "facts: fco2-avoid-ice-pick is of fractional-co2, and not of camouflage"),
    ("data/options.yml", "  page: lasers/thulium.md\n", "", "thulium-1927: page: is missing"),
    (CO2, "    of: 31", "    of: 31\n    typical: 3", "value: n and of stand alone, without low, high and typical"),
    (CO2, "    unit: people\n  people: acne-scars\n  size: 31", "    unit: people\n  people: acne-scars\n  size: 30", "size: found 30, but the value says of 31"),
    (CO2, "- id: fco2-downtime-saryazdi-2012", "  id: fco2-downtime-saryazdi-2012", "id stands twice: a new record begins with '- id:'"),
    (CO2, "    low: 3\n    high: 4\n    unit: days", "    low: 3,5\n    high: 4\n    unit: days", "found 3,5: a number is written with a point, 3.5"),
    (CO2, "  sources: [majid-2014]", "  sources: []", "sources: found [], allowed: at least 1 item"),
    ("data/disputes.yml", "  sides:\n", "  sides: []\n  gone:\n", "sides: found [], allowed: at least 2 item(s)"),
    (CO2, "  sources: [majid-2014]", "  sources: [majid-2014, majid-2014]", "sources: majid-2014 stands twice"),
    (CO2, "    unit: people\n  people: acne-scars\n  size: 31", "    unit: people\n  size: 31", "people: is missing: write acne-scars, mixed, other or not-said"),
    ("data/facts/cost.yml", "  statement: ", '  statement: "', "the quote at the end is missing"),
    ("data/facts/rules.yml", "  statement: ", "  statement: '", "the quote at the end is missing"),
    (CO2, "  against: microneedling", "  against: fractional-co2", "against: found 'fractional-co2', which is the option itself"),
    ("data/claims.yml", "  limits: [fractional-suits-bhargava-2018]", "  limits: [evidence-cochrane-ab]", "limits: evidence-cochrane-ab stands on the other side too"),
    ("data/disputes.yml", "facts: [active-acne-parallel-salameh-2022,", "facts: [active-acne-wait-alam-2006,", "facts: active-acne-wait-alam-2006 stands on the other side too"),
    ("data/countries.yml", "source_kind: news", "source_kind: weak", "ES: source_kind: found 'weak' for 024, allowed for a general emergency number alone"),
    ("docs/decide.md", "tool: decide", "tool: decider", "tool: found 'decider', allowed: choose, planner or decide"),
    ("docs/glossary.md", 'title: "', 'title: "{% x %}', "title: found '{% x %}"),
    ("docs/index.md", "topics: []", "topcis: []", "unknown key 'topcis' (nearest: topics)"),
    ("data/claims.yml", "- id: c03\n", "- id: c01\n", "the id stands already in data/claims.yml:"),
    ("data/measures.yml", "    - id: little-change\n", "    - id: good-result\n", "little-change: columns: the id 'good-result' stands already in good-result"),
    ("data/countries.yml", "  - id: de-before-after\n", "  - id: de-represented\n", "DE: rules: the id 'de-represented' stands already in DE"),
    ("data/phrases.yml", "- id: safe", "- id: Safe", "Safe: id: found 'Safe', allowed: the form"),
    ("data/phrases.yml", "  instead: say", "  insted: say", ": the key 'instead' is missing"),
    ("data/phrases.yml", "    - country: GB", "    - country: UK", "allowed: GB, IE, DE, US, AU, EU or *"),
    ("data/phrases.yml", "standing: regulator", "standing: rumour", "allowed: law, regulator, second-hand or draft"),
    ("data/phrases.yml", "source_url: https:", "source_url: ", "allowed: an address such as"),
    ("data/references.yml", "doi: 10.1093/jbcr/irae146", "doi: 10.1097/DSS.0000000000004111", "is the same paper (data/references.yml:"),
    ("data/facts/tca-cross.yml", "statement: ", "statement: Acid cures scars. ", "statement: 'acid cures' does not bear the certainty low: write 'may'"),
    ("data/facts/tca-cross.yml", "statement: ", "statement: Scars usually go. ", "statement: 'usually' tells how often and has no number"),
    ("data/facts/tca-cross.yml", "  note: ", "  note: Scars rarely stay. ", "note: 'rarely' tells how often"),
    ("data/signs.yml", 'says: "hurts, cannot bear light,', 'says: "often hurts, cannot bear light,', "eye: says: 'often' tells how often"),
    ("data/options.yml", 'means: "Flashes of light', 'means: "Many people like it. Flashes of light', "ipl: means: 'Many people' tells how often"),
    ("data/disputes.yml", "says: Fractional CO2 laser hurt more.", "says: Fractional CO2 laser hurts more.", "does not bear the certainty moderate"),
    ("docs/about.md", 'description: "', 'description: "Scars seldom go. ', "docs/about.md:3: description: 'seldom' tells how often"),
]  # fmt: skip


def spoil(text: str, mistakes: list[tuple[str, str]]) -> tuple[str, list[int]]:
    """The text with each mistake in the first record that holds its old words and no other mistake; the line of each."""
    before = re.split(r"(?m)^(?=- )", text)
    after, places = [*before], []
    for old, new in mistakes:
        number = next(at for at, record in enumerate(before) if old in record and after[at] == record)
        after[number] = before[number].replace(old, new, 1)
        places.append((number, before[number].index(old)))
    above = (f"{''.join(after[:number])}{after[number][:within]}" for number, within in places)
    return "".join(after), [text.count("\n") + 1 for text in above]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Spoilt:
    root = tmp_path_factory.mktemp("spoilt")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copytree(SHIPPED / "docs", root / "docs", ignore=shutil.ignore_patterns("assets"))
    lines: dict[tuple[str, ...], int] = {}
    for file, held in groupby(sorted(MISTAKES, key=itemgetter(0)), itemgetter(0)):
        mistakes, path = list(held), root / file
        text, found = spoil(path.read_text(encoding="utf-8"), [(old, new) for _, old, new, _ in mistakes])
        path.write_text(text, encoding="utf-8", newline="\n")
        lines |= dict(zip(mistakes, found, strict=True))
    return lines, problems(root)


def is_near(told: str, mistake: tuple[str, ...], line: int) -> bool:
    """Whether a message points at the key of a mistake; at the record where none is there, or a value far above its statement."""
    file, _, _, says = mistake
    within = 12 if file.startswith("data/facts/") or ": is missing" in says else 6
    return told.startswith(f"{file}:") and abs(int(told.split(":")[1]) - line) <= within


@pytest.mark.parametrize("mistake", MISTAKES, ids=" ".join)
def test_a_mistake_is_one_line_that_names_its_place(spoilt: Spoilt, mistake: tuple[str, ...]) -> None:
    lines, told = spoilt
    near = [line for line in told if is_near(line, mistake, lines[mistake])]
    assert [line for line in near if mistake[-1] in line], (lines[mistake], near)


def test_nothing_is_told_but_mistakes(spoilt: Spoilt) -> None:
    lines, told = spoilt
    assert [line for line in told if not any(is_near(line, *mistake) for mistake in lines.items())] == []


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, keys in IDS.items() for key in keys])
def test_an_id_that_no_record_has_is_told_with_the_table_of_those_that_do(small: Path, table: str, key: str) -> None:
    file = CO2 if table == "facts" else f"data/{table}.yml"
    records, (*above, last) = copy.deepcopy(files()[file]), key.split(".")
    holder = records[0]
    for part in above:
        holder = holder[part][0] if isinstance(holder[part], list) else holder[part]
    holder[last] = [*held, "nope"] if isinstance(held := holder.get(last), list) else "nope"
    put(small / file, text_of(file, records).encode())
    says = f"{last}: found 'nope', allowed: an id of {IDS[table][key]} ("
    assert [told for told in problems(small) if told.startswith(f"{file}:") and says in told]


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
def test_a_file_that_is_no_list_of_records_is_refused(small: Path, raw: bytes, says: str) -> None:
    (small / "data/skin.yml").write_bytes(raw)
    assert any(problem.startswith("data/skin.yml:") and says in problem for problem in problems(small)), problems(small)


def test_a_missing_file_is_named(small: Path) -> None:
    (small / "data/units.yml").unlink()
    assert "data/units.yml:1: -: the file is missing" in problems(small)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(small: Path) -> None:
    path = small / "data/scales.yml"
    before = read_cube(small).scales
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_cube(small).scales == before


def test_the_whole_evidence_is_there(cube: Cube) -> None:
    # Beside the evidence stand the pages in which a brand name was seen.
    evidence = [id_ for id_ in cube.references if not id_.startswith("name-")]
    assert (len(cube.facts), len(evidence), len(cube.claims)) == (1249, 580, 31)


def test_the_schema_for_editors_is_current() -> None:
    assert [path for path, text in schemas() if (ROOT / path).read_text(encoding="utf-8") != text] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (CO2, '"id": "fact-a"', '"id": {', f"{CO2}:3: -: not readable as YAML"),
        (CO2, '"certainty": "low"', '"certainty": "sure"', f"{CO2}:37: fact-a: certainty: found 'sure'"),
        ("data/speech.yml", '"certainty": "moderate"', '"certainty": "low"', "data/speech.yml:17: speech: certainties: moderate is missing"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once_and_not_by_everything_that_leans_on_it(
    small: Path, file: str, old: str, new: str, says: str
) -> None:
    reword(small / file, old, new)
    (told,) = problems(small)
    assert told.startswith(says), told


@pytest.mark.parametrize("text", ['{\n "a"', '{"a": ["b"],\n\t"c"', "a:\u2028", "{\n\n"])
def test_a_text_that_ends_too_soon_is_told_on_a_line_that_it_has(text: str) -> None:
    found, problems = read_mapping(text, shown="f.yml")
    assert found or problems
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems), problems
