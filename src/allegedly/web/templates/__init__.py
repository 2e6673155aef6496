"""The templates, and what they can say of a value. Everything is escaped; no template switches that off."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from allegedly.ledger.rows import told
from allegedly.voice import spoken
from allegedly.web import acts, links, safe, wording


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("allegedly.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=safe.finalized,
        auto_reload=False,
    )
    made.filters |= {
        "day": wording.day,
        "short_day": wording.short_day,
        "country": wording.country,
        "thing": wording.thing,
        "count": wording.count,
        "bounds": wording.bounds,
        "least": wording.least,
        "kind": wording.kind,
        "reason": wording.reason,
        "value": told,
        "link_path": links.path_of,
        "uncertain": wording.uncertain,
        "spoken": spoken,
        "segment": safe.segment,
        "unsegment": safe.unsegment,
        "web_link": safe.web_link,
        "family": acts.family,
        "verb": acts.verb,
    }
    made.globals |= {"static": static, "navigation": navigation, "link_between": links.whole}
    return made


def static(name: str) -> str:
    """Return the path of a file of `static/`; it changes when the file does, so that browsers may keep it."""
    from allegedly.web.statics import address

    return address(name)


def navigation() -> list[tuple[str, str]]:
    """Return path and label of each page that is in the navigation."""
    from allegedly.web.pages import PAGES

    return [(page.path, page.label) for page in PAGES if page.label]
