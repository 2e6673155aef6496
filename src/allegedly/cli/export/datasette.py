"""`allegedly export datasette`: the metadata file with which Datasette shows the ledger."""

from __future__ import annotations

import json

from allegedly.cli import options
from allegedly.cli.export.output import Output, text_file
from allegedly.ledger import open_ledger

EXAMPLES = (
    "allegedly export datasette -o metadata.json",
    "datasette serve --immutable allegedly.sqlite --metadata metadata.json",
)


def datasette(ledger: options.Ledger = options.DEFAULT_LEDGER, output: Output = None) -> None:
    """Write a metadata file with which Datasette shows the ledger as it is.

    It has titles, what tables and columns mean, facets and canned queries.
    """
    from allegedly.export.datasette import metadata

    with open_ledger(ledger, create=False, read_only=True) as opened, text_file(output) as file:
        file.write(json.dumps(metadata(opened), indent=2) + "\n")
