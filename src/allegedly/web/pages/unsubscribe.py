"""The way out of the mails: a page with one button, and what mail programs post to by themselves (RFC 8058).

To look at the page ends nothing, since programs that check mails for harm follow all addresses in them.
"""

from __future__ import annotations

from starlette.responses import Response

from allegedly.digest.subscriptions import Subscription, by_token, end
from allegedly.ledger import open_ledger
from allegedly.web.room import NotThere, Page, Visit


def ask(visit: Visit) -> Response:
    """Show what the subscription is, and the button that ends it."""
    found = _found(visit)
    return visit.show("unsubscribe.html", asks=found.asks, is_ended=found.ended is not None)


def stop(visit: Visit) -> Response:
    """End the subscription; doing so twice is no error."""
    found = _found(visit)
    with open_ledger(visit.room.path, create=False) as ledger:
        end(ledger, found, "unsubscribed")
    return visit.show("unsubscribe.html", asks=found.asks, is_ended=True)


def _found(visit: Visit) -> Subscription:
    found = by_token(visit.ledger, visit.part("token"))
    if found is None:
        raise NotThere("There is no such subscription.")
    return found


PAGES = (Page("/unsubscribe/{token}", ask), Page("/unsubscribe/{token}", stop, method="POST"))
