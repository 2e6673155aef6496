"""Publication times: the forms in which news pages write them, read strictly into ISO 8601.

Nothing is guessed. A day and month that could be read either way ("03/05/2021"), a day that its month does not have,
and a year outside `YEARS` give no date at all. The precision is that of the words: a month, a day, a minute, a second,
and an offset from UTC only where one was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from allegedly import lexicon
from allegedly.errors import BadDate

YEARS = range(1600, 2200)
"""Years that a report can be of: the first newspapers are of 1605."""
LONGEST = 200
"""A paragraph of more characters is no date line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line: where it stands (code points), its ISO 8601 value, and the label before it, if any."""

    start: int
    end: int
    value: str
    label: str = ""


_CLASSES = {"month": {"MONTH", "AMBIGUOUS", "ABBREVIATION"}, "weekday": {"WEEKDAY"}}
"""Date lines have the months and weekdays of running text (`lexicon/moments.tsv`), and those of their own."""


@cache
def _values(kind: str) -> dict[str, str]:
    shared = (row for row in lexicon.table("moments") if row["class"] in _CLASSES.get(kind, ()))
    own = (row for row in lexicon.table("date_words") if row["kind"] == kind)
    return {row["word"].rstrip("."): row["value"] for row in (*shared, *own)}


def _one_of(kind: str) -> str:
    words = sorted(_values(kind), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words) + ")"


@cache
def _pattern() -> re.Pattern[str]:
    """Return the grammar of one dated moment: label, weekday, date and time in either order, zone."""
    month, weekday = rf"(?P<month{{n}}>{_one_of('month')})\b\.?", rf"(?P<weekday>{_one_of('weekday')})\b\.?,?\s"
    day = r"(?P<day{n}>[0-3]?\d)(?:st|nd|rd|th)?"
    year = r"(?P<year{n}>\d{{4}})(?![\d:])"
    dates = [
        rf"{day}(?:\sof)?[\s-]{month},?[\s-]{year}".replace("{n}", "1"),
        rf"{month}\s{day},?\s{year}".replace("{n}", "2"),
        rf"{year}[-/.](?P<month3>[01]?\d)[-/.](?P<day3>[0-3]?\d)(?!\d)".replace("{n}", "3"),
        rf"(?P<day4>[0-3]?\d)(?P<order>[-/.])(?P<month4>[0-3]?\d)(?P=order){year}".replace("{n}", "4"),
        rf"{month},?\s{year}".replace("{n}", "5"),
    ]
    written = "(?:" + "|".join(dates).replace("{{", "{").replace("}}", "}") + ")"
    return re.compile(
        rf"(?:(?P<label>\b{_one_of('label')})\s?[:\-–]?\s?)?"
        rf"(?:{_clock('early')}(?:,|\son|\s[-–|·])?\s)?"
        rf"(?:{weekday})?(?<![\w/.-]){written}"
        rf"(?:(?:t|,?\s(?:at\s)?|\s?[-–|·•@/]\s?|,\s?){_clock('late')})?",
        re.IGNORECASE,
    )


def _clock(name: str) -> str:
    zone = rf"(?:\s?(?P<zone_{name}>(?:(?:gmt|utc)\s?)?[+-][01]\d:?[0-5]\d|{_one_of('zone')}\b))?"
    half = rf"(?:\s?(?P<half_{name}>[ap])\.?\s?m\b\.?)?"
    colon = rf"(?P<hour_{name}>[0-2]?\d)[:.h](?P<minute_{name}>[0-5]\d)(?::(?P<second_{name}>[0-5]\d)(?:\.\d+)?)?"
    military = rf"(?P<packed_{name}>[0-2]\d[0-5]\d)(?=\s?(?:gmt|utc|hrs|z\b))"
    whole = rf"(?P<bare_{name}>1[0-2]|[1-9])(?=\s?[ap]\.?\s?m\b)"
    return rf"(?:{colon}|{military}|{whole}){half}{zone}"


@cache
def words(*kinds: str) -> frozenset[str]:
    """Return the words of date lines that are of these kinds, in lower case."""
    return frozenset(word for kind in kinds for word in _values(kind))


def find(line: str) -> list[Found]:
    """Return the dates of a line in the order of the text; ambiguous and impossible ones are left out."""
    found: list[Found] = []
    if not re.search(r"\d{4}", line):  # every form has a year; the grammar takes long to compile and to try
        return found
    for match in _pattern().finditer(line):
        day = _day(match)
        if day is not None:
            label = re.sub(r"\s+", " ", (match["label"] or "").lower())
            found.append(Found(match.start(), match.end(), day + (_time(match) if len(day) == 10 else ""), label))
    return found


def parse(text: str) -> str | None:
    """Return ISO 8601 for a text that is one date and nothing else, None for any other."""
    text = re.sub(r"\s+", " ", text).strip(" ,.()[]")
    if len(text) > LONGEST:
        return None
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = find(text)
    return found[0].value if found and found[0].start == 0 and found[0].end >= len(text) else None


def given(text: str) -> str:
    """Return ISO 8601 for a publication time that somebody gave; raises BadDate."""
    value = parse(text)
    if value is None:
        raise BadDate(
            f"{text[:80]!r} is no publication time; write it as 2022-10-15 or 2022-10-15T12:34, with +03:00 behind it "
            f"if the zone is known (years {YEARS.start} to {YEARS.stop - 1})"
        )
    return value


def published(line: str) -> Found | None:
    """Return the date at which a line says that it was published: no update where there is another date."""
    found = find(line) if len(line) <= LONGEST else []
    return next((one for one in found if _values("label").get(one.label) != "later"), found[0] if found else None)


def dateline(paragraph: str) -> str | None:
    """Return the date of an agency's dateline that names the year: "MINSK, Oct. 15, 2022 (Agency) — ..."."""
    head = re.match(r"(?P<place>[A-Z][A-Z .'’/-]+)\b[^—]{0,80}?(?:\s*—|\s[–-]{1,2}\s)", paragraph)
    found = find(head[0]) if head else []
    return next((one.value for one in found if len(one.value) >= len("2022-10-15")), None)


def _day(match: re.Match[str]) -> str | None:
    """Return the date as YYYY-MM-DD or YYYY-MM, None if it is none or could be two."""
    form = next(n for n in "12345" if match[f"year{n}"])
    year, month = int(match[f"year{form}"]), _month(match[f"month{form}"])
    if year not in YEARS:
        return None
    if form == "5":
        return f"{year:04}-{month:02}"
    day = int(match[f"day{form}"])
    either = form == "4" and match["order"] != "."  # dots are written day first everywhere, strokes and dashes are not
    orders = {(month, day), (day, month)} if either else {(month, day)}
    days = [one for order in sorted(orders) if (one := _calendar(year, *order))]
    if match["weekday"]:
        wanted = int(_values("weekday")[match["weekday"].lower()])
        days = [one for one in days if one.isoweekday() == wanted] if len(days) > 1 else days
    return days[0].isoformat() if len(days) == 1 else None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else int(_values("month")[word.lower()])


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(match: re.Match[str]) -> str:
    """Return "T12:34", with seconds and offset where they were written; "" where there is no time of day."""
    name = "late" if match["hour_late"] or match["packed_late"] or match["bare_late"] else "early"
    packed = match[f"packed_{name}"]
    hour, minute = (packed[:2], packed[2:]) if packed else (match[f"hour_{name}"], match[f"minute_{name}"])
    hour = hour or match[f"bare_{name}"]
    if hour is None:
        return ""
    hours = int(hour)
    half = (match[f"half_{name}"] or "").lower()
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 23:
        return ""
    seconds = f":{match[f'second_{name}']}" if match[f"second_{name}"] else ""
    return f"T{hours:02}:{minute or '00'}{seconds}{_offset(match[f'zone_{name}'] or '')}"


def _offset(zone: str) -> str:
    zone = re.sub(r"\s+", " ", zone.lower())
    digits = re.search(r"([+-]\d\d):?(\d\d)$", zone)
    if digits:
        return f"{digits[1]}:{digits[2]}" if int(digits[1]) in range(-14, 15) else ""
    return _values("zone").get(zone, "")
