from __future__ import annotations

import pytest

from tests.reading.events.conftest import Code


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Norway sent 40 tanks to Latvia.", "MOBILIZE", "occurred"),
        ("Norway has sent 40 tanks to Latvia.", "MOBILIZE", "occurred"),
        ("Norway is sending 40 tanks to Latvia.", "MOBILIZE", "ongoing"),
        ("Norway will send 40 tanks to Latvia.", "MOBILIZE", "future"),
        ("Norway plans to send 40 tanks to Latvia.", "MOBILIZE", "future"),
        ("Norway is going to send 40 tanks to Latvia.", "MOBILIZE", "future"),
        ("Norway might send 40 tanks to Latvia.", "MOBILIZE", "hypothetical"),
        ("Norway is considering sending 40 tanks to Latvia.", "MOBILIZE", "hypothetical"),
        ("Norway did not send 40 tanks to Latvia.", "MOBILIZE", "negated"),
        ("Norway never sent 40 tanks to Latvia.", "MOBILIZE", "negated"),
        ("If Ethiopia attacks Eritrea, Kenya will impose sanctions.", "ASSAULT", "hypothetical"),
        ("If Ethiopia attacks Eritrea, Kenya will impose sanctions.", "SANCTION", "future"),
        ("Rwanda accused Burundi of planning to attack Kigali.", "ASSAULT", "hypothetical"),
        ("Nobody was arrested in Minsk.", "COERCE", "negated"),
        ("Egypt prevented Sudan from attacking the dam.", "ASSAULT", "negated"),
        ("Oman allowed Iran to use its ports to launch an attack on Yemen.", "ASSAULT", "occurred"),
        ("Were Eritrea to attack Ethiopia, the treaty would lapse.", "ASSAULT", "hypothetical"),
        ("Had Eritrea invaded Ethiopia, the treaty would have lapsed.", "ASSAULT", "hypothetical"),
        ("In the event of a Turkish attack on Cyprus, the port would be shut.", "ASSAULT", "hypothetical"),
        ("A Turkish attack on Cyprus would be answered.", "ASSAULT", "hypothetical"),
        ("The Turkish attack on Cyprus would be answered.", "ASSAULT", "occurred"),
        ("Cyprus accused Turkey of violating its airspace.", "ACCUSE", "occurred"),
    ],
)
def test_status_follows_from_tense_and_governing_words(code: Code, sentence: str, kind: str, status: str) -> None:
    assert [event.status for event in code(sentence) if event.type == kind] == [status]


def test_what_is_denied_is_negated_and_the_denial_has_occurred(code: Code) -> None:
    events = code("Armenia has denied that its army shelled Azerbaijani positions.")
    assert [(event.type, event.status) for event in events] == [("REJECT", "occurred"), ("ASSAULT", "negated")]
