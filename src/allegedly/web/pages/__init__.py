"""The pages of the room, one a file. A page is shown because it is listed here; its label puts it into the navigation."""

from allegedly.web.pages import enter, index, report, search

PAGES = (*index.PAGES, *report.PAGES, *search.PAGES, *enter.PAGES)
"""All pages, in the order of the navigation."""
