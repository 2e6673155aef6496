"""The brief: one page for a person on who claims what in a story, who denies it, and how many reports there are."""

from allegedly.export.brief.composing import Brief, compose
from allegedly.export.brief.rendering import FORMS, render

__all__ = ["FORMS", "Brief", "compose", "render"]
