"""Mosaics of real cloudy dates: Zagreb, two dates very cloudy, three nearly clear, two with a swath edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.progress import Progress
from surecover.core.stages.mosaic import MosaicJob, run
from tests.files import read_raster, real_data

pytestmark = pytest.mark.real_data

DAYS = ("10", "13", "15", "18", "20")
CLEAREST = DAYS.index("15")
CLOUD = 500
"""Brighter by so much in the blue (reflectance x 10,000) than on a clear date is cloud."""

KEYS = ("output", "source_index", "clear_count", "display")

Mosaic = Callable[..., "dict[str, np.ndarray]"]


@pytest.fixture
def mosaic(tmp_path: Path) -> Mosaic:
    """Make a mosaic of some of the dates (their numbers)."""

    def make(dates: Sequence[int], method: str = "best", **settings: Any) -> dict[str, np.ndarray]:
        folder = real_data("zagreb_s2_l2a_120m")
        paths = {key: str(tmp_path / f"{key}.tif") for key in KEYS}
        images, masks = (
            tuple(str(folder / f"{name}_202308{DAYS[i]}.tif") for i in dates) for name in ("s2_l2a", "scl")
        )
        run(MosaicJob(images=images, masks=masks, method=method, **paths, **settings), Progress())
        return {key: read_raster(path).astype(int) for key, path in paths.items()}

    return make


def dated(date: int) -> tuple[np.ndarray, np.ndarray]:
    """Values of one date, and bool where they are clear."""
    folder = real_data("zagreb_s2_l2a_120m")
    values = read_raster(folder / f"s2_l2a_202308{DAYS[date]}.tif").astype(int)
    scl = read_raster(folder / f"scl_202308{DAYS[date]}.tif")
    return values, np.isin(scl, (2, 4, 5, 6, 7)) & (values > 0).all(axis=0)


def seam_contrast(made: dict[str, np.ndarray], dates: Sequence[int]) -> float:
    """Mean step between neighbours of two dates, relative to the same neighbours' on one of these dates."""
    values, source = made["output"], made["source_index"]
    shown, true = [], []
    for number, date in enumerate(dates, start=1):
        own, clear = dated(date)
        for axis in (0, 1):
            (a, b), (seen_a, seen_b) = (
                np.stack([np.delete(array, end, axis=axis) for end in (-1, 0)]) for array in (source, clear)
            )
            chosen = (a != b) & (a > 0) & (b > 0) & ((a == number) | (b == number)) & seen_a & seen_b
            shown.append(np.abs(np.diff(values, axis=axis + 1))[:, chosen].ravel())
            true.append(np.abs(np.diff(own, axis=axis + 1))[:, chosen].ravel())
    return float(np.concatenate(shown).mean() / np.concatenate(true).mean())


def share_of_cloud(values: np.ndarray) -> float:
    """Share of pixels brighter in the blue than on the clearest date, apart from the scenes' own level."""
    reference, clear = dated(CLEAREST)
    brighter = (values - reference)[0, clear & (values > 0).all(axis=0)]
    return float((brighter - np.percentile(brighter, 10) > CLOUD).mean())


@pytest.mark.parametrize("method", ["median", "medoid", "best"])
def test_all_dates_give_a_mosaic_of_the_clearest_ones_radiometry(mosaic: Mosaic, method: str) -> None:
    made = mosaic(range(len(DAYS)), method)
    values, count = made["output"], made["clear_count"]
    clear = [dated(date)[1] for date in range(len(DAYS))]
    assert ((count == 0) == (values == 0).any(axis=0)).all()
    assert (count <= np.sum(clear, axis=0)).all()
    assert (count == 0).mean() < 0.02
    assert (values[0] > 2500).mean() < 0.002
    if method != "median":
        assert ((made["source_index"] == 0) == (count == 0)).all()
    both = (count > 0) & clear[CLEAREST]
    difference = np.abs(values - dated(CLEAREST)[0])[:, both]
    assert (np.median(difference, axis=1) < 60).all()
    assert 20 < made["display"][:, count > 0].mean() < 120


@pytest.mark.parametrize("method", ["median", "medoid", "best"])
def test_hardly_any_cloud_is_left_even_without_the_clearest_date(mosaic: Mosaic, method: str) -> None:
    others = [date for date in range(len(DAYS)) if date != CLEAREST]
    assert sorted(round(share_of_cloud(dated(date)[0]), 1) for date in others) == [0, 0, 0.4, 0.8]
    assert share_of_cloud(mosaic(others, method)["output"]) < 0.01


def test_seams_hardly_show_where_dates_meet(mosaic: Mosaic) -> None:
    every = range(len(DAYS))
    assert seam_contrast(mosaic(every), every) < 1.15
    assert seam_contrast(mosaic(every, "medoid"), every) < 1.05


def test_normalisation_takes_the_seam_from_the_edge_of_a_swath(mosaic: Mosaic) -> None:
    halves = [DAYS.index("13"), DAYS.index("20")]
    assert seam_contrast(mosaic(halves, normalise=False), halves) > 1.35
    assert seam_contrast(mosaic(halves), halves) < 1.2


def test_filled_pixels_of_the_town_and_the_river_look_like_the_clearest_date(mosaic: Mosaic) -> None:
    every = range(len(DAYS))
    holes = (mosaic(every, "median")["output"] == 0).any(axis=0)
    filled = mosaic(every, "median", fill=True)["output"]
    assert 0.01 < holes.mean() < 0.03
    assert np.abs(filled - dated(CLEAREST)[0])[:, holes].max() <= 1
