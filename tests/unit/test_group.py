"""What a group sets for all its clinics: a clinic's own value first, and each line with the file that it came from."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from macros.load.problems import Problem
from publish.build.group import GROUP, Merged, merge
from publish.report import Refused

OWN = """\
INHERIT: base.yml
site_name: North
extra:
  brand:
    colour: "#0b5c66"
  clinic:
    legal_name: North Ltd
    address:
      street: 1 Road
      town: York

# The end.
"""
ALL = """\
# For all.
extra:
  clinic:
    country: GB
    legal_name: Group Ltd
    complaints:
      how: Write to us
      # A remark.
      email: all@clinic.example
    prices:
  brand: {colour: "#ffffff"}
"""


def merged(folder: Path, own: str, group: str) -> Merged:
    (folder / "clinics/north").mkdir(parents=True)
    (folder / "clinics/north/mkdocs.yml").write_text(own, encoding="utf-8")
    (folder / "clinics" / GROUP).write_text(group, encoding="utf-8")
    made = merge(folder / "clinics/north", folder / "clinics" / GROUP)
    assert made is not None
    return made


def test_a_clinics_own_value_stands_before_the_groups(tmp_path: Path) -> None:
    made = yaml.safe_load(merged(tmp_path, OWN, ALL).text)
    assert made["extra"]["brand"] == {"colour": "#0b5c66"}
    assert made["extra"]["clinic"] == {
        "legal_name": "North Ltd",
        "address": {"street": "1 Road", "town": "York"},
        "country": "GB",
        "complaints": {"how": "Write to us", "email": "all@clinic.example"},
    }


@pytest.mark.parametrize(
    "own",
    [
        "INHERIT: base.yml\n",
        "INHERIT: base.yml\nextra:\n  clinic:\n    hours: Never\n  brand:\n    second: '#7a3b69'\n# The end.\n",
        "extra:\n  brand:\n    second: '#7a3b69'\n  clinic:\n    hours: Never\nINHERIT: base.yml\n",
        "INHERIT: base.yml\nextra:\n",
        "extra:\n  brand: # ours\n  clinic:\n    #hours: Never\nINHERIT: base.yml\n",
    ],
)
def test_each_key_of_the_group_goes_below_its_own_map(tmp_path: Path, own: str) -> None:
    group = "extra:\n  clinic:\n    country: GB\n    phone: '1'\n  brand:\n    colour: '#0b5c66'\n"
    made, said = yaml.safe_load(merged(tmp_path, own, group).text), yaml.safe_load(own)
    for key, value in yaml.safe_load(group)["extra"].items():
        assert made["extra"][key] == {**((said.get("extra") or {}).get(key) or {}), **value}
    assert made["INHERIT"] == "base.yml"


@pytest.mark.parametrize(
    ("own", "group", "place"),
    [
        (OWN, "extra:\n  clinic: {country: GB}\n", "clinics/group.yml:2: extra.clinic"),
        (OWN, "extra: {clinic: {country: GB}, brand: {}}\n", "clinics/group.yml:1: extra.clinic"),
        ("extra:\n  clinic: null\n", "extra:\n  clinic:\n    country: GB\n", "mkdocs.yml:2: extra.clinic"),
        ("extra:\n  clinic: {}\n", "extra:\n  clinic:\n    country: GB\n", "mkdocs.yml:2: extra.clinic"),
    ],
)
def test_keys_on_one_line_to_which_none_can_be_added_are_told(tmp_path: Path, own: str, group: str, place: str) -> None:
    with pytest.raises(Refused, match=f"^{place}: write its keys each on a line, so that group.yml can add to them$"):
        merged(tmp_path, own, group)


def test_a_mistake_is_told_where_its_line_came_from(tmp_path: Path) -> None:
    made = merged(tmp_path, OWN, ALL)
    lines = made.text.splitlines()
    for words, place in {
        "    legal_name: North Ltd": ("mkdocs.yml", 7), "    country: GB": ("clinics/group.yml", 4),
        "      email: all@clinic.example": ("clinics/group.yml", 9), "# The end.": ("mkdocs.yml", 12),
    }.items():  # fmt: skip
        found = made.placed(Problem("mkdocs.yml", lines.index(words) + 1, "-", "wrong"))
        assert (found.file, found.line) == place
    other = Problem("docs/clinic/a.md", 3, "-", "wrong")
    assert made.placed(other) is other


def test_a_clinic_that_says_nothing_of_itself_has_what_the_group_says(tmp_path: Path) -> None:
    made = merged(tmp_path, OWN.partition("  clinic:")[0], ALL)
    assert yaml.safe_load(made.text)["extra"]["clinic"]["legal_name"] == "Group Ltd"


@pytest.mark.parametrize(
    ("group", "line"),
    [("site_name: All\n", 1), ("[" * 3000, 1), ("extra:\n  clinic:\n    phone: 0123\n", 3), ("extra:\n  clinic:\n    phone:\t'1'\n", 3), ("extra:\n  report: x\n", 2), ("[1, 2]\n", 1), ("extra: {\n", 2), ("extra:\n  clinic:\n   a: 1\n  b: 2\n", 4)],
)  # fmt: skip
def test_what_a_group_may_not_say_is_told_with_its_line(tmp_path: Path, group: str, line: int) -> None:
    with pytest.raises(Refused) as error:
        merged(tmp_path, OWN, group)
    assert [(problem.file, problem.line) for problem in error.value.problems] == [("clinics/group.yml", line)]


def test_a_file_of_the_group_is_read_as_carefully_as_a_clinics(tmp_path: Path) -> None:
    merged(tmp_path, OWN, ALL)
    group = tmp_path / "clinics" / GROUP
    group.write_bytes("extra:\n  clinic:\n    town: Köln\n".encode("cp1252"))
    with pytest.raises(Refused, match=r"^clinics/group.yml:3: -: found letters saved in a code of its own"):
        merge(tmp_path / "clinics/north", group)
    group.rename(tmp_path / "elsewhere.yml")
    group.symlink_to(tmp_path / "elsewhere.yml")
    with pytest.raises(Refused, match=r"^clinics/group.yml:1: -: a link to another place"):
        merge(tmp_path / "clinics/north", group)


def test_the_sign_with_which_an_editor_begins_a_file_stays_outside(tmp_path: Path) -> None:
    made = merged(tmp_path, "INHERIT: base.yml\n", "\ufeffextra:\r\n  clinic:\r\n    country: GB\r\n")
    assert made.text == "INHERIT: base.yml\nextra:\n  clinic:\n    country: GB\n"


def test_a_clinic_whose_own_file_can_t_be_read_is_left_to_the_check(tmp_path: Path) -> None:
    assert merged(tmp_path, "[" * 3000, ALL).text == "[" * 3000 + "\n"
