"""What users give by mistake, and what they do not expect to work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsProcessingException, QgsRasterLayer

from tests.headless.conftest import Algorithm, Run, Scene, ends_soon, engine_processes, left_in
from tests.headless.gdal_files import BANDS, changed, facts, image, warped, write

Refused = Callable[..., str]

ELSEWHERE = (900_000.0, 10.0, 0.0, 4_000_000.0, 0.0, -10.0)
DEGREES = (15.0, 0.0001, 0.0, 45.15, 0.0, -0.0001)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder that results go to."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def refused(algorithm: Algorithm, out: Path) -> Refused:
    """Run an algorithm that must refuse, in one sentence and without a trace; returns the sentence."""

    def run(name: str, **parameters: object) -> str:
        before = left_in(out)
        with pytest.raises(QgsProcessingException) as caught:
            algorithm(name, **parameters)
        sentence = str(caught.value).removeprefix("Unable to execute algorithm\n")
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence, "one sentence"
        assert ". " not in sentence, "one sentence"
        assert "; " in sentence, "what was found; what to do"
        assert left_in(out) == before
        return sentence

    return run


# Images and models


def test_a_band_that_the_model_wants_is_missing(
    refused: Refused, scene: Scene, model: str, tmp_path: Path, out: Path
) -> None:
    two = changed(tmp_path / "two.tif", scene.images[0], bandList=[1, 2])
    sentence = refused("classify", INPUT=two, MODELS=[model], MAP=str(out / "map.tif"))
    assert re.search(r"B04.*holds? .*B02.*\(BANDS\)|B04.*B02, B03", sentence)


def test_a_model_folder_does_not_exist(refused: Refused, scene: Scene, out: Path) -> None:
    sentence = refused("classify", INPUT=scene.images[0], MODELS=["/no/model"], MAP=str(out / "map.tif"))
    assert sentence == "Models (MODELS) was not found: /no/model; check the path."


def test_a_folder_without_a_card_is_no_model(
    refused: Refused, scene: Scene, tmp_path: Path, out: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    sentence = refused("classify", INPUT=scene.images[0], MODELS=[str(empty)], MAP=str(out / "map.tif"))
    assert "(MODELS)" in sentence
    assert str(empty) in sentence
    assert "model.json" in sentence


def test_weights_that_are_not_those_of_the_card(
    refused: Refused, scene: Scene, model: str, tmp_path: Path, out: Path
) -> None:
    copy = Path(shutil.copytree(model, tmp_path / "model"))
    weights = copy / "model.safetensors"
    stored = bytearray(weights.read_bytes())
    stored[-1] ^= 1
    weights.write_bytes(stored)
    sentence = refused("classify", INPUT=scene.images[0], MODELS=[str(copy)], MAP=str(out / "map.tif"))
    assert "(MODELS)" in sentence
    assert "checksum" in sentence
    assert "model.safetensors" in sentence


def test_a_truncated_tiff(refused: Refused, scene: Scene, model: str, tmp_path: Path, out: Path) -> None:
    half = tmp_path / "half.tif"
    half.write_bytes(Path(scene.images[0]).read_bytes()[:300_000])
    for stage, key, target in (("classify", "INPUT", "MAP"), ("cluster", "INPUT", "OUTPUT")):
        models = {"MODELS": [model]} if stage == "classify" else {}
        sentence = refused(stage, **{key: str(half), target: str(out / "out.tif")}, **models)
        assert f"(INPUT) cannot be read: {half}" in sentence
        assert "the file is damaged" in sentence


def test_a_file_that_is_no_raster(refused: Refused, tmp_path: Path, out: Path) -> None:
    text = tmp_path / "notes.tif"
    text.write_text("not a raster")
    sentence = refused("cluster", INPUT=str(text), OUTPUT=str(out / "out.tif"))
    assert sentence.startswith(f"Mosaic (INPUT) cannot be opened as a raster: {text}")


def test_a_layer_of_the_web_is_refused(refused: Refused, out: Path) -> None:
    source = "type=xyz&url=http://localhost:1/%7Bz%7D/%7Bx%7D/%7By%7D.png"
    layer = QgsRasterLayer(source, "street map", "wms")
    sentence = refused("cluster", INPUT=layer, OUTPUT=str(out / "out.tif"))
    assert sentence == (
        "Mosaic (INPUT) is street map, which comes from the web as pictures (WMS, WMTS, XYZ or ArcGIS); "
        "pictures hold no measurements, so download the data that it shows and choose that file."
    )


@pytest.mark.parametrize("stage", ["mosaic", "classify", "cluster"])
def test_an_image_of_nothing_but_nodata(
    refused: Refused, model: str, tmp_path: Path, out: Path, stage: str
) -> None:
    nothing = write(tmp_path / "nothing.tif", np.zeros((10, 64, 64), "uint16"), descriptions=BANDS)
    given: dict[str, object] = {
        "mosaic": {"IMAGES": [nothing], "OUTPUT": str(out / "out.tif")},
        "classify": {"INPUT": nothing, "MODELS": [model], "MAP": str(out / "out.tif")},
        "cluster": {"INPUT": nothing, "OUTPUT": str(out / "out.tif")},
    }[stage]
    assert re.search(r"\((IMAGES|INPUT)\)", refused(stage, **given))


# Places


def test_a_mask_of_another_place(
    refused: Refused, scene: Scene, model: str, tmp_path: Path, out: Path
) -> None:
    mask = write(tmp_path / "scl.tif", np.full((50, 50), 4, "uint8"), transform=ELSEWHERE)
    sentence = refused("classify", INPUT=scene.images[0], MASK=mask, MODELS=[model], MAP=str(out / "map.tif"))
    assert sentence.startswith(f"Mask (MASK) does not overlap the reference grid: {mask}; ")


def test_an_external_map_of_another_place(refused: Refused, scene: Scene, tmp_path: Path, out: Path) -> None:
    external = write(tmp_path / "corine.tif", np.full((50, 50), 23, "uint8"), transform=ELSEWHERE)
    sentence = refused(
        "harmonise", INPUT=external, GRID=scene.images[0], CROSSWALK="clc44-basic6",
        OUTPUT=str(out / "external.tif"),
    )  # fmt: skip
    assert sentence.startswith("External map (INPUT) does not overlap the reference grid")


def test_a_date_of_another_place(refused: Refused, scene: Scene, tmp_path: Path, out: Path) -> None:
    other = image(tmp_path / "other.tif", 50, 50, transform=ELSEWHERE)
    sentence = refused("mosaic", IMAGES=[scene.images[0], other], OUTPUT=str(out / "mosaic.tif"))
    assert "(IMAGES) does not overlap the reference grid" in sentence
    assert other in sentence


def test_dates_and_masks_in_other_crs_and_grids_are_resampled(
    algorithm: Algorithm, scene: Scene, tmp_path: Path, out: Path
) -> None:
    mercator = warped(tmp_path / "mercator.tif", scene.images[1], 3857)
    coarse = changed(tmp_path / "coarse.tif", scene.images[2], width=96, height=96)
    mask = warped(tmp_path / "scl_mercator.tif", scene.masks[1], 4326)
    made = algorithm(
        "mosaic", IMAGES=[scene.images[0], mercator, coarse],
        MASKS=[scene.masks[0], mask, scene.masks[2]], OUTPUT=str(out / "mosaic.tif"),
    )  # fmt: skip
    straight = algorithm("mosaic", IMAGES=scene.images, MASKS=scene.masks, OUTPUT=str(out / "straight.tif"))
    resampled, plain = facts(made["OUTPUT"]), facts(straight["OUTPUT"])
    assert resampled.transform == plain.transform
    inner = (slice(None), slice(20, -20), slice(20, -20))
    near = np.corrcoef(
        resampled.values[inner].ravel().astype(float), plain.values[inner].ravel().astype(float)
    )
    assert near[0, 1] > 0.95, "nothing is shifted"


@pytest.mark.parametrize(
    ("rows", "cols", "details"),
    [
        (1, 1, {}),
        (1, 5000, {}),
        (70, 60, {"epsg": 4326, "transform": DEGREES}),
    ],
    ids=["1x1", "1x5000", "degrees"],
)
def test_the_whole_chain_works_for_odd_rasters(
    algorithm: Algorithm, model: str, tmp_path: Path, out: Path, rows: int, cols: int, details: dict[str, Any]
) -> None:
    dated = image(tmp_path / "s2_20210701.tif", rows, cols, **details)
    codes = np.where(np.arange(rows * cols).reshape(rows, cols) % 50 < 25, 23, 40).astype("uint8")
    external = write(tmp_path / "corine.tif", codes, **details)
    results = algorithm(
        "produce", IMAGES=[dated], MODELS=[model], EXTERNAL=external, CROSSWALK="clc44-basic6", K=8,
        FOLDER=str(out / "produced"),
    )  # fmt: skip
    final, reliability = facts(results["MAP"]), facts(results["RELIABILITY"])
    assert final.values.shape == (1, rows, cols)
    assert final.epsg == str(details.get("epsg", 32633))
    assert (final.values > 0).all()
    checked = np.isin(final.values, json.loads(final.tags["SURECOVER_CHECKED"]))
    counted = [int((reliability.values[checked] == code).sum()) for code in (1, 2, 3)]
    assert [results[key] for key in ("N1", "N2", "N3")] == counted


# Maps and numbers


def test_an_external_map_with_unknown_codes(
    refused: Refused, scene: Scene, tmp_path: Path, out: Path
) -> None:
    truth = facts(scene.truth)
    strange = write(tmp_path / "map.tif", np.full((192, 192), 77, "uint8"), transform=truth.transform)
    sentence = refused(
        "harmonise", INPUT=strange, CROSSWALK="clc44-basic6", GRID=scene.truth,
        OUTPUT=str(out / "map.tif"), LEGEND=str(out / "legend.csv"),
    )  # fmt: skip
    assert "77" in sentence
    assert "External map (INPUT)" in sentence
    assert "(UNKNOWN)" in sentence


def test_an_external_map_of_a_product_that_nobody_knows(
    refused: Refused, scene: Scene, tmp_path: Path, out: Path
) -> None:
    truth = facts(scene.truth)
    strange = write(tmp_path / "map.tif", np.full((192, 192), 3, "uint8"), transform=truth.transform)
    sentence = refused("harmonise", INPUT=strange, GRID=scene.truth, OUTPUT=str(out / "map.tif"))
    assert sentence.startswith("Crosswalk (CROSSWALK) is not set")
    assert "clc44-basic6" in sentence


@pytest.mark.parametrize("stage", ["mosaic", "produce"])
def test_fewer_masks_than_images(refused: Refused, scene: Scene, model: str, out: Path, stage: str) -> None:
    rest: dict[str, object] = {
        "mosaic": {"OUTPUT": str(out / "mosaic.tif")},
        "produce": {"MODELS": [model], "EXTERNAL": scene.external, "FOLDER": str(out / "produced")},
    }[stage]
    sentence = refused(stage, IMAGES=scene.images, MASKS=scene.masks[:2], **rest)
    assert "(MASKS) are 2 for 3 images; give one for every image" in sentence


def test_probabilities_where_a_class_map_belongs(refused: Refused, scene: Scene, out: Path) -> None:
    sentence = refused(
        "correct", MAP=scene.images[0], EXTERNAL=scene.truth, CLUSTER_MAP=scene.truth,
        CORRECTED=str(out / "map.tif"),
    )  # fmt: skip
    assert "Class map (MAP)" in sentence


def test_images_where_probabilities_belong(refused: Refused, scene: Scene, out: Path) -> None:
    sentence = refused("fuse", PROBABILITIES=scene.images, MAP=str(out / "map.tif"))
    assert "Probabilities, one raster per date (PROBABILITIES)" in sentence


def test_an_output_that_is_an_input(refused: Refused, scene: Scene, tmp_path: Path) -> None:
    copy = shutil.copy(scene.images[0], tmp_path / "image.tif")
    before = Path(copy).read_bytes()
    sentence = refused("cluster", INPUT=str(copy), OUTPUT=str(copy))
    assert "Cluster map (OUTPUT) is the same file as Mosaic (INPUT)" in sentence
    assert Path(copy).read_bytes() == before


def test_a_raster_by_the_name_of_another_format(refused: Refused, scene: Scene, out: Path) -> None:
    sentence = refused("cluster", INPUT=scene.images[0], OUTPUT=str(out / "clusters.png"))
    assert sentence == (
        "Cluster map (OUTPUT) is clusters.png; allowed are GeoTIFF files: end the name with .tif."
    )


# The whole chain, refused late


def test_a_chain_that_fails_near_its_end_leaves_nothing(
    refused: Refused, scene: Scene, model: str, tmp_path: Path, out: Path
) -> None:
    truth = facts(scene.truth)
    strange = write(tmp_path / "map.tif", np.full((192, 192), 77, "uint8"), transform=truth.transform)
    sentence = refused(
        "produce", IMAGES=scene.images[:1], MODELS=[model], EXTERNAL=strange, CROSSWALK="clc44-basic6",
        K=8, FOLDER=str(out / "produced"), MAP=str(out / "map.tif"),
    )  # fmt: skip
    assert "External map (" in sentence
    assert "77" in sentence


# Disks


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small disk with some options; skips where that is not permitted."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options: str) -> Path:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=False).returncode:
            pytest.skip("mounting is not permitted")
        return place

    yield mount
    if os.path.ismount(place):
        subprocess.run(["umount", place], check=True)


def test_a_folder_that_cannot_be_written(refused: Refused, scene: Scene, disk: Callable[[str], Path]) -> None:
    place = disk("size=1m,ro")
    sentence = refused("cluster", INPUT=scene.images[0], K=4, OUTPUT=str(place / "out.tif"))
    assert sentence == (
        f"The folder of Cluster map (OUTPUT) cannot be written: {place}; choose another folder."
    )


def test_a_disk_that_fills_up(refused: Refused, scene: Scene, disk: Callable[[str], Path]) -> None:
    place = disk("size=200k")
    sentence = refused("mosaic", IMAGES=scene.images, OUTPUT=str(place / "mosaic.tif"))
    assert sentence == f"The disk of {place} is full; free some space or choose another folder."
    assert left_in(place) == []


def test_a_disk_that_fills_up_in_mid_chain(
    refused: Refused, scene: Scene, model: str, disk: Callable[[str], Path]
) -> None:
    place = disk("size=200k")
    sentence = refused(
        "produce", IMAGES=scene.images[:1], MODELS=[model], EXTERNAL=scene.external,
        FOLDER=str(place / "produced"),
    )  # fmt: skip
    assert sentence == f"The disk of {place} is full; free some space or choose another folder."
    assert left_in(place) == []


# The same through qgis_process, for a few


@pytest.mark.parametrize("case", ["damaged", "no model", "elsewhere"])
def test_qgis_process_ends_with_the_sentence_and_exit_code_1(
    qgis_process: Run, profile: Path, scene: Scene, model: str, tmp_path: Path, out: Path, case: str
) -> None:
    half = tmp_path / "half.tif"
    half.write_bytes(Path(scene.images[0]).read_bytes()[:300_000])
    mask = write(tmp_path / "scl.tif", np.full((50, 50), 4, "uint8"), transform=ELSEWHERE)
    arguments, words = {
        "damaged": (["cluster", f"--INPUT={half}"], "the file is damaged"),
        "no model": (["checkmodel", f"--MODEL={tmp_path}"], "Model (MODEL)"),
        "elsewhere": (
            ["mosaic", f"--IMAGES={scene.images[0]}", f"--MASKS={mask}"],
            "(MASKS) does not overlap the reference grid",
        ),
    }[case]
    target = "JSON" if case == "no model" else "OUTPUT"
    stage, *values = arguments
    done = qgis_process("run", f"surecover:{stage}", *values, f"--{target}={out / 'result.tif'}")
    assert done.returncode == 1
    said = [line for line in (done.stdout + done.stderr).splitlines() if words in line]
    assert said
    assert "Traceback" not in done.stdout + done.stderr
    assert left_in(out) == []
    assert ends_soon(lambda: engine_processes(profile))
