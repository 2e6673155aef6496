"""Every input ends in a reading or in a DocumentError, within bounded time, and the others of a run are all there."""

import resource
import time
from pathlib import Path

import pytest

from allegedly.errors import DocumentError
from allegedly.reading.pipeline import read_document
from allegedly.sources import Failure, Input, find, load
from tests.sources import hostile

SECONDS = 10.0
"""CPU time that one input may take; most take a hundredth."""
MEGABYTES = 1_200
"""Memory that the whole process may take."""
SUFFIX = {"text": ".txt", "html": ".html", "record": ".jsonl"}
INPUTS = list(hostile.inputs())


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    read_document(load(Input("warm", "text", hostile.REPORT.encode())))


def test_there_are_two_hundred() -> None:
    assert len(INPUTS) >= 200


@pytest.mark.parametrize("item", INPUTS, ids=lambda item: item.origin)
def test_an_input_ends_in_a_reading_or_a_clear_error(item: Input) -> None:
    started = time.process_time()
    try:
        reading = read_document(load(item))
    except DocumentError as error:
        assert len(str(error)) < 400
        assert ";" in str(error)  # what is wrong; what to do about it
    else:
        assert not reading.problems
        assert all(reading.text[b.span.start : b.span.end] == b.span.quote for b in reading.blocks)
        assert reading.document.text.encode("utf-8")
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEGABYTES * 1024


def test_the_others_of_the_run_are_all_there(tmp_path: Path) -> None:
    for number, item in enumerate(INPUTS):
        (tmp_path / f"{number:04}{SUFFIX[item.kind]}").write_bytes(item.data)
        if number % 50 == 0:
            (tmp_path / f"{number:04}-good.txt").write_text(hostile.REPORT, encoding="utf-8")
    (tmp_path / "no-file.txt").symlink_to(tmp_path / "nowhere")
    good = 0
    for item in find([str(tmp_path), str(tmp_path / "missing.txt")]):
        if isinstance(item, Failure):
            assert str(item.error)
        elif item.origin.endswith("-good.txt"):
            assert load(item).text == hostile.REPORT
            good += 1
    assert good == len(range(0, len(INPUTS), 50))
