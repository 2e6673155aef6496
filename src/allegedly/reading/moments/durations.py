"""Rules for durations, sets, and references to past, present and future."""

from __future__ import annotations

from allegedly.reading.moments.draft import Context, Draft
from allegedly.reading.moments.grammar import Match
from allegedly.reading.moments.periods import mod, quantity
from allegedly.reading.moments.tokens import beside, values

_FINER = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S"), "D": (24, "TH"), "M": (2, "2W")}
_RATED = frozenset({"once", "twice", "times", "people", "%"})


def period(amount: float | None, code: str) -> str:
    """Return the ISO 8601 duration of so many units (codes of `moments.tsv`); None makes it "X".

    Halves of years, hours and minutes are given in the unit below: 2.5 years is P2Y6M.
    """
    multiple, letter = "".join(filter(str.isdigit, code)), code.lstrip("0123456789T")
    clock = "T" if code.startswith("T") else ""
    if amount is None:
        return f"P{clock}X{ {'10Y': 'E', '100Y': 'C'}.get(code, letter) }".replace(" ", "")
    if letter == "WE":
        return f"P{amount:g}WE"
    total = amount * int(multiple or 1)
    finer = _FINER.get(code)
    if total != int(total) and finer and code in {"Y", "TH", "TM"}:
        rest = (total - int(total)) * finer[0]
        whole = f"{int(total)}{letter}" if total >= 1 else ""
        return f"P{clock}{whole}{rest:g}{finer[1]}"
    return f"P{clock}{total:.10g}{letter}"


def duration(match: Match, context: Context) -> Draft | None:
    """Read "two and a half years", "the past 20 months", "five-day", "decades-long"; ages are none."""
    code = match.get("UNIT", "UNITS")
    if code is None or match.after() == "old" or (match.after() == "-" and match.after(2) == "old"):
        return None
    if (match.after() == "of" and match.after(2) == "age") or match.before() in {"aged", "age"}:
        return None
    if code == "Q" and (match.after() == "to" or match.words[-2] in {"a", "-"} or _is_fraction(match)):
        return None
    words = match.words
    if words[-1] == "long" and code and not any("NUMWORD" in t.classes or "INT" in t.classes for t in match.tokens):
        return Draft("DURATION", period(1 if "UNIT" in match.tokens[0].classes else None, code))
    if not any(
        t.classes & {"INT", "DECIMAL", "FRACTION", "NUMWORD", "SCALE", "VAGUE", "HALF", "a", "an"} for t in match.tokens
    ):
        plural = any("UNITS" in token.classes for token in match.tokens)
        return Draft("DURATION", period(None if plural else 1, code))
    if words[0] in {"a", "an"} and len(words) == 2:
        return rate(match, context)
    return Draft("DURATION", period(quantity(match), code), mod(match))


def _is_fraction(match: Match) -> bool:
    """Say whether "three quarters of the votes" are counted rather than three quarters of a year."""
    return match.after() == "of" and all(t.classes & {"INT", "NUMWORD", "UNITS", "a", "-"} for t in match.tokens)


def units(match: Match, context: Context) -> Draft | None:
    """Read the bare plural in "for years", "months of talks"."""
    code = match.get("UNITS") or ""
    if code == "Q" and match.after() == "of":
        return None
    if match.before() not in beside("span"):
        bare = len(match.words) == 1 and match.words[-1] != "ahead"
        if code.startswith("T") or (bare and match.after() not in {"of", "before", "after", "ahead"}):
            return None
    return Draft("DURATION", period(None, code))


def recent_units(match: Match, context: Context) -> Draft | None:
    """Read "recent years", "coming weeks"."""
    which = next((token for token in match.tokens if token.classes & {"WHICH", "RECENT", "FUTURE"}), None)
    if which is None or which.word in {"this", "following", "preceding", "current"}:
        return None
    ahead = values("WHICH").get(which.word) == "1" or which.word == "future"
    return Draft("DATE", "FUTURE_REF" if ahead else "PAST_REF")


def duration_of_range(match: Match, context: Context) -> Draft | None:
    """Read the bare number in "between 60 and 90 days"."""
    following = match.around[match.first + len(match.tokens) :]
    code = next((values("UNITS")[token.word] for token in following[:8] if "UNITS" in token.classes), None)
    return Draft("DURATION", period(quantity(match), code)) if code else None


def year_ended(match: Match, context: Context) -> Draft | None:
    """Read "the year" in "the year ended March 31"."""
    return Draft("DURATION", "P1Y")


def repeated(match: Match, context: Context) -> Draft | None:
    """Read "daily", "every two weeks", "each Monday", "Tuesday nights"."""
    value = match.get("SETWORD")
    if value:
        return Draft("SET", value)
    weekday = None if match.get("UNIT") else match.get("WEEKDAY", "WEEKDAYS")
    daypart = match.get("DAYPART", "DAYPARTS") or ""
    if weekday:
        return Draft("SET", f"XXXX-WXX-{weekday}{daypart}")
    if daypart:
        return Draft("SET", f"XXXX-XX-XX{daypart}")
    month, season = match.get("MONTH"), match.get("SEASON")
    if month or season:
        return Draft("SET", f"XXXX-{int(month):02}" if month else f"XXXX-{season}")
    code = match.get("UNIT", "UNITS")
    if code is None:
        return None
    amount = 2.0 if "other" in match.words else quantity(match)
    return Draft("SET", period(1 if amount is None else amount, code))


def rate(match: Match, context: Context) -> Draft | None:
    """Read "a year": how often in "$30 million a year", how long in "within a year"."""
    code = match.get("UNIT") or ""
    lead = match.around[match.first - 1] if match.first else None
    if lead is not None and (
        lead.classes & {"INT", "DECIMAL", "SCALE", "NUMWORD", "UNITS"}
        or lead.word in _RATED
        or context.tenses.is_plural(lead.start)
    ):
        return Draft("SET", period(1, code))
    if code == "TS" or (match.after() in {"-", "for", "when", "that", "to"} and code in {"D", "WE"}):
        return None
    if code in {"Q", "WE", "TM"}:
        return None
    return Draft("DURATION", period(1, code))


def reference(match: Match, context: Context) -> Draft | None:
    """Read "now", "recently", "the future"."""
    words = match.words
    value = match.get("REF", "SOON", "CURRENT", "FUTURE", "RECENT")
    if words == ("the", "past"):
        return Draft("DATE", "PAST_REF")
    if words == ("one", "day"):
        return Draft("DATE", "FUTURE_REF") if context.direction(match) == "future" else None
    if value:
        return Draft("DATE", value)
    return Draft("DATE", "FUTURE_REF" if words[-1] == "term" else "PRESENT_REF")
