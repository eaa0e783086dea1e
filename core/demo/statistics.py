"""Measure how land cover reflects, on real labelled Sentinel-2 pixels, for the demo generator.

`python -m surecover.core.demo.statistics DATA_DIR OUT.json` writes band means and covariances per
material and season. What no label tells (leafless forest, asphalt) is derived, and said to be.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..lazy import LazyModule
from ..rasters import open_raster

if TYPE_CHECKING:
    from scipy import ndimage
else:
    ndimage = LazyModule("scipy.ndimage")

BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
SEASONS = ("winter", "spring", "summer", "autumn")

_BLUE, _GREEN, _RED, _NIR = (BANDS.index(name) for name in ("B02", "B03", "B04", "B08"))
_FEW = 40
_CLEAR = 0.05
_TRIM = (2, 98)

Rule = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Material:
    """What is measured where.

    Attributes:
        place: Folder of the data.
        labels: Values of its label raster.
        rule: Which of these pixels count, by their reflectance (bands, pixels).
        said: How that is described.
    """

    place: str
    labels: tuple[int, ...]
    rule: Rule
    said: str


def ndvi(reflectance: np.ndarray) -> np.ndarray:
    """Normalised difference vegetation index of (bands, …)."""
    red, nir = reflectance[_RED], reflectance[_NIR]
    index: np.ndarray = (nir - red) / np.maximum(nir + red, 1e-6)
    return index


def _any(x: np.ndarray) -> np.ndarray:
    return np.ones(x.shape[1:], bool)


def _brightest(x: np.ndarray) -> np.ndarray:
    visible = x[: _RED + 1].mean(axis=0)
    chosen: np.ndarray = visible >= np.quantile(visible, 0.96)
    return chosen


BELGIUM, SLOVENIA = "belgium_s2_l2a_s1", "slovenia_s2_l1c"
CHILE, DENMARK = "worldmap_pair_chile", "worldmap_pair_denmark"

MATERIALS = {
    "meadow": Material(BELGIUM, (13,), _any, "parcels of grass and fodder, inner pixels"),
    "crop": Material(BELGIUM, (11,), lambda x: ndvi(x) >= 0.3, "temporary crops, NDVI 0.3 and up"),
    "soil": Material(BELGIUM, (11,), lambda x: ndvi(x) < 0.27, "temporary crops, NDVI below 0.27"),
    "dry soil": Material(CHILE, (4,), lambda x: ndvi(x) < 0.25, "crops of a 10 m map, NDVI below 0.25"),
    "hamlet": Material(BELGIUM, (99,), _any, "pixels not declared as fields: hamlet, roads, hedges"),
    "evergreen": Material(CHILE, (2,), lambda x: ndvi(x) > 0.6, "trees of a 10 m map, NDVI above 0.6"),
    "water": Material(CHILE, (1,), lambda x: ndvi(x) < 0.15, "water of a 10 m map, NDVI below 0.15"),
    "bright roof": Material(CHILE, (5,), _brightest, "built area of a 10 m map, brightest 4 %"),
    "dull roof": Material(
        CHILE, (5,), lambda x: (ndvi(x) < 0.38) & ~_brightest(x), "built area of a 10 m map, NDVI below 0.38"
    ),
    "broadleaf": Material(SLOVENIA, (2,), _any, "forest, inner pixels"),
    "lawn": Material(SLOVENIA, (3,), _any, "grassland, inner pixels"),
    "asphalt": Material(
        SLOVENIA,
        (8,),
        lambda x: ndvi(x) <= np.quantile(ndvi(x), 0.2),
        "artificial surfaces, lowest fifth of NDVI",
    ),
}

_LABELS = {
    BELGIUM: "reference_lc.tif",
    SLOVENIA: "reference_lulc.tif",
    CHILE: "external_map_lulc_10m.tif",
    DENMARK: "external_map_lulc_10m.tif",
}
_IMAGES = {BELGIUM: "s2_l2a_*.tif", SLOVENIA: "s2_l1c_*.tif", CHILE: "s2l2a.tif", DENMARK: "s2l2a.tif"}
_INNER = (BELGIUM, SLOVENIA)
_NARROW = ("hamlet", "asphalt")


def reflectance(path: Path) -> tuple[np.ndarray, np.ndarray, dict[str, str]]:
    """Read the ten bands of a scene of the data set as reflectance 0..1.

    Returns:
        Values float32 (10, rows, cols), bool (rows, cols) True where observed, and the tags.
    """
    with open_raster(str(path)) as raster:
        indexes = [raster.descriptions.index(band) + 1 for band in BANDS]
        stored, valid = raster.read(raster.grid.window, indexes)
        tags = raster.tags
    values = stored.astype(np.float32) + float(tags.get("REFLECTANCE_OFFSET", 0))
    return values / float(tags.get("REFLECTANCE_SCALE", 10000)), valid, tags


def labels_of(data: Path, place: str) -> np.ndarray:
    """The label raster of a place, (rows, cols)."""
    with open_raster(str(data / place / _LABELS[place])) as raster:
        return raster.read(raster.grid.window)[0][0]


def clear_scenes(data: Path, place: str) -> Iterator[Path]:
    """The scenes of a place that are nearly free of cloud."""
    for path in sorted((data / place).glob(_IMAGES[place])):
        with open_raster(str(path)) as raster:
            if float(raster.tags.get("CLOUD_SHARE") or 0) <= _CLEAR:
                yield path


def season(date: str) -> str:
    """Season (northern, meteorological) of an ISO date; "" when there is none."""
    return SEASONS[int(date[5:7]) % 12 // 3] if date else ""


def summary(pixels: np.ndarray) -> dict[str, Any]:
    """Mean and covariance of (bands, pixels) without the 2 % that are brightest and darkest."""
    level = pixels.mean(axis=0)
    low, high = np.percentile(level, _TRIM)
    kept = pixels[:, (level >= low) & (level <= high)].astype(np.float64)
    return {
        "pixels": kept.shape[1],
        "mean": np.round(kept.mean(axis=1), 5).tolist(),
        "covariance": np.round(np.cov(kept), 8).tolist(),
    }


def measure(data: Path, name: str) -> dict[str, dict[str, Any]]:
    """Measure one material: season ("" when unknown) → summary of its pixels on clear dates."""
    material = MATERIALS[name]
    labels = labels_of(data, material.place)
    chosen = np.isin(labels, material.labels)
    if material.place in _INNER and name not in _NARROW:
        chosen = ndimage.binary_erosion(chosen)
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    for path in clear_scenes(data, material.place):
        values, valid, tags = reflectance(path)
        pixels = values[:, chosen & valid]
        found[season(tags.get("DATE", ""))].append(pixels[:, material.rule(pixels)])
    joined = {when: np.concatenate(parts, axis=1) for when, parts in found.items()}
    return {when: summary(pixels) for when, pixels in joined.items() if pixels.shape[1] >= _FEW}


def surface_from_top(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Per band slope and intercept that turn L1C into L2A reflectance, fitted on the Chile pair."""
    top = reflectance(data / CHILE / "s2l1c.tif")[0].reshape(len(BANDS), -1)
    surface = reflectance(data / CHILE / "s2l2a.tif")[0].reshape(len(BANDS), -1)
    fits = np.array([np.polyfit(t, s, 1) for t, s in zip(top, surface)])
    return fits[:, 0], fits[:, 1]


def to_surface(found: dict[str, dict[str, Any]], slope: np.ndarray, intercept: np.ndarray) -> None:
    """Turn L1C summaries into surface reflectance, in place."""
    for entry in found.values():
        mean = np.maximum(slope * np.array(entry["mean"]) + intercept, 0.004)
        entry["mean"] = np.round(mean, 5).tolist()
        entry["covariance"] = np.round(np.outer(slope, slope) * entry["covariance"], 8).tolist()


def leaf_shares(data: Path) -> dict[str, float]:
    """Median NDVI of Slovenian forest by season over 2015-2017, as a share of its summer value."""
    folder = data / SLOVENIA
    forest = ndimage.binary_erosion(labels_of(data, SLOVENIA) == 2)
    whole = (slice(0, forest.shape[0]), slice(0, forest.shape[1]))
    with open_raster(str(folder / "ndvi_68_dates.tif")) as index, \
            open_raster(str(folder / "cloud_mask_68_dates.tif")) as clouds:  # fmt: skip
        values = index.read(whole)[0] / 10000
        clear = clouds.read(whole)[0] == 0
        dates = index.descriptions
    by_season: dict[str, list[float]] = defaultdict(list)
    for date, value, ok in zip(dates, values, clear):
        if ok.mean() > 0.9 and (median := float(np.median(value[forest & ok]))) > 0.35:  # no snow
            by_season[season(date)].append(median)
    medians = {when: float(np.median(found)) for when, found in by_season.items()}
    return {when: medians[when] / medians["summer"] for when in SEASONS}


def leafless(summer: dict[str, Any], litter: list[float], share: float) -> dict[str, Any]:
    """Forest with part of its leaves: mixed with litter until its NDVI has fallen to `share` of summer's."""
    leaves = np.array(summer["mean"])
    goal = share * ndvi(leaves)
    mixes = [leaves * f + 0.7 * np.array(litter) * (1 - f) for f in np.linspace(1, 0, 101)]
    best = min(mixes, key=lambda mix: abs(float(ndvi(mix) - goal)))
    return {**summer, "mean": np.round(best, 5).tolist(), "derived": True}


def collect(data: Path) -> dict[str, Any]:
    """All statistics as a JSON value, with where they come from."""
    seasons = {name: measure(data, name) for name in MATERIALS}
    slope, intercept = surface_from_top(data)
    for name in (n for n, m in MATERIALS.items() if m.place == SLOVENIA):
        to_surface(seasons[name], slope, intercept)
    shares = leaf_shares(data)
    summer, litter = seasons["broadleaf"]["summer"], seasons["soil"]["autumn"]["mean"]
    for when in ("winter", "spring", "autumn"):
        seasons["broadleaf"][when] = leafless(summer, litter, shares[when])
    notes = {m.place: _attribution(data, m.place) for m in MATERIALS.values()}
    return {
        "bands": list(BANDS),
        "unit": "surface reflectance 0..1",
        "seasons": 'northern meteorological seasons; "" = one scene of unknown date',
        "licence": "CC-BY-SA-4.0 (as TerraMesh, from which the Chilean pixels come); attribution per place",
        "materials": {
            name: {"place": m.place, "pixels_of": m.said, "seasons": seasons[name]}
            for name, m in MATERIALS.items()
        },
        "derived": {
            "level": "Slovenian scenes are L1C; their numbers were turned into surface reflectance by "
            "lines per band fitted between L1C and L2A of the Chilean scene",
            "broadleaf": "winter, spring and autumn: summer forest mixed with 0.7 x autumn soil until its "
            f"NDVI is {json.dumps({k: round(v, 2) for k, v in shares.items()})} of summer's, as on 68 dates",
            "asphalt": "roads are narrower than a pixel: these are mixed pixels",
            "residential, industrial": "no label separates them: the generator mixes roofs, asphalt, lawn "
            "and trees in stated shares; 'hamlet' is the measured mixture to compare with",
        },
        "places": notes,
    }


def _attribution(data: Path, place: str) -> dict[str, str]:
    with open_raster(str(data / place / _LABELS[place])) as labels:
        label_tags = labels.tags
    tags = reflectance(next(clear_scenes(data, place)))[2]
    keys = ("SOURCE", "LICENCE", "ATTRIBUTION")
    return {
        **{key.lower(): tags.get(key, "") for key in keys},
        **{f"labels_{key.lower()}": label_tags.get(key, "") for key in keys},
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    text = json.dumps(collect(arguments.data), indent=1)
    arguments.output.write_text(_short_rows(text) + "\n", encoding="utf-8")


def _short_rows(text: str) -> str:
    """Put lists of numbers on one line."""
    lines: list[str] = []
    for line in text.splitlines():
        follows = lines and (lines[-1].endswith("[") or lines[-1][-1:].isdigit() or lines[-1].endswith(", "))
        if follows and line.strip()[:1] in "-0123456789":
            lines[-1] += line.strip() + (" " if line.endswith(",") else "")
        elif lines and line.strip() in ("]", "],") and lines[-1][-1:].isdigit():
            lines[-1] += line.strip()
        else:
            lines.append(line)
    return "\n".join(lines)


if __name__ == "__main__":
    main()
