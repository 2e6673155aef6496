"""The moments layer: dates, times, durations and sets, as TIMEX3 values and ISO 8601 intervals.

The vocabulary and the patterns are data (`lexicon/moments.tsv`, `lexicon/moment_patterns.tsv`); `resolve` gives what
they find its value. See TimeML 1.2.1 and ISO 24617-1 for types, values and mods.
"""

from allegedly.reading.moments.resolve import read

__all__ = ["read"]
