"""`allegedly digest`: the mails that tell what is new."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain
from allegedly.errors import UsageError
from allegedly.ledger import Ledger, open_ledger

if TYPE_CHECKING:
    from allegedly.digest import Letterhead, Sent, Server

EXAMPLES = (
    "allegedly digest --dry-run mails/",
    "allegedly digest --from news@example.org --room https://room.example.org --smtp mail.example.org --user news",
    "allegedly digest --resend",
)
PASSWORD = "ALLEGEDLY_SMTP_PASSWORD"  # noqa: S105 (the name of a variable)
_SENDER, _ROOM = "allegedly@localhost", "http://localhost:8765"
_MAIL, _SERVER = "The mails", "The server"


class Tls(StrEnum):
    """How the connection to the server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


Dry = Annotated[
    Path | None,
    typer.Option("--dry-run", metavar="FOLDER", help="Write the mails there as .eml, send and keep nothing."),
]
Resend = Annotated[
    bool,
    typer.Option("--resend", help="Send again what may not have come, and what was refused; some may come twice."),
]
Sender = Annotated[
    str | None,
    typer.Option(
        "--from",
        envvar="ALLEGEDLY_FROM",
        metavar="ADDRESS",
        help="Who sends.",
        rich_help_panel=_MAIL,
        show_default=False,
    ),
]
Room = Annotated[
    str | None,
    typer.Option(
        "--room",
        envvar="ALLEGEDLY_ROOM",
        metavar="URL",
        help="Where readers reach the reading room (https), to unsubscribe.",
        rich_help_panel=_MAIL,
    ),
]
Mails = Annotated[
    int,
    typer.Option("--mails", min=1, metavar="N", help="Mails for a subscription at most.", rich_help_panel=_MAIL),
]
Smtp = Annotated[
    str | None,
    typer.Option(
        "--smtp", envvar="ALLEGEDLY_SMTP", metavar="HOST[:PORT]", help="The mail server.", rich_help_panel=_SERVER
    ),
]
Encrypted = Annotated[
    Tls | None,
    typer.Option("--tls", help="starttls; tls on port 465.", rich_help_panel=_SERVER, show_default=False),
]
User = Annotated[
    str | None,
    typer.Option(
        "--user",
        envvar="ALLEGEDLY_SMTP_USER",
        metavar="NAME",
        help=f"Who logs in; the password is in {PASSWORD}.",
        rich_help_panel=_SERVER,
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="FILE", help="The password is its first line.", rich_help_panel=_SERVER),
]
Ca = Annotated[
    Path | None,
    typer.Option("--ca", metavar="FILE", help="Certificates to trust, beside the system's.", rich_help_panel=_SERVER),
]


def digest(
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    dry_run: Dry = None,
    resend: Resend = False,
    sender: Sender = None,
    room: Room = None,
    mails: Mails = 3,
    smtp: Smtp = None,
    tls: Encrypted = None,
    user: User = None,
    password_file: PasswordFile = None,
    ca: Ca = None,
    json: options.Json = False,
) -> None:
    """Send each subscriber what is newly claimed, newly denied, and which figures moved, since the last digest.

    Everything is told to an address once. Who has no news gets no mail. Run it once a day, by cron or a timer.
    """
    from allegedly.digest import Letterhead

    if dry_run is not None:
        head = Letterhead(sender or _SENDER, room or _ROOM)
        with open_ledger(ledger, create=False) as opened:
            _write(opened, head, dry_run, mails)
        return
    if sender is None or room is None or smtp is None:
        raise UsageError("give --from, --room and --smtp (or ALLEGEDLY_FROM, …_ROOM, …_SMTP), or --dry-run FOLDER")
    head, server = Letterhead(sender, room), _server(smtp, tls, user, password_file, ca)
    with open_ledger(ledger, create=False) as opened:
        failed = _send(opened, head, server, mails, resend=resend, as_json=json)
    raise typer.Exit(int(failed))


def _server(smtp: str, tls: Tls | None, user: str | None, password_file: Path | None, ca: Path | None) -> Server:
    from allegedly.digest import Server
    from allegedly.digest.transport import server_at

    host, port = server_at(smtp)
    encryption = tls or (Tls.TLS if port == 465 else Tls.STARTTLS)
    usual = {Tls.TLS: 465, Tls.STARTTLS: 587, Tls.NONE: 25}
    password = _password(password_file) if user is not None else None
    return Server(host, port or usual[encryption], encryption.value, user, password, ca)


def _password(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get(PASSWORD)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the password cannot be read from {file} ({error})") from error
    if not lines or not lines[0]:
        raise UsageError(f"there is no password on the first line of {file}")
    return lines[0]


def _write(ledger: Ledger, head: Letterhead, folder: Path, mails: int) -> None:
    from allegedly.digest import rehearse

    written = rehearse(ledger, head, mails=mails)
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(written, 1):
        (folder / f"{number:03}.eml").write_bytes(content)
    complain(f"{_counted(len(written), 'mail')} written to {folder}; nothing was sent")


def _send(ledger: Ledger, head: Letterhead, server: Server, mails: int, *, resend: bool, as_json: bool) -> bool:
    """Send what is to be sent, tell what became of it, and return whether something failed."""
    from allegedly.digest import prepare, send
    from allegedly.digest.outbox import send_again

    again = send_again(ledger) if resend else ()
    found, made = prepare(ledger, head, mails=mails)
    done = send(ledger, head, server)
    failed = {**done.put_off, **done.refused, **done.unsure}
    if as_json:
        counts = {"found": found, "prepared": len(made), "again": len(again), "sent": done.sent}
        print_json({**counts, "put_off": done.put_off, "refused": done.refused, "unsure": done.unsure})
    else:
        complain(f"{_counted(found, 'new entry')}, {_counted(len(done.sent), 'mail')} sent")
        for line in (*_faults(done), *_left(ledger, done)):
            complain(line)
    return bool(failed)


def _faults(done: Sent) -> Iterator[str]:
    for told, kind in (
        (done.put_off, "not now, the next run tries again"),
        (done.refused, "refused; --resend tries again"),
        (done.unsure, "may have come or not; --resend sends it again"),
    ):
        for line in told.values():
            yield f"{line}; {kind}"


def _left(ledger: Ledger, done: Sent) -> Iterator[str]:
    """Yield what earlier runs left behind that nobody knows whether it came."""
    from allegedly.digest.outbox import unsure

    for one in unsure(ledger):
        if one.state == "sending" and one.message_id not in done.unsure:
            yield f"{one.address}: a mail of {one.at} may have come or not ({one.message_id}); --resend sends it again"


def _counted(number: int, noun: str) -> str:
    plural = "new entries" if noun == "new entry" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
