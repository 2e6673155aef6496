import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.linking.copies import credits_in

BODY = "A barge sank off Streslau on Tuesday, the harbour ministry said."


@pytest.mark.parametrize(
    ("text", "agency", "kind"),
    [
        (f"STRESLAU, Ruritania (Reuters) - {BODY}", "reuters", "dateline"),
        (f"(AFP) — {BODY}", "afp", "dateline"),
        (f"STRESLAU (KQXX/AP) -- {BODY}", "associated-press", "dateline"),
        (f"STRESLAU, May 4. /TASS/. {BODY}", "tass", "dateline"),
        (f"STRESLAU, May 4, BelTA – {BODY}", "belta", "dateline"),
        (f"{BODY}\n\nReuters", "reuters", "line"),
        (f"By Ann Bell, Associated Press\n\n{BODY}", "associated-press", "line"),
        (f"{BODY}\n\nSource: Xinhua", "xinhua", "line"),
        (f"{BODY}\n\nCredit: AFP", "afp", "line"),
        (f"{BODY} — Interfax", "interfax", "line"),
        (f"{BODY}\n\n© 2031 Agence France-Presse", "afp", "line"),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", "associated-press", "line"),
        (f"{BODY} With reporting by Ann Bell and Yonhap.", "yonhap", "line"),
        (f"A barge sank off Streslau, according to Belta. {BODY}", "belta", "cited"),
        (f"A barge sank off Streslau, the state news agency KCNA reported. {BODY}", "kcna", "cited"),
        (f"A barge sank off Streslau, Interfax news agency reports. {BODY}", "interfax", "cited"),
        (f"Citing the news agency Ukrinform, the paper said that a barge sank. {BODY}", "ukrinform", "cited"),
    ],
)
def test_an_agency_is_credited(text: str, agency: str, kind: str) -> None:
    found = credits_in(text)
    assert [(credit.agency, credit.kind) for credit in found] == [(agency, kind)]
    assert all(text[credit.span.start : credit.span.end] == credit.span.quote for credit in found)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY} “We saw nothing,” the captain told Reuters.",
        f"{BODY}\n\nAssociated Press photographer Ann Bell took the picture.",
        "The AP course of the school begins in May, and AFP is a protein.",
        f"{BODY}\n\nThe Bloomberg chair of economics (since 2031) - a gift - stays empty.",
        f"{BODY} The council (Streslau) - it met on Monday - has not answered, nor has the pier.",
    ],
    ids=["nobody", "told", "photographer", "other AP", "other Bloomberg", "other brackets"],
)
def test_who_did_not_write_the_report_is_not_credited(text: str) -> None:
    assert credits_in(text) == ()


def test_a_name_in_the_date_line_is_credited_without_being_known() -> None:
    (credit,) = credits_in(f"Barge sinks\n\nSTRESLAU, May 4 (Quayside News) - {BODY}")
    assert (credit.agency, credit.name, credit.kind) == (None, "Quayside News", "dateline")


def test_a_date_line_stands_at_the_head_of_the_report_only() -> None:
    assert credits_in("\n\n".join([BODY] * 6 + [f"GRAUSTARK (Quayside) - {BODY}"])) == ()


@given(st.text(max_size=300) | st.text(alphabet="(Reuters)- \n/A", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for credit in credits_in(text):
        assert text[credit.span.start : credit.span.end] == credit.span.quote
