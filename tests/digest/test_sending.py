"""Mails over a real SMTP server: encrypted, refused, put off, cut, and killed between sending and noting it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from allegedly.digest import Sent, outbox, prepare, send, subscribe, subscriptions, unsubscribe
from allegedly.errors import RunError, UsageError
from allegedly.ledger import Ledger, open_ledger
from tests.digest.post import PASSWORD, USER, Post, killer
from tests.digest.wire import ALL, HEAD, add, entries, fire, identities, parsed

ANN, BOB = "ann@example.org", "bob@example.org"
ROUNDS: list[float] = []


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.sqlite") as opened:
        for address in (ANN, BOB):
            subscribe(opened, address)
        add(opened, fire("mayor: the old mill burns since noon", "3 killed"))
        yield opened


@pytest.fixture
def post() -> Iterator[Post]:
    with Post() as running:
        yield running


def run(ledger: Ledger, post: Post, rounds: int = 3) -> Sent:
    prepare(ledger, HEAD, mails=ALL)
    return send(ledger, HEAD, post.server(), rounds=rounds, sleep=lambda _: None)


def states(ledger: Ledger) -> list[str]:
    return [row["state"] for row in ledger.select("SELECT state FROM mails ORDER BY number")]


def test_mails_arrive_as_they_were_written(ledger: Ledger, post: Post) -> None:
    prepare(ledger, HEAD)
    written = [row["message"] for row in ledger.select("SELECT message FROM mails ORDER BY number")]
    done = send(ledger, HEAD, post.server())
    assert [content for _, content in post.taken] == written
    assert [address for address, _ in post.taken] == [ANN, BOB]
    assert len(done.sent) == 2
    assert states(ledger) == ["sent", "sent"]
    assert not list(ledger.select("SELECT 1 FROM mails WHERE message IS NOT NULL"))
    assert run(ledger, post).sent == []


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_encrypted_and_logged_in(ledger: Ledger, tmp_path: Path, tls: str) -> None:
    with Post(tls, tmp_path) as post:  # type: ignore[arg-type]
        assert len(run(ledger, post).sent) == 2
        assert post.sessions == [(True, True)] * 2


def test_nothing_is_sent_where_the_server_is_not_who_it_says(ledger: Ledger, tmp_path: Path) -> None:
    prepare(ledger, HEAD)
    with Post("starttls", tmp_path) as post:
        with pytest.raises(RunError, match="certificate"):
            send(ledger, HEAD, post.server(ca=None))
        with pytest.raises(RunError, match="does not let news in"):
            send(ledger, HEAD, post.server(password="wrong"))
        assert post.taken == []
    with Post() as plain, pytest.raises(RunError, match="STARTTLS"):
        send(ledger, HEAD, plain.server(encryption="starttls"))
    assert states(ledger) == ["prepared"] * 2


def test_passwords_are_not_shown_to_others() -> None:
    from allegedly.digest import Server

    with pytest.raises(UsageError, match="readable by all"):
        Server("mail.example.org", 25, "none", USER, PASSWORD)
    assert PASSWORD not in repr(Server("mail.example.org", 587, "starttls", USER, PASSWORD))


@pytest.mark.parametrize("deed", ["later", "busy"])
def test_what_is_put_off_is_tried_again(ledger: Ledger, post: Post, deed: str) -> None:
    post.deeds[ANN] = [deed] * 2  # type: ignore[list-item]
    done = run(ledger, post)
    assert [address for address, _ in post.taken] == [BOB, ANN]
    assert (len(done.sent), done.put_off) == (2, {})


def test_what_is_put_off_again_and_again_waits_for_the_next_run(ledger: Ledger, post: Post) -> None:
    post.deeds[ANN] = ["busy"] * 3
    done = run(ledger, post)
    assert list(done.put_off.values()) == [f"{ANN}: 451 greylisted, come again"]
    add(ledger, fire("pilot: smoke lies over the harbour", day=2))
    assert len(run(ledger, post).sent) == 3
    told = [parsed(content) for address, content in post.taken if address == ANN]
    assert len(entries(told)) == len(set(entries(told))) == 3


@pytest.mark.parametrize("deed", ["never", "gone"])
def test_an_address_that_fails_costs_only_itself(ledger: Ledger, post: Post, deed: str) -> None:
    post.deeds[ANN] = [deed]  # type: ignore[list-item]
    done = run(ledger, post)
    assert [address for address, _ in post.taken] == [BOB]
    assert len(done.refused) == 1
    assert run(ledger, post).sent == []
    assert len(outbox.send_again(ledger)) == 1
    assert len(run(ledger, post).sent) == 1
    assert [address for address, _ in post.taken] == [BOB, ANN]


def test_an_address_that_is_gone_is_given_up(ledger: Ledger, post: Post) -> None:
    post.deeds[ANN] = ["gone"] * 3
    for day in (1, 2, 3):
        add(ledger, fire(f"pilot: smoke on day {day} of the fire", day=day))
        run(ledger, post)
    [ann, bob] = subscriptions(ledger, ended=True)
    assert (ann.why, bob.ended) == ("refused: 550 nobody of that name", None)


def test_a_connection_that_is_cut_in_the_middle_sends_nothing(ledger: Ledger, post: Post) -> None:
    post.deeds[ANN] = ["cut"]
    done = run(ledger, post)
    if done.unsure:  # the end mark was out before we could see that nobody listened
        assert outbox.send_again(ledger) == sorted(done.unsure)
        run(ledger, post)
    assert sorted(address for address, _ in post.taken) == [ANN, BOB]


def test_a_connection_that_is_cut_after_the_mail_leaves_it_unsure(ledger: Ledger, post: Post) -> None:
    post.deeds[ANN] = ["take and cut"]
    done = run(ledger, post)
    assert [line.partition(":")[0] for line in done.unsure.values()] == [ANN]
    assert states(ledger) == ["sending", "sent"]
    assert run(ledger, post).sent == []
    [unsure] = outbox.unsure(ledger)
    assert [unsure.message_id] == outbox.send_again(ledger)
    run(ledger, post)
    first, second = (content for address, content in post.taken if address == ANN)
    assert first == second


def test_a_server_that_is_not_there_costs_nothing(ledger: Ledger) -> None:
    with Post() as post:
        server = post.server()
    waits: list[float] = []
    prepare(ledger, HEAD)
    done = send(ledger, HEAD, server, rounds=2, pause=7, sleep=waits.append)
    assert len(done.put_off) == 2
    assert waits == [7]
    assert states(ledger) == ["prepared"] * 2


def test_who_unsubscribes_is_not_sent_what_was_written(ledger: Ledger, post: Post) -> None:
    prepare(ledger, HEAD)
    unsubscribe(ledger, ANN)
    assert len(send(ledger, HEAD, post.server()).sent) == 1
    assert [address for address, _ in post.taken] == [BOB]


def test_two_runs_at_once_send_a_mail_once(ledger: Ledger, post: Post) -> None:
    prepare(ledger, HEAD)
    [number, _] = outbox.waiting(ledger)
    with open_ledger(ledger.path) as other:
        assert outbox.hand_over(other, number)
        assert not outbox.hand_over(ledger, number)
    send(ledger, HEAD, post.server())
    assert [address for address, _ in post.taken] == [BOB]


def test_runs_at_once_tell_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with open_ledger(path) as ledger:
        for address in (ANN, BOB):
            subscribe(ledger, address)
        for day in range(1, 6):
            add(ledger, fire(*(f"mayor: {n} mills burn on day {day}" for n in range(5)), day=day))

    def prepared(_: int) -> int:
        with open_ledger(path) as own:
            return len(prepare(own, HEAD)[1])

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(prepared, range(4))) >= 2
    with open_ledger(path) as ledger, Post() as post:
        send(ledger, HEAD, post.server())
    for reader in (ANN, BOB):
        told = entries(parsed(content) for address, content in post.taken if address == reader)
        assert len(told) == len(set(told)) == 25


def test_five_kills_between_sending_and_noting_it(tmp_path: Path) -> None:
    """The server takes each mail and kills the run before it can note so; no entry comes twice, and none is lost."""
    path = tmp_path / "l.sqlite"
    with open_ledger(path) as ledger, Post() as post:
        subscribe(ledger, ANN)
        for day in range(1, 6):
            add(ledger, fire(f"mayor: the old mill burns on day {day}", f"{day} killed", day=day))
            post.deeds[ANN] = ["kill", "take and kill"]
            assert start(path, post)() == -9  # in the middle of the mail: it is sent by the next run
            assert len(post.taken) == day - 1
            assert start(path, post)() == -9
            assert len(post.taken) == day
        assert start(path, post)() == 0
        assert states(ledger) == ["sending"] * 5
        mails = [parsed(content) for _, content in post.taken]
        expected = {("mayor", f"the old mill burns on day {day}") for day in range(1, 6)}
        assert Counter(entries(mails)) == Counter([*expected, *((f"killed: {day}", "") for day in range(1, 6))])
        assert len(set(identities(mails))) == 10
        assert len({mail["Message-ID"] for mail in mails}) == 5


def start(ledger: Path, post: Post) -> Callable[[], int]:
    """Start a run as a user would; return what waits for its end."""
    options = ["--from", HEAD.sender, "--room", HEAD.room, "--smtp", f"localhost:{post.port}", "--tls", "none"]
    command = [sys.executable, "-m", "allegedly", "digest", "--ledger", str(ledger), *options]
    running = subprocess.Popen(command, env=os.environ | {"COLUMNS": "100"}, stderr=subprocess.DEVNULL)
    post.kill = killer(running.pid)
    return running.wait
