"""What a lake comes to depends on what was read alone, not on when, or with what else, it came."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.lake.batch import read_inputs
from allegedly.lake.folder import Folder, work_folder
from allegedly.lake.settling import settle
from allegedly.lake.staging import Staging, packed
from allegedly.sources import Input
from tests.lake.archive import OPTIONS, contents, report

# Few texts, addresses and days, so that there are documents from several places, and several versions of reports.
REPORTS = st.builds(
    report,
    st.integers(0, 3),
    url=st.sampled_from(["https://x.example/a", "https://x.example/b", None]),
    published=st.sampled_from(["2021-01-31", "2021-02-01", "2021-02-01T09:00", "2022", None]),
    title=st.sampled_from(["One head", "Another", None]),
    text=st.sampled_from(["The ministry said 4 barges left.", "Graustark denied it.", "problem", " "]),
)


def item(origin: int, given: dict[str, Any]) -> Input:
    return Input(f"/archive/{origin}", "record", json.dumps(given).encode())


def settled(folder: Path, runs: list[list[list[Input]]]) -> object:
    """Settle the answers to the batches of each run, and return what is in the lake then."""
    lake, staging = Folder(folder), Staging(work_folder(folder))
    for number, run in enumerate(runs):
        with staging.held():
            staging.begin("{}")
            for place, batch in enumerate(run):
                staging.put(f"{number}-{place}", packed(read_inputs(batch, OPTIONS)))
            settle(lake, staging, {})
    return contents(folder)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_runs_batches_and_order_do_not_matter(data: st.DataObject) -> None:
    items = [item(origin, one) for origin, one in enumerate(data.draw(st.lists(REPORTS, min_size=1, max_size=10)))]
    shuffled = data.draw(st.permutations(items))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(items)), max_size=3)))
    runs = [[shuffled[a:b]] for a, b in zip([0, *cuts], [*cuts, len(items)], strict=True) if b > a]
    with TemporaryDirectory() as folder:
        bit_by_bit = settled(Path(folder, "bit by bit"), runs)
        assert bit_by_bit == settled(Path(folder, "at once"), [[batch for run in runs for batch in run]])
        assert bit_by_bit == settled(Path(folder, "in order"), [[items]])


def test_nothing_at_all_is_a_lake_too(tmp_path: Path) -> None:
    found = settled(tmp_path / "lake", [[]])
    assert isinstance(found, dict)
    assert not any(found.values())
    assert len(list(tmp_path.rglob("*.parquet"))) == len(found)
