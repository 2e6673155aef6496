"""The reading room: the ledger as pages, for people.

`room.py` is what a page can ask for, `guard.py` keeps strangers and hostile reports out, `app.py` puts the pages
together. Pages are in `pages/`, one a file, each with its template of the same name. Nothing read is trusted: templates
escape everything, and links of reports are links only where they lead to the web.
"""

from allegedly.web.app import application

__all__ = ["application"]
