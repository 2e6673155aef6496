"""Figures over time: what the reports of a story count, how the numbers moved, which exclude each other, the toll."""

from allegedly.linking.figures.conflicts import conflicts, corrected, exclude, excluding
from allegedly.linking.figures.disputes import disputes
from allegedly.linking.figures.mentions import Mention, mentions
from allegedly.linking.figures.series import joined
from allegedly.linking.figures.toll import toll

__all__ = [
    "Mention", "conflicts", "corrected", "disputes", "exclude", "excluding", "joined", "mentions", "toll",
]  # fmt: skip
