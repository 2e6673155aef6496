"""spaCy's import and the loading of its model, without what only its other uses need.

`import spacy` imports everything that `spacy train`, `spacy download` and their like need, HTTP clients among it, for
the sake of one function, `spacy.info`: two fifths of the import's time. Whoever calls that function, or imports
`spacy.cli`, still gets it. And whatever a model's configuration names is first looked for among the plug-ins of all
packages that are installed, some hundred times.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoints
from types import ModuleType
from typing import Any

from allegedly.loading import uncollected

_COMMANDS = ("spacy.cli", "spacy.cli.info")


def _info(*arguments: Any, **named: Any) -> Any:
    """Call the function that spaCy has under this name."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **named)


def import_spacy() -> None:
    """Import spaCy; nothing happens if that has been done, by us or by others."""
    if "spacy" in sys.modules:
        return
    stand_ins = {name: ModuleType(name) for name in _COMMANDS}
    vars(stand_ins["spacy.cli.info"])["info"] = _info
    sys.modules.update(stand_ins)
    try:
        with uncollected():
            importlib.import_module("spacy")
    finally:
        for name in _COMMANDS:
            if sys.modules.get(name) is stand_ins[name]:
                del sys.modules[name]


@contextmanager
def without_plug_ins() -> Iterator[None]:
    """Let spaCy find nothing but its own functions for the scope of the block, whatever other packages offer."""
    catalogue: Any = importlib.import_module("catalogue")
    before = catalogue.AVAILABLE_ENTRY_POINTS
    catalogue.AVAILABLE_ENTRY_POINTS = EntryPoints()
    try:
        yield
    finally:
        catalogue.AVAILABLE_ENTRY_POINTS = before
