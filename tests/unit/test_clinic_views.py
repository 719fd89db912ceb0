"""What a clinic changes in the views, and that its words stay words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from mkdocs.utils.yaml import get_yaml_loader
from selectolax.lexbor import LexborHTMLParser

from macros.calls import BadCall, render_page
from macros.load import Cube
from macros.load.settings import Clinic
from macros.render.clinic import frame_of, written
from macros.render.entries import COMPLICATIONS, GLOSSARY
from macros.render.ready import bare
from macros.render.site import Site
from tests.projects import ROOT
from tests.unit.clinics import EDITION, full

HOSTILE = '<script>x</script> {{ 7*7 }} "] </footer> *a* [b](javascript:c) ${d}'
BASE: dict[str, Any] = full()["extra"]["clinic"] | {"places": []}


def clinic(**changed: Any) -> Clinic:
    """A made-up clinic with these fields."""
    return Clinic.model_validate(BASE | changed)


def shown(cube: Cube, call: str, page: str, whose: Clinic | None) -> str:
    """What a call makes on a page of this clinic's copy."""
    return render_page(Site(cube, "0.1.0", clinic=whose), page, f"{{{{ {call} }}}}").text


def read(cube: Cube, call: str, page: str, whose: Clinic | None) -> str:
    """What a reader gets of it, in one line."""
    return " ".join(LexborHTMLParser(shown(cube, call, page, whose)).text().split())


def test_a_line_for_when_it_is_closed_that_is_the_countrys_own_stands_once(cube: Cube) -> None:
    german = clinic(
        country="DE",
        phone="+49 30 23125 100",
        emergency_line="116117",
        address={**BASE["address"], "postcode": "10115"},
    )
    made = LexborHTMLParser(bare(shown(cube, 'dial_help("same-day")', "when-to-call.md", german)))
    dials = [node.attributes["href"] for node in made.css("a[href^='tel:']")]
    assert dials.count("tel:116117") == 1 and len(dials) == 2
    assert "Bereitschaftsdienst" in made.html and "116 117" in made.text()


def data_of(made: str) -> dict[str, Any]:
    """The JSON-LD in a page's end."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', made)
    assert len(found) == 1
    data: dict[str, Any] = json.loads(found[0])
    return data


@pytest.mark.parametrize(
    "words",
    [
        "Example Skin", "1 Example Road", "Dr Ada Example", "Consultant dermatologist", "granted in United Kingdom", "Takes your consent",
        "Example Register", "0000001", "Example Lasers X1", "CE 0000", "Fractional CO2 laser", "GBP 450 (with tax)", "Numbing cream.", "Rules of the profession: Doctor", "Example Companies",
        "Example Quality Commission", "1-000", "00000000", "GB000000000", "Example Insurance", "Two weeks", "nobody under 18", "Nobody pays us",
        "Write to the manager", "complaints@clinic.example", "Example Ombudsman",
    ],
)  # fmt: skip
def test_the_page_on_who_is_behind_it_tells_everything(cube: Cube, words: str) -> None:
    assert words.lower() in read(cube, "show_clinic()", "about.md", clinic()).lower()


def test_what_a_clinic_leaves_out_leaves_no_label(cube: Cube) -> None:
    left = {"vat_number": None, "devices": [], "prices": [], "booking_link": None, "trading_name": None}
    made = shown(cube, "show_clinic()", "about.md", clinic(**left))
    assert not any(words in made for words in ("VAT", "Devices", "Prices", "Appointments", "None"))


def test_a_device_of_no_option_is_refused(cube: Cube) -> None:
    wrong = clinic(devices=[BASE["devices"][0] | {"option": "fractional-co"}])
    with pytest.raises(BadCall, match="nearest: fractional-co2"):
        shown(cube, "show_clinic()", "about.md", wrong)


def test_offers_are_marked_and_nothing_is_hidden_or_moved(cube: Cube) -> None:
    call = 'compare_options("recovery")'
    with_clinic, without = (
        LexborHTMLParser(shown(cube, call, "compare/lasers.md", whose)) for whose in (clinic(), None)
    )
    marked = [row.attributes["id"] for row in with_clinic.css("tbody tr") if row.css_first("th .at-clinic")]
    assert marked == ["recovery-fractional-co2"]
    assert without.css(".at-clinic") == []
    for node in with_clinic.css(".at-clinic"):
        node.decompose()
    assert [row.text().split() for row in with_clinic.css("th")] == [row.text().split() for row in without.css("th")]
    for option in ("fractional-co2", "pulsed-dye"):
        made = shown(cube, f'show_facts("{option}", "effort")', f"lasers/{option}.md", clinic())
        assert ("At this clinic" in made) is (option == "fractional-co2")


def test_the_reviewer_stands_at_the_end_and_mistakes_go_to_the_clinic(cube: Cube) -> None:
    made = " ".join(shown(cube, "close_page()", "doing-nothing.md", clinic()).split())
    assert f"Dr Ada Example, Consultant dermatologist (0000001), 20 November 2026, edition {EDITION}" in made
    assert "No clinician has reviewed" not in made
    title = cube.pages["doing-nothing.md"].title
    assert f'href="{written("skin@clinic.example", subject=title)}"' in made
    assert " " not in written("skin@clinic.example", subject=title)
    assert "No clinician has reviewed" in shown(cube, "close_page()", "doing-nothing.md", clinic(review=None))


def test_the_data_for_machines_claims_no_review_that_was_not(cube: Cube) -> None:
    neutral = data_of(shown(cube, "close_page()", "doing-nothing.md", None))
    assert set(neutral) == {"@context", "@type", "name", "description", "lastReviewed"}
    assert neutral["lastReviewed"] == cube.pages["doing-nothing.md"].checked
    full = data_of(shown(cube, "close_page()", "index.md", clinic()))
    assert full["reviewedBy"][0]["name"] == "Dr Ada Example"
    assert full["publisher"]["@type"] == "MedicalClinic"
    assert full["publisher"]["address"]["postalCode"] == "EX1 1EX"


def test_the_glossary_is_a_set_of_terms_and_the_disputes_are_questions_with_both_sides(cube: Cube) -> None:
    glossaries = [data_of(shown(cube, "close_page()", page, None)) for page in (GLOSSARY, COMPLICATIONS)]
    assert all(terms["@type"] == ["MedicalWebPage", "DefinedTermSet"] for terms in glossaries)
    listed = [term["@id"] for terms in glossaries for term in terms["hasDefinedTerm"]]
    assert sorted(listed) == sorted(f"#{id_}" for id_ in cube.effects)
    options = data_of(shown(cube, "close_page()", "glossary-treatments.md", None))
    others = (*cube.options.values(), *cube.scars.values())
    assert {term["name"] for term in options["hasDefinedTerm"]} == {record.name for record in others}
    asked = data_of(shown(cube, "close_page()", "why-advice-differs/disputes.md", None))
    assert asked["@type"] == ["MedicalWebPage", "FAQPage"]
    for dispute, entry in zip(cube.disputes.values(), asked["mainEntity"], strict=True):
        assert entry["name"] == dispute.question
        assert all(
            said in entry["acceptedAnswer"]["text"] for said in (*(side.says for side in dispute.sides), dispute.why)
        )


def test_hostile_words_stay_words(cube: Cube) -> None:
    hostile = clinic(
        legal_name=HOSTILE, trading_name=HOSTILE, hours=HOSTILE, review=BASE["review"] | {"name": HOSTILE},
        practitioners=[BASE["practitioners"][0] | {"name": HOSTILE}], complaints=BASE["complaints"] | {"how": HOSTILE},
    )  # fmt: skip
    for call, page in (("show_clinic()", "about.md"), ("reach_clinic()", "handout.md"), ("close_page()", "index.md")):
        made = shown(cube, call, page, hostile)
        assert "<script>x" not in made
        assert "</footer> *a*" not in made
        if call != "close_page()":
            assert HOSTILE in LexborHTMLParser(made).text()
        else:
            assert data_of(made)["publisher"]["name"] == HOSTILE


def test_without_a_clinic_the_project_speaks_and_never_nothing(cube: Cube) -> None:
    assert "This copy names no clinic" in shown(cube, "show_clinic()", "about.md", None)
    assert "Write the clinic" in shown(cube, "reach_clinic()", "handout.md", None)


def test_an_address_adds_no_header_to_a_letter() -> None:
    assert written("a?bcc=x&c@d.example", subject="A & B?\r\nBcc: x") == (
        "mailto:a%3Fbcc%3Dx%26c@d.example?subject=A%20%26%20B%3F%0D%0ABcc%3A%20x"
    )


def test_the_frame_shows_the_clinic_with_what_dials_it(cube: Cube) -> None:
    frame = frame_of(Site(cube, clinic=clinic()))
    assert 'href="tel:+441632960123" dir="ltr">01632 960123</a>' in frame["call"]
    told = ("01632 960123</a> (from abroad", "+44 1632 960123", "tel:+441632960124", "https://clinic.example/book")
    assert [words for words in told if words not in frame["contact"]] == []
    assert "closed" not in frame_of(Site(cube, clinic=clinic(emergency_line=None)))["contact"]
    assert set(frame_of(Site(cube)).values()) == {""}


def test_each_place_of_the_clinic_is_told_where_it_says_who_it_is(cube: Cube) -> None:
    place = {"name": "By the sea", "address": BASE["address"] | {"street": "2 Quay"}, "phone": "01632 960125 ext. 12"}
    made = shown(cube, "show_clinic()", "about.md", clinic(places=[place]))
    told = " ".join(LexborHTMLParser(made).css_first("#clinic-places ~ dl").text().split())
    assert "2 Quay, Sampleton, Exampleshire, EX1 1EX, United Kingdom" in told and "01632 960125 ext. 12" in told
    assert 'href="tel:+441632960125;ext=12"' in made and "None" not in told


ARABIC = "عيادة الجلد"


def test_a_name_from_right_to_left_leaves_numbers_beside_it_in_order(cube: Cube) -> None:
    made = shown(cube, "reach_clinic()", "handout.md", clinic(trading_name=ARABIC))
    assert f"<bdi>{ARABIC}</bdi>:" in made and 'dir="ltr">01632 960123</a>' in made
    whole = shown(cube, "show_clinic()", "about.md", clinic(trading_name=ARABIC, legal_name=ARABIC))
    assert whole.count(ARABIC) == whole.count(f"<bdi>{ARABIC}</bdi>") == 2


@pytest.mark.parametrize(
    ("country", "address", "lines"),
    [
        ("DE", {"street": "Beispielweg 2", "town": "Düsseldorf", "postcode": "40474"}, "Beispielweg 2, 40474 Düsseldorf, Germany"),
        ("AU", {"street": "3 High Road", "town": "Sydney", "postcode": "2000", "region": "New South Wales"}, "3 High Road, Sydney NSW 2000, Australia"),
        ("US", {"street": "1 Main Street", "town": "Boston", "postcode": "02101", "region": "MA"}, "1 Main Street, Boston, MA 02101, United States"),
        ("GB", {"street": "1 Road", "town": "Ely", "postcode": "EX1 1EX", "region": "Isle"}, "1 Road, Ely, Isle, EX1 1EX, United Kingdom"),
        ("AE", {"street": "1 Road", "town": "Deira", "region": "Dubai"}, "1 Road, Deira, Dubai, United Arab Emirates"),
    ],
)  # fmt: skip
def test_an_address_stands_in_its_countrys_order_and_no_part_is_lost(
    cube: Cube, country: str, address: dict[str, str], lines: str
) -> None:
    whose = clinic(country=country, address=address, phone="+44 20 7946 0000")
    assert lines in read(cube, "show_imprint()", "imprint.md", whose)


def test_the_imprint_tells_who_answers_and_nothing_that_sells(cube: Cube) -> None:
    made = read(cube, "show_imprint()", "imprint.md", clinic())
    kept = ("legal_name", "represented_by", "company_register", "company_number", "vat_number", "regulator")
    assert [key for key in kept if BASE[key] not in made] == [] and "Dr Ada Example" in made
    assert not any(words in made for words in ("GBP", "Example Lasers", "Nobody pays us"))
    assert "names no clinic" in shown(cube, "show_imprint()", "imprint.md", None)


@pytest.mark.parametrize(("country", "led"), [("DE", True), ("AT", True), ("CH", True), ("GB", False), (None, False)])
def test_a_foot_leads_to_the_imprint_where_people_look_for_one(country: str | None, led: bool) -> None:
    base = yaml.load((ROOT / "base.yml").read_text(encoding="utf-8"), Loader=get_yaml_loader())  # noqa: S506
    frame = Environment(loader=FileSystemLoader(ROOT / "overrides/partials"), autoescape=False)  # noqa: S701 -- as the engines
    frame.filters["url"] = str
    extra = base["extra"] | ({"clinic": {"country": country}} if country else {})
    made = frame.get_template("footer.html").render(config={"extra": extra, "use_directory_urls": True}, page=None)
    assert ('href="imprint/"' in made) is led and 'href="privacy/"' in made and 'href="about/"' in made
