"""What harmonising many polygons costs, by the format they come in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from tests.benchmarks.measure import MIB, Cost, measured, table
from tests.files import read_raster, write_raster
from tests.shapes import write_layer

SIDE = 10_980
POLYGONS = 200_000
CORNERS = 50
FORMATS = {
    "GeoPackage": ("gpkg", "GPKG"),
    "Shapefile": ("shp", "ESRI Shapefile"),
    "GeoJSON": ("geojson", "GeoJSON"),
}


def polygons() -> np.ndarray:
    """Ragged polygons all over a Sentinel-2 tile, overlapping their neighbours."""
    rng = np.random.default_rng(0)
    step = 10 * SIDE / np.sqrt(POLYGONS)
    places = np.arange(POLYGONS)
    per_row = int(np.ceil(np.sqrt(POLYGONS)))
    centres = np.column_stack([places % per_row, places // per_row]) * step + step / 2
    angles = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    radii = step * 0.55 * rng.uniform(0.7, 1.1, (POLYGONS, CORNERS, 1))
    around = radii * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    shapes: np.ndarray = shapely.polygons([500_000, 5_000_000] + (centres[:, None] + around) * [1, -1])
    return shapes


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cost]:
    folder = tmp_path_factory.mktemp("harmonise")
    grid = write_raster(folder / "grid.tif", np.zeros((SIDE, SIDE), np.uint8))
    shapes = polygons()
    codes = np.random.default_rng(1).choice(["311", "512", "112", "231", "121"], POLYGONS).astype(object)
    made = {}
    for name, (suffix, driver) in FORMATS.items():
        path = write_layer(folder / f"map.{suffix}", shapes, {"code_18": codes}, driver=driver)
        output = folder / f"{suffix}.tif"
        made[name] = measured("harmonise", {"input": path, "grid": grid, "output": str(output)})
        Path(path).unlink()
    first, *others = (read_raster(folder / f"{suffix}.tif") for suffix, _ in FORMATS.values())
    assert all((first == other).mean() > 0.9999 for other in others)
    head = ["200,000 polygons on 10980 x 10980", "wall s", "CPU s", "peak MiB"]
    rows = [[name, cost.wall, cost.cpu, cost.peak // MIB] for name, cost in made.items()]
    table("harmonise: vector formats", head, rows)
    return made


def test_a_format_without_spatial_index_is_read_only_once(costs: dict[str, Cost]) -> None:
    # Parsing the text takes about as long as all the rest; once a window it would take 20 times as long.
    assert costs["GeoJSON"].cpu < 8 * costs["GeoPackage"].cpu


def test_memory_does_not_grow_with_the_layer_where_it_has_an_index(costs: dict[str, Cost]) -> None:
    assert costs["GeoPackage"].peak < 700 * MIB
    assert costs["Shapefile"].peak < 700 * MIB
