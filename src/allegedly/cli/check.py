"""`allegedly check`: whether everything in the ledger is what it says it is."""

from __future__ import annotations

import dataclasses

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import one_line, out
from allegedly.ledger import check as faults_of
from allegedly.ledger import open_ledger

EXAMPLES = ("allegedly check", "allegedly check --ledger october.sqlite && cp october.sqlite backup/")


def check(ledger: options.Ledger = options.DEFAULT_LEDGER, json: options.Json = False) -> None:
    """Check that the ledger is sound.

    Every quote must be what stands at its offsets, and every reference must lead somewhere. The exit code is 1 if
    anything is wrong. Documents with faults are put right by reading them again.
    """
    count = 0
    with open_ledger(ledger, create=False, read_only=True) as opened:
        for fault in faults_of(opened):
            count += 1
            if json:
                print_json(dataclasses.asdict(fault))
            else:
                where = f"{fault.table} of document {fault.document}" if fault.document else fault.table
                out().print(one_line(f"{where}: {fault.message}"), soft_wrap=True)
        fast = [document.fast for document in opened.documents()]
    if count:
        raise typer.Exit(1)
    if not json:
        noun = "document" if len(fast) == 1 else "documents"
        told = f"; {sum(fast)} of them read fast" if any(fast) else ""
        out().print(f"The ledger is sound: {len(fast)} {noun}, every quote at its place{told}.", soft_wrap=True)
