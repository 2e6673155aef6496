"""The application: pages, static files and the guard, put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from allegedly.errors import AllegedlyError, LedgerError, UsageError
from allegedly.web import statics
from allegedly.web.guard import Guard
from allegedly.web.pages import PAGES
from allegedly.web.room import NotThere, Page, Room, Visit
from allegedly.web.templates import environment

LONGEST_FORM = 64 * 1024
"""Bytes of a form that are taken."""


def application(ledger: str | Path, token: str | None = None) -> Starlette:
    """Return the reading room of a ledger as an ASGI application.

    `token` is what visitors must give; None serves those only who ask for this machine by its own name (localhost).
    """
    room = Room(Path(ledger), token)
    routes = [Route(page.path, _endpoint(room, page), methods=[page.method]) for page in PAGES]
    routes.append(Route("/static/{hash}/{name}", statics.serve))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token)],
        exception_handlers={HTTPException: _http_error},
    )


def _endpoint(room: Room, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        form = await _form(request) if page.method == "POST" else {}
        return await run_in_threadpool(_answer, room, page, request, form)

    return answer


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of the form that was sent; all but the last of a name are dropped."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise HTTPException(413, "The form is too long.")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100))


def _answer(room: Room, page: Page, request: Request, form: dict[str, str]) -> Response:
    """Return the page as of one moment of the ledger."""
    try:
        ledger = room.ledger()
    except LedgerError as error:
        return _sorry(request, 503, str(error))
    visit = Visit(room, request, ledger, form)
    list(ledger.select("BEGIN"))
    try:
        return page.view(visit)
    except (NotThere, UsageError) as error:
        return _sorry(request, 404 if isinstance(error, NotThere) else 400, str(error))
    except AllegedlyError as error:
        return _sorry(request, 503, str(error))
    finally:
        list(ledger.select("ROLLBACK"))


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = error.detail if isinstance(error, HTTPException) else "The room failed."
    return _sorry(request, status, "The room has no page of that address." if status == 404 else said)


HEADINGS = {400: "This cannot be understood", 404: "This is not here", 503: "The ledger cannot be read"}


def _sorry(request: Request, status: int, message: str) -> Response:
    """Return the page that says what went wrong."""
    template = environment().get_template("error.html")
    heading = HEADINGS.get(status, "This cannot be shown")
    return HTMLResponse(template.render(path=request.url.path, heading=heading, message=message), status)
