"""How results are drawn: one look, as QGIS's style (.qml) and as OGC's (.sld) for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from .legends import FRACTION_RAMP, Color, LegendEntry, hex_color
from .textfiles import quoted

_CASING: Color = (40, 40, 40)
_CASING_MM, _LINE_MM, _SEAM_MM = 0.4, 0.2, 0.1
_PIXEL_MM = 0.28
"""Side of a pixel, by which SLD measures lines (OGC 05-077r4)."""


@dataclass(frozen=True)
class Style:
    """A look in two languages.

    Attributes:
        qml: For QGIS.
        sld: For GeoServer and others: SLD 1.0 of rasters, 1.1 of vectors, as QGIS writes them; "" for none.
    """

    qml: str
    sld: str = ""


STYLES = "layer_styles"
"""The table of a GeoPackage in which QGIS keeps styles."""


def style_table(layer: str, style: Style, name: str = "SureCover") -> dict[str, np.ndarray]:
    """The one row of the table STYLES, as columns by name: QGIS draws a layer of the package by it.

    Args:
        layer: Name of the layer.
        style: Its look.
        name: As QGIS lists it.
    """
    row = {
        "f_table_catalog": "", "f_table_schema": "", "f_table_name": layer, "f_geometry_column": "geom",
        "styleName": name, "styleQML": style.qml, "styleSLD": style.sld, "description": "",
        "owner": "", "ui": "", "update_time": "1970-01-01T00:00:00.000Z",
    }  # fmt: skip
    return {
        **{column: np.array([value], object) for column, value in row.items()},
        "useAsDefault": np.array([True]),
    }


def category_style(legend: Iterable[LegendEntry]) -> Style:
    """The look of a categorical raster.

    Without it QGIS lists all 256 entries of a GeoTIFF's colour table, 65536 of a 16-bit one.
    """
    shown = [(str(entry.value), entry.name, entry.color) for entry in legend]
    entries = "".join(
        f'<paletteEntry value="{value}" label={quoted(name)} color="{hex_color(color)}" alpha="255"/>'
        for value, name, color in shown
    )
    renderer = (
        '<rasterrenderer type="paletted" band="1" alphaBand="-1" opacity="1">'
        f"<colorPalette>{entries}</colorPalette></rasterrenderer>"
    )
    return Style(_qml(f"<pipe>{renderer}</pipe>"), _raster_sld("values", shown))


def fraction_style() -> Style:
    """The look of a raster of values 0..1."""
    shown = [(f"{value:g}", f"{value:g}", color) for value, color in FRACTION_RAMP]
    items = "".join(
        f'<item value="{value}" label="{label}" color="{hex_color(color)}" alpha="255"/>'
        for value, label, color in shown
    )
    renderer = (
        '<rasterrenderer type="singlebandpseudocolor" band="1" alphaBand="-1" opacity="1" '
        'classificationMin="0" classificationMax="1"><rastershader>'
        '<colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" '
        f'minimumValue="0" maximumValue="1">{items}</colorrampshader></rastershader></rasterrenderer>'
    )
    return Style(_qml(f"<pipe>{renderer}</pipe>"), _raster_sld("ramp", shown))


def outline_style(field: str, steps: Sequence[tuple[float, float, str, Color]]) -> Style:
    """The look of polygons shown as outlines, coloured by a number, with a dark line below.

    Args:
        field: The attribute.
        steps: Lowest value, highest value, label and colour.
    """
    ranges, symbols, rules = "", "", ""
    for number, (low, high, label, color) in enumerate(steps):
        ranges += (
            f'<range lower="{low!r}" upper="{high!r}" label={quoted(label)} symbol="{number}" render="true"/>'
        )
        lines = _line(_CASING, _CASING_MM) + _line(color, _LINE_MM)
        symbols += f'<symbol type="fill" name="{number}" alpha="1">{lines}</symbol>'
        above = "PropertyIsGreaterThan" if number else "PropertyIsGreaterThanOrEqualTo"
        limits = _compared(above, field, repr(low)) + _compared(
            "PropertyIsLessThanOrEqualTo", field, repr(high)
        )
        strokes = _stroke(_CASING, _CASING_MM), _stroke(color, _LINE_MM)
        drawn = "".join(f"<se:LineSymbolizer>{stroke}</se:LineSymbolizer>" for stroke in strokes)
        rules += _rule(label, f"<ogc:And>{limits}</ogc:And>", drawn)
    renderer = (
        f'<renderer-v2 type="graduatedSymbol" attr="{field}" graduatedMethod="GraduatedColor">'
        f"<ranges>{ranges}</ranges><symbols>{symbols}</symbols></renderer-v2>"
    )
    return Style(_qml(renderer), _vector_sld(rules))


def area_style(field: str, legend: Iterable[LegendEntry]) -> Style:
    """The look of polygons filled by the category that a whole number names, without outlines.

    Lines would hide small polygons; borders in the colour of the area leave no slits between neighbours.

    Args:
        field: The attribute.
        legend: Its values.
    """
    categories, symbols, rules = "", "", ""
    for number, entry in enumerate(legend):
        categories += (
            f'<category value="{entry.value}" type="integer" label={quoted(entry.name)} '
            f'symbol="{number}" render="true"/>'
        )
        fill = _layer(
            "SimpleFill", color=_rgba(entry.color), outline_color=_rgba(entry.color), outline_width=_SEAM_MM,
            outline_width_unit="MM", joinstyle="miter",
        )  # fmt: skip
        symbols += f'<symbol type="fill" name="{number}" alpha="1">{fill}</symbol>'
        drawn = (
            f"<se:PolygonSymbolizer><se:Fill>{_parameters(fill=hex_color(entry.color))}</se:Fill>"
            f"{_stroke(entry.color, _SEAM_MM)}</se:PolygonSymbolizer>"
        )
        rules += _rule(entry.name, _compared("PropertyIsEqualTo", field, str(entry.value)), drawn)
    renderer = (
        f'<renderer-v2 type="categorizedSymbol" attr="{field}"><categories>{categories}</categories>'
        f"<symbols>{symbols}</symbols></renderer-v2>"
    )
    return Style(_qml(renderer), _vector_sld(rules))


def _qml(content: str) -> str:
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.22" styleCategories="Symbology">{content}</qgis>\n'
    )


def _line(color: Color, millimetres: float) -> str:
    return _layer(
        "SimpleLine", line_color=_rgba(color), line_width=millimetres, line_width_unit="MM", joinstyle="miter"
    )


def _layer(kind: str, **properties: object) -> str:
    """A layer of one of QGIS's symbols."""
    options = "".join(
        f'<Option name="{name}" value="{value}" type="QString"/>' for name, value in properties.items()
    )
    return f'<layer class="{kind}" enabled="1" pass="0"><Option type="Map">{options}</Option></layer>'


def _rgba(color: Color) -> str:
    return "{},{},{},255".format(*color)


def _raster_sld(kind: str, entries: Iterable[tuple[str, str, Color]]) -> str:
    """A style of the first band: colours of single values, or a ramp between them."""
    colors = "".join(
        f'<sld:ColorMapEntry color="{hex_color(color)}" quantity="{value}" label={quoted(label)}/>'
        for value, label, color in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:sld="http://www.opengis.net/sld" '
        'version="1.0.0"><NamedLayer><sld:Name>layer</sld:Name><UserStyle><sld:FeatureTypeStyle><sld:Rule>'
        "<sld:RasterSymbolizer><sld:ChannelSelection><sld:GrayChannel><sld:SourceChannelName>1"
        "</sld:SourceChannelName></sld:GrayChannel></sld:ChannelSelection>"
        f'<sld:ColorMap type="{kind}">{colors}</sld:ColorMap></sld:RasterSymbolizer></sld:Rule>'
        "</sld:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n"
    )


def _vector_sld(rules: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" '
        'xmlns:se="http://www.opengis.net/se" version="1.1.0"><NamedLayer><se:Name>layer</se:Name><UserStyle>'
        f"<se:FeatureTypeStyle>{rules}</se:FeatureTypeStyle></UserStyle></NamedLayer>"
        "</StyledLayerDescriptor>\n"
    )


def _rule(label: str, condition: str, symbolizers: str) -> str:
    name = escape(label)
    return (
        f"<se:Rule><se:Name>{name}</se:Name><se:Description><se:Title>{name}</se:Title></se:Description>"
        f"<ogc:Filter>{condition}</ogc:Filter>{symbolizers}</se:Rule>"
    )


def _compared(how: str, field: str, value: str) -> str:
    operands = f"<ogc:PropertyName>{field}</ogc:PropertyName><ogc:Literal>{value}</ogc:Literal>"
    return f"<ogc:{how}>{operands}</ogc:{how}>"


def _stroke(color: Color, millimetres: float) -> str:
    width = f"{millimetres / _PIXEL_MM:.2f}"
    return f"<se:Stroke>{_parameters(stroke=hex_color(color), stroke_width=width)}</se:Stroke>"


def _parameters(**values: str) -> str:
    return "".join(
        f'<se:SvgParameter name="{name.replace("_", "-")}">{value}</se:SvgParameter>'
        for name, value in values.items()
    )
