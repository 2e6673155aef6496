"""A run with the stand-in for the reading, as a process that can be killed: LAKE INPUT."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from allegedly.lake.batch import Options
from allegedly.records import Document, Reading
from tests.lake import archive, stand_in


def read(document: Document) -> Reading:
    """Read a document, not too quickly."""
    time.sleep(0.004)
    return stand_in.read(document)


def main() -> None:
    """Fill the lake."""
    lake, path = sys.argv[1:]
    archive.filled(Path(lake), path, options=Options(read="tests.lake.run:read"))


if __name__ == "__main__":
    main()
