# ruff: noqa: E501 (pieces are easier to look over in long rows)
"""The laws of the whole reading hold for whatever is thrown together from what reports are made of."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.errors import DocumentError
from allegedly.ledger.soundness import sound
from allegedly.reading.pipeline import LAYERS, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document
from tests.test_reading import spans

WORDS = (
    "the ministry", "Minsk", "President Ana Kovac", "he", "she", "they", "the troops", "a spokesman", "NATO", "Belarus and Poland",
    "Ms. Abara of the U.N.", "officials in Gomel", "who", "which", "its", "the", "of", "and", "not", "no one", "if",
)  # fmt: skip
CUES = (
    "said", "said that", "denied", "denied that", "accused", "according to", "claims that", "told reporters", "adding that",
    "warned", "has rejected claims by", "vowed to", "was quoted as saying", "estimated", "called on", "reportedly", "did not say",
)  # fmt: skip
HAPPENINGS = (
    "attacked", "were killed", "arrested", "will send", "signed a deal with", "crossed the border", "have been withdrawn to",
    "bombed the bridge", "protested against", "a strike on", "plans to invade", "the arrest of", "might have shot",
)  # fmt: skip
AMOUNTS = (
    "70,000", "some 9,000", "more than 1,000", "two dozen", "1.5 million", "$3bn", "30%", "1,2,3", "0", "1e9", "-5", "½", "１２", "٣", "a",
    "between 10 and 20", "10-20", "one in three", "9" * 40, "third", "hundreds of thousands of", "no fewer than", "km", "per cent",
)  # fmt: skip
DAYS = (
    "on Saturday", "15 Oct, 2022 12:34", "late February", "in 1999", "earlier this week", "two days ago", "0000-00-00", "9999-12-31",
    "31 April", "since", "until", "the 1990s", "next year", "12:60", "Oct. 15", "for three months", "99999-01-01", "May",
)  # fmt: skip
MARKS = (
    "“", "”", '"', "'", "‘", "’", "«", "»", "(", ")", "[", "]", ",", ".", ";", ":", "?", "!", "…", "—", "-", "%", "$", "#", "*", "|", "\\", "&",
    "’s", "n't", "\n", "\n\n", "\n- ", "\t", "Read more", "Copyright ©", "By Jo Doe", "http://a.b/c", "@user", "<p>", "U.S.", "Mr.", "J.",
)  # fmt: skip
ODD = (
    "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\x00", "\x85", "\u2028", "\xa0", "\u3000", "\ud800", "\U0010ffff", "a" + "\u0301" * 20,
    "İ", "ß", "ﬁ", "ﷺ", "😀\u200d😀", "🇧🇾", "\u0627\u0644", "軍隊", "Военные", "\x1b[31m", "\ufffd", "\r", "\r\n", "\x0b", "\x0c", "²", "Ⅷ",
)  # fmt: skip
PIECES = st.one_of(
    *(st.sampled_from(kind) for kind in (WORDS, CUES, HAPPENINGS, AMOUNTS, DAYS, MARKS, ODD)), st.text(max_size=3)
)
TEXTS = st.builds(str.join, st.sampled_from((" ", " ", "", "\n")), st.lists(PIECES, min_size=1, max_size=40))


def read(text: str) -> Reading | str:
    try:
        return read_document(make_document(text, language="en", published="2022-10-15"))
    except DocumentError as error:
        return str(error)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_a_mixture_is_read_soundly(text: str) -> None:
    reading = read(text)
    assert read(text) == reading
    if isinstance(reading, str):
        assert ";" in reading
        return
    assert reading.problems == ()
    assert [name for name, _ in reading.versions] == [layer.name for layer in LAYERS]
    assert all(reading.text[span.start : span.end] == span.quote for span in spans(reading))
    assert sound(reading).problems == ()
