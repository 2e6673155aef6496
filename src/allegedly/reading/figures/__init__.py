"""The figures layer: numbers with their bounds, unit, what they count, whose it is, and who says so.

Numbers, units, bounds and changes are found in the text by a grammar whose vocabulary is data (`lexicon/numbers.tsv`,
`units.tsv`, `figure_*.tsv`); what is counted, and whose it is, comes from the parse.
"""

from allegedly.reading.figures.resolve import read

__all__ = ["read"]
