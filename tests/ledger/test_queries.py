from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.errors import LedgerError, UsageError
from allegedly.ledger import Filter, Ledger, open_ledger, queries
from allegedly.records import Claim, Party
from tests.readings import TEXT, at, reading


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A report in two versions, and another outlet's undated one."""
    with open_ledger(tmp_path_factory.mktemp("ledger") / "l") as opened:
        url = "https://courier.example/barges"
        opened.add(reading(TEXT + " First version.", url=url))
        opened.add(reading(url=url))
        other = reading(TEXT + " Éclairs cost 5 crowns.", outlet="Graustark Today", published="2021-05")
        opened.add(
            replace(other, claims=other.claims[:1], events=(), figures=(), moments=(), mentions=other.mentions[:2])
        )
        yield opened


COURIER = Filter(outlet="courier")


def ids(rows: Iterator[object]) -> list[str]:
    return [getattr(row, "id") for row in rows]  # noqa: B009


def test_a_claim_row_says_who_says_what_where(ledger: Ledger) -> None:
    accusation, denial, comment = queries.claims(ledger, COURIER)
    text = ledger.reading(accusation.document).text
    assert (accusation.act, accusation.actor_name, accusation.country) == (
        "accuse",
        "Harbour Ministry of Ruritania",
        "RUR",
    )
    assert (accusation.target_name, accusation.answered_by) == ("government of Graustark", ("c2",))
    assert (accusation.day, accusation.start, denial.day, denial.start) == (
        "2021-03-02",
        "2021-03-02",
        "2021-03-04",
        None,
    )
    assert (denial.answers, comment.parent, comment.source_kind) == ("c1", "c2", "description")
    assert comment.content == "It was … “a fairy tale”"
    assert [text[start:end] for start, end in comment.content_spans] == ["It was", "“a fairy tale”"]
    assert comment.hedges == "“a fairy"


def test_a_claim_row_says_where_it_comes_from(ledger: Ledger) -> None:
    accusation, _, comment = queries.claims(ledger, COURIER)
    text = ledger.reading(comment.document).text
    assert (comment.source_class, comment.anonymity) == ("official", "a spokesman")
    assert (comment.named_by, comment.relays) == ("the Ruritanian harbour ministry", ("Graustark", "Streslau"))
    assert [text[start:end] for start, end in comment.relay_spans] == ["Graustark", "Streslau"]
    assert (accusation.source_class, accusation.named_by, accusation.relays) == (None, None, ())


def test_superseded_versions_are_left_out_unless_asked_for(ledger: Ledger) -> None:
    first = next(ledger.documents())
    assert first.superseded_by is not None
    assert len(list(queries.claims(ledger))) == 4
    assert len(list(queries.claims(ledger, Filter(superseded=True)))) == 7
    assert len(list(queries.claims(ledger, Filter(document=first.id[:12])))) == 3
    with pytest.raises(LedgerError, match="no document 'zz'"):
        list(queries.claims(ledger, Filter(document="zz")))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"by": "RUR.harbour-ministry"}, ["c1"]),
        ({"by": "rur"}, ["c1"]),
        ({"by": "HARBOUR  min"}, ["c1"]),
        ({"by": "arbour"}, []),
        ({"by": "the Ruritanian"}, ["c1"]),
        ({"by": "graustark"}, ["c2"]),
        ({"by": "%"}, []),
        ({"about": "Graustark"}, ["c1"]),
        ({"about": "GRA"}, ["c1"]),
        ({"about": "it"}, ["c3"]),
        ({"act": "DENY"}, ["c2"]),
        ({"country": "gra"}, ["c2"]),
        ({"country": "government of graustark"}, ["c2"]),
        ({"type": "mixed"}, ["c3"]),
        ({"since": "2021-03-03"}, ["c2", "c3"]),
        ({"until": "2021-03-03"}, ["c1"]),
        ({"since": "2021", "until": "2021-03"}, ["c1", "c2", "c3"]),
        ({"since": "2021-04"}, []),
        ({"until": "2020"}, []),
        ({"limit": 2}, ["c1", "c2"]),
        ({"limit": 0}, []),
        ({"by": "graustark", "act": "accuse"}, []),
    ],
)
def test_claims_by_filter(ledger: Ledger, wanted: dict[str, str], expected: list[str]) -> None:
    assert ids(queries.claims(ledger, replace(COURIER, **wanted))) == expected  # type: ignore[arg-type]


def test_a_date_of_a_month_lies_in_it(ledger: Ledger) -> None:
    today = Filter(outlet="graustark", since="2021-05-30", until="2021-05-31")
    assert ids(queries.claims(ledger, today)) == ["c1"]
    assert not ids(queries.claims(ledger, Filter(outlet="graustark", since="2021-06-01")))


def test_no_day_is_after_one_before_it() -> None:
    for since, until in (("2021-03", "2020"), ("2021-03-02", "2021-03-01"), ("2022", "2021-12-31")):
        with pytest.raises(UsageError, match="turn them round"):
            Filter(since=since, until=until)
    for since, until in (("2021", "2021-03-01"), ("2021-03-31", "2021-03"), ("2021", "2021")):
        Filter(since=since, until=until)


@pytest.mark.parametrize(
    "wanted",
    [{"since": "yesterday"}, {"until": "2021-3-1"}, {"since": "2021-13"}, {"until": "2021-02-30"}, {"limit": -1}],
)
def test_filters_that_make_no_sense_are_refused(wanted: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="give a"):
        Filter(**wanted)  # type: ignore[arg-type]


def test_an_event_row_says_who_did_what_and_who_says_so(ledger: Ledger) -> None:
    sinking, rejection = queries.events(ledger, COURIER)
    assert (sinking.type, sinking.trigger, sinking.said_by) == ("ASSAULT", "sinking", "Harbour Ministry of Ruritania")
    assert [(party.words, party.country) for party in sinking.actors] == [("Graustark", "GRA")]
    assert [(party.words, party.actor) for party in sinking.recipients] == [("40 barges", None)]
    assert (sinking.place_name, sinking.country, sinking.start, sinking.day) == (
        "Streslau",
        "RUR",
        "2021-03-02",
        "2021-03-02",
    )
    assert (sinking.contexts, sinking.figures) == (("military",), ("f1",))
    assert (rejection.said_by, rejection.claim, rejection.day) == (None, None, "2021-03-04")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"by": "ministry"}, ["e1"]),
        ({"by": "harbour ministry"}, ["e1"]),
        ({"by": "streslau courier"}, ["e2"]),
        ({"about": "barges"}, ["e1"]),
        ({"about": "government of"}, ["e1"]),
        ({"act": "accuse"}, ["e1"]),
        ({"country": "RUR"}, ["e1"]),
        ({"country": "GRA"}, ["e1"]),
        ({"type": "reject"}, ["e2"]),
        ({"since": "2021-03-04"}, ["e2"]),
    ],
)
def test_events_by_filter(ledger: Ledger, wanted: dict[str, str], expected: list[str]) -> None:
    assert ids(queries.events(ledger, replace(COURIER, **wanted))) == expected  # type: ignore[arg-type]


def test_figures_and_places(ledger: Ledger) -> None:
    (figure,) = queries.figures(ledger, Filter(by="ministry", type="BARGE", country="RUR", act="accuse"))
    assert (figure.words, figure.low, figure.high, figure.low_exclusive) == ("40 barges", 40.0, None, True)
    assert (figure.said_by, figure.whose) == ("Harbour Ministry of Ruritania", None)
    assert not list(queries.figures(ledger, Filter(about="Graustark")))
    (place,) = queries.places(ledger, replace(COURIER, about="stres", country="RUR", by="ministry", type="literal"))
    assert (place.words, place.geonameid, place.lat, place.reason) == ("Streslau", 4711, 50.5, "only one")
    assert not list(queries.places(ledger, Filter(by="government of Graustark")))


def test_actors_are_counted_over_documents(ledger: Ledger) -> None:
    ministry, graustark, spokesman = queries.actors(ledger)
    assert (ministry.id, ministry.documents, ministry.mentions, ministry.claims) == ("RUR.harbour-ministry", 2, 2, 2)
    assert (graustark.claims, graustark.denials, graustark.claims_about, graustark.events) == (1, 1, 2, 1)
    assert (graustark.sectors, graustark.members) == (("GOV",), ("a", "b"))
    assert (spokesman.claims, spokesman.claims_about) == (1, 0)
    assert ids(queries.actors(ledger, Filter(about="g"))) == ["GRA.GOV"]
    assert ids(queries.actors(ledger, Filter(by="gov", act="accuse"))) == []
    assert ids(queries.actors(ledger, Filter(type="mil"))) == ["RUR.harbour-ministry"]
    assert ids(queries.actors(ledger, Filter(act="deny"))) == ["GRA.GOV"]
    assert [row.claims for row in queries.actors(ledger, Filter(by="rur", outlet="today"))] == [1]


def test_the_timeline_runs_by_day(ledger: Ledger) -> None:
    rows = list(queries.timeline(ledger))
    assert [(row.start, row.kind, row.id, row.dated_by) for row in rows] == [
        ("2021-03-02", "event", "e1", "moment"),
        ("2021-03-02", "claim", "c1", "moment"),
        ("2021-03-04", "event", "e2", "published"),
        ("2021-03-04", "claim", "c2", "published"),
        ("2021-03-04", "claim", "c3", "published"),
        ("2021-05", "claim", "c1", "published"),
    ]
    assert list(queries.timeline(ledger, Filter(limit=2))) == rows[:2]
    assert (rows[0].who, rows[0].whom, rows[1].who) == (
        "government of Graustark", "40 barges", "Harbour Ministry of Ruritania",
    )  # fmt: skip


def test_search_finds_words_in_claims_and_texts(ledger: Ledger) -> None:
    hits = list(queries.search(ledger, "barge sink", COURIER))
    assert [(hit.kind, hit.claim) for hit in hits] == [("claim", "c1"), ("text", None)]
    for hit in hits:
        text = ledger.reading(hit.document).text
        assert text[hit.snippet.start : hit.snippet.end] == hit.snippet.quote
        assert hit.matches
        for match in hit.matches:
            assert text[match.start : match.end] == match.quote
    assert [match.quote for match in hits[0].matches] == ["sinking", "barges"]
    assert [hit.kind for hit in queries.search(ledger, "barge sink", replace(COURIER, by="rur"))] == ["claim"]
    assert len(list(queries.search(ledger, "barge", Filter(limit=1)))) == 1


def test_search_places_words_of_discontinuous_content(ledger: Ledger) -> None:
    (hit,) = queries.search(ledger, '"fairy tale" was', replace(COURIER, by="spokesman"))
    text = ledger.reading(hit.document).text
    assert [(match.quote, match.start) for match in hit.matches] == [
        ("was", text.index("was")), ("fairy tale", text.index("fairy tale")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("eclair", 1), ("ÉCLAIRS", 1), ("ecla*", 1), ("cla*", 0), ('"crowns 5"', 0), ('"5 crowns"', 1),
        ("5 -crowns", 1), ("text:eclairs", 0), ("NOT", 0), ("(", 0), ("", 0), ('"', 0), ("* ^ NEAR(eclairs", 0),
        ('eclairs "', 1),
    ],
)  # fmt: skip
def test_search_takes_words_as_they_are(ledger: Ledger, words: str, found: int) -> None:
    assert len(list(queries.search(ledger, words))) == found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.one_of(st.sampled_from('ab"*()^-+:{}[],.\0 '), st.characters(exclude_categories=["Cs"]))))
def test_no_words_break_a_search_or_a_filter(ledger: Ledger, words: str) -> None:
    list(queries.search(ledger, words))
    list(queries.claims(ledger, Filter(by=words, about=words, country=words, outlet=words, type=words)))


def test_a_long_text_is_searched_without_quoting_it_all(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        ledger.add(reading(TEXT + " Lots of water." * 5000 + " Here a heron stood."))
        (hit,) = queries.search(ledger, "heron")
        assert hit.snippet.quote.endswith("Here a heron stood.")
        assert len(hit.snippet.quote) < 200


def test_a_party_without_a_name_in_the_ledger_is_shown_by_its_words(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        base = reading()
        event = replace(base.events[1], actors=(Party(at(TEXT, "a spokesman"), None),))
        claim = Claim("c1", (at(TEXT, "a spokesman"),), (at(TEXT, "added"),), (at(TEXT, "It was"),), "indirect")
        ledger.add(replace(base, events=(event,), claims=(claim,), figures=(), actors=(), mentions=()))
        assert [(row.kind, row.who) for row in queries.timeline(ledger)] == [
            ("event", "a spokesman"), ("claim", "a spokesman"),
        ]  # fmt: skip


def test_rows_show_a_source_that_is_left_unnamed_in_the_words_of_the_report(ledger: Ledger) -> None:
    accusation, denial, comment = queries.claims(ledger, COURIER)
    assert accusation.said_by == accusation.actor_name
    assert denial.said_by == denial.actor_name
    assert comment.said_by == comment.source
    told = {event.said_by for event in queries.events(ledger, COURIER)}
    assert told <= {accusation.said_by, denial.said_by, comment.said_by, None}
