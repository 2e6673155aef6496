"""`allegedly export ftm`: entities of FollowTheMoney."""

from __future__ import annotations

from allegedly.cli import options
from allegedly.cli.export.documents import FILTERS, write_documents
from allegedly.cli.export.output import Output
from allegedly.cli.filtering import filtered
from allegedly.ledger import Filter

EXAMPLES = (
    "allegedly export ftm > entities.ftm.json",
    "allegedly export ftm | ftm validate > valid.ftm.json",
    "allegedly export ftm --since 2022-10 -o october.ftm.json",
)


@filtered(only=FILTERS)
def ftm(wanted: Filter, output: Output = None, ledger: options.Ledger = options.DEFAULT_LEDGER) -> None:
    """Write FollowTheMoney entities, for Aleph and its kin.

    There is one entity a line. Events, notes and links say according to whom.
    """
    from allegedly.export.ftm import write

    write_documents(ledger, wanted, output, write, "entity", "entities")
