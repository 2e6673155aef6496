"""What people made sure of, as JSON Lines (docs/corrections.md has the forms)."""

from __future__ import annotations

from typing import Literal, TextIO

from allegedly.export.lines import write_lines
from allegedly.ledger import Ledger
from allegedly.ledger.corrections import attributions, gold

Form = Literal["gold", "attribution"]


def write(ledger: Ledger, file: TextIO, form: Form = "gold") -> int:
    """Write the corrections that hold, a document a line; return how many documents.

    "gold" has all of them with the text (`ledger.corrections.gold`), "attribution" the documents of which every claim
    was judged, as a benchmark of attribution reads them (`ledger.corrections.attributions`).
    """
    return write_lines(gold(ledger) if form == "gold" else attributions(ledger), file)
