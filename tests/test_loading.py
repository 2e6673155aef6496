import gc

import pytest

from allegedly.loading import uncollected


def test_the_collector_rests_and_goes_on() -> None:
    before = gc.get_threshold()
    with uncollected():
        assert gc.get_threshold()[0] == 0
        with uncollected():
            pass
        assert gc.get_threshold()[0] == 0
    assert gc.get_threshold() == before


def test_the_collector_goes_on_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.get_threshold() == before
