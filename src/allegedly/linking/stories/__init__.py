"""Stories: which reports tell of the same happening.

`profile` is made once a report, `score` compares two, `group` makes stories of a connected set of related reports. No
step asks what came first or what else is in the ledger, so that the order of arrival cannot matter.
"""

from allegedly.linking.stories.comparing import scores
from allegedly.linking.stories.grouping import CERTAIN, LIMIT, group
from allegedly.linking.stories.index import Index
from allegedly.linking.stories.profile import Profile, profile, profile_of
from allegedly.linking.stories.scoring import EDGE, related, score
from allegedly.linking.stories.telling import Setting, setting, title

__all__ = [
    "CERTAIN", "EDGE", "LIMIT", "WINDOW", "Index", "Profile", "Setting", "group", "profile", "profile_of", "related",
    "score", "scores", "setting", "title",
]  # fmt: skip

WINDOW = 1500
"""Reports that are further apart than so many days are not compared."""
