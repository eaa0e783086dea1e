"""Every algorithm once through qgis_process, one after the other as in a script: what came out?"""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal, ogr
from qgis.core import QgsVectorLayer

from surecover.core import ROOT, VERSION
from surecover.core.engine.environment import find_interpreter
from surecover.core.stages import STAGES
from tests.headless.conftest import Run, Scene, ends_soon, engine_processes, left_in
from tests.headless.gdal_files import Facts, facts, write

CLASSES = {
    1: "water",
    2: "grass",
    3: "forest",
    4: "barren",
    5: "industrial building",
    6: "residential building",
}
PARENTS = {7: "building", 8: "open land"}
RELIABILITY = {0: "not assessed", 1: "high", 2: "medium", 3: "low"}

Results = dict[str, Any]
Stage = Callable[..., Results]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def stage(qgis_process: Run) -> Stage:
    """Run an algorithm by qgis_process; the results that it prints as JSON."""

    def run(name: str, **parameters: object) -> Results:
        arguments = [
            f"--{key}={value}"
            for key, values in parameters.items()
            for value in (values if isinstance(values, list) else [values])
        ]
        done = qgis_process("--json", "run", f"surecover:{name}", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        results: Results = json.loads(done.stdout)["results"]
        assert all(type(value) in (str, int, float) for value in results.values())
        return results

    return run


@pytest.fixture(scope="module")
def mosaic(stage: Stage, scene: Scene, folder: Path) -> Results:
    paths = {key: folder / f"{key.lower()}.tif" for key in ("SOURCE_INDEX", "CLEAR_COUNT", "DISPLAY")}
    return stage(
        "mosaic", IMAGES=scene.images, MASKS=scene.masks, DATES="2019-12-31,,", METHOD="best",
        OUTPUT=folder / "mosaic.tif", **paths,
    )  # fmt: skip


@pytest.fixture(scope="module")
def classified(stage: Stage, scene: Scene, model: str, folder: Path) -> Results:
    return stage(
        "classify", INPUT=scene.images[0], MASK=scene.masks[0], MODELS=model,
        PROBABILITIES=folder / "date1.tif", MAP=folder / "date1_map.tif",
    )  # fmt: skip


@pytest.fixture(scope="module")
def fused(stage: Stage, classified: Results, folder: Path) -> Results:
    """One date twice, the second time with half the weight: the classes stay what they were."""
    date = classified["PROBABILITIES"]
    paths = {key: folder / f"{key.lower()}.tif" for key in ("MAP", "FUSED", "AGREEMENT", "ENTROPY")}
    return stage("fuse", PROBABILITIES=[date, date], WEIGHTS="1,0.5", **paths)


@pytest.fixture(scope="module")
def clusters(stage: Stage, mosaic: Results, folder: Path) -> Results:
    return stage("cluster", INPUT=mosaic["OUTPUT"], K=40, OUTPUT=folder / "clusters.tif")


@pytest.fixture(scope="module")
def harmonised(stage: Stage, scene: Scene, folder: Path) -> Results:
    return stage(
        "harmonise", INPUT=scene.external, GRID=scene.images[0],
        OUTPUT=folder / "external.tif", LEGEND=folder / "external.csv",
    )  # fmt: skip


@pytest.fixture(scope="module")
def corrected(stage: Stage, fused: Results, clusters: Results, harmonised: Results, folder: Path) -> Results:
    keys = ("CORRECTED", "RELIABILITY", "EVIDENCE", "CONFIDENCE")
    return stage(
        "correct", MAP=fused["MAP"], EXTERNAL=harmonised["OUTPUT"], CLUSTER_MAP=clusters["OUTPUT"],
        PROBABILITIES=fused["FUSED"], AGREEMENT=fused["AGREEMENT"],
        **{key: folder / f"{key.lower()}.tif" for key in keys},
    )  # fmt: skip


def lies_on(result: Facts, path: str) -> bool:
    """Whether a result has the CRS, the transform and the size of a raster."""
    other = facts(path)
    return (result.epsg, result.transform, result.values.shape[1:]) == (
        other.epsg, other.transform, other.values.shape[1:],
    )  # fmt: skip


def counts(final: Facts, reliability: Facts) -> list[int]:
    """Pixels of reliability 1, 2, 3 whose final class was checked."""
    checked = np.isin(final.values, json.loads(final.tags["SURECOVER_CHECKED"]))
    return [int((reliability.values[checked] == code).sum()) for code in (1, 2, 3)]


def test_demodata_writes_dated_images_with_masks_an_old_map_the_truth_and_zones(scene: Scene) -> None:
    assert [Path(path).name for path in scene.images] == [
        Path(path).name.replace("scl", "s2") for path in scene.masks
    ]
    image = facts(scene.images[0])
    assert image.values.shape == (10, 192, 192)
    assert (image.dtype, image.nodata, image.epsg) == ("UInt16", [0.0] * 10, "32633")
    assert image.descriptions == ["B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"]
    assert Path(scene.images[0]).stem.endswith(image.tags["DATE"].replace("-", ""))
    assert facts(scene.truth).legend == CLASSES | PARENTS
    assert facts(scene.external).epsg == "3035"


def test_mosaic_says_which_date_each_pixel_came_from(mosaic: Results, scene: Scene) -> None:
    made = {key: facts(path) for key, path in mosaic.items()}
    assert made.keys() == {"OUTPUT", "SOURCE_INDEX", "CLEAR_COUNT", "DISPLAY"}
    assert all(lies_on(result, scene.images[0]) for result in made.values())
    image = facts(scene.images[0])
    assert made["OUTPUT"].descriptions == image.descriptions
    source, count = (made[key].values[0] for key in ("SOURCE_INDEX", "CLEAR_COUNT"))
    assert set(np.unique(source)) <= {0, 1, 2, 3}
    assert ((source > 0) == (count > 0)).all()
    assert count.max() == 3
    assert made["DISPLAY"].values.shape[0] == 3
    assert made["DISPLAY"].dtype == "Byte"
    inputs = json.loads(made["OUTPUT"].tags["SURECOVER_INPUTS"])
    assert [(i["path"], i["date"], i["date_from"]) for i in inputs] == [
        (scene.images[0], "2019-12-31", "given"),
        *((path, facts(path).tags["DATE"], "tag DATE") for path in scene.images[1:]),
    ]


def test_radar_puts_backscatter_without_speckle_after_the_mosaic(
    stage: Stage, mosaic: Results, folder: Path
) -> None:
    image = facts(mosaic["OUTPUT"])
    power = np.random.default_rng(0).gamma(4.4, 0.1 / 4.4, (2, *image.values.shape[1:]))
    radar = write(
        folder / "s1.tif", (10 * np.log10(power)).astype("float32"), nodata=None,
        descriptions=("VV", "VH"), epsg=int(image.epsg), transform=image.transform,
    )  # fmt: skip
    results = stage("radar", INPUT=radar, STACK=mosaic["OUTPUT"], OUTPUT=folder / "stack.tif")
    both = facts(results["OUTPUT"])
    assert lies_on(both, mosaic["OUTPUT"])
    assert (both.dtype, both.descriptions) == ("UInt16", [*image.descriptions, "VV", "VH"])
    assert (both.values[:-2] == image.values).all()
    assert (both.values[-2:].min(), both.values[-2:].max()) == (1, 255)
    alone = stage("radar", INPUT=radar, METHOD="enhanced_lee", SCALING="unit", OUTPUT=folder / "unit.tif")
    assert facts(alone["OUTPUT"]).values.mean() == pytest.approx(0.6, abs=0.01), "-10 dB"


def test_classify_writes_probabilities_that_sum_to_1_and_their_map(classified: Results, scene: Scene) -> None:
    probabilities, classes = facts(classified["PROBABILITIES"]), facts(classified["MAP"])
    assert lies_on(probabilities, scene.images[0])
    assert lies_on(classes, scene.images[0])
    assert probabilities.descriptions == list(CLASSES.values())
    assert json.loads(probabilities.tags["SURECOVER_CLASS_IDS"]) == list(CLASSES)
    valid = (probabilities.values != probabilities.nodata[0]).all(axis=0)
    assert 0.5 < valid.mean() < 1, "clouds are nodata"
    total = probabilities.values[:, valid].sum(axis=0) * probabilities.scale
    assert np.allclose(total, 1, atol=0.012)
    assert ((classes.values[0] > 0) == valid).all()
    chosen = np.take_along_axis(probabilities.values, classes.values.astype("int64") - 1, axis=0)[0]
    assert (chosen == probabilities.values.max(axis=0))[valid].all()
    assert (classes.nodata, classes.legend) == ([0.0], CLASSES)
    assert classes.colours > 0


def test_classify_is_limited_to_polygons(
    stage: Stage, classified: Results, scene: Scene, model: str, folder: Path
) -> None:
    whole = facts(classified["MAP"])
    left, width, _, top, _, height = whole.transform
    corners = ((30.2, 20.1), (110.7, 40.4), (60.3, 150.8), (30.2, 20.1))
    ring = ", ".join(f"{left + width * col} {top + height * row}" for row, col in corners)
    triangle = ogr.CreateGeometryFromWkt(f"POLYGON (({ring}))")
    package = gdal.GetDriverByName("GPKG").Create(str(folder / "area.gpkg"), 0, 0, 0)
    layer = package.CreateLayer("area", gdal.Open(scene.images[0]).GetSpatialRef(), ogr.wkbPolygon)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(triangle)
    layer.CreateFeature(feature)
    layer = package = None
    results = stage(
        "classify", INPUT=scene.images[0], MASK=scene.masks[0], MODELS=model, AREA=folder / "area.gpkg",
        MAP=folder / "limited.tif",
    )  # fmt: skip
    limited = facts(results["MAP"])
    assert limited.values.shape == (1, 81, 131)
    for row, col in np.random.default_rng(0).integers((30, 20), (111, 151), (50, 2)).tolist():
        x, y = left + width * (col + 0.5), top + height * (row + 0.5)
        inside = triangle.Contains(ogr.CreateGeometryFromWkt(f"POINT ({x} {y})"))
        assert limited.values[0, row - 30, col - 20] == (whole.values[0, row, col] if inside else 0)


def test_fuse_tells_class_agreement_and_entropy(fused: Results, classified: Results) -> None:
    date, after = facts(classified["PROBABILITIES"]), facts(fused["MAP"])
    seen = (date.values != date.nodata[0]).all(axis=0)
    assert (after.values[0] == np.where(seen, date.values.argmax(axis=0) + 1, 0)).all()
    assert after.legend == CLASSES
    agreement, entropy = facts(fused["AGREEMENT"]), facts(fused["ENTROPY"])
    assert (agreement.dtype, agreement.nodata) == ("Float32", [-1.0])
    assert (agreement.values[0] == np.where(seen, 1, -1)).all()
    assert ((entropy.values[0] >= 0) == seen).all()
    assert entropy.values.max() <= 1
    assert facts(fused["FUSED"]).descriptions == list(CLASSES.values())


def test_cluster_writes_an_index_from_1_to_k(clusters: Results, mosaic: Results) -> None:
    index = facts(clusters["OUTPUT"])
    assert clusters["CLUSTERS"] == 40
    assert lies_on(index, mosaic["OUTPUT"])
    assert (index.dtype, index.nodata) == ("Byte", [0.0])
    image = facts(mosaic["OUTPUT"])
    seen = (image.values != image.nodata[0]).all(axis=0)
    assert ((index.values[0] > 0) == seen).all()
    assert set(np.unique(index.values[0][seen])) == set(range(1, 41))


def test_harmonise_without_an_output_is_a_preview(stage: Stage, scene: Scene, harmonised: Results) -> None:
    seen = stage("harmonise", INPUT=scene.external, GRID=scene.images[0], CROSSWALK="clc44-basic6")
    assert seen == {"MAPPED_SHARE": harmonised["MAPPED_SHARE"]}
    assert seen["MAPPED_SHARE"] == (facts(harmonised["OUTPUT"]).values > 0).mean()


def test_harmonise_brings_corine_from_another_crs_onto_the_grid(harmonised: Results, scene: Scene) -> None:
    external = facts(harmonised["OUTPUT"])
    assert lies_on(external, scene.images[0])
    assert (external.nodata, external.legend) == ([0.0], CLASSES | PARENTS)
    truth = facts(scene.truth).values[0]
    open_land = np.isin(truth, (2, 4))
    fits = (external.values[0] == truth) | (external.values[0] == 8) & open_land
    assert fits[external.values[0] > 0].mean() > 0.6
    table = Path(harmonised["LEGEND"]).read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    counted = {int(row["class_id"]): 0 for row in rows}
    for row in rows:
        counted[int(row["class_id"])] += int(row["pixels"])
    for class_id in counted.keys() - {0}:
        assert counted[class_id] == (external.values == class_id).sum()


def test_correct_codes_every_pixel_and_scores_them(
    corrected: Results, fused: Results, harmonised: Results
) -> None:
    final, reliability, evidence = (facts(corrected[key]) for key in ("CORRECTED", "RELIABILITY", "EVIDENCE"))
    assert lies_on(final, fused["MAP"])
    assert reliability.legend == RELIABILITY
    before, external = facts(fused["MAP"]).values, facts(harmonised["OUTPUT"]).values
    agrees = (before == external) & (before > 0)
    assert agrees.any()
    assert (reliability.values[agrees] == 1).all()
    assert (evidence.values[agrees] == 1).all()
    assert (final.values[evidence.values != 5] == before[evidence.values != 5]).all()
    counted = counts(final, reliability)
    assert [corrected[key] for key in ("N1", "N2", "N3")] == counted
    assert corrected["SCORE"] == pytest.approx(counted[0] / sum(counted))
    confidence = facts(corrected["CONFIDENCE"])
    assert (confidence.dtype, confidence.nodata) == ("Float32", [-1.0])
    assert ((confidence.values >= 0) == (final.values > 0)).all()
    parameters = json.loads(final.tags["SURECOVER_PARAMETERS"])
    assert (final.tags["SURECOVER_VERSION"], final.tags["SURECOVER_STAGE"]) == (VERSION, "correct")
    assert (parameters["map"], parameters["radius"]) == (fused["MAP"], 500)


def test_report_repeats_the_scores_and_splits_them_by_zone(
    stage: Stage, corrected: Results, scene: Scene, folder: Path
) -> None:
    results = stage(
        "report", MAP=corrected["CORRECTED"], RELIABILITY=corrected["RELIABILITY"],
        EVIDENCE=corrected["EVIDENCE"], CONFIDENCE=corrected["CONFIDENCE"], ZONES=scene.zones,
        HTML=folder / "report.html", JSON=folder / "report.json", CSV=folder / "report.csv",
        PICTURES=folder / "pictures",
    )  # fmt: skip
    for number in ("N1", "N2", "N3", "SCORE"):
        assert results[number] == pytest.approx(corrected[number])
    report = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    zones = {zone["name"]: zone for zone in report["zones"]}
    assert "Millbrook" in zones
    assert len(zones) == 6
    page = Path(results["HTML"]).read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Millbrook" in page
    assert any("Millbrook" in line for line in Path(results["CSV"]).read_text(encoding="utf-8").splitlines())
    assert {path.suffix for path in Path(results["PICTURES"]).iterdir()} == {".png"}


@pytest.fixture(scope="module")
def regions(stage: Stage, corrected: Results, fused: Results, scene: Scene, folder: Path) -> Results:
    return stage(
        "reviewregions", MAP=corrected["CORRECTED"], RELIABILITY=corrected["RELIABILITY"],
        EVIDENCE=corrected["EVIDENCE"], CONFIDENCE=corrected["CONFIDENCE"], BEFORE=fused["MAP"],
        ZONES=scene.zones, MIN_PIXELS=5, REGIONS=folder / "regions.gpkg",
    )  # fmt: skip


def test_confidence_is_fitted_to_the_truth_and_carried_over(
    stage: Stage, corrected: Results, fused: Results, harmonised: Results, scene: Scene, folder: Path
) -> None:
    known = {
        "MAP": corrected["CORRECTED"], "PROBABILITIES": fused["FUSED"], "AGREEMENT": fused["AGREEMENT"],
        "EXTERNAL": harmonised["OUTPUT"], "EVIDENCE": corrected["EVIDENCE"],
    }  # fmt: skip
    fitted = stage(
        "confidence", **known, REFERENCE=scene.truth,
        CONFIDENCE=folder / "fitted.tif", FITTED_OUT=folder / "fitted.json",
    )  # fmt: skip
    assert fitted["AUC"] > fitted["AUC_MAX_PROBABILITY"] - 0.01
    assert fitted["ECE"] < 0.1
    layer, final = facts(fitted["CONFIDENCE"]), facts(corrected["CORRECTED"])
    mapped = final.values > 0
    right = (final.values == facts(scene.truth).values)[mapped]
    assert layer.values[mapped].mean() == pytest.approx(right.mean(), abs=0.02)
    assert set(layer.values[~mapped].tolist()) <= {-1}
    carried = stage(
        "confidence", **known, FITTED=fitted["FITTED_OUT"], CONFIDENCE=folder / "carried_over.tif"
    )
    np.testing.assert_allclose(facts(carried["CONFIDENCE"]).values, layer.values, atol=1e-6)


def test_vectorise_makes_polygons_that_cover_the_map(stage: Stage, corrected: Results, folder: Path) -> None:
    maps = {"MAP": corrected["CORRECTED"], "RELIABILITY": corrected["RELIABILITY"]}
    results = stage(
        "vectorise", **maps, CONFIDENCE=corrected["CONFIDENCE"], MIN_AREA=0.1, MIN_PIXELS=12, SIMPLIFY=10,
        OUTPUT=folder / "polygons.gpkg",
    )  # fmt: skip
    package = ogr.Open(results["OUTPUT"])
    layer = package.GetLayerByName("landcover")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "32633"
    rows = [(feature.items(), feature.GetGeometryRef().Clone()) for feature in layer]
    assert len(rows) == results["POLYGONS"] < results["PATCHES"]
    assert all(shape.IsValid() for _, shape in rows)
    assert {row["class_name"] for row, _ in rows} <= set(CLASSES.values())
    assert {row["reliability"] for row, _ in rows} <= set(RELIABILITY)
    assert all(0 <= row["confidence"] <= 1 for row, _ in rows if row["confidence"] is not None)
    mapped = int((facts(corrected["CORRECTED"]).values > 0).sum())
    assert sum(row["pixels"] for row, _ in rows) == mapped
    assert sum(shape.Area() for _, shape in rows) == pytest.approx(100 * mapped, rel=0.02)
    styled = QgsVectorLayer(results["OUTPUT"], "as QGIS opens it", "ogr")
    assert [entry.label() for entry in styled.renderer().categories()] == [
        CLASSES[number] for number in sorted({row["class_id"] for row, _ in rows})
    ]


def test_reviewregions_lists_the_doubtful_pixels_by_rank(regions: Results, corrected: Results) -> None:
    package = ogr.Open(regions["REGIONS"])
    layer = package.GetLayerByName("regions")
    rows = [(feature.items(), feature.GetGeometryRef().Area()) for feature in layer]
    assert len(rows) == regions["COUNT"] > 1
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "32633"
    scores = [row["score"] for row, _ in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(area == pytest.approx(100 * row["pixels"]) for row, area in rows)
    assert {row["class_name"] for row, _ in rows} <= set(CLASSES.values())
    assert any(row["zone"] for row, _ in rows)
    codes = facts(corrected["RELIABILITY"]).values
    evidence = facts(corrected["EVIDENCE"]).values
    assert regions["DOUBTFUL"] == (np.isin(codes, (2, 3)) | (evidence == 5)).sum()
    assert 5 * regions["COUNT"] <= regions["PIXELS"] == sum(row["pixels"] for row, _ in rows)


def test_applyreview_makes_the_reviewed_map_of_edits_on_regions(
    stage: Stage, regions: Results, corrected: Results, folder: Path
) -> None:
    package = ogr.Open(regions["REGIONS"])
    first, second = (feature.Clone() for _, feature in zip(range(2), package.GetLayerByName("regions")))
    edits = gdal.GetDriverByName("GPKG").Create(str(folder / "edits.gpkg"), 0, 0, 0)
    layer = edits.CreateLayer("edits", package.GetLayer().GetSpatialRef(), ogr.wkbMultiPolygon)
    for name, kind in (("from_class", ogr.OFTInteger), ("to_class", ogr.OFTInteger),
                       ("reviewer", ogr.OFTString), ("time", ogr.OFTString)):  # fmt: skip
        layer.CreateField(ogr.FieldDefn(name, kind))
    for region, new in ((first, 5), (second, None)):
        edit = ogr.Feature(layer.GetLayerDefn())
        edit.SetGeometry(region.GetGeometryRef())
        edit.SetField("time", "2026-03-01T09:30:00Z")
        if new:
            edit.SetField("to_class", new)
        layer.CreateFeature(edit)
    layer = edits = None
    keys = ("MAP_OUT", "RELIABILITY_OUT", "EVIDENCE_OUT")
    results = stage(
        "applyreview", MAP=corrected["CORRECTED"], RELIABILITY=corrected["RELIABILITY"],
        EVIDENCE=corrected["EVIDENCE"], EDITS=folder / "edits.gpkg",
        **{key: folder / f"{key.lower()}.tif" for key in keys},
    )  # fmt: skip
    final, reliability, evidence = (facts(results[key]) for key in keys)
    before = facts(corrected["CORRECTED"])
    seen = evidence.values == 9
    assert results["EDITS_USED"] == 2
    assert results["REVIEWED"] == seen.sum() >= first["pixels"]
    assert results["CHANGED"] == (final.values != before.values).sum() > 0
    assert (final.values[final.values != before.values] == 5).all()
    assert (reliability.values[seen] == 1).all()
    assert (final.values[~seen] == before.values[~seen]).all()
    assert reliability.legend == RELIABILITY
    assert evidence.legend[9] == "reviewed by a person"
    assert final.tags["SURECOVER_CHECKED"] == before.tags["SURECOVER_CHECKED"]
    assert json.loads(final.tags["SURECOVER_REVIEWS"])[0]["edits"] == 2


@pytest.fixture(scope="module")
def points(stage: Stage, corrected: Results, folder: Path) -> Results:
    return stage(
        "sample", MAP=corrected["CORRECTED"], RELIABILITY=corrected["RELIABILITY"], SIZE=300, MINIMUM=10,
        POINTS=folder / "points.gpkg",
    )  # fmt: skip


def test_sample_draws_points_by_class_and_reliability(points: Results, corrected: Results) -> None:
    package = ogr.Open(points["POINTS"])
    drawn = [(feature.items(), feature.GetGeometryRef().GetPoint()) for feature in package.GetLayer("points")]
    final, reliability = (facts(corrected[key]) for key in ("CORRECTED", "RELIABILITY"))
    left, width, _, top, _, height = final.transform
    assert len(drawn) == points["COUNT"] >= 300
    assert sorted(row["id"] for row, _ in drawn) == list(range(1, len(drawn) + 1))
    for row, (x, y, *_) in drawn:
        place = int((y - top) / height), int((x - left) / width)
        assert row["map_class"] == final.values[0][place]
        assert row["reliability"] == reliability.values[0][place]
        assert (row["reference"], row["note"]) == (None, None)
    strata = [feature.items() for feature in package.GetLayer("strata")]
    assert sum(stratum["pixels"] for stratum in strata) == (final.values > 0).sum()
    assert sum(row["weight"] for row, _ in drawn) == pytest.approx((final.values > 0).sum())


def labelled(points: Results, truth: Facts) -> None:
    """Fill the reference in from the truth, as people would."""
    package = ogr.Open(points["POINTS"], update=1)
    layer = package.GetLayer("points")
    left, width, _, top, _, height = truth.transform
    for feature in layer:
        x, y = feature.GetGeometryRef().GetPoint_2D()
        feature["reference"] = int(truth.values[0, int((y - top) / height), int((x - left) / width)])
        layer.SetFeature(feature)


def test_assess_estimates_from_the_points_what_the_truth_tells(
    stage: Stage, points: Results, corrected: Results, fused: Results, scene: Scene, folder: Path
) -> None:
    truth, final = facts(scene.truth), facts(corrected["CORRECTED"])
    labelled(points, truth)
    files = {key: folder / f"accuracy.{key.lower()}" for key in ("HTML", "JSON", "CSV")}
    results = stage(
        "assess", MAP=corrected["CORRECTED"], REFERENCE=points["POINTS"], ZONES=scene.zones,
        RELIABILITY=corrected["RELIABILITY"], EVIDENCE=corrected["EVIDENCE"],
        CONFIDENCE=corrected["CONFIDENCE"], PROBABILITIES=fused["FUSED"], AGREEMENT=fused["AGREEMENT"],
        OTHERS=fused["MAP"], **files,
    )  # fmt: skip
    mapped = final.values > 0
    right = (final.values == truth.values)[mapped].mean()
    assert results["OA_LOW"] < right < results["OA_HIGH"]
    assert results["COMPARED"] == points["COUNT"]
    told = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    assert told["unit"] == "points"
    assert {entry["code"] for entry in told["codes"]} >= {1, 3}
    scores = [score["name"] for score in told["detection"]["scores"]]
    assert scores == ["reliability", "highest probability", "entropy", "agreement", "confidence"]
    assert 0.5 < results["AUC"] <= 1
    assert [entry["name"] for entry in told["maps"]] == ["All dates", "corrected"]
    assert "<!DOCTYPE html>" in Path(results["HTML"]).read_text(encoding="utf-8")
    whole = stage("assess", MAP=corrected["CORRECTED"], REFERENCE=scene.truth)
    assert whole["OA"] == pytest.approx((final.values == truth.values).mean())
    assert whole["COMPARED"] == truth.values.size


def test_produce_runs_the_whole_chain(stage: Stage, scene: Scene, model: str, folder: Path) -> None:
    results = stage(
        "produce", IMAGES=scene.images, MASKS=scene.masks, MODELS=model, EXTERNAL=scene.external,
        ZONES=scene.zones, K=40, FOLDER=folder / "produced", MAP=folder / "copy.tif",
    )  # fmt: skip
    made = left_in(folder / "produced")
    for name in ("map.tif", "reliability.tif", "evidence.tif", "confidence.tif", "job.json"):
        assert name in made
    for name in ("report.html", "report.json", "report.csv", "pictures"):
        assert name in made
    assert "intermediate" not in made
    final, copy = facts(folder / "produced" / "map.tif"), facts(results["MAP"])
    assert results["MAP"] == str(folder / "copy.tif")
    assert lies_on(final, scene.images[0])
    assert (final.values == copy.values).all()
    assert (final.legend, final.tags) == (copy.legend, copy.tags)
    assert final.tags["SURECOVER_STAGE"] == "produce"
    record = json.loads((folder / "produced" / "job.json").read_text(encoding="utf-8"))
    assert [given["path"] for given in record["inputs"]] == scene.images
    assert record["models"][0]["sha256"]
    reliability = facts(folder / "produced" / "reliability.tif")
    view = facts(folder / "produced" / "map_view.vrt")
    assert (view.values[0] == final.values[0]).all()
    assert (view.values[1] == np.array([110, 255, 130, 50])[reliability.values[0]]).all()
    assert view.legend == final.legend
    counted = counts(final, reliability)
    assert [results[key] for key in ("N1", "N2", "N3")] == counted
    report = json.loads((folder / "produced" / "report.json").read_text(encoding="utf-8"))
    assert report["map"]["score"] == pytest.approx(results["SCORE"])


def test_produce_without_a_model_learns_from_the_old_map(stage: Stage, scene: Scene, folder: Path) -> None:
    results = stage(
        "produce", IMAGES=scene.images, MASKS=scene.masks, EXTERNAL=scene.external, NETWORK="kmeans", FOLDS=3,
        K=40, FOLDER=folder / "learned",
    )  # fmt: skip
    made = left_in(folder / "learned")
    for name in ("map.tif", "model/model.json", "model/job.json", "old_map_check.json", "old_map_issues.tif"):
        assert name in made
    final, truth = facts(results["MAP"]), facts(scene.truth)
    assert lies_on(final, scene.images[0])
    assert final.legend.items() <= (CLASSES | PARENTS).items()
    assert counts(final, facts(results["RELIABILITY"])) == [results[key] for key in ("N1", "N2", "N3")]
    (model,) = json.loads(final.tags["SURECOVER_MODELS"])
    assert (model["id"], model["folds"]) == ("learned-here", 3)
    assert (final.values == truth.values).mean() > 0.4
    assert "<h2>The old map</h2>" in (folder / "learned" / "report.html").read_text(encoding="utf-8")
    assert not (folder / "learned.training").exists()


def test_crossfit_predicts_every_date_by_what_did_not_learn_there(
    stage: Stage, scene: Scene, folder: Path
) -> None:
    results = stage(
        "crossfit", IMAGES=scene.images, MASKS=scene.masks, LABELS=scene.external, NETWORK="kmeans", FOLDS=3,
        NAMES="a,b,c", FOLDER=folder / "folds", MODEL=folder / "of_all_folds",
    )  # fmt: skip
    assert [name for name in left_in(folder / "folds") if name.endswith(".tif")] == [
        f"{what}_{name}.tif" for what in ("map", "probabilities") for name in "abc"
    ]
    assert 0.4 < results["OA"] < 1
    fused = stage(
        "fuse", PROBABILITIES=[folder / "folds" / f"probabilities_{name}.tif" for name in "abc"],
        MAP=folder / "folds_fused.tif",
    )  # fmt: skip
    assert lies_on(facts(fused["MAP"]), scene.images[0])
    described = json.loads(
        Path(stage("checkmodel", MODEL=results["MODEL"], JSON=folder / "folds.json")["JSON"]).read_text()
    )
    assert described["id"] == "learned-here"


def test_train_makes_a_model_that_classify_runs_and_a_page_about_it(
    stage: Stage, scene: Scene, folder: Path
) -> None:
    results = stage(
        "train", IMAGES=scene.images, MASKS=scene.masks, LABELS=scene.external, ZONES=scene.zones,
        HELD_OUT="Millbrook", EPOCHS=1, SAMPLES=12, PATCH=32, SEED=1,
        MODEL=folder / "trained", HTML=folder / "trained.html",
    )  # fmt: skip
    assert left_in(folder / "trained") == [
        "appearance.json", "config.json", "job.json", "model.json", "model.safetensors",
    ]  # fmt: skip
    assert not (folder / "trained.training").exists()
    assert 0 <= results["MIOU"] <= results["OA"] <= 1
    assert "Millbrook" in Path(results["HTML"]).read_text(encoding="utf-8")
    found = facts(
        stage("classify", INPUT=scene.images[0], MODELS=results["MODEL"], MAP=folder / "own.tif")["MAP"]
    )
    assert lies_on(found, scene.images[0])
    assert found.values.all()


def test_crossvalidate_holds_out_every_zone_and_random_patches(
    stage: Stage, scene: Scene, folder: Path
) -> None:
    results = stage(
        "crossvalidate", IMAGES=scene.images[:1], LABELS=scene.external, ZONES=scene.zones, NETWORK="kmeans",
        FOLDS=20, PATCH=32, SEED=1, HTML=folder / "folds.html", JSON=folder / "folds.json",
    )  # fmt: skip
    assert 0 <= results["MIOU"] <= results["OA"] <= 1
    told = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    package = ogr.Open(scene.zones)
    zones = [feature["name"] for feature in package.GetLayer()]
    assert sorted(fold["name"] for fold in told["contiguous"]["folds"]) == sorted(zones)
    assert len(told["random"]["folds"]) == len(zones)
    page = Path(results["HTML"]).read_text(encoding="utf-8")
    assert all(zone in page for zone in zones)
    assert not (folder / "folds.html.training").exists()


def test_checklabels_flags_the_old_map_and_the_report_tells_of_it(
    stage: Stage, harmonised: Results, fused: Results, corrected: Results, scene: Scene, folder: Path
) -> None:
    results = stage(
        "checklabels", LABELS=harmonised["OUTPUT"], PROBABILITIES=fused["FUSED"], ZONES=scene.zones,
        ISSUES=folder / "issues.tif", HTML=folder / "check.html", JSON=folder / "check.json",
        CSV=folder / "check.csv",
    )  # fmt: skip
    issues, labels = facts(results["ISSUES"]), facts(harmonised["OUTPUT"]).values
    assert lies_on(issues, scene.images[0])
    assert issues.legend == CLASSES | PARENTS
    assert results["FLAGGED"] == pytest.approx((issues.values > 0).sum() / results["COMPARED"], abs=1e-5)
    assert not (issues.values == labels)[issues.values > 0].any()
    truth = facts(scene.truth).values
    fits = (labels == truth) | (labels == 8) & np.isin(truth, (2, 4)) | (labels == 7) & (truth >= 5)
    assert (~fits[issues.values > 0]).mean() > 2 * (~fits[labels > 0]).mean()
    told = stage(
        "report", MAP=corrected["CORRECTED"], RELIABILITY=corrected["RELIABILITY"], HTML=folder / "old.html",
        LABEL_CHECK=results["JSON"], LABEL_ISSUES=results["ISSUES"],
    )  # fmt: skip
    page = Path(told["HTML"]).read_text(encoding="utf-8")
    assert "<h2>The old map</h2>" in page
    assert "Where the old map looks wrong" in page
    assert "Millbrook" in page


def test_change_tells_what_became_what_and_what_is_not_sure(
    stage: Stage, classified: Results, corrected: Results, folder: Path
) -> None:
    before, after = classified["MAP"], corrected["CORRECTED"]
    results = stage(
        "change", MAP_A=before, MAP_B=after, RELIABILITY_B=corrected["RELIABILITY"],
        CONFIDENCE_B=corrected["CONFIDENCE"], MIN_CONFIDENCE=0.6, MIN_PIXELS=4,
        **{key: folder / f"change.{key.lower()}" for key in ("HTML", "JSON", "CSV")},
        CHANGE=folder / "change.tif",
    )  # fmt: skip
    change = facts(results["CHANGE"])
    assert lies_on(change, after)
    assert (change.dtype, change.nodata) == ("UInt16", [0.0])
    a, b = facts(before).values.astype(int), facts(after).values.astype(int)
    assert set(np.unique(change.values[change.values > 1] - (100 * a + b)[change.values > 1])) == {0}
    known = (a > 0) & (b > 0)
    assert results["NOT_SURE_SHARE"] == pytest.approx((change.values == 1).sum() / known.sum(), abs=1e-4)
    assert results["UNMASKED_SHARE"] == pytest.approx((a != b)[known].mean(), abs=1e-4)
    assert change.legend[303] == "forest unchanged"
    told = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    assert told["map"]["changed"]["area_ha"] == results["CHANGED_HECTARES"]
    with Path(results["CSV"]).open(encoding="utf-8", newline="") as file:
        assert {row["level"] for row in csv.DictReader(file)} == {"map", "class", "transition"}
    assert "<h2>What became what</h2>" in Path(results["HTML"]).read_text(encoding="utf-8")


def test_compare_tells_land_that_the_model_knows_from_land_in_another_light(
    stage: Stage, scene: Scene, model: str, folder: Path
) -> None:
    bright = folder / "bright.tif"
    gdal.Translate(
        str(bright), scene.images[0], outputType=gdal.GDT_UInt16, scaleParams=[[0, 20_000, 0, 60_000]]
    )
    results = stage(
        "compare", AREAS=scene.images[0], AREA_MASKS=scene.masks[0], TARGETS=[bright, scene.images[0]],
        MODEL=model, LABELS=scene.truth, PATCH=32, HTML=folder / "areas.html", JSON=folder / "areas.json",
        UNLIKE=folder / "unlike.tif",
    )  # fmt: skip
    told = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    assert [entry["level"] for entry in told["verdicts"]] == ["do not use", "fine"]
    assert results["OUTSIDE"] == told["verdicts"][0]["outside"] > 0.8
    assert set(told["areas"][0]["classes"]) <= set(CLASSES.values())
    unlike = facts(results["UNLIKE"])
    assert lies_on(unlike, scene.images[0])
    assert unlike.nodata == [-1.0]
    assert unlike.values[unlike.values >= 0].mean() > 0.8
    assert "<svg" in Path(results["HTML"]).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def calibrated(stage: Stage, scene: Scene, model: str, folder: Path) -> Results:
    return stage(
        "calibrate", MODEL=model, IMAGES=scene.images, MASKS=scene.masks, LABELS=scene.truth, COVERAGE=0.8,
        MODEL_OUT=folder / "calibrated", JSON=folder / "calibration.json", HTML=folder / "calibration.html",
    )  # fmt: skip


def test_calibrate_makes_a_model_as_sure_as_it_is_right(calibrated: Results, model: str) -> None:
    card, before = (
        json.loads(Path(place, "model.json").read_text(encoding="utf-8"))["properties"]
        for place in (calibrated["MODEL_OUT"], model)
    )
    assert card["surecover:temperature"] == pytest.approx(calibrated["TEMPERATURE"])
    assert card["surecover:temperature"] != before["surecover:temperature"]
    assert card["surecover:ece"] == calibrated["ECE_AFTER"] < calibrated["ECE_BEFORE"]
    assert calibrated["COVERED"] == pytest.approx(0.8, abs=0.03)
    told = json.loads(Path(calibrated["JSON"]).read_text(encoding="utf-8"))
    assert told["sets"]["lac"]["mean_size"] == calibrated["MEAN_SIZE"]
    assert "<svg" in Path(calibrated["HTML"]).read_text(encoding="utf-8")


def test_predictsets_counts_the_classes_that_a_pixel_may_have(
    stage: Stage, calibrated: Results, scene: Scene, folder: Path
) -> None:
    made = stage(
        "classify", INPUT=scene.images[1], MASK=scene.masks[1], MODELS=calibrated["MODEL_OUT"],
        PROBABILITIES=folder / "calm.tif",
    )  # fmt: skip
    sizes = {}
    for coverage in (0.6, 0.99):
        results = stage(
            "predictsets", PROBABILITIES=made["PROBABILITIES"], MODEL=calibrated["MODEL_OUT"],
            COVERAGE=coverage, METHOD="raps", SET_SIZE=folder / f"sets{coverage}.tif",
        )  # fmt: skip
        sizes[coverage] = facts(results["SET_SIZE"])
        seen = sizes[coverage].values != 255
        assert results["MEAN_SIZE"] == pytest.approx(sizes[coverage].values[seen].mean())
        assert results["SHARE_SINGLE"] == pytest.approx((sizes[coverage].values[seen] == 1).mean())
    assert (sizes[0.99].values >= sizes[0.6].values).all()
    assert (sizes[0.99].dtype, sizes[0.99].nodata) == ("Byte", [255.0])
    assert sizes[0.99].legend[1] == "one class"
    assert ((facts(made["PROBABILITIES"]).values[0] == 255) == (sizes[0.6].values[0] == 255)).all()


def test_importmodel_makes_a_foreign_model_one_that_maps_once_all_is_told(
    stage: Stage, scene: Scene, folder: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import tests.conftest; "
        "from tests.foreign_models import DEEPNESS, onnx_file, pixel_graph; "
        "onnx_file(Path(sys.argv[2]), pixel_graph(), **DEEPNESS)"
    )
    subprocess.run([find_interpreter(), "-c", code, ROOT, folder / "fields.onnx"], check=True, timeout=60)
    made = stage("importmodel", INPUT=folder / "fields.onnx", FOLDER=folder / "fields")
    assert made == {"FOLDER": str(folder / "fields"), "UNKNOWN": 1}
    report = json.loads(
        Path(stage("checkmodel", MODEL=made["FOLDER"], JSON=folder / "f.json")["JSON"]).read_text()
    )
    assert report["unknown"] == ["bands"]
    told = stage("importmodel", INPUT=made["FOLDER"], BANDS="B04,B03,B02", CLASSES="basic6 1,2,3")
    assert (told["FOLDER"], told["UNKNOWN"]) == (made["FOLDER"], 0)
    result = stage("classify", INPUT=scene.images[0], MODELS=told["FOLDER"], MAP=folder / "fields.tif")
    assert set(np.unique(facts(result["MAP"]).values)) <= {0, 1, 2, 3}


def test_checkmodel_describes_a_model(stage: Stage, model: str, folder: Path) -> None:
    results = stage("checkmodel", MODEL=model, JSON=folder / "model.json")
    described = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    assert results["BANDS"] == len(described["bands"])
    assert [c["name"] for c in described["classes"]] == list(CLASSES.values())
    assert results["CLASSES"] == 6
    assert results["KPX_PER_S"] > 0


def test_checkimages_tells_what_a_run_would_see(stage: Stage, scene: Scene, model: str, folder: Path) -> None:
    results = stage(
        "checkimages", IMAGES=scene.images, MASKS=scene.masks, MODELS=model, JSON=folder / "images.json"
    )
    assert (results["IMAGES_USABLE"], results["DATED"]) == (3, 3)
    told = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))["images"]
    assert [image["path"] for image in told] == scene.images
    assert [image["clouds"] for image in told] == [f"file {mask}" for mask in scene.masks]
    assert all(band["found"] for image in told for band in image["models"][0]["bands"])


def test_selftest_tells_what_the_engine_runs_on(stage: Stage, folder: Path) -> None:
    results = stage("selftest", JSON=folder / "selftest.json")
    assert results["CORES"] >= 1
    report = json.loads(Path(results["JSON"]).read_text(encoding="utf-8"))
    assert report["software"]["SureCover"] == VERSION
    assert set(report["checks"].values()) == {"passed"}


def test_every_algorithm_was_run_here() -> None:
    tested = {name.split("_")[1] for name in globals() if name.startswith("test_")}
    assert set(STAGES) <= tested


def test_afterwards_no_unfinished_file_and_no_engine_is_left(folder: Path, profile: Path) -> None:
    assert not [name for name in left_in(folder) if ".partial" in name]
    assert ends_soon(lambda: engine_processes(profile))
