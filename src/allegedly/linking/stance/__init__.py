"""How a report stands to a claim from outside: it agrees, disagrees, only discusses it, or tells of something else.

`question` is made once of a claim, `account` once of a report; `stance` compares the two.
"""

from allegedly.linking.stance.answers import stance
from allegedly.linking.stance.questions import question
from allegedly.linking.stance.records import KINDS, Account, Kind, Question, Stance
from allegedly.linking.stance.sentences import account

__all__ = ["KINDS", "Account", "Kind", "Question", "Stance", "account", "question", "stance"]
