"""`allegedly serve`: the reading room, in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.terminal import complain
from allegedly.errors import UsageError

EXAMPLES = (
    "allegedly serve",
    "allegedly serve --ledger october.sqlite --port 8080",
    "ALLEGEDLY_TOKEN=$(openssl rand -hex 16) allegedly serve --host 0.0.0.0",
)
LEAST = 16
"""Characters of a token at least."""

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to answer at; this machine's own.")]
Port = Annotated[int, typer.Option("--port", "-p", min=0, max=65535, metavar="N", help="The port; 0 for any free one.")]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="ALLEGEDLY_TOKEN",
        metavar="TOKEN",
        help=f"What visitors must give, {LEAST} characters or more; must be there with --host.",
    ),
]


def serve(
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    token: Token = None,
) -> None:
    """Show the ledger in the browser: reports with their claims, search, sources, corrections.

    Answers this machine only. With another --host it answers the network, and a token must be given.
    """
    from allegedly.ledger import open_ledger
    from allegedly.web.guard import LOOPBACK

    if token is not None and len(token) < LEAST:
        raise UsageError(f"the token has {len(token)} characters; give {LEAST} or more (openssl rand -hex 16)")
    if host not in LOOPBACK and token is None:
        raise UsageError(f"--host {host} lets others in; give a token as well (ALLEGEDLY_TOKEN or --token)")
    open_ledger(ledger, create=False).close()  # brings the file up to date, or says why it cannot be shown
    import uvicorn

    from allegedly.web import application

    shown = f"[{host}]" if ":" in host else host
    where = f"http://{shown}:{port}/" if port else "the address below"
    complain(f"the reading room of {ledger} opens at {where} (Ctrl-C closes it)")
    level = "warning" if port else "info"  # which says what port was free
    uvicorn.run(
        application(ledger, token), host=host, port=port, log_level=level, server_header=False, date_header=True
    )
