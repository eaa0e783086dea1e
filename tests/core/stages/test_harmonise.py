"""An external raster map becomes a class map on the reference grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.warp

from surecover.core.errors import SureCoverError
from surecover.core.scheme import SCHEME_TAG, ClassScheme, load_scheme
from surecover.core.stages import harmonise
from surecover.core.stages.harmonise import HarmoniseJob
from tests.drawings import draw, shown
from tests.files import facts, read_raster, real_data, write_raster
from tests.harmonising import GRID, harmonised, legend_of, refused, told


@pytest.fixture
def grid(tmp_path: Path) -> str:
    """A raster on GRID."""
    return write_raster(tmp_path / "grid.tif", np.ones(GRID.shape, np.uint8))


def test_corine_grid_codes_become_classes(tmp_path: Path) -> None:
    source = write_raster(
        tmp_path / "clc2018.tif", np.array([[1, 2, 3], [12, 29, 41], [23, 48, 26]], np.uint8)
    )
    got, warnings, legend = harmonised(tmp_path, source)
    assert shown(got) == shown(draw("665 8.1 3.2".replace(" ", "\n")))
    lost = "29 Transitional woodland-shrub (1 px, 11.11 %), 48 No data (grid code) (1 px, 11.11 %)."
    assert warnings == [f"Codes that are unmapped on purpose in the crosswalk clc44-basic6 became 0: {lost}"]
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
    assert "became 0: 11 (1 px, 25.00 %), 99 (1 px, 25.00 %)." in warnings[0]
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


@pytest.mark.parametrize(("codes", "expected"), [("native", "32"), ("ids", "13")])
def test_whether_codes_are_native_or_ids_can_be_said(tmp_path: Path, codes: str, expected: str) -> None:
    source = write_raster(tmp_path / "map.tif", draw("12", dtype="uint8"))
    assert shown(harmonised(tmp_path, source, crosswalk="dynamicworld9-basic6", codes=codes)[0]) == expected


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
    assert "No pixel" in warnings[1]


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


# --- preview ---------------------------------------------------------------------------------------


def test_without_an_output_it_is_a_preview_that_lists_even_unknown_codes(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "worldcover.tif", np.array([[10, 10, 11, 20]], np.uint8))
    crosswalk = "worldcover11-basic6"
    returned, warnings, log = told(source, crosswalk=crosswalk, legend=str(tmp_path / "out.csv"))
    assert returned == {"LEGEND": str(tmp_path / "out.csv"), "MAPPED_SHARE": 0.5}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv", "worldcover.tif"]
    assert log == [
        f"By the crosswalk {crosswalk}, 50.00 % of the grid became a class of basic6; 0.00 % holds no code.",
        "code           becomes       pixels     share",
        "10 Tree cover  forest             2   50.00 %",
        "11             unknown code       1   25.00 %",
        "20 Shrubland   unmapped           1   25.00 %",
    ]
    assert [warning.split(" in ")[0] for warning in warnings] == [
        "Codes that are unmapped on purpose",
        "Codes that are not known",
    ]
    assert told(source, crosswalk=crosswalk)[2] == log


def test_the_preview_of_an_unrecognised_map_lists_the_codes_that_a_table_needs(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "map.tif", draw("3 3 4 9", dtype="uint8"))
    returned, warnings, _ = told(source, legend=str(tmp_path / "out.csv"))
    assert returned["MAPPED_SHARE"] == 0
    assert {code: row["pixels"] for code, row in legend_of(tmp_path / "out.csv").items()} == {
        "3": "2", "4": "1", "9": "1",
    }  # fmt: skip
    assert "3 (2 px, 50.00 %), 4 (1 px, 25.00 %)" in warnings[0]


def test_the_legend_gives_share_and_hectares(tmp_path: Path) -> None:
    source = write_raster(tmp_path / "worldcover.tif", np.array([[10, 10, 80, 255]], np.uint8), nodata=255)
    told(source, legend=str(tmp_path / "out.csv"))
    assert legend_of(tmp_path / "out.csv")["10"] == {
        "name": "Tree cover", "class_id": "3", "class_name": "forest", "pixels": "2", "share": "0.500000",
        "hectares": "0.02", "features": "", "features_unseen": "",
    }  # fmt: skip


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
