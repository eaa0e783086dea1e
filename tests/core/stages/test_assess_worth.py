"""What evidence, confidence and other scores are worth, as an assessment tells it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from tests.core.stages.assessing import SCHEME, Assessed
from tests.drawings import draw
from tests.files import write_raster

TRUTH = draw("1 1 2 2 3 3\n1 1 2 2 3 3\n1 1 2 2 3 .", dtype="uint8")
MAPPED = draw("1 1 2 1 3 3\n1 2 2 2 3 1\n1 1 2 2 3 3", dtype="uint8")
"""Wrong in the 4th, 8th and 12th pixel."""

CONFIDENCE = np.array(
    [[0.95, 0.9, 0.9, 0.3, 0.9, 0.9], [0.9, 0.5, 0.9, 0.5, 0.9, 0.7], [0.9, 0.9, 0.8, 0.9, 0.9, -1]],
    "float32",
)
EVIDENCE = draw("1 1 1 4 1 1\n1 4 1 4 1 2\n1 1 2 1 1 1", dtype="uint8")


class Claimed(Assessed):
    """A map with all layers that claim something about it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.map = self.raster("map", MAPPED, SCHEME)
        self.truth = self.raster("truth", TRUTH, SCHEME)
        top = np.where(CONFIDENCE > 0.6, 0.8, 0.6).astype("float32")
        rest = (1 - top) / 2
        self.layers = {
            "evidence": self.raster("evidence", EVIDENCE),
            "confidence": write_raster(folder / "confidence.tif", CONFIDENCE, nodata=-1),
            "probabilities": write_raster(folder / "probabilities.tif", np.stack([top, rest, rest])),
            "agreement": write_raster(folder / "agreement.tif", np.full(TRUTH.shape, 0.5, "float32")),
            "reliability": self.raster("reliability", np.where(EVIDENCE == 4, 3, 1).astype("uint8")),
        }


@pytest.fixture
def claimed(tmp_path: Path) -> Claimed:
    return Claimed(tmp_path)


def test_each_evidence_has_its_accuracy(claimed: Claimed) -> None:
    _, told = claimed.run(**claimed.layers)
    found = {
        entry["code"]: (entry["name"], entry["compared"], entry["oa"]["value"]) for entry in told["evidence"]
    }
    assert found == {
        1: ("agrees with the external map", 12, 1),
        2: ("accepted, connected to agreement", 2, 0.5),
        4: ("kept, no spectral match", 3, pytest.approx(1 / 3)),
    }


def test_bins_of_the_confidence_tell_how_often_it_is_right(claimed: Claimed) -> None:
    _, told = claimed.run(**claimed.layers)
    bins = {
        round(entry["mean"], 3): (entry["pixels"], entry["right"], entry["oa"]["value"])
        for entry in told["confidence"]["bins"]
    }
    assert bins == {
        0.3: (1, 0, 0), 0.5: (2, 0.5, 0.5), 0.7: (1, 0, 0), 0.8: (1, 1, 1), 0.9: (11, 1, 1), 0.95: (1, 1, 1),
    }  # fmt: skip
    ece = (1 * 0.3 + 2 * 0 + 1 * 0.7 + 1 * 0.2 + 11 * 0.1 + 1 * 0.05) / 17
    assert told["confidence"]["ece"] == pytest.approx(ece, abs=1e-6)


def test_scores_are_ranked_by_how_well_they_find_the_errors(claimed: Claimed) -> None:
    """14 right and 3 wrong pixels: 42 pairs, counted by hand."""
    numbers, told = claimed.run(**claimed.layers)
    areas = {score["name"]: score["area"]["value"] * 42 for score in told["detection"]["scores"]}
    assert (told["detection"]["compared"], told["detection"]["errors"]) == (17, 3)
    assert areas == pytest.approx({
        "confidence": 14 + 13.5 + 13, "highest probability": 2 * 13.5 + 6.5, "entropy": 2 * 13.5 + 6.5,
        "agreement": 21, "reliability": 2 * 13.5 + 6.5,
    }, abs=1e-4)  # fmt: skip
    gain = told["detection"]["confidence_less_highest_probability"]
    assert gain["value"] * 42 == pytest.approx(7, abs=1e-4)
    assert numbers["AUC"] * 42 == pytest.approx(40.5, abs=1e-4)


def test_the_worst_fifth_of_the_land_holds_most_errors(claimed: Claimed) -> None:
    """The worst 3.4 pixels: 0.3 wrong, two of 0.5 with one wrong, and 0.4 of 0.7, wrong."""
    _, told = claimed.run(**claimed.layers)
    worst = told["detection"]["scores"][-1]["worst"]
    assert [entry["checked"] for entry in worst] == [0.05, 0.1, 0.2]
    assert worst[-1]["found"] == pytest.approx((1 + 1 + 0.4) / 3, abs=1e-5)


def test_without_such_layers_nothing_is_said_of_them(claimed: Claimed) -> None:
    numbers, told = claimed.run()
    assert "AUC" not in numbers
    assert (told["codes"], told["evidence"], told["confidence"], told["detection"]) == ([], [], None, None)


def test_the_table_and_the_page_hold_it_too(claimed: Claimed) -> None:
    rows = list(csv.DictReader(claimed.text("csv", **claimed.layers).splitlines()))
    found = {(row["part"], row["figure"]): row["value"] for row in rows}
    assert found["evidence 2", "oa"] == "0.5"
    assert float(found["confidence", "error_detection_auc"]) == pytest.approx(40.5 / 42, abs=1e-4)
    assert float(found["confidence", "errors_in_worst_20_percent"]) == pytest.approx(0.8, abs=1e-4)
    page = claimed.text("html", **claimed.layers)
    for words in (
        "What the evidence codes are worth",
        "Whether the confidence is true",
        "Finding the errors",
    ):
        assert words in page
    assert "<svg" in page


def test_points_tell_the_same_by_their_design(claimed: Claimed) -> None:
    """Every known pixel as a point, in a stratum of its own kind: weights are all 1."""
    pixels = [(row, col) for row in range(3) for col in range(6) if TRUTH[row, col]]
    points = claimed.points(pixels, reference=[int(TRUTH[pixel]) for pixel in pixels])
    told = claimed.run(reference=points, **claimed.layers)[1]
    whole = claimed.run(**claimed.layers)[1]

    def values(document: dict[str, Any]) -> list[Any]:
        parts = [document["evidence"], document["codes"], document["confidence"]["bins"]]
        areas = [score["area"]["value"] for score in document["detection"]["scores"]]
        return [[entry["oa"]["value"] for entry in part] for part in parts] + areas

    assert values(told) == values(whole)


def test_weights_of_points_count(claimed: Claimed) -> None:
    """A wrong point that stands for 30 pixels, a right one for 10, both of evidence 4."""
    design = {"stratum": [1, 2, 3], "stratum_px": [30, 10, 10]}
    points = claimed.points([(0, 3), (1, 3), (0, 0)], reference=[2, 2, 1], **design)
    _, told = claimed.run(reference=points, **claimed.layers)
    found = {entry["code"]: entry["oa"]["value"] for entry in told["evidence"]}
    assert found == {1: 1, 4: 0.25}
    ece = (30 * 0.3 + 10 * 0.5 + 10 * 0.05) / 50
    assert told["confidence"]["ece"] == pytest.approx(ece, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("evidence", np.full(TRUTH.shape, 10, "uint8"), r"\(EVIDENCE\) holds the value 10.*allowed: 0 to 9"),
        ("evidence", np.full(TRUTH.shape, 1.5, "float32"), r"\(EVIDENCE\) holds the value 1.5"),
        (
            "confidence",
            np.full(TRUTH.shape, 200, "uint8"),
            r"\(CONFIDENCE\) holds the value 200.*from 0 to 1",
        ),
        (
            "confidence",
            np.zeros((2, *TRUTH.shape), "float32"),
            r"\(CONFIDENCE\) has 2 band\(s\); needed is .* one",
        ),
        (
            "probabilities",
            np.ones(TRUTH.shape, "float32"),
            r"\(PROBABILITIES\) has 1 band\(s\); needed is .* several",
        ),
    ],
)
def test_layers_that_cannot_be_what_they_are_said_to_be_are_refused(
    claimed: Claimed, name: str, values: np.ndarray, sentence: str
) -> None:
    with pytest.raises(SureCoverError, match=sentence):
        claimed.run(**{name: write_raster(claimed.folder / "wrong.tif", values)})


def test_a_confidence_that_is_known_nowhere_says_nothing(claimed: Claimed) -> None:
    unknown = write_raster(claimed.folder / "unknown.tif", np.full(TRUTH.shape, np.nan, "float32"))
    numbers, told = claimed.run(confidence=unknown)
    assert (told["confidence"], told["detection"]) == (None, None)
    assert json.dumps(told)
    assert "AUC" not in numbers


def test_confidences_on_the_limits_of_bins_fall_into_one_bin_alone(claimed: Claimed) -> None:
    """Where the pixels of a bin's diagram and of its interval were counted apart, they would differ."""
    values = (np.arange(18) / 15).clip(0, 1).reshape(3, 6)
    for dtype in ("float32", "float64"):
        limits = write_raster(claimed.folder / f"{dtype}.tif", values.astype(dtype), nodata=-1)
        _, told = claimed.run(confidence=limits)
        assert [entry["right"] for entry in told["confidence"]["bins"]] == pytest.approx(
            [entry["oa"]["value"] for entry in told["confidence"]["bins"]]
        )
