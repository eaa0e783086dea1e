"""A network in an ONNX file is a model like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from surecover.core.model.cardfile import CARD, read_card
from surecover.core.model.models import load_model, save_onnx_model
from surecover.core.progress import Progress
from surecover.core.stages.checkmodel import CheckModelJob, run
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.classify import run as classify
from tests.files import read_raster, write_raster
from tests.models_fixture import (
    BANDS,
    FOREST,
    GRASS,
    WATER,
    brightest,
    card,
    onnx_network,
    pixel_model,
    pixel_networks,
)

CLASSES = (WATER, GRASS, FOREST)
WEIGHTS = brightest(4)[:3] / 50


def onnx_model(folder: Path, **details: Any) -> Path:
    save_onnx_model(folder, onnx_network(WEIGHTS), card(CLASSES, **details))
    return folder


@pytest.mark.usefixtures(pixel_networks.__name__)
def test_it_predicts_what_the_same_network_of_torch_predicts(tmp_path: Path) -> None:
    first = load_model(onnx_model(tmp_path / "onnx", temperature=2.0))
    second = load_model(pixel_model(tmp_path / "torch", CLASSES, WEIGHTS.tolist(), temperature=2.0))
    for shape in ((1, 4, 32, 32), (3, 4, 64, 96)):
        inputs = np.random.default_rng(0).random(shape, np.float32)
        result = first.predict(inputs)
        assert result.dtype == np.float32
        np.testing.assert_allclose(result, second.predict(inputs), atol=1e-6)


def test_it_stays_on_the_cpu_whatever_device_is_wanted(tmp_path: Path) -> None:
    model = load_model(onnx_model(tmp_path))
    assert model.to("cuda") is model
    assert model.device == "cpu"


def test_it_takes_as_many_threads_as_torch(tmp_path: Path) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        session = load_model(onnx_model(tmp_path)).network.session
    finally:
        torch.set_num_threads(before)
    assert session.get_session_options().intra_op_num_threads == 1


def test_its_folder_holds_the_network_and_a_card_that_says_so(tmp_path: Path) -> None:
    onnx_model(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.json", "model.onnx"]
    item = json.loads((tmp_path / CARD).read_text())
    assert item["properties"]["mlm:framework"] == "ONNX"
    asset = item["assets"]["model"]
    assert asset["mlm:artifact_type"] == "onnx"
    assert asset["type"] == "application/octet-stream; framework=onnx; profile=onnx"
    read = read_card(tmp_path)
    assert (read.weights, read.architecture, read.parameters) == ("model.onnx", "pixels", 12)


def test_a_model_of_torch_still_says_that_it_is_one(tmp_path: Path) -> None:
    pixel_model(tmp_path, CLASSES, WEIGHTS.tolist())
    item = json.loads((tmp_path / CARD).read_text())
    assert item["properties"]["mlm:framework"] == "PyTorch"
    assert item["assets"]["model"]["mlm:artifact_type"] == "safetensors.torch.save_file"


def test_classify_and_checkmodel_run_it_without_a_word(tmp_path: Path) -> None:
    folder = str(onnx_model(tmp_path / "model"))
    pixels = np.zeros((4, 40, 50), np.uint16)
    pixels[0], pixels[1, :, 20:], pixels[2, :, 40:] = 1000, 2000, 3000
    image = write_raster(tmp_path / "image.tif", pixels, descriptions=[band.name for band in BANDS])
    warned: list[object] = []
    progress = Progress(lambda kind, value: warned.append(value) if kind == "warning" else None)
    classify(ClassifyJob(input=image, models=(folder,), map=str(tmp_path / "map.tif")), progress)
    expected = np.repeat([WATER, GRASS, FOREST], [20, 20, 10])
    np.testing.assert_array_equal(read_raster(tmp_path / "map.tif"), np.tile(expected, (40, 1)))
    assert not warned
    assert run(CheckModelJob(model=folder), Progress())["CLASSES"] == 3
