"""`allegedly export prov`: provenance as PROV-JSON."""

from __future__ import annotations

from allegedly.cli import options
from allegedly.cli.export.documents import FILTERS, write_documents
from allegedly.cli.export.output import Output
from allegedly.cli.filtering import filtered
from allegedly.ledger import Filter

EXAMPLES = (
    "allegedly export prov > provenance.json",
    "allegedly export prov --document 1fc3ad02 -o provenance.json",
)


@filtered(only=FILTERS)
def prov(wanted: Filter, output: Output = None, ledger: options.Ledger = options.DEFAULT_LEDGER) -> None:
    """Write where each record comes from, as PROV-JSON.

    There is one PROV document, with a bundle for each document of the ledger.
    """
    from allegedly.export.prov import write

    write_documents(ledger, wanted, output, write, "document")
