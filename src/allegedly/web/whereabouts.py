"""Where a story takes place: the places that its reports name, each with the reports that do."""

from __future__ import annotations

from collections import defaultdict
from sqlite3 import Row

from allegedly.ledger import Ledger
from allegedly.web.maps import Located, Naming

MOST = 60
"""Places of a story that are shown at most, those that the most reports name."""
_PLACES = """
SELECT p.geonameid, coalesce(p.name, p.quote) AS name, p.country, p.lat, p.lon, p.feature, p.id AS place,
    d.id AS document, coalesce(nullif(d.outlet, ''), d.title, 'report ' || substr(d.id, 1, 8)) AS report, min(p.n)
FROM story_documents s JOIN places p ON p.document = s.document JOIN documents d ON d.id = s.document
WHERE s.story = ? AND s.report = s.document AND p.kind IN ('literal', 'region')
GROUP BY p.geonameid, name, p.country, d.id ORDER BY d.published, d.number LIMIT 5000
"""


def whereabouts(ledger: Ledger, story: str) -> list[Located]:
    """Return the places of a story, those that the most reports name first; copies count once."""
    namings: defaultdict[tuple[object, ...], list[Naming]] = defaultdict(list)
    found: dict[tuple[object, ...], Row] = {}
    for row in ledger.select(_PLACES, story):
        key = (row["geonameid"] or row["name"], row["country"])
        found.setdefault(key, row)
        if all(naming.document != row["document"] for naming in namings[key]):
            namings[key].append(Naming(row["document"], row["place"], row["report"]))
    located = [
        Located(row["name"], row["country"], row["lat"], row["lon"], row["feature"], tuple(namings[key]))
        for key, row in found.items()
    ]
    return sorted(located, key=lambda place: (-place.reports, place.name))[:MOST]
