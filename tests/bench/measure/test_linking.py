from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.made.news import NOTICE, name, reading_of, story_of, text_of
from bench.measure.linking import measured
from bench.measure.plot import SHOWN, X, svg


def test_made_up_news_is_the_same_again_and_quotes_its_text() -> None:
    for number in (0, 7, 640, 1_234):
        reading = reading_of(number)
        assert reading == reading_of(number)
        assert reading.document.id == name(number)
        assert reading.claims
        assert reading.figures
        for claim in reading.claims:
            for span in (*claim.source, *claim.cue, *claim.content):
                assert reading.text[span.start : span.end] == span.quote


def test_made_up_news_has_copies_and_stories_of_many_sizes() -> None:
    copies = sum(text_of(number) != number for number in range(3_000))
    assert 0.1 < copies / 3_000 < 0.3
    sizes = Counter(map(story_of, range(3_000)))
    assert max(sizes.values()) > 100
    assert sum(size < 5 for size in sizes.values()) > 20
    assert text_of(3 * NOTICE) == 0


def test_linking_is_measured_at_each_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.measure.linking.BEFORE", 2)
    monkeypatch.setattr("bench.measure.linking.ADDED", 5)
    rows = list(measured((10, 30), tmp_path / "l"))
    assert [row[X] for row in rows] == [10, 30]
    drawn = ElementTree.fromstring(svg(rows))
    assert sum(one.tag.endswith("polyline") for one in drawn) == len(SHOWN)


def test_no_rows_are_no_plot() -> None:
    with pytest.raises(ValueError, match="no rows"):
        svg([])
