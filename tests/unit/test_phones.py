"""The one reader of telephones: what a person writes, what is shown at home and abroad, and what is dialled."""

from __future__ import annotations

import pytest

from macros.load.phones import NoPhone, dialled_fault, is_fictional, read_phone, tel_address


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


@pytest.mark.parametrize(
    ("country", "number", "says"),
    [
        ("DE", "+49 211 862080", ""), ("DE", "+49-30-23125100;ext=7", ""), ("DE", "116117", ""), ("GB", "999", ""), ("AU", "1300 975 707", ""), ("GB", "+49 30 23125100", ""),
        ("DE", "0211862080", "write tel:+49211862080, which is dialled right from everywhere"),
        ("DE", "+49 (0)211 862080", "write tel:+49211862080"),
        ("GB", "+44 20 7946 000", "it is of a form that no number of its country has: is a digit missing?"),
        ("DE", "862080", "it has no area code, or not the 0 before it; allowed: a telephone number such as '+49 30 123456'"),
        ("US", "+1 212 555 01", "it has too few digits; allowed: "), ("GB", "+999 1", "it is no number"),
        # Where no clinic says in which country it is.
        ("", "112", ""), ("", "+49 211 862080", ""), ("", "0211862080", "allowed, where no clinic is named: a number with + and the code of its country, such as tel:+44"), ("", "+49 211", "it has no area code; allowed: a telephone number with +"),
    ],
)  # fmt: skip
def test_what_a_link_dials_is_held_to_its_country_s_numbers(country: str, number: str, says: str) -> None:
    fault = dialled_fault(number, country)
    assert says in fault and bool(fault) == bool(says), fault


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("GB", "01632 960999"), ("GB", "07700 900461"), ("GB", "0161 496 0000"), ("GB", "028 9649 6000"), ("GB", "029 2018 0123"), ("GB", "0191 498 0123"), ("AU", "0491 579 455"), ("GB", "03069 990000"), ("US", "(617) 555-0100"), ("AU", "0491 570 156"), ("AU", "(08) 7010 1234"), ("AU", "1800 160 401"),
        ("DE", "0221 4710 123"), ("DE", "0171 39200 55"), ("DE", "0176 0406 9099"), ("DE", "0152 28817386"), ("DE", "0172 9973186"), ("DE", "0174 9464308"),
    ],
)  # fmt: skip
def test_numbers_of_films_are_known_in_each_country(country: str, number: str) -> None:
    assert is_fictional(read_phone(number, country))


def test_a_digit_too_few_is_no_number_of_a_film() -> None:
    assert is_fictional(read_phone("020 7946 0000", "GB")) and is_fictional(read_phone("(212) 555-0123", "US"))
    short = read_phone("020 7946 000", "GB")
    assert not short.known and not is_fictional(short)
    assert not is_fictional(read_phone("020 7636 1555", "GB"))


def test_a_help_line_that_no_plan_knows_is_dialled_as_it_stands() -> None:
    assert tel_address("1 2", "EU") == "tel:12" and tel_address("024", "ES") == "tel:024"
