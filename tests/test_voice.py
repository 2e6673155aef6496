import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly import read
from allegedly.voice import called, voice, voice_of

GOVERNMENT = ("government of Kormia", "KOR.GOV", "institution")
ARMY = ("Kormia (military)", "KOR.MIL", "generic")
MINISTRY = ("Ministry of Trade of Kormia", "KOR.ministry-of-trade", "institution")


@pytest.mark.parametrize(
    ("kind", "source", "named_by", "actor", "shown"),
    [
        ("unnamed", "an aide to one\n delegation,", None, GOVERNMENT, "an aide to one delegation"),
        ("unnamed", "soldiers at the ferry", None, ARMY, "soldiers at the ferry"),
        ("description", "the district administration", None, GOVERNMENT, "the district administration"),
        ("description", "Kormia's army", None, ARMY, "Kormia's army"),
        ("pronoun", "they", "the leaders of the seven", GOVERNMENT, "the leaders of the seven"),
        ("pronoun", "she", "the shop assistant", None, "the shop assistant"),
        ("pronoun", "it", "the Round House", GOVERNMENT, "government of Kormia"),
        ("description", "the government", None, GOVERNMENT, "government of Kormia"),
        ("named", "Streslau", None, GOVERNMENT, "government of Kormia"),
        ("description", "the ministry", None, MINISTRY, "Ministry of Trade of Kormia"),
        ("pronoun", "it", "the ministry", MINISTRY, "Ministry of Trade of Kormia"),
        ("none", "", None, None, ""),
        ("outlet", "", None, None, "the outlet"),
    ],
)
def test_who_is_left_unnamed_is_shown_in_the_words_of_the_report(
    kind: str, source: str, named_by: str | None, actor: tuple[str, str, str] | None, shown: str
) -> None:
    assert voice(kind, source, named_by, *(actor or (None, None, None))) == shown


def test_the_outlets_own_voice_is_nobodys_claim() -> None:
    assert voice(None, None, None, None, None, None) is None


@given(
    kind=st.sampled_from(["named", "pronoun", "description", "unnamed", "none"]),
    source=st.none() | st.text(max_size=9),
    named_by=st.none() | st.text(max_size=9),
    actor=st.sampled_from([GOVERNMENT, ARMY, MINISTRY]),
)
def test_nobody_is_shown_but_the_actor_or_words_of_the_report(
    kind: str, source: str | None, named_by: str | None, actor: tuple[str, str, str]
) -> None:
    shown = voice(kind, source, named_by, *actor)
    assert shown is not None
    assert shown == actor[0] or shown in " ".join((source or "").split()) or shown in " ".join((named_by or "").split())


def test_an_aide_of_a_delegation_does_not_speak_for_the_government_that_the_text_names() -> None:
    reading = read(
        "Kyiv and Minsk met on Monday. Minsk rejected the plan. An aide to one delegation said that the talks failed.",
        published="2022-10-17",
    )
    [said] = [claim for claim in reading.claims if "aide" in claim.source[0].quote]
    assert voice_of(said, reading.actor(said.actor)) == "An aide to one delegation"


@pytest.mark.parametrize(
    ("words", "actor", "shown"),
    [
        ("the rebels", ("Kormia (rebels)", "KOR.REB", "generic"), "the rebels"),
        ("they", ("Kormia (rebels)", "KOR.REB", "generic"), "Kormia (rebels)"),
        ("the minister", GOVERNMENT, "the minister"),
        ("Streslau", GOVERNMENT, "government of Kormia"),
        ("the ministry", MINISTRY, "Ministry of Trade of Kormia"),
        ("a baker", None, "a baker"),
    ],
)
def test_parties_of_an_event_are_called_as_the_report_calls_them_unless_it_names_them(
    words: str, actor: tuple[str, str, str] | None, shown: str
) -> None:
    assert called(words, *(actor or (None, None, None))) == shown
