"""Maps: outlines of countries with places on them, as shapes that a template draws in SVG, each beside its table.

Outlines are Natural Earth's, simplified, kept as tables of the lexicon (`bench/outlines.py` makes them). Coordinates
are degrees of WGS 84, longitude first.
"""

from allegedly.web.maps.drawing import Map, drawn
from allegedly.web.maps.located import Located, Naming

__all__ = ["Located", "Map", "Naming", "drawn"]
