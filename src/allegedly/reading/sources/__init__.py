"""The sources layer: who each claim's source is, and how plainly it is named."""
from allegedly.reading.sources.kinds import read
__all__ = ["read"]
