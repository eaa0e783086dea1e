"""The rules of STAC that Items of results must keep: specification 1.0.0 and the extensions they name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TYPES = {"uint8", "uint16", "uint32", "int16", "int32", "float32", "float64"}


def read_item(path: Path) -> dict[str, Any]:
    """An Item that keeps the rules, and whose files are all there."""
    item: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert faults(item, path.parent) == []
    return item


def faults(item: dict[str, Any], folder: Path) -> list[str]:
    """What is wrong with an Item that stands in a folder."""
    found = [*_of_the_item(item), *_of_the_place(item), *_of_the_moment(item["properties"])]
    for key, asset in item["assets"].items():
        found += [f"{key}: {fault}" for fault in _of_an_asset(asset, folder)]
    used = {url.split("/")[3] for url in item["stac_extensions"]}
    for prefix, extension in (
        ("proj:", "projection"), ("raster:", "raster"), ("classification:", "classification"),
        ("processing:", "processing"),
    ):  # fmt: skip
        if (f'"{prefix}' in json.dumps(item)) != (extension in used):
            found.append(f"extension {extension} is not declared as it is used")
    text = json.dumps(item["links"]) + json.dumps(item["assets"]) + json.dumps(item["properties"])
    if str(folder.resolve()) in text or "/home/" in text:
        found.append("tells where it lies on the disk")
    return found


def _of_the_item(item: dict[str, Any]) -> list[str]:
    found = []
    if (item["type"], item["stac_version"]) != ("Feature", "1.0.0"):
        found.append("is no Item of STAC 1.0.0")
    if not item["id"] or not isinstance(item["id"], str):
        found.append("has no id")
    if len(set(item["stac_extensions"])) != len(item["stac_extensions"]):
        found.append("declares an extension twice")
    if not re.fullmatch(r"[\w.+-]+", item["properties"].get("license", "various"), re.ASCII):
        found.append("has a licence that is no identifier")
    schema = re.compile(r"https://stac-extensions\.github\.io/[a-z]+/v\d\.\d\.\d/schema\.json")
    found += [f"declares {url}" for url in item["stac_extensions"] if not schema.fullmatch(url)]
    found += [f"has the link {link}" for link in item["links"] if not (link["rel"] and link["href"])]
    return found


def _of_the_place(item: dict[str, Any]) -> list[str]:
    geometry = item["geometry"]
    if geometry is None:
        return ["has a bbox and no geometry"] if "bbox" in item else []
    west, south, east, north = item["bbox"]
    found = []
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        found.append("lies beyond the Earth")
    boxes = [(west, east)] if west <= east else [(west, 180), (-180, east)]  # GeoJSON, RFC 7946, 5.2
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    if len(parts) > len(boxes):
        found.append("has an outline in two parts, and does not cross the meridian of 180 degrees")
    slack = 1e-5
    for (ring,), (first, last) in zip(parts, boxes):
        if ring[0] != ring[-1] or len(ring) < 4:
            found.append("has an outline that is no closed polygon")
        if not all(
            first - slack <= x <= last + slack and south - slack <= y <= north + slack for x, y in ring
        ):
            found.append("has an outline beyond its bbox")
        area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:]))
        if area <= 0:
            found.append("has an outline that does not run counter-clockwise (RFC 7946)")
    return found


def _of_the_moment(properties: dict[str, Any]) -> list[str]:
    moments = [properties["datetime"]]
    if properties["datetime"] is None:
        moments = [properties["start_datetime"], properties["end_datetime"]]
    sound = all(map(_MOMENT.fullmatch, moments)) and moments == sorted(moments)
    return [] if sound else [f"is of {moments}"]


def _of_an_asset(asset: dict[str, Any], folder: Path) -> list[str]:
    found = []
    if not asset["href"].startswith("./") or not (folder / asset["href"]).is_file():
        found.append(f"{asset['href']} is not there")
    if not asset["roles"] or "/" not in asset["type"]:
        found.append("has no role or type")
    for band in asset.get("raster:bands", [{"data_type": "uint8"}]):
        nodata = band.get("nodata", 0)
        if band["data_type"] not in _TYPES or not (isinstance(nodata, (int, float)) or nodata == "nan"):
            found.append(f"has the band {band}")
    classes = asset.get("classification:classes", [])
    for entry in classes:
        sound = isinstance(entry["value"], int) and entry["description"]
        if not sound or not re.fullmatch("[0-9A-F]{6}", entry["color_hint"]):
            found.append(f"has the class {entry}")
    if len({entry["value"] for entry in classes}) != len(classes):
        found.append("has a class twice")
    return found
