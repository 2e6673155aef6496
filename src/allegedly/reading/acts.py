"""The acts layer."""

from allegedly.records import Reading


def read(reading: Reading) -> Reading:
    """Return the reading as it is."""
    return reading
