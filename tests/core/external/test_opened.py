"""Any raster or vector layer is opened as an external map, in the words of the stage that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
import rasterio
from shapely.geometry import Point

from surecover.core.errors import SureCoverError
from surecover.core.external.opened import External, numbers_of, open_external
from surecover.core.external.request import Request
from surecover.core.grid import Grid
from surecover.core.job import Job, setting, source
from surecover.core.legends import LegendEntry, gdal_side_file
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from tests.drawings import draw, shown
from tests.files import write_raster
from tests.harmonising import GRID, cell
from tests.shapes import write_layer


@dataclass(frozen=True)
class LearningJob(Job):
    """A stage whose labels are an external map."""

    stage: ClassVar[str] = "learning"

    labels: str = source("layer", "Labels")
    field: str = setting("", "text", "Field of the labels")
    scheme: str = setting("", "text or file", "Class scheme")
    order: str = setting("smaller", "choice", "Features that lie on top")


def opened(
    path: str, grid: Grid | None = GRID, *, own_legend: bool = True, **settings: Any
) -> tuple[External, np.ndarray]:
    """The map and the class ids that it shows on the whole grid."""
    job = LearningJob(labels=path, **settings)
    with open_external(Request.of(job, "labels", grid, own_legend=own_legend), Progress()) as external:
        return external, external.classes(external.grid.window)


def classes_of(external: External) -> list[tuple[int, str]]:
    return [(c.id, c.name) for c in external.crosswalk.target.classes]


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "int32", "float32"])
def test_numbers_are_positions_and_zero_where_invalid_or_unknown(dtype: str) -> None:
    stored = np.array([[5, 7, 9, 6]], dtype)
    valid = np.array([[True, True, False, True]])
    assert numbers_of(stored, valid, np.array([5, 7, 9])).tolist() == [[1, 2, 0, 0]]
    assert numbers_of(stored, valid, np.array([], int)).tolist() == [[0, 0, 0, 0]]


def test_a_map_of_a_known_product_is_translated(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "worldcover.tif", np.array([[10, 80, 20, 50]], np.uint8))
    external, ids = opened(path, None)
    assert shown(ids) == "31.7"
    assert external.crosswalk.name == "worldcover11-basic6"


def test_a_map_on_another_grid_knows_its_own_cells(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "worldcover.tif", np.array([[10, 80], [80, 10]], np.uint8), pixel=30)
    external, ids = opened(path)
    assert shown(ids) == "\n".join(["333111.."] * 3 + ["111333.."] * 3)
    assert external.cells is not None
    assert external.cells.pixel_size == (30, 30)
    assert external.grid == GRID


# --- what nothing explains speaks for itself -------------------------------------------------------


def test_an_unknown_raster_keeps_its_values_names_and_colours(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "parcels.tif", draw("0 2 3 9 2", dtype="uint8"))
    legend = [LegendEntry(2, "Maize", (255, 220, 0)), LegendEntry(3, "Vines", (120, 0, 90))]
    Path(f"{path}.aux.xml").write_text(gdal_side_file(legend), encoding="utf-8")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, {2: (255, 220, 0, 255)})
    external, ids = opened(path, None)
    assert ids.tolist() == [[0, 2, 3, 9, 2]]
    assert classes_of(external) == [(2, "Maize"), (3, "Vines"), (9, "class 9")]
    scheme = external.crosswalk.target
    assert scheme.id == "parcels"
    assert scheme.by_id(2).color == (255, 220, 0)


def test_values_that_are_no_ids_are_counted_in_order(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", np.array([[-5, 0, 70_000, 12]], np.int32))
    external, ids = opened(path, None)
    assert ids.tolist() == [[1, 0, 3, 2]]
    assert classes_of(external) == [(1, "class -5"), (2, "class 12"), (3, "class 70000")]


def test_texts_of_an_unknown_layer_become_classes_in_order(tmp_path: Path) -> None:
    shapes = [cell((0, 2), (0, 4)), cell((2, 4), (0, 4)), cell((4, 6), (0, 4)), Point(*GRID.xy(5.5, 6.5))]
    path = write_layer(tmp_path / "use.gpkg", shapes, {"use": ["Vines", "maize", " Maize ", None]})
    external, ids = opened(path, field="use")
    assert shown(ids) == "\n".join(["2222...."] * 2 + ["1111...."] * 4)
    assert classes_of(external) == [(1, "maize"), (2, "vines")]
    assert external.cells is None


def test_numbers_of_an_unknown_layer_stay(tmp_path: Path) -> None:
    shapes = [cell((0, 6), (0, 4)), cell((0, 6), (4, 8))]
    path = write_layer(tmp_path / "use.gpkg", shapes, {"use": [10, 9]})
    external, ids = opened(path, field="use")
    assert ids[0].tolist() == [10] * 4 + [9] * 4
    assert classes_of(external) == [(9, "class 9"), (10, "class 10")]


def test_names_that_occur_twice_are_told_apart(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", draw("7 8", dtype="uint8"))
    legend = [LegendEntry(7, "Field", (1, 2, 3)), LegendEntry(8, "field", (1, 2, 3))]
    Path(f"{path}.aux.xml").write_text(gdal_side_file(legend), encoding="utf-8")
    assert classes_of(opened(path, None)[0]) == [(7, "Field (7)"), (8, "field (8)")]


def test_a_map_that_carries_a_scheme_without_a_crosswalk_keeps_it(tmp_path: Path) -> None:
    crops = ClassScheme("crops", "Crops", (LandClass(1, "maize", (9, 9, 9)), LandClass(2, "rye", (8, 8, 8))))
    path = write_raster(tmp_path / "map.tif", draw("1 2", dtype="uint8"), tags=crops.tags())
    external, ids = opened(path, None)
    assert shown(ids) == "12"
    assert external.crosswalk.target == crops
    known = write_raster(
        tmp_path / "other.tif", np.array([[10, 50]], np.uint8), tags=load_scheme("worldcover11").tags()
    )
    assert shown(opened(known, None)[1]) == "37"


# --- refusals --------------------------------------------------------------------------------------


def refused(path: str, grid: Grid | None = GRID, **settings: Any) -> str:
    with pytest.raises(SureCoverError) as caught:
        opened(path, grid, **settings)
    return str(caught.value)


def test_refusals_speak_of_the_parameters_of_the_stage(tmp_path: Path) -> None:
    small = write_raster(tmp_path / "map.tif", draw("1 2", dtype="uint8"))
    assert "and Labels (LABELS) is not recognised by its codes (1, 2)" in refused(
        small, None, own_legend=False
    )
    rgb = write_raster(tmp_path / "rgb.tif", np.ones((3, 2, 2), np.uint8))
    assert refused(rgb, None).startswith("Labels (LABELS) has 3 bands")
    far = write_raster(tmp_path / "far.tif", draw("1 2", dtype="uint8"), origin=(0, 0))
    assert refused(far).startswith("Labels (LABELS) does not overlap")
    layer = write_layer(tmp_path / "use.gpkg", [cell((0, 6), (0, 4))], {"use": ["maize"]})
    assert refused(layer).startswith("Field of the labels (FIELD) is not set")
    assert "Labels (LABELS) has no layer 'x'" in refused(f"{layer}|layername=x")


def test_a_named_scheme_is_never_replaced_by_a_legend_of_its_own(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", np.array([[1, 2, 77]], np.uint8))
    assert "is not recognised by its codes (1, 2, 77)" in refused(path, None, scheme="basic6")


def test_a_map_of_nothing_but_background_is_not_recognised(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", draw("0 0", dtype="uint8"))
    assert "is not recognised by its codes (0)" in refused(path, None)
