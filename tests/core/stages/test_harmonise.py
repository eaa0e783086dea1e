"""An external raster or vector map becomes a class map on the reference grid."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.warp
import shapely
from shapely.geometry import LineString, Polygon, box

from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid
from surecover.core.progress import Progress
from surecover.core.rasters import grid_of
from surecover.core.scheme import SCHEME_TAG, ClassScheme, load_scheme
from surecover.core.stages import harmonise
from surecover.core.stages.harmonise import HarmoniseJob, numbers_of, run, tags_of
from surecover.core.vectors import layer_of, read_features
from tests.drawings import draw, shown
from tests.files import facts, read_raster, real_data, write_raster
from tests.shapes import write_layer

UTM = rasterio.crs.CRS.from_epsg(32633).to_wkt()
GRID = Grid(UTM, (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), 6, 8)


@pytest.fixture
def grid(tmp_path: Path) -> str:
    """A raster of 6 rows and 8 columns at 10 m."""
    return write_raster(tmp_path / "grid.tif", np.ones(GRID.shape, np.uint8))


def harmonised(
    tmp_path: Path, source: str, **settings: Any
) -> tuple[np.ndarray, list[str], dict[str, list[str]]]:
    """The map, the warnings, and the rows of the legend by code."""
    warnings: list[str] = []
    job = HarmoniseJob(
        input=source, output=str(tmp_path / "out.tif"), legend=str(tmp_path / "out.csv"), **settings
    )
    job.check()
    run(job, Progress(lambda kind, value: warnings.append(str(value)) if kind == "warning" else None))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: list(row.values())[1:] for row in csv.DictReader(file)}
    return read_raster(tmp_path / "out.tif"), warnings, rows


def refused(tmp_path: Path, source: str, **settings: Any) -> str:
    """The sentence of the refusal; nothing may have been written."""
    with pytest.raises(SureCoverError) as caught:
        harmonised(tmp_path, source, **settings)
    assert not list(tmp_path.glob("out*"))
    assert not list(tmp_path.glob(".*partial*"))
    return str(caught.value)


def cell(rows: tuple[int, int], cols: tuple[int, int]) -> Polygon:
    """The rectangle over rows and columns of GRID, stop exclusive."""
    return box(*GRID.xy(rows[1], cols[0]), *GRID.xy(rows[0], cols[1]))


# --- rasters ---------------------------------------------------------------------------------------


def test_corine_grid_codes_become_classes(tmp_path: Path) -> None:
    source = write_raster(
        tmp_path / "clc2018.tif", np.array([[1, 2, 3], [12, 29, 41], [23, 48, 26]], np.uint8)
    )
    got, warnings, legend = harmonised(tmp_path, source)
    assert shown(got) == shown(draw("665 8.1 3.2".replace(" ", "\n")))
    assert not warnings
    assert legend["29"] == ["Transitional woodland-shrub", "0", "unmapped", "1"]
    assert legend["1"] == ["Continuous urban fabric", "6", "residential building", "1"]


def test_corine_codes_work_too_and_are_recognised_without_any_name(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "map.tif", np.array([[111, 121, 512], [999, 324, 311]], np.uint16))
    got, _, _ = harmonised(tmp_path, source)
    assert shown(got) == shown(draw("651\n..3"))


def test_zero_is_water_in_dynamic_world_also_when_resampled(tmp_path: Path, grid: str) -> None:
    codes = draw("0123\n4567\n8000", dtype="uint8")
    source = write_raster(tmp_path / "dw.tif", codes, pixel=20)
    expected = "1 3 2 . 8 . 7 4 . 1 1 1"
    got, _, legend = harmonised(tmp_path, source, crosswalk="dynamicworld9-basic6")
    assert shown(got).replace("\n", "") == expected.replace(" ", "")
    assert legend["0"] == ["Water", "1", "water", "4"]
    finer, _, _ = harmonised(tmp_path, source, crosswalk="dynamicworld9-basic6", grid=grid)
    assert (finer == np.kron(got, np.ones((2, 2), int))).all()


def test_zero_of_dynamic_world_is_nodata_where_the_file_says_so(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "dw.tif", draw("0 1 7", dtype="uint8"), nodata=0)
    got, warnings, _ = harmonised(tmp_path, source, crosswalk="dynamicworld9-basic6")
    assert shown(got) == ".34"
    assert "declares 0 as nodata although 0 is a class" in warnings[0]


def test_the_label_band_of_dynamic_world_is_taken(tmp_path: Path) -> None:
    bands = np.stack([np.full((1, 3), 9), [[0, 1, 6]]]).astype(np.uint8)
    source = write_raster(tmp_path / "dynamic_world.tif", bands, descriptions=("water", "label"))
    got, _, _ = harmonised(tmp_path, source)
    assert shown(got) == "137"


def test_several_bands_are_refused(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "rgb.tif", np.ones((3, 2, 2), np.uint8))
    assert "has 3 bands" in refused(tmp_path, source, crosswalk="clc44-basic6")


def test_zero_is_background_in_products_that_do_not_use_it(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "worldcover.tif", np.array([[0, 10, 80, 95]], np.uint8))
    got, _, legend = harmonised(tmp_path, source)
    assert shown(got) == ".313"
    assert legend["0"][1:] == ["0", "unmapped", "1"]


def test_values_of_nodata_and_nan_become_zero(tmp_path: Path) -> None:
    source = write_raster(
        tmp_path / "worldcover.tif", np.array([[10, np.nan, -9999, 50]], np.float32), nodata=-9999
    )
    got, _, legend = harmonised(tmp_path, source)
    assert shown(got) == "3..7"
    assert list(legend) == ["10", "50"]


def test_fractions_are_no_class_map(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "ndvi.tif", np.array([[0.5, 1]], np.float32))
    assert "so it is no class map" in refused(tmp_path, source, crosswalk="clc44-basic6")


def test_unknown_codes_are_listed_and_refused_or_ignored(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "worldcover.tif", np.array([[10, 11, 80, 99]], np.uint8))
    message = refused(tmp_path, source, crosswalk="worldcover11-basic6")
    assert "crosswalk worldcover11-basic6 does not know: 11, 99; " in message
    got, warnings, legend = harmonised(tmp_path, source, crosswalk="worldcover11-basic6", unknown="ignore")
    assert shown(got) == "3.1."
    assert "11, 99; they became 0" in warnings[0]
    assert legend["11"][1:] == ["0", "unknown code", "1"]


def test_small_numbers_without_a_name_are_not_guessed(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "map.tif", draw("1 2 3 4", dtype="uint8"))
    message = refused(tmp_path, source)
    assert "CROSSWALK) is not set" in message
    assert "clc44-basic6, clc44-level1" in message


def test_values_that_are_ids_of_the_named_scheme_stay(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "map.tif", draw("0 1 2 6", dtype="uint8"))
    got, _, _ = harmonised(tmp_path, source, scheme="basic6")
    assert shown(got) == ".126"


def test_the_scheme_tag_tells_the_crosswalk(tmp_path: Path) -> None:
    worldcover, basic = load_scheme("worldcover11"), load_scheme("basic6")
    one = write_raster(tmp_path / "a.tif", np.array([[10, 50]], np.uint8), tags=worldcover.tags())
    assert shown(harmonised(tmp_path, one)[0]) == "37"
    two = write_raster(tmp_path / "b.tif", draw("1278", dtype="uint8"), tags=basic.tags())
    assert shown(harmonised(tmp_path, two)[0]) == "1278"
    # A tagged map holds ids: 1 is Dynamic World's water although its products write 0 for it.
    three = write_raster(
        tmp_path / "c.tif", draw("0127", dtype="uint8"), tags=load_scheme("dynamicworld9").tags()
    )
    assert shown(harmonised(tmp_path, three)[0]) == ".137"


def test_a_table_of_the_users_own_leads_to_a_scheme_of_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "scheme.csv").write_text("id,name,color\n1,wet,#0000ff\n300,dry,#ffff00\n")
    (tmp_path / "table.csv").write_text("from,to\n5,wet\n6,300\n7,0\n")
    source = write_raster(tmp_path / "map.tif", draw("567", dtype="uint8"))
    got, _, _ = harmonised(
        tmp_path, source, crosswalk=str(tmp_path / "table.csv"), scheme=str(tmp_path / "scheme.csv")
    )
    assert got.dtype == np.uint16
    assert got.tolist() == [[1, 300, 0]]
    written = ClassScheme.from_json(facts(tmp_path / "out.tif")["tags"][SCHEME_TAG])
    assert [c.name for c in written.classes] == ["wet", "dry"]


def test_a_map_in_another_crs_is_brought_to_the_grid_by_the_nearest_pixel(tmp_path: Path) -> None:
    grid = write_raster(tmp_path / "grid.tif", np.ones((60, 60), np.uint8))
    with rasterio.open(
        tmp_path / "worldcover.tif", "w", driver="GTiff", dtype="uint8", count=1, width=100, height=100,
        crs="EPSG:4326", transform=rasterio.Affine(1e-4, 0, 14.998, 0, -1e-4, 45.156), nodata=0,
    ) as file:  # fmt: skip
        codes = np.where(np.add.outer(np.arange(100), np.arange(100)) % 20 < 10, 10, 80).astype(np.uint8)
        file.write(codes, 1)
    got, _, _ = harmonised(tmp_path, str(tmp_path / "worldcover.tif"), grid=grid)
    rows, cols = np.mgrid[0:60, 0:60]
    lon, lat = rasterio.warp.transform(
        "EPSG:32633", "EPSG:4326", (500_005 + 10 * cols).ravel(), (4_999_995 - 10 * rows).ravel()
    )
    i = np.floor((45.156 - np.array(lat)) / 1e-4).astype(int)
    j = np.floor((np.array(lon) - 14.998) / 1e-4).astype(int)
    inside = (i >= 0) & (i < 100) & (j >= 0) & (j < 100)
    expected = np.where(inside, np.where(codes[i.clip(0, 99), j.clip(0, 99)] == 10, 3, 1), 0).reshape(60, 60)
    assert (got == expected).mean() > 0.999
    assert inside.any()


def test_no_overlap_is_refused(tmp_path: Path, grid: str) -> None:
    source = write_raster(tmp_path / "clc.tif", np.ones((3, 3), np.uint8), origin=(0, 0))
    assert "does not overlap" in refused(tmp_path, source, grid=grid)


def test_a_map_of_nothing_but_unmapped_codes_is_warned_of(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "worldcover.tif", np.full((2, 2), 20, np.uint8))
    got, warnings, _ = harmonised(tmp_path, source)
    assert not got.any()
    assert "No pixel" in warnings[0]


def test_the_result_carries_legend_and_provenance(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "worldcover.tif", np.array([[10, 50]], np.uint8))
    harmonised(tmp_path, source)
    said = facts(tmp_path / "out.tif")
    assert said["nodata"] == 0
    assert said["tags"]["SURECOVER_CROSSWALK"] == '"worldcover11-basic6"'
    assert ClassScheme.from_json(said["tags"][SCHEME_TAG]) == load_scheme("basic6")
    with rasterio.open(tmp_path / "out.tif") as file:
        assert file.colormap(1)[3][:3] == load_scheme("basic6").by_id(3).color


def test_blocks_do_not_matter(tmp_path: Path, grid: str, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = np.random.default_rng(1).choice([10, 20, 50, 80], (9, 9)).astype(np.uint8)
    source = write_raster(tmp_path / "worldcover.tif", codes, pixel=7)
    whole, _, legend = harmonised(tmp_path, source, grid=grid)
    monkeypatch.setattr(harmonise, "_BLOCK", 3)
    blocked, _, same_legend = harmonised(tmp_path, source, grid=grid)
    assert (whole == blocked).all()
    assert legend == same_legend


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "int32", "float32"])
def test_numbers_are_positions_and_zero_where_invalid_or_unknown(dtype: str) -> None:
    stored = np.array([[5, 7, 9, 6]], dtype)
    valid = np.array([[True, True, False, True]])
    assert numbers_of(stored, valid, np.array([5, 7, 9])).tolist() == [[1, 2, 0, 0]]
    assert numbers_of(stored, valid, np.array([], int)).tolist() == [[0, 0, 0, 0]]


# --- vector layers ---------------------------------------------------------------------------------


def test_corine_polygons_of_another_crs_keep_their_areas(tmp_path: Path) -> None:
    grid = write_raster(tmp_path / "grid.tif", np.ones((300, 400), np.uint8))
    left, top = rasterio.warp.transform("EPSG:32633", "EPSG:3035", [500_000], [5_000_000])
    x, y = left[0], top[0]
    star = Polygon(
        [
            (x + 500, y - 800),
            (x + 1500, y - 700),
            (x + 1100, y - 1600),
            (x + 2500, y - 2200),
            (x + 600, y - 2000),
        ]
    )
    lake = Polygon([(x + 2400, y - 600), (x + 3300, y - 500), (x + 3200, y - 1400), (x + 2500, y - 1300)])
    path = write_layer(tmp_path / "clc.gpkg", [star, lake], {"Code_18": ["311", "512"]}, crs="EPSG:3035")
    got, _, legend = harmonised(tmp_path, path, grid=grid)
    for shape, class_id in ((star, 3), (lake, 1)):
        xs, ys = rasterio.warp.transform("EPSG:3035", "EPSG:32633", *map(list, shape.exterior.xy))
        exact = Polygon(list(zip(xs, ys))).area
        assert (got == class_id).sum() * 100 == pytest.approx(exact, rel=0.01)
    assert legend["311"][:3] == ["Broad-leaved forest", "3", "forest"]


def test_openstreetmap_tags_in_fields_and_in_other_tags(tmp_path: Path, grid: str) -> None:
    areas = [
        (cell((0, 6), (0, 8)), "forest", None, None),
        (cell((0, 2), (0, 2)), None, "house", None),
        (cell((4, 6), (0, 3)), "residential", None, None),
        (cell((5, 6), (0, 1)), None, "yes", None),
        (cell((0, 1), (6, 8)), None, None, '"leisure"=>"park","name"=>"\\"Green\\""'),
        (cell((2, 3), (6, 8)), None, "no", '"natural"=>"sand"'),
        (cell((3, 4), (6, 8)), None, None, '"highway"=>"service"'),
    ]
    shapes, landuse, building, other = zip(*areas)
    path = write_layer(
        tmp_path / "osm.gpkg", shapes, {"landuse": landuse, "building": building, "other_tags": other},
        layer="multipolygons",
    )  # fmt: skip
    river = LineString([GRID.xy(3.5, 0), GRID.xy(3.5, 8)])
    write_layer(tmp_path / "osm.gpkg", [river], {"waterway": ["stream"]}, layer="lines", append=True)
    got, _, legend = harmonised(tmp_path, path, grid=grid)
    assert shown(got) == shown(
        draw("66333322 66333333 33333344 11111111 ...33333 7..33333".replace(" ", "\n"))
    )
    assert legend["landuse=residential"][1:] == ["0", "unmapped", "5"]
    one, _, _ = harmonised(tmp_path, f"{path}|layername=lines", crosswalk="osm-basic6", grid=grid)
    assert (one == np.where(np.arange(6)[:, None] == 3, 1, 0)).all()


def test_a_large_building_stays_over_a_small_park(tmp_path: Path, grid: str) -> None:
    shapes = [cell((0, 2), (0, 4)), cell((0, 1), (0, 2))]
    path = write_layer(
        tmp_path / "osm.gpkg", shapes, {"building": ["retail", None], "leisure": [None, "park"]}
    )
    assert shown(harmonised(tmp_path, path, grid=grid)[0][:2, :4]) == "5555\n5555"


def test_a_field_restricts_openstreetmap_layers_to_one_tag(tmp_path: Path, grid: str) -> None:
    shapes = [cell((0, 1), (0, 2)), cell((0, 1), (2, 4))]
    fields = {"building": ["retail", None], "leisure": [None, "park"]}
    path = write_layer(tmp_path / "osm.gpkg", shapes, fields)
    for crosswalk in ("osm-basic6", ""):
        only = harmonised(tmp_path, path, field="building", crosswalk=crosswalk, grid=grid)[0]
        assert shown(only[:1, :4]) == "55.."


def test_tags_are_read_from_gdals_hstore() -> None:
    tags = tags_of({"natural": None, "Landuse": "Forest", "other_tags": '"a"=>"b c","k"=>"x,\\"y\\"=>z"'})
    assert tags["a"] == "b c"
    assert tags["landuse"] == "forest"
    assert "natural" not in tags


def test_a_field_of_names_goes_through_the_users_table(tmp_path: Path, grid: str) -> None:
    shapes = [cell((0, 1), (0, 2)), cell((0, 1), (2, 4)), cell((0, 1), (4, 6))]
    path = write_layer(tmp_path / "parcels.gpkg", shapes, {"use": ["Hay", "Pond", "Shed"]})
    (tmp_path / "uses.csv").write_text("from,to\nhay,grass\npond,water\n")
    table = str(tmp_path / "uses.csv")
    assert "does not know: shed;" in refused(tmp_path, path, field="use", crosswalk=table, grid=grid)
    got, _, _ = harmonised(tmp_path, path, field="use", crosswalk=table, grid=grid, unknown="ignore")
    assert shown(got[:1]) == "2211...."


def test_a_field_of_class_names_needs_no_table(tmp_path: Path, grid: str) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 2))], {"class": ["Forest"]})
    assert shown(harmonised(tmp_path, path, field="class", grid=grid)[0][:1]) == "33......"


def test_vector_refusals_say_what_to_choose(tmp_path: Path, grid: str) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 2))], {"use": ["7"]})
    assert "needs a raster that gives the grid" in refused(tmp_path, path)
    assert "FIELD) is not set; choose the field" in refused(tmp_path, path, grid=grid)
    assert "allowed are use" in refused(tmp_path, path, grid=grid, field="usage")
    assert "is not recognised by its codes (7)" in refused(tmp_path, path, grid=grid, field="use")
    osm = {"crosswalk": "osm-basic6", "grid": grid}
    assert "has none of the fields building, natural" in refused(tmp_path, path, **osm)
    assert "leave the field empty" in refused(tmp_path, path, field="use", **osm)
    assert "for the tags of vector layers" in refused(tmp_path, grid, crosswalk="osm-basic6")
    far = write_layer(tmp_path / "far.gpkg", [box(0, 0, 9, 9)], {"code_18": ["111"]})
    assert "no feature on the reference grid" in refused(tmp_path, far, grid=grid)


def test_unknown_names_are_refused_before_anything_is_read(tmp_path: Path, grid: str) -> None:
    for settings, word in (({"crosswalk": "clc"}, "CROSSWALK"), ({"scheme": "clc"}, "SCHEME")):
        with pytest.raises(SureCoverError, match=word):
            HarmoniseJob(input=grid, output=str(tmp_path / "out.tif"), **settings).check()


# --- real maps -------------------------------------------------------------------------------------


@pytest.mark.real_data
def test_the_corine_raster_of_lombardy_is_recognised(tmp_path: Path) -> None:
    source = real_data("external_maps") / "corine_100m_lombardy.tif"
    got, _, legend = harmonised(tmp_path, str(source))
    codes = read_raster(source)
    assert (got[(codes >= 23) & (codes <= 25)] == 3).all()
    assert (got[codes == 2] == 6).all()
    assert legend["2"] == ["Discontinuous urban fabric", "6", "residential building", str((codes == 2).sum())]
    assert sum(int(row[3]) for row in legend.values()) == codes.size


@pytest.mark.real_data
def test_corine_polygons_of_lanjaron_keep_the_areas_they_state(tmp_path: Path) -> None:
    source = tmp_path / "clc.gpkg"
    shutil.copy(real_data("external_maps") / "corine_2018_lanjaron.gpkg", source)
    grid = write_raster(
        tmp_path / "grid.tif",
        np.ones((700, 900), np.uint8),
        origin=(450_000, 4_098_000),
        pixel=20,
        crs="EPSG:32630",
    )
    got, _, _ = harmonised(tmp_path, str(source), grid=grid)
    layer = layer_of(f"{source}|layername=clc")
    read = read_features(layer, grid_of(grid), ["CODE_18"])
    window = box(450_000, 4_098_000 - 14_000, 450_000 + 18_000, 4_098_000)
    forest = np.isin(read.columns["CODE_18"], ["311", "312", "313"])
    exact = shapely.area(shapely.intersection(read.geometries[forest], window)).sum()
    assert (got == 3).sum() * 400 == pytest.approx(exact, rel=0.005)


@pytest.mark.real_data
def test_worldcover_of_sao_tome_comes_in_degrees(tmp_path: Path) -> None:
    source = real_data("external_maps") / "worldcover_2020_v100_sao_tome.tif"
    grid = write_raster(
        tmp_path / "grid.tif",
        np.ones((450, 450), np.uint8),
        origin=(238_000, 45_000),
        pixel=40,
        crs="EPSG:32632",
    )
    got, _, legend = harmonised(tmp_path, str(source), grid=grid)
    assert {row[2] for row in legend.values()} >= {"forest", "water", "building"}
    # The grid covers nearly the whole tile: the shares must be those of the 10 m pixels.
    codes = read_raster(source)
    seen = got[got > 0]
    for class_id, members in ((1, [80]), (3, [10, 95]), (7, [50])):
        kept = codes[~np.isin(codes, [0, 20, 70, 90, 100])]
        assert (seen == class_id).mean() == pytest.approx(np.isin(kept, members).mean(), abs=0.03)


@pytest.mark.real_data
def test_an_annual_map_of_another_legend_is_not_mistaken(tmp_path: Path) -> None:
    source = real_data("worldmap_pair_chile") / "external_map_lulc_10m.tif"
    assert "is not recognised by its codes (1, 2, 3, 4, 5, 9)" in refused(tmp_path, str(source))
