"""Learning from the old map of one's own area: no pixel is predicted by what saw its old label."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from scipy import ndimage

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.learning.folds import Folds
from surecover.core.model.cardfile import read_card
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, load_scheme
from surecover.core.stages import crossfit
from tests.core.stages.crossfitted import (
    CELL,
    DATES,
    HALO,
    NETWORK,
    SIDE,
    Crossfit,
    cells,
    land,
    seen,
    write_cells,
)
from tests.core.stages.training import BANDS, FOREST, GRASS, WATER, classified
from tests.files import facts, read_raster, write_raster
from tests.shapes import write_layer

pytestmark = pytest.mark.usefixtures("one_thread", "small_networks_here")

MAPS = tuple(f"map_{date}" for date in DATES)
PROBABILITIES = tuple(f"probabilities_{date}" for date in DATES)
NODATA = 255
WHOLE = (slice(0, SIDE), slice(0, SIDE))


class Killed(Exception):
    pass


def killed_at(line: str) -> Progress:
    """Stops the run without a word when a line is said."""

    def emit(kind: str, value: object) -> None:
        if kind == "log" and str(value).startswith(line):
            raise Killed

    return Progress(emit)


def neighbours_that_differ(ids: np.ndarray, blocks: np.ndarray) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two cells side by side in one block with different labels."""
    rows, cols = np.nonzero((ids[:, :-1] != ids[:, 1:]) & (blocks[:, :-1] == blocks[:, 1:]))
    middle = len(rows) // 2
    return (rows[middle], cols[middle]), (rows[middle], cols[middle] + 1)


@pytest.mark.parametrize("settings", [{"network": "random_forest"}, NETWORK], ids=["forest", "unet"])
def test_no_prediction_depends_on_the_label_of_its_pixel(
    fitted: Crossfit, dealt_folds: list[Folds], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, Any],
) -> None:  # fmt: skip
    """Two cells of one fold exchange their labels: all folds stay what they were.

    The temperature, one number that all pixels share, is kept: it is fitted to all labels.
    """
    monkeypatch.setattr(crossfit, "fitted_temperature", lambda *_: 0.5)
    before = fitted(**settings)
    fold = dealt_folds[0].read(WHOLE)
    changed = cells()
    one, other = neighbours_that_differ(changed, fold[::CELL, ::CELL])
    changed[one], changed[other] = changed[other], changed[one]
    after = fitted(labels=write_cells(tmp_path / "changed.tif", changed), **settings)
    assert (dealt_folds[1].read(WHOLE) == fold).all()
    own = fold == fold[one[0] * CELL, one[1] * CELL]
    for name in PROBABILITIES:
        assert (before["maps"][name] == after["maps"][name])[:, own].all()
        assert (before["maps"][name] != after["maps"][name])[:, ~own].any()


@pytest.mark.parametrize("network", ["kmeans", "unet"])
def test_what_teaches_keeps_its_distance_from_the_fold(
    fitted: Crossfit, dealt_folds: list[Folds], monkeypatch: pytest.MonkeyPatch, network: str
) -> None:
    """A cell at least, since its label is one observation; more where the network looks farther."""
    taught: list[np.ndarray] = []
    learn = crossfit.learn

    def spy(material: Any, way: Any, card: Any, teaching: Any, *others: Any) -> Any:
        taught.append(np.array(teaching[0].labels))
        return learn(material, way, card, teaching, *others)

    monkeypatch.setattr(crossfit, "learn", spy)
    fitted(**{**NETWORK, "network": network})
    fold, given = dealt_folds[0].read(WHOLE), seen(cells())
    gap = CELL if network == "kmeans" else HALO
    for number in (1, 2):
        distance = ndimage.distance_transform_cdt(fold != number, "chessboard")
        assert (taught[number - 1] == np.where(distance > gap, given, 0)).all()
    assert (taught[2] == given).all(), "the model that is kept learns from everything"


def test_blocks_follow_the_cells_of_the_old_map(fitted: Crossfit, dealt_folds: list[Folds]) -> None:
    fitted()
    fold = dealt_folds[0].read(WHOLE)
    assert (fold == seen(fold[::CELL, ::CELL])).all()
    assert set(np.unique(fold)) == {1, 2}


def colourful(folder: Path) -> tuple[str, ...]:
    """Dated images in which every cell has a colour of its own, around that of its class."""
    rng = np.random.default_rng(7)
    own = seen_bands(rng.normal(0, 500, (len(BANDS), SIDE // CELL, SIDE // CELL)))
    paths = []
    for date in DATES:
        image = 3000 + 1800 * (np.arange(len(BANDS))[:, None, None] == land() - 1) + own
        image += rng.normal(0, 60, image.shape)
        paths.append(
            write_raster(
                folder / f"colourful_{date}.tif", image.clip(1, 9999).astype(np.uint16), nodata=0,
                descriptions=BANDS, tags={"DATE": date, "REFLECTANCE_SCALE": "10000"},
            )
        )  # fmt: skip
    return tuple(paths)


def seen_bands(values: np.ndarray) -> np.ndarray:
    return values.repeat(CELL, axis=1).repeat(CELL, axis=2)


def test_without_crossfitting_the_old_map_confirms_its_own_errors(fitted: Crossfit, tmp_path: Path) -> None:
    """The model that is kept saw every label, and knows each cell by its colour: it repeats the errors.

    Agreement with the old map, the first reliability code, is then right less often.
    """
    images = colourful(tmp_path / "in")
    done = fitted(images=images, network="random_forest")
    truth, old = land(), seen(cells())
    wrong = old != truth
    repeated, confirmed = [], []
    for found in (done["maps"][MAPS[0]], classified(images[0], done["model"], tmp_path)[0]):
        agrees = found == old
        repeated.append(agrees[wrong].mean())
        confirmed.append((old == truth)[agrees].mean())
    assert repeated[0] < 0.4
    assert repeated[1] > 0.9
    assert confirmed[0] > 0.85
    assert confirmed[1] < 0.8


def test_every_image_has_its_probabilities_and_their_map(fitted: Crossfit) -> None:
    done = fitted()
    assert set(done["maps"]) == {*MAPS, *PROBABILITIES}
    for name, chances, date in zip(MAPS, PROBABILITIES, DATES):
        told = facts(done["folder"] / f"{chances}.tif")
        ids = json.loads(told["tags"]["SURECOVER_CLASS_IDS"])
        assert ids == [WATER, GRASS, FOREST]
        assert told["descriptions"] == ("water", "grass", "forest")
        values = done["maps"][chances].astype(int)
        assert np.isclose(values.sum(axis=0) / 254, 1, atol=0.01).all()
        best = np.take_along_axis(values, done["maps"][name][None].astype(int) - 1, axis=0)[0]
        assert (best == values.max(axis=0)).all()
        for made in (chances, name):
            tags = facts(done["folder"] / f"{made}.tif")["tags"]
            assert (tags["DATE"], tags["SURECOVER_STAGE"]) == (date, "crossfit")
            assert ClassScheme.from_json(tags["SURECOVER_SCHEME"]) == load_scheme("basic6")
            assert json.loads(tags["SURECOVER_MODELS"])[0]["folds"] == 2
    assert (done["maps"][MAPS[0]] == land()).mean() > 0.95


def test_the_agreement_with_the_old_map_is_that_of_the_predictions(fitted: Crossfit) -> None:
    done = fitted()
    agrees = [done["maps"][name] == seen(cells()) for name in MAPS]
    assert done["results"]["OA"] == pytest.approx(np.mean(agrees), abs=1e-6)
    card = read_card(done["model"])
    assert card.validation["held_out"]["oa"] == pytest.approx(np.mean(agrees), abs=1e-4)
    assert "8 px" in card.validation["how"]
    assert "whose mistakes count against the model" in card.validation["how"]


def test_the_model_that_is_kept_classifies(fitted: Crossfit, tmp_path: Path) -> None:
    done = fitted(title="Ours", licence="CC0-1.0")
    card = read_card(done["model"])
    assert (card.title, card.licence) == ("Ours", "CC0-1.0")
    found, _ = classified(str(tmp_path / "in" / f"{DATES[0]}.tif"), done["model"], tmp_path)
    assert (found == land()).mean() > 0.95
    assert json.loads(Path(done["model"], "job.json").read_text())["settings"]["folds"] == 2


def test_clouds_are_nodata(fitted: Crossfit, tmp_path: Path) -> None:
    clouds = np.zeros((2, SIDE, SIDE), np.uint8)
    clouds[1, 10:30, 40:50] = 1
    masks = tuple(write_raster(tmp_path / f"clouds_{i}.tif", mask) for i, mask in enumerate(clouds))
    done = fitted(masks=masks, dilation=0)
    hidden = clouds[1] > 0
    assert ((done["maps"][PROBABILITIES[1]] == NODATA).all(axis=0) == hidden).all()
    assert ((done["maps"][MAPS[1]] == 0) == hidden).all()
    assert done["maps"][MAPS[0]].all()


def test_pixels_without_a_label_are_predicted_too(fitted: Crossfit, tmp_path: Path) -> None:
    ids = cells()
    ids[3:5, 2:6] = 0
    done = fitted(labels=write_cells(tmp_path / "holes.tif", ids))
    for name in MAPS:
        assert (done["maps"][name] == land())[seen(ids) == 0].mean() > 0.9


def test_an_image_of_another_grid_is_brought_to_that_of_the_first(fitted: Crossfit, tmp_path: Path) -> None:
    images = [str(tmp_path / "in" / f"{date}.tif") for date in DATES]
    shifted = read_raster(images[1])[:, 2:, :-1]
    tags = {"DATE": DATES[1], "REFLECTANCE_SCALE": "10000"}
    images[1] = write_raster(
        tmp_path / "part.tif", shifted, nodata=0, descriptions=BANDS, tags=tags, origin=(500_000, 4_999_980)
    )
    done = fitted(images=tuple(images))
    found = done["maps"][MAPS[1]]
    assert found.shape == (SIDE, SIDE)
    assert not found[:2].any()
    assert not found[:, -1].any()
    assert (found == land())[2:, :-1].mean() > 0.95


def test_the_old_map_may_be_polygons(fitted: Crossfit, tmp_path: Path, dealt_folds: list[Folds]) -> None:
    """Columns of land, whose polygons have no cells that blocks could follow."""
    ids = np.repeat([WATER, GRASS, FOREST, GRASS], SIDE // 4)[None].repeat(SIDE, axis=0)
    wide = 10 * SIDE / 4
    shapes = [
        shapely.box(500_000 + n * wide, 5_000_000 - 10 * SIDE, 500_000 + (n + 1) * wide, 5_000_000)
        for n in range(4)
    ]
    polygons = write_layer(tmp_path / "old.gpkg", shapes, {"cover": ["water", "grass", "forest", "grass"]})
    images = tuple(
        write_raster(
            tmp_path / f"columns_{date}.tif",
            (1000 + 3000 * (np.arange(len(BANDS))[:, None, None] == ids - 1)).astype(np.uint16)
            + np.random.default_rng(1).integers(0, 200, (len(BANDS), SIDE, SIDE), dtype=np.uint16),
            nodata=0, descriptions=BANDS, tags={"DATE": date, "REFLECTANCE_SCALE": "10000"},
        )
        for date in DATES
    )  # fmt: skip
    done = fitted(images=images, labels=polygons, field="cover", scheme="basic6")
    assert (done["maps"][MAPS[0]] == ids).all()
    assert dealt_folds[0].count == 2


def test_an_extent_and_polygons_limit_what_is_learned_and_predicted(fitted: Crossfit, tmp_path: Path) -> None:
    """The lower right 56 × 56 pixels, then the same without a hole of 10 × 10."""
    inside = fitted(extent="500080,4999360,500640,4999920")["maps"][MAPS[0]]
    assert inside.shape == (56, 56)
    assert (inside == land()[8:, 8:]).mean() > 0.95
    ring = shapely.box(500_080, 4_999_360, 500_640, 4_999_920) - shapely.box(
        500_400, 4_999_600, 500_500, 4_999_700
    )
    limited = fitted(area=write_layer(tmp_path / "area.gpkg", [ring]))["maps"][MAPS[0]]
    assert limited.shape == (56, 56)
    assert not limited[22:32, 32:42].any()
    assert (limited > 0).sum() == 56 * 56 - 100


def test_names_replace_the_dates(fitted: Crossfit) -> None:
    assert set(fitted(names="spring, summer")["maps"]) == {
        "map_spring", "map_summer", "probabilities_spring", "probabilities_summer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "again"),
    [({"network": "random_forest"}, 3), ({"network": "random_forest", "refine_every": 0}, 0), ({}, 0)],
    ids=["forest", "never", "kmeans"],
)
def test_a_forest_learns_again_without_the_labels_it_contradicts(
    fitted: Crossfit, settings: dict[str, Any], again: int
) -> None:
    """In each fold and on everything; labels only name the clusters of k-means."""
    said = fitted(**settings)["said"]
    assert sum(line.startswith("Learning again from the ") for line in said) == again


def test_how_long_it_will_take_is_told_before_the_learning(fitted: Crossfit) -> None:
    said = fitted()["said"]
    told = next(n for n, line in enumerate(said) if line.startswith("Learning from the old map will take"))
    assert "3 models (kmeans, every pixel alone); images to predict: 2" in said[told]
    assert [line for line in said[told + 1 :] if line.startswith(("Learning without", "Learning on"))] == [
        *(f"Learning without fold {n} of 2." for n in (1, 2)), "Learning on all folds.",
    ]  # fmt: skip


def test_a_killed_run_goes_on_with_what_it_had_learned(fitted: Crossfit, tmp_path: Path) -> None:
    unbroken = fitted(**NETWORK)
    with pytest.raises(Killed):
        fitted(killed_at("Learning on all folds"), folder=str(tmp_path / "again"), **NETWORK)
    assert not (tmp_path / "again").exists()
    done = fitted(folder=str(tmp_path / "again"), **NETWORK)
    gone_on = "The training goes on after epoch 1, where it was interrupted."
    assert [line for line in done["said"] if line.startswith(("Learning ", "The training"))][1:] == [
        "Learning without fold 1 of 2.", gone_on, "Learning without fold 2 of 2.", gone_on,
        "Learning on all folds.",
    ]  # fmt: skip
    for name, values in unbroken["maps"].items():
        assert (done["maps"][name] == values).all()
    assert not (tmp_path / "again.training").exists()


def test_cancelling_writes_nothing(fitted: Crossfit, tmp_path: Path) -> None:
    said: list[str] = []
    stopped = Progress(
        lambda kind, value: said.append(str(value)), cancelled=lambda: "Learning without fold 2 of 2." in said
    )
    with pytest.raises(Cancelled):
        fitted(stopped)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def changed(change: Callable[[np.ndarray], object]) -> np.ndarray:
    ids = cells()
    change(ids)
    return ids


def only_grass(ids: np.ndarray) -> None:
    ids[:] = GRASS


def a_corner(ids: np.ndarray) -> None:
    ids[3:] = 0
    ids[:, 3:] = 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"folds": 1}, r"^Folds \(FOLDS\) is 1; allowed: 2 to 20\.$"),
        ({"names": "one"}, r"^Names of the images in the results \(NAMES\) are 'one' for 2 images; give one"),
        ({"names": "one,one"}, r"\(NAMES\) are 'one,one' for 2 images"),
        ({"labels": only_grass}, r"\(LABELS\) give fewer than two classes to learn"),
        ({"labels": a_corner, "folds": 5}, r"^Folds \(FOLDS\) are 5 but labels lie in . blocks only"),
        ({"network": "forest"}, r"\(NETWORK\) is 'forest'; allowed"),
    ],
)
def test_what_cannot_be_learned_is_refused_and_leaves_nothing(
    fitted: Crossfit, tmp_path: Path, settings: dict[str, Any], words: str
) -> None:
    if "labels" in settings:
        labels = write_cells(tmp_path / "in" / "other.tif", changed(settings["labels"]))
        settings = {**settings, "labels": labels}
    with pytest.raises(SureCoverError, match=words):
        fitted(**settings)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_folds_that_leave_little_to_learn_from_are_warned_of(fitted: Crossfit) -> None:
    done = fitted(gap=12)
    (warning,) = [line for line in done["said"] if line.startswith("With a gap of 12 px")]
    assert "More folds (FOLDS) or larger images would help." in warning
