"""Every input ends in a reading or in a DocumentError, within bounded time, and the others of a run are all there."""

import resource
import time
from pathlib import Path

import pytest

from allegedly.errors import DocumentError
from allegedly.ledger.soundness import sound
from allegedly.reading.pipeline import read_document
from allegedly.records import Reading
from allegedly.sources import Failure, Input, find, load
from tests.sources import hostile

SECONDS = 10.0
"""CPU time that one input may take; most take a hundredth."""
MEGABYTES = 700
"""Memory that the whole process may take."""
SUFFIX = {"text": ".txt", "html": ".html", "record": ".jsonl"}
INPUTS = list(hostile.inputs())


@pytest.fixture(scope="module", autouse=True)
def warm() -> int:
    """Return the most memory that this process has taken so far, whatever tests it ran, with all models loaded."""
    read_document(load(Input("warm", "text", hostile.REPORT.encode())))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_there_are_two_hundred() -> None:
    assert len(INPUTS) >= 200


def reading_or_error(item: Input) -> Reading | DocumentError:
    try:
        return read_document(load(item))
    except DocumentError as error:
        return error


@pytest.mark.parametrize("item", INPUTS, ids=lambda item: item.origin)
def test_an_input_ends_in_a_reading_or_a_clear_error(item: Input, warm: int) -> None:
    started = time.process_time()
    read = reading_or_error(item)
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - warm < MEGABYTES * 1024
    if isinstance(read, DocumentError):
        assert ";" in str(read)  # what is wrong; what to do about it
        assert len(str(read)) < 400
    else:
        assert not sound(read).problems
        assert read.text.encode("utf-8")
        assert all(read.text[block.span.start : block.span.end] == block.span.quote for block in read.blocks)


def test_the_others_of_the_run_are_all_there(tmp_path: Path) -> None:
    for number, item in enumerate(INPUTS):
        (tmp_path / f"{number:04}{SUFFIX[item.kind]}").write_bytes(item.data)
        if number % 50 == 0:
            (tmp_path / f"{number:04}-good.txt").write_text(hostile.REPORT, encoding="utf-8")
    (tmp_path / "no-file.txt").symlink_to(tmp_path / "nowhere")
    good = 0
    for found in find([str(tmp_path), str(tmp_path / "missing.txt")]):
        if isinstance(found, Failure):
            assert str(found.error)
        elif found.origin.endswith("-good.txt"):
            assert load(found).text == hostile.REPORT
            good += 1
    assert good == len(range(0, len(INPUTS), 50))
