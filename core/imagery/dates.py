"""When a raster was acquired, and what says so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ..errors import SureCoverError
from ..tiled import spoken

GIVEN = "given"
PRODUCT = "product metadata"
FILE_NAME = "file name"

_TAGS = (
    "DATE", "ACQUISITIONDATE", "DATEACQUIRED", "SENSINGTIME", "SENSINGDATE", "SENSINGSTART",
    "ACQUISITIONDATETIME", "DATATAKE1DATATAKESENSINGSTART", "PRODUCTSTARTTIME", "STARTTIME", "DATETIME",
)  # fmt: skip
"""Names of metadata items that hold the acquisition date, without underscores, the surest first."""

_PRODUCT_TAGS = ("ACQUISITIONDATETIME", "DATATAKE1DATATAKESENSINGSTART", "PRODUCTSTARTTIME")
"""Those that GDAL reads from the files of a product."""

_NO_TIME = "1970-01-01"
"""What GDAL says of a time that it could not read."""

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-_:/.]?)(\d\d)\2(\d\d)(?!\d(?!\d{5,6}(?!\d)))|(\d{3})(?!\d))")
"""Year, month, day, run together or with one separator, six digits of a time, or seven with tenths of a
second, may follow; or year and day of the year, run together."""

_PRODUCT_NAMES = (
    re.compile(r"^S2[A-D]_(?:OPER|USER)_(?:.*_V(\d{8})T)?"),
    re.compile(r"^L[CEMOT]\d\d{6}(\d{7})[A-Z]{3}\d\d"),
    re.compile(r"^AST_()"),
)
"""Products whose names do not begin with the date of acquisition: Sentinel-2 until 2016, which may tell
none but that of processing; Landsat before collections; ASTER, which puts the year last."""

_GIVEN = re.compile(r"((?:19|20)\d\d)([-/.]?)(\d\d)\2(\d\d)")


@dataclass(frozen=True)
class Acquisition:
    """When a raster was acquired.

    Attributes:
        path: Of the raster.
        date: YYYY-MM-DD, "" where unknown.
        origin: What says so: GIVEN, PRODUCT, "tag NAME", FILE_NAME; "" where unknown.
    """

    path: str
    date: str
    origin: str

    @property
    def given(self) -> str:
        """The date if the user gave it, else ""."""
        return self.date if self.origin == GIVEN else ""

    def facts(self) -> dict[str, str]:
        """For the provenance."""
        return {"path": self.path, "date": self.date, "date_from": self.origin}

    def tags(self) -> dict[str, str]:
        """For a raster of what was seen then."""
        return {"DATE": self.date} if self.date else {}

    def __str__(self) -> str:
        """One line for the log."""
        if not self.date:
            return f"Date unknown: {spoken(self.path)}"
        return (
            f"{self.date} ({self.origin if self.given else f'from its {self.origin}'}): {spoken(self.path)}"
        )


def acquisition(path: str, tags: Mapping[str, str], given: str = "") -> Acquisition:
    """Find the date on which a raster was acquired.

    A given date wins. Then metadata items that name it count (DATE, acquisitionDate, SENSING_TIME …;
    upper and lower case and underscores do not matter), then the first plausible date in the file name:
    of Sentinel-1 and -2, Landsat, MODIS and PlanetScope products that is the acquisition.
    TIFFTAG_DATETIME comes last: most programs put the time of writing there.

    Args:
        path: Of the raster; only the file name counts.
        tags: The raster's metadata.
        given: YYYY-MM-DD, or "".
    """
    known = {key.upper().replace("_", ""): (key, value) for key, value in sorted(tags.items())}
    sources = [(given, GIVEN)]
    for name in _TAGS:
        key, value = known.get(name, ("", ""))
        sources.append((value, PRODUCT if name in _PRODUCT_TAGS else f"tag {key}"))
    sources.append((_dated_part(PurePath(path).name), FILE_NAME))
    sources.append((tags.get("TIFFTAG_DATETIME", ""), "tag TIFFTAG_DATETIME"))
    for text, origin in sources:
        date = _first_date(text)
        if date and date != _NO_TIME:
            return Acquisition(path, date, origin)
    return Acquisition(path, "", "")


def given_dates(text: str, count: int, label: str) -> list[str]:
    """Read the dates that a user gives in place of those that files tell.

    Args:
        text: YYYY-MM-DD or YYYYMMDD, one per image, separated by commas or semicolons, or by spaces
            alone; an empty place gives none.
        count: Number of images.
        label: How messages name the parameter.

    Returns:
        YYYY-MM-DD, or "" for none, one per image.

    Raises:
        SureCoverError: There are more or fewer than images, or one is no day from 1900 until today.
    """
    if not text.strip():
        return [""] * count
    places = re.split(r"[,;]", text) if re.search(r"[,;]", text) else text.split()
    if len(places) != count:
        raise SureCoverError(
            f"{label} are {len(places)} for {count} images; give one for every image, in the same order, "
            "separated by commas, and leave a place empty to keep the date that the image tells."
        )
    return [given_date(place, label) for place in places]


def given_date(text: str, label: str) -> str:
    """Read one date that a user gives, as YYYY-MM-DD; "" for none.

    Raises:
        SureCoverError: It is no day from 1900 until today.
    """
    text = text.strip()
    if not text:
        return ""
    match = _GIVEN.fullmatch(text)
    if not match:
        raise SureCoverError(
            f"{label} has {text[:40]!r}; allowed are dates as year, month, day: 2023-08-10 or 20230810."
        )
    day = _existing(int(match[1]), int(match[3]), int(match[4]))
    if day is None:
        raise SureCoverError(f"{label} has {text!r}, a day that does not exist; correct it.")
    # Somewhere on Earth it may be tomorrow already.
    if day > datetime.datetime.now(tz=datetime.timezone.utc).date() + datetime.timedelta(days=1):
        raise SureCoverError(f"{label} has {text!r}, a day that is still to come; correct it.")
    return day.isoformat()


def _dated_part(name: str) -> str:
    """The part of a file name that may tell the acquisition."""
    for pattern in _PRODUCT_NAMES:
        if match := pattern.match(name):
            return match[1] or ""
    return name


def _first_date(text: str) -> str:
    for year, _, month, day, day_of_year in _DATE.findall(text):
        found = (
            _of_ordinal(int(year), int(day_of_year))
            if day_of_year
            else _existing(int(year), int(month), int(day))
        )
        if found:
            return found.isoformat()
    return ""


def _existing(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _of_ordinal(year: int, day: int) -> datetime.date | None:
    """The day of a year, 1 for the first of January."""
    date = datetime.date(year, 1, 1) + datetime.timedelta(days=day - 1)
    return date if date.year == year else None


def names_of(dates: Sequence[str]) -> list[str]:
    """Names for images: their date, with its place in the list where that is unknown or not unique."""
    return [
        date if date and dates.count(date) == 1 else f"{date or 'image'}_{number}"
        for number, date in enumerate(dates, start=1)
    ]
