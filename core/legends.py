"""Legends, and what tells them to programs: GDAL's side file and QGIS's style beside a raster."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from .textfiles import quoted

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


def category_style(legend: Iterable[LegendEntry]) -> str:
    """QGIS style (.qml) of a categorical raster.

    Without it QGIS lists all 256 entries of a GeoTIFF's colour table, 65536 of a 16-bit one.
    """
    entries = "".join(
        f'<paletteEntry value="{e.value}" label={quoted(e.name)} color="{hex_color(e.color)}" alpha="255"/>'
        for e in legend
    )
    return _style(
        '<rasterrenderer type="paletted" band="1" alphaBand="-1" opacity="1">'
        f"<colorPalette>{entries}</colorPalette></rasterrenderer>"
    )


def fraction_style() -> str:
    """QGIS style (.qml) of a raster of values 0..1."""
    items = "".join(
        f'<item value="{value:g}" label="{value:g}" color="{hex_color(color)}" alpha="255"/>'
        for value, color in FRACTION_RAMP
    )
    return _style(
        '<rasterrenderer type="singlebandpseudocolor" band="1" alphaBand="-1" opacity="1" '
        'classificationMin="0" classificationMax="1"><rastershader>'
        '<colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" '
        f'minimumValue="0" maximumValue="1">{items}</colorrampshader></rastershader></rasterrenderer>'
    )


def outline_style(field: str, steps: Sequence[tuple[float, float, str, Color]]) -> str:
    """QGIS style (.qml) of polygons shown as outlines, coloured by a number, with a dark line below.

    Args:
        field: The attribute.
        steps: Lowest value, highest value, label and colour.
    """
    ranges, symbols = "", ""
    for number, (low, high, label, color) in enumerate(steps):
        ranges += (
            f'<range lower="{low!r}" upper="{high!r}" label={quoted(label)} symbol="{number}" render="true"/>'
        )
        lines = _line((40, 40, 40), 0.4) + _line(color, 0.2)
        symbols += f'<symbol type="fill" name="{number}" alpha="1">{lines}</symbol>'
    return _document(
        f'<renderer-v2 type="graduatedSymbol" attr="{field}" graduatedMethod="GraduatedColor">'
        f"<ranges>{ranges}</ranges><symbols>{symbols}</symbols></renderer-v2>"
    )


def area_style(field: str, legend: Iterable[LegendEntry]) -> str:
    """QGIS style (.qml) of polygons filled by the category that a whole number names, without outlines.

    Lines would hide small polygons; borders in the colour of the area leave no slits between neighbours.

    Args:
        field: The attribute.
        legend: Its values.
    """
    categories, symbols = "", ""
    for number, entry in enumerate(legend):
        categories += (
            f'<category value="{entry.value}" type="integer" label={quoted(entry.name)} '
            f'symbol="{number}" render="true"/>'
        )
        properties = {"color": _rgba(entry.color), "outline_color": _rgba(entry.color), "outline_width": 0.1}
        fill = _symbol_layer("SimpleFill", {**properties, "outline_width_unit": "MM", "joinstyle": "miter"})
        symbols += f'<symbol type="fill" name="{number}" alpha="1">{fill}</symbol>'
    return _document(
        f'<renderer-v2 type="categorizedSymbol" attr="{field}"><categories>{categories}</categories>'
        f"<symbols>{symbols}</symbols></renderer-v2>"
    )


def _line(color: Color, millimetres: float) -> str:
    properties = {
        "line_color": _rgba(color),
        "line_width": millimetres,
        "line_width_unit": "MM",
        "joinstyle": "miter",
    }
    return _symbol_layer("SimpleLine", properties)


def _rgba(color: Color) -> str:
    return "{},{},{},255".format(*color)


def _symbol_layer(kind: str, properties: Mapping[str, object]) -> str:
    options = "".join(
        f'<Option name="{name}" value="{value}" type="QString"/>' for name, value in properties.items()
    )
    return f'<layer class="{kind}" enabled="1" pass="0"><Option type="Map">{options}</Option></layer>'


def _style(renderer: str) -> str:
    return _document(f"<pipe>{renderer}</pipe>")


def _document(content: str) -> str:
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.22" styleCategories="Symbology">{content}</qgis>\n'
    )
