"""The pages of the room, one a file. A page is shown because it is listed here; one with a label is in the navigation.

The first page that fits a path has it, so the more special stand before the more general.
"""

from allegedly.web.pages import (
    copies,
    corrections,
    enter,
    index,
    legend,
    links,
    records,
    report,
    search,
    sources,
    stories,
    unsubscribe,
)

PAGES = (
    *index.PAGES, *stories.PAGES, *search.PAGES, *sources.PAGES, *corrections.PAGES, *links.PAGES, *copies.PAGES,
    *report.PAGES, *records.PAGES, *enter.PAGES, *legend.PAGES, *unsubscribe.PAGES,
)  # fmt: skip
"""All pages, in the order of the navigation."""
