"""Correct with the clusters' evidence: classes decided by probabilities and clusters together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from surecover.core.progress import Progress
from surecover.core.stages import correct
from tests.core.stages.correct_scene import BASIC6, Write, band, job, refusal

SIDE = 128


@pytest.fixture
def scene(write: Write) -> dict[str, str]:
    """Water and forest, seen unsurely; clusters tell them apart; an eighth of the old map is wrong."""
    random = np.random.default_rng(0)
    truth = np.kron(random.choice([1, 3], (16, 16)), np.ones((8, 8), int))
    sure = np.clip(random.normal(0.62, 0.2, truth.shape), 0.02, 0.98)
    shares = np.where(truth == 1, [sure, 1 - sure], [1 - sure, sure]).astype(np.float32)
    wrong = np.kron(random.random((16, 16)) < 1 / 8, np.ones((8, 8), bool))
    external = np.where(wrong, 4 - truth, truth)
    clusters = np.where(truth == 1, 0, 3) + random.integers(1, 4, truth.shape)
    ids = {"SURECOVER_CLASS_IDS": json.dumps([1, 3]), **BASIC6.tags()}
    seen = np.array([1, 3])[shares.argmax(axis=0)]
    return {
        "truth": write("truth", truth.astype("uint8"), tags=BASIC6.tags(), nodata=0),
        "map": write("map", seen.astype("uint8"), tags=BASIC6.tags(), nodata=0),
        "external": write("external", external.astype("uint8"), tags=BASIC6.tags(), nodata=0),
        "cluster_map": write("clusters", clusters.astype("uint8"), nodata=0),
        "probabilities": write("probabilities", shares, tags=ids),
    }  # fmt: skip


def run(folder: Path, scene: dict[str, str], **settings: object) -> tuple[dict[str, object], list[str]]:
    said: list[str] = []
    progress = Progress(lambda kind, value: said.append(str(value)) if kind == "log" else None)
    inputs = {name: path for name, path in scene.items() if name != "truth"}
    folder.mkdir(exist_ok=True)
    settings["probabilities_out"] = str(folder / "out_probabilities.tif")
    return correct.run(job(folder, inputs, continuity="", rejection=1, **settings), progress), said


def test_unsure_pixels_are_decided_by_their_cluster(tmp_path: Path, scene: dict[str, str]) -> None:
    truth = band(scene["truth"])
    before, _ = run(tmp_path / "without", scene)
    after, said = run(tmp_path / "with", scene, cluster_evidence=True)
    right = [(band(found["CORRECTED"]) == truth).mean() for found in (before, after)]
    assert right[1] > right[0] + 0.08
    changed = (band(scene["map"]) != band(after["CORRECTED"])).sum()
    assert any(f"changed the class of {changed} pixels" in line for line in said)


def test_clusters_that_tell_nothing_are_not_heard(
    tmp_path: Path, scene: dict[str, str], write: Write
) -> None:
    lots = np.random.default_rng(5).integers(1, 7, (SIDE, SIDE)).astype("uint8")
    scene["cluster_map"] = write("lots", lots, nodata=0)
    before, _ = run(tmp_path / "without", scene)
    after, said = run(tmp_path / "with", scene, cluster_evidence=True)
    assert (band(before["CORRECTED"]) == band(after["CORRECTED"])).all()
    assert any("not used" in line for line in said)


def test_a_class_that_was_not_the_most_probable_stays(
    tmp_path: Path, scene: dict[str, str], write: Write
) -> None:
    """Somebody decided otherwise; the clusters' evidence is no reason to decide again."""
    drawn = np.full((SIDE, SIDE), 2, "uint8")
    scene["map"] = write("drawn", drawn, tags=BASIC6.tags(), nodata=0)
    found, _ = run(tmp_path / "out", scene, cluster_evidence=True)
    assert (band(found["CORRECTED"]) == 2).all()


def test_the_probabilities_as_they_were_used_can_be_had(tmp_path: Path, scene: dict[str, str]) -> None:
    found, _ = run(tmp_path / "out", scene, cluster_evidence=True)
    with rasterio.open(found["PROBABILITIES_OUT"]) as raster:
        shares = raster.read() * raster.scales[0]
        assert raster.descriptions == ("water", "forest")
        assert json.loads(raster.tags()["SURECOVER_CLUSTER_EVIDENCE"])["used"] is True
    np.testing.assert_allclose(shares.sum(axis=0), 1, atol=0.01)
    most_probable = np.array([1, 3])[shares.argmax(axis=0)] == band(found["CORRECTED"])
    assert most_probable.mean() > 0.99, "but for probabilities that rounding made equal"


@pytest.mark.parametrize("asked", ["cluster_evidence", "probabilities_out"])
def test_without_probabilities_there_is_nothing_to_decide_by(
    tmp_path: Path, scene: dict[str, str], asked: str
) -> None:
    inputs = {name: path for name, path in scene.items() if name not in ("truth", "probabilities")}
    given = {asked: True if asked == "cluster_evidence" else str(tmp_path / "out_p.tif")}
    assert "(PROBABILITIES)" in refusal(tmp_path, inputs, confidence="", **given)
