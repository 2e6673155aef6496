import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.export.names import actor_iri, iri, is_public, web_url


def test_names() -> None:
    assert iri("2264fa", "c1") == "urn:allegedly:2264fa:c1"
    assert actor_iri("BLR.GOV") == "urn:allegedly:actor:BLR.GOV"
    assert actor_iri("josé b") == "urn:allegedly:actor:jos%C3%A9%20b"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "https://", "https://a b/", "http://[x/", "//x.example/", "", None],
)
def test_what_is_no_url_of_the_web(url: str | None) -> None:
    assert web_url(url) is None


def test_what_is_one() -> None:
    assert web_url("HTTPS://courier.example/1?a=b#c") == "HTTPS://courier.example/1?a=b#c"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_an_iri_has_only_what_an_iri_may_have(part: str) -> None:
    assert iri("x", part).isascii()
    assert not set(iri("x", part)) & set(' <>"{}|\\^`\n')


def test_public_bodies() -> None:
    assert is_public(("MIL", "GOV"))
    assert not is_public(("BUS", "GOV"))
    assert not is_public(())
