"""What became what when an external map was brought into a class scheme: rows, as a table and as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np

from ..areas import HECTARE, ground_areas
from ..grid import Grid, Window
from ..textfiles import harmless
from .crosswalk import Crosswalk

_MAX_ROWS = 60
"""Most rows of the table in the log."""

_MAX_LABEL = 48
"""Most characters of a code with its name in that table."""

_MAX_LISTED = 20
"""Most codes in a message."""

_HEADER = (
    "code", "name", "class_id", "class_name", "pixels", "share", "hectares", "features", "features_unseen",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One code of the external map.

    Attributes:
        code: As crosswalks write it.
        name: What the source calls it, "" when unknown.
        class_id: What it became; 0 = unmapped on purpose, None = the crosswalk does not know it.
        class_name: Of the class; else why there is none.
        pixels: Of the grid.
        share: Of the grid's pixels, 0..1.
        hectares: Their area; None where it cannot be told.
        features: Of a vector layer that reach into the grid; None for rasters.
        unseen: Those of them that no pixel shows.
    """

    code: str
    name: str
    class_id: int | None
    class_name: str
    pixels: int
    share: float
    hectares: float | None
    features: int | None = None
    unseen: int | None = None

    @property
    def label(self) -> str:
        """The code with its name, for messages."""
        return f"{self.code} {self.name}".rstrip()


class Tally:
    """Counts the pixels and areas of the codes of an external map.

    Args:
        codes: Of the map; number i + 1 means codes[i], 0 means nothing there.
        targets: What each became, as Row.class_id.
        crosswalk: By which they became it.
        native: Whether the codes are native pixel codes.
        grid: Of the class map.
    """

    def __init__(
        self,
        codes: Sequence[str],
        targets: Sequence[int | None],
        crosswalk: Crosswalk,
        native: bool,
        grid: Grid,
    ) -> None:
        self._codes, self._targets = codes, targets
        self._crosswalk, self._native, self._grid = crosswalk, native, grid
        self._areas = ground_areas(grid)
        self._pixels = np.zeros(len(codes) + 1, np.int64)
        self._metres = np.zeros(len(codes) + 1)

    def add(self, numbers: np.ndarray, window: Window) -> None:
        """Count a window of numbers (rows, cols)."""
        count = len(self._pixels)
        self._pixels += np.bincount(numbers.ravel(), minlength=count)
        if self._areas:
            self._metres += np.bincount(numbers.ravel(), self._areas.read(window).ravel(), count)

    def rows(self, features: tuple[np.ndarray, np.ndarray] | None = None) -> list[Row]:
        """One row a code, in the order of the codes.

        Args:
            features: Features and unseen features of each number, (codes + 1,); None for rasters.
        """
        names = (self._crosswalk.name_of(code, self._native) for code in self._codes)
        hectares = (self._metres[1:] / HECTARE).tolist() if self._areas else [None] * len(self._codes)
        shares = self._pixels[1:] / (self._grid.height * self._grid.width)
        of_features = zip(*(counts[1:].tolist() for counts in features)) if features else repeat((None, None))
        counted = zip(self._pixels[1:].tolist(), shares.tolist(), hectares, of_features)
        return [
            Row(code, name, target, self._class_name(target), pixels, share, area, *counts)
            for code, name, target, (pixels, share, area, counts) in zip(
                self._codes, names, self._targets, counted
            )
        ]

    def _class_name(self, target: int | None) -> str:
        if target is None:
            return "no rule" if self._crosswalk.by_rules else "unknown code"
        return self._crosswalk.target.by_id(target).name if target else "unmapped"


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write one line a code; texts that spreadsheet programs take for formulas are quoted by '."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEADER)
        for row in rows:
            hectares = "" if row.hectares is None else f"{row.hectares:.2f}"
            code = row.code if row.code.lstrip("-").isdecimal() else harmless(row.code)
            texts = (code, harmless(row.name), row.class_id or 0, harmless(row.class_name))
            table.writerow([*texts, row.pixels, f"{row.share:.6f}", hectares, row.features, row.unseen])


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as aligned text, those of most pixels first; more than 60 are only counted."""
    shown = sorted(rows, key=lambda row: -row.pixels)
    cells = [
        ("code", "becomes", "pixels", "share"),
        *(
            (_short(row.label), row.class_name, f"{row.pixels:,}", f"{100 * row.share:.2f} %")
            for row in shown[:_MAX_ROWS]
        ),
    ]
    first, second, third = (max(len(line[i]) for line in cells) for i in range(3))
    for code, becomes, pixels, share in cells:
        yield f"{code:<{first}}  {becomes:<{second}}  {pixels:>{third}}  {share:>8}"
    if rest := shown[_MAX_ROWS:]:
        yield f"and {len(rest)} more codes with {sum(row.pixels for row in rest):,} pixels"


def left_out(rows: Sequence[Row]) -> str:
    """Codes with pixels that became no class, with pixels and share of the grid; "" for none.

    Background, the code 0, is not among them.
    """
    lost = [row for row in rows if not row.class_id and row.pixels and row.code != "0"]
    lost.sort(key=lambda row: -row.pixels)
    return listed([f"{row.label} ({row.pixels:,} px, {100 * row.share:.2f} %)" for row in lost])


def unseen(rows: Sequence[Row]) -> str:
    """Codes with a class of which features show on no pixel, with their numbers; "" for none."""
    hidden = sorted((row for row in rows if row.unseen and row.class_id), key=lambda row: -(row.unseen or 0))
    return listed([f"{row.unseen:,} of {row.features:,} of {row.label}" for row in hidden])


def _short(text: str) -> str:
    return text if len(text) <= _MAX_LABEL else f"{text[: _MAX_LABEL - 1]}…"


def listed(texts: Sequence[str]) -> str:
    """Codes for a message: the first twenty, and how many more there are."""
    more = len(texts) - _MAX_LISTED
    return ", ".join(texts[:_MAX_LISTED]) + (f" and {more} more codes" if more > 0 else "")
