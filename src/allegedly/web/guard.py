"""Who gets in, and what a page may do in the browser.

- Without a token the room answers only requests for this machine's own names, so that no page of another site can reach
  it under a name of its own (DNS rebinding). With a token it answers those who have it: in the header "Authorization:
  Bearer", or in a cookie that the page /enter sets.
- What changes something must come from a page of the room itself (the Origin header; cross-site request forgery).
- Except /unsubscribe/, which mail programs post to by themselves (RFC 8058): the secret in its path is all that it
  takes.
- No page runs script or takes style that is not a file of ours, or loads anything from elsewhere (Content Security
  Policy, level 3); none is shown in another site's frame.
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "allegedly-token"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine."""
CLICKED = "/unsubscribe/"
"""Where readers of mails go, and their mail programs, with a secret of their own in the path."""
OPEN = ("/enter", "/static/", CLICKED)
"""Where those who have no token yet may go."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # not "no-referrer", with which browsers send "Origin: null" with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware; `token` is what visitors must have, None where only this machine is served."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self.app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> ASGIApp | None:
        if self.token is None and _host(request.headers) not in LOOPBACK:
            return PlainTextResponse("This room is for this machine only; ask for localhost.", 421)
        is_clicked = request.url.path.startswith(CLICKED)
        if request.method not in {"GET", "HEAD"} and not is_clicked and not _own(request):
            return PlainTextResponse("What changes something must come from a page of the room.", 403)
        if self.token is None or request.url.path.startswith(OPEN) or self._known(request):
            return None
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/enter", 303)
        return PlainTextResponse("Give the token: Authorization: Bearer ...", 401)

    def _known(self, request: Request) -> bool:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        given = bearer or request.cookies.get(COOKIE, "")
        return fits(given, self.token)


def fits(given: str, token: str | None) -> bool:
    """Say whether it is the token, in a time that does not tell how much of it fits."""
    return token is not None and hmac.compare_digest(given.encode(), token.encode())


def _host(headers: Headers) -> str:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _own(request: Request) -> bool:
    """Say whether a request comes from a page of the room; a program that has the token needs no page."""
    if request.headers.get("authorization"):
        return True
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")
