"""What people say of records: confirmed, rejected, amended; kept beside the machine's record, and never gone with it.

A correction hangs on the words at which the record stands, not on its id, which may be another after the next reading:
a claim's first cue (else its first words), an event's trigger, both sides of a link. Of several about one record the
last holds; "withdraw" takes back what was said before.
"""

from allegedly.ledger.corrections.amending import Field, amended, fields, typed
from allegedly.ledger.corrections.gold import as_amended, attributions, from_gold, gold
from allegedly.ledger.corrections.keeping import correct, corrections, of_records
from allegedly.ledger.corrections.linked import Linked, Place, about, find
from allegedly.ledger.corrections.said import (
    LINKS,
    VERDICTS,
    Correction,
    Kind,
    LinkKind,
    Verdict,
    as_read,
    standing,
    stands_at,
)

__all__ = [
    "LINKS", "VERDICTS", "Correction", "Field", "Kind", "LinkKind", "Linked", "Place", "Verdict", "about", "amended",
    "as_amended", "as_read", "attributions", "correct", "corrections", "fields", "find", "from_gold", "gold",
    "of_records", "standing", "stands_at", "typed",
]  # fmt: skip
