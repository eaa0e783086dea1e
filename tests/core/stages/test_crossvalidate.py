"""Cross-validation: folds part the land, keep their distance, and their figures are honest."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from surecover.core.errors import SureCoverError
from surecover.core.scheme import load_scheme
from tests.core.stages.crossvalidating import (
    BANDS,
    FOREST,
    GRASS,
    HALVES,
    SIDE,
    SMALL,
    WATER,
    Results,
    Validate,
    squares,
    write_image,
    write_labels,
    write_zones,
)
from tests.files import write_raster

pytestmark = pytest.mark.usefixtures("one_thread")


def of_class(level: Results, name: str) -> Results:
    return next(entry for entry in level["classes"] if entry["name"] == name)


def test_both_ways_hold_out_every_labelled_pixel_once(validate: Validate, tmp_path: Path) -> None:
    ids = squares(SIDE, 4)
    ids[:7, :30] = 0
    told = validate(labels=write_labels(tmp_path, ids))["json"]
    assert [entry["name"] for entry in told["rows"]] == ["water", "grass", "forest"]
    for way in ("contiguous", "random"):
        folds = told[way]["folds"]
        assert len(folds) == 4
        for number, name in ((WATER, "water"), (GRASS, "grass"), (FOREST, "forest")):
            assert sum(fold["held_out_pixels"][name] for fold in folds) == (ids == number).sum()
        for fold in folds:
            assert [sum(row) for row in fold["matrix"]] == list(fold["held_out_pixels"].values())


def test_nothing_within_the_gap_teaches_and_everything_beyond_it_does(
    validate: Validate, tmp_path: Path, learned: list[np.ndarray]
) -> None:
    ids = squares(SIDE, 4)
    path, zones = write_labels(tmp_path, ids), write_zones(tmp_path, **HALVES)
    told = validate(labels=path, zones=zones, gap=5, random=False)["json"]
    assert [fold["name"] for fold in told["contiguous"]["folds"]] == ["a west", "b east"]
    for taught, held_out in zip(learned, (np.s_[:, :24], np.s_[:, 24:])):
        held = np.zeros(ids.shape, bool)
        held[held_out] = True
        distance = ndimage.distance_transform_cdt(~held, "chessboard")
        assert (taught == np.where(distance > 5, ids, 0)).all()
    assert told["gap"] == 5


def test_random_patches_are_of_the_same_land_and_keep_no_gap(
    validate: Validate, tmp_path: Path, learned: list[np.ndarray]
) -> None:
    zones = write_zones(tmp_path, north=(0, 0, 16, SIDE), south=(32, 0, SIDE, SIDE))
    validate(zones=zones, gap=5, labels=write_labels(tmp_path, ids := squares(SIDE, 4)))
    ids[16:32] = 0
    first, second = learned[2:]
    assert ((first > 0) ^ (second > 0) == (ids > 0)).all()
    assert (np.maximum(first, second) == ids).all()
    patches = (first > 0).reshape(SIDE // 8, 8, SIDE // 8, 8).swapaxes(1, 2).reshape(-1, 64)
    assert (patches.all(axis=1) | ~patches.any(axis=1)).all()


def test_the_automatic_gap_is_as_far_as_the_model_looks_but_a_cell_at_least(
    validate: Validate, tmp_path: Path
) -> None:
    cells = write_raster(
        tmp_path / "labels.tif", squares(12, 2), nodata=0, pixel=40, tags=load_scheme("basic6").tags()
    )
    assert validate(labels=cells, folds=2, random=False)["json"]["gap"] == 4


@pytest.mark.usefixtures("shallow")
def test_a_held_out_label_has_no_say_in_what_is_predicted_there(validate: Validate, tmp_path: Path) -> None:
    settings = {**SMALL, "zones": write_zones(tmp_path, **HALVES)}
    ids = squares(SIDE, 4)
    before = validate(labels=write_labels(tmp_path, ids), **settings)["json"]["contiguous"]["folds"][0]
    ids[:, :24] = 4 - ids[:, :24]
    after = validate(labels=write_labels(tmp_path, ids), **settings)["json"]["contiguous"]["folds"][0]
    assert before["matrix"] != after["matrix"]
    predicted = np.array(before["matrix"]).sum(axis=0)
    assert (np.array(after["matrix"]).sum(axis=0) == predicted).all()


def test_neighbours_flatter_random_patches(validate: Validate, tmp_path: Path) -> None:
    """Labels that follow no colour but the place: a forest learns places, and knows those of neighbours."""
    rows, cols = np.indices((SIDE, SIDE))
    image = np.stack([100 + 60 * rows, 100 + 60 * cols, 1000 + 0 * rows]).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", image, nodata=0, descriptions=BANDS)
    labels = write_labels(tmp_path, squares(SIDE, 12))
    done = validate(images=(path,), labels=labels, network="random_forest", gap=6, patch=4)
    contiguous, patches = (done["json"][way]["levels"][-1]["oa"]["mean"] for way in ("contiguous", "random"))
    assert patches > 0.8
    assert contiguous < 0.6
    higher = done["json"]["random"]["levels"][-1]["miou"]["mean"] - done["results"]["MIOU"]
    assert f"would have promised a mean IoU that is {higher:.3f}" in done["page"]


def test_the_numbers_are_means_of_the_contiguous_folds(validate: Validate) -> None:
    done = validate()
    found = [fold["scores"] for fold in done["json"]["contiguous"]["folds"]]
    for fold, matrix in zip(found, (np.array(f["matrix"]) for f in done["json"]["contiguous"]["folds"])):
        assert fold["oa"] == pytest.approx(np.trace(matrix) / matrix.sum(), abs=1e-6)
    accuracies = [fold["oa"] for fold in found]
    assert done["results"]["OA"] == pytest.approx(np.mean(accuracies), abs=1e-6)
    assert done["results"]["OA_SD"] == pytest.approx(np.std(accuracies, ddof=1), abs=1e-6)
    assert done["results"]["MIOU"] == pytest.approx(np.mean([fold["miou"] for fold in found]), abs=1e-6)


def test_precision_is_not_estimable_of_a_class_that_no_other_fold_could_teach(
    validate: Validate, tmp_path: Path
) -> None:
    ids = squares(SIDE, 4, classes=2)
    ids[:8, :8] = FOREST
    done = validate(
        images=(write_image(tmp_path, ids),), labels=write_labels(tmp_path, ids), network="random_forest",
        zones=write_zones(tmp_path, **HALVES), random=False,
    )  # fmt: skip
    forest = of_class(done["json"]["contiguous"]["levels"][-1], "forest")
    assert (forest["precision"], forest["recall"]["mean"]) == (None, 0)
    west = of_class(done["json"]["contiguous"]["folds"][0]["scores"]["levels"][-1], "forest")
    assert (west["precision"], west["recall"], west["predicted"], west["support"]) == (None, 0, 0, 64)
    row = re.search(r"<tr>(?:(?!</tr>).)*>\s*forest(?:(?!</tr>).)*</tr>", done["page"], re.S)
    assert row
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row[0])[0] == "–"


def test_corine_is_judged_at_its_three_levels(validate: Validate, tmp_path: Path) -> None:
    discontinuous, industrial, arable, broadleaved, coniferous, water = codes = (112, 121, 211, 311, 312, 512)
    cover = squares(SIDE, 4, classes=6)
    ids = np.array([0, *codes], np.uint16)[cover]
    done = validate(
        images=(write_image(tmp_path, cover, noise=20),), labels=write_labels(tmp_path, ids, "clc44"),
        scheme="clc44", zones=write_zones(tmp_path, **HALVES), network="random_forest", random=False,
    )  # fmt: skip
    levels = done["json"]["contiguous"]["levels"]
    assert [[entry["id"] for entry in level["classes"]] for level in levels] == [
        [1, 2, 3, 5], [11, 12, 21, 31, 51],
        [discontinuous, industrial, arable, broadleaved, coniferous, water],
    ]  # fmt: skip
    accuracies = [level["oa"]["mean"] for level in levels]
    assert accuracies == sorted(accuracies, reverse=True)
    assert done["page"].count("Level 3, the finest") == 2


def test_json_and_page_tell_the_settings_and_all_images(validate: Validate) -> None:
    done = validate(seed=7, random=False)
    assert done["json"]["settings"]["seed"] == 7
    assert done["json"]["settings"]["network"] == "kmeans"
    assert (done["json"]["images"], done["json"]["bands"]) == (["2023-06-01"], list(BANDS))
    assert done["json"]["random"] is None
    assert "map" not in done["json"]
    assert "image.tif" in done["page"]
    assert "Random patches</h3>" not in done["page"]
    assert 'alt="Map of the folds" src="data:image/png' in done["page"]


def test_without_outputs_only_the_numbers_remain(validate: Validate, tmp_path: Path) -> None:
    assert validate(html="", json="", random=False)["results"].keys() == {"OA", "MIOU", "OA_SD"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["image.tif", "labels.tif"]


def test_a_gap_that_eats_most_labels_is_warned_of(validate: Validate, tmp_path: Path) -> None:
    done = validate(zones=write_zones(tmp_path, **HALVES), gap=15, random=False)
    (note,) = done["json"]["notes"]
    assert note.startswith(
        "The gap of 15 px around what is held out leaves less than half of the other labels to learn from in "
        "2 of 2 folds, and 38 % for a west;"
    )
    assert note in done["said"]
    assert note in done["page"]


def test_a_gap_that_leaves_nothing_is_refused(validate: Validate, tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"^Gap .*\(GAP\) is 24 px and leaves no label to learn from"):
        validate(zones=write_zones(tmp_path, **HALVES), gap=24)


def test_labels_in_one_patch_have_no_random_contrast(validate: Validate, tmp_path: Path) -> None:
    ids = squares(SIDE, 4)
    ids[:, 16:] = 0
    ids[16:] = 0
    done = validate(labels=write_labels(tmp_path, ids), patch=16, folds=2, gap=0)
    assert done["json"]["random"] is None
    assert "no random patches to set beside the contiguous areas" in done["json"]["notes"][0]


def test_fewer_zones_than_folds_are_one_fold_each(validate: Validate, tmp_path: Path) -> None:
    done = validate(zones=write_zones(tmp_path, **HALVES), folds=5)
    assert "There are 2 folds, as many as zones with labels." in done["said"]
    assert [len(done["json"][way]["folds"]) for way in ("contiguous", "random")] == [2, 2]


def test_hostile_input_is_refused_in_one_sentence(validate: Validate, tmp_path: Path) -> None:
    elsewhere = write_raster(
        tmp_path / "elsewhere.tif",
        squares(SIDE, 4),
        nodata=0,
        origin=(0, 0),
        tags=load_scheme("basic6").tags(),
    )
    nothing = write_raster(tmp_path / "nothing.tif", np.zeros((SIDE, SIDE), np.uint8), nodata=0)
    one = write_zones(tmp_path, only=(0, 0, SIDE, SIDE))
    for settings, words in (
        ({"folds": 1}, r"^Folds \(FOLDS\) is 1; allowed: 2 to 20\.$"),
        ({"folds": 21}, r"^Folds \(FOLDS\) is 21; allowed: 2 to 20\.$"),
        ({"random": "maybe"}, r"\(RANDOM\) is 'maybe'; allowed: true or false\.$"),
        ({"zones": one}, r"^Folds \(FOLDS\) are 4 but labels lie in 1 zones only"),
        ({"labels": elsewhere}, r"\(LABELS\)"),
        ({"labels": nothing}, r"\(LABELS\) give fewer than two classes to learn"),
        ({"json": str(tmp_path / "image.tif")}, r"same file as"),
    ):
        with pytest.raises(SureCoverError, match=words):
            validate(**settings)
    assert not list(tmp_path.glob("folds.*l"))
