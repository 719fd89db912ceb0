"""The slips that people make who have never seen YAML: each is told on its own line, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.load.problems import BrokenData
from macros.load.settings import load_settings
from macros.load.yamlfile import read_text

ROOT = Path(__file__).parents[2]
FILLED = (ROOT / "examples/single-doctor/mkdocs.yml").read_text(encoding="utf-8")
PNG = b"\x89PNG\r\n\x1a\n"


def told(folder: Path, old: str, new: str) -> tuple[int, list[str]]:
    """The line of the slip, and every mistake that is told of the filled file with it."""
    assert FILLED.count(old) == 1, old
    (folder / "mkdocs.yml").write_text(FILLED.replace(old, new), encoding="utf-8")
    line = FILLED[: FILLED.index(old)].count("\n") + 1 + old.startswith("\n")
    try:
        return line, list(map(str, load_settings(folder).problems))
    except BrokenData as error:
        return line, list(map(str, error.problems))


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
    line, found = told(tmp_path, old, new)
    assert len(found) == 1 and found[0].startswith(f"mkdocs.yml:{line}: ") and says in found[0], found


def test_a_text_of_several_lines_is_not_taken_for_one_without_its_end(tmp_path: Path) -> None:
    long = '\nsite_description: "Words\n  note: more\n  words"\nsite_name: Dr Example: scars\n'
    (tmp_path / "mkdocs.yml").write_text(f"INHERIT: base.yml{long}", encoding="utf-8")
    with pytest.raises(BrokenData) as caught:
        load_settings(tmp_path)
    assert [str(one) for one in caught.value.problems if "mkdocs.yml:5: " in str(one) and "needs quotes" in str(one)]


def test_a_colour_without_quotes_is_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        'INHERIT: base.yml\nsite_name: "x"\nextra:\n  brand:\n    colour: #7a1f5c\n', encoding="utf-8"
    )
    said = 'mkdocs.yml:5: -: found nothing: what stands after # is left out, so put " round the value'
    assert load_settings(tmp_path).problems and str(load_settings(tmp_path).problems[0]) == said


def test_a_remark_behind_a_key_stays_a_remark(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        'INHERIT: base.yml\nsite_name: "x"\nextra: # ours\n  brand: # ours\n', encoding="utf-8"
    )
    assert load_settings(tmp_path).problems == ()


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
