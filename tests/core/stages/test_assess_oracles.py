"""Whole assessments of random maps against scikit-learn, and samples through all files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sklearn.metrics as oracle

from surecover.core.trust.intervals import wilson
from tests.core.stages.assessing import SCHEME, Assessed, of_class
from tests.core.stages.labelling import Land
from tests.files import read_raster

SHAPE = (24, 30)


@pytest.fixture(params=range(4))
def drawn(request: pytest.FixtureRequest, tmp_path: Path) -> Assessed:
    """Random maps with gaps, agreeing on a random share; with few classes, classes are missing, too."""
    rng = np.random.default_rng(request.param)
    classes = rng.choice([1, 2, 3], 1 + request.param % 3, replace=False)
    reference = rng.choice(classes, SHAPE).astype("uint8")
    made = Assessed(tmp_path)
    for name in ("map", "before"):
        noise = rng.choice([0, 1, 2, 3], SHAPE)
        values = np.where(rng.random(SHAPE) < rng.random(), reference, noise).astype("uint8")
        setattr(made, name, made.raster(name, values, SCHEME))
    made.truth = made.raster("truth", np.where(rng.random(SHAPE) < 0.2, 0, reference).astype("uint8"), SCHEME)
    return made


def values(*paths: str) -> list[np.ndarray]:
    return [read_raster(path).astype(int) for path in paths]


def test_figures_are_scikit_learns_with_no_class_as_an_error(drawn: Assessed) -> None:
    _, told = drawn.run()
    mapped, reference = values(drawn.map, drawn.truth)
    true, seen = reference[reference > 0], mapped[reference > 0]
    occurring = [c for c in (1, 2, 3) if c in true or c in seen]
    f1 = oracle.f1_score(true, seen, labels=occurring, average=None, zero_division=0)
    iou = oracle.jaccard_score(true, seen, labels=occurring, average=None, zero_division=0)
    expected = {
        "oa": oracle.accuracy_score(true, seen),
        "macro_f1": f1.mean(),
        "miou": iou.mean(),
        "weighted_f1": oracle.f1_score(true, seen, labels=occurring, average="weighted", zero_division=0),
        "kappa": oracle.cohen_kappa_score(true, seen),
        "without_class": (seen == 0).mean(),
        "oa_with_class": oracle.accuracy_score(true[seen > 0], seen[seen > 0]),
    }
    assert {key: told["map"][key]["value"] for key in expected} == pytest.approx(expected, abs=1e-6)
    for class_id, f, i in zip(occurring, f1, iou, strict=True):
        entry = of_class(told, class_id)
        assert (entry["f1"]["value"], entry["iou"]["value"]) == pytest.approx((f, i), abs=1e-6)


def test_transitions_are_counted_at_every_pixel(drawn: Assessed) -> None:
    (change,) = drawn.run(others=(drawn.before,))[1]["transitions"]
    ids = [entry["id"] for entry in change["classes"]]
    before, after = (values(path)[0].ravel() for path in (drawn.before, drawn.map))
    assert change["counts"] == oracle.confusion_matrix(before, after, labels=ids).tolist()
    assert sum(map(sum, change["counts"])) == before.size


def test_the_area_under_the_curve_is_scikit_learns(drawn: Assessed) -> None:
    mapped, reference = values(drawn.map, drawn.truth)
    rng = np.random.default_rng(5)
    confidence = np.round(np.where(mapped == reference, rng.beta(3, 2, SHAPE), rng.beta(2, 2, SHAPE)), 2)
    numbers, _ = drawn.run(confidence=drawn.raster("confidence", confidence.astype("float32")))
    ranked = (reference > 0) & (mapped > 0) & (confidence > 0)
    expected = oracle.roc_auc_score((mapped == reference)[ranked], confidence[ranked])
    assert numbers["AUC"] == pytest.approx(expected, abs=2e-3)


def test_intervals_of_codes_at_points_of_one_stratum_are_wilsons(drawn: Assessed) -> None:
    mapped, reference = values(drawn.map, drawn.truth)
    rng = np.random.default_rng(6)
    codes = rng.integers(0, 4, SHAPE).astype("uint8")
    pixels = [tuple(place) for place in np.argwhere(reference > 0)[rng.permutation(200)].tolist()]
    rows, cols = np.transpose(pixels)
    points = drawn.points(pixels, reference=reference[rows, cols])
    _, told = drawn.run(reference=points, reliability=drawn.raster("codes", codes))
    assert len(told["codes"]) == 4
    population = told["design"]["pixels that the sample stands for"]
    for entry in told["codes"]:
        here = (codes[rows, cols] == entry["code"]) & (mapped[rows, cols] > 0)
        right = (mapped == reference)[rows, cols][here]
        # A part of the population was seen, which makes the others count more.
        size = len(right) / (1 - len(pixels) / population)
        low, high = wilson(right.mean(), size)
        assert entry["compared"] == len(right)
        assert entry["oa"]["value"] == pytest.approx(right.mean(), abs=1e-6)
        assert (entry["oa"]["low"], entry["oa"]["high"]) == pytest.approx((low, high), abs=2e-4)


def test_points_that_are_drawn_labelled_and_assessed_tell_the_accuracy(tmp_path: Path) -> None:
    """12 draws; the benchmarks make 200."""
    land = Land(tmp_path)
    found = [land.assessed(seed, size=450)["map"]["oa"] for seed in range(12)]
    assert sum(oa["low"] <= land.accuracy <= oa["high"] for oa in found) >= 9
    assert np.mean([oa["value"] for oa in found]) == pytest.approx(land.accuracy, abs=0.01)
