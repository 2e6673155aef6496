import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.sources.web.manners import FIRST_WAIT, LONGEST_WAIT, Host, Hosts, wait_of
from allegedly.sources.web.robots import LONGEST_DELAY, Rules, told

ROBOTS = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n\nUser-agent: allegedly\nDisallow: /cellar/\n"


def test_a_host_is_asked_one_thing_at_a_time_and_not_too_soon() -> None:
    hosts = Hosts(2.0)
    hosts.start("a", 100.0)
    assert hosts.free_at("a") == math.inf
    with pytest.raises(ValueError, match="now"):
        hosts.start("a", 100.0)
    assert hosts.free_at("b") == 0.0
    hosts.finish("a", 105.0)
    assert hosts.free_at("a") == 107.0
    hosts.slow("a", 30.0)
    assert (hosts.free_at("a"), hosts.taken(120.0), hosts.taken(135.0)) == (135.0, ["a"], [])


def test_a_host_that_answers_badly_is_left_alone_for_longer_each_time() -> None:
    hosts, waits = Hosts(2.0), []
    now = 1_000.0
    for _ in range(20):
        hosts.start("a", now)
        hosts.fail("a", now, None)
        waits.append(hosts.free_at("a") - now)
        now = hosts.free_at("a")
    assert waits[:3] == [2 * FIRST_WAIT, 4 * FIRST_WAIT, 8 * FIRST_WAIT]
    assert max(waits) == waits[-1] == LONGEST_WAIT
    hosts.start("a", now)
    assert hosts.finish("a", now).strikes == 0


def test_a_host_says_how_long_to_wait() -> None:
    hosts = Hosts(2.0, [Host("a", asked=10.0, until=50.0)])
    assert hosts.free_at("a") == 50.0
    hosts.start("a", 50.0)
    assert hosts.fail("a", 51.0, 600.0).until == 651.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), ("0", 0.0), (" 7 ", 7.0), ("Thu, 01 Jan 1970 00:20:00 GMT", 200.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("999999999999999", LONGEST_WAIT), ("soon", None), ("-5", None),
        ("", None), (None, None), ("²", None),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert wait_of(value, 1_000.0) == seconds


def test_what_a_robots_txt_lets_us_ask() -> None:
    rules = told(200, ROBOTS, 0.0)
    assert rules.may("https://example.org/private/x")  # what is said to us by name takes the place of the rest
    assert not rules.may("https://example.org/cellar/x")
    assert told(404, ROBOTS, 0.0).may("https://example.org/cellar/x")
    assert not Rules(closed=True).may("https://example.org/")
    for_all = told(200, ROBOTS.partition(b"\n\n")[0], 0.0)
    assert (for_all.may("https://example.org/private/x"), for_all.delay) == (False, 7.0)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("Crawl-delay: 999999", LONGEST_DELAY), ("Crawl-delay: nan", 0.0), ("Crawl-delay: -3", 0.0),
        ("Crawl-delay: soon", 0.0), ("Request-rate: 1/10", 10.0), ("", 0.0),
    ],
)  # fmt: skip
def test_delays_that_a_robots_txt_wants(text: str, delay: float) -> None:
    assert told(200, f"User-agent: *\n{text}\n".encode(), 0.0).delay == delay


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_can_be_a_robots_txt(data: bytes) -> None:
    rules = told(200, data, 0.0)
    assert rules.may("https://example.org/a") in {True, False}
    assert 0.0 <= rules.delay <= LONGEST_DELAY
