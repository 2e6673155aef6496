"""Rules for weeks, quarters, seasons, decades and other units named by their distance."""

from __future__ import annotations

from datetime import date, timedelta

from allegedly import numerals
from allegedly.reading.moments import calendar
from allegedly.reading.moments.dates import anchor_of, month, part, year_of
from allegedly.reading.moments.draft import Anchor, Context, Draft
from allegedly.reading.moments.grammar import Match
from allegedly.reading.moments.tokens import values

_UNRESOLVED = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
               "10Y": "XXX", "100Y": "XX"}  # fmt: skip


def _relative(context: Context, unit: str, steps: float, base: date | None, mod: str | None) -> Draft | None:
    if unit.startswith("T"):
        return None
    if base is None:
        return Draft("DATE", _UNRESOLVED.get(unit, "XXXX-XX-XX"), mod)
    try:
        value = calendar.value(calendar.shift(base, unit, steps), unit)
    except (ValueError, OverflowError):
        return None
    return Draft("DATE", value, mod, "published" if base is context.published else "text")


def unit(match: Match, context: Context) -> Draft | None:
    """Read "last week", "earlier this week", "the end of the year", "the following day", "the weekend"."""
    code = match.get("UNIT")
    if code is None:
        return None
    mod = part(match)
    words = match.words
    if "BOUND" in match.tokens[0].classes and words[:2] != (words[0], "of"):
        return None
    which = next((word for word in words if word in values("WHICH")), None)
    base = context.published
    if which in {"following", "previous", "preceding"} or (which == "next" and words[0] == "the" and code == "D"):
        base = _last_named(context, code) or base
    if which == "past":
        return Draft("DURATION", {"10Y": "P10Y", "100Y": "P100Y"}.get(code, f"P1{code}"), mod)
    steps = int(values("WHICH").get(which or "", "0"))
    if which is None and code == "WE":
        steps = _weekend(match, context)
    elif code == "WE" and steps < 0 and base is not None and base.isoweekday() == 7:
        steps = -1
    draft = _relative(context, code, steps, base, mod)
    return _up_to_publication(draft, words, context) if draft else None


def year_end(match: Match, context: Context) -> Draft | None:
    """Read "year-end": the last day of the year, of the year before where the verb or "since" looks back."""
    if context.published is None:
        return Draft("DATE", "XXXX-12-31")
    if "'s" in match.words:
        return Draft("DATE", f"{context.published.year:04}", "END", "published")
    back = match.before() in {"since", "from"} or context.direction(match) == "past"
    return Draft("DATE", f"{context.published.year - back:04}-12-31", anchor="published")


def this_week(match: Match, context: Context) -> Draft | None:
    """Read "the week": that of publication."""
    return _relative(context, "W", 0, context.published, None)


def week_of_month(match: Match, context: Context) -> Draft | None:
    """Read "the first week of June": as ISO 8601 has it, the week in which the month's first Thursday lies."""
    named = month(match, context)
    covered = calendar.days(named.value) if named else None
    if named is None or covered is None:
        return Draft("DATE", "XXXX-WXX") if named else None
    nth = -1 if "last" in match.words[:2] else int(match.get("NTH") or 1)
    thursday = calendar.nth_weekday(covered[0].year, covered[0].month, 4, nth)
    return Draft("DATE", calendar.value(thursday, "W"), anchor=named.anchor)


def _weekend(match: Match, context: Context) -> int:
    if context.published is None or context.published.isoweekday() >= 6:
        return 0
    return 0 if context.direction(match) == "future" else -1


def _up_to_publication(draft: Draft, words: tuple[str, ...], context: Context) -> Draft:
    """Cut "earlier this week" at the day of publication, and begin "later this week" there."""
    covered = calendar.days(draft.value)
    if covered is None or context.published is None or not covered[0] <= context.published <= covered[1]:
        return draft
    if "earlier" in words:
        return Draft(draft.type, draft.value, draft.mod, draft.anchor, (covered[0], context.published))
    if "later" in words:
        return Draft(draft.type, draft.value, draft.mod, draft.anchor, (context.published, covered[1]))
    return draft


def _last_named(context: Context, code: str) -> date | None:
    if code == "D":
        return context.day
    named = {"Y": context.year, "M": context.month, "Q": context.quarter}.get(code)
    covered = calendar.days(named) if named else None
    return covered[0] if covered else None


def that_unit(match: Match, context: Context) -> Draft | None:
    """Read "that year", "the same day": what the text named last at that precision."""
    code = match.get("UNIT") or ""
    base = _last_named(context, code) or (context.published if match.words == ("the", "day") else None)
    if base is None or code not in {"D", "M", "Q", "Y"}:
        return None
    return Draft("DATE", calendar.value(base, code), part(match), "text")


def season(match: Match, context: Context) -> Draft | None:
    """Read "this summer", "the winter of 1994", "last fall"."""
    code = match.get("SEASON", "MAYBESEASON")
    named = year_of(match, context)
    if named is not None:
        return Draft("DATE", f"{named:04}-{code}", part(match), anchor_of(match))
    published = context.published
    if published is None:
        return Draft("DATE", f"XXXX-{code}", part(match))
    steps, direction = match.get("WHICH"), context.direction(match)
    options = [(year, calendar.days(f"{year:04}-{code}")) for year in range(published.year - 1, published.year + 2)]
    begun = [year for year, covered in options if covered and covered[0] <= published]
    over = [year for year, covered in options if covered and covered[1] < published]
    ahead = [year for year, covered in options if covered and covered[1] >= published]
    if steps == "-1":
        chosen = over[-1:]
    elif steps == "1" or direction == "future":
        chosen = ahead[:1]
    else:
        chosen = [published.year] if steps == "0" else begun[-1:]
    return Draft("DATE", f"{(chosen or [published.year])[0]:04}-{code}", part(match), "published")


def quarter(match: Match, context: Context) -> Draft | None:
    """Read "the third quarter", "Q3 2022", "last year's first quarter"."""
    nth = int(match.get("QUARTERCODE", "ORDINAL") or 0)
    nth = 4 if nth == -1 else nth
    if match.words[-1] != "quarter" and not match.get("QUARTERCODE") and "quarter" not in match.words:
        return None
    named = year_of(match, context)
    anchor: Anchor = anchor_of(match) if named is not None else "published"
    if named is None:
        if context.published is None:
            return Draft("DATE", f"XXXX-Q{nth}", part(match))
        named = _year_of_quarter(nth, match, context, context.published)
    return Draft("DATE", f"{named:04}-Q{nth}", part(match), anchor)


def _year_of_quarter(nth: int, match: Match, context: Context, published: date) -> int:
    current, direction = (published.month + 2) // 3, context.direction(match)
    if nth > current and (direction == "past" or (nth - current > 1 and direction != "future")):
        return published.year - 1
    if nth == 1 and current == 4 and direction == "future":
        return published.year + 1
    return published.year


def this_quarter(match: Match, context: Context) -> Draft | None:
    """Read "the quarter", "the latest quarter": the one the text named last."""
    if "WHICH" in match.tokens[-2].classes:
        return unit(match, context)
    if "latest" in match.words and "period" not in match.words and not _is_over(context):
        return _relative(context, "Q", -1, context.published, None)
    return Draft("DATE", context.quarter, anchor="text") if context.quarter else None


def _is_over(context: Context) -> bool:
    """Say whether the last quarter named ended before publication, as the latest must have."""
    covered = calendar.days(context.quarter) if context.quarter else None
    return covered is not None and (context.published is None or covered[1] < context.published)


def year_before(match: Match, context: Context) -> Draft | None:
    """Read "the year-ago quarter", "the same period last year": a year before what the text named last."""
    nth = match.get("ORDINAL")
    if context.quarter or nth:
        latest = context.quarter or ""
        year = int(latest[:4]) if latest else (context.published.year if context.published else 0)
        if not year:
            return None
        return Draft("DATE", f"{year - 1:04}-Q{nth or latest[-1]}", anchor="text", compared=True)
    if context.published is None:
        return Draft("DATE", "XXXX")
    if "month" in match.words and context.month:
        return Draft("DATE", f"{int(context.month[:4]) - 1:04}{context.month[4:]}", anchor="text")
    return Draft("DATE", f"{context.published.year - 1:04}", anchor="published", compared=True)


def half(match: Match, context: Context) -> Draft | None:
    """Read "the first half of 1990"."""
    nth = {"1": "1", "2": "2", "-1": "2"}.get(match.get("ORDINAL", "WHICH") or "")
    named = year_of(match, context)
    if nth is None or named is None:
        return None
    return Draft("DATE", f"{named:04}-H{nth}", anchor=anchor_of(match))


def decade(match: Match, context: Context) -> Draft | None:
    """Read "the 1990s", "the late '80s", "the nineties"; "her 40s" is no decade."""
    word = match.get("DECADEWORD")
    if word:
        return Draft("DATE", word, part(match), "text")
    digits = (match.get("DECADE") or "").strip("'’‘s")
    if len(digits) == 4:
        return Draft("DATE", digits[:3], part(match), "text")
    quoted = any(token.word[0] in "'’‘" for token in match.tokens)
    if not quoted and digits < "50":
        return None
    if not quoted and "the" not in match.words and match.before() not in {"and", "or", "to", "-"}:
        return None
    if match.before() in {"his", "her", "their", "my", "your"}:
        return None
    return Draft("DATE", ("20" if digits == "20" else "19") + digits[0], part(match), "text")


def century(match: Match, context: Context) -> Draft | None:
    """Read "the 20th century", which is "19"."""
    nth = int(match.get("NTH") or 0)
    return Draft("DATE", f"{nth - 1:02}", part(match), "text") if nth else None


def away(match: Match, context: Context) -> Draft | None:
    """Read "two weeks ago", "a year earlier", "three days later"."""
    code = match.get("UNIT", "UNITS") or ""
    direction = match.words[-1]
    steps = -1 if direction in {"ago", "earlier"} else 1
    amount = quantity(match)
    if amount is None and not code.startswith("T"):
        return Draft("DATE", "PAST_REF" if steps < 0 else "FUTURE_REF", mod(match))
    if amount is None or code.startswith("T"):
        return None
    base = context.published if direction in {"ago", "hence", "now"} else context.day or context.published
    if code == "Y" and amount == 1 and context.compared and steps < 0:
        year = int(context.compared[:4])
        return Draft("DATE", f"{year - 1:04}{context.compared[4:]}", mod(match), "text", compared=True)
    if code == "10Y":
        code, amount = "Y", 10 * amount
    return _relative(context, code, steps * amount, base, mod(match))


def away_exactly(match: Match, context: Context) -> Draft | None:
    """Read "two years ago today", "a year ago this month": to the precision of what stands last."""
    code, amount = match.get("UNIT", "UNITS") or "", quantity(match)
    if context.published is None or amount is None or code.startswith("T"):
        return None
    last = match.tokens[-1]
    then = calendar.shift(context.published, code, -amount)
    if "UNIT" in last.classes:
        return Draft("DATE", calendar.value(then, values("UNIT")[last.word]), anchor="published")
    if "WEEKDAY" in last.classes:
        then += timedelta(days=int(values("WEEKDAY")[last.word]) - then.isoweekday())
    return Draft("DATE", (then + timedelta(days=int(match.get("DAYWORD") or 0))).isoformat(), anchor="published")


def quantity(match: Match) -> float | None:
    """Return how many units a match speaks of; None for "several", "a few" and for no number at all."""
    vague = [token for token in match.tokens if "VAGUE" in token.classes and token.word != "couple"]
    if vague and not ("HEDGE" in vague[0].classes and any(t.classes & {"INT", "NUMWORD"} for t in match.tokens)):
        return None
    if "couple" in match.words:
        return 2.0
    numbers = {"INT", "DECIMAL", "FRACTION", "NUMWORD", "SCALE", "HALF", "a", "an"}
    words = []
    for token in match.tokens:
        if token.classes & numbers:
            words.append(token.word)
        elif (words and token.word in {"to", "or", "–"}) or (words and words[-1].isdigit() and token.word == "-"):
            break
    if words == ["half"] or words in (["half", "a"], ["half", "an"]):
        return 0.5
    if words and words[-1] in {"a", "an"} and len(words) > 1:
        words = words[:-1]
    return numerals.value(words)


def mod(match: Match) -> str | None:
    """Return the mod that "about", "more than", "at least" or "or so" gives."""
    if match.words[-2:] == ("or", "so") or "so" in match.words:
        return "APPROX"
    if match.words[:2] == ("up", "to"):
        return "EQUAL_OR_LESS"
    return match.get("HEDGE", "COMPARED", "ATLEAST", "OVER") or (
        "EQUAL_OR_LESS" if match.before() == "within" else None
    )
