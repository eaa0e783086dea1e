"""The limits of a scene between which a model stretches its radar bands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.imagery import stretch
from surecover.core.imagery.reflectance import calibration_of
from surecover.core.imagery.stretch import scene_limits
from surecover.core.model.card import Band, scalings_of
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from tests.files import write_raster
from tests.models_fixture import GRASS, WATER, card

BANDS = (Band("VH"), Band("B04", "red", 0.665), Band("VV"))


def limits_of(path: str, normalisation: str = "yu2021", progress: Progress | None = None) -> Any:
    scaling = scalings_of(normalisation, BANDS, {})
    with open_raster(path) as raster:
        given = card((WATER, GRASS), BANDS, scaling=scaling, normalisation=normalisation)
        return scene_limits(raster, (3, 1, 2), calibration_of(raster), given, progress or Progress())


def stack(folder: Path, vv: np.ndarray, vh: np.ndarray) -> str:
    """A stack of red, VV and VH, where each band has its own gaps (NaN)."""
    values = np.stack([np.full(vv.shape, 0.2), vv, vh]).astype(np.float32)
    return write_raster(folder / "stack.tif", values, descriptions=("B04", "VV", "VH"), nodata=np.nan)


def test_they_are_the_2nd_and_98th_percentile_of_each_radar_band_in_the_cards_order(tmp_path: Path) -> None:
    vv = np.random.default_rng(0).permutation(np.arange(100)).reshape(4, 25) / 10 - 20
    found = limits_of(stack(tmp_path, vv, vv - 7))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, [[-26.9, -17.3], [np.nan, np.nan], [-19.9, -10.3]], rtol=1e-6)


def test_a_gap_in_one_band_does_not_move_the_limits_of_the_other(tmp_path: Path) -> None:
    vv, vh = (np.random.default_rng(seed).normal(-12, 4, (30, 40)) for seed in (1, 2))
    whole = limits_of(stack(tmp_path, vv, vh))
    half = np.where(np.arange(40) < 20, np.nan, vh)
    found = limits_of(stack(tmp_path, vv, half))
    np.testing.assert_array_equal(found[2], whole[2])
    assert (found[0] != whole[0]).any()


def test_the_size_of_the_blocks_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stack(tmp_path, *np.random.default_rng(1).normal(-12, 4, (2, 30, 40)))
    whole = limits_of(path)
    monkeypatch.setattr(stretch, "_BLOCK", 7)
    np.testing.assert_array_equal(limits_of(path), whole)


def test_without_a_stretch_nothing_is_read(tmp_path: Path) -> None:
    read: list[object] = []
    progress = Progress(lambda kind, value: read.append(value))
    path = stack(tmp_path, *np.zeros((2, 3, 3)))
    assert limits_of(path, "schmitt2020", progress) is None
    assert not read


def test_a_band_without_data_has_limits_that_nothing_divides_by(tmp_path: Path) -> None:
    path = stack(tmp_path, np.full((3, 3), np.nan), np.zeros((3, 3)))
    np.testing.assert_array_equal(limits_of(path)[[0, 2]], 0)
