"""Train: a model folder that tells what it is, learned from what teaches and from nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import box

from surecover.core.model.cardfile import verify_files
from surecover.core.model.models import load_model
from surecover.core.progress import Progress
from surecover.core.stages import demodata
from tests.core.stages.crossvalidating import write_labels, write_zones
from tests.core.stages.training import (
    BANDS,
    FOREST,
    GRASS,
    HALF,
    NETWORK,
    SIDE,
    WATER,
    Results,
    Train,
    classified,
    compared,
    land,
    matrix_of,
    write_date,
)
from tests.files import read_raster, write_raster
from tests.shapes import write_layer

pytestmark = pytest.mark.usefixtures("one_thread", "small_networks")

EAST = np.s_[:, HALF:]
TEACHING = np.s_[:, : HALF - 3]


# --- the folder ------------------------------------------------------------------------------------


def test_a_network_becomes_a_complete_model_folder_that_classify_runs(
    taught: Train, dated: Results, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    done = taught(**NETWORK, licence="CC-BY-4.0", title="Squares", html=str(page))
    card, folder = done["card"], Path(done["model"])
    assert sorted(path.name for path in folder.iterdir()) == [
        "config.json", "job.json", "model.json", "model.safetensors",
    ]  # fmt: skip
    verify_files(folder, card, "The model")
    assert (card.id, card.title, card.licence) == ("squares", "Squares", "CC-BY-4.0")
    assert [band.name for band in card.bands] == list(BANDS)
    assert [band.common_name for band in card.bands] == ["blue", "green", "red", "nir"]
    assert (card.classes, card.scheme.id, card.theme) == ((WATER, GRASS, FOREST), "basic6", "")
    assert card.halo == 8
    assert card.period == ("2023-05-01T00:00:00Z", "2023-08-09T00:00:00Z")
    assert card.area == pytest.approx((15.0, 45.147, 15.008, 45.153), abs=0.002)
    assert json.loads((folder / "job.json").read_text())["settings"]["epochs"] == 1
    assert "Squares" in page.read_text()
    found = [classified(image, done["model"], tmp_path)[0] for image in dated["images"]]
    matrix = matrix_of(card)
    assert (matrix == compared(land()[EAST], [ids[EAST] for ids in found])).all()
    assert done["results"]["OA"] == pytest.approx(np.trace(matrix) / matrix.sum(), abs=1e-6)


def test_what_signs_an_address_is_not_kept_with_the_model(taught: Train) -> None:
    done = taught(**NETWORK, title="From https://somewhere/squares.tif?sig=s3cret")
    told = json.loads(Path(done["model"], "job.json").read_text(encoding="utf-8"))
    assert told["settings"]["title"] == "From https://somewhere/squares.tif?sig=…"


def test_the_measured_normalisation_is_that_of_the_pixels_that_teach(taught: Train, dated: Results) -> None:
    card = taught()["card"]
    pixels = np.stack([read_raster(image)[(slice(None), *TEACHING)] / 10_000 for image in dated["images"]])
    for number, (band, scaling) in enumerate(zip(card.bands, card.scaling)):
        own = pixels[:, number]
        assert (scaling.type, scaling.values) == ("z-score", pytest.approx((own.mean(), own.std()), abs=1e-5))
        assert card.statistics[band.name]["mean"] == scaling.values[0]


@pytest.mark.parametrize("network", ["kmeans", "random_forest"])
def test_a_baseline_is_a_model_as_any_other(
    taught: Train, dated: Results, tmp_path: Path, network: str
) -> None:
    done = taught(network=network)
    assert sorted(path.name for path in Path(done["model"]).iterdir()) == [
        "job.json", "model.json", "model.onnx",
    ]  # fmt: skip
    assert done["results"]["OA"] > 0.95
    assert done["card"].halo == 0
    found = [classified(image, done["model"], tmp_path)[0] for image in dated["images"]]
    assert (matrix_of(done["card"]) == compared(land()[EAST], [ids[EAST] for ids in found])).all()


def test_a_generated_scene_with_clouds_and_an_old_map_teaches(taught: Train, tmp_path: Path) -> None:
    scene = tmp_path / "scene"
    demodata.run(demodata.JOB(folder=str(scene), size=128, dates=2, seed=5, cell=50), Progress())
    images, masks = (tuple(sorted(map(str, scene.glob(f"{kind}_*.tif")))) for kind in ("s2", "scl"))
    done = taught(
        images=images, masks=masks, labels=str(scene / "external_map.tif"), zones="", held_out="", gap=-1,
        **NETWORK,
    )  # fmt: skip
    assert len(done["card"].bands) == 10
    assert done["card"].scheme.id == "basic6"
    assert 0 < matrix_of(done["card"]).sum() < 2 * 128**2 / 3
    assert 0 <= done["results"]["MIOU"] <= done["results"]["OA"] <= 1


# --- what is held out ------------------------------------------------------------------------------


def changed_labels(dated: Results, folder: Path) -> Results:
    """Other labels from the gap on."""
    ids = land()
    ids[:, HALF - 3 :] = land(seed=9)[:, HALF - 3 :]
    folder.mkdir()
    return {"labels": write_labels(folder, ids)}


def changed_pixels(dated: Results, folder: Path) -> Results:
    """Other pixels from the gap on, some of them nodata."""
    folder.mkdir()
    images = []
    for path in dated["images"]:
        image = read_raster(path)
        image[:, :, HALF - 3 :] = np.random.default_rng(3).integers(0, 10_000, (len(image), SIDE, HALF + 3))
        image[:, 5, HALF:] = 0
        tags = {"DATE": Path(path).stem, "REFLECTANCE_SCALE": "10000"}
        images.append(write_raster(folder / Path(path).name, image, nodata=0, descriptions=BANDS, tags=tags))
    return {"images": tuple(images)}


@pytest.mark.parametrize("change", [changed_labels, changed_pixels])
def test_a_network_never_trains_on_its_test_area(
    taught: Train, dated: Results, tmp_path: Path, change: Any
) -> None:
    """Whatever the held-out zone and the gap around it hold, not one bit of the model is another."""
    settings = {
        **NETWORK,
        "epochs": 2,
        "refine_every": 1,
        "augmentation": "flips,warps,stretch",
        "dropout": 0.1,
    }
    before = taught(**settings)
    after = taught(**settings, **change(dated, tmp_path / "changed"))
    assert before["weights"].keys() == after["weights"].keys()
    for name, weights in before["weights"].items():
        assert (weights == after["weights"][name]).all(), name
    assert before["card"].scaling == after["card"].scaling
    assert (matrix_of(before["card"]) != matrix_of(after["card"])).any()


def test_what_lies_next_to_the_gap_does_teach(taught: Train, tmp_path: Path) -> None:
    ids = land()
    ids[:, HALF - 4] = FOREST
    (tmp_path / "other").mkdir()
    before, after = taught(**NETWORK), taught(**NETWORK, labels=write_labels(tmp_path / "other", ids))
    assert any((before["weights"][name] != after["weights"][name]).any() for name in before["weights"])


def test_with_nothing_held_out_everything_teaches_and_no_figure_is_told(taught: Train) -> None:
    done = taught(held_out="none")
    assert done["results"].keys() == {"MODEL"}
    assert "held_out" not in done["card"].validation
    assert "Nothing was held out" in done["card"].validation["how"]


def test_without_names_a_part_of_the_blocks_is_held_out(taught: Train) -> None:
    done = taught(zones="", held_out="", gap=-1)
    assert 0.1 < matrix_of(done["card"]).sum() / (2 * SIDE**2) < 0.3
    assert "contiguous blocks" in done["card"].validation["how"]


# --- labels ----------------------------------------------------------------------------------------


def test_corine_codes_are_learnt_as_the_classes_of_a_crosswalk(taught: Train, tmp_path: Path) -> None:
    codes = np.array([0, 512, 231, 311])[land()].astype(np.uint16)
    labels = write_raster(tmp_path / "corine.tif", codes)
    for settings in ({"crosswalk": "clc44-basic6"}, {"crosswalk": "clc44-basic6", "codes": "ids"}):
        card = taught(labels=labels, **settings)["card"]
        assert (card.scheme.id, card.classes) == ("basic6", (WATER, GRASS, FOREST))


def test_a_known_product_is_learnt_in_its_own_classes_if_these_are_wanted(
    taught: Train, tmp_path: Path
) -> None:
    labels = write_labels(tmp_path, np.array([0, 80, 30, 10], np.uint8)[land()], "worldcover11")
    assert taught(labels=labels)["card"].classes == (WATER, GRASS, FOREST)
    card = taught(labels=labels, scheme="worldcover11")["card"]
    assert (card.scheme.id, card.classes) == ("worldcover11", (10, 30, 80))


def test_a_map_that_nothing_explains_is_learnt_in_its_own_classes(taught: Train, tmp_path: Path) -> None:
    card = taught(labels=write_raster(tmp_path / "own.tif", (land() + 70).astype(np.uint8)))["card"]
    assert card.classes == (71, 72, 73)


def test_polygons_teach_where_they_lie(taught: Train, tmp_path: Path) -> None:
    def square(row: int, col: int) -> Any:
        return box(
            500_000 + 80 * col, 5_000_000 - 80 * row - 80, 500_000 + 80 * col + 80, 5_000_000 - 80 * row
        )

    names = ["", "water", "grass", "forest"]
    cells = [(row, col) for row in range(8) for col in range(8) if (row + col) % 2]
    kinds = [names[land()[8 * row, 8 * col]] for row, col in cells]
    labels = write_layer(tmp_path / "drawn.gpkg", [square(*cell) for cell in cells], {"kind": kinds})
    done = taught(labels=labels, field="kind", scheme="basic6")
    assert done["card"].classes == (WATER, GRASS, FOREST)
    assert matrix_of(done["card"]).sum() == SIDE * SIDE // 2
    assert done["results"]["OA"] > 0.95


def test_ignored_classes_are_no_output_and_no_pixel_of_theirs_is_judged(taught: Train) -> None:
    done = taught(ignore="grass")
    assert done["card"].classes == (WATER, FOREST)
    assert matrix_of(done["card"]).sum() == 2 * (land()[EAST] != GRASS).sum()


def test_a_theme_tells_its_classes_from_all_others(taught: Train, dated: Results, tmp_path: Path) -> None:
    done = taught(theme="water", classes="water")
    assert (done["card"].theme, done["card"].classes) == ("water", (WATER, 0))
    assert done["results"]["OA"] > 0.95
    found, _ = classified(dated["images"][0], done["model"], tmp_path, residual="barren")
    assert ((found == WATER) == (land() == WATER)).mean() > 0.95


# --- images ----------------------------------------------------------------------------------------


def test_one_image_is_enough(taught: Train, dated: Results) -> None:
    done = taught(images=dated["images"][:1])
    assert done["card"].period == ("2023-05-01T00:00:00Z",) * 2
    assert matrix_of(done["card"]).sum() == SIDE * HALF


def test_images_of_other_sizes_teach_where_they_lie(taught: Train, dated: Results, tmp_path: Path) -> None:
    part = write_date(tmp_path, "2023-07-01", land()[16:, 8:56], origin=(500_080, 4_999_840))
    done = taught(images=(dated["images"][0], part))
    assert matrix_of(done["card"]).sum() == SIDE * HALF + 48 * 24
    assert done["results"]["OA"] > 0.95


def test_bands_without_names_are_told_by_their_number(taught: Train, tmp_path: Path) -> None:
    image = write_date(tmp_path, "2023-07-01", land(), descriptions=())
    done = taught(images=(image,))
    assert [band.name for band in done["card"].bands] == ["band 1", "band 2", "band 3", "band 4"]
    found, warned = classified(image, done["model"], tmp_path)
    assert (found == land()).mean() > 0.95
    assert not [line for line in warned if "unlike" in line]


def test_an_image_in_other_units_is_classified_with_a_warning(
    taught: Train, dated: Results, tmp_path: Path
) -> None:
    model = taught()["model"]
    _, warned = classified(dated["images"][0], model, tmp_path)
    assert warned == []
    strange = write_raster(
        tmp_path / "strange.tif", read_raster(dated["images"][0]), nodata=0, descriptions=BANDS,
        tags={"REFLECTANCE_SCALE": "1250"},
    )  # fmt: skip
    _, (warning,) = classified(strange, model, tmp_path)
    assert "unlike what the model 'model' learned from in B08 (median 0.999" in warning


def test_an_area_limits_what_teaches_and_what_is_judged(taught: Train, tmp_path: Path) -> None:
    middle = box(500_000 + 160, 5_000_000 - 480, 500_000 + 480, 5_000_000 - 160)
    done = taught(area=write_layer(tmp_path / "area.gpkg", [middle]))
    assert matrix_of(done["card"]).sum() == 2 * 32 * 16


def test_weights_of_a_model_of_other_bands_are_where_an_encoder_begins(taught: Train, tmp_path: Path) -> None:
    first = taught(**NETWORK, model=str(tmp_path / "first"))
    then = taught(**NETWORK, bands="B08,B03", encoder_weights=first["model"], frozen=1)
    kernels = [name for name in first["weights"] if name.startswith("encoder.") and name.endswith("weight")]
    same = [name for name in kernels if first["weights"][name].shape == then["weights"][name].shape]
    assert len(same) == len(kernels) - 1
    assert all((first["weights"][name] == then["weights"][name]).all() for name in same)
    (adapted,) = set(kernels) - set(same)
    assert then["weights"][adapted] == pytest.approx(first["weights"][adapted][:, [3, 1]] * 4 / 2)


def test_the_zones_may_be_several(taught: Train, dated: Results, tmp_path: Path) -> None:
    boxes = {name: (0, 16 * n, SIDE, 16 * n + 16) for n, name in enumerate(("a", "b", "c, d", "e"))}
    (tmp_path / "zones").mkdir()
    done = taught(zones=write_zones(tmp_path / "zones", **boxes), held_out="a; c, d")
    assert matrix_of(done["card"]).sum() == 2 * SIDE * 32
    assert load_model(done["model"]).card == done["card"]
