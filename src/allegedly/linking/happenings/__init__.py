"""Happenings: which words of several reports tell of one event.

`told` is made once a report, of its text and of the words in it that tell of events (the triggers); `chains` joins
the triggers of the reports given to it, mostly those of one story. No parse is needed, nothing is kept, and the order
of the reports makes no difference.
"""

from allegedly.linking.happenings.chaining import Trigger, chains
from allegedly.linking.happenings.telling import Told, told, told_of

__all__ = ["Told", "Trigger", "chains", "told", "told_of"]
