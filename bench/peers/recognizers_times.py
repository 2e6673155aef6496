"""Microsoft's Recognizers-Text (`ms_recognizers_date_time`), in the form of the times task."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ms_recognizers_date_time import recognize_datetime
from ms_recognizers_text import Culture

_TYPES = {"duration": "DURATION", "set": "SET", "time": "TIME", "timerange": "TIME", "datetime": "TIME"}


def timexes(text: str, published: str) -> list[dict[str, Any]]:
    """Return the time expressions found in a text published on that day (ISO 8601); offsets into `text`.

    Where a value has no year or day of its own, the first of the tool's resolutions, the one in the past, gives it.
    """
    found = []
    for result in recognize_datetime(text, Culture.English, reference=datetime.fromisoformat(published)):
        resolved = (result.resolution or {}).get("values") or [{}]
        kind = result.type_name.rpartition(".")[2]
        value = resolved[0].get("timex", "")
        if value.startswith("XXXX") and kind == "date":
            value = resolved[0].get("value", value)
        found.append(
            {
                "start": result.start,
                "end": result.end + 1,
                "type": _TYPES.get(kind, "DATE"),
                "value": value,
                "mod": None,
            }
        )
    return found
