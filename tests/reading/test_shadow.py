import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.reading import language, recasing, shadow
from allegedly.records import Block, Span

TEXTS = st.text(st.sampled_from("ab AB.,“”„«»'\n\t\u00a0\u200b\u00ad😀İß"), max_size=60)


def blocks(text: str) -> tuple[Block, ...]:
    return (Block(Span.of(text, 0, len(text)), "body"),) if text else ()


def cast(text: str) -> shadow.Shadow:
    return shadow.cast(text, blocks(text), language.is_word)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("the bridge\u00a0is\tsafe", "the bridge is safe"),
        ("wrapped\nlines", "wrapped lines"),
        ("two  blanks", "two blanks"),
        ("\ufeffinter\u00adnational\u200b", "international"),
        ("😀 Done. 🇧🇾 Next", "Done. Next"),
        ("„Go“ and »stay« and «wait»", "“Go” and “stay” and “wait”"),
        ("plain “prose” stays", "plain “prose” stays"),
    ],
)
def test_what_the_parser_sees(text: str, seen: str) -> None:
    assert cast(text).seen.replace(shadow.DROPPED, "") == seen


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_shadow_is_as_long_as_its_text(text: str) -> None:
    made = cast(text)
    assert len(made.plain) == len(made.seen) == len(text)
    assert made.plain.split() == text.split()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_words_of_the_text_come_back(text: str) -> None:
    made = cast(text)
    if made.seen.strip(shadow.DROPPED):
        nlp = language.model()
        doc = shadow.restore(nlp.make_doc(made.seen.replace(shadow.DROPPED, "")), made.plain, made.seen)
        assert doc.text == made.plain


def test_capitals_of_prose() -> None:
    text = "THE MINISTRY IN MINSK SAID ON SATURDAY THAT MR. VELIK HAD LEFT THE U.S. “I AM HERE,” HE SAID."
    assert cast(text).seen == (
        "The ministry in Minsk said on Saturday that Mr. Velik had left the U.S. “I am here,” he said."
    )


def test_headlines_take_the_names_of_the_report() -> None:
    text = "Brown Denies That Guild Won’t Pay EU Bank\n\nThe guild, said Ana Brown, took no money."
    parts = tuple(
        Block(Span.of(text, text.index(part), text.index(part) + len(part)), "body") for part in text.split("\n\n")
    )
    assert shadow.cast(text, parts, language.is_word).seen.split("\n")[0] == "Brown denies that guild won’t pay EU bank"


def test_names_and_abbreviations_are_no_runs_of_capitals() -> None:
    assert not list(recasing.runs("Troops of NATO, the EU and the UN met GEN. ANA VELIK ORTH yesterday."))
    assert not list(recasing.runs("MINSK, Belarus (AP)"))
    text = "He wrote: THE VOTE IS A LIE AND THEY KNOW IT! Nobody answered."
    assert [text[start:end].strip() for start, end in recasing.runs(text)] == ["THE VOTE IS A LIE AND THEY KNOW IT!"]


def test_long_strings_of_marks_take_linear_time() -> None:
    text = "“" * 100_000 + "A " + "! A B" * 50_000
    assert len(cast(text).seen) == len(text)
