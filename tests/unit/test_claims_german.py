"""The claim linter on German sentences: the same claims under the same rules, and what a German denial or question takes back."""

from __future__ import annotations

import pytest

from tests.unit.test_claims import IDS, claims, findings

CLAIMED = {
    "painless": ["Die Behandlung ist völlig schmerzfrei.", "Ganz ohne Schmerzen zu glatter Haut.", "Es tut nicht weh.", "Sie spüren nichts."],
    "guaranteed": ["Wir garantieren glatte Haut.", "Glatte Haut, garantiert!", "Mit Erfolgsgarantie."],
    "no-risk": ["Ohne Nebenwirkungen.", "Die Methode ist risikofrei.", "Der Laser ist frei von Nebenwirkungen.", "Keine Risiken!", "Es gibt keinerlei Nebenwirkungen."],
    "safe": ["Ein sicheres Verfahren.", "Der Laser ist absolut sicher.", "Die Behandlung ist unbedenklich."],
    "permanent": ["Sie erhalten dauerhafte Ergebnisse.", "Die Narben sind für immer weg.", "Narben kommen nie wieder."],
    "cure": ["Der Laser heilt Akne.", "Sie sind danach vollständig geheilt."],
    "erase": ["Ihre Narben verschwinden nach zwei Sitzungen.", "Der Laser entfernt alle Ihre Narben.", "Endlich narbenfrei."],
    "best": ["Wir sind die führende Klinik am Rhein.", "Der modernste Laser der Stadt.", "Hier finden Sie die besten Ärzte."],
    "breakthrough": ["Ein revolutionäres Verfahren.", "Der Durchbruch in der Lasertechnik."],
    "no-downtime": ["Ohne Ausfallzeit.", "Sie sind sofort wieder gesellschaftsfähig."],
    "flawless": ["Für einen makellosen Teint.", "Haut wie neu."],
    "all-skin-types": ["Geeignet für alle Hauttypen."],
    "proven": ["Die Wirkung ist wissenschaftlich bewiesen."],
    "before-after": ["Vorher-Nachher-Bilder unserer Patienten", "![Anna vorher und nachher](anna.jpg)"],
    "testimonial": ["Lesen Sie unsere Patientenstimmen.", "Das kann ich nur empfehlen!"],
    "finance": ["Bequem in Ratenzahlung."],
    "pressure": ["Nur noch wenige Termine!", "Angebot gilt bis Freitag."],
}  # fmt: skip


@pytest.mark.parametrize(("claim", "text"), [(claim, text) for claim, texts in CLAIMED.items() for text in texts])
def test_a_german_claim_is_found(claim: str, text: str) -> None:
    assert claims(text) == [claim]


def test_a_claim_is_told_as_it_was_typed() -> None:
    (found,) = findings("Die Behandlung ist völlig sicher.")
    assert found.text.startswith('"völlig sicher": ')


def test_every_claim_has_its_german_words_but_for_the_names_of_medicines() -> None:
    assert CLAIMED.keys() == IDS - {"prescription-medicine"}


@pytest.mark.parametrize(
    "text",
    [
        "Keine Behandlung ist schmerzfrei.", "Die Behandlung ist nicht schmerzfrei.", "Ein Erfolg kann nicht garantiert werden.", "Niemand kann Ihnen ein Ergebnis garantieren.",
        "Eine Garantie gibt es nicht.", "Garantieren kann das niemand.", "Ist die Behandlung schmerzfrei?", "Gibt es eine Garantie?", "Kann man Narben vollständig entfernen?", "Wie sicher ist der Laser?",
        "Der Laser ist nie ohne Risiko.", "Es gibt keine Behandlung ohne Nebenwirkungen.", "Dauerhafte helle Flecken sind möglich.", "Eine dauerhafte Rötung kann bleiben.", "Wir sind sicher erreichbar.", "Sie sind sicher aufgeregt.",
        "Cremen Sie sich vor und nach dem Termin ein.", "Die Heilung dauert zwei Wochen.", "Ein narbenloses Ergebnis ist nicht möglich.", "Es ist unrealistisch, makellose Haut zu erwarten.", "Sonne meiden für beste Ergebnisse.", "Wunder gibt es nicht.",
    ],
)  # fmt: skip
def test_what_is_denied_or_asked_in_german_is_no_claim(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sie ist nicht nur schmerzfrei, sondern risikofrei.", ["no-risk", "painless"]),
        ("Sie müssen nicht warten, die Behandlung ist schmerzfrei.", ["painless"]),
        ("Keine Sorge: schmerzfrei!", ["painless"]),
        ("Wünschen Sie sich makellose Haut?", ["flawless"]),
        ("Keine Schmerzen und keine Ausfallzeit.", ["no-downtime", "painless"]),
        ("SCHMERZFREI", ["painless"]),
        ("voll\u0308ig schmerz\u2011frei, schmerzfrei", ["painless"]),
        ("Ohne Zweifel risikolos.", ["no-risk"]),
    ],
)
def test_a_german_denial_does_not_leak(text: str, expected: list[str]) -> None:
    assert claims(text) == expected


def test_in_germany_it_is_a_warning_that_names_its_own_rule_and_elsewhere_where_it_is_not_known() -> None:
    painless, before, finance = findings("Schmerzfrei.\n\nVorher/Nachher.\n\nBequem in Ratenzahlung.", "DE")
    assert (
        painless.level == "warning"
        and "HWG s. 3 forbids advertising that misleads" in painless.text
        and "ASA" not in painless.text
    )
    assert "no rule of DE is known to us, but elsewhere: " in finance.text
    assert before.level == "warning" and "HWG s. 11(1)" in before.text


@pytest.mark.parametrize(
    ("country", "rule"),
    [("AT", "HWG s. 3"), ("CH", "HWG s. 3"), ("IE", "the ASA"), ("CA", "the FTC"), ("FR", "the ASA")],
)
def test_where_no_rule_is_known_that_of_a_neighbour_of_the_same_language_is_told(country: str, rule: str) -> None:
    (painless,) = (found for found in findings("Schmerzfrei.", country) if found.record == "painless")
    assert (
        painless.level == "warning" and f"no rule of {country} is known to us, but elsewhere: {rule}" in painless.text
    )


@pytest.mark.parametrize(
    "text", ["![Schmerzfrei](a.png)", '[Praxis](../index.md "garantiert schmerzfrei")', "![Painless](a.png)", '![x](a.png "painless")', "a\n\n*[a]: painless"]
)  # fmt: skip
def test_a_claim_in_the_description_of_a_picture_or_where_the_pointer_rests_is_found(text: str) -> None:
    assert "painless" in claims(text)
