"""STAC Items of results (https://stacspec.org, version 1.0.0): catalogues find and show them by these.

Links name files only and are relative, so that an Item moves with its result and tells of no one's disk.
What the extensions lack stands in properties that begin with `surecover:`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from . import VERSION
from .about import Layer, Made, how_made, item_name, layer_of, what_is
from .footprint import geographic_bounds, outline
from .job import Job
from .lazy import LazyModule
from .legends import hex_color
from .rasters import open_raster
from .textfiles import json_text

if TYPE_CHECKING:
    import rasterio
else:
    rasterio = LazyModule("rasterio")

_EXTENSION = "https://stac-extensions.github.io/{}/schema.json"
_PROCESSING, _PROJECTION = "processing/v1.1.0", "projection/v1.1.0"
_RASTER, _CLASSIFICATION = "raster/v1.1.0", "classification/v1.1.0"

_KINDS = {
    ".tif": ("image/tiff; application=geotiff; profile=cloud-optimized", "data"),
    ".gpkg": ("application/geopackage+sqlite3", "data"),
    ".vrt": ("application/xml", "data"),
    ".qml": ("application/xml", "style"),
    ".sld": ("application/vnd.ogc.sld+xml", "style"),
    ".qmd": ("application/xml", "metadata"),
    ".xml": ("application/xml", "metadata"),
    ".html": ("text/html", "metadata"),
    ".json": ("application/json", "metadata"),
    ".csv": ("text/csv", "metadata"),
    ".png": ("image/png", "overview"),
}
"""Media type and role of files, by their ending."""

_IDENTIFIER = re.compile(r"[\w.+-]+", re.ASCII)

_UNKNOWN = ("application/octet-stream", "data")


def item(
    name: str, main: Layer, made: Made, files: Iterable[str], layers: Mapping[str, Layer] | None = None
) -> dict[str, Any]:
    """The Item of a result, as JSON values.

    Args:
        name: Its id.
        main: What tells where it lies, and what it is.
        made: How it was made.
        files: Paths of all its files, from the folder that holds the Item.
        layers: What is known of some of them.
    """
    known = dict(layers or {})
    assets = {path: _asset(path, known.get(path)) for path in files}
    used = [_PROCESSING, _PROJECTION]
    used += [_RASTER] * any("raster:bands" in asset for asset in assets.values())
    used += [_CLASSIFICATION] * any("classification:classes" in asset for asset in assets.values())
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [_EXTENSION.format(extension) for extension in used],
        "id": name,
        **_place(main),
        "properties": {
            **_moment(made),
            "title": main.title,
            "description": f"{main.text} {made.told}".strip(),
            **_licence(made.licences),
            "processing:software": {"SureCover": VERSION},
            "processing:lineage": made.told,
            **_projection(main),
            "surecover:stage": made.stage,
            "surecover:models": list(made.models),
            "surecover:dated": bool(made.dates),
        },
        "links": [
            {"rel": "derived_from", "href": f"./{quote(source)}", "title": source} for source in made.sources
        ],
        "assets": assets,
    }


def write_folder_item(folder: Path, job: Job, main: str) -> None:
    """Write the Item of a folder of results into it, with all its files; it is named after the job's stage.

    Args:
        folder: Holds nothing but the results of the job.
        job: What made them.
        main: Name of the raster that tells where and of when they are.
    """
    own = item_name(folder / job.stage)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != own)
    layers = {}
    for path in files:
        if path.suffix == ".tif":
            with open_raster(str(path)) as raster:
                layers[path.relative_to(folder).as_posix()] = layer_of(raster, *what_is(job, str(path)))
    with open_raster(str(folder / main)) as raster:
        made = how_made(job, raster.tags)
    names = [path.relative_to(folder).as_posix() for path in files]
    own.write_text(json_text(item(job.stage, layers[main], made, names, layers)), encoding="utf-8")


def _asset(path: str, layer: Layer | None) -> dict[str, Any]:
    kind, role = _KINDS.get(Path(path).suffix.lower(), _UNKNOWN)
    asset: dict[str, Any] = {"href": f"./{quote(path)}", "type": kind, "roles": [role]}
    if layer:
        asset |= {"title": layer.title, "description": layer.text} if layer.text else {"title": layer.title}
    if layer and layer.grid:
        asset["raster:bands"] = [_band(layer, name) for name in layer.bands]
    if layer and layer.legend:
        asset["classification:classes"] = [
            {"value": e.value, "description": e.name, "color_hint": hex_color(e.color)[1:].upper()}
            for e in layer.legend
        ]
    return asset


def _band(layer: Layer, name: str) -> dict[str, Any]:
    band: dict[str, Any] = {"data_type": layer.dtype, "sampling": "area", "scale": layer.scale, "offset": 0}
    if layer.nodata is not None:
        band["nodata"] = "nan" if math.isnan(layer.nodata) else layer.nodata
    return {**({"name": name} if name else {}), **band}


def _place(layer: Layer) -> dict[str, Any]:
    """Outline and bounds in degrees; nothing where the place on Earth cannot be told."""
    bounds = layer.bounds and geographic_bounds(layer.crs, layer.bounds)
    if not bounds or not layer.bounds:
        return {"geometry": None}
    return {"geometry": outline(layer.crs, layer.bounds, bounds), "bbox": list(bounds)}


def _moment(made: Made) -> dict[str, Any]:
    dates = made.dates or (made.day,)
    first, last = (f"{dates[place]}T00:00:00Z" for place in (0, -1))
    if first == last:
        return {"datetime": first}
    return {"datetime": None, "start_datetime": first, "end_datetime": last}


def _licence(said: Sequence[str]) -> dict[str, Any]:
    """STAC takes identifiers (SPDX) only; what is none is told as it was found, too."""
    if not said:
        return {}
    if len(said) == 1 and _IDENTIFIER.fullmatch(said[0]):
        return {"license": said[0]}
    return {"license": "various" if len(said) > 1 else "proprietary", "surecover:licences": list(said)}


def _projection(layer: Layer) -> dict[str, Any]:
    crs = rasterio.crs.CRS.from_wkt(layer.crs) if layer.crs else None
    told: dict[str, Any] = {"proj:epsg": crs.to_epsg() if crs else None}
    if layer.bounds:
        told["proj:bbox"] = list(layer.bounds)
    if crs and told["proj:epsg"] is None:
        told["proj:wkt2"] = crs.to_wkt(version="WKT2_2019")
    if layer.grid:
        told |= {"proj:shape": list(layer.grid.shape), "proj:transform": [*layer.grid.transform, 0, 0, 1]}
    return told
