"""What lies on the web, asked for politely, and never from a machine that is not on the open net."""

from allegedly.sources.web.addresses import Allowed, is_public
from allegedly.sources.web.exchange import Ask, Exchange, Reply
from allegedly.sources.web.manners import DELAY, Hosts
from allegedly.sources.web.robots import Rules
from allegedly.sources.web.urls import checked, host_of, key_of, origin_of

__all__ = [
    "DELAY", "Allowed", "Ask", "Exchange", "Hosts", "Reply", "Rules", "checked", "host_of", "is_public", "key_of",
    "origin_of",
]  # fmt: skip
