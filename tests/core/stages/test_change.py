"""Change between two maps as files: the change map, the figures, the page, and what is refused."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, load_scheme
from surecover.core.stages import assess, sample
from surecover.core.stages.change import JOB, run
from surecover.core.trust.reporting import rounded
from surecover.core.trust.transitions import codes_of
from tests.drawings import draw
from tests.files import facts, read_raster, write_raster

TAGS = load_scheme("basic6").tags()
BEFORE = draw(
    """
    1 1 3 3 3 3
    1 1 3 3 3 3
    2 2 3 3 3 .
    2 2 2 2 2 2
    """,
    dtype="uint8",
)
AFTER = draw(
    """
    1 1 3 3 6 6
    1 1 3 3 6 6
    2 2 3 2 3 3
    2 2 2 2 2 .
    """,
    dtype="uint8",
)
RELIABILITY = draw(
    """
    1 1 1 1 1 1
    1 1 2 2 3 2
    1 1 1 1 1 1
    0 1 1 1 1 1
    """,
    dtype="uint8",
)
CODES = [
    [101, 101, 303, 303, 306, 306],
    [101, 101, 303, 303, 1, 306],
    [202, 202, 303, 302, 303, 0],
    [1, 202, 202, 202, 202, 0],
]


@pytest.fixture
def maps(tmp_path: Path) -> dict[str, str]:
    return {
        "map_a": write_raster(tmp_path / "map2019.tif", BEFORE, nodata=0, tags=TAGS),
        "map_b": write_raster(tmp_path / "map2023.tif", AFTER, nodata=0, tags=TAGS),
    }


@pytest.fixture
def reliability_b(tmp_path: Path) -> str:
    return write_raster(tmp_path / "reliability.tif", RELIABILITY, nodata=0)


def compare(folder: Path, progress: Progress | None = None, **given: Any) -> dict[str, Any]:
    """The results, the codes of the change map as `codes` and the JSON as `told`."""
    job = JOB(**{"change": str(folder / "change.tif"), "json": str(folder / "change.json"), **given})
    job.check()
    results = run(job, progress or Progress())
    told = json.loads((folder / "change.json").read_text(encoding="utf-8"))
    return {**results, "codes": read_raster(folder / "change.tif"), "told": told}


def test_every_transition_has_its_code_and_what_is_not_sure_is_one(
    maps: dict[str, str], reliability_b: str, tmp_path: Path
) -> None:
    found = compare(tmp_path, **maps, reliability_b=reliability_b)
    assert found["codes"].tolist() == CODES
    assert found["CHANGED_HECTARES"] == pytest.approx(0.04, rel=2e-3)
    assert found["CHANGED_SHARE"] == pytest.approx(4 / 20, abs=1e-5)
    assert found["NOT_SURE_SHARE"] == pytest.approx(2 / 22, abs=1e-5)
    assert found["UNMASKED_SHARE"] == pytest.approx(5 / 22, abs=1e-5)
    assert {type(found[key]) for key in JOB.numbers} == {float}


def test_the_figures_of_a_class_add_up(maps: dict[str, str], reliability_b: str, tmp_path: Path) -> None:
    told = compare(tmp_path, **maps, reliability_b=reliability_b)["told"]
    forest = next(entry for entry in told["classes"] if entry["name"] == "forest")
    keys = ("before", "after", "unchanged", "loss", "gain", "net", "not_sure_before", "not_sure_after")
    assert [forest[key]["pixels"] for key in keys] == [11, 6, 6, 4, 0, -4, 1, 0]
    assert forest["share_kept"] == 0.6
    assert told["map"]["changed_unmasked"]["pixels"] == 5
    assert told["pixels_without_class"] == 2
    first = next(entry for entry in told["transitions"] if entry["change"])
    assert (first["code"], first["name"], first["pixels"], first["unmasked"]["pixels"]) == (
        306, "forest → residential building", 3, 4,
    )  # fmt: skip


def test_confidence_masks_either_date_and_decides_what_was_not_assessed(
    maps: dict[str, str], reliability_b: str, tmp_path: Path
) -> None:
    certain = np.full(BEFORE.shape, 0.8, np.float32)
    certain[0, 0], certain[0, 1] = 0.6, -1
    confidence = write_raster(tmp_path / "confidence.tif", certain, nodata=-1)
    before = compare(tmp_path, **maps, confidence_a=confidence, min_confidence=0.7)["codes"]
    assert before[0].tolist() == [1, 1, 303, 303, 306, 306]
    assert before[3, 0] == 202
    after = compare(tmp_path, **maps, reliability_b=reliability_b, confidence_b=confidence)["codes"]
    assert after[0].tolist() == [101, 1, 303, 303, 306, 306]
    assert after[3, 0] == 202


def test_where_nothing_is_sure_no_share_of_it_is_told(maps: dict[str, str], tmp_path: Path) -> None:
    nothing = write_raster(tmp_path / "confidence.tif", np.zeros(BEFORE.shape, np.float32), nodata=-1)
    found = compare(tmp_path, **maps, confidence_a=nothing, html=str(tmp_path / "change.html"))
    assert (found["NOT_SURE_SHARE"], found["CHANGED_HECTARES"]) == (1, 0)
    assert "CHANGED_SHARE" not in found
    assert set(np.unique(found["codes"])) == {0, 1}
    assert "<dd>–</dd>" in (tmp_path / "change.html").read_text(encoding="utf-8")


def test_a_stricter_code_leaves_less_that_is_sure(
    maps: dict[str, str], reliability_b: str, tmp_path: Path
) -> None:
    shares = [
        compare(tmp_path, **maps, reliability_b=reliability_b, max_reliability=code)["NOT_SURE_SHARE"] * 22
        for code in (1, 2, 3)
    ]
    assert shares == pytest.approx([5, 2, 1], abs=1e-3)


def test_a_coarser_class_on_one_map_is_no_change_but_not_sure(maps: dict[str, str], tmp_path: Path) -> None:
    maps["map_a"] = write_raster(
        tmp_path / "coarse.tif", np.where(BEFORE == 2, 8, BEFORE), nodata=0, tags=TAGS
    )
    found = compare(tmp_path, **maps)
    assert (found["codes"][(BEFORE == 2) & (AFTER == 2)] == 1).all()
    assert found["CHANGED_SHARE"] == pytest.approx(5 / 15, abs=1e-5)


def test_small_patches_of_change_are_not_sure(maps: dict[str, str], tmp_path: Path) -> None:
    found = compare(tmp_path, **maps, min_pixels=2)
    assert found["codes"][2].tolist() == [202, 202, 303, 1, 303, 0]
    assert (found["codes"][:2, 4:] == 306).all()


def test_the_change_map_tells_names_colours_scheme_and_provenance(
    maps: dict[str, str], reliability_b: str, tmp_path: Path
) -> None:
    compare(tmp_path, **maps, reliability_b=reliability_b)
    told = facts(tmp_path / "change.tif")
    assert told["nodata"] == 0
    assert told["tags"]["SURECOVER_STAGE"] == "change"
    scheme = ClassScheme.from_json(told["tags"]["SURECOVER_SCHEME"])
    assert scheme.by_id(603).name == "residential building → forest"
    aux = (tmp_path / "change.tif.aux.xml").read_text(encoding="utf-8")
    assert "<F>306</F><F>forest → residential building</F>" in aux
    assert "residential building → forest" not in aux, "the legend tells what occurs"
    with rasterio.open(tmp_path / "change.tif") as file:
        assert file.dtypes == ("uint16",)
        assert file.colormap(1)[306][:3] == scheme.by_id(306).color
    style = (tmp_path / "change.qml").read_text(encoding="utf-8")
    assert 'value="1" label="not sure"' in style


def test_the_table_holds_one_amount_a_row(maps: dict[str, str], reliability_b: str, tmp_path: Path) -> None:
    path = tmp_path / "change.csv"
    told = compare(tmp_path, **maps, reliability_b=reliability_b, csv=str(path))["told"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sure = [row for row in rows if row["figure"] == "sure"]
    assert sum(int(row["pixels"]) for row in sure) == 20
    assert sum(int(row["pixels"]) for row in rows if row["figure"] == "unmasked") == 22
    built = next(row for row in sure if row["code"] == "306")
    assert (built["before"], built["after"], built["pixels"]) == ("forest", "residential building", "3")
    assert float(built["area_ha"]) == pytest.approx(0.03, rel=2e-3)
    by_figure = {row["figure"]: row for row in rows if row["level"] == "map"}
    assert float(by_figure["changed"]["area_ha"]) == told["map"]["changed"]["area_ha"]
    loss = next(row for row in rows if row["figure"] == "loss" and row["before"] == "forest")
    assert loss["pixels"] == "4"


def test_the_page_tells_the_matrix_what_is_not_sure_and_how_to_estimate_areas(
    maps: dict[str, str], reliability_b: str, tmp_path: Path
) -> None:
    compare(tmp_path, **maps, reliability_b=reliability_b, html=str(tmp_path / "change.html"))
    page = (tmp_path / "change.html").read_text(encoding="utf-8")
    assert "<title>Change from map2019 to map2023</title>" in page
    assert page.count("<img") == 3
    for heading in ("What became what", "By class", "Largest changes", "How far to trust these areas"):
        assert f"<h2>{heading}</h2>" in page
    assert "Neither reliability nor confidence of the map before was given" in page
    assert "Olofsson" in page
    assert "Assessment of accuracy" in page
    assert "http" not in re.sub(r"base64,[^\"]*", "", page)


def test_another_grid_is_seen_on_that_of_the_map_after(maps: dict[str, str], tmp_path: Path) -> None:
    fine = BEFORE.repeat(2, axis=0).repeat(2, axis=1)
    maps["map_a"] = write_raster(tmp_path / "fine.tif", fine, nodata=0, tags=TAGS, pixel=5)
    said: list[object] = []
    found = compare(tmp_path, Progress(lambda kind, value: said.append(value)), **maps)
    assert (found["codes"] == codes_of(BEFORE.astype(int), AFTER)).all()
    assert "Class map before (MAP_A) is resampled to the grid of the map after." in said
    assert any("different grids" in note for note in found["told"]["notes"])


def test_maps_without_a_scheme_are_compared_by_their_values(tmp_path: Path) -> None:
    a = write_raster(tmp_path / "a.tif", np.array([[5, 9]], "uint8"), nodata=0)
    b = write_raster(tmp_path / "b.tif", np.array([[5, 30]], "uint8"), nodata=0)
    names = [entry["name"] for entry in compare(tmp_path, map_a=a, map_b=b)["told"]["transitions"]]
    assert names == ["class 5 unchanged", "class 9 → class 30"]


def test_a_map_without_a_scheme_is_read_in_that_of_the_other(maps: dict[str, str], tmp_path: Path) -> None:
    maps["map_b"] = write_raster(tmp_path / "plain.tif", AFTER, nodata=0)
    assert compare(tmp_path, **maps)["codes"][0, 4] == 306
    maps["map_b"] = write_raster(tmp_path / "plain.tif", AFTER + np.uint8(20), nodata=0)
    with pytest.raises(
        SureCoverError, match=r"Class map after \(MAP_B\) holds the value 2., which is no class"
    ):
        compare(tmp_path, **maps)


def test_without_a_crs_pixels_are_told_and_no_hectares(tmp_path: Path) -> None:
    maps = {
        key: write_raster(tmp_path / f"{key}.tif", values, nodata=0, tags=TAGS, crs=None)
        for key, values in (("map_a", BEFORE), ("map_b", AFTER))
    }
    found = compare(tmp_path, **maps, html=str(tmp_path / "change.html"))
    assert "CHANGED_HECTARES" not in found
    assert found["CHANGED_SHARE"] == pytest.approx(5 / 22, abs=1e-6)
    assert "Areas are not given" in (tmp_path / "change.html").read_text(encoding="utf-8")


def test_no_land_is_not_less_than_none() -> None:
    """Areas that are summed in another order differ by their last digits."""
    assert str(rounded(-1e-9, 4)) == "0.0"


def test_areas_are_those_on_the_ellipsoid(tmp_path: Path) -> None:
    """In Web Mercator at 60° north a pixel of 10 m covers a quarter of its area on the map."""
    place: dict[str, Any] = {"crs": "EPSG:3857", "origin": (1_500_000, 8_399_738)}
    maps = {
        key: write_raster(tmp_path / f"{key}.tif", values, nodata=0, tags=TAGS, **place)
        for key, values in (("map_a", BEFORE), ("map_b", AFTER))
    }
    assert compare(tmp_path, **maps)["CHANGED_HECTARES"] == pytest.approx(5 * 0.01 / 4, rel=0.01)


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 40))
@settings(max_examples=25, deadline=None)
def test_any_two_maps_give_what_counting_pixel_by_pixel_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int, rows: int, cols: int
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    random = np.random.default_rng(seed)
    before, after = random.integers(0, 7, (2, rows, cols)).astype("uint8")
    before[0, 0] = after[0, 0] = 1
    codes, certain = random.integers(0, 4, (2, rows, cols)).astype("uint8")
    found = compare(
        folder,
        map_a=write_raster(folder / "a.tif", before, nodata=0, tags=TAGS),
        map_b=write_raster(folder / "b.tif", after, nodata=0, tags=TAGS),
        reliability_a=write_raster(folder / "r.tif", codes, nodata=0),
        confidence_b=write_raster(folder / "c.tif", (certain / 4).astype("float32"), nodata=-1),
    )
    for row in range(rows):
        for col in range(cols):
            b, a = int(before[row, col]), int(after[row, col])
            sure = codes[row, col] in (1, 2) and certain[row, col] >= 2
            expected = 0 if not (a and b) else 100 * b + a if sure else 1
            assert found["codes"][row, col] == expected
    told = found["told"]
    assert sum(t["unmasked"]["pixels"] for t in told["transitions"]) == ((before > 0) & (after > 0)).sum()
    assert sum(t["pixels"] for t in told["transitions"]) == (found["codes"] > 1).sum()
    assert sum(c["net"]["pixels"] for c in told["classes"]) == 0
    for entry in told["classes"]:
        amounts = {key: entry[key]["pixels"] for key in entry if isinstance(entry[key], dict)}
        assert amounts["before"] == amounts["unchanged"] + amounts["loss"] + amounts["not_sure_before"]
        assert amounts["after"] == amounts["unchanged"] + amounts["gain"] + amounts["not_sure_after"]


def test_the_area_of_change_is_estimated_from_points_on_the_change_map(
    maps: dict[str, str], reliability_b: str, tmp_path: Path
) -> None:
    """Sampling and assessment take the change map as a class map, and labels may name any transition."""
    compare(tmp_path, **maps, reliability_b=reliability_b)
    points = str(tmp_path / "points.gpkg")
    change = str(tmp_path / "change.tif")
    sample.run(sample.JOB(map=change, size=22, allocation="proportional", points=points), Progress())
    table = pyogrio.raw.read(points, layer="points")
    names = [str(name) for name in table[0]["fields"]]
    columns = dict(zip(names, table[3]))
    inside = [((x - 500_000) // 10, (5_000_000 - y) // 10) for x, y in _places(table[2])]
    truth = [600 + int(AFTER[int(r), int(c)]) if (c, r) == (5, 0) else
             100 * int(BEFORE[int(r), int(c)]) + int(AFTER[int(r), int(c)]) for c, r in inside]  # fmt: skip
    columns["reference"] = np.array([str(code) for code in truth], object)
    pyogrio.raw.write(
        points, table[2], list(columns.values()), list(columns), layer="points", driver="GPKG",
        geometry_type="Point", crs="EPSG:32633",
    )  # fmt: skip
    told = tmp_path / "accuracy.json"
    assess.run(assess.JOB(map=change, reference=points, json=str(told)), Progress())
    areas = {entry["name"]: entry for entry in json.loads(told.read_text(encoding="utf-8"))["areas"]}
    assert areas["forest → residential building"]["reference"]["value"] == pytest.approx(0.03, rel=0.01)
    assert areas["residential building unchanged"]["reference"]["value"] == pytest.approx(0.01, rel=0.01)


def _places(geometries: np.ndarray) -> list[tuple[float, float]]:
    import shapely

    points = shapely.from_wkb(geometries)
    return [(point.x, point.y) for point in points]


def test_the_same_file_twice_is_refused(maps: dict[str, str]) -> None:
    with pytest.raises(SureCoverError, match=r"\(MAP_A\) and Class map after \(MAP_B\) are the same file"):
        JOB(map_a=maps["map_a"], map_b=maps["map_a"]).check()


def test_maps_of_other_classes_are_refused_with_what_to_do(maps: dict[str, str], tmp_path: Path) -> None:
    maps["map_a"] = write_raster(
        tmp_path / "esa.tif", BEFORE * np.uint8(10), nodata=0, tags=load_scheme("worldcover11").tags()
    )
    with pytest.raises(SureCoverError, match=r"basic6.*worldcover11.*Harmonise and a crosswalk"):
        compare(tmp_path, **maps)


def test_maps_of_other_places_are_refused(maps: dict[str, str], tmp_path: Path) -> None:
    maps["map_a"] = write_raster(
        tmp_path / "far.tif", BEFORE, nodata=0, tags=TAGS, origin=(600_000, 5_000_000)
    )
    with pytest.raises(SureCoverError, match=r"Class map before \(MAP_A\) does not overlap"):
        compare(tmp_path, **maps)


def test_maps_with_no_class_in_common_places_are_refused(maps: dict[str, str], tmp_path: Path) -> None:
    half = AFTER * (BEFORE == 0)
    maps["map_b"] = write_raster(tmp_path / "gap.tif", half, nodata=0, tags=TAGS)
    with pytest.raises(SureCoverError, match="have nowhere both a class"):
        compare(tmp_path, **maps)
    assert not (tmp_path / "change.tif").exists()


def test_a_reliability_of_other_codes_is_refused(maps: dict[str, str], tmp_path: Path) -> None:
    wrong = write_raster(tmp_path / "wrong.tif", RELIABILITY + np.uint8(7))
    with pytest.raises(SureCoverError, match=r"Reliability before \(RELIABILITY_A\) holds the value"):
        compare(tmp_path, **maps, reliability_a=wrong)


def test_a_cancelled_run_leaves_nothing(maps: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        compare(tmp_path, Progress(cancelled=lambda: True), **maps)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map2019.tif", "map2023.tif"]
