"""Light rules by names that workers of Spark can import."""

from __future__ import annotations

from tests.ledger.links.simple import SimpleRules

FEW, MANY = "tests.lake.spark.rules:few", "tests.lake.spark.rules:many"


def few() -> SimpleRules:
    """Return rules for which a set of more than five documents is vast."""
    return SimpleRules(limit=5)


def many() -> SimpleRules:
    """Return rules for which no set of a test is vast."""
    return SimpleRules(limit=100)
