"""Polygons limit a map: classify, fuse and produce."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.features
import shapely
from rasterio.warp import transform
from shapely.geometry import box

from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid
from surecover.core.imagery.reflectance import ReflectanceReader
from surecover.core.progress import Progress
from surecover.core.rasters import grid_of
from surecover.core.scheme import load_scheme
from surecover.core.stages import classify, fuse, produce
from tests.files import read_raster, write_raster
from tests.models_fixture import BARREN, FOREST, GRASS, WATER, blur_model, pixel_model, pixel_networks
from tests.shapes import write_layer

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)

NAMES = ("B02", "B03", "B04", "B08")
ROWS, COLS = 150, 140
HOLED = shapely.Polygon(
    [(500_203, 4_999_104), (501_157, 4_999_296), (500_888, 4_999_801), (500_405, 4_999_655)],
    [[(500_600, 4_999_400), (500_700, 4_999_400), (500_700, 4_999_500), (500_600, 4_999_500)]],
)
SPOT = box(500_105, 4_999_000, 500_165, 4_999_052)
"""Polygons on an image of ROWS and COLS pixels of 10 m with its corner at 500,000 5,000,000."""

Run = Callable[..., dict[str, np.ndarray]]


def covered(grid: Grid, *shapes: Any) -> np.ndarray:
    """Bool (rows, cols) of a grid, drawn without the product."""
    drawn: np.ndarray = rasterio.features.rasterize(
        shapes, out_shape=grid.shape, transform=rasterio.Affine(*grid.transform)
    )
    return drawn > 0


@pytest.fixture
def image(tmp_path: Path) -> str:
    bands = np.random.default_rng(0).integers(1, 10_000, (4, ROWS, COLS)).astype(np.uint16)
    bands[:, 40:60, 30:70] = 0
    return write_raster(tmp_path / "image.tif", bands, nodata=0, descriptions=NAMES)


@pytest.fixture
def classified(tmp_path: Path, image: str) -> Run:
    model = str(blur_model(tmp_path / "blur", (WATER, GRASS, FOREST, BARREN), 9, halo=4))

    def go(**settings: Any) -> dict[str, np.ndarray]:
        paths = {"map": str(tmp_path / "m.tif"), "probabilities": str(tmp_path / "p.tif")}
        job = classify.ClassifyJob(**{"input": image, "models": (model,), **paths, **settings})
        job.check()
        classify.run(job, Progress())
        return {name: read_raster(getattr(job, name)) for name in paths}

    return go


def area_of(folder: Path, *shapes: Any, name: str = "area.gpkg", **details: Any) -> str:
    return write_layer(folder / name, shapes, **details)


def test_inside_of_the_polygons_the_result_is_that_of_the_whole_image(
    classified: Run, image: str, tmp_path: Path
) -> None:
    whole = classified()
    part = classified(area=area_of(tmp_path, HOLED, SPOT))
    window = slice(19, 100), slice(10, 116)
    inside = covered(grid_of(image), HOLED, SPOT)[window]
    assert grid_of(str(tmp_path / "m.tif")) == grid_of(image).part(window)
    assert inside.any()
    assert not inside.all()
    assert (part["map"] == np.where(inside, whole["map"][window], 0)).all()
    assert (
        part["probabilities"] == np.where(inside, whole["probabilities"][(slice(None), *window)], 255)
    ).all()


def test_polygons_of_another_crs_are_brought_to_the_image(
    classified: Run, image: str, tmp_path: Path
) -> None:
    def in_degrees(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transform("EPSG:32633", "EPSG:4326", points[:, 0], points[:, 1]))

    expected = classified(area=area_of(tmp_path, HOLED))
    degrees = shapely.transform(HOLED, in_degrees)
    path = area_of(tmp_path, degrees, name="degrees.geojson", crs="EPSG:4326", driver="GeoJSON")
    got = classified(area=path)
    assert got["map"].shape == expected["map"].shape
    assert (got["map"] != expected["map"]).mean() < 0.001


def test_the_extent_gives_the_grid_and_the_polygons_the_pixels(
    classified: Run, image: str, tmp_path: Path
) -> None:
    whole = classified(extent="500300,4998900,500800,4999700")["map"]
    part = classified(extent="500300,4998900,500800,4999700", area=area_of(tmp_path, HOLED))["map"]
    inside = covered(grid_of(str(tmp_path / "m.tif")), HOLED)
    assert (part == np.where(inside, whole, 0)).all()
    assert part.shape == (80, 50)


def test_what_no_polygon_touches_is_not_read(
    classified: Run, image: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corners = box(500_000, 4_999_900, 500_100, 5_000_000), box(501_300, 4_998_500, 501_400, 4_998_600)
    seen = np.zeros((ROWS, COLS), bool)
    read = ReflectanceReader.stored

    def told(self: ReflectanceReader, window: Any) -> Any:
        seen[window] = True
        return read(self, window)

    monkeypatch.setattr(ReflectanceReader, "stored", told)
    classified(area=area_of(tmp_path, *corners))
    assert seen[:10, :10].all()
    assert seen[-10:, -10:].all()
    assert not seen[-10:, :10].any()
    assert not seen[:10, -10:].any()


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (box(600_000, 4_999_000, 600_100, 4_999_100), "hold no polygon on the image"),
        (box(500_101, 4_999_001, 500_103, 4_999_003), "cover the centre of no pixel of the image"),
    ],
)
def test_an_area_that_leaves_nothing_is_refused(
    classified: Run, tmp_path: Path, shape: Any, words: str
) -> None:
    with pytest.raises(SureCoverError, match=rf"^Area, polygons \(AREA\) {words}: .*; choose .*\.$"):
        classified(area=area_of(tmp_path, shape))


def test_an_area_of_nodata_is_refused_though_the_rest_is_seen(classified: Run, tmp_path: Path) -> None:
    hidden = box(500_400, 4_999_450, 500_600, 4_999_550)
    with pytest.raises(SureCoverError, match="nothing but nodata in the area"):
        classified(area=area_of(tmp_path, hidden))


def test_fused_maps_end_with_the_polygons_whatever_the_grids_of_the_dates(
    classified: Run, image: str, tmp_path: Path
) -> None:
    """A date on coarser pixels reaches over the outlines."""
    with rasterio.open(image) as file:
        coarse_bands = file.read()[:, ::3, ::3]
    coarse = write_raster(tmp_path / "coarse.tif", coarse_bands, nodata=0, descriptions=NAMES, pixel=30)
    area = area_of(tmp_path, HOLED)
    dates = []
    for name, path in (("fine", image), ("coarse", coarse)):
        dates.append(str(tmp_path / f"{name}_p.tif"))
        classified(area=area, input=path, probabilities=dates[-1])
    job = fuse.FuseJob(probabilities=tuple(dates), area=area, map=str(tmp_path / "fused.tif"))
    job.check()
    fuse.run(job, Progress())
    grid = grid_of(dates[0])
    inside = covered(grid, HOLED)
    fused = read_raster(job.map)
    assert fused.shape == inside.shape
    assert (fused[~inside] == 0).all()
    assert (fused[inside] > 0).mean() > 0.8


# The whole chain


@pytest.fixture
def chain(tmp_path: Path) -> Callable[..., Path]:
    """Run Produce on two dates of forest and grass; the folder of its results."""
    rng = np.random.default_rng(1)
    forest = rng.random((30, 40)) < 0.5
    images = []
    for date in ("2021-05-03", "2021-07-21"):
        bands = np.full((4, *forest.shape), 1000, np.uint16)
        bands[2][forest], bands[1][~forest] = 3000, 3000
        path = tmp_path / f"s2_{date}.tif"
        images.append(write_raster(path, bands, nodata=0, descriptions=NAMES, tags={"DATE": date}))
    old = np.where(forest, FOREST, GRASS).astype(np.uint8)
    settings = {
        "images": tuple(images),
        "models": (str(pixel_model(tmp_path / "model", (GRASS, FOREST), [[0, 50, 0, 0], [0, 0, 50, 0]])),),
        "external": write_raster(tmp_path / "old.tif", old, tags=load_scheme("basic6").tags()),
        "keep": True,
    }

    def go(folder: str, **changes: Any) -> Path:
        job = produce.ProduceJob(**{**settings, "folder": str(tmp_path / folder), **changes})
        job.check()
        produce.run(job, Progress())
        return Path(job.folder)

    return go


TRIANGLE = shapely.Polygon([(500_053, 4_999_752), (500_317, 4_999_803), (500_198, 4_999_951)])


@pytest.mark.parametrize("periods", [0, 1, 2])
def test_the_whole_chain_is_limited_to_the_polygons(
    chain: Callable[..., Path], tmp_path: Path, periods: int
) -> None:
    whole = chain("whole", periods=periods)
    part = chain("part", periods=periods, area=area_of(tmp_path, TRIANGLE))
    window = slice(4, 25), slice(5, 32)
    grid = grid_of(str(whole / "map.tif")).part(window)
    inside = covered(grid, TRIANGLE)
    assert 0.2 < inside.mean() < 0.8
    for name in ("map.tif", "reliability.tif", "evidence.tif"):
        assert grid_of(str(part / name)) == grid
        got = read_raster(part / name)
        assert (got == np.where(inside, read_raster(whole / name)[window], 0)).all(), name
    assert (read_raster(part / "confidence.tif")[~inside] == -1).all()
    assert (read_raster(part / "confidence.tif")[inside] > 0).all()
    assert grid_of(str(part / "intermediate" / "mosaic.tif")) == grid
    fused = read_raster(part / "intermediate" / "fused.tif")
    unlimited = read_raster(whole / "intermediate" / "fused.tif")[(slice(None), *window)]
    assert (fused == np.where(inside, unlimited, 255)).all()


def test_an_extent_beside_the_polygons_of_the_chain_gives_the_grid(
    chain: Callable[..., Path], tmp_path: Path
) -> None:
    part = chain("part", extent="500100,4999800,500300,5000000", area=area_of(tmp_path, TRIANGLE))
    grid = grid_of(str(part / "map.tif"))
    assert (grid.shape, grid.xy(0, 0)) == ((20, 20), (500_100, 5_000_000))
    assert ((read_raster(part / "map.tif") > 0) == covered(grid, TRIANGLE)).all()


def test_polygons_of_another_place_are_told_before_the_first_step(
    chain: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(SureCoverError, match=r"^Area, polygons \(AREA\) hold no polygon on the image"):
        chain("part", area=area_of(tmp_path, box(0, 0, 10, 10)))
    assert not (tmp_path / "part").exists()
