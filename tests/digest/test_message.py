"""What a mail looks like on the wire, whatever strangers wrote."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from allegedly.digest import Letterhead, rehearse, subscribe
from allegedly.digest.composing import MOST_ENTRIES
from allegedly.errors import UsageError
from allegedly.ledger import Ledger, open_ledger
from tests.cli.linked import REPORTS
from tests.digest.wire import ALL, HEAD, add, body, fire, identities, parsed

HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(1)> & \u202e\x1b[2J" + "x" * 500
STARTED = "Fire\r\nBcc: victim@example.org\r\n\r\n<b>body</b>"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.sqlite") as opened:
        subscribe(opened, "reader@example.org")
        yield opened


def test_headers_say_who_what_and_how_to_end_it(ledger: Ledger) -> None:
    add(ledger, fire("mayor: the old mill burns since noon"))
    long = Letterhead("news@example.org", "https://the-reading-room.of-a-desk.example.org/with/a/prefix/")
    [content] = rehearse(ledger, long)
    head, _, _ = content.partition(b"\r\n\r\n")
    token = next(ledger.select("SELECT token FROM subscriptions"))["token"]
    where = f"https://the-reading-room.of-a-desk.example.org/with/a/prefix/unsubscribe/{token}"
    assert f"\r\nList-Unsubscribe: <{where}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode() in head
    mail = parsed(content)
    assert mail["From"] == "Allegedly <news@example.org>"
    assert mail["To"] == "reader@example.org"
    assert mail["Subject"] == "FIRE, MILL, THE: 1 claim"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<digest-1.example.org>"
    assert abs((parsedate_to_datetime(mail["Date"]) - datetime.now(UTC)).total_seconds()) < 3600
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert content.isascii()
    assert where in body(mail, "plain")
    assert where in body(mail, "html")


def test_the_same_digest_has_the_same_id_and_another_another(ledger: Ledger) -> None:
    add(ledger, fire("mayor: the old mill burns since noon"))
    first = [parsed(content)["Message-ID"] for content in rehearse(ledger, HEAD) * 2]
    add(ledger, fire("pilot: smoke lies over the harbour", day=2))
    [second] = [parsed(content)["Message-ID"] for content in rehearse(ledger, HEAD)]
    assert first[0] == first[1] != second


def test_a_rehearsal_leaves_no_trace(ledger: Ledger) -> None:
    add(ledger, fire("mayor: the old mill burns since noon"))
    assert rehearse(ledger, HEAD)
    for table in ("entries", "entry_places", "entered", "mails", "tellings"):
        assert not list(ledger.select(f"SELECT 1 FROM {table}"))


def test_what_strangers_wrote_stays_words(ledger: Ledger) -> None:
    add(ledger, *REPORTS)
    add(ledger, fire(f"mayor: {HOSTILE}", f"guard: {'y' * 900}", outlet=HOSTILE, url="javascript:alert(1)"))
    ledger._connection.execute("UPDATE stories SET title = ?", (STARTED,))
    mails = [parsed(content) for content in rehearse(ledger, HEAD)]
    for mail in mails:
        assert mail["Bcc"] is None
        assert set(mail.keys()) == {
            "Message-ID", "Date", "From", "To", "Subject", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
            "Auto-Submitted", "MIME-Version", "Content-Type",
        }  # fmt: skip
        page = Page(body(mail, "html"))
        assert not page.tags & {"script", "img", "link", "style", "iframe", "object", "form", "input"}
        assert not page.active
        assert all(link.startswith(("https://", "http://")) for link in page.links)
        assert "\x1b" not in body(mail, "plain") + body(mail, "html")
        assert "\u202e" not in body(mail, "plain") + body(mail, "html")
        assert max(map(len, body(mail, "plain").splitlines()[:-1])) <= 78


class Page(HTMLParser):
    """The tags of a page, its links, and attributes that load or run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.active: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            elif name.startswith("on") or name in {"src", "background", "srcset", "action"} or "url(" in (value or ""):
                self.active.append((tag, name))


def test_long_news_comes_in_parts_of_bounded_size(ledger: Ledger) -> None:
    lines = [f"mayor: {n} {'<&>' * 100} sentence" for n in range(2 * MOST_ENTRIES + 5)]
    add(ledger, fire(*lines))
    mails = [parsed(content) for content in rehearse(ledger, HEAD, mails=ALL)]
    assert [str(mail["Subject"]).rpartition("(")[2] for mail in mails] == ["1 of 3)", "2 of 3)", "3 of 3)"]
    assert len(set(identities(mails))) == len(lines)
    assert max(len(body(mail, "html")) for mail in mails) < 102_000
    [first] = [parsed(content) for content in rehearse(ledger, HEAD, mails=1)]
    assert f"{MOST_ENTRIES + 5} entries more wait for the next digest." in body(first, "plain")


@pytest.mark.parametrize(
    ("sender", "room"),
    [
        ("news@example.org\r\nBcc: x@example.org", HEAD.room),
        ("news", HEAD.room),
        (HEAD.sender, "http://room.example.org"),
        (HEAD.sender, "https://room.example.org/\r\nX: y"),
        (HEAD.sender, "https://room.example.org/?a=b"),
        (HEAD.sender, "javascript:alert(1)"),
        (HEAD.sender, "https://me:secret@room.example.org"),
        (HEAD.sender, "https://[::1"),
    ],
)
def test_what_cannot_stand_in_a_head_is_refused(sender: str, room: str) -> None:
    with pytest.raises(UsageError):
        Letterhead(sender, room)


def test_the_parser_agrees_that_it_is_a_mail(ledger: Ledger) -> None:
    add(ledger, fire("mayor: żółć — “quoted” …", outlet="Gazeta Młyńska"))
    [content] = rehearse(ledger, HEAD)
    mail = email.message_from_bytes(content, policy=email.policy.strict)
    assert not mail.defects
    assert "żółć — “quoted” …" in body(parsed(content), "plain")
