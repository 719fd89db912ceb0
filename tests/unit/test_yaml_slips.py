"""The slips that people make who have never seen YAML: each is told on its own line, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.load.problems import BrokenData
from macros.load.settings import load_settings
from macros.load.yamlfile import read_text
from tests.projects import ROOT

FILLED = (ROOT / "examples/single-doctor/mkdocs.yml").read_text(encoding="utf-8")
PNG = b"\x89PNG\r\n\x1a\n"


def told(folder: Path, text: str) -> list[str]:
    """Every mistake that is told of a clinic's file."""
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    try:
        return list(map(str, load_settings(folder).problems))
    except BrokenData as error:
        return list(map(str, error.problems))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\n    phone: ", "\n\tphone: ", "put spaces in its place"),
        ("\n    phone: ", "\n    phone:", "a space is missing after phone"),
        ("\n    hours: ", "\n     hours: ", "is each moved in like its neighbours"),
        ('\nsite_name: "Laser and acne scars: Example Skin Practice"', '\nsite_name: "Dr Example', 'put " after the text'),
        ('\nsite_name: "Laser and acne scars: Example Skin Practice"', '\nsite_name: Dr Example"', 'put " before the text'),
        ('\nsite_name: "Laser and acne scars: Example Skin Practice"', "\nsite_name: Dr Example: scars", "the text needs quotes"),
        ('\nsite_name: "Laser and acne scars: Example Skin Practice"', '\nsite_name: "The "Skin" Clinic"', "write “ and ” for those between"),
        ('\nsite_name: "Laser and acne scars: Example Skin Practice"', "\nsite_name: 'Dr O'Brien'", "quotes stand inside quotes"),
        ('\nsite_name: "Laser and acne scars: Example Skin Practice"', "\nsite_name: “Dr Example”", "found the quote “"),
        ("\n    legal_name: ", '\n    colour: "#0b5c66"\n    legal_name: ', "it belongs below extra.brand"),
    ],
)  # fmt: skip
def test_a_slip_is_told_on_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert FILLED.count(old) == 1
    line = FILLED[: FILLED.index(old)].count("\n") + 1 + old.startswith("\n")
    found = told(tmp_path, FILLED.replace(old, new))
    assert len(found) == 1 and found[0].startswith(f"mkdocs.yml:{line}: ") and says in found[0], found


def test_a_text_of_several_lines_is_not_taken_for_one_without_its_end(tmp_path: Path) -> None:
    long = 'site_description: "Words\n  note: more\n  words"\nsite_name: Dr Example: scars\n'
    found = told(tmp_path, f"INHERIT: base.yml\n{long}")
    assert [line for line in found if "mkdocs.yml:5: " in line and "needs quotes" in line]


def test_a_colour_without_quotes_is_not_taken_for_none(tmp_path: Path) -> None:
    found = told(tmp_path, 'INHERIT: base.yml\nsite_name: "x"\nextra:\n  brand:\n    colour: #7a1f5c\n')
    assert found[0] == 'mkdocs.yml:5: -: found nothing: what stands after # is left out, so put " round the value'


def test_a_remark_behind_a_key_stays_a_remark(tmp_path: Path) -> None:
    assert told(tmp_path, 'INHERIT: base.yml\nsite_name: "x"\nextra: # ours\n  brand: # ours\n') == []


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("ä".encode("cp1252"), "a code of its own ('ä')"),
        ("ä".encode("utf-16"), "saved in UTF-16"),
        (PNG, "this is a PNG picture"),
        (b"\xff\xd8\xff\xe0", "this is a JPEG picture"),
    ],
)
def test_letters_in_another_code_and_pictures_in_disguise_are_named(tmp_path: Path, raw: bytes, says: str) -> None:
    (tmp_path / "x").write_bytes(raw)
    assert says in read_text(tmp_path / "x", shown="x")[1][0].text
