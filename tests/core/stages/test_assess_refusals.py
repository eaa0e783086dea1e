"""References from anywhere: refused in a sentence, or read as far as they go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from surecover.core.errors import SureCoverError
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from tests.core.stages.assessing import MAP, SCHEME, TRUTH, Assessed
from tests.drawings import draw
from tests.files import write_raster
from tests.shapes import write_layer


@pytest.fixture
def assessed(tmp_path: Path) -> Assessed:
    return Assessed(tmp_path)


PLACES = [(0, 0), (0, 2), (2, 4)]


def test_empty_classes_of_points_are_not_labelled(assessed: Assessed) -> None:
    for values in (["water", None, "grass"], [1.0, np.nan, 2.0], ["water", "", "grass"], [1, 0, 2]):
        numbers, told = assessed.run(reference=assessed.points(PLACES, reference=values))
        assert numbers["COMPARED"] == 2
        assert any("not labelled: 1 of 3" in note for note in told["notes"])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1, 2, 10**18], "holds 1000000000000000000, no class"),
        ([1.5, 2, 3], "holds 1.5, no class"),
        ([-1, 2, 3], "holds -1, no class"),
        ([float("inf"), 2, 3], "holds inf, no class"),
        (np.array(["2020-01-01", "2020-01-02", "2020-01-03"], "datetime64[D]"), "holds 2020-01-01"),
        ([True, False, True], "holds false, true, no class"),
        (["x" * 5000, "water", "grass"], "no class of the scheme"),
    ],
)
def test_classes_of_points_that_are_none_are_refused(
    assessed: Assessed, values: list[Any], sentence: str
) -> None:
    with pytest.raises(SureCoverError, match=sentence):
        assessed.run(reference=assessed.points(PLACES, reference=values))


@pytest.mark.parametrize(
    "design",
    [
        {"stratum": ["a", "b", "c"], "stratum_px": [1, 2, 3]},
        {"stratum": [1.0, np.nan, 2.0], "stratum_px": [5, 5, 5]},
        {"stratum": [1, 2, 3], "stratum_px": [1e300, 1e300, 1e300]},
        {"stratum": [1, 2, 3], "stratum_px": ["many", "few", ""]},
    ],
)
def test_a_design_that_is_none_is_not_believed(assessed: Assessed, design: dict[str, Any]) -> None:
    _, told = assessed.run(reference=assessed.points(PLACES, reference=[1, 2, 3], **design))
    assert told["design"]["kind"] == "sample of points, simple random, or systematic"


def test_sizes_of_strata_are_at_least_what_was_drawn_from_them(assessed: Assessed) -> None:
    points = assessed.points(PLACES, reference=[1, 2, 3], stratum=[1, 1, 2], stratum_px=[-5, -5, 0])
    assert assessed.run(reference=points)[1]["design"]["pixels that the sample stands for"] == 3


def test_points_of_another_crs_are_brought_to_the_map_s(assessed: Assessed) -> None:
    places = [shapely.Point(15.00006, 45.15335), shapely.Point(15.00019, 45.15335)]
    path = write_layer(assessed.folder / "far.gpkg", places, {"reference": [1, 1]}, crs="EPSG:4326")
    numbers, _ = assessed.run(reference=path)
    assert numbers["COMPARED"] == 2


def test_points_without_a_crs_are_refused(assessed: Assessed) -> None:
    path = write_layer(assessed.folder / "nowhere.gpkg", [shapely.Point(0, 0)], {"reference": [1]}, crs=None)
    with pytest.raises(SureCoverError, match="has no CRS while the other has one"):
        assessed.run(reference=path)


def test_of_several_layers_the_one_with_the_field_is_taken_or_all_are_named(assessed: Assessed) -> None:
    path = assessed.points(PLACES, reference=[1, 2, 3])
    write_layer(Path(path), [shapely.Point(500_005, 4_999_995)], {"n": [1]}, layer="other", append=True)
    assert assessed.run(reference=path, field="reference")[0]["COMPARED"] == 3
    assert assessed.run(reference=f"{path}|layername=layer")[0]["COMPARED"] == 3
    with pytest.raises(SureCoverError, match=r"holds several layers.*layer, other"):
        assessed.run(reference=path)


@pytest.mark.parametrize("dtype", ["int64", "uint32", "int16"])
def test_huge_and_negative_values_of_a_reference_are_no_classes(assessed: Assessed, dtype: str) -> None:
    values = TRUTH.astype(dtype)
    values[0, 0] = np.iinfo(dtype).max if dtype != "int16" else -3
    with pytest.raises(SureCoverError, match=f"holds the value {values[0, 0]}, which is no class"):
        assessed.run(reference=write_raster(assessed.folder / "huge.tif", values, tags=SCHEME.tags()))


def test_a_reference_elsewhere_or_without_a_crs_is_refused(assessed: Assessed) -> None:
    elsewhere = write_raster(
        assessed.folder / "far.tif", TRUTH, origin=(700_000, 5_000_000), tags=SCHEME.tags()
    )
    with pytest.raises(SureCoverError, match="does not overlap the reference grid"):
        assessed.run(reference=elsewhere)
    nowhere = write_raster(assessed.folder / "nowhere.tif", TRUTH, crs=None, tags=SCHEME.tags())
    with pytest.raises(SureCoverError, match="has no CRS while the other raster has one"):
        assessed.run(reference=nowhere)


def test_a_strata_raster_of_floats_is_refused(assessed: Assessed) -> None:
    strata = write_raster(assessed.folder / "strata.tif", MAP.astype("float32"))
    with pytest.raises(SureCoverError, match=r"\(STRATA\) is no map of at most 10000 whole numbers"):
        assessed.run(reference=assessed.points(PLACES, reference=[1, 2, 3]), strata=strata)


def test_a_file_that_is_nothing_is_refused(assessed: Assessed) -> None:
    path = assessed.folder / "nothing.gpkg"
    path.write_bytes(b"SQLite format 3\x00 and no more")
    with pytest.raises(SureCoverError, match=r"\(REFERENCE\) cannot be opened"):
        assessed.run(reference=str(path))


def test_ids_of_another_scheme_are_never_taken_for_those_of_the_map(assessed: Assessed) -> None:
    """2 is trees there and grass here; classes are compared by a crosswalk or their names."""
    there = assessed.raster("there", draw("1 2 2 3 3 3", dtype="uint8"), load_scheme("dynamicworld9"))
    here = assessed.raster("here", draw("1 3 3 2 2 2", dtype="uint8"), load_scheme("basic6"))
    assert assessed.run(map=here, reference=there)[0]["OA"] == 1
    igbp = assessed.raster("igbp", draw("1 2 2 3 3 3", dtype="uint8"), load_scheme("igbp17"))
    with pytest.raises(SureCoverError, match=r"'three', none of whose classes is known in 'igbp17'"):
        assessed.run(map=igbp)


def test_a_scheme_with_classes_of_the_same_ids_and_names_is_the_same(assessed: Assessed) -> None:
    fewer = ClassScheme("two", "Two", (LandClass(1, "Water", (0, 0, 255)), LandClass(2, "grass", (0, 9, 0))))
    truth = assessed.raster("fewer", np.where(TRUTH < 3, TRUTH, 0), fewer)
    assert assessed.run(reference=truth)[0]["COMPARED"] == int(((TRUTH > 0) & (TRUTH < 3)).sum())


def test_classes_that_get_lost_between_schemes_are_told(assessed: Assessed) -> None:
    other = ClassScheme("o", "O", (LandClass(1, "grass", (0, 9, 0)), LandClass(2, "snow", (255, 255, 255))))
    _, told = assessed.run(others=(assessed.raster("before", draw("1 1 2 2 1 1", dtype="uint8"), other),))
    assert any("before.tif" in note and note.endswith("as having no class: snow.") for note in told["notes"])


def test_the_same_points_given_twice_are_told(assessed: Assessed) -> None:
    _, told = assessed.run(reference=assessed.points([*PLACES, *PLACES], reference=[1, 2, 3] * 2))
    assert any("on a pixel that has another one: 3" in note for note in told["notes"])
    _, told = assessed.run(reference=assessed.points(PLACES, reference=[1, 2, 3]))
    assert not any("has another one" in note for note in told["notes"])


def test_a_table_without_geometry_is_refused_by_telling_what_to_do(assessed: Assessed) -> None:
    path = assessed.folder / "points.csv"
    path.write_text("X,Y,reference\n500005,4999995,1\n500015,4999985,2\n", encoding="utf-8")
    with pytest.raises(SureCoverError, match=r"\(REFERENCE\) is a table without geometry.*delimited text"):
        assessed.run(reference=str(path))


def test_a_subset_of_a_layer_is_refused_rather_than_taken_for_the_whole(assessed: Assessed) -> None:
    path = assessed.points(PLACES, reference=[1, 2, 3])
    with pytest.raises(SureCoverError, match=r"\(REFERENCE\) is cut down to a subset"):
        assessed.run(reference=f'{path}|layername=layer|subset="reference" = 1')
