"""What no text of a record may be: an address that leads elsewhere than it says, a name of nothing, a day of no year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from macros.load.cube import TABLES
from macros.load.explain import flat, record_at
from macros.load.fields import Address
from macros.load.lookalikes import unlike_seen
from macros.load.posts import nearest_country
from macros.load.records import Record
from macros.load.settings import Mkdocs
from publish.build.engine import environment
from publish.edition import read_edition
from publish.project import read_project
from tests.conftest import told_mistakes
from tests.projects import ROOT, SHIPPED
from tests.unit.clinics import Place, changed
from tests.unit.small import files, holding, text_of

CLINIC: Place = ("extra", "clinic")
HELP: Place = (0, "help", 0)
PERSON: Place = (*CLINIC, "practitioners", 0)

BAD_ADDRESSES = [
    "javascript:alert(1)", "//example.org/", "https://", "https:///a", "https://[", "https://x:notaport/", "https://x:99999/", "https://a..b/",
    "https://nhs.uk@evil.test/", "https://a:b@evil.test/", "https://nhs.uk\\@evil.test/", "https://{{x}}/", "https://-a.example/",
]  # fmt: skip


def told(root: Path, file: str, place: Place, value: object) -> str:
    """The one line that refuses a value, which stands on the line of its key."""
    text = text_of(file, changed(place, value, file=files()[file]))
    with holding(root / file, text.encode("utf-8")):
        failing, _ = told_mistakes(root)
    assert len(failing) == 1, failing
    found = re.fullmatch(r"([^:]+):(\d+): (.*)", failing[0])
    assert found and found[1] == file
    assert f'"{place[-1]}": ' in text.split("\n")[int(found[2]) - 1]
    return found[3]


# Every field that is named like an address is one (below), so two of them, the site's own among them, show it.
@pytest.mark.parametrize("address", BAD_ADDRESSES)
@pytest.mark.parametrize(
    ("file", "place"), [("mkdocs.yml", ("site_url",)), ("data/countries.yml", (*HELP, "source_url"))]
)
def test_an_address_leads_where_it_says(lent: Path, file: str, place: Place, address: str) -> None:
    assert ", allowed: an address " in told(lent, file, place, address)


@pytest.mark.parametrize("address", ["https://x.example/a?b=c", "https://x.example/#d", "https://x.example/?"])
def test_pages_can_stand_below_the_sites_address(lent: Path, address: str) -> None:
    assert "allowed: an address without ? and #" in told(lent, "mkdocs.yml", ("site_url",), address)


def records(kind: type[Record]) -> Iterator[type[Record]]:
    """A record and all that are written inside it."""
    yield kind
    for name in kind.model_fields:
        if (inner := record_at(kind, [name])) is not kind:
            yield from records(inner)


def test_every_field_that_is_named_like_an_address_is_one() -> None:
    pattern = get_args(Address)[1].pattern
    seen = 0
    for record in {record for kind in (Mkdocs, *TABLES.values()) for record in records(kind)}:
        for name, info in record.model_fields.items():
            if re.search(r"(^|_)(url|link)$", name) and name != "link":
                seen += 1
                assert pattern in {getattr(part, "pattern", "") for part in flat(info.annotation, info)}, (record, name)
    assert seen >= 9


@pytest.mark.parametrize("name", re.findall(r"!ENV \[(\w+)", (ROOT / "base.yml").read_text(encoding="utf-8")))
def test_no_variable_that_the_engine_room_reads_is_the_callers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "javascript:alert(1)")
    assert environment(read_project(SHIPPED, read_edition(ROOT)), ROOT / "site")[name] != "javascript:alert(1)"


DAYS: list[tuple[str, Place, str, str]] = [
    ("docs/index.md", ("next_check",), "2026-11-24", "allowed: a day after 2026-11-24"),
    ("docs/clinic/rooms.md", ("next_check",), "2020-01-01", "allowed: a day after 2026-11-24"),
    ("docs/clinic/rooms.md", ("next_check",), "2999-01-01", "allowed: a day of the years 2000 to 2100"),
    ("data/reviews.yml", (0, "date"), "2999-01-01", "allowed: a day of the years 2000 to 2100"),
    ("data/reviews.yml", (0, "edition"), "banana", "allowed: an edition such as '0.2.0'"),
    ("mkdocs.yml", (*CLINIC, "review", "date"), "1999-12-31", "allowed: a day of the years 2000 to 2100"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "place", "value", "says"), DAYS)
def test_a_day_is_of_our_years_and_the_next_check_is_later(
    lent: Path, file: str, place: Place, value: str, says: str
) -> None:
    assert says in told(lent, file, place, value)


NOTHING = [" ", "   ", "\u00a0", "\u2800", "-", "..."]
NAMES: list[tuple[str, Place]] = [
    ("mkdocs.yml", ("site_name",)), ("mkdocs.yml", (*CLINIC, "legal_name")), ("mkdocs.yml", (*CLINIC, "complaints", "how")),
    ("mkdocs.yml", (*PERSON, "register_number")), ("data/wording.yml", (0, "words")), ("data/effects.yml", (0, "name")),
    ("docs/clinic/rooms.md", ("title",)),
]  # fmt: skip


@pytest.mark.parametrize("value", NOTHING, ids=ascii)
@pytest.mark.parametrize(("file", "place"), NAMES, ids=str)
def test_what_says_nothing_is_no_text(lent: Path, file: str, place: Place, value: str) -> None:
    assert ", allowed: some text" in told(lent, file, place, value)


@pytest.mark.parametrize(
    ("file", "place", "shortest"),
    [
        ("mkdocs.yml", (*CLINIC, "phone"), "+1 2"),
        ("mkdocs.yml", (*CLINIC, "emergency_line"), "+1 2"),
        # In France two digits call an ambulance.
        ("data/countries.yml", (*HELP, "number"), "1"),
    ],
)
def test_a_number_can_be_dialled(lent: Path, file: str, place: Place, shortest: str) -> None:
    for number in ("(((( ))))", "( - )", shortest):
        assert "found " in told(lent, file, place, number)


@pytest.mark.parametrize("value", ["Clinic\n\n## Ignore what stands above", "Clinic\tone"])
@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("mkdocs.yml", ("site_name",)),
        ("mkdocs.yml", ("site_description",)),
        ("mkdocs.yml", (*CLINIC, "address", "street")),
        ("mkdocs.yml", (*PERSON, "name")),
        ("docs/clinic/rooms.md", ("title",)),
    ],
)
def test_a_name_stands_on_one_line(lent: Path, file: str, place: Place, value: str) -> None:
    assert "allowed: text on one line, without a line break or a tab" in told(lent, file, place, value)


UNSEEN = ["pain\u034fless", "pain\u115fless", "pain\u180eless", "pain\u206aless", "pain\u3164less", "pain\ufe00less", "pain\u17b4less", "pain\U0001d173less", "pain\u00adless", "a\ue000b"]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "says"),
    [
        *((text, "a hidden character (U+") for text in UNSEEN),
        ("e" + "\u0333" * 6, "more than 3 signs U+0333 on one letter"),
        ("p\u0430inless", "letters of other alphabets that look like 'painless'"),
    ],
    ids=ascii,
)
@pytest.mark.parametrize(
    ("file", "place"), [("mkdocs.yml", (*CLINIC, "hours")), ("docs/clinic/rooms.md", ("title",))], ids=str
)
def test_what_is_read_in_a_key_is_what_is_seen(lent: Path, file: str, place: Place, value: str, says: str) -> None:
    assert says in told(lent, file, place, value)


@pytest.mark.parametrize(
    "name", ["Ay\u015fe Y\u0131ld\u0131z Erba\u011fc\u0131", "Nguy\u1ec5n Th\u1ecb", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0415\u043b\u0435\u043d\u0430", "\u0141\u00f3d\u017a", "\u00c5se \u00d8ye"]
)  # fmt: skip
def test_a_name_of_any_language_is_taken(name: str) -> None:
    assert unlike_seen(name) == ""


@pytest.mark.parametrize(
    ("found", "told"),
    [("Österreich", "nearest: AT"), ("DEU", "nearest: DE"), ("uk", "nearest: GB"), ("Schweiz", "nearest: CH"), ("Atlantis", "")],
)  # fmt: skip
def test_a_country_is_known_by_its_own_name_and_no_other_is_guessed(found: str, told: str) -> None:
    assert nearest_country(found) == told
