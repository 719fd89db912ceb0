"""What a page tells machines about itself: JSON-LD, which says nothing that the page does not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from macros.load.cube import Cube
from macros.load.phones import read_phone
from macros.load.records import Effect, Option, Review, Scar
from macros.load.settings import Clinic, ClinicReview
from macros.render.entries import COMPLICATIONS, GLOSSARY, OPTIONS, glossary_of

# Pages on which the clinic is told in full; the others name it.
TOLD_IN_FULL = ("index.md", "about.md")
# The page of questions that have answers: those on which sources disagree.
ANSWERED = "why-advice-differs/disputes.md"

Data = Mapping[str, object]


def page_data(cube: Cube, page: str, clinic: Clinic | None, reviews: list[Review | ClinicReview]) -> Markup:
    """The page as JSON-LD; a reviewer is named only where somebody has read the page."""
    meta = cube.pages[page]
    data: dict[str, object] = {"@context": "https://schema.org", "@type": "MedicalWebPage", "name": meta.title}
    data |= {"description": meta.description, "lastReviewed": meta.checked, **_kind(cube, page)}
    if reviews:
        data["reviewedBy"] = [{"@type": "Person", "name": one.name, "jobTitle": one.role} for one in reviews]
    if clinic is not None:
        data["publisher"] = _clinic(clinic) if page in TOLD_IN_FULL else _named(clinic)
    return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"))


def _kind(cube: Cube, page: str) -> Data:
    """What a page is beside a medical page: a set of terms, or questions with their answers."""
    if page in (GLOSSARY, COMPLICATIONS):
        return _terms(effect for effect in cube.effects.values() if glossary_of(effect) == page)
    if page == OPTIONS:
        return _terms([*cube.scars.values(), *cube.options.values()])
    return _questions(cube) if page == ANSWERED else {}


def _terms(records: Iterable[Effect | Scar | Option]) -> Data:
    terms = [{"@type": "DefinedTerm", "@id": f"#{record.id}", "name": record.name} for record in records]
    return {"@type": ["MedicalWebPage", "DefinedTermSet"], "hasDefinedTerm": terms}


def _questions(cube: Cube) -> Data:
    """Each dispute with both its sides and why they differ, as the page has them."""
    asked = [
        {"@type": "Question", "name": dispute.question, "acceptedAnswer": {"@type": "Answer", "text": text}}
        for dispute in cube.disputes.values()
        for text in [" ".join([*(side.says for side in dispute.sides), dispute.why])]
    ]
    return {"@type": ["MedicalWebPage", "FAQPage"], "mainEntity": asked}


def _named(clinic: Clinic) -> Data:
    return {"@type": "MedicalClinic", "name": clinic.name}


def _clinic(clinic: Clinic) -> Data:
    """The clinic with its address and how to reach it."""
    place = clinic.address
    address = {
        "@type": "PostalAddress", "streetAddress": place.street, "addressLocality": place.town,
        "postalCode": place.postcode, "addressRegion": place.region, "addressCountry": clinic.country,
    }  # fmt: skip
    phone = read_phone(clinic.phone, clinic.country)
    reach = {"legalName": clinic.legal_name, "telephone": phone.abroad or phone.home, "email": clinic.email}
    known = {name: value for name, value in address.items() if value is not None}
    return {**_named(clinic), **reach, "address": known}
