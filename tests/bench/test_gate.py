import pytest

from bench import gate
from bench.suite import GATE, SHARED, Benchmark


@pytest.mark.parametrize("benchmark", GATE, ids=lambda benchmark: benchmark.name)
def test_no_score_drops(benchmark: Benchmark) -> None:
    if not benchmark.is_there:
        pytest.skip(f"{benchmark.name} is not measured: {benchmark.path} is not there")
    floor = gate.baselines()[benchmark.name]
    assert gate.dropped(benchmark, gate.measure(benchmark), floor) == []


def test_a_drop_is_seen() -> None:
    benchmark = Benchmark("own times", "times")
    assert gate.dropped(benchmark, {"value.f1": 80.0}, {"value.f1": 81.0}) == ["own times: value.f1 was 81 and is 80"]
    assert gate.dropped(benchmark, {"value.f1": 80.8}, {"value.f1": 81.0}) == []
    assert gate.dropped(benchmark, {}, {"value.f1": 81.0}) != []


def test_more_furniture_is_a_drop() -> None:
    seed = Benchmark("seed", "seed", "gold/seed.json")
    assert gate.dropped(seed, {"body_words_lost": 1.0}, {"body_words_lost": 0.0}) != []
    assert gate.dropped(seed, {"claims": 13.0}, {"claims": 12.0}) == []


def test_every_benchmark_has_a_baseline() -> None:
    assert set(gate.baselines()) == {benchmark.name for benchmark in GATE}
    assert SHARED.name == "shared"
