"""Clouds on L1C images: what cells of several sizes miss, lose and cost.

The truth is known where real clouds are put on real clear scenes. Masks as the mosaic uses them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt, gaussian_filter

from surecover.core.imagery import cloudless
from surecover.core.imagery.masks import open_mask
from surecover.core.imagery.reflectance import ReflectanceReader, calibration_of
from surecover.core.rasters import grid_of, open_raster
from tests.files import real_data, write_raster
from tests.l1c import ALL_BANDS

CELLS = (10, 20, 40, 60, 160)
SIDE = 192
SIZES = {"clouds of about 150 m": 6, "clouds of about 500 m": 20}
SHARE = 0.02
"""Of a scene that is covered with clouds: small ones are the hard case."""


def reflectance(path: Path) -> np.ndarray:
    """A square of SIDE px, (13, rows, cols), continued by mirroring where the scene is smaller."""
    with open_raster(str(path)) as raster:
        grid, calibration = raster.grid, calibration_of(raster)
        reader = ReflectanceReader(raster, list(range(1, 14)), calibration)
        values, _ = reader.read((slice(0, min(SIDE, grid.height)), slice(0, min(SIDE, grid.width))))
    rest = [(0, 0), *((0, SIDE - length) for length in values.shape[1:])]
    return np.pad(values, rest, mode="symmetric")


def cloudy_scenes(folder: Path, blur: float) -> Iterator[tuple[str, np.ndarray]]:
    """(path, opacity) of clear scenes with clouds put on them."""
    slovenia = real_data("slovenia_s2_l1c")
    clear = [slovenia / f"s2_l1c_{date}.tif" for date in ("20150711", "20150830", "20150909")]
    clear += [real_data(f"worldmap_pair_{place}") / "s2l1c.tif" for place in ("chile", "denmark")]
    cloud = reflectance(slovenia / "s2_l1c_20150820.tif")
    random = np.random.default_rng(0)
    for number, path in enumerate(clear):
        field = gaussian_filter(random.normal(size=(SIDE, SIDE)), blur, mode="wrap")
        ramp = np.clip((field - np.quantile(field, 1 - SHARE)) / (0.5 * field.std()) + 0.12, 0, 1)
        opacity = ramp * ramp * (3 - 2 * ramp)
        stored = np.rint((reflectance(path) * (1 - opacity) + cloud * opacity) * 10_000)
        name = folder / f"{blur}_{number}.tif"
        yield write_raster(name, stored.clip(1).astype(np.uint16), nodata=0, descriptions=ALL_BANDS), opacity


def figures(path: str, opacity: np.ndarray) -> tuple[float, float, float]:
    """Shares of opaque pixels missed and of ground farther than 120 m from clouds lost; CPU s per Mpx."""
    grid = grid_of(path)
    with open_mask(path, grid) as sky:
        begun = time.process_time()
        clear = sky.read((slice(0, SIDE), slice(0, SIDE)))
        seconds = time.process_time() - begun
    far = distance_transform_edt(opacity < 0.05) > 12
    return clear[opacity > 0.5].mean(), (~clear)[far].mean(), seconds / SIDE**2 * 1e6


@pytest.mark.real_data
@pytest.mark.parametrize("name", SIZES)
def test_cells_miss_few_clouds_and_lose_little_ground(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloudless.classified(np.zeros((1, 10)))  # loads the classifier
    scenes = list(cloudy_scenes(tmp_path, SIZES[name]))
    found = {}
    for cell in CELLS:
        monkeypatch.setattr(cloudless, "CELL", cell)
        found[cell] = np.mean([figures(*scene) for scene in scenes], axis=0)
        missed, lost, seconds = found[cell]
        print(
            f"\n{name}, cells of {cell} m: {missed:.2%} of opaque pixels missed, {lost:.2%} of far ground "
            f"lost, {seconds:.2f} s CPU per megapixel",
            end="",
        )
    assert found[40][0] < 0.07
    assert found[40][1] < 0.001 < found[10][1]
    assert found[40][0] < found[60][0] + 0.001 < found[160][0]
