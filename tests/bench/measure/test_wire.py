"""The wire says what it means to say, in each form of feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegedly.ledger import open_ledger
from allegedly.sources.feeds import parse
from bench.measure.wire import checks
from bench.measure.wire.outlets import Report, Wire, atom, jsonfeed, rss, sitemap
from tests.watch.site import Seen


def wire(count: int = 12) -> Wire:
    text = "The harbour office said on Monday that a barge had left the port.\n\n" * 30
    rows = [
        {"host": f"h{n}", "title": f"Barge {n} & <sea>", "text": text, "published": "2022-10-15"} for n in range(count)
    ]
    return Wire(rows, seed=1)


@pytest.mark.parametrize("form", [rss, atom, jsonfeed, sitemap])
def test_each_form_names_every_report(form: object) -> None:
    made = wire()
    made.publish(12)
    host = made.hosts[0]
    answer = form(made, host, made.published)  # type: ignore[operator]
    entries = parse(answer.body, made.site.url("/feed", host)).entries
    paths = [(entry.url or "").partition("?")[0].rpartition(str(made.site.port))[2] for entry in entries]
    assert [path for path in paths if path.startswith("/report/")] == [f"/report/{n}" for n in range(12)]
    with made:
        pass


def test_what_was_served_and_is_not_there_is_lost(tmp_path: Path) -> None:
    open_ledger(tmp_path / "l").close()
    made = wire(1)
    made.publish(1)
    assert [fault.split()[-5:-2] for fault in checks.reports(made, tmp_path / "l")] == [["is", "lost", "(served:"]]
    with made:
        pass


def test_manners_that_are_not_kept_are_found() -> None:
    made = wire(0)
    slow, quick = min(made.slow), made.hosts[0]
    times = {quick: [(0.0, 1.0), (1.1, 2.0), (1.9, 2.0)], slow: [(0.0, 1.0), (1.1, 1.2)]}
    for host, pairs in times.items():
        made.site.seen += [Seen(host, f"/{start}", {}, start, end) for start, end in pairs]
    found = list(checks.manners(made, 0.05))
    assert len(found) == 2
    assert "while it answered" in found[0]
    assert found[1].startswith(slow)
    with made:
        pass


def test_a_report_that_changed_says_so() -> None:
    report = Report(3, "127.0.0.2", "Barge", "It left.", "2022-10-15", version=2)
    assert report.body == "It left.\nThe report was updated: version 2 of 3."


def test_memory_that_grows_is_found() -> None:
    """Of several lives, and of one alone; a first life that did less than the others says nothing."""
    assert list(checks.kept([[50, 100], [90, 200], [90, 190], [80, 210]])) == []
    assert list(checks.kept([[100, 150, 190, 180]])) == []
    [fault] = checks.kept([[100 * 1024, 100], [100 * 1024], [150 * 1024], [100]])
    assert fault == "the memory grew from 100 to 150 MB"
    assert list(checks.kept([[100, 100, 100, 131]]))
