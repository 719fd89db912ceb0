"""What a page tells machines about itself: JSON-LD, which says nothing that the page does not say."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from macros.load.clinic import Clinic, ClinicReview
from macros.load.records import PageMeta, Review
from macros.render.entries import GLOSSARY

# Pages on which the clinic is told in full; the others name it.
TOLD_IN_FULL = ("index.md", "about.md")
# The letters that could end the block, or begin one of HTML's or a template's own.
_AWAY = {letter: f"\\u{ord(letter):04x}" for letter in "<>&{}`*_[]"}

Data = Mapping[str, object]


def page_data(page: str, meta: PageMeta, clinic: Clinic | None, reviews: list[Review | ClinicReview]) -> Markup:
    """The page as JSON-LD; a reviewer is named only where somebody has read the page."""
    kind: object = ["MedicalWebPage", "DefinedTermSet"] if page == GLOSSARY else "MedicalWebPage"
    data: dict[str, object] = {"@context": "https://schema.org", "@type": kind, "name": meta.title}
    data |= {"description": meta.description, "lastReviewed": meta.checked}
    if reviews:
        data["reviewedBy"] = [{"@type": "Person", "name": one.name, "jobTitle": one.role} for one in reviews]
    if clinic is not None:
        data["publisher"] = _clinic(clinic) if page in TOLD_IN_FULL else _named(clinic)
    return Markup(_json(data))  # noqa: S704 -- every letter that HTML reads is escaped


def _json(data: Data) -> str:
    """The data as JSON in which no letter of a value means anything to HTML, Markdown or a template."""
    text = json.dumps(_safe(data), ensure_ascii=False, separators=(",", ":"))
    return text.replace("\ue000", "\\u")


def _safe(value: object) -> object:
    """The value with its dangerous letters marked; JSON's own braces and brackets stay."""
    if isinstance(value, str):
        text = value.replace("\ue000", "")
        return "".join(_AWAY.get(letter, letter).replace("\\u", "\ue000") for letter in text)
    if isinstance(value, dict):
        return {key: _safe(inner) for key, inner in value.items()}
    return [_safe(inner) for inner in value] if isinstance(value, list) else value


def _named(clinic: Clinic) -> Data:
    return {"@type": "MedicalClinic", "name": clinic.name}


def _clinic(clinic: Clinic) -> Data:
    """The clinic with its address and how to reach it."""
    place = clinic.address
    address = {
        "@type": "PostalAddress", "streetAddress": place.street, "addressLocality": place.town,
        "postalCode": place.postcode, "addressCountry": clinic.country,
    }  # fmt: skip
    if place.region is not None:
        address["addressRegion"] = place.region
    reach = {"legalName": clinic.legal_name, "telephone": clinic.phone, "email": clinic.email}
    return {**_named(clinic), **reach, "address": address}
