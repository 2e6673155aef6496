"""`allegedly export`: the ledger in another format, one command a kind of records."""

from allegedly.cli.export.events import EXAMPLES as EVENTS_EXAMPLES
from allegedly.cli.export.events import events
from allegedly.cli.export.jsonl import EXAMPLES as JSONL_EXAMPLES
from allegedly.cli.export.jsonl import jsonl

COMMANDS = ((jsonl, JSONL_EXAMPLES), (events, EVENTS_EXAMPLES))

__all__ = ["COMMANDS"]
