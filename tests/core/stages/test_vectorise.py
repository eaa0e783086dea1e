"""The layer of polygons: what it says of each, that small ones are merged, that together they are the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio.features
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core import outputs
from surecover.core.areas import ground_areas
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.rasters import grid_of
from surecover.core.scheme import load_scheme
from surecover.core.stages import vectorise
from surecover.core.stages.vectorise import JOB, run
from tests.drawings import draw
from tests.files import write_raster

TAGS = load_scheme("basic6").tags()
MAP = draw(
    """
    1 1 2 2 2 2
    1 3 3 2 2 .
    1 3 3 2 4 2
    1 1 2 2 2 2
    """,
    dtype="uint8",
)
RELIABILITY = draw(
    """
    1 1 1 1 1 2
    1 2 3 1 1 1
    1 2 3 1 3 2
    1 1 1 1 1 2
    """,
    dtype="uint8",
)
CONFIDENCE = np.where(MAP == 3, 0.75, np.where(MAP == 4, -1, 0.5)).astype("float32")


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, str]:
    return {
        "map": write_raster(tmp_path / "map.tif", MAP, nodata=0, tags=TAGS),
        "reliability": write_raster(tmp_path / "reliability.tif", RELIABILITY, nodata=0),
        "confidence": write_raster(tmp_path / "confidence.tif", CONFIDENCE, nodata=-1),
    }


def made(path: Path, **settings_: Any) -> tuple[dict[str, Any], list[dict[str, Any]], np.ndarray]:
    """What the stage returns, the attributes of each polygon in order, and the polygons."""
    job = JOB(**{"output": str(path), "min_pixels": 1, **settings_})
    job.check()
    results = run(job, Progress())
    meta, _, outlines, columns = pyogrio.raw.read(path)
    names = meta["fields"].tolist()
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(c.tolist() for c in columns), strict=True)]
    return results, rows, shapely.from_wkb(outlines)


def test_each_polygon_tells_its_class_its_reliability_its_confidence_and_its_area(
    sources: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "polygons.gpkg"
    results, rows, outlines = made(path, **sources)
    assert results == {"OUTPUT": str(path), "POLYGONS": 4, "PATCHES": 4}
    assert [row["class_id"] for row in rows] == [1, 2, 3, 4]
    assert [row["class_name"] for row in rows] == ["water", "grass", "forest", "barren"]
    assert [row["reliability"] for row in rows] == [1, 1, 3, 3], "of equally frequent codes the worse"
    assert [row["confidence"] for row in rows] == pytest.approx([0.5, 0.5, 0.75, np.nan], nan_ok=True)
    assert [row["pixels"] for row in rows] == [6, 12, 4, 1]
    assert [row["area_ha"] for row in rows] == pytest.approx([0.06, 0.12, 0.04, 0.01], rel=1e-3)
    assert [outline.area for outline in outlines] == [600, 1200, 400, 100]
    assert {outline.geom_type for outline in outlines} == {"Polygon"}
    assert pyogrio.read_info(path)["crs"] == "EPSG:32633"
    assert pyogrio.list_layers(path).tolist() == [["landcover", "Polygon"], ["layer_styles", None]]


def test_only_the_map_is_needed_and_what_is_not_known_is_no_attribute(
    sources: dict[str, str], tmp_path: Path
) -> None:
    _, rows, _ = made(tmp_path / "polygons.gpkg", map=sources["map"])
    assert list(rows[0]) == ["class_id", "class_name", "area_ha", "pixels"]


def test_small_polygons_join_a_neighbour_and_count_in_its_attributes(
    sources: dict[str, str], tmp_path: Path
) -> None:
    results, rows, outlines = made(tmp_path / "polygons.gpkg", **sources, min_pixels=5)
    assert [row["class_id"] for row in rows] == [1, 2]
    assert [row["pixels"] for row in rows] == [6, 17]
    assert (results["POLYGONS"], results["PATCHES"]) == (2, 4)
    assert rows[1]["confidence"] == pytest.approx((12 * 0.5 + 4 * 0.75) / 16)
    assert sum(outline.area for outline in outlines) == 2300, "nodata stays nodata"


def test_the_least_area_is_in_hectares_on_the_ground(sources: dict[str, str], tmp_path: Path) -> None:
    _, rows, _ = made(tmp_path / "polygons.gpkg", **sources, min_area=0.045)
    assert [row["pixels"] for row in rows] == [6, 17]


def test_polygons_can_be_separated_by_reliability(sources: dict[str, str], tmp_path: Path) -> None:
    _, rows, _ = made(tmp_path / "codes.gpkg", **sources, by_reliability=True)
    found = [(row["class_id"], row["reliability"], row["pixels"]) for row in rows]
    assert found == [(1, 1, 6), (2, 1, 9), (2, 2, 1), (3, 2, 2), (3, 3, 2), (4, 3, 1), (2, 2, 2)]
    _, rows, _ = made(tmp_path / "merged.gpkg", **sources, by_reliability=True, min_pixels=3)
    found = [(row["class_id"], row["reliability"], row["pixels"]) for row in rows]
    assert (1, 1, 6) in found
    assert all(pixels >= 3 for _, _, pixels in found)


def test_pixels_that_touch_at_a_corner_can_be_one_polygon_of_two_parts(tmp_path: Path) -> None:
    corner = write_raster(tmp_path / "map.tif", draw("1 2 2 \n 2 1 2 \n 2 2 2", dtype="uint8"), tags=TAGS)
    _, rows, outlines = made(tmp_path / "polygons.gpkg", map=corner, connectivity=8)
    assert [(row["class_id"], row["pixels"]) for row in rows] == [(1, 2), (2, 7)]
    assert [shapely.get_num_geometries(outline) for outline in outlines] == [2, 1]
    assert shapely.is_valid(outlines).all()
    assert pyogrio.list_layers(tmp_path / "polygons.gpkg")[0, 1] == "MultiPolygon"


def test_simplified_polygons_fit_and_keep_the_areas_of_their_pixels(
    sources: dict[str, str], tmp_path: Path
) -> None:
    _, before, _ = made(tmp_path / "edges.gpkg", **sources)
    _, after, outlines = made(tmp_path / "simple.gpkg", **sources, simplify=15)
    assert repr(after) == repr(before)
    assert shapely.coverage_is_valid(outlines)
    assert outlines[2].area != 400


def test_degrees_work_and_areas_are_those_on_the_ground(tmp_path: Path) -> None:
    place = {"origin": (14.0, 46.0), "pixel": 1e-4, "crs": "EPSG:4326", "nodata": 0}
    path = write_raster(tmp_path / "map.tif", np.full((10, 10), 3, "uint8"), tags=TAGS, **place)
    _, rows, outlines = made(tmp_path / "polygons.gpkg", map=path, min_area=0.5, simplify=1e-4)
    # 1e-4 degrees near 46 N: 7.747 m by 11.115 m
    assert rows[0]["area_ha"] == pytest.approx(100 * 7.747 * 11.115 / 1e4, rel=1e-3)
    assert outlines[0].bounds == pytest.approx((14, 45.999, 14.001, 46))
    assert pyogrio.read_info(tmp_path / "polygons.gpkg")["crs"] == "EPSG:4326"


def test_without_a_crs_there_are_pixels_but_no_hectares(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", MAP, tags=TAGS, crs=None)
    _, rows, _ = made(tmp_path / "polygons.gpkg", map=path)
    assert np.isnan([row["area_ha"] for row in rows]).all()
    with pytest.raises(
        SureCoverError, match=r"^Least area .* \(MIN_AREA\) is 0\.5 but Class map \(MAP\) has no"
    ):
        made(tmp_path / "polygons.gpkg", map=path, min_area=0.5)


def test_a_map_without_classes_gives_an_empty_layer(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", np.zeros((4, 4), "uint8"), nodata=0, tags=TAGS)
    for connectivity in (4, 8):
        results, rows, _ = made(tmp_path / "polygons.gpkg", map=path, connectivity=connectivity, simplify=10)
        assert (results["POLYGONS"], results["PATCHES"], rows) == (0, 0, [])
        assert "class_id" in pyogrio.read_info(tmp_path / "polygons.gpkg")["fields"]


def test_the_style_shows_the_classes_that_occur_in_their_colours(
    sources: dict[str, str], tmp_path: Path
) -> None:
    made(tmp_path / "polygons.gpkg", **sources)
    meta, _, _, columns = pyogrio.raw.read(tmp_path / "polygons.gpkg", layer="layer_styles")
    style = dict(zip(meta["fields"], columns))["styleQML"][0]
    water = load_scheme("basic6").by_id(1)
    assert 'attr="class_id"' in style
    assert "{},{},{},255".format(*water.color) in style
    assert 'label="barren"' in style
    assert 'label="residential building"' not in style


def test_what_cannot_be_is_refused(sources: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "polygons.gpkg"
    with pytest.raises(
        SureCoverError, match=r"\(BY_RELIABILITY\) is on but Reliability \(RELIABILITY\) is not"
    ):
        made(path, map=sources["map"], by_reliability=True)
    with pytest.raises(
        SureCoverError, match=r"\(SIMPLIFY\) is 500; allowed are 0 to 200, which are 20 pixels"
    ):
        made(path, **sources, simplify=500)
    with pytest.raises(SureCoverError, match=r"^Reliability \(RELIABILITY\) holds the value 7; allowed are"):
        seven = write_raster(tmp_path / "seven.tif", np.full(MAP.shape, 7, "uint8"))
        made(path, map=sources["map"], reliability=seven)
    assert not path.exists()


@pytest.mark.parametrize(
    ("bound", "sentence"),
    [
        ("MAX_PATCHES", r"^Class map \(MAP\) gives 4 patches or more; allowed are 3: take a map with less"),
        ("MAX_POLYGONS", r"gives 4 polygons or more; allowed are 3: raise Least area .* \(MIN_PIXELS\)\.$"),
        ("MAX_CORNERS", r"gives 19 corners of borders or more; allowed are 3: raise Least area"),
    ],
)
def test_more_than_memory_holds_is_refused(
    sources: dict[str, str], tmp_path: Path, bound: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorise, bound, 3)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(SureCoverError, match=sentence):
        made(tmp_path / "polygons.gpkg", **sources)
    assert sorted(tmp_path.iterdir()) == before


def test_a_layer_that_is_written_in_lots_is_the_same(
    sources: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, rows, outlines = made(tmp_path / "at_once.gpkg", **sources)
    monkeypatch.setattr(outputs, "_FEATURES", 3)
    _, same, others = made(tmp_path / "in_lots.gpkg", **sources)
    assert repr(same) == repr(rows)
    assert shapely.equals_exact(outlines, others).all()


def test_cancelling_leaves_no_file(sources: dict[str, str], tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        run(JOB(**sources, output=str(tmp_path / "polygons.gpkg")), Progress(cancelled=lambda: True))
    assert sorted(tmp_path.iterdir()) == before


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    min_pixels=st.integers(1, 6),
    connectivity=st.sampled_from([4, 8]),
    simplify=st.sampled_from([0, 10]),
    by_reliability=st.booleans(),
)
def test_the_polygons_are_the_map_and_do_not_depend_on_blocks(
    seed: int, shape: tuple[int, int], min_pixels: int, connectivity: int, simplify: float,
    by_reliability: bool, tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    folder, chance = tmp_path_factory.mktemp("polygons"), np.random.default_rng(seed)
    classes = chance.integers(0, 4, shape).astype("uint8")
    confidence = chance.random(shape, "float32")
    given_ = {
        "map": write_raster(folder / "map.tif", classes, tags=TAGS, nodata=0),
        "reliability": write_raster(folder / "codes.tif", chance.integers(0, 4, shape).astype("uint8")),
        "confidence": write_raster(folder / "confidence.tif", confidence),
        "min_pixels": min_pixels, "connectivity": connectivity, "simplify": simplify,
        "by_reliability": by_reliability,
    }  # fmt: skip
    _, rows, outlines = made(folder / "whole.gpkg", **given_)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectorise, "_SIDE", int(chance.integers(2, 40)))
        _, by_blocks, same = made(folder / "blocks.gpkg", **given_)
    assert repr(by_blocks) == repr(rows)
    assert shapely.equals_exact(outlines, same).all()
    assert shapely.is_valid(outlines).all()
    assert shapely.coverage_is_valid(outlines)
    assert sum(row["pixels"] for row in rows) == (classes > 0).sum()
    ground = ground_areas(grid_of(given_["map"]))
    assert ground is not None
    hectares = ground.read((slice(0, shape[0]), slice(0, shape[1])))[classes > 0].sum() / 1e4
    assert sum(row["area_ha"] for row in rows) == pytest.approx(hectares, rel=1e-5)
    if simplify:
        return
    with rasterio.open(given_["map"]) as file:
        shapes = list(zip(outlines, range(1, len(outlines) + 1), strict=True)) or [(shapely.Point(), 0)]
        burnt = rasterio.features.rasterize(shapes, shape, transform=file.transform, dtype="int32")
    assert ((burnt > 0) == (classes > 0)).all()
    assert np.bincount(burnt.ravel(), minlength=len(rows) + 1)[1:].tolist() == [row["pixels"] for row in rows]
    for number, row in enumerate(rows, start=1):
        assert row["confidence"] == pytest.approx(confidence[burnt == number].mean(), abs=1e-5)
    if min_pixels == 1:
        assert (np.array([0, *(row["class_id"] for row in rows)])[burnt] == classes).all()
