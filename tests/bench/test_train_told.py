from __future__ import annotations

import re

from bench.train.told import reports


def test_reports_are_the_same_each_time_and_have_no_gaps() -> None:
    found = list(reports(30))
    assert list(reports(30)) == found
    assert len(set(found)) == 30
    for text in found:
        assert not re.search(r"[{}]|,,|  ", text)
        assert all(paragraph[0].isupper() or not paragraph[0].isalpha() for paragraph in text.split("\n\n"))
