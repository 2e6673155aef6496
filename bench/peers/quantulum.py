"""quantulum3's quantities, in the form of the quantities task."""

from __future__ import annotations

import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # says that the classifier is not installed
    from quantulum3 import classifier, parser

# Its classifier is pickled by one release of scikit-learn and fails under the next; textacy brings scikit-learn along.
classifier.USE_CLF = False


def quantities(text: str) -> list[dict[str, Any]]:
    """Return the quantities that quantulum3 finds; it gives a range its mean as value, and no change or concept."""
    return [{"value": found.value, "unit": found.unit.name} for found in parser.parse(text)]
