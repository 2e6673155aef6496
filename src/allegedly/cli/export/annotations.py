"""`allegedly export annotations`: W3C Web Annotation."""

from allegedly.cli import options
from allegedly.cli.export.documents import FILTERS, write_documents
from allegedly.cli.export.output import Output
from allegedly.cli.filtering import filtered
from allegedly.ledger import Filter

EXAMPLES = (
    "allegedly export annotations > annotations.jsonl",
    "allegedly export annotations --document 1fc3ad02 | jq -c '.target[] | [.styleClass, .selector[0].exact]'",
)


@filtered(only=FILTERS)
def annotations(wanted: Filter, output: Output = None, ledger: options.Ledger = options.DEFAULT_LEDGER) -> None:
    """Write claims, events, figures, moments and places as W3C Web Annotations.

    There is one annotation a line, as JSON-LD, with text quote and text position selectors.
    """
    from allegedly.export.annotations import write

    write_documents(ledger, wanted, output, write, "annotation")
