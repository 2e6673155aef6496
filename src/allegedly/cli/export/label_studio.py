"""`allegedly export label-studio`: tasks with predictions."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.export.documents import FILTERS, write_documents
from allegedly.cli.export.output import Output, text_file
from allegedly.cli.filtering import filtered
from allegedly.ledger import Filter

EXAMPLES = (
    "allegedly export label-studio --config > config.xml",
    "allegedly export label-studio --outlet courier --output tasks.json",
)
Config = Annotated[bool, typer.Option("--config", help="Write the labelling configuration of the project instead.")]


@filtered(only=FILTERS)
def label_studio(
    wanted: Filter, config: Config = False, output: Output = None, ledger: options.Ledger = options.DEFAULT_LEDGER
) -> None:
    """Write Label Studio tasks, with what was read as predictions for people to correct.

    The tasks are one JSON array, to import into a project with the labelling configuration that
    --config writes.
    """
    from allegedly.export import label_studio as tasks

    if config:
        with text_file(output) as file:
            file.write(tasks.config())
        return
    write_documents(ledger, wanted, output, tasks.write, "task")
