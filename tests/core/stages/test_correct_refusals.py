"""What correct refuses, and what it leaves when it is stopped: nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasterio.transform import Affine

from surecover.core.errors import Cancelled
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import correct
from tests.core.stages.correct_scene import (
    EXTERNAL,
    LETTERS,
    MAP,
    Write,
    job,
    refusal,
    run,
)
from tests.drawings import draw


def test_a_confidence_without_probabilities_or_agreement_is_refused(
    tmp_path: Path, inputs: dict[str, str]
) -> None:
    assert refusal(tmp_path, {**inputs, "probabilities": ""}) == (
        "Confidence (CONFIDENCE) is asked for without anything to estimate it from; give Fused probabilities "
        "(PROBABILITIES) or Agreement of the dates (AGREEMENT), or leave it out."
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"connectivity": 6}, "Neighbours of a pixel (8 or 4) (CONNECTIVITY) is 6; allowed: 8, 4."),
        ({"rejection": 1.5}, "Rejection factor (REJECTION) is 1.5; allowed: 0 to 1."),
        (
            {"classes": "forest, swamp"},
            "Classes to check (CLASSES): Class 'swamp' is not in the class scheme",
        ),
        (
            {"continuity": "river"},
            "Classes to keep connected (CONTINUITY): Class 'river' is not in the class",
        ),
        ({"scheme": "basic7"}, "Class scheme (SCHEME) is neither a built-in scheme nor a file: 'basic7'"),
    ],
)
def test_settings_that_cannot_work_are_refused(
    tmp_path: Path, inputs: dict[str, str], settings: dict[str, Any], sentence: str
) -> None:
    assert refusal(tmp_path, inputs, **settings).startswith(sentence)


def test_the_default_continuity_is_not_missed_in_a_scheme_without_water(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    bare = write("bare", draw(MAP, LETTERS, "uint8"))
    same = write("same", draw(MAP, LETTERS, "uint8"))
    results = run(tmp_path, {**inputs, "map": bare, "external": same, "probabilities": ""}, confidence="")
    assert results["SCORE"] == 1


def test_an_external_map_in_another_scheme_is_refused(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    other = write("other", draw(EXTERNAL, LETTERS, "uint8"), tags=load_scheme("igbp17").tags())
    assert refusal(tmp_path, {**inputs, "external": other}) == (
        "External map (EXTERNAL) is in the class scheme 'igbp17', Class map (MAP) in 'basic6'; both must be "
        "in the same one: harmonise the external map to the class map's scheme first."
    )


@pytest.mark.parametrize(("name", "value"), [("external", 44), ("map", 9), ("external", 300), ("map", -3)])
def test_ids_that_are_not_in_the_scheme_are_refused(
    tmp_path: Path, inputs: dict[str, str], write: Write, name: str, value: int
) -> None:
    values = draw(MAP, LETTERS, "int16")
    values[0, 0] = value
    sentence = refusal(tmp_path, {**inputs, name: write("odd", values)}, scheme="basic6")
    assert f"({name.upper()}) holds the value {value}; allowed are 1, 2, 3, 4, 5, 6, 7, 8, and 0" in sentence


def test_a_cluster_map_with_more_than_255_clusters_is_refused(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    many = write("many", np.full((3, 14), 256, np.uint16))
    assert refusal(tmp_path, {**inputs, "cluster_map": many}) == (
        "Cluster map (CLUSTER_MAP) holds the value 256; allowed are 1 to 255, and 0 for none; "
        "choose what Cluster wrote."
    )


@pytest.mark.parametrize("name", ["map", "external", "cluster_map"])
def test_an_image_instead_of_a_map_is_refused(
    tmp_path: Path, inputs: dict[str, str], write: Write, name: str
) -> None:
    image = write("image", np.zeros((3, 3, 14), np.float32))
    sentence = refusal(tmp_path, {**inputs, name: image}, scheme="basic6")
    assert sentence.endswith(
        f"({name.upper()}) has 3 band(s) of float32; allowed is one band of whole numbers: "
        "choose a map, not an image."
    )


def test_probabilities_in_percent_are_refused(tmp_path: Path, inputs: dict[str, str], write: Write) -> None:
    percent = write("percent", np.full((1, 3, 14), 60, np.uint8), tags={"SURECOVER_CLASS_IDS": "[3]"})
    assert refusal(tmp_path, {**inputs, "probabilities": percent}) == (
        f"Fused probabilities (PROBABILITIES) holds the value 60: {percent}; allowed are values from 0 to 1, "
        "so choose what SureCover wrote."
    )


def test_maps_of_different_places_are_refused(tmp_path: Path, inputs: dict[str, str], write: Write) -> None:
    away = write(
        "away", draw(EXTERNAL, LETTERS, "uint8"), transform=Affine(10, 0, 900_000, 0, -10, 5_000_000)
    )
    assert "External map (EXTERNAL) does not overlap" in refusal(tmp_path, {**inputs, "external": away})


def test_a_cancelled_run_leaves_nothing(tmp_path: Path, inputs: dict[str, str]) -> None:
    answers = iter([False] * 12 + [True] * 1000)
    with pytest.raises(Cancelled):
        correct.run(job(tmp_path, inputs), Progress(cancelled=lambda: next(answers)))
    assert not list(tmp_path.glob("*out_*"))
