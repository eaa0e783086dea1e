"""Calibration, sets, confidence and the clusters' evidence from files, against their formulas."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import shapely
from scipy.optimize import minimize_scalar
from sklearn.isotonic import IsotonicRegression

from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import classify, confidence, correct, predictsets
from tests.core.stages.calibrating import SHARP, calibrated, drawn, write_image, write_model
from tests.files import read_raster, write_raster
from tests.shapes import write_layer

SIDE, CLASSES = 48, 3
TAGS = {**load_scheme("basic6").tags(), "SURECOVER_CLASS_IDS": "[1, 2, 3]"}


def scores(method: str, probabilities: np.ndarray) -> list[int]:
    """Of one pixel's classes, from probabilities in steps of 1/254."""
    if method == "lac":
        return [254 - int(probability) for probability in probabilities]
    found, before = [0] * len(probabilities), 0
    for rank, place in enumerate(sorted(range(len(probabilities)), key=lambda n: -int(probabilities[n])), 1):
        found[place] = before + 25 * max(rank - 2, 0)
        before += int(probabilities[place])
    return found


def limit(found: list[int], coverage: float) -> int:
    """The ⌈(n + 1) · coverage⌉-th smallest."""
    return sorted(found)[math.ceil(round((len(found) + 1) * coverage, 6)) - 1]


def tempered(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    powers = probabilities ** (1 / temperature)
    return powers / powers.sum(axis=0)


def test_every_zone_is_judged_by_temperature_and_sets_of_the_others_outside_the_gap(tmp_path: Path) -> None:
    shares, truth = drawn(8, CLASSES, SIDE)
    edges, gap, coverage = [0, 15, 34, SIDE], 3, 0.85
    boxes = [
        shapely.box(500_000 + 10 * a, 4_998_000, 500_000 + 10 * b, 5_000_000)
        for a, b in zip(edges, edges[1:])
    ]
    told = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (1, 2, 3)), gap=gap, coverage=coverage,
        zones=write_layer(tmp_path / "zones.gpkg", boxes, {"name": ["a", "b", "c"]}),
        images=(write_image(tmp_path / "image.tif", shares),),
        labels=write_raster(tmp_path / "labels.tif", (truth + 1).astype(np.uint8), nodata=0, tags=TAGS),
    )["told"]  # fmt: skip
    given = tempered(shares, 1 / SHARP)
    sure, right = [], []
    for fold, start, end in zip(told["folds"], edges, edges[1:]):
        cols = np.arange(SIDE)
        others = (cols < start - gap) | (cols >= end + gap)
        fitting, labels = given[:, :, others].reshape(CLASSES, -1), truth[:, others].ravel()

        def surprise(logarithm: float, p: np.ndarray = fitting, y: np.ndarray = labels) -> float:
            return -float(np.log(tempered(p, math.exp(logarithm))[y, np.arange(len(y))]).mean())

        temperature = math.exp(minimize_scalar(surprise, bounds=(-1.6, 1.6), method="bounded").x)
        assert fold["temperature"] == pytest.approx(temperature, rel=0.003)
        judged, true = given[:, :, start:end].reshape(CLASSES, -1), truth[:, start:end].ravel()
        for method in ("lac", "raps"):
            before, after = (
                [scores(method, pixel) for pixel in np.rint(254 * tempered(p, temperature)).T.astype(int)]
                for p in (fitting, judged)
            )
            most = limit([pixel[label] for pixel, label in zip(before, labels)], coverage)
            covered = np.mean([pixel[label] <= most for pixel, label in zip(after, true)])
            size = np.mean([sum(score <= most for score in pixel) for pixel in after])
            assert fold[method]["covered"] == pytest.approx(covered, abs=0.004)
            assert fold[method]["mean_size"] == pytest.approx(size, abs=0.01)
        sure.append(tempered(judged, temperature).max(axis=0))
        right.append(judged.argmax(axis=0) == true)
    chance, hit = np.concatenate(sure), np.concatenate(right)
    bins = np.ceil(chance * 15)
    gaps = [
        (bins == n).mean() * abs(chance[bins == n].mean() - hit[bins == n].mean()) for n in np.unique(bins)
    ]
    assert told["after"]["ece"] == pytest.approx(sum(gaps), abs=0.002)
    assert told["oa"] == pytest.approx(hit.mean(), abs=0.001)


def test_predicted_sets_are_those_of_plain_loops_for_any_coverage(tmp_path: Path) -> None:
    shares, truth = drawn(5, CLASSES, 32)
    image = write_image(tmp_path / "image.tif", shares)
    model = calibrated(
        tmp_path, model=write_model(tmp_path / "m", (1, 2, 3)), images=(image,), folds=2,
        labels=write_raster(tmp_path / "labels.tif", (truth + 1).astype(np.uint8), nodata=0, tags=TAGS),
    )["model"]  # fmt: skip
    made, sizes = str(tmp_path / "probabilities.tif"), tmp_path / "sizes.tif"
    classify.run(classify.JOB(input=image, models=(model,), probabilities=made), Progress())
    stored = read_raster(Path(made)).reshape(CLASSES, -1).T
    for method in ("lac", "raps"):
        every = [scores(method, pixel) for pixel in stored]
        own = [pixel[label] for pixel, label in zip(every, truth.ravel())]
        for coverage in (0.5, 0.75, 0.9, 0.99):
            most = limit(own, coverage)
            job = predictsets.JOB(
                probabilities=made, model=model, coverage=coverage, method=method, set_size=str(sizes)
            )
            predictsets.run(job, Progress())
            expected = [sum(score <= most for score in pixel) for pixel in every]
            assert read_raster(sizes).ravel().tolist() == expected


def land(folder: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Classes, external map, clusters and stored probabilities; the first rows are not observed."""
    random = np.random.default_rng(3)
    truth = np.kron(random.integers(0, 3, (12, 12)), np.ones((10, 10), int))
    logits = np.eye(3)[truth].transpose(2, 0, 1) + random.normal(size=(3, 120, 120))
    stored = np.rint(254 * np.exp(logits) / np.exp(logits).sum(axis=0)).astype(np.uint8)
    stored[:, :3] = 255
    external = np.where(random.random(truth.shape) < 0.85, truth + 1, random.integers(0, 4, truth.shape))
    arrays = {
        "map": np.where(stored[0] == 255, 0, stored.argmax(axis=0) + 1).astype(np.uint8),
        "external": external.astype(np.uint8),
        "cluster_map": (2 * truth + random.integers(1, 3, truth.shape)).astype(np.uint8),
        "probabilities": stored,
    }
    paths = {
        name: write_raster(folder / f"{name}.tif", values, nodata=0, tags={} if "cluster" in name else TAGS)
        for name, values in arrays.items() if name != "probabilities"
    }  # fmt: skip
    paths["probabilities"] = write_raster(
        folder / "probabilities.tif", stored, nodata=255, scale=1 / 254, tags=TAGS
    )
    return arrays, paths


@pytest.mark.parametrize("side", [37, 512])
@pytest.mark.parametrize("by", ["isotonic", "odds"])
def test_confidence_without_a_reference_is_its_formula_in_blocks_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str, side: int
) -> None:
    monkeypatch.setattr(confidence, "_SIDE", side)
    arrays, paths = land(tmp_path)
    del paths["cluster_map"]
    made = tmp_path / "confidence.tif"
    confidence.run(confidence.JOB(**paths, confidence=str(made), confidence_by=by), Progress())
    classes, external, stored = (arrays[name] for name in ("map", "external", "probabilities"))
    own = np.take_along_axis(stored, np.maximum(classes, 1)[None].astype(int) - 1, axis=0)[0] / 254
    known, agrees = (classes > 0) & (external > 0), external == classes
    expected = np.full(classes.shape, -1.0)
    if by == "odds":
        sums = [[1 + part[known & (agrees == a)].sum() for a in (False, True)] for part in (own, 1 - own)]
        right, wrong = (np.array(row) / sum(row) for row in sums)
        shift = np.where(known, (np.log(right / wrong) / 2)[agrees.astype(int)], 0)
        chance = own.clip(1e-4, 1 - 1e-4)
        expected = np.where(classes > 0, 1 / (1 + (1 - chance) / chance * np.exp(-shift)), -1)
    else:
        for class_ in (1, 2, 3):
            fit = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
            fit.fit(own[known & (classes == class_)], agrees[known & (classes == class_)])
            expected[classes == class_] = fit.predict(own[classes == class_])
    np.testing.assert_allclose(read_raster(made), expected, atol=1e-5)


def test_the_clusters_evidence_is_its_formula(tmp_path: Path) -> None:
    arrays, paths = land(tmp_path)
    made = tmp_path / "used.tif"
    correct.run(correct.JOB(**paths, cluster_evidence=True, probabilities_out=str(made)), Progress())
    observed = arrays["map"] > 0
    given = np.where(observed, arrays["probabilities"] / 254, 0)
    prior = given.sum(axis=(1, 2)) / given.sum()
    weighed = np.maximum(given, 0.002)
    for cluster in np.unique(arrays["cluster_map"]):
        inside = arrays["cluster_map"] == cluster
        within = given[:, inside].sum(axis=1) + 10 * prior
        weighed[:, inside] *= np.sqrt(within / within.sum() / np.sqrt(prior))[:, None]
    expected = 254 * weighed / weighed.sum(axis=0)
    used = read_raster(made)
    assert np.abs(used[:, observed] - expected[:, observed]).max() < 0.501
    assert (used[:, ~observed] == 255).all()
    assert (used[:, observed] != arrays["probabilities"][:, observed]).mean() > 0.5
