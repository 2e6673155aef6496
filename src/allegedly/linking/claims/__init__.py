"""Claims joined across reports: who denies what, who says the same, and what came of what was undertaken.

`profile` is made once a report, of the reading as the ledger gives it back. The links of a story are those `within`
each of its reports and `between` each two of them, one report a set of copies.
"""

from allegedly.linking.claims.behind import Backing, sources_behind
from allegedly.linking.claims.links import Links, between, within
from allegedly.linking.claims.profiles import ClaimProfile, profile
from allegedly.linking.claims.sources import Source, independent, same_source

__all__ = [
    "Backing", "ClaimProfile", "Links", "Source", "between", "independent", "profile", "same_source", "sources_behind",
    "within",
]  # fmt: skip
