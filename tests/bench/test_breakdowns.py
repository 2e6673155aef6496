from bench import report
from bench.cases import own_cases
from bench.score import breakdowns


def published() -> dict[str, dict[str, object]]:
    """Our own cases, dealt out to two publishers in turn."""
    rows = own_cases("attribution")
    return {name: {**row, "publisher": ("dawn", "dusk")[n % 2]} for n, (name, row) in enumerate(rows.items())}


def test_gold_against_itself_has_no_spread() -> None:
    gold = published()
    found = breakdowns.of(gold, gold)
    attributions = sum(len(row["attributions"]) for row in own_cases("attribution").values())
    assert found["spread"] == 0
    assert {name: row["ALL-EXACT"] for name, row in found["by publisher"].items()} == {"dawn": 100, "dusk": 100}
    assert sum(row["gold"] for row in found["by publisher"].values()) == attributions
    assert found["exact spans"] == {"source": 100, "cue": 100, "content": 100}


def test_a_publisher_that_is_not_read_makes_the_spread() -> None:
    gold = published()
    found = breakdowns.of(gold, {name: row for name, row in gold.items() if row["publisher"] == "dawn"})
    assert found["spread"] == 100
    assert found["by publisher"]["dusk"]["ALL@.5"] == 0


def test_chance_spreads_alike_whoever_published_what() -> None:
    gold = published()
    half = dict(list(gold.items())[::2])
    even, odd = (breakdowns.spread_by_chance(gold, found) for found in (gold, half))
    assert even == {"median": 0, "one in twenty below": 0, "% as wide as found": 100}
    assert odd["median"] > odd["one in twenty below"] > 0
    # Every second article, which is all of one publisher: hardly a deal is as uneven.
    assert odd["% as wide as found"] < 5
    assert breakdowns.spread_by_chance(own_cases("attribution"), {}) == {}


def test_tables_only_where_a_publisher_is_named() -> None:
    gold = published()
    titles = [title for title, _ in report.breakdowns(breakdowns.of(gold, gold))]
    assert titles[0].startswith("Attributions by publisher, F1; 0 points")
    assert len(titles) == 4
    rows = own_cases("attribution")
    assert list(report.breakdowns(breakdowns.of(rows, rows))) == []
    assert list(report.breakdowns({})) == []
