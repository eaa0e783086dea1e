"""How near a mosaic comes to the ground, whether its seams show, and how its picture compares with ESA's.

The truth of a mosaic is what the least cloudy date, which gives the radiometry, would show without
clouds and noise: as the ground was on that date, or as it was on the mean of all dates.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from surecover.core.demo.statistics import BANDS
from surecover.core.imagery.display import CURVES, ESA_WHITE, esa_true_colour, to_display, zone_of
from surecover.core.imagery.reflectance import ReflectanceReader, calibration_of
from surecover.core.imagery.scenes import rgb_bands
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.stages.mosaic import MosaicJob, run
from tests.files import facts, read_raster
from tests.ground import random_scene

from .cloudy import CLOUD_SHARE, DATES, ClearScene, CloudyScene, LastingScene
from .test_accuracy import DATA

SIZE = 256
SEEDS = range(1, 7)
WAYS = {
    "median": ("median", True),
    "medoid": ("medoid", True),
    "best": ("best", True),
    "median, not normalised": ("median", False),
    "medoid, not normalised": ("medoid", False),
    "best, not normalised": ("best", False),
}
"""Method, and whether the scenes are normalised."""

Figures = dict[str, dict[str, list[float]]]


def mosaic(images: Sequence[str], masks: Sequence[str], folder: Path, way: str) -> dict[str, np.ndarray]:
    """Reflectance, NaN for nodata, and the chosen date; and which date the others are normalised to."""
    method, normalise = WAYS[way]
    paths = {"output": str(folder / "mosaic.tif"), "source_index": str(folder / "source.tif")}
    run(
        MosaicJob(images=tuple(images), masks=tuple(masks), method=method, normalise=normalise, **paths),
        Progress(),
    )
    values = read_raster(paths["output"])
    shares = [i["cloud_share"] for i in json.loads(facts(paths["output"])["tags"]["SURECOVER_INPUTS"])]
    return {
        "values": np.where(values > 0, values / 10000, np.nan),
        "source": read_raster(paths["source_index"]),
        "reference": np.array(np.argmin(shares)),
    }


def rmse(values: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Per band, over the pixels that have a value."""
    error: np.ndarray = np.sqrt(np.nanmean((values - truth) ** 2, axis=(1, 2)))
    return error


def steps(values: np.ndarray) -> np.ndarray:
    """Mean over bands of the absolute differences between neighbours, right and below, end to end."""
    across, down = (np.abs(np.diff(values, axis=axis)).mean(axis=0).ravel() for axis in (2, 1))
    return np.concatenate([across, down])


def seams(source: np.ndarray) -> np.ndarray:
    """Which of the pairs of `steps` come from two dates."""
    across, down = (np.diff(source.astype(int), axis=axis).ravel() != 0 for axis in (1, 0))
    return np.concatenate([across, down])


def visibility(values: np.ndarray, truth: np.ndarray, source: np.ndarray) -> tuple[float, float]:
    """Mean step of the mosaic relative to the truth's, between pixels of two dates and of one date."""
    made, true, between = steps(values), steps(truth), seams(source)
    known = np.isfinite(made)
    at, beside = (
        float(made[known & chosen].mean() / true[known & chosen].mean()) for chosen in (between, ~between)
    )
    return at, beside


@pytest.mark.parametrize("careless", [True, False], ids=["careless masks", "perfect masks"])
def test_reflectance_and_seams_against_the_truth(careless: bool, tmp_path: Path) -> None:
    figures: Figures = {}
    bands: dict[str, list[np.ndarray]] = {}
    for seed in SEEDS:
        shape = {"seed": seed, "size": SIZE, "count": DATES, "cloud_share": CLOUD_SHARE}
        images, masks = CloudyScene(**shape).write(tmp_path, careless=careless)
        clear, lasting = ClearScene(**shape), LastingScene(**shape)
        for way in WAYS:
            made = mosaic(images, masks, tmp_path, way)
            date = int(made["reference"])
            own, mean = (scene.image(date, clear.all)[0] / 10000 for scene in (clear, lasting))
            errors = rmse(made["values"], own)
            bands.setdefault(way, []).append(errors)
            told = figures.setdefault(way, {})
            told.setdefault("RMSE, ground of that date", []).append(10000 * rms(errors))
            told.setdefault("RMSE, mean ground", []).append(10000 * rms(rmse(made["values"], mean)))
            told.setdefault("nodata, %", []).append(100 * float(np.isnan(made["values"][0]).mean()))
            if made["source"].any():
                at, beside = visibility(made["values"], own, made["source"])
                told.setdefault("steps at seams", []).append(at)
                told.setdefault("steps elsewhere", []).append(beside)
    what = "masks that miss thin clouds and shadows" if careless else "perfect masks"
    print(
        f"\n{len(SEEDS)} scenes of {SIZE} x {SIZE} px, {DATES} dates, {CLOUD_SHARE:.0%} cloud on each, {what}"
    )
    print("RMSE of reflectance x 10,000; steps between neighbours relative to the truth\n")
    tell(figures)
    print("\n| RMSE, ground of that date | " + " | ".join(BANDS) + " |")
    print("| --- |" + " ---: |" * len(BANDS))
    for way, errors in bands.items():
        print(f"| {way} | " + " | ".join(f"{10000 * e:.0f}" for e in np.mean(errors, axis=0)) + " |")


REAL_SCENES = {
    "Zagreb": "zagreb_s2_l2a_120m/s2_l2a_20230815.tif",
    "Thailand": "thailand_s2_l2a_large/s2_l2a_20200223_10m.tif",
    "Chile": "worldmap_pair_chile/s2l2a.tif",
    "Denmark": "worldmap_pair_denmark/s2l2a.tif",
    "Belgium, summer": "belgium_s2_l2a_s1/s2_l2a_20190705.tif",
    "Belgium, winter": "belgium_s2_l2a_s1/s2_l2a_20190121.tif",
}
"""Clear dates."""


def test_pictures_beside_esas_true_colour() -> None:
    rows: dict[str, Sequence[np.ndarray]] = {
        f"generated, {climate}, {clouds:.0%} cloud": [
            random_scene(climate, seed, clouds) for seed in range(30)
        ]
        for climate in CURVES
        for clouds in (0, 0.1)
    }
    scene = ClearScene(seed=1, size=SIZE, count=1)
    rows["generated, the demonstration's"] = [scene.image(0, scene.all)[0][[2, 1, 0]] / 10000]
    rows |= {name: [found] for name, path in REAL_SCENES.items() if (found := real_scene(path)) is not None}
    print("\nPictures beside ESA's true colour, 255 over reflectance 0 to 0.3558; bright: above that\n")
    print("| scenes | zones told | bright, % | saturated of the bright, %: ESA | SureCover (most) "
          "| mean brightness: ESA | SureCover | ratio (least) |")  # fmt: skip
    print("| --- | --- |" + " ---: |" * 6)
    for name, scenes in rows.items():
        print(f"| {name} | {compared(scenes)} |")


def compared(scenes: Sequence[np.ndarray]) -> str:
    """The cells of a row, means over scenes."""
    zones: dict[str, int] = {}
    told = []
    for reflectance in scenes:
        valid = np.isfinite(reflectance).all(axis=0)
        seen = reflectance[:, valid]
        zone = zone_of(seen[0], seen[2])
        zones[zone] = zones.get(zone, 0) + 1
        ours, esa = to_display(reflectance, valid, zone)[:, valid], esa_true_colour(seen)
        bright = seen > ESA_WHITE
        saturated = [(picture[bright] == 255).mean() if bright.any() else 0 for picture in (esa, ours)]
        told.append([bright.mean(), *saturated, esa.mean(), ours.mean(), ours.mean() / esa.mean()])
    share, of_esa, of_ours, mean_esa, mean_ours, ratio = np.mean(told, axis=0)
    most, least = np.max(told, axis=0)[2], np.min(told, axis=0)[5]
    listed = ", ".join(f"{zone} {count}" for zone, count in zones.items())
    return (
        f"{listed} | {100 * share:.1f} | {100 * of_esa:.1f} | {100 * of_ours:.1f} ({100 * most:.1f}) "
        f"| {mean_esa:.0f} | {mean_ours:.0f} | {ratio:.2f} ({least:.2f})"
    )


def real_scene(path: str) -> np.ndarray | None:
    """Red, green and blue reflectance of a real scene, NaN for nodata; None where it is absent."""
    if not (DATA / path).is_file():
        return None
    with open_raster(str(DATA / path)) as raster:
        bands = [position + 1 for position in rgb_bands(raster.descriptions)]
        values, valid = ReflectanceReader(raster, bands, calibration_of(raster)).read(raster.grid.window)
    return np.where(valid, values, np.nan)


def rms(values: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(values**2)))


def tell(figures: Figures) -> None:
    """Print mean ± standard deviation over scenes as a table."""
    columns = list(dict.fromkeys(name for told in figures.values() for name in told))
    print("| | " + " | ".join(columns) + " |\n| --- |" + " ---: |" * len(columns))
    for row, told in figures.items():
        cells = [spread(told[name]) if name in told else "–" for name in columns]
        print(f"| {row} | " + " | ".join(cells) + " |")


def spread(values: Sequence[float]) -> str:
    """Mean ± standard deviation."""
    places = 0 if np.mean(values) >= 20 else 2
    return f"{np.mean(values):.{places}f} ± {np.std(values, ddof=1):.{places}f}"
