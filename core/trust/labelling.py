"""The GeoPackage of reference points: what it holds, and the form in which people label them in QGIS.

The layer `points` carries its style in the file's table `layer_styles`, which QGIS reads whenever it opens
the layer. The table `strata` tells the design.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..lazy import LazyModule
from ..legends import LegendEntry
from ..styles import STYLES, Style, style_table
from ..textfiles import quoted

if TYPE_CHECKING:
    import pyogrio
    import shapely
else:
    pyogrio = LazyModule("pyogrio")
    pyogrio.errors = LazyModule("pyogrio.errors")
    pyogrio.raw = LazyModule("pyogrio.raw")
    shapely = LazyModule("shapely")

POINTS, STRATA = "points", "strata"
"""Names of the layer and the table."""

REFERENCE = "reference"
"""The field that people fill in: the id of the class that is there."""

STRATUM, STRATUM_PIXELS = "stratum", "stratum_px"
"""The fields that tell a point's stratum, and how many pixels of the map it has."""

_HIDDEN = ("map_class", "reliability", STRATUM, STRATUM_PIXELS, "weight")
"""What could tempt people to label what the map says."""

_ALIASES = {
    "id": "Point", REFERENCE: "Class seen here", "note": "Note", "map_class": "Class on the map",
    "reliability": "Reliability", STRATUM: "Stratum", STRATUM_PIXELS: "Pixels of the stratum",
    "weight": "Pixels that the point stands for",
}  # fmt: skip
_TO_DO = (255, 255, 255)


def write_points(
    file: Path,
    crs: str,
    places: np.ndarray,
    columns: Mapping[str, np.ndarray],
    strata: Mapping[str, np.ndarray],
    style: str,
    tags: Mapping[str, str],
) -> None:
    """Write the GeoPackage.

    Args:
        file: Where; it must not exist.
        crs: As WKT; "" for none.
        places: float64 (points, 2), x and y.
        columns: Attribute arrays (points,) by name; `reference` and `note` are added, empty.
        strata: Columns of the table of strata.
        style: QGIS style (.qml) of the points.
        tags: Metadata of the file.

    Raises:
        OSError: It cannot be written.
    """
    empty = {REFERENCE: np.zeros(len(places), np.int32), "note": np.full(len(places), None, object)}
    attributes = {"id": columns["id"], **empty, **{k: v for k, v in columns.items() if k != "id"}}
    masks = [np.full(len(places), True) if name == REFERENCE else None for name in attributes]
    options = {"driver": "GPKG", "dataset_options": {"VERSION": "1.2"}}  # GDAL before 3.7 warns of later ones
    styles = style_table(POINTS, Style(style), "Labelling")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "'crs' was not provided")
            pyogrio.raw.write(
                str(file), shapely.to_wkb(shapely.points(places)), list(attributes.values()),
                list(attributes), field_mask=masks, layer=POINTS, geometry_type="Point", crs=crs or None,
                dataset_metadata=dict(tags), **options,
            )  # fmt: skip
            for name, table in ((STRATA, strata), (STYLES, styles)):
                pyogrio.raw.write(
                    str(file), None, list(table.values()), list(table), layer=name, geometry_type=None,
                    driver="GPKG",
                )  # fmt: skip
    except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError) as error:
        raise OSError(str(error)) from error


def labelling_style(
    classes: Sequence[LegendEntry], pixel: float, *, blind: bool, mapped: Sequence[LegendEntry] = ()
) -> str:
    """QGIS style (.qml) of the points: coloured by the class seen, with a drop-down of the classes as form.

    Args:
        classes: The classes that people may choose.
        pixel: Side of a pixel in units of the CRS; its outline is drawn around each point.
        blind: Whether the form and the table hide what the map says.
        mapped: The classes that occur on the map; named in the form where it is not blind.
    """
    symbols, categories = "", ""
    for number, (value, label, color) in enumerate(
        [("", "to be labelled", _TO_DO), *((str(e.value), e.name, e.color) for e in classes)]
    ):
        categories += (
            f'<category value="{value}" type="{"string" if value == "" else "integer"}" '
            f'label={quoted(label)} symbol="{number}" render="true"/>'
        )
        fill = "{},{},{},255".format(*color)
        symbols += (
            f'<symbol type="marker" name="{number}" alpha="1">'
            + _marker("square", "0,0,0,0", "255,255,0,255", pixel, "MapUnit")
            + _marker("circle", fill, "30,30,30,255", 2.6, "MM")
            + "</symbol>"
        )
    lines = _widget("TextEdit", '<Option name="IsMultiline" type="bool" value="true"/>')
    shown = {REFERENCE: _value_map(classes), "note": lines}
    hidden = _HIDDEN if blind else ()
    if not blind:
        shown["map_class"] = _value_map(mapped)
    widgets = {name: _widget("Hidden") for name in hidden}
    fields = "".join(
        f'<field name="{name}">{widgets.get(name) or shown.get(name, _widget("TextEdit"))}</field>'
        for name in _ALIASES
    )
    aliases = "".join(
        f'<alias index="-1" field="{name}" name={quoted(alias)}/>' for name, alias in _ALIASES.items()
    )
    editable = "".join(
        f'<field name="{name}" editable="{int(name in (REFERENCE, "note"))}"/>' for name in _ALIASES
    )
    columns = "".join(
        f'<column type="field" name="{name}" hidden="{int(name in hidden)}" width="-1"/>' for name in _ALIASES
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22" styleCategories="Symbology|Fields|Forms|AttributeTable">'
        f'<renderer-v2 type="categorizedSymbol" attr="{REFERENCE}" symbollevels="0" enableorderby="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
        f"<fieldConfiguration>{fields}</fieldConfiguration><aliases>{aliases}</aliases>"
        f"<editable>{editable}</editable><editorlayout>generatedlayout</editorlayout>"
        f'<attributetableconfig actionWidgetStyle="dropDown" sortOrder="0"><columns>{columns}</columns>'
        "</attributetableconfig></qgis>\n"
    )


def _marker(shape: str, fill: str, outline: str, size: float, unit: str) -> str:
    properties = {
        "name": shape, "color": fill, "outline_color": outline, "outline_width": "0.3",
        "outline_width_unit": "MM", "size": f"{size!r}", "size_unit": unit,
    }  # fmt: skip
    options = "".join(
        f'<Option name="{name}" value="{value}" type="QString"/>' for name, value in properties.items()
    )
    return f'<layer class="SimpleMarker" enabled="1" pass="0"><Option type="Map">{options}</Option></layer>'


def _value_map(classes: Sequence[LegendEntry]) -> str:
    entries = "".join(
        f'<Option type="Map"><Option name={quoted(e.name)} value="{e.value}" type="QString"/></Option>'
        for e in classes
    )
    return _widget("ValueMap", f'<Option name="map" type="List">{entries}</Option>')


def _widget(kind: str, options: str = "") -> str:
    inside = f'<Option type="Map">{options}</Option>' if options else "<Option/>"
    return f'<editWidget type="{escape(kind)}"><config>{inside}</config></editWidget>'
