"""Produce: the whole chain in one run, on a scene small enough to know the right answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from shapely.geometry import box

from surecover.core import RESOURCES
from surecover.core.codes import Evidence
from surecover.core.errors import SureCoverError
from surecover.core.evidence.additive import Additive
from surecover.core.evidence.fittedfile import text_of
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages.produce import ProduceJob, run
from tests.drawings import draw, shown
from tests.files import facts, read_raster, real_data, write_raster
from tests.models_fixture import FOREST, GRASS, OTHER, pixel_model, pixel_networks
from tests.shapes import write_layer
from tests.stac import read_item

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)

NAMES = ("B02", "B03", "B04", "B08")

LAND = """
    FFFFFGGGGG
    FFFFFGGGGG
    FFFFFGGFGG
    FFFFFGGFGG
    FFFFFGGGGG
"""
"""What the images show: forest, grass, and two pixels of new forest that the old map does not know."""

OLD_MAP = """
    3333322222
    3333322222
    3333322222
    3333322222
    3333322222
"""

Produce = Callable[..., dict[str, Any]]


def image(path: Path, date: str) -> str:
    """Grass is brightest in B03, forest in B04."""
    brightest = draw(LAND, {"F": 2, "G": 1})
    bands = np.full((4, *brightest.shape), 1000, np.uint16)
    for band in (1, 2):
        bands[band][brightest == band] = 3000
    tags = {"DATE": date} if date else {}
    return write_raster(path, bands, nodata=0, descriptions=NAMES, tags=tags)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    """Three dates, the last one cloudy on its right half; a model; the old map."""
    dates = ("2021-07-21", "2021-05-03", "2021-09-02")
    clouds = np.zeros((3, 5, 10), np.uint8)
    clouds[2, :, 5:] = 1
    (tmp_path / "in").mkdir()
    scheme = load_scheme("basic6").tags()
    return {
        "images": tuple(image(tmp_path / "in" / f"{date}.tif", date) for date in dates),
        "masks": tuple(
            write_raster(tmp_path / "in" / f"clouds_{i}.tif", clouds[i]) for i in range(len(dates))
        ),
        "models": (str(pixel_model(tmp_path / "model", (GRASS, FOREST), [[0, 50, 0, 0], [0, 0, 50, 0]])),),
        "external": write_raster(tmp_path / "in" / "old.tif", draw(OLD_MAP, dtype="uint8"), tags=scheme),
        "dilation": 0,
        "folder": str(tmp_path / "out"),
    }


@pytest.fixture
def produce(settings: dict[str, Any]) -> Produce:
    def go(progress: Progress | None = None, **changes: Any) -> dict[str, Any]:
        job = ProduceJob(**{**settings, **changes})
        job.check()
        return run(job, progress or Progress())

    return go


def test_new_land_gets_medium_reliability_where_its_spectrum_is_known_nearby(
    produce: Produce, tmp_path: Path
) -> None:
    results = produce()
    assert shown(read_raster(tmp_path / "out" / "map.tif"), {FOREST: "F", GRASS: "G"}) == shown(
        draw(LAND, {"F": 1, "G": 2}), {1: "F", 2: "G"}
    )
    assert (
        shown(read_raster(tmp_path / "out" / "evidence.tif"))
        == """
1111111111
1111111111
1111111311
1111111311
1111111111""".strip()
    )
    assert (results["N1"], results["N2"], results["N3"]) == (48, 2, 0)
    assert results["SCORE"] == pytest.approx(0.96)


def test_an_ensemble_and_turned_tiles_classify_every_date(
    produce: Produce, settings: dict[str, Any], tmp_path: Path
) -> None:
    second = pixel_model(tmp_path / "second", (FOREST, GRASS), [[0, 0, 50, 0], [0, 50, 0, 0]], id="second")
    models = (*settings["models"], str(second))
    with pytest.raises(SureCoverError, match=r"\(ENSEMBLE\), which averages them"):
        produce(models=models)
    produce(models=models, ensemble=True, tta="flips", keep=True)
    for made in (tmp_path / "out" / "intermediate").glob("probabilities_*.tif"):
        parameters = json.loads(facts(made)["tags"]["SURECOVER_PARAMETERS"])
        assert (parameters["ensemble"], parameters["tta"]) == (True, "flips")
    told = json.loads(facts(tmp_path / "out" / "map.tif")["tags"]["SURECOVER_MODELS"])
    assert [model["id"] for model in told] == ["test", "second"]


def test_the_folder_holds_the_maps_the_report_and_the_job(produce: Produce, tmp_path: Path) -> None:
    results = produce()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "areas.csv", "confidence.qmd", "confidence.qml", "confidence.sld", "confidence.tif",
        "evidence.qmd", "evidence.qml", "evidence.sld", "evidence.tif", "evidence.tif.aux.xml",
        "job.json", "map.qmd", "map.qml", "map.sld", "map.tif", "map.tif.aux.xml", "map_view.qml",
        "map_view.sld", "map_view.vrt", "pictures", "produce.stac.json", "reliability.qmd",
        "reliability.qml", "reliability.sld", "reliability.tif", "reliability.tif.aux.xml", "report.csv",
        "report.html", "report.json",
    ]  # fmt: skip
    assert results["MAP"] == str(tmp_path / "out" / "map.tif")
    item = read_item(tmp_path / "out" / "produce.stac.json")
    assets = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")}
    assert set(item["assets"]) == assets - {"produce.stac.json"}
    assert item["assets"]["map.tif"]["title"] == "Land-cover map"
    shown = [entry["description"] for entry in item["assets"]["map.tif"]["classification:classes"]]
    assert shown == ["grass", "forest"]
    assert item["properties"]["start_datetime"] == "2021-05-03T00:00:00Z"
    assert item["properties"]["end_datetime"] == "2021-09-02T00:00:00Z"
    assert json.loads((tmp_path / "out" / "report.json").read_text())["map"]["n1"] == results["N1"]


def test_intermediate_results_are_kept_on_request(produce: Produce, tmp_path: Path) -> None:
    produce(keep=True)
    made = {path.name for path in (tmp_path / "out" / "intermediate").glob("*.tif")}
    dated = {
        f"{what}_2021-{day}.tif" for what in ("map", "probabilities") for day in ("05-03", "07-21", "09-02")
    }
    others = {"mosaic.tif", "fused.tif", "weighed.tif", "clusters.tif", "external.tif", "agreement.tif"}
    assert dated | others <= made


def test_the_maps_tell_what_they_were_made_of(produce: Produce, tmp_path: Path) -> None:
    produce()
    tags = facts(tmp_path / "out" / "map.tif")["tags"]
    assert tags["SURECOVER_STAGE"] == "produce"
    assert [scene["date"] for scene in json.loads(tags["SURECOVER_INPUTS"])] == [
        "2021-07-21", "2021-05-03", "2021-09-02",
    ]  # fmt: skip
    (model,) = json.loads(tags["SURECOVER_MODELS"])
    assert all(len(checksum) == 64 for checksum in model["sha256"].values())
    assert json.loads((tmp_path / "out" / "job.json").read_text())["settings"]["radius"] == 500


def test_a_map_asked_for_by_name_is_a_copy_with_its_legend(produce: Produce, tmp_path: Path) -> None:
    results = produce(map=str(tmp_path / "mine.tif"))
    assert results["MAP"] == str(tmp_path / "mine.tif")
    for suffix in ("", ".aux.xml"):
        own, copy = tmp_path / "out" / f"map.tif{suffix}", tmp_path / f"mine.tif{suffix}"
        assert own.read_bytes() == copy.read_bytes()
    item, whole = (read_item(tmp_path / f"{name}.stac.json") for name in ("mine", "out/produce"))
    assert item["properties"] | {"description": ""} == whole["properties"] | {"description": ""}


def test_a_fitted_confidence_of_another_map_is_carried_over(produce: Produce, tmp_path: Path) -> None:
    by_evidence = Additive(0.0, {}, {int(Evidence.AGREES): 2.0, int(Evidence.SPECTRAL_MATCH): -1.0}, None)
    fitted = tmp_path / "fitted.json"
    fitted.write_text(text_of(by_evidence, {}), encoding="utf-8")
    produce(fitted=str(fitted))
    evidence, found = (read_raster(tmp_path / "out" / f"{name}.tif") for name in ("evidence", "confidence"))
    expected = 1 / (1 + np.exp(np.where(evidence == Evidence.AGREES, -2.0, 1.0)))
    np.testing.assert_allclose(found, expected, atol=1e-6)
    tags = facts(tmp_path / "out" / "confidence.tif")["tags"]
    assert tags["SURECOVER_STAGE"] == "produce"
    assert json.loads(tags["SURECOVER_CONFIDENCE"])["how"] == "carried over"


def test_a_fitted_confidence_that_cannot_be_read_is_told_before_the_first_step(
    produce: Produce, tmp_path: Path
) -> None:
    (tmp_path / "fitted.json").write_text("{}", encoding="utf-8")
    steps: list[object] = []
    with pytest.raises(SureCoverError, match=r"\(FITTED\) is no fitted confidence"):
        produce(Progress(lambda kind, value: steps.append(value)), fitted=str(tmp_path / "fitted.json"))
    assert not steps
    assert not (tmp_path / "out").exists()


def test_a_scheduler_that_does_not_answer_is_told_before_the_first_step(
    produce: Produce, tmp_path: Path
) -> None:
    steps: list[object] = []
    with pytest.raises(SureCoverError, match=r"\(SCHEDULER\) nowhere does not answer"):
        produce(Progress(lambda kind, value: steps.append(value)), scheduler="nowhere")
    assert not steps
    assert not (tmp_path / "out").exists()


def test_a_runtime_that_cannot_be_used_is_told_before_the_first_step(
    produce: Produce, tmp_path: Path
) -> None:
    steps: list[object] = []
    with pytest.raises(SureCoverError, match=r"\(RUNTIME\) is torch-float16, in which only graphics cards"):
        produce(
            Progress(lambda kind, value: steps.append(value)), runtime="torch-float16", device="cpu"
        )  # fmt: skip
    assert not steps
    assert not (tmp_path / "out").exists()


def test_files_that_stood_in_the_folder_stay(produce: Produce, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    produce()
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"
    assert (tmp_path / "out" / "map.tif").exists()


def test_a_second_run_replaces_what_gdal_kept_beside_the_maps_of_the_first(
    produce: Produce, tmp_path: Path
) -> None:
    produce()
    out = tmp_path / "out"
    stale = ("confidence.tif.aux.xml", "map.tif.ovr", "map_view.vrt.aux.xml", "map_view.vrt.ovr")
    for name in stale:
        (out / name).write_text("of the first run", encoding="utf-8")
    before = sorted({path.name for path in out.iterdir()} - set(stale))
    produce(extent="500020,4999960,500080,5000000")
    assert sorted(path.name for path in out.iterdir()) == before
    assert read_raster(out / "map_view.vrt").shape == (4, 4, 6)


def test_the_view_shows_the_map_of_the_folder(produce: Produce, tmp_path: Path) -> None:
    produce()
    classes, by_reliability, *_ = read_raster(tmp_path / "out" / "map_view.vrt")
    assert (classes == read_raster(tmp_path / "out" / "map.tif")).all()
    expected = {1: 255, 2: 130, 3: 50, 0: 110}
    reliability = read_raster(tmp_path / "out" / "reliability.tif")
    assert (by_reliability == np.vectorize(expected.get)(reliability)).all()


def test_a_failure_in_a_late_step_leaves_nothing(produce: Produce, tmp_path: Path) -> None:
    elsewhere = write_raster(
        tmp_path / "far.tif", np.full((5, 5), 3, np.uint8), origin=(0, 0), tags=load_scheme("basic6").tags()
    )
    before = sorted(tmp_path.iterdir())
    with pytest.raises(SureCoverError, match="does not overlap"):
        produce(external=elsewhere)
    assert sorted(tmp_path.iterdir()) == before


def test_period_mosaics_are_classified_instead_of_dates(produce: Produce, tmp_path: Path) -> None:
    produce(periods=2, keep=True)
    made = {path.name for path in (tmp_path / "out" / "intermediate").glob("probabilities_*.tif")}
    assert made == {"probabilities_period1.tif", "probabilities_period2.tif"}


def test_given_dates_name_and_order_the_images(produce: Produce, tmp_path: Path) -> None:
    produce(dates="2021-01-01,,2020-01-01", periods=2, keep=True)
    inputs = json.loads(facts(tmp_path / "out" / "map.tif")["tags"]["SURECOVER_INPUTS"])
    assert [(i["date"], i["date_from"]) for i in inputs] == [
        ("2021-01-01", "given"), ("2021-05-03", "tag DATE"), ("2020-01-01", "given"),
    ]  # fmt: skip
    first, second = (
        facts(tmp_path / "out" / "intermediate" / f"period{i}.tif")["tags"]["DATES"] for i in (1, 2)
    )
    assert (first, second) == ("2020-01-01 2021-01-01", "2021-05-03")
    page = (tmp_path / "out" / "report.html").read_text()
    assert "<td>2020-01-01</td><td>given</td>" in page
    assert "<td>2021-05-03</td><td>tag DATE</td>" in page


def test_given_dates_reach_each_classification(produce: Produce, tmp_path: Path) -> None:
    told: list[str] = []
    produce(progress=Progress(lambda kind, value: told.append(str(value))), dates="20200101,,", keep=True)
    tags = facts(tmp_path / "out" / "intermediate" / "map_2020-01-01.tif")["tags"]
    assert tags["DATE"] == "2020-01-01"
    assert told[0].startswith("2020-01-01 (given): ")
    assert told[1].startswith("2021-05-03 (from its tag DATE): ")


def test_periods_need_the_date_of_every_image(
    produce: Produce, settings: dict[str, Any], tmp_path: Path
) -> None:
    undated = image(tmp_path / "in" / "undated.tif", "")
    images = (undated, *settings["images"][1:])
    with pytest.raises(SureCoverError, match=r"1 of 3 images tell no date: .*undated.tif; .*\(DATES\)"):
        produce(images=images, periods=2)
    assert not (tmp_path / "out").exists()
    produce(images=images, periods=2, dates="2021-01-01,,")
    produce(images=images, periods=1)
    produce(images=images)


def test_what_no_theme_claims_gets_the_class_asked_for(produce: Produce, tmp_path: Path) -> None:
    theme = pixel_model(tmp_path / "theme", (FOREST, OTHER), [[0, 0, 50, 0], [0, 50, 0, 0]])
    produce(models=(str(theme),), residual="grass")
    assert set(np.unique(read_raster(tmp_path / "out" / "map.tif"))) == {GRASS, FOREST}


def test_a_given_mosaic_is_used_for_the_clusters(
    produce: Produce, settings: dict[str, Any], tmp_path: Path
) -> None:
    produce(mosaic=settings["images"][0], keep=True)
    assert not (tmp_path / "out" / "intermediate" / "mosaic.tif").exists()


def test_weights_are_in_the_order_of_the_images(produce: Produce, tmp_path: Path) -> None:
    produce(weights="0,0,1")
    cloudy_right_half = read_raster(tmp_path / "out" / "map.tif")[:, 5:]
    assert (cloudy_right_half == 0).all()


def test_an_extent_limits_every_step(produce: Produce, tmp_path: Path) -> None:
    produce(keep=True)
    whole = read_raster(tmp_path / "out" / "evidence.tif")
    produce(keep=True, extent="500010,4999960,500090,4999990", folder=str(tmp_path / "part"))
    assert shown(read_raster(tmp_path / "part" / "evidence.tif")) == shown(whole[1:4, 1:9])
    assert read_raster(tmp_path / "part" / "intermediate" / "mosaic.tif").shape == (4, 3, 8)


def test_an_external_map_that_cannot_be_used_is_told_first_and_by_this_stages_name(
    produce: Produce, tmp_path: Path
) -> None:
    odd = write_raster(tmp_path / "odd.tif", np.full((5, 10), 77, np.uint8))
    steps: list[str] = []
    job = {"external": odd, "crosswalk": "clc44-basic6"}
    with pytest.raises(SureCoverError, match=r"External map \(EXTERNAL\)"):
        produce(progress=Progress(lambda kind, value: steps.append(str(value))), **job)
    assert not any("classify" in step for step in steps)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"periods": 4}, r"\(PERIODS\) are 4 for 3 images; allowed: 0 to 3"),
        ({"dates": "2021-01-01"}, r"\(DATES\) are 1 for 3 images"),
        ({"weights": "1,2,1", "periods": 2}, r"\(WEIGHTS\) has 3 numbers for 2 dates"),
        ({"extent": "1,2,3"}, r"\(EXTENT\) is '1,2,3'; needed is xmin,ymin,xmax,ymax"),
        ({"connectivity": 6}, r"\(CONNECTIVITY\) is 6; allowed: 8, 4"),
    ],
)
def test_what_a_later_step_would_refuse_is_refused_by_the_job(
    settings: dict[str, Any], wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(SureCoverError, match=said):
        ProduceJob(**{**settings, **wrong}).check()


def test_weights_are_one_for_each_date(produce: Produce, tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"\(WEIGHTS\) has 2 numbers for 3 dates"):
        produce(weights="1,2")
    assert not (tmp_path / "out").exists()


def cut(path: str, cols: slice) -> str:
    """Some columns of a raster, as a file beside it."""
    with rasterio.open(path) as file:
        window = rasterio.windows.Window.from_slices((0, file.height), (cols.start, cols.stop))
        profile = {**file.profile, "width": window.width, "transform": file.window_transform(window)}
        name = path.replace(".tif", f"_from{cols.start}.tif")
        with rasterio.open(name, "w", **profile) as part:
            part.write(file.read(window=window))
            part.update_tags(**file.tags())
            part.descriptions = file.descriptions
    return name


def test_tiles_of_a_date_give_the_map_of_the_whole_image(
    produce: Produce, settings: dict[str, Any], tmp_path: Path
) -> None:
    whole = produce(keep=True)
    halves = slice(0, 6), slice(4, 10)
    told: list[str] = []
    tiled = produce(
        Progress(lambda kind, text: told.append(str(text))),
        images=tuple(cut(path, half) for half in halves for path in settings["images"]),
        masks=tuple(cut(path, half) for half in halves for path in settings["masks"]),
        weights="1,1,1", keep=True, folder=str(tmp_path / "tiled"),
    )  # fmt: skip
    assert sum("2 tiles of 2021-" in line for line in told) == 3
    assert not any("TILES:" in line for line in told)
    for key in ("MAP", "RELIABILITY", "EVIDENCE", "CONFIDENCE"):
        assert (read_raster(tiled[key]) == read_raster(whole[key])).all()
    assert (tmp_path / "tiled" / "intermediate" / "probabilities_2021-07-21.tif").exists()


@pytest.mark.parametrize(
    ("key", "text"), [("bias", "tundra=2"), ("classes", "water,tundra"), ("continuity", "tundra")]
)
def test_classes_that_the_models_do_not_know_are_refused_before_the_first_step(
    produce: Produce, key: str, text: str
) -> None:
    steps: list[str] = []
    with pytest.raises(SureCoverError, match="'tundra' is not in the class scheme"):
        produce(progress=Progress(lambda kind, value: steps.append(str(value))), **{key: text})
    assert not steps


def test_zones_that_the_report_cannot_use_are_refused_before_the_first_step(
    produce: Produce, tmp_path: Path
) -> None:
    zones = write_layer(tmp_path / "in" / "zones.gpkg", [box(0, 0, 1, 1)], {"name": ["far away"]})
    steps: list[str] = []
    progress = Progress(lambda kind, value: steps.append(str(value)))
    with pytest.raises(SureCoverError, match=r"\(ZONE_FIELD\) is 'nmae', .*allowed are name"):
        produce(progress=progress, zones=zones, zone_field="nmae")
    with pytest.raises(SureCoverError, match="no feature on the reference grid"):
        produce(progress=progress, zones=zones)
    assert not steps


def test_masks_must_match_the_images(produce: Produce, settings: dict[str, Any]) -> None:
    with pytest.raises(SureCoverError, match=r"\(MASKS\) are 2 for 3 images; give one for every image"):
        produce(masks=settings["masks"][:2])


@pytest.mark.real_data
@pytest.mark.parametrize("old_map", ["majority_100m", "outdated_100m_epsg3035"])
def test_real_dates_of_slovenia_with_a_derived_old_map(old_map: str, tmp_path: Path) -> None:
    """The mechanics on real pixels: the shipped model has seen this place, and the old map is derived."""
    data = real_data("slovenia_s2_l1c")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("from,to\n1,open land\n2,forest\n3,grass\n4,0\n8,building\n")
    dates = ("20150711", "20150830", "20150909")
    job = ProduceJob(
        images=tuple(str(data / f"s2_l1c_{date}.tif") for date in dates),
        masks=tuple(str(data / f"cloud_mask_{date}.tif") for date in dates),
        models=(str(RESOURCES / "models" / "demonstration"),), crosswalk=str(crosswalk),
        external=str(data / f"external_DERIVED_{old_map}.tif"), folder=str(tmp_path / "out"),
    )  # fmt: skip
    job.check()
    results = run(job, Progress())
    final, codes = (read_raster(tmp_path / "out" / name) for name in ("map.tif", "reliability.tif"))
    assert final.shape == (101, 100)
    assert [int((codes == code).sum()) for code in (1, 2, 3)] == [results[f"N{code}"] for code in (1, 2, 3)]
    reference = np.array([0, 8, 3, 8, 0, 0, 0, 0, 7])[read_raster(data / "reference_lulc.tif")]
    merged = np.array([0, 1, 8, 3, 8, 7, 7])[final]
    right = {code: (merged == reference)[(codes == code) & (reference > 0)].mean() for code in (1, 3)}
    assert right[1] > 0.9 > right[3]
