"""The check as a whole: all mistakes at once, warnings apart, annotations on GitHub, and nothing published."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from macros.load.problems import Problem, in_order
from macros.load.settings import read_clinic, read_settings
from publish.build.build import build
from publish.check.clinic.left_over import is_published, judge_left_over
from publish.report import Refused, annotation, refuse, warn
from tests.conftest import copy_project, told_mistakes
from tests.projects import ROOT
from tests.unit.clinics import changed
from tests.unit.own_files import HEAD
from tests.unit.small import make_whole, put, reword

EXAMPLES = sorted(
    path.parent.name for path in (ROOT / "examples").glob("*/mkdocs.yml") if path.parent.name != "starter"
)
COUNTRIES = {"group": "DE", "hospital": "AU", "single-doctor": "GB"}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project; each test writes its own mkdocs.yml and takes away what else it wrote."""
    return copy_project(tmp_path_factory.mktemp("clinic") / "project")


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_passes_at_an_address_that_nobody_can_have(
    copied: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copy2(ROOT / "examples" / name / "mkdocs.yml", copied / "mkdocs.yml")
    monkeypatch.setenv("SITE_URL", "https://scars.clinic.test/a/")
    failing, warning = told_mistakes(copied)
    assert failing == [] and all("no program can check this" in line for line in warning)
    assert name != "group" or warning == []  # it notes who has looked at that
    clinic = read_clinic(copied)
    assert clinic is not None and clinic.country == COUNTRIES[name] and clinic.offers
    assert not re.search(
        r"@(?!\w*\.?example\.org|\w+\.example\.org)", (copied / "mkdocs.yml").read_text(encoding="utf-8")
    )


# What each example must be seen by, wherever one of them was left in a copy.
LEFT = {
    "single-doctor": ("Dr Ada Example", "+44 1632 960123", "desk@skin.example.org", "GMC 0000000", "UKCA 0000", "1 Example Street", "GBP 0000", "Example: we treat adults only."),
    "group": ("Hautzentrum Beispiel MVZ GmbH", "+49 30 23125 100", "030 23125-200", "DE123456788", "HRB 00000", "https://kv.example.org/", "EUR 0000", "Example: no maker of a device pays us."),
    "hospital": ("Dr Kim Example", "MED0000000000", "(02) 5550 1235", "Exampleville", "ARTG 000000", "https://commission.example.org/"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_was_left_of_an_example_is_told_once_it_is_to_be_published(tmp_path: Path, name: str) -> None:
    def told() -> list[str]:
        settings = read_settings(tmp_path)
        return [str(problem) for problem in judge_left_over(settings, settings.get("extra", "clinic", "country"))]

    shutil.copy2(ROOT / "examples" / name / "mkdocs.yml", tmp_path)
    failing = told()
    assert all(line.endswith(": write your own, or take the line away") for line in failing), failing
    assert [left for left in LEFT[name] if not any(f"found {left!r}, " in line for line in failing)] == []
    # A name that was changed in one place is told in the others.
    text = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").replace(LEFT[name][0], "Dr Kim Larch", 1)
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert len(told()) == len(failing) - 1
    assert not any(map(is_published, ("https://example.org/", "https://scars.clinic.test/a/", "")))


def test_what_was_left_of_an_example_on_a_page_and_among_words_is_told_too(small: Path) -> None:
    body = "Ring 01632 960123.\n\n[Ring](tel:+441632960124)\n\n[Write](mailto:desk@example.org?subject=x)\n\n[Map](https://maps.example/)\n\n"
    put(small / "docs/clinic/rooms.md", f"{HEAD}{body}Ring 020 7636 1555, 9-17, in 2026 or 1000000 times.\n".encode())
    file = changed(("extra", "clinic", "complaints", "how"), "Ring us at (01632) 960 125, please.")
    put(small / "mkdocs.yml", json.dumps(changed(("site_url",), "https://x.github.io/", file=file), indent=1).encode())
    failing, above = told_mistakes(small)[0], HEAD.count("\n")
    pages = [line for line in failing if line.startswith("docs/clinic/rooms.md:")]
    assert [int(line.split(":")[1]) - above for line in pages] == [1, 3, 5, 7]
    left = ("01632 960123", "+441632960124", "desk@example.org", "https://maps.example/")
    for found, line in zip(left, pages, strict=True):
        assert f"found {found!r}, " in line and line.endswith(": write your own, or take it away")
    says = "extra.clinic.complaints.how: found '(01632) 960 125', a number that is kept for films"
    assert any(says in line for line in failing)


def test_what_a_clinic_has_is_taken_for_no_example(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "examples/single-doctor/mkdocs.yml").read_text(encoding="utf-8")
    for old, new in (
        ("Example Complaints Service", "Cavendish Advice"), ("Example Indemnity, policy 0000", "Larch Mutual, policy 1000042"),
        ("1 Example Street", "10000 High Street"), ("Exampleton", "Ely"), ("Example", "Larch"), ("example.org", "larch-clinic.co.uk"),
        ("0000000", "7654321"), ("UKCA 0000", "UKCA 0120"), ("GBP 0000", "GBP 90"), ("+44 1632 960123", "+44 20 7636 1555"), ("+44 1632 960124", "111"),
    ):  # fmt: skip
        text = text.replace(old, new)
    (copied / "mkdocs.yml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("SITE_URL", "https://somebody.github.io/scars/")
    assert told_mistakes(copied)[0] == []


def test_an_address_that_is_typed_and_given_is_told_with_which_wins(
    lent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://somebody.github.io/scars/")
    failing, _ = told_mistakes(lent)
    assert len(failing) == 1 and "site_url: found 'https://example.org/', which wins over " in failing[0]
    for same in ("https://example.org", "https://example.org/"):
        monkeypatch.setenv("SITE_URL", same)
        assert told_mistakes(lent) == ([], [])


def test_all_mistakes_of_all_parts_are_told_at_once_and_nothing_is_published(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    file = changed(("extra", "clinic", "devices", 0, "option"), "fractional-co")
    file = changed(("extra", "clinic", "vat_number"), gone=True, file=file)
    file = changed(("extra", "clinic", "phone"), "call us", file=file)
    file = changed(("extra", "brand", "colour"), "#ffffff", file=file)
    (root / "mkdocs.yml").write_text(json.dumps(file, indent=1), encoding="utf-8")
    page = root / "docs/clinic/us.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("---\ntitle: Us\n---\n# Us\n\nOur laser is painless.\n", encoding="utf-8")
    reword(root / "data/facts/fractional-co2.yml", "certainty: expert", "certainty: sure")
    search = root / "data/search.yml"
    search.write_text(search.read_text(encoding="utf-8") + "more: 1\n", encoding="utf-8")
    out = tmp_path / "site"
    with pytest.raises(Refused) as caught:
        build(root, engine="material", out=out)
    told = str(caught.value)
    for part in (
        "fractional-co'",
        "vat_number",
        "call us",
        "#ffffff",
        "us.md:6: painless",
        "docs/clinic/us.md:2: the key 'description' is missing; for example description: \"One sentence",
        "'sure'",
        "'more'",
    ):
        assert part in told, told
    assert list(caught.value.problems) == in_order(caught.value.problems)
    assert not out.exists()


def test_the_bad_calls_of_all_pages_are_told_at_once(tmp_path: Path) -> None:
    root = make_whole(tmp_path / "project")
    for name in ("about.md", "index.md"):
        with (root / "docs" / name).open("a", encoding="utf-8") as page:
            page.write('\n{{ state_fact("no-such-fact") }}\n')
    failing, _ = told_mistakes(root)
    assert [line.split(":")[0] for line in failing] == ["docs/about.md", "docs/index.md"]


def test_on_github_each_line_is_an_annotation_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    warning = Problem("mkdocs.yml", 3, "a", "found '50%'", level="warning")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    warn([warning])
    assert "::" not in capsys.readouterr().out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    warn([warning])
    assert "\n::warning file=mkdocs.yml,line=3::a: found '50%25'\n" in capsys.readouterr().out
    assert refuse(Refused([replace(warning, level="error")])) == 1
    printed = capsys.readouterr()
    assert "::error file=mkdocs.yml,line=3::" in printed.out and "Nothing was published: 1 line" in printed.err


def test_an_annotation_escapes_what_would_end_it() -> None:
    told = annotation(Problem("docs/a,b%:.md", 7, None, "x, y: 5%\r\n"))
    assert told == "::error file=docs/a%2Cb%25%3A.md,line=7::x, y: 5%25\\r\\n"
    assert annotation(Problem.without_place("--out: no\r\nplace")) == "::error::--out: no%0D%0Aplace"


def test_the_lines_stand_by_file_and_line_each_once() -> None:
    places = [("b", 2), ("a", 10), ("a", 9), ("a", 9)]
    problems = [Problem(file, line, "r", "x") for file, line in places]
    assert list(map(str, in_order(problems))) == ["a:9: r: x", "a:10: r: x", "b:2: r: x"]
