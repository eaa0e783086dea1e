"""Calibrate: a planted error is found and undone, judged on land apart, and kept in a copy of the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.model.cardfile import read_card, verify_files
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import calibrate, classify
from surecover.core.stored import PROBABILITY_STEPS
from tests.core.stages.calibrating import (
    SHARP,
    SIDE,
    Results,
    calibrated,
    drawn,
    planted,
    write_image,
    write_model,
)
from tests.files import read_raster, write_raster
from tests.shapes import write_layer

__all__ = ["planted"]

pytestmark = pytest.mark.usefixtures("one_thread")


def write_labels(path: Path, ids: np.ndarray) -> str:
    return write_raster(path, ids.astype(np.uint8), nodata=0, tags=load_scheme("basic6").tags())


def probabilities(model: str, image: str, folder: Path) -> np.ndarray:
    """What classify writes, in steps."""
    target = folder / "probabilities.tif"
    classify.run(classify.JOB(input=image, models=(model,), probabilities=str(target)), Progress())
    return read_raster(target)


# --- what is found ---------------------------------------------------------------------------------


def test_the_temperature_undoes_the_planted_error(planted: Results) -> None:
    numbers = planted["results"]
    assert numbers["TEMPERATURE"] == pytest.approx(SHARP, rel=0.03)
    assert numbers["ECE_BEFORE"] > 0.08
    assert numbers["ECE_AFTER"] < 0.02
    assert planted["told"]["after"]["nll"] < planted["told"]["before"]["nll"] - 0.05


def test_sets_hold_the_right_class_as_often_as_promised(planted: Results) -> None:
    told = planted["told"]
    assert told["coverage"] == 0.9
    for method in ("lac", "raps"):
        assert told["sets"][method]["covered"] == pytest.approx(0.9, abs=0.01)
        sizes = told["sets"][method]["sizes"]
        assert sum(sizes.values()) == pytest.approx(1, abs=1e-5)
        mean = sum(int(size) * share for size, share in sizes.items())
        assert told["sets"][method]["mean_size"] == pytest.approx(mean, abs=1e-4)
    assert planted["results"]["COVERED"] == told["sets"]["lac"]["covered"]
    assert planted["results"]["MEAN_SIZE"] == told["sets"]["lac"]["mean_size"]


def test_every_labelled_pixel_is_judged_once(planted: Results) -> None:
    told = planted["told"]
    assert told["pixels"] == SIDE * SIDE
    assert sum(fold["pixels"] for fold in told["folds"]) == SIDE * SIDE
    assert len(told["folds"]) == 5
    assert sum(entry["pixels"] for entry in told["classes"]) == SIDE * SIDE
    assert [entry["name"] for entry in told["classes"]] == ["water", "grass", "forest"]
    for state in ("before", "after"):
        assert sum(b["pixels"] for b in told[state]["bins"]) == SIDE * SIDE


def test_a_zone_is_judged_by_what_the_other_zones_fit(tmp_path: Path) -> None:
    # In the west the model is twice too sure, in the east it is as sure as it is right.
    shares, truth = drawn(1)
    half = SIDE // 2
    west = shares[:, :, :half] ** 0.5
    sharper = np.concatenate([west / west.sum(axis=0), shares[:, :, half:]], axis=2)
    rng = np.random.default_rng(2)
    truth[:, :half] = (sharper[:, :, :half].cumsum(axis=0) < rng.random((SIDE, half))).sum(axis=0).clip(0, 2)
    boxes = [
        shapely.box(500_000 + 10 * a, 4_998_000, 500_000 + 10 * (a + half), 5_000_000) for a in (0, half)
    ]
    zones = write_layer(tmp_path / "zones.gpkg", boxes, {"name": ["west", "east"]})
    done = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (1, 2, 3), sharp=1.0), zones=zones, gap=2,
        images=(write_image(tmp_path / "image.tif", shares),),
        labels=write_labels(tmp_path / "labels.tif", truth + 1),
    )  # fmt: skip
    folds = {fold["name"]: fold for fold in done["told"]["folds"]}
    assert folds["west"]["temperature"] == pytest.approx(1, abs=0.05), "fitted in the east"
    assert folds["east"]["temperature"] == pytest.approx(2, abs=0.1), "fitted in the west"
    assert folds["east"]["ece_after"] > folds["east"]["ece_before"] + 0.05


def test_a_temperature_that_only_does_harm_is_left_alone(tmp_path: Path) -> None:
    # West and east want opposite temperatures, so what fits the one harms the other.
    shares, truth = drawn(6)
    rng, half = np.random.default_rng(7), SIDE // 2
    for cols, power in ((slice(0, half), 3.0), (slice(half, SIDE), 1 / 3)):
        true = shares[:, :, cols] ** power
        true /= true.sum(axis=0)
        truth[:, cols] = (true.cumsum(axis=0) < rng.random((SIDE, half))).sum(axis=0).clip(0, 2)
    edges = 500_000, 500_000 + 10 * half, 500_000 + 10 * SIDE
    boxes = [shapely.box(a, 4_998_000, b, 5_000_000) for a, b in zip(edges, edges[1:])]
    done = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (1, 2, 3), sharp=1.0), gap=2,
        zones=write_layer(tmp_path / "zones.gpkg", boxes, {"name": ["west", "east"]}),
        images=(write_image(tmp_path / "image.tif", shares),),
        labels=write_labels(tmp_path / "labels.tif", truth + 1),
    )  # fmt: skip
    assert done["results"]["TEMPERATURE"] == 1
    assert done["results"]["ECE_AFTER"] == done["results"]["ECE_BEFORE"]
    assert any("stays as sure as it was" in note for note in done["said"])


# --- what is kept ----------------------------------------------------------------------------------


def test_the_model_is_copied_with_its_calibration_and_stays_as_it_was(planted: Results) -> None:
    before, after = Path(planted["given"]["model"]), Path(planted["model"])
    assert sorted(path.name for path in before.iterdir()) == ["job.json", "model.json", "model.onnx"]
    assert sorted(path.name for path in after.iterdir()) == [
        "calibration.json", "job.json", "model.json", "model.onnx",
    ]  # fmt: skip
    own, copy = read_card(before), read_card(after)
    verify_files(after, copy)
    assert (own.temperature, own.ece) == (None, None)
    assert copy.temperature == planted["results"]["TEMPERATURE"]
    assert copy.ece == planted["results"]["ECE_AFTER"]
    assert copy.files.keys() - own.files.keys() == {"calibration.json"}
    kept = json.loads((after / "calibration.json").read_text())
    assert {method: sum(counts) for method, counts in kept["scores"].items()} == {
        "lac": SIDE * SIDE, "raps": SIDE * SIDE,
    }  # fmt: skip


def test_classify_divides_the_logits_by_the_temperature(planted: Results, tmp_path: Path) -> None:
    image = planted["given"]["images"][0]
    raw, calm = (
        probabilities(model, image, tmp_path) / PROBABILITY_STEPS
        for model in (planted["given"]["model"], planted["model"])
    )
    shares, _ = drawn()
    sharp = shares**SHARP / (shares**SHARP).sum(axis=0)
    assert np.abs(raw - sharp).max() < 0.005
    temperature = planted["results"]["TEMPERATURE"]
    mild = shares ** (SHARP / temperature)
    assert np.abs(calm - mild / mild.sum(axis=0)).max() < 0.005
    assert (raw.argmax(axis=0) == calm.argmax(axis=0)).mean() > 0.99


def test_calibrating_a_calibrated_model_again_changes_nothing(planted: Results, tmp_path: Path) -> None:
    again = calibrated(tmp_path, **{**planted["given"], "model": planted["model"]})
    assert again["results"]["TEMPERATURE"] == pytest.approx(planted["results"]["TEMPERATURE"], rel=0.005)
    assert again["results"]["ECE_BEFORE"] == pytest.approx(planted["results"]["ECE_AFTER"], abs=0.005)


def test_the_page_stands_alone_and_tells_both_errors(planted: Results) -> None:
    page = planted["page"]
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert "Calibration of Planted" in page
    for words in ("calibration error before", "RAPS", "How often the class is right", "forest", "fold 5"):
        assert words in page


# --- other labels and models -----------------------------------------------------------------------


def test_a_coarse_label_is_right_with_any_of_its_classes(tmp_path: Path) -> None:
    shares, truth = drawn(3, 4)
    ids = np.array([1, 2, 7, 7])[truth]  # 7, building, may be 5 or 6
    done = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (1, 2, 5, 6)),
        images=(write_image(tmp_path / "image.tif", shares),),
        labels=write_labels(tmp_path / "labels.tif", ids),
    )  # fmt: skip
    assert [entry["name"] for entry in done["told"]["classes"]] == ["water", "grass", "building"]
    assert done["results"]["TEMPERATURE"] == pytest.approx(SHARP, rel=0.1)
    assert any("allow several classes" in note for note in done["said"])
    assert done["told"]["sets"]["lac"]["covered"] == pytest.approx(0.9, abs=0.012)


def test_a_theme_takes_every_other_class_for_its_rest(tmp_path: Path) -> None:
    shares, truth = drawn(4)
    ids = np.array([2, 3, 0])[truth]
    ids[ids == 0] = np.random.default_rng(0).choice([1, 4, 5], (ids == 0).sum())
    done = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (2, 3, 0)),
        images=(write_image(tmp_path / "image.tif", shares),),
        labels=write_labels(tmp_path / "labels.tif", ids),
    )  # fmt: skip
    assert done["results"]["TEMPERATURE"] == pytest.approx(SHARP, rel=0.05)
    assert done["told"]["pixels"] == SIDE * SIDE


def test_points_and_polygons_are_labels_too(tmp_path: Path) -> None:
    shares, truth = drawn(5)
    rng = np.random.default_rng(0)
    rows, cols = rng.integers(0, SIDE, (2, 3000))
    points = shapely.points(500_005 + 10 * cols, 4_999_995 - 10 * rows)
    names = np.array(["water", "grass", "forest"])[truth[rows, cols]]
    layer = write_layer(tmp_path / "points.gpkg", list(points), {"class": names.tolist()})
    done = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (1, 2, 3)), labels=layer, field="class",
        images=(write_image(tmp_path / "image.tif", shares),),
    )  # fmt: skip
    assert done["told"]["pixels"] == len(set(zip(rows.tolist(), cols.tolist())))
    assert done["results"]["TEMPERATURE"] == pytest.approx(SHARP, rel=0.12)


@pytest.mark.parametrize(("worst", "temperature"), [(True, "5.00"), (False, "0.20")])
def test_a_temperature_at_its_limit_is_told(
    planted: Results, tmp_path: Path, worst: bool, temperature: str
) -> None:
    shares, _ = drawn()
    truth = (shares.argmin if worst else shares.argmax)(axis=0)
    labels = write_labels(tmp_path / "labels.tif", truth + 1)
    done = calibrated(tmp_path, **{**planted["given"], "labels": labels})
    assert any(f"The temperature fitted, {temperature}, is as far as one may go" in w for w in done["said"])


def test_a_class_without_labels_is_named(planted: Results, tmp_path: Path) -> None:
    _, truth = drawn()
    labels = write_labels(tmp_path / "labels.tif", np.where(truth == 2, 0, truth + 1))
    done = calibrated(tmp_path, **{**planted["given"], "labels": labels})
    assert any("No label shows forest" in note for note in done["said"])


def test_labels_with_codes_that_the_model_does_not_know_need_a_crosswalk(
    planted: Results, tmp_path: Path
) -> None:
    _, truth = drawn()
    ids = (truth + 1).astype(np.uint8)
    ids[:5] = 77
    labels = write_raster(tmp_path / "labels.tif", ids, nodata=0)
    with pytest.raises(SureCoverError, match=r"not recognised by its codes \(1, 2, 3, 77\)"):
        calibrated(tmp_path, **{**planted["given"], "labels": labels})
    table = tmp_path / "table.csv"
    table.write_text("from,to\n1,water\n2,grass\n3,forest\n77,0\n")
    done = calibrated(tmp_path, **{**planted["given"], "labels": labels, "crosswalk": str(table)})
    assert done["told"]["pixels"] == SIDE * (SIDE - 5)


# --- refusals --------------------------------------------------------------------------------------


def test_few_labels_are_refused_and_nothing_is_written(planted: Results, tmp_path: Path) -> None:
    _, truth = drawn()
    few = np.zeros_like(truth)
    few[::16, ::16] = truth[::16, ::16] + 1
    labels = write_labels(tmp_path / "labels.tif", few)
    with pytest.raises(SureCoverError, match=r"\(LABELS\) show 64 clear pixels.*needed are 200"):
        calibrated(tmp_path, **{**planted["given"], "labels": labels})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["labels.tif"]


def test_a_coverage_that_the_labels_cannot_promise_is_told(planted: Results, tmp_path: Path) -> None:
    _, truth = drawn()
    some = np.zeros_like(truth)
    some[::5, ::5] = truth[::5, ::5] + 1
    labels = write_labels(tmp_path / "labels.tif", some)
    done = calibrated(tmp_path, **{**planted["given"], "labels": labels, "coverage": 0.999})
    assert any("too few to promise a coverage of 0.999" in note for note in done["said"])
    assert done["results"]["MEAN_SIZE"] == 3


def test_labels_of_other_classes_are_refused(planted: Results, tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "labels.tif", np.full((SIDE, SIDE), 4))
    with pytest.raises(SureCoverError, match="shown are barren, the model's are water, grass, forest"):
        calibrated(tmp_path, **{**planted["given"], "labels": labels})


@pytest.mark.parametrize("place", ["", "inside"])
def test_the_model_is_never_written_into(planted: Results, tmp_path: Path, place: str) -> None:
    out = str(Path(planted["given"]["model"], place))
    with pytest.raises(SureCoverError, match=r"\(MODEL_OUT\)"):
        calibrated(tmp_path, **{**planted["given"], "model_out": out})


@pytest.mark.parametrize(
    ("folder", "told"),
    [("model", r"\(JSON\) lies in Model \(MODEL\)"), ("calibrated", r"lies in .*\(MODEL_OUT\)")],
)
def test_no_model_is_written_over_by_what_tells_of_it(
    planted: Results, tmp_path: Path, folder: str, told: str
) -> None:
    place = planted["folder"] / folder
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    with pytest.raises(SureCoverError, match=told):
        calibrated(
            tmp_path, **{**planted["given"], "model_out": planted["model"], "json": str(place / "model.json")}
        )
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_an_image_without_the_model_s_bands_is_refused(planted: Results, tmp_path: Path) -> None:
    image = write_raster(tmp_path / "i.tif", np.ones((2, SIDE, SIDE), np.uint16), descriptions=("B02", "B03"))
    with pytest.raises(SureCoverError, match=r"\(IMAGES\).*B04"):
        calibrated(tmp_path, **{**planted["given"], "images": (image,)})


def test_cancelling_leaves_nothing(planted: Results, tmp_path: Path) -> None:
    seen: list[Any] = []
    progress = Progress(lambda kind, value: seen.append(value), lambda: len(seen) > 15)
    with pytest.raises(Cancelled):
        calibrated(tmp_path, progress, **planted["given"])
    assert not list(tmp_path.iterdir())


def test_the_job_has_no_settings_of_learning() -> None:
    assert not {"network", "epochs", "loss", "patch"} & set(calibrate.JOB.specs())
