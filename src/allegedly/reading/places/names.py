"""How names of places are compared."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘ʼʹ`]")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_SHORT = re.compile(r"^(saint|st|mount|mt|fort|ft|point|pt)\b\.? ", re.MULTILINE)
LONG_FORMS = {"st": "saint ", "mt": "mount ", "ft": "fort ", "pt": "point "}
"""What the abbreviations that begin a name are read as."""


def fold(names: str) -> str:
    """Return the key under which a name is looked up: no case, accents, apostrophes, hyphens or short "St.".

    Works on many names at once, one a line; the lines stay as many.
    """
    key = names.casefold()
    if not key.isascii():
        key = _COMBINING.sub("", unicodedata.normalize("NFKD", key))
    key = _APOSTROPHES.sub("", key).replace("-", " ")
    return _SHORT.sub(lambda match: LONG_FORMS.get(match[1], match[0]), key)
