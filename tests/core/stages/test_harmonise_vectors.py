"""An external vector map becomes a class map on the reference grid."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio.warp
from shapely.geometry import LineString, box

from surecover.core.external.vectors import layers_of
from surecover.core.stages.harmonise import INPUT
from tests.drawings import draw, shown
from tests.files import write_raster
from tests.harmonising import GRID, cell, harmonised, legend_of, refused, told
from tests.shapes import write_layer


@pytest.fixture
def grid(tmp_path: Path) -> str:
    """A raster on GRID."""
    return write_raster(tmp_path / "grid.tif", np.ones(GRID.shape, np.uint8))


def crosswalk(tmp_path: Path, text: str, encoding: str = "utf-8") -> str:
    """A table of the user's own."""
    (tmp_path / "table.csv").write_text(text, encoding=encoding)
    return str(tmp_path / "table.csv")


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


@pytest.mark.parametrize(("codes", "expected"), [("native", "32"), ("ids", "13")])
def test_whether_the_codes_of_a_field_are_native_or_ids_can_be_said(
    tmp_path: Path, grid: str, codes: str, expected: str
) -> None:
    shapes = [cell((0, 1), (0, 1)), cell((0, 1), (1, 2))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"n": [1, 2]})
    settings = {"field": "n", "crosswalk": "dynamicworld9-basic6", "codes": codes, "grid": grid}
    assert shown(harmonised(tmp_path, path, **settings)[0][:1, :2]) == expected


def test_vector_refusals_say_what_to_choose(tmp_path: Path, grid: str) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 2))], {"use": ["7"]})
    assert "needs a raster that gives the grid" in refused(tmp_path, path)
    assert "FIELD) is not set; choose the field" in refused(tmp_path, path, grid=grid)
    assert "allowed are use" in refused(tmp_path, path, grid=grid, field="usage")
    assert "is not recognised by its codes (7)" in refused(tmp_path, path, grid=grid, field="use")
    osm = {"crosswalk": "osm-basic6", "grid": grid}
    assert "has none of the fields building, natural" in refused(tmp_path, path, **osm)
    assert "leave the field empty" in refused(tmp_path, path, field="use", **osm)
    assert "is for attributes of vector layers" in refused(tmp_path, grid, crosswalk="osm-basic6")
    far = write_layer(tmp_path / "far.gpkg", [box(0, 0, 9, 9)], {"code_18": ["111"]})
    assert "no feature on the reference grid" in refused(tmp_path, far, grid=grid)


# --- rules of the user's own -----------------------------------------------------------------------


def test_rules_look_at_any_attributes_together(tmp_path: Path, grid: str) -> None:
    shapes = [cell((0, 1), (i, i + 1)) for i in range(6)]
    fields = {
        "Cover": ["Tree", "Tree", "Built", "Built", "Built", "Ice"],
        "Height": [2.0, 20.0, 5.0, 8.0, None, None],
    }
    path = write_layer(tmp_path / "parcels.gpkg", shapes, fields)
    rules = crosswalk(
        tmp_path,
        "from,to\ncover=tree & height=20,forest\ncover=tree,0\n"
        "cover=built&height=*,industrial building\ncover=built,residential building\n",
    )
    got, warnings, legend = harmonised(tmp_path, path, crosswalk=rules, grid=grid)
    assert shown(got[:1]) == ".3556..."
    assert legend["cover=tree&height=20"] == ["", "3", "forest", "1"]
    assert legend["cover=ice"] == ["", "0", "no rule", "1"]
    assert "meet no rule in the crosswalk table became 0: cover=ice (1 px, 2.08 %)." in warnings[1]


def test_what_no_rule_is_about_hides_nothing(tmp_path: Path, grid: str) -> None:
    shapes = [cell((0, 2), (0, 4)), cell((0, 1), (0, 1)), LineString([GRID.xy(1.5, 0), GRID.xy(1.5, 8)])]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"kind": ["wood", "path", "path"]})
    rules = crosswalk(tmp_path, "from,to\nkind=wood,forest\n")
    got, _, legend = harmonised(tmp_path, path, crosswalk=rules, grid=grid)
    assert shown(got[:2]) == "3333....\n3333...."
    assert legend["kind=path"] == ["", "0", "no rule", "4"]


def test_a_table_as_spreadsheets_write_it_works(tmp_path: Path, grid: str) -> None:
    road = LineString([GRID.xy(3, 0), GRID.xy(3, 8)])
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 6), (0, 8)), road], {"kind": ["Weide", "Weg"]})
    table = crosswalk(
        tmp_path,
        "From;To;Layer;Buffer\r\nkind=weide;grass;;\r\nkind=weg;barren;1;12,5\r\n;;;\r\n",
        "utf-8-sig",
    )
    got, _, _ = harmonised(tmp_path, path, crosswalk=table, grid=grid)
    assert shown(got) == shown(
        draw("22222222 22222222 44444444 44444444 22222222 22222222".replace(" ", "\n"))
    )


def test_formulas_in_a_layer_do_not_reach_spreadsheets(tmp_path: Path, grid: str) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))], {"use": ["=cmd|x"]})
    table = crosswalk(tmp_path, "from,to\nwood,forest\n")
    told(path, field="use", crosswalk=table, grid=grid, legend=str(tmp_path / "out.csv"))
    assert list(legend_of(tmp_path / "out.csv")) == ["'=cmd|x"]


# --- extracts of OpenStreetMap ---------------------------------------------------------------------


def geofabrik(folder: Path) -> Path:
    """A folder of shapefiles as Geofabrik offers them."""
    folder.mkdir()
    layers = {
        "landuse_a": (
            [cell((0, 6), (0, 4)), cell((0, 6), (4, 8))], [7201, 7203], ["forest", "residential"], None,
        ),
        "buildings_a": (
            [cell((0, 1), (4, 5)), cell((0, 1), (5, 6)), cell((0, 1), (6, 7))], [1500] * 3, ["building"] * 3,
            ["house", "warehouse", None],
        ),
        "waterways": ([LineString([GRID.xy(2.5, 0), GRID.xy(2.5, 8)])], [8102], ["stream"], None),
        "roads": ([LineString([GRID.xy(4.5, 0), GRID.xy(4.5, 8)])], [5122], ["residential"], None),
    }  # fmt: skip
    for name, (shapes, codes, classes, types) in layers.items():
        fields = {"osm_id": [str(i) for i in range(len(shapes))], "code": codes, "fclass": classes}
        fields |= {"name": classes} | ({"type": types} if types else {})
        write_layer(folder / f"gis_osm_{name}_free_1.shp", shapes, fields, driver="ESRI Shapefile")
    return folder


GEOFABRIK = "3333657. 3333.... 11111111 3333.... 3333.... 3333....".replace(" ", "\n")


def test_a_folder_of_geofabriks_shapefiles_is_recognised(tmp_path: Path, grid: str) -> None:
    got, _, legend = harmonised(tmp_path, str(geofabrik(tmp_path / "extract")), grid=grid)
    assert shown(got) == shown(draw(GEOFABRIK))
    assert legend["fclass=residential&code=7203"][1:3] == ["0", "unmapped"]
    assert legend["fclass=residential&code=5122"] == ["", "0", "no rule", "0"]


def test_geofabriks_zip_is_read_as_it_is_downloaded(tmp_path: Path, grid: str) -> None:
    geofabrik(tmp_path / "extract")
    path = shutil.make_archive(str(tmp_path / "place-latest-free.shp"), "zip", tmp_path / "extract")
    assert shown(harmonised(tmp_path, path, grid=grid)[0]) == shown(draw(GEOFABRIK))
    assert not any(layer.quick for layer in layers_of(path))


def test_the_openstreetmap_format_itself_is_read(tmp_path: Path, grid: str) -> None:
    xs, ys = cell((0, 2), (0, 4)).exterior.xy
    corners = rasterio.warp.transform("EPSG:32633", "EPSG:4326", xs[:4], ys[:4])
    nodes = "".join(
        f'<node id="{i}" lat="{lat:.9f}" lon="{lon:.9f}" version="1"/>'
        for i, (lon, lat) in enumerate(zip(*corners), start=1)
    )
    refs = "".join(f'<nd ref="{i}"/>' for i in (1, 2, 3, 4, 1))
    (tmp_path / "place.osm").write_text(
        f'<osm version="0.6">{nodes}<way id="9" version="1">{refs}<tag k="landuse" v="forest"/></way></osm>'
    )
    got, _, _ = harmonised(tmp_path, str(tmp_path / "place.osm"), grid=grid)
    assert shown(got[:3]) == "3333....\n3333....\n........"


# --- how features are drawn ------------------------------------------------------------------------


def test_the_buffer_of_a_rule_replaces_the_general_one(tmp_path: Path, grid: str) -> None:
    shapes = [LineString([GRID.xy(row, 0), GRID.xy(row, 8)]) for row in (1.5, 4.5)]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"kind": ["river", "ditch"]})
    table = crosswalk(tmp_path, "from,to,buffer\nkind=river,1,\nkind=ditch,1,0\n")
    got, _, _ = harmonised(tmp_path, path, crosswalk=table, grid=grid, buffer=11)
    assert (got[:, 3] == [1, 1, 1, 0, 1, 0]).all()


def test_what_lies_on_top_can_be_the_order_of_the_file(tmp_path: Path, grid: str) -> None:
    shapes = [cell((0, 1), (0, 2)), cell((0, 1), (0, 4))]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"class": ["forest", "water"]})
    assert shown(harmonised(tmp_path, path, field="class", grid=grid)[0][:1]) == "3311...."
    later = harmonised(tmp_path, path, field="class", grid=grid, order="later")[0]
    assert shown(later[:1]) == "1111...."


def test_all_touched_keeps_polygons_between_the_centres(tmp_path: Path, grid: str) -> None:
    sliver = box(*GRID.xy(0.4, 0.1), *GRID.xy(0.1, 3.9))
    path = write_layer(tmp_path / "a.gpkg", [cell((5, 6), (0, 8)), sliver], {"class": ["forest", "water"]})
    got, warnings, _ = harmonised(tmp_path, path, field="class", grid=grid)
    assert not got[0].any()
    assert warnings == [
        f"Features of {INPUT} that no pixel shows, being too small or under others: 1 of 1 of water."
    ]
    got, warnings, _ = harmonised(tmp_path, path, field="class", grid=grid, all_touched=True)
    assert shown(got[:1]) == "1111...."
    assert not warnings


def test_features_are_counted_by_code(tmp_path: Path, grid: str) -> None:
    beside = cell((0, 1), (8, 9))
    shapes = [cell((0, 2), (0, 2)), cell((0, 1), (0, 1)), cell((0, 1), (0, 1)), beside]
    path = write_layer(tmp_path / "a.gpkg", shapes, {"class": ["forest", "water", "water", "water"]})
    told(path, field="class", grid=grid, legend=str(tmp_path / "out.csv"))
    water = legend_of(tmp_path / "out.csv")["water"]
    assert (water["features"], water["features_unseen"], water["pixels"]) == ("2", "1", "1")


def test_a_feature_that_is_seen_counts_however_little_of_it_reaches_into_the_grid(
    tmp_path: Path, grid: str
) -> None:
    hair = box(*GRID.xy(0.9, 7.9995), *GRID.xy(0.1, 9))
    path = write_layer(tmp_path / "a.gpkg", [hair], {"class": ["water"]})
    told(path, field="class", grid=grid, all_touched=True, legend=str(tmp_path / "out.csv"))
    water = legend_of(tmp_path / "out.csv")["water"]
    assert (water["features"], water["features_unseen"], water["pixels"]) == ("1", "0", "1")


def test_features_without_a_code_are_counted_in_the_log(tmp_path: Path, grid: str) -> None:
    path = write_layer(tmp_path / "a.gpkg", [cell((0, 1), (0, 1))] * 3, {"class": ["forest", None, None]})
    assert "2 features have no code; they are not drawn." in told(path, field="class", grid=grid)[2]
