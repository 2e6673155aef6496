"""The digest: mails that tell what is newly claimed, newly denied, and which figures moved, each once.

    entries (what is news)  ->  wanted (who takes it)  ->  composing  ->  rendering, message  ->  outbox, transport

`sending` runs them one after the other. The ledger keeps all of it, so a run may end at any moment.
"""

from allegedly.digest.message import Letterhead
from allegedly.digest.sending import Sent, prepare, rehearse, send
from allegedly.digest.subscriptions import Subscription, by_token, end, subscribe, subscriptions, unsubscribe
from allegedly.digest.transport import Server

__all__ = [
    "Letterhead", "Sent", "Server", "Subscription", "by_token", "end", "prepare", "rehearse", "send", "subscribe",
    "subscriptions", "unsubscribe",
]  # fmt: skip
