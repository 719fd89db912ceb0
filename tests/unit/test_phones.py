"""The one reader of telephones: what a person writes, what is shown at home and abroad, and what is dialled."""

from __future__ import annotations

import pytest

from macros.load.phones import NoPhone, is_fictional, read_phone, tel_address


@pytest.mark.parametrize(
    ("country", "written", "home", "abroad", "address"),
    [
        ("GB", "+44 (0)20 7946 0000", "020 7946 0000", "+44 20 7946 0000", "tel:+442079460000"),
        ("GB", "(0)20 7946-0000", "020 7946 0000", "+44 20 7946 0000", "tel:+442079460000"),
        ("GB", "01632 960123 ext. 12", "01632 960123 ext. 12", "+44 1632 960123 ext. 12", "tel:+441632960123;ext=12"),
        ("DE", "030/23125–100", "030 23125100", "+49 30 23125100", "tel:+493023125100"),
        ("DE", "0049 30 23125 100", "030 23125100", "+49 30 23125100", "tel:+493023125100"),
        ("DE", "＋４９ 30 23125100", "030 23125100", "+49 30 23125100", "tel:+493023125100"),
        ("DE", "030 23125-100 Durchwahl 7", "030 23125100 ext. 7", "+49 30 23125100 ext. 7", "tel:+493023125100;ext=7"),
        ("AU", "1300 975 707", "1300 975 707", "", "tel:1300975707"),
        ("US", "(212) 555-0123", "(212) 555-0123", "+1 212-555-0123", "tel:+12125550123"),
        ("AU", "(02) 5550 1234", "(02) 5550 1234", "+61 2 5550 1234", "tel:+61255501234"),
        # Nobody abroad can dial it.
        ("AU", "13 11 14", "13 11 14", "", "tel:131114"),
        # Of another country: as it is dialled from there.
        ("GB", "+49 30 23125100", "+49 30 23125100", "+49 30 23125100", "tel:+493023125100"),
        ("DE", "116 117", "116 117", "", "tel:116117"),
        ("GB", "111", "111", "", "tel:111"),
    ],
)
def test_a_number_is_written_for_home_and_abroad_and_dialled_from_everywhere(
    country: str, written: str, home: str, abroad: str, address: str
) -> None:
    read = read_phone(written, country)
    assert (read.home, read.abroad, read.address) == (home, abroad, address)
    assert tel_address(written, country) == address


@pytest.mark.parametrize(
    ("country", "written", "says"),
    [
        ("GB", "call us", "holds the sign 'c' (latin small letter c)"),
        ("GB", "020 7946 0000*", "holds the sign '*' (asterisk)"),
        ("GB", "020 7946 0000, 020 7946 0001", "holds the sign ',' (comma)"),
        ("DE", "123", "has no area code; allowed: a telephone number such as '+49 30 123456'"),
        ("GB", "12", "has too few digits"),
        ("GB", "020 7946 0000 0000", "has too many digits"),
        ("US", "555-0199", "has no area code"),
        # As within one town; read on, it would be a number of another.
        ("DE", "8620 80", "has no area code, or not the 0 before it; allowed: a telephone number such as"),
        ("GB", "20 7946 0000", "has no area code, or not the 0 before it"),
        ("GB", "(((( ))))", "is no number"),
        ("GB", "+1 2", "is no number"),
    ],
)
def test_what_is_no_number_is_told_with_the_reason(country: str, written: str, says: str) -> None:
    with pytest.raises(NoPhone) as told:
        read_phone(written, country)
    assert says in str(told.value)


def test_a_digit_too_few_is_no_number_of_a_film() -> None:
    assert is_fictional(read_phone("020 7946 0000", "GB")) and is_fictional(read_phone("(212) 555-0123", "US"))
    short = read_phone("020 7946 000", "GB")
    assert not short.known and not is_fictional(short)
    assert not is_fictional(read_phone("020 7636 1555", "GB"))


def test_a_help_line_that_no_plan_knows_is_dialled_as_it_stands() -> None:
    assert tel_address("1 2", "EU") == "tel:12" and tel_address("024", "ES") == "tel:024"
