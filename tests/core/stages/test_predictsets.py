"""Predict sets: as many classes a pixel as it takes, and warnings where nothing is promised."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from surecover.core.errors import SureCoverError
from surecover.core.model.cardfile import read_card, sha256, write_card
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import classify, fuse, predictsets
from surecover.core.stored import PROBABILITY_STEPS
from surecover.core.trust.conformal import METHODS, class_scores, set_sizes
from tests.core.stages.calibrating import SIDE, Results, calibrated, drawn, planted, write_image, write_model
from tests.files import facts, read_raster, write_raster

__all__ = ["planted"]

pytestmark = pytest.mark.usefixtures("one_thread")


def classified(model: str, shares: np.ndarray, folder: Path, tta: str = "none") -> str:
    image, target = write_image(folder / "new.tif", shares), str(folder / "probabilities.tif")
    classify.run(classify.JOB(input=image, models=(model,), probabilities=target, tta=tta), Progress())
    return target


def sets(probabilities: str, model: str, folder: Path, **settings: Any) -> Results:
    job = predictsets.JOB(
        probabilities=probabilities, model=model, set_size=str(folder / "sets.tif"), **settings
    )
    job.check()
    said: list[str] = []
    told = Progress(lambda kind, value: said.append(str(value)) if kind == "warning" else None)
    results = predictsets.run(job, told)
    return {**results, "said": said, "sizes": read_raster(job.set_size), "facts": facts(job.set_size)}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("coverage", [0.8, 0.95])
def test_sets_of_another_image_hold_the_right_class_as_often_as_asked(
    planted: Results, tmp_path: Path, method: str, coverage: float
) -> None:
    shares, truth = drawn(11)
    probabilities = classified(planted["model"], shares, tmp_path)
    made = sets(probabilities, planted["model"], tmp_path, coverage=coverage, method=method)
    assert made["said"] == []
    limit = json.loads(made["facts"]["tags"]["SURECOVER_LIMIT"])
    stored = read_raster(probabilities)
    inside = class_scores(method, stored) <= limit
    assert (made["sizes"] == inside.sum(axis=0)).all()
    assert np.take_along_axis(inside, truth[None], axis=0).mean() == pytest.approx(coverage, abs=0.012)
    assert made["MEAN_SIZE"] == pytest.approx(made["sizes"].mean())
    assert made["SHARE_SINGLE"] == pytest.approx((made["sizes"] == 1).mean())


def test_the_file_has_a_legend_and_tells_how_it_was_made(planted: Results, tmp_path: Path) -> None:
    shares, _ = drawn(12)
    probabilities = classified(planted["model"], shares, tmp_path)
    with rasterio.open(probabilities, "r+", IGNORE_COG_LAYOUT_BREAK="YES") as file:
        hidden = file.read()
        hidden[:, :40] = 255
        file.write(hidden)
    made = sets(probabilities, planted["model"], tmp_path)
    assert made["facts"]["nodata"] == 255
    assert (made["sizes"][:40] == 255).all()
    assert made["sizes"][40:].max() <= 3
    tags = made["facts"]["tags"]
    assert tags["SURECOVER_STAGE"] == "predictsets"
    assert tags["SURECOVER_CALIBRATION_PIXELS"] == str(SIDE * SIDE)
    assert json.loads(tags["SURECOVER_MODELS"])[0]["sha256"].keys() == {"model.onnx", "calibration.json"}
    legend = (tmp_path / "sets.tif.aux.xml").read_text()
    for name in ("no class fits", "one class", "2 classes", "3 classes"):
        assert f"<Category>{name}</Category>" in legend


def test_probabilities_of_other_programs_are_read_as_shares(planted: Results, tmp_path: Path) -> None:
    shares, _ = drawn(13)
    raster = write_raster(
        tmp_path / "p.tif", shares.astype(np.float32), descriptions=("water", "grass", "forest"), nodata=-1
    )
    made = sets(raster, planted["model"], tmp_path, method="raps")
    stored = np.rint(shares * PROBABILITY_STEPS).astype(np.uint8)
    limit = json.loads(made["facts"]["tags"]["SURECOVER_LIMIT"])
    assert (made["sizes"] == set_sizes("raps", stored, limit)).all()
    assert any("do not tell which model" in warning for warning in made["said"])


def test_fused_dates_and_other_models_are_warned_of(planted: Results, tmp_path: Path) -> None:
    shares, _ = drawn(14)
    own = classified(planted["model"], shares, tmp_path)
    fused = str(tmp_path / "fused.tif")
    fuse.run(fuse.JOB(probabilities=(own, own), fused=fused), Progress())
    assert any("fused from several dates" in w for w in sets(fused, planted["model"], tmp_path)["said"])
    before = classified(planted["given"]["model"], shares, tmp_path)
    said = sets(before, planted["model"], tmp_path)["said"]
    assert any("by this one before it was calibrated" in warning for warning in said)
    turned = sets(classified(planted["model"], shares, tmp_path, "flips"), planted["model"], tmp_path)
    assert any("made with test-time augmentation (TTA)" in warning for warning in turned["said"])


def test_a_theme_s_probabilities_have_a_class_of_the_rest(tmp_path: Path) -> None:
    shares, truth = drawn(15)
    ids = np.array([2, 3, 4])[truth].astype(np.uint8)
    labels = write_raster(tmp_path / "l.tif", ids, nodata=0, tags=load_scheme("basic6").tags())
    model = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (2, 3, 0)), labels=labels,
        images=(write_image(tmp_path / "image.tif", shares),),
    )["model"]  # fmt: skip
    made = sets(classified(model, shares, tmp_path), model, tmp_path)
    assert made["said"] == []
    assert made["MEAN_SIZE"] > 1


def test_probabilities_of_other_classes_are_refused(planted: Results, tmp_path: Path) -> None:
    raster = write_raster(
        tmp_path / "p.tif", np.full((3, 8, 8), 0.3, np.float32), descriptions=("water", "grass", "barren")
    )
    with pytest.raises(SureCoverError, match=r"the classes water, grass, barren; those of .* grass, forest"):
        sets(raster, planted["model"], tmp_path)
    assert not (tmp_path / "sets.tif").exists()


def test_a_model_that_is_not_calibrated_is_refused(planted: Results, tmp_path: Path) -> None:
    raster = write_raster(tmp_path / "p.tif", np.full((3, 8, 8), 0.3, np.float32))
    with pytest.raises(SureCoverError, match=r"\(MODEL\) is not calibrated"):
        sets(raster, planted["given"]["model"], tmp_path)


@pytest.mark.parametrize("counts", [[-5], [1.5], [True], [[1]], [2**62, 2**62], {"0": 1}, None])
def test_scores_that_are_no_counts_are_refused(planted: Results, tmp_path: Path, counts: object) -> None:
    model = tmp_path / "model"
    shutil.copytree(planted["model"], model)
    file = model / "calibration.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "scores": {"lac": counts, "raps": [1]}}))
    card = read_card(model)
    write_card(model, replace(card, files={**card.files, file.name: sha256(file)}))
    raster = write_raster(tmp_path / "p.tif", np.full((3, 8, 8), 0.3, np.float32))
    with pytest.raises(SureCoverError, match=r"has no readable calibration\.json"):
        sets(raster, str(model), tmp_path)


def test_a_changed_calibration_is_refused(planted: Results, tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(planted["model"], model)
    file = model / "calibration.json"
    file.write_text(file.read_text().replace('"lac": [', '"lac": [1, '))
    raster = write_raster(tmp_path / "p.tif", np.full((3, 8, 8), 0.3, np.float32))
    with pytest.raises(SureCoverError, match="does not match the checksum"):
        sets(raster, str(model), tmp_path)
