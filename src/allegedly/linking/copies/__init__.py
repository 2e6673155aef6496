"""Copies: documents that are substantially another, whole, cut, edited or with other words around them.

What is kept of a document to find its copies is its `sketch`; `common` and `copied` compare two of them, `group` makes
sets of the pairs (`hanging` says who hangs on whom), and an `Index` does all of it in memory. `first` says who had a
text first, `origins` whom a document credits (`credits_in` with the words that do), and `passages` where two copies
differ.
"""

from allegedly.linking.copies.credits import Credit, credits_in
from allegedly.linking.copies.index import Index
from allegedly.linking.copies.origin import first, origins
from allegedly.linking.copies.pairs import common, copied, promising
from allegedly.linking.copies.passages import Passage, passages
from allegedly.linking.copies.sets import group, hanging
from allegedly.linking.copies.sketch import Sketch, share, sketch

__all__ = [
    "Credit",
    "Index",
    "Passage",
    "Sketch",
    "common",
    "copied",
    "credits_in",
    "first",
    "group",
    "hanging",
    "origins",
    "passages",
    "promising",
    "share",
    "sketch",
]
