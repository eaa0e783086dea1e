"""When a raster was acquired."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from pathlib import PurePath

_TAGS = (
    "DATE", "ACQUISITIONDATE", "DATEACQUIRED", "SENSINGTIME", "SENSINGDATE", "SENSINGSTART",
    "DATATAKE1DATATAKESENSINGSTART", "PRODUCTSTARTTIME", "STARTTIME", "DATETIME",
)  # fmt: skip
"""Names of metadata items that hold the acquisition date, without underscores, the surest first."""

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_:/.]?)(\d\d)\2(\d\d)(?!\d(?!\d{5}(?!\d)))")
"""Year, month, day, run together or with one separator; six digits of a time may follow."""


def acquisition_date(path: str, tags: Mapping[str, str]) -> str:
    """The date on which a raster was acquired, as YYYY-MM-DD; "" when nothing tells it.

    Metadata items that name it win (DATE, acquisitionDate, SENSING_TIME …; upper and lower case and
    underscores do not matter), then the first plausible date in the file name. TIFFTAG_DATETIME
    comes last: most programs put the time of writing there.

    Args:
        path: Of the raster; only the file name counts.
        tags: The raster's metadata.
    """
    known = {key.upper().replace("_", ""): value for key, value in sorted(tags.items())}
    texts = [known.get(name, "") for name in _TAGS]
    texts += [PurePath(path).name, known.get("TIFFTAGDATETIME", "")]
    return next((date for date in map(_first_date, texts) if date), "")


def _first_date(text: str) -> str:
    candidates = ((int(year), int(month), int(day)) for year, _, month, day in _DATE.findall(text))
    return next((datetime.date(*date).isoformat() for date in candidates if _exists(*date)), "")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
