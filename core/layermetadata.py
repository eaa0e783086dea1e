"""Metadata of layers as QGIS shows them: a .qmd beside a raster, a row in a GeoPackage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from . import VERSION
from .about import Layer, Made
from .footprint import geographic_bounds
from .lazy import LazyModule
from .textfiles import plain_name, quoted

if TYPE_CHECKING:
    import rasterio
else:
    rasterio = LazyModule("rasterio")

_KEYWORDS = ("land cover", "SureCover")
_STANDARD = "http://mrcc.com/qgis.dtd"


def qmd(layer: Layer, made: Made, name: str) -> str:
    """QGIS's layer metadata (.qmd).

    Args:
        layer: What it is.
        made: How it was made.
        name: Of its file.
    """
    elements = {
        "identifier": [name], "language": ["ENG"], "type": ["dataset"], "title": [layer.title],
        "abstract": [f"{layer.text} {made.told}".strip()],
    }  # fmt: skip
    body = _elements(elements)
    words = "".join(f"<keyword>{escape(word)}</keyword>" for word in (*_KEYWORDS, made.stage))
    body += f'<keywords vocabulary="keywords">{words}</keywords>'
    body += _elements({"history": _history(made), "rights": made.rights, "license": made.licences})
    return (
        f"<!DOCTYPE qgis PUBLIC '{_STANDARD}' 'SYSTEM'>\n"
        f'<qgis version="3.22">{body}{_crs(layer.crs)}{_extent(layer, made)}</qgis>\n'
    )


def put_into_package(package: Path, layer: str, text: str) -> None:
    """Put QGIS's metadata of a layer into its GeoPackage, where QGIS looks for them.

    Args:
        package: The file; it holds metadata of its own.
        layer: Name of the layer.
        text: As `qmd` writes it.
    """
    with closing(sqlite3.connect(package)) as connection, connection:
        row = connection.execute(
            "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
            "VALUES ('dataset', ?, 'text/xml', ?)",
            (_STANDARD, text),
        )
        connection.execute(
            "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, md_file_id) "
            "VALUES ('table', ?, ?)",
            (layer, row.lastrowid),
        )


def _elements(values: Mapping[str, Iterable[str]]) -> str:
    return "".join(
        f"<{key}>{escape(plain_name(text))}</{key}>" for key, texts in values.items() for text in texts
    )


def _history(made: Made) -> list[str]:
    history = [f"{made.stage}, SureCover {VERSION}"]
    for title, names in (("Read", made.sources), ("Models", made.models), ("Dates", made.dates)):
        if names:
            history.append(f"{title}: {', '.join(names)}")
    return history


def _crs(wkt: str) -> str:
    if not wkt:
        return ""
    code = rasterio.crs.CRS.from_wkt(wkt).to_epsg()
    known = f"<authid>EPSG:{code}</authid>" if code else ""
    return f'<crs><spatialrefsys nativeFormat="Wkt"><wkt>{escape(wkt)}</wkt>{known}</spatialrefsys></crs>'


def _extent(layer: Layer, made: Made) -> str:
    bounds, extent = layer.bounds and geographic_bounds(layer.crs, layer.bounds), ""
    if bounds:
        west, south, east, north = bounds
        east = east if west <= east else east + 360  # QGIS would swap them
        sides = zip(("minx", "miny", "maxx", "maxy"), (west, south, east, north))
        told = " ".join(f"{side}={quoted(repr(value))}" for side, value in sides)
        extent += f'<spatial crs="EPSG:4326" dimensions="2" {told} minz="0" maxz="0"/>'
    if made.dates:
        first, last = (f"{made.dates[place]}T00:00:00Z" for place in (0, -1))
        period = f"<period><start>{first}</start><end>{last}</end></period>"
        extent += f"<temporal>{period if first != last else f'<instant>{first}</instant>'}</temporal>"
    return f"<extent>{extent}</extent>" if extent else ""
