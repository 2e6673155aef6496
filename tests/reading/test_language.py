import pytest
import spacy

from allegedly.errors import NotEnglish, TooLong
from allegedly.reading import language
from allegedly.records import Block, Document, Reading, Span

TEXT = "Title without a full stop\n\nThe minister spoke on Monday. He left at noon.\n\nA last line"
GERMAN = "Der Minister sagte am Montag, die Truppen seien noch nicht im Land angekommen. " * 5


def reading_of(text: str, language: str | None = None) -> Reading:
    blocks = tuple(
        Block(Span.of(text, text.index(part), text.index(part) + len(part)), "body") for part in text.split("\n\n")
    )
    return Reading(Document(id="x", text=text, language=language), blocks=blocks)


def test_a_block_starts_a_sentence() -> None:
    read = language.read(reading_of(TEXT))
    firsts = [sentence.start_char for sentence in language.sentences(read)]
    assert [TEXT[start:].split()[0] for start in firsts] == ["Title", "The", "He", "A"]


def test_the_model_is_the_one_that_spacy_loads() -> None:
    stock, ours = spacy.load(language.MODEL), language.model()
    text = "Officials in Kyiv can't say it's over: e.g. U.S. aides, who met on 3 May, weren't told of 1,200km drones."
    read, expected = ours(text), stock(text)
    assert read.to_json() == expected.to_json()
    assert [token.norm_ for token in read] == [token.norm_ for token in expected]
    assert language.analyse(ours.make_doc(text)).to_json() == expected.to_json()
    assert ours.tokenizer.to_bytes(exclude=["vocab"]) == stock.tokenizer.to_bytes(exclude=["vocab"])  # type: ignore[union-attr]


def test_offsets_survive_parsing_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"The ministry said on day {n} that  nothing had happened." for n in range(50))
    monkeypatch.setattr(language, "CHUNK", 200)
    doc = language.read(reading_of(text)).parse
    assert doc is not None
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert len(list(doc.sents)) == 50


def test_other_languages_are_refused() -> None:
    with pytest.raises(NotEnglish, match="'de'"):
        language.read(reading_of(GERMAN))
    assert language.read(reading_of(GERMAN, language="en")).document.language == "en"


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(TooLong, match="split it"):
        language.read(reading_of("a " * language.LONGEST))


def test_strings_of_marks_are_kept_but_not_parsed() -> None:
    text = f"{TEXT}\n\n{'“' * 50_000} ,\t{'a, ' * 9_000}.\n\nThen the minister spoke again."
    doc = language.read(reading_of(text)).parse
    assert doc is not None
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert [token.lemma_ for token in doc if token.pos_ == "VERB"].count("speak") == 2


def test_more_marks_than_a_report_has_are_refused() -> None:
    with pytest.raises(TooLong, match="words and marks"):
        language.read(reading_of('"' * (language.MOST + 1)))


def test_a_sentence_without_end_is_cut() -> None:
    doc = language.read(reading_of("and the minister who spoke " * 400)).parse
    assert doc is not None
    assert max(len(sentence) for sentence in doc.sents) <= language.SENTENCE + 1
