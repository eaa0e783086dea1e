"""Legends, and the file beside a raster by which GDAL and what builds on it tell them."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

Color = tuple[int, int, int]
"""Red, green, blue, 0..255."""

Ramp = tuple[tuple[float, Color], ...]
"""Colours at ascending places; in between they are mixed."""

FRACTION_RAMP: Ramp = (
    (0.00, (68, 1, 84)),
    (0.25, (59, 82, 139)),
    (0.50, (33, 145, 140)),
    (0.75, (94, 201, 98)),
    (1.00, (253, 231, 37)),
)
"""Viridis at five places: even steps of value are even steps of lightness, also for colour-blind eyes."""


@dataclass(frozen=True)
class LegendEntry:
    """One value of a categorical raster."""

    value: int
    name: str
    color: Color


def hex_color(color: Color) -> str:
    """A colour as #rrggbb."""
    return "#" + bytes(color).hex()


def distinct_color(order: int) -> Color:
    """The n-th of endlessly many colours that stay apart (hues in steps of the golden ratio)."""
    red, green, blue = colorsys.hsv_to_rgb(0.618034 * order % 1, 0.6, 0.85)
    return round(255 * red), round(255 * green), round(255 * blue)


def gdal_side_file(legend: Iterable[LegendEntry]) -> str:
    """GDAL's .aux.xml with category names and a raster attribute table; `legend` in order of value."""
    entries = list(legend)
    names = {entry.value: entry.name for entry in entries}
    categories = "".join(
        f"<Category>{escape(names.get(value, ''))}</Category>" for value in range(max(names) + 1)
    )
    columns = [("Value", 0, 5), ("Class", 2, 2), ("Red", 0, 6), ("Green", 0, 7), ("Blue", 0, 8)]
    fields = "".join(
        f'<FieldDefn index="{i}"><Name>{name}</Name><Type>{kind}</Type><Usage>{usage}</Usage></FieldDefn>'
        for i, (name, kind, usage) in enumerate(columns)
    )
    rows = "".join(
        f'<Row index="{i}"><F>{e.value}</F><F>{escape(e.name)}</F>'
        + "".join(f"<F>{channel}</F>" for channel in e.color)
        + "</Row>"
        for i, e in enumerate(entries)
    )
    return (
        f'<PAMDataset><PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames>'
        f'<GDALRasterAttributeTable tableType="thematic">{fields}{rows}</GDALRasterAttributeTable>'
        "</PAMRasterBand></PAMDataset>\n"
    )
