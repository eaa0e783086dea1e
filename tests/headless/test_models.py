"""Algorithms joined to a model, saved as a file and run by qgis_process."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFile,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)

from surecover.processing_provider.provider import SureCoverProvider
from tests.headless.conftest import Run, Scene, ends_soon, engine_processes, left_in
from tests.headless.gdal_files import facts, write
from tests.headless.modelfile import Step, fixed, given, made, write_model

STEPS: dict[str, Step] = {
    "mosaic": ("mosaic", {"IMAGES": [given("images")]}, {"OUTPUT": ""}),
    "date1": ("classify", {"INPUT": [given("first")], "MODELS": [given("network")]}, {"PROBABILITIES": ""}),
    "date2": ("classify", {"INPUT": [given("second")], "MODELS": [given("network")]}, {"PROBABILITIES": ""}),
    "fuse": (
        "fuse",
        {
            "PROBABILITIES": [made("date1", "PROBABILITIES"), made("date2", "PROBABILITIES")],
            "METHOD": [fixed("mean")],
        },
        {"MAP": "", "FUSED": "", "AGREEMENT": ""},
    ),
    "cluster": ("cluster", {"INPUT": [made("mosaic", "OUTPUT")], "K": [fixed(20)]}, {"OUTPUT": ""}),
    "harmonise": (
        "harmonise",
        {"INPUT": [given("external")], "GRID": [made("fuse", "MAP")], "CROSSWALK": [fixed("clc44-basic6")]},
        {"OUTPUT": ""},
    ),
    "correct": (
        "correct",
        {
            "MAP": [made("fuse", "MAP")],
            "EXTERNAL": [made("harmonise", "OUTPUT")],
            "CLUSTER_MAP": [made("cluster", "OUTPUT")],
            "PROBABILITIES": [made("fuse", "FUSED")],
            "AGREEMENT": [made("fuse", "AGREEMENT")],
        },
        {"CORRECTED": "Corrected", "RELIABILITY": "Reliability"},
    ),
    "report": (
        "report",
        {"MAP": [made("correct", "CORRECTED")], "RELIABILITY": [made("correct", "RELIABILITY")]},
        {"JSON": "Report"},
    ),
}


@pytest.fixture(scope="module")
def chain(provider: SureCoverProvider, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chain as a model file."""
    layers = QgsProcessing.SourceType
    parameters = (
        QgsProcessingParameterMultipleLayers("images", "Images", layers.TypeRaster),
        QgsProcessingParameterRasterLayer("first", "First date"),
        QgsProcessingParameterRasterLayer("second", "Second date"),
        QgsProcessingParameterFile("network", "Model", QgsProcessingParameterFile.Behavior.Folder),
        QgsProcessingParameterMapLayer("external", "External map"),
    )
    return write_model(tmp_path_factory.mktemp("model") / "chain.model3", parameters, STEPS)


def arguments(chain: Path, scene: Scene, network: str, external: str, out: Path) -> list[str]:
    values = {
        "first": scene.images[0], "second": scene.images[1], "network": network, "external": external,
        "correct:Corrected": out / "map.tif", "correct:Reliability": out / "reliability.tif",
        "report:Report": out / "report.json",
    }  # fmt: skip
    images = [f"--images={path}" for path in scene.images]
    return ["--json", "run", str(chain), *images, *(f"--{key}={value}" for key, value in values.items())]


def test_a_model_of_eight_steps_makes_a_corrected_map_and_its_report(
    qgis_process: Run, profile: Path, chain: Path, scene: Scene, model: str, tmp_path: Path
) -> None:
    done = qgis_process(*arguments(chain, scene, model, scene.external, tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    final, reliability = facts(tmp_path / "map.tif"), facts(tmp_path / "reliability.tif")
    assert final.transform == facts(scene.images[0]).transform
    assert ((reliability.values > 0) <= (final.values > 0)).all()
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["map"]["n1"] == (reliability.values == 1).sum()
    assert left_in(tmp_path) == [
        "map.qmd", "map.qml", "map.sld", "map.stac.json", "map.tif", "map.tif.aux.xml",
        "reliability.qmd", "reliability.qml", "reliability.sld", "reliability.stac.json", "reliability.tif",
        "reliability.tif.aux.xml", "report.json",
    ]  # fmt: skip
    assert ends_soon(lambda: engine_processes(profile))


def test_a_refusal_in_a_step_stops_the_model_with_its_sentence_and_exit_code_1(
    qgis_process: Run, profile: Path, chain: Path, scene: Scene, model: str, tmp_path: Path
) -> None:
    strange = write(
        tmp_path / "strange.tif", np.full((192, 192), 77, "uint8"), transform=facts(scene.truth).transform
    )
    out = tmp_path / "out"
    out.mkdir()
    done = qgis_process(*arguments(chain, scene, model, strange, out))
    assert done.returncode == 1
    said = [line for line in (done.stdout + done.stderr).splitlines() if "External map (INPUT)" in line]
    assert said
    assert "77" in said[0]
    assert "Traceback" not in done.stdout + done.stderr
    assert left_in(out) == []
    assert ends_soon(lambda: engine_processes(profile))


LEARNING: dict[str, Step] = {
    "train": (
        "train",
        {
            "IMAGES": [given("images")],
            "LABELS": [given("external")],
            "HELD_OUT": [fixed("none")],
            "EPOCHS": [fixed(1)],
            "SAMPLES": [fixed(12)],
            "PATCH": [fixed(32)],
        },
        {"MODEL": ""},
    ),
    "classify": (
        "classify",
        {"INPUT": [given("first")], "MODELS": [made("train", "MODEL")]},
        {"MAP": "Date"},
    ),
    "produce": (
        "produce",
        {
            "IMAGES": [given("images")],
            "MODELS": [made("train", "MODEL")],
            "EXTERNAL": [given("external")],
            "K": [fixed(20)],
        },
        {"MAP": "Corrected", "FOLDER": "Folder"},
    ),
}


def test_a_model_trains_a_network_classifies_a_date_with_it_and_produces_a_map(
    qgis_process: Run, profile: Path, provider: SureCoverProvider, scene: Scene, tmp_path: Path
) -> None:
    parameters = (
        QgsProcessingParameterMultipleLayers("images", "Images", QgsProcessing.SourceType.TypeRaster),
        QgsProcessingParameterRasterLayer("first", "First date"),
        QgsProcessingParameterMapLayer("external", "External map"),
    )
    learning = write_model(tmp_path / "learning.model3", parameters, LEARNING)
    out = tmp_path / "out"
    out.mkdir()
    done = qgis_process(
        "run", learning, *(f"--images={path}" for path in scene.images), f"--first={scene.images[0]}",
        f"--external={scene.external}", f"--classify:Date={out / 'date.tif'}",
        f"--produce:Corrected={out / 'map.tif'}", f"--produce:Folder={out / 'folder'}",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    date, final = facts(out / "date.tif"), facts(out / "map.tif")
    assert date.transform == final.transform == facts(scene.images[0]).transform
    assert date.values.all()
    record = json.loads((out / "folder" / "job.json").read_text(encoding="utf-8"))
    used = json.loads(date.tags["SURECOVER_MODELS"])
    assert [model["sha256"] for model in record["models"]] == [model["sha256"] for model in used]
    assert ends_soon(lambda: engine_processes(profile))


HOW_SURE: dict[str, Step] = {
    "calibrate": (
        "calibrate",
        {"MODEL": [given("network")], "IMAGES": [given("first")], "LABELS": [given("labels")]},
        {"MODEL_OUT": "", "JSON": "Calibration"},
    ),
    "classify": (
        "classify",
        {"INPUT": [given("first")], "MODELS": [made("calibrate", "MODEL_OUT")]},
        {"PROBABILITIES": "", "MAP": "Map"},
    ),
    "predictsets": (
        "predictsets",
        {"PROBABILITIES": [made("classify", "PROBABILITIES")], "MODEL": [made("calibrate", "MODEL_OUT")]},
        {"SET_SIZE": "Sets"},
    ),
    "assess": (
        "assess",
        {
            "MAP": [made("classify", "MAP")],
            "REFERENCE": [given("labels")],
            "PROBABILITIES": [made("classify", "PROBABILITIES")],
        },
        {"JSON": "Accuracy"},
    ),
}


def test_a_model_calibrates_a_network_and_tells_how_sure_it_is_of_each_pixel(
    qgis_process: Run, profile: Path, provider: SureCoverProvider, scene: Scene, model: str, tmp_path: Path
) -> None:
    parameters = (
        QgsProcessingParameterFile("network", "Model", QgsProcessingParameterFile.Behavior.Folder),
        QgsProcessingParameterRasterLayer("first", "First date"),
        QgsProcessingParameterMapLayer("labels", "Labels"),
    )
    how_sure = write_model(tmp_path / "sure.model3", parameters, HOW_SURE)
    out = tmp_path / "out"
    out.mkdir()
    done = qgis_process(
        "run", how_sure, f"--network={model}", f"--first={scene.images[0]}", f"--labels={scene.truth}",
        f"--classify:Map={out / 'map.tif'}", f"--predictsets:Sets={out / 'sets.tif'}",
        f"--calibrate:Calibration={out / 'calibration.json'}", f"--assess:Accuracy={out / 'accuracy.json'}",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    sizes, classes = facts(out / "sets.tif"), facts(out / "map.tif")
    assert sizes.transform == classes.transform
    assert ((sizes.values == 255) == (classes.values == 0)).all()
    (used,) = json.loads(classes.tags["SURECOVER_MODELS"])
    calibration = json.loads((out / "calibration.json").read_text(encoding="utf-8"))
    assert used["temperature"] == calibration["temperature"]["after"]
    assert used["ece"] == calibration["after"]["ece"]
    accuracy = json.loads((out / "accuracy.json").read_text(encoding="utf-8"))
    assert accuracy["compared"] == facts(scene.truth).values.size
    assert ends_soon(lambda: engine_processes(profile))
