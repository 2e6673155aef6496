"""Whose source is whose: the outlet's home, owners, short and full names."""

from dataclasses import replace

from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.sources import Source, independent, named_source, same_source, source_of
from allegedly.linking.claims.statements import statements
from allegedly.records import Actor, Block, Claim, Mention, Place, Reading, Relay, Span
from allegedly.sources.document import make_document
from tests.linking.claims.told import Said, report


def read(text: str, outlet: str = "The Hentzau Post", claims: tuple[Claim, ...] = ()) -> Reading:
    """Return the reading of one paragraph."""
    document = make_document(text, language="en", outlet=outlet)
    return Reading(document, blocks=(Block(Span.of(text, 0, len(text)), "body"),), claims=claims)


def claim(text: str, source: str, content: str) -> Claim:
    """Return a claim of somebody nobody resolved."""
    spans = [Span.of(text, text.index(words), text.index(words) + len(words)) for words in (source, content)]
    return Claim("c1", (spans[0],), (), (spans[1],), "indirect", source_kind="named", act="assert")


def test_an_office_that_names_no_country_is_of_the_outlets_home() -> None:
    text = "The bridge is ours, the defence ministry said."
    said = claim(text, "the defence ministry", "The bridge is ours")
    assert source_of(said, read(text, "Baku Evening", (said,))).side == "AZE"
    assert source_of(said, read(text, "The Hentzau Post", (said,))).side == "?"


def test_a_country_that_is_named_goes_before_the_outlets_home() -> None:
    one = statements(report(Said("The ministry", "said", "the bridge is ours", country="FRA"), outlet="Baku Evening"))
    assert one[0].source.country == "AZE"
    text = "The bridge is ours, the French defence ministry said."
    assert named_source(text.index("the French"), len(text), read(text)).side == "FRA"


def test_a_full_and_a_short_name_in_one_report_are_one_source() -> None:
    full, short = Source("words:the press office of the guard@d1"), Source("words:the press office@d1")
    assert same_source(full, short)
    assert not same_source(full, Source("words:the press office@d2"))
    assert not same_source(full, Source("words:the port@d1"))


def test_a_source_is_named_in_what_is_said_of_it() -> None:
    assert Source("words:zendabuild the").is_named_in("Zendabuild took the money")
    assert not Source("words:zendabuild the").is_named_in("The builders took the money")
    assert not Source("outlet:zendabuild", kind="outlet").is_named_in("Zendabuild took the money")


def test_police_and_courts_tell_of_a_case_what_they_have_from_each_other() -> None:
    text = "The mill was lit, the court papers said. Two men lit it, a deputy sheriff said. It burnt, a miller said."
    papers, deputy, miller = (
        source_of(claim(text, who, said), read(text))
        for who, said in (
            ("the court papers", "The mill was lit"),
            ("a deputy sheriff", "Two men lit it"),
            ("a miller", "It burnt"),
        )
    )
    assert (papers.law, deputy.law, miller.law) == (True, True, False)
    assert not independent(papers, deputy)
    assert independent(papers, miller)


def test_who_bears_a_title_of_the_police_speaks_for_it() -> None:
    text = "Detective Sgt. Flavia Tarlen came late. The mill burnt for hours, Tarlen said."
    person = Actor("flavia-tarlen", "Flavia Tarlen", "person")
    start = text.index("Flavia")
    mention = Mention(Span.of(text, start, start + len("Flavia Tarlen")), "name", "flavia-tarlen")
    said = replace(claim(text, "Tarlen said", "The mill burnt for hours"), actor="flavia-tarlen")
    assert source_of(said, replace(read(text, claims=(said,)), actors=(person,), mentions=(mention,))).law
    assert not source_of(said, replace(read(text, claims=(said,)), actors=(person,))).law


def test_one_description_in_two_reports_may_be_one_source() -> None:
    witness, other = Source("words:a witness@d1"), Source("words:the witness@d2")
    assert not same_source(witness, other)
    assert not independent(witness, other)
    assert not independent(Source("hentzau-post"), Source("words:the post"))
    assert not independent(Source("words:the statement@d1"), Source("words:a miller@d2"))
    assert independent(witness, Source("words:a miller@d2"))


def test_a_name_with_an_s_too_many_is_the_same() -> None:
    assert same_source(Source("tarlen"), Source("tarlens"))
    assert not same_source(Source("tarlen"), Source("marlen"))


def test_who_passes_words_on_is_no_second_source_of_them() -> None:
    text = "The mill was empty, a clerk told the Hentzau Post."
    post = Span.of(text, text.index("Hentzau"), len(text) - 1)
    told = source_of(replace(claim(text, "a clerk", "The mill was empty"), relays=(Relay(post, None),)), read(text))
    assert not independent(told, Source("hentzau-post"))
    assert independent(told, Source("zenda-mail"))


def test_who_closes_a_sentence_told_it() -> None:
    found: tuple[Statement, ...] = statements(read("Shells fell on the mill all night, a miller told this newspaper."))
    assert [(s.text, s.source.kind) for s in found] == [("Shells fell on the mill all night", "claim")]


def test_a_state_speaks_for_itself() -> None:
    reading = report(Said("Ruritania", "said", "the bridge is ours", country="HUN"))
    actor = Actor("HUN", "Ruritania", "state", "HUN")
    claim = replace(reading.claims[0], actor="HUN")
    assert source_of(claim, replace(reading, actors=(actor,), claims=(claim,))).side == "HUN"


def test_who_accuses_a_country_is_not_of_it() -> None:
    reading = report(Said("The minister", "said", "Ruritania stirred up the riot", "accuse", country="HUN"))
    accused = Actor("HUN", "Ruritania", "state", "HUN")
    claim = replace(reading.claims[0], target="HUN")
    assert source_of(claim, replace(reading, actors=(*reading.actors, accused), claims=(claim,))).country is None


def test_officials_there_are_of_the_place_named_before() -> None:
    text = "No answer came from Vienna. Officials there said the road is open."
    said = claim(text, "Officials there", "the road is open")
    vienna = Place("p1", Span.of(text, text.index("Vienna"), text.index("Vienna") + 6), "literal", country="AUT")
    reading = replace(read(text, claims=(said,)), places=(vienna,))
    assert source_of(said, reading).country == "AUT"


def test_an_article_names_nobody() -> None:
    guild, mayor = statements(
        report(Said("The guild", "said", "the gate is shut"), Said("The mayor", "said", "it is open now"))
    )[:2]
    assert not same_source(guild.source, mayor.source)


def test_a_pronoun_is_whom_it_goes_back_to() -> None:
    text = "A miller saw it. It burnt, he said. It was lit, said a ferryman. He added that it rained."
    miller, ferryman = (
        replace(claim(text, word, "It burnt"), source_kind="pronoun", named_by=Span.of(text, start, start + len(words)))
        for word, words, start in (("he", "A miller", 0), ("He", "a ferryman", text.index("a ferryman")))
    )
    one, other = (source_of(said, read(text, claims=(miller, ferryman))) for said in (miller, ferryman))
    assert independent(one, other)
    assert same_source(source_of(claim(text, "A miller", "It burnt"), read(text)), one)
    unknown = source_of(replace(miller, named_by=None), read(text))
    assert not independent(unknown, other)


def test_a_charge_that_nobody_is_said_to_lay_is_of_the_law() -> None:
    text = "The smith was charged with arson. He lit it, the police said. He lit it, a miller said."
    charged = replace(claim(text, "The smith", "with arson"), source=(), source_kind="none", source_class="judiciary")
    court = source_of(charged, read(text))
    police, miller = (source_of(claim(text, who, "He lit it"), read(text)) for who in ("the police", "a miller"))
    assert court.law
    assert (independent(court, police), independent(court, miller)) == (False, True)


def test_a_verdict_of_the_outlet_is_the_outlets() -> None:
    text = "The tale is a hoax."
    verdict = replace(claim(text, "The tale", "The tale"), source=(), source_kind="outlet")
    assert source_of(verdict, read(text)) == Source("outlet:The Hentzau Post", kind="outlet")
