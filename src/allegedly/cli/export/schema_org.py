"""`allegedly export schema-org`: schema.org as JSON-LD."""

from __future__ import annotations

from allegedly.cli import options
from allegedly.cli.export.documents import FILTERS, write_documents
from allegedly.cli.export.output import Output
from allegedly.cli.filtering import filtered
from allegedly.ledger import Filter

EXAMPLES = (
    "allegedly export schema-org > articles.jsonl",
    "allegedly export schema-org --outlet courier | jq -r '.\"@graph\"[1].name'",
)


@filtered(only=FILTERS)
def schema_org(wanted: Filter, output: Output = None, ledger: options.Ledger = options.DEFAULT_LEDGER) -> None:
    """Write schema.org JSON-LD: each document a NewsArticle with its Claims.

    There is one document a line. Nothing is rated: there is no ClaimReview.
    """
    from allegedly.export.schema_org import write

    write_documents(ledger, wanted, output, write, "document")
