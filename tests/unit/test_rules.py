"""The one file of a clinic: every key, every rule, every mistake at once, and nothing published from a bad one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.load import BrokenData, Cube, read_cube
from macros.load.problems import in_order
from macros.load.records import ClinicRule
from macros.load.settings import Mkdocs, load_settings, read_clinic, read_settings
from publish.build.laid import stand_on
from publish.check.clinic.claims import EU, FAILING
from publish.check.clinic.rules import judge_clinic, rules_of, strictest
from publish.check.colours import accents, brand_css, failures, judge_brand, mixes, nearest_readable, schemes
from publish.edition import read_edition
from publish.pictures.colour import hex_of
from publish.project import BASE
from publish.upkeep.starter import STARTER
from tests.projects import ROOT, SHIPPED
from tests.unit.clinics import EDITION, Place, abroad, changed, full
from tests.unit.mutate import places_of
from tests.unit.small import text_of

COUNTRIES = ("GB", "IE", "DE", "US", "AU", "FR")
CUBE = read_cube(SHIPPED)
READ = read_edition(SHIPPED)
TODAY = date(2026, 11, 25)

Judge = Callable[..., tuple[list[str], list[str]]]


def dotted(place: Place) -> str:
    """A key as messages name it."""
    return ".".join(map(str, place))


# Every key of the file, as messages name it, with its place and whether it must be given; of lists those of the first item.
KEYS = {dotted(place): (place, required) for place, required in places_of(Mkdocs, full()) if 1 not in place}
RECORDS = sorted({place[:-1] for place, _ in KEYS.values()}, key=str)
NEEDED = [(country, rule) for country in COUNTRIES for rule in rules_of(country, CUBE.countries)]
CLINIC: Place = ("extra", "clinic")


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """The lines that fail and that warn for a file; JSON is YAML, with each key on its line."""

    def lines(file: dict[str, Any] | str, cube: Cube = CUBE) -> tuple[list[str], list[str]]:
        text = file if isinstance(file, str) else text_of("mkdocs.yml", file)
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")
        shutil.copy2(ROOT / "CHANGELOG.md", tmp_path)
        settings = load_settings(tmp_path)
        found = in_order([*judge_clinic(tmp_path, cube, settings, READ, TODAY), *judge_brand(settings)])
        failing, warning = ([str(told) for told in found if told.level == level] for level in ("error", "warning"))
        return failing, warning

    return lines


def line_of(line: str) -> int:
    return int(line.split(":")[1])


def test_a_full_file_has_no_mistake(judge: Judge) -> None:
    assert judge(full()) == ([], [])


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_must_be_given_is_missed_and_another_is_not(judge: Judge, key: str) -> None:
    place, required = KEYS[key]
    failing, _ = judge(changed(place, gone=True))
    assert sum(f"the key {key!r} is missing" in line for line in failing) == required
    assert not required or len(failing) == 1, failing


@pytest.mark.parametrize("key", KEYS)
def test_a_value_of_the_wrong_type_is_told_on_its_line_with_what_is_expected(judge: Judge, key: str) -> None:
    (line,), _ = judge(file := changed(KEYS[key][0], 7))
    assert f"{key}: found 7, allowed: " in line
    assert f'"{KEYS[key][0][-1]}": 7' in text_of("mkdocs.yml", file).split("\n")[line_of(line) - 1]


@pytest.mark.parametrize("place", RECORDS, ids=str)
def test_an_unknown_key_is_told_with_the_nearest(judge: Judge, place: Place) -> None:
    name = next(key[-1] for key, _ in KEYS.values() if key[:-1] == place)
    (line,), _ = judge(changed((*place, f"{name}x"), "x"))
    assert f"unknown key {dotted((*place, f'{name}x'))!r} (nearest: {name})" in line


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        ((*CLINIC, "phone"), "call us", "found 'call us', which holds the sign 'c' (latin small letter c), allowed: "),
        ((*CLINIC, "phone"), "020 7946 000", "found '020 7946 000', which is of a form that no number of its country has"),
        ((*CLINIC, "phone"), "111", "found '111', a short number, which may stand at emergency_line alone"),
        ((*CLINIC, "emergency_line"), "1112", "which has no area code; allowed: a telephone number such as '+44 121 234 5678'"),
        ((*CLINIC, "places", 0, "phone"), "020 7946*", "holds the sign '*' (asterisk)"),
        ((*CLINIC, "email"), "desk at example", "allowed: an e-mail address such as"),
        ((*CLINIC, "email"), "mailto:desk@example.org", "invalid characters before the @-sign: ':'"),
        ((*CLINIC, "hours"), "9 to 5<br>Sundays closed", "allowed: words alone, without '<br>', which would be printed"),
        ((*CLINIC, "interests"), "None&nbsp;at all", "allowed: words alone, without '&nbsp;'"),
        ((*CLINIC, "address", "postcode"), "N1", "found 'N1', expected a postcode such as 'EC1Y 8SY', as in United Kingdom"),
        ((*CLINIC, "vat_number"), "GB000000001", "its check digit does not fit, so a digit is wrong"),
        ((*CLINIC, "vat_number"), "GB1", "it has too few or too many signs, expected a number for value added tax of GB; or none"),
        ((*CLINIC, "company_number"), "123", "expected eight signs as Companies House writes them, such as 01234567"),
        ((*CLINIC, "country"), "XX", "found 'XX', expected the country's code (such as GB, DE or AU; ISO 3166 lists them)"),
        ((*CLINIC, "country"), "uk", "allowed: a country in two capitals such as 'GB' (nearest: GB)"), ((*CLINIC, "country"), "Deutschland", "allowed: a country in two capitals such as 'GB' (nearest: DE)"),
        ((*CLINIC, "country"), "Germany", "allowed: a country in two capitals such as 'GB' (nearest: DE)"),
        ((*CLINIC, "devices", 0, "option"), "Fraxel Repair", "(nearest: fractional-co2)"),
        ((*CLINIC, "devices", 0, "option"), "picoway", "(nearest: picosecond-fractional)"),
        ((*CLINIC, "review", "date"), "2098-11-27", "found '2098-11-27', which is ahead of today"),
        ((*CLINIC, "review", "edition"), "0.0.9", "there was no such edition (nearest: 0."),
        ((*CLINIC, "booking_link"), "example.org", "allowed: an address such as 'https://"),
        ((*CLINIC, "booking_link"), "javascript:alert(1)", "allowed: an address such as 'https://"), (("site_url",), "https://clinic.test/scars/index.html", "allowed: the address of a folder, without a file's name"),
        ((*CLINIC, "country"), "gb", "allowed: a country in two capitals such as 'GB' (nearest: GB)"),
        ((*CLINIC, "country"), "UK", "found 'UK', expected the country's code (nearest: GB, United Kingdom)"),
        ((*CLINIC, "legal_name"), "", "found '', allowed: some text"),
        ((*CLINIC, "practitioners"), [], "at least 1 item"),
        ((*CLINIC, "prices", 0, "tax"), "includd", "allowed: included or exempt (nearest: included)"),
        ((*CLINIC, "devices", 0, "option"), "fractional-co", "expected the id of an option (nearest: fractional-co2)"),
        ((*CLINIC, "devices", 0, "option"), "no-treatment", "found 'no-treatment', which is no device"),
        ((*CLINIC, "devices", 0, "option"), "ablative-fractional", "found 'ablative-fractional', which is no device"),
        ((*CLINIC, "devices", 0, "option"), "any-laser", "found 'any-laser', which is no device"),
        ((*CLINIC, "practitioners", 0, "takes_consent"), False, "found nobody who takes consent"),
        ((*CLINIC, "review", "date"), "2026-02-30", "found '2026-02-30', allowed: a day that there is"),
        ((*CLINIC, "review", "date"), "1 May", "allowed: a day such as"),
        ((*CLINIC, "review", "edition"), "first", f"found 'first', expected an edition (nearest: {EDITION})"),
        ((*CLINIC, "review", "edition"), "9.0.0", f"there is no such edition yet (nearest: {EDITION})"),
        (("extra", "brand", "colour"), "teal", "allowed: a colour such as '#0b5c66'"),
        (("extra", "brand", "colour"), "#f5d000", "extra.brand.colour: found '#f5d000'"),
        (("extra", "brand", "second"), "#ffffff", "extra.brand.second: found '#ffffff'"),
        (("INHERIT",), "bse.yml", "allowed: base.yml (nearest: base.yml)"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_line_with_what_is_expected(judge: Judge, place: Place, value: object, says: str) -> None:
    failing, _ = judge(file := changed(place, value))
    assert len(failing) == 1 and says in failing[0], failing
    place = place[:-2] if place[-1] == "takes_consent" else place
    assert f'"{place[-1]}": ' in text_of("mkdocs.yml", file).split("\n")[line_of(failing[0]) - 1]


@pytest.mark.parametrize("line", ["116117", "116 117"])
def test_a_short_number_is_one_for_when_the_clinic_is_closed(judge: Judge, line: str) -> None:
    file = changed((*CLINIC, "emergency_line"), line, file=abroad("DE"))
    assert judge(file)[0] == []
    assert len(judge(changed((*CLINIC, "phone"), line, file=file))[0]) == 1


@pytest.mark.parametrize("country", ["AU", "CH", "DE", "FR", "IE", "US"])
def test_what_has_the_form_of_its_country_is_taken_and_that_of_another_is_not(judge: Judge, country: str) -> None:
    assert judge(abroad(country))[0] == []
    failing, _ = judge(changed((*CLINIC, "country"), country))
    assert failing and all("postcode" in line or "region" in line or "_number" in line for line in failing), failing


@pytest.mark.parametrize("mail", ["o'neill@example.org", "büro@praxis-müller.de", "a+b@example.org"])
def test_an_address_for_mail_is_taken_as_people_have_it(judge: Judge, mail: str) -> None:
    assert judge(changed((*CLINIC, "email"), mail)) == ([], [])


def test_a_code_that_people_write_for_a_country_is_told_first_and_its_rules_still_hold(judge: Judge) -> None:
    file = changed((*CLINIC, "country"), "UK", file=changed(("site_name",), ""))
    failing, warning = judge(changed((*CLINIC, "vat_number"), gone=True, file=file))
    assert [line for line in failing if "E-Commerce Regulations" in line] and not warning
    assert "expected the country's code (nearest: GB, United Kingdom)" in failing[0]


@pytest.mark.parametrize(
    ("key", "says"),
    [("copyright", "extra.clinic.legal_name"), ("site_author", "extra.clinic.legal_name"), ("theme", "extra.brand.colour"),
     ("repo_url", "extra.clinic.email"), ("nav", "docs/clinic/")],
)  # fmt: skip
def test_a_key_that_does_nothing_here_is_told_with_what_to_do_instead(judge: Judge, key: str, says: str) -> None:
    failing, _ = judge(full() | {key: "x"})
    assert len(failing) == 1 and f"unknown key {key!r}, which does nothing here: " in failing[0] and says in failing[0]
    extra = {**full()["extra"], "analytics": {"provider": "x"}}
    (told,), _ = judge(full() | {"extra": extra})
    assert "'extra.analytics', which does nothing here: this site counts no readers" in told


WRITTEN = """INHERIT: base.yml
site_name: "A"
extra:
  clinic:
    # The name.
    #legal_name: ""
    country: "GB"
    practitioners:
      - name: "A"
        #title: ""
        takes_consent: yes
    #complaints: {how: "", outside_body: ""}
    #places:
      #- {name: "", phone: ""}
"""


@pytest.mark.parametrize(
    ("key", "line"), [("extra.clinic.legal_name", 6), ("extra.clinic.practitioners.0.title", 10), ("extra.clinic.complaints", 12), ("extra.clinic.phone", 4)]
)  # fmt: skip
def test_a_missing_key_is_told_on_the_line_at_which_it_is_commented_out(judge: Judge, key: str, line: int) -> None:
    told = [line_of(said) for said in judge(WRITTEN)[0] if f"the key {key!r} is missing" in said]
    assert told == [line]


def test_yes_is_told_in_one_line(judge: Judge) -> None:
    told = [said for said in judge(WRITTEN)[0] if line_of(said) == 11]
    assert len(told) == 1 and "found 'yes', allowed: true or false, without quotes" in told[0]


def test_an_older_review_warns(judge: Judge) -> None:
    failing, warning = judge(changed((*CLINIC, "review", "edition"), "0.1.0 (abc1234)"))
    assert not failing and f"what changed since is not reviewed (nearest: {EDITION})" in warning[0]


def broken(country: str, rule: ClinicRule) -> dict[str, Any]:
    """The full file of a country without what a rule needs."""
    file = abroad(country)
    if rule.needs is None:
        return file
    key, *inner = rule.needs.split(".")
    if not inner:
        return changed((*CLINIC, key), gone=True, file=file)
    number = len(file["extra"]["clinic"][key]) - 1
    if rule.of == "one":
        number = 0
    return changed((*CLINIC, key, number, *inner), gone=True, file=file)


@pytest.mark.parametrize(("country", "rule"), NEEDED, ids=[f"{country}-{rule.id}" for country, rule in NEEDED])
def test_each_rule_of_a_country_is_hit_and_fails_only_where_law_or_a_regulator_was_seen(
    judge: Judge, country: str, rule: ClinicRule
) -> None:
    failing, warning = judge(broken(country, rule))
    why = f"{rule.words} ({rule.standing}, {rule.source_url})"
    assert len([line for line in failing + warning if why in line]) == 1
    if rule.standing in FAILING:
        assert [line for line in failing if why in line]
    assert len(failing) <= 1, failing
    calm = judge(abroad(country))
    assert calm[0] == [] and (rule.needs is None) == any(why in line for line in calm[1])


@pytest.mark.parametrize("country", ["IE", "DE", "FR"])
def test_members_of_the_union_have_its_rules(judge: Judge, country: str) -> None:
    file = abroad(country)
    failing, warning = judge(changed((*CLINIC, "vat_number"), gone=True, file=file))
    assert len(failing) == 1 and "Directive 2000/31/EC" in failing[0]
    assert not [line for line in warning if "on what a clinic must say" in line]
    # What is known of claims is known country by country; where nothing is, the line of the country says so.
    claims = [line for line in warning if "we know no rule of this country on what a clinic may claim" in line]
    assert len(claims) == (country != "DE")
    assert all(line.startswith("mkdocs.yml:") and ": extra.clinic.country: " in line for line in claims), claims
    assert set(CUBE.countries["EU"].members) == EU


def test_second_hand_rules_warn(judge: Judge) -> None:
    failing, warning = judge(changed((*CLINIC, "cooling_off"), gone=True))
    assert failing == [] and len(warning) == 1 and "(second-hand, https://" in warning[0]


def test_none_says_that_there_is_none(judge: Judge, tmp_path: Path) -> None:
    assert judge(changed((*CLINIC, "company_number"), "none")) == ([], [])
    clinic = read_clinic(tmp_path)
    assert clinic is not None and clinic.company_number is None and clinic.offers == {"fractional-co2"}


@pytest.mark.parametrize("country", ["CH", "US"])
def test_a_country_without_rules_gets_the_strictest_as_warnings(judge: Judge, country: str) -> None:
    file = abroad(country)
    for rule in strictest(CUBE.countries):
        place = rule.needs.split(".")
        if len(place) == 1 and place[0] not in ("legal_name", "address", "email"):
            file = changed((*CLINIC, *place), gone=True, file=file)
    failing, warning = judge(file)
    assert failing == []
    assert len([line for line in warning if f"found {country!r}: we know no rule of this country" in line]) == 1
    assert len([line for line in warning if "found nothing, expected a value" in line]) == 8


def test_the_strictest_rules_hold_each_key_once_and_the_surest() -> None:
    rules = strictest(CUBE.countries)
    assert len({rule.needs for rule in rules}) == len(rules)
    assert {rule.standing for rule in rules if rule.needs in ("address", "practitioners.register_name")} == {"law"}


def test_claims_are_found_in_the_clinics_own_words_but_not_in_addresses(judge: Judge) -> None:
    failing, _ = judge(changed((*CLINIC, "interests"), "Our laser is painless."))
    assert len(failing) == 1 and "painless" in failing[0] and "mkdocs.yml" in failing[0]
    assert judge(changed((*CLINIC, "booking_link"), "https://example.org/painless"))[0] == []
    assert len(judge(changed(("site_name",), "The painless laser"))[0]) == 1


def test_without_a_clinic_the_site_is_neutral_and_in_order(judge: Judge, tmp_path: Path) -> None:
    gone = (changed(CLINIC, gone=True), changed(CLINIC), changed(("extra",), gone=True))
    for file in gone:
        assert judge(file) == ([], [])
        assert read_clinic(tmp_path) is None
    # The engines take extra: with nothing below it for a file without the words of the frame, and fail.
    (told,), _ = judge(changed(("extra",)))
    says = "extra: found None, allowed: keys below it: brand, clinic; if none is wanted, remove the line extra:"
    assert told.endswith(says)


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "a: &b c\n", "a: !!python/name:os.system x\n"])
def test_a_file_that_is_no_settings_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenData, match=r"^mkdocs\.yml:[12]: "):
        read_settings(tmp_path)
    (tmp_path / "mkdocs.yml").unlink()
    with pytest.raises(BrokenData, match="the file is missing"):
        read_settings(tmp_path)


TEMPLATE = ROOT / STARTER / "mkdocs.yml"


def test_the_template_has_every_key_commented_out_with_a_sentence_above_and_is_short() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    assert text.count("\n") <= 120
    live = [line for line in text.split("\n") if re.match(r"\s*\w+:", line)]
    assert len(live) <= 12
    names = set(re.findall(r"(?m)(?:^|[#{ ])(\w+):", text))
    assert {key.rpartition(".")[2] for key in KEYS} - names <= {"hours", "email"}


def test_the_template_without_its_comment_signs_asks_for_every_value(judge: Judge) -> None:
    text = stand_on(BASE, re.sub(rb"(?m)^(\s+)#(?=\S)", rb"\1", TEMPLATE.read_bytes())).decode()
    failing, _ = judge(text)
    # Nobody takes consent either, and all that must be written stands in one line.
    assert len(failing) == text.count('""') + 2
    assert all("found ''" in line or "takes consent" in line or "must have all of these" in line for line in failing)


@pytest.mark.parametrize(
    ("key", "made", "refused"),
    [("colour", mixes, ["#ffffff", "#f5d000", "#ff0000", "#808080", "#00ffff"]), ("second", accents, ["#ffffff", "#f5d000", "#00ffff"])],
)  # fmt: skip
@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#f5d000", "#0b5c66", "#ff0000", "#808080", "#00ffff"])
def test_a_refused_colour_comes_with_the_nearest_that_passes(
    judge: Judge, key: str, made: Callable, refused: list[str], colour: str
) -> None:
    failing, _ = judge(changed(("extra", "brand", key), colour))
    assert len(failing) == bool(failures(made(colour))) == (colour in refused)
    if failing:
        near = nearest_readable(colour, made)
        assert near in failing[0] and failures(made(near)) == []


def test_the_colours_are_read_from_the_one_file(judge: Judge, tmp_path: Path) -> None:
    judge(changed(("extra", "brand", "colour"), "#5a2a1f"))
    css, (light, dark) = brand_css(read_settings(tmp_path)), schemes("#5a2a1f", second="#7a3b69")
    assert f"--link:{hex_of(light.link)}" in css and f"--accent:{hex_of(dark.accent)}" in css
    judge(changed(("extra",), gone=True))
    css, (light, dark) = brand_css(read_settings(tmp_path)), schemes()
    assert f"--link:{hex_of(light.link)}" in css and f"--accent:{hex_of(dark.accent)}" in css
