"""The door: where a visitor of a room with a token gives it."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from allegedly.web.guard import COOKIE, fits
from allegedly.web.room import Page, Visit


def door(visit: Visit) -> Response:
    """Show the form."""
    return visit.show("enter.html", wrong=False)


def enter(visit: Visit) -> Response:
    """Let in who gives the token; a cookie that no script can read keeps it."""
    given = visit.form.get("token", "")
    if not fits(given, visit.room.token):
        return visit.show("enter.html", status=403, wrong=True)
    answer = RedirectResponse("/", 303)
    secure = visit.request.url.scheme == "https"
    answer.set_cookie(COOKIE, given, httponly=True, samesite="strict", secure=secure, max_age=30 * 86400)
    return answer


PAGES = (Page("/enter", door), Page("/enter", enter, method="POST"))
