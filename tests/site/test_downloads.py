"""What programs read: the facts as files, the feed, llms.txt, the map of the site."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from macros.load import Cube
from macros.load.records import Fact
from macros.model.export import FILES, TABLE_FIELDS, fact_fields, reference_fields
from publish.beside.built_pages import parse, read_menu
from publish.beside.choices import FOLDER
from publish.beside.csv_file import cell_text
from publish.beside.feed import read_changes, write_feed
from publish.build.engine import ENGINES
from publish.edition import read_edition
from publish.project import Project, read_project
from publish.report import Refused
from tests.conftest import ROOT, pages_of
from tests.unit.small import make_whole

UNLISTED = re.compile('data-kind="(?:moved|edition)"')
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", params=ENGINES)
def site(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def rows(material: Path) -> list[dict[str, str]]:
    with (material / FILES["csv"]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(material: Path) -> dict:
    return json.loads((material / FILES["json"]).read_text(encoding="utf-8"))


def test_the_table_holds_every_finding_with_edition_licence_and_source(rows, cube: Cube) -> None:
    assert list(rows[0]) == [field.name for field in (*fact_fields(), *TABLE_FIELDS)]
    assert [row["id"] for row in rows] == list(cube.facts)
    release = read_edition(ROOT).release
    for row in rows:
        fact = cube.facts[row["id"]]
        assert (row["statement"], row["who"], row["certainty"]) == (fact.statement, fact.who, fact.certainty)
        assert row["sources"].split("; ") == list(fact.sources)
        assert (row["edition"], row["licence"]) == (release, "MIT")
        assert row["cited"]
        if fact.value is not None and fact.value.low is not None:
            assert float(row["low"]) == fact.value.low


def test_the_table_opens_as_utf_8_and_runs_nothing(material: Path) -> None:
    raw = (material / FILES["csv"]).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") > 900
    assert [cell_text(text) for text in ("=1+1", "+44", "-x", "@a", "\tx", "plain")] == [
        "'=1+1", "'+44", "'-x", "'@a", "'\tx", "plain",
    ]  # fmt: skip
    assert [cell_text(cell) for cell in (-2.5, None, True, ["a", "=b"])] == [-2.5, "", "yes", "a; =b"]


def test_the_json_holds_every_finding_every_source_and_the_licence(made, cube: Cube) -> None:
    assert made["licence"] == {"id": "MIT", "text": (ROOT / "LICENSE").read_text(encoding="utf-8")}
    assert made["edition"] == read_edition(ROOT).release
    assert [fact["id"] for fact in made["facts"]] == list(cube.facts)
    references = {reference["id"] for reference in made["references"]}
    assert references == set(cube.references)
    assert all(set(fact["sources"]) <= references for fact in made["facts"])
    for fact in made["facts"]:
        for kind in ("option", "effect", "measure", "unit", "scale", "subject"):
            assert kind not in fact or fact[kind] in made["names"][kind]
    assert {key for fact in made["facts"] for key in fact} <= set(made["fields"]["facts"])
    assert {key for one in made["references"] for key in one} <= set(made["fields"]["references"])


def test_no_address_is_given_that_may_not_be_linked(made, cube: Cube) -> None:
    for one in made["references"]:
        assert ("address" in one) == (cube.references[one["id"]].link != "none")


def test_what_is_for_editors_is_never_given_away(material: Path, cube: Cube) -> None:
    remarks = [fact.editor for fact in cube.facts.values() if fact.editor]
    assert len(remarks) > 10 and "editor" in Fact.model_fields
    for name in (FILES["csv"], FILES["json"], "llms.txt"):
        text = (material / name).read_text(encoding="utf-8")
        assert [remark for remark in remarks if remark in text or json.dumps(remark)[1:-1] in text] == []
        assert '"editor"' not in text


def test_the_page_explains_every_field_and_leads_to_the_files(site: Path) -> None:
    page = parse(site / "data/index.html")
    told = {row.css_first("dt").text(): row.css_first("dd").text() for row in page.css(".fields > div")}
    assert set(told) == {field.name for field in (*fact_fields(), *reference_fields(), *TABLE_FIELDS)}
    assert all(len(words.split()) >= 3 for words in told.values())
    for field in (*fact_fields(), *reference_fields()):
        assert all(word in told[field.name] for word in field.allowed if field.name not in ("type", "id"))
    links = {node.attributes["href"] for node in page.css(".downloads a")}
    assert links == {f"../{file}" for file in FILES.values()}


def test_both_engines_give_the_same_files(material: Path, zensical: Path) -> None:
    options = [path.relative_to(material) for path in (material / FOLDER).iterdir()]
    for name in (*FILES.values(), "llms.txt", "robots.txt", *options):
        assert (material / name).read_bytes() == (zensical / name).read_bytes(), name


def test_llms_txt_lists_every_page_once_with_what_it_is_about(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# [^\n]+\n\n> [^\n]+\n", text)
    listed = re.findall(r"^- \[(.+)\]\((\S+?)\): (.+)$", text, re.MULTILINE)
    assert sorted(address.removeprefix("./") for _, address, _ in listed) == sorted(
        page for page in pages_of(site) if not UNLISTED.search((site / page / "index.html").read_text(encoding="utf-8"))
    )
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        *dict.fromkeys(page.section or "Pages" for page in read_menu(site)), "Everything, for looking up", "Data",
    ]  # fmt: skip
    assert "not personal advice" in text and "MIT" in text and read_edition(ROOT).release in text


def test_the_map_of_the_site_lists_every_page_and_nothing_else(site: Path) -> None:
    root = ET.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 -- our own file
    assert root.tag == f"{MAP}urlset"
    places = [node.text.strip() for node in root.iter(f"{MAP}loc")]
    assert sorted(places) == sorted(f"http://127.0.0.1:8000/{page}" for page in pages_of(site))


CHANGES = """# Changes

## Unreleased

Not yet.

## 0.3.0 – 5 December 2026 – **safety**

Words & <things>.

**Numbers that changed:** redness, 3 days instead of 30.

- a list of them, on [a page](docs/index.md#top), [choose](docs/compare/choose.md), [gone](docs/gone.md), [read](README.md),
  [elsewhere](https://example.org/)

**A fork must do:** take it in.

## 0.2.0 – 25 November 2026

**Numbers that changed:** none.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return read_project(make_whole(tmp_path_factory.mktemp("feed") / "project"), read_edition(ROOT))


def feed_of(project: Project, tmp_path: Path, address: str) -> Path:
    (tmp_path / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    write_feed(replace(project, root=tmp_path, address=address), tmp_path)
    return tmp_path / "feed.xml"


def test_the_feed_is_atom_with_the_newest_first_and_safety_marked(project: Project, tmp_path: Path) -> None:
    address = "https://clinic.test/a/base/"
    root = ET.fromstring((feed_of(project, tmp_path, address)).read_bytes())  # noqa: S314 -- our own file
    assert root.tag == f"{ATOM}feed"
    assert all(len(root.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated", "author"))
    assert root.findtext(f"{ATOM}updated") == "2026-12-05T00:00:00Z"
    assert {node.attrib["href"] for node in root.findall(f"{ATOM}link")} == {address, f"{address}feed.xml"}
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Safety: Edition 0.3.0", "Edition 0.2.0"]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2026-12-05T00:00:00Z", "2026-11-25T00:00:00Z"]
    assert [bool(entry.findall(f"{ATOM}category[@term='safety']")) for entry in entries] == [True, False]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    content = entries[0].findtext(f"{ATOM}content") or ""
    assert content.startswith("<p><strong>Numbers that changed:</strong> redness")
    # Each link leads to the site, or nowhere.
    assert re.findall(r'href="([^"]+)"', content) == [
        f"{address}#top",
        f"{address}compare/choose/",
        "https://example.org/",
    ]
    assert "gone, read," in content
    assert content.index("a list of them") < content.index("Words &amp;") < content.index("take it in")


def test_without_an_address_there_is_no_feed_and_no_page_names_one(
    project: Project, tmp_path: Path, material: Path
) -> None:
    assert not feed_of(project, tmp_path, "").exists()
    assert not (material / "feed.xml").exists()
    assert "application/atom+xml" not in (material / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("5 December 2026", "5 Dezember 2026", "expected a day"),
        ("0.3.0 –", "0.3.0", "expected '## 0.2.0"),
        ("**Numbers that changed:** none.", "nothing", "is missing"),
    ],
)
def test_a_change_log_that_cannot_be_read_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        list(read_changes(CHANGES.replace(old, new)))


def test_the_projects_own_change_log_can_be_read() -> None:
    changes = list(read_changes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    assert changes[-1].version == "0.1.0"
    assert [change.day for change in changes] == sorted((change.day for change in changes), reverse=True)
