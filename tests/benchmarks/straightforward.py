"""`mosaic`, `fuse`, `cluster`, `correct`, `vectorise` as one would write them first: whole rasters at once.

The reference of the benchmarks: the same rules with numpy, scipy and scikit-learn in their usual ways,
vectorised, in the memory that it takes. Nothing is left out but what the comparison leaves out on both
sides (normalisation, continuity, confidence) and what only SureCover writes (legends, provenance).
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio
import rasterio.features
import shapely
from scipy import ndimage, spatial
from sklearn.cluster import KMeans

from surecover.core.imagery.display import Zone, to_display
from surecover.core.scheme import load_scheme

SAMPLE = 100_000


def fuse(
    probabilities: list[str], map: str, fused: str, agreement: str, entropy: str,  # noqa: A002
) -> None:  # fmt: skip
    """Log-linear pool of all dates at once.

    Sums of logarithms are in float64, as the rule for ties (1e-6) asks for; the rest is float32.
    """
    with rasterio.open(probabilities[0]) as file:
        ids, scale = np.array(json.loads(file.tags()["SURECOVER_CLASS_IDS"]), np.uint8), file.scales[0]
    stored = [_read(path) for path in probabilities]
    observed = [(date != 255).all(axis=0) for date in stored]
    dates = [date.astype(np.float32) * np.float32(scale) for date in stored]
    counts = np.sum(observed, axis=0)
    valid = counts > 0
    scores = np.zeros(dates[0].shape)
    for date, seen in zip(dates, observed):
        scores += np.where(seen, np.log(np.maximum(date, np.float32(0.002))), 0)
    scores /= np.maximum(counts, 1)
    best = scores.max(axis=0)
    winner = (scores >= best - 1e-6).argmax(axis=0)
    shares = np.exp((scores - best).astype(np.float32))
    shares /= shares.sum(axis=0)
    agreeing = sum((date.argmax(axis=0) == winner) & seen for date, seen in zip(dates, observed))
    share = agreeing / np.maximum(counts, 1)
    information = -(shares * np.log(shares)).sum(axis=0) / np.log(len(shares))
    _write(map, np.where(valid, ids[winner], 0), probabilities[0], nodata=0)
    stored_shares = np.where(valid, np.rint(shares * 254), 255).astype(np.uint8)
    _write(fused, stored_shares, probabilities[0], nodata=255, scale=1 / 254, averaged=True)
    _write(
        agreement, np.where(valid, share, -1).astype(np.float32), probabilities[0], nodata=-1, averaged=True
    )
    _write(
        entropy,
        np.where(valid, information, -1).astype(np.float32),
        probabilities[0],
        nodata=-1,
        averaged=True,
    )


def mosaic(
    images: list[str], masks: list[str], output: str, source_index: str, clear_count: str, display: str,
    method: str = "median", zone: Zone = "mixed", dilation: int = 2, normalise: bool = False,
) -> None:  # fmt: skip
    """Median of all dates in memory, band after band, without normalisation.

    Args:
        images: Reflectance x 10000, 0 where not observed, red, green and blue as bands 3, 2 and 1.
        masks: Scene classifications of twice the pixel size.
        output: Where the mosaic goes.
        source_index: Zeros.
        clear_count: On how many dates each pixel is clear.
        display: Picture.
        method: Must be "median".
        zone: Of the picture.
        dilation: Radius by which clouds grow, px.
        normalise: Must be False.
    """
    if method != "median" or normalise:
        raise ValueError("Only the median of scenes as they are is part of the comparison.")
    steps = np.arange(-dilation, dilation + 1)
    disc = steps[:, None] ** 2 + steps[None, :] ** 2 <= dilation**2
    dates = [_read(path) for path in images]
    clear = []
    for date, path in zip(dates, masks, strict=True):
        scl = _read(path)[0].repeat(2, axis=0).repeat(2, axis=1)
        cloudy = ndimage.binary_dilation(~np.isin(scl, (2, 4, 5, 6, 7)), disc)
        clear.append((date != 0).all(axis=0) & ~cloudy)
    count = np.sum(clear, axis=0)
    values = np.empty(dates[0].shape, np.float32)
    for band in range(len(values)):
        layers = [date[band].astype(np.float32) / np.float32(10000) for date in dates]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            values[band] = np.nanmedian(np.where(clear, layers, np.float32(np.nan)), axis=0)
    numbers = np.where(count > 0, np.clip(np.rint(values * 10000), 1, 65535), 0).astype(np.uint16)
    _write(output, numbers, images[0], nodata=0, averaged=True)
    _write(source_index, np.zeros_like(numbers[0]), images[0], nodata=None)
    _write(clear_count, count.astype(np.uint16), images[0], nodata=None)
    _write(display, to_display(values[[2, 1, 0]], count > 0, zone), images[0], nodata=0, averaged=True)


def cluster(input: str, output: str, k: int = 255, centres: str = "") -> None:  # noqa: A002
    """k-means on a random sample, then `predict` on all pixels.

    Args:
        input: Mosaic.
        output: Cluster map.
        k: Clusters.
        centres: An .npz of mean, deviation and centres to use instead of the fitted ones, which makes
            the result comparable; the fit is made, and timed, all the same.
    """
    bands = _read(input)
    valid = (bands != 0).all(axis=0)
    pixels = bands[:, valid].T.astype(np.float32)
    chosen = np.random.default_rng(0).choice(len(pixels), min(SAMPLE, len(pixels)), replace=False)
    sample = pixels[chosen]
    mean, deviation = sample.mean(axis=0), sample.std(axis=0)
    model = fit((sample - mean) / deviation, k)
    if centres:
        given = np.load(centres)
        mean, deviation = (given[name].astype(np.float32) for name in ("mean", "deviation"))
        model.cluster_centers_ = given["centres"].astype(np.float32)
    index = np.zeros(valid.shape, np.uint8)
    index[valid] = model.predict((pixels - mean) / deviation) + 1
    _write(output, index, input, nodata=0)


def fit(sample: np.ndarray, k: int) -> KMeans:
    """The fit, a constant that is timed apart."""
    return KMeans(k, n_init=1, random_state=0).fit(sample)


def correct(
    map: str, external: str, cluster_map: str, probabilities: str, corrected: str,  # noqa: A002
    reliability: str,
    evidence: str, continuity: str = "", **rules: Any,
) -> None:  # fmt: skip
    """The correction without continuity: judge each class, then reassign what was rejected.

    `rules` are `min_pixels`, `min_share`, `radius`, `connectivity` and `rejection`.
    """
    if continuity:
        raise ValueError("Continuity is not part of the comparison.")
    rejection = rules.pop("rejection", 0.25)
    classes, reference, clusters = _read(map)[0], _read(external)[0], _read(cluster_map)[0]
    scheme = load_scheme("basic6")
    shown = set(np.unique(reference[classes > 0]).tolist())
    why = np.where(classes > 0, 7, 0).astype(np.uint8)
    for id_ in scheme.ids:
        confirming = {id_, *scheme.ancestors(id_)}
        if confirming & shown:
            predicted = classes == id_
            found = judge(predicted, predicted & np.isin(reference, list(confirming)), clusters, **rules)
            why[predicted] = found[predicted]
    with rasterio.open(probabilities) as file:
        ids, scale = np.array(json.loads(file.tags()["SURECOVER_CLASS_IDS"])), np.float32(file.scales[0])
        stored = file.read()
    shares = np.where((stored != 255).all(axis=0), stored.astype(np.float32) * scale, 0)
    rejected = why == 5
    old = classes[rejected]
    weights = shares[:, rejected]
    weights[ids[:, None] == old] *= np.float32(rejection)
    best = weights.max(axis=0)
    stays = ((ids[:, None] == old) & (weights == best)).any(axis=0)
    new = np.where(best > 0, np.where(stays, old, ids[weights.argmax(axis=0)]), 0)
    final = classes.copy()
    final[rejected] = new
    why[rejected] = np.where(new == old, 8, 5)
    codes = np.array([0, 1, 1, 2, 3, 3, 3, 0, 3], np.uint8)[why]
    codes[final == 0] = 0
    for path, values in ((corrected, final), (reliability, codes), (evidence, why)):
        _write(path, values, map, nodata=0)


def judge(
    predicted: np.ndarray, agreed: np.ndarray, clusters: np.ndarray, *,
    min_pixels: int = 10, min_share: float = 0.1, radius: float = 500, connectivity: int = 8,
) -> np.ndarray:  # fmt: skip
    """Evidence of one class: 1 agreed, 2 or 5 with polygons in the component, 3 or 4 without."""
    structure = ndimage.generate_binary_structure(2, 2 if connectivity == 8 else 1)
    labels, count = ndimage.label(agreed, structure)
    large = np.bincount(labels.ravel(), minlength=count + 1) >= min_pixels
    large[0] = False
    polygons = np.where(large, np.cumsum(large), 0)[labels]
    inside = polygons > 0
    count = int(large.sum())
    keys = polygons[inside] * 256 + clusters[inside]
    table = np.bincount(keys, minlength=(count + 1) * 256).reshape(count + 1, 256)
    sizes = table.sum(axis=1, keepdims=True)
    signatures = (table >= 2) & (100_000 * table >= round(1000 * min_share) * sizes)
    signatures[:, 0] = False

    components, number = ndimage.label(predicted, structure)
    home = np.zeros(count + 1, int)
    home[polygons[inside]] = components[inside]
    taught = np.zeros((number + 1, 256), bool)
    for polygon in range(1, count + 1):
        taught[home[polygon]] |= signatures[polygon]
    with_polygon = np.zeros(number + 1, bool)
    with_polygon[home[1:]] = True

    rows, cols = np.nonzero(predicted & ~agreed)
    component, cluster = components[rows, cols], clusters[rows, cols]
    connected = with_polygon[component]
    accepted = taught[component, cluster]
    matched = np.zeros(rows.size, bool)
    apart = ~connected
    matched[apart] = near_match(
        rows[apart], cols[apart], cluster[apart], polygons, signatures, structure, radius
    )
    evidence = np.zeros(predicted.shape, np.uint8)
    evidence[agreed] = 1
    evidence[rows, cols] = np.where(connected, np.where(accepted, 2, 5), np.where(matched, 3, 4))
    return evidence


def near_match(
    rows: np.ndarray, cols: np.ndarray, cluster: np.ndarray, polygons: np.ndarray, signatures: np.ndarray,
    structure: np.ndarray, radius: float,
) -> np.ndarray:  # fmt: skip
    """Whether a pixel's cluster is taught by a polygon within the radius, one polygon after the other.

    Pixels come in row order; those in a polygon's box and the radius around it that have one of its
    clusters, and no match so far, are measured to the polygon's outline with a k-d tree.
    """
    matched = np.zeros(rows.size, bool)
    outline = (polygons > 0) & ~ndimage.binary_erosion(polygons > 0, structure)
    for polygon, box in enumerate(ndimage.find_objects(polygons), start=1):
        top, bottom = box[0].start - radius, box[0].stop - 1 + radius
        left, right = box[1].start - radius, box[1].stop - 1 + radius
        near = slice(*np.searchsorted(rows, [top, np.nextafter(bottom, np.inf)]))
        wanted = (
            ~matched[near] & signatures[polygon, cluster[near]] & (cols[near] >= left) & (cols[near] <= right)
        )
        chosen = near.start + np.flatnonzero(wanted)
        if chosen.size:
            points = np.argwhere(outline[box] & (polygons[box] == polygon))
            points += np.array([box[0].start, box[1].start])
            places = np.column_stack([rows[chosen], cols[chosen]])
            _, nearest = spatial.cKDTree(points).query(places)
            matched[chosen] = ((places - points[nearest]) ** 2).sum(axis=1) <= radius**2
    return matched


def vectorise(
    map: str, reliability: str, confidence: str, min_pixels: int, simplify: float, output: str,  # noqa: A002
) -> None:  # fmt: skip
    """GDAL's sieve and its polygons, GEOS's simplification of a coverage, attributes by counting pixels."""
    with rasterio.open(map) as file:
        classes, transform, crs = file.read(1), file.transform, file.crs.to_wkt()
    sieved = rasterio.features.sieve(classes, min_pixels, mask=classes > 0, connectivity=4)
    found = list(rasterio.features.shapes(sieved, sieved > 0, connectivity=4, transform=transform))
    polygons = np.array([shapely.geometry.shape(geometry) for geometry, _ in found])
    numbered = zip(polygons, range(1, len(found) + 1))
    numbers = rasterio.features.rasterize(numbered, classes.shape, transform=transform, dtype="int32").ravel()
    pixels = np.bincount(numbers, minlength=len(found) + 1)[1:]
    shares = np.bincount(numbers, _read(confidence).ravel(), len(found) + 1)[1:] / pixels
    codes = np.bincount(numbers * 4 + _read(reliability).ravel(), minlength=4 * len(found) + 4).reshape(-1, 4)
    columns = {
        "class_id": np.array([int(value) for _, value in found], np.int32),
        "reliability": codes[1:].argmax(axis=1).astype(np.int32),
        "confidence": shares,
        "area_ha": shapely.area(polygons) / 1e4,
        "pixels": pixels,
    }
    if simplify:
        polygons = shapely.coverage_simplify(polygons, simplify)
    pyogrio.raw.write(
        output, shapely.to_wkb(polygons), list(columns.values()), list(columns), driver="GPKG",
        geometry_type="Polygon", crs=crs,
    )  # fmt: skip


def _read(path: str | Path) -> np.ndarray:
    with rasterio.open(path) as file:
        values: np.ndarray = file.read()
    return values


def _write(
    path: str,
    values: np.ndarray,
    like: str,
    *,
    nodata: float | None,
    scale: float = 1,
    averaged: bool = False,
) -> None:
    """Write (bands, rows, cols) or (rows, cols) as SureCover does: a Cloud-Optimised GeoTIFF.

    Args:
        path: Where to.
        values: The map.
        like: A raster of the same grid.
        nodata: Of all bands.
        scale: Of all bands.
        averaged: Whether overviews hold means, not single pixels.
    """
    bands = values[None] if values.ndim == 2 else values
    with rasterio.open(like) as file:
        grid = {key: file.profile[key] for key in ("crs", "transform", "height", "width")}
    predictor = "floating_point" if bands.dtype.kind == "f" else "standard" if averaged else "no"
    with rasterio.open(
        path, "w", driver="COG", count=len(bands), dtype=bands.dtype, nodata=nodata, blocksize=512,
        compress="zstd", level=1, bigtiff="if_safer", num_threads="all_cpus", predictor=predictor,
        overview_resampling="average" if averaged else "nearest", **grid,
    ) as file:  # fmt: skip
        file.write(bands)
        if scale != 1:
            file.scales = [scale] * len(bands)
