"""Import a model: what another tool made maps here as it does there, once all is known of it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch

from surecover.core.errors import SureCoverError
from surecover.core.model.cardfile import CARD, IncompleteCard, read_card
from surecover.core.progress import Progress
from surecover.core.stages.checkmodel import CheckModelJob
from surecover.core.stages.checkmodel import run as checkmodel
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.classify import run as classify
from surecover.core.stages.importmodel import ImportModelJob
from tests.files import read_raster, write_raster
from tests.foreign_models import (
    DEEPNESS,
    emd_file,
    exported,
    imported,
    largest,
    onnx_file,
    pixel_graph,
    smp_folder,
    unet,
)

EIGHT_BIT = np.random.default_rng(1).integers(1, 255, (3, 96, 128), dtype=np.uint8)
SENTINEL = np.random.default_rng(2).integers(1, 6000, (4, 96, 96), dtype=np.uint16)
NAMES = ("B02", "B03", "B04", "B08")


def mapped(model: Path, image: str, tmp_path: Path, **settings: Any) -> np.ndarray:
    job = ClassifyJob(input=image, models=(str(model),), map=str(tmp_path / "map.tif"), **settings)
    job.check()
    classify(job, Progress())
    return read_raster(tmp_path / "map.tif")


class Blur(torch.nn.Module):
    """Three bands, three classes, looks at 3 × 3 pixels."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(5)
        self.layer = torch.nn.Conv2d(3, 3, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.layer(x) * 5, dim=1)


@pytest.mark.parametrize("runtime", ["auto", "openvino"])
def test_a_model_of_deepness_for_one_tile_size_maps_as_deepness_does(tmp_path: Path, runtime: str) -> None:
    if runtime == "openvino":
        pytest.importorskip("openvino")
    source = onnx_file(tmp_path / "Field borders.onnx", exported(Blur(), 1, 3, 64, 64), **DEEPNESS)
    image = write_raster(tmp_path / "rgb.tif", EIGHT_BIT, descriptions=["red", "green", "blue"])
    imported(source, tmp_path / "model", bands="red,green,blue")
    mean, std = (
        np.array(json.loads(DEEPNESS[f"standardization_{k}"]))[:, None, None] for k in ("mean", "std")
    )
    inputs = ((EIGHT_BIT / 255 - mean) / std).astype(np.float32)[None]
    with torch.no_grad():
        native = Blur()(torch.from_numpy(inputs))
    np.testing.assert_array_equal(
        mapped(tmp_path / "model", image, tmp_path, scale=255.0, runtime=runtime), largest(native, (1, 2, 3))
    )
    card = read_card(tmp_path / "model")
    assert (card.id, card.tile, card.halo, card.resolution) == ("field-borders", 64, 8, 0.1)
    assert [card.name_of(c) for c in card.classes] == ["background", "field", "road"]
    assert "SCALE to 255" in card.description


def test_classify_warns_of_pixels_that_are_not_those_the_model_learned_from(tmp_path: Path) -> None:
    source = onnx_file(tmp_path / "m.onnx", pixel_graph(), **DEEPNESS)
    imported(source, tmp_path / "model", bands="red,green,blue")
    image = write_raster(tmp_path / "rgb.tif", EIGHT_BIT, descriptions=["red", "green", "blue"])
    warned: list[object] = []
    progress = Progress(lambda kind, value: warned.append(value) if kind == "warning" else None)
    job = ClassifyJob(
        input=image, models=(str(tmp_path / "model"),), map=str(tmp_path / "map.tif"), scale=255.0
    )
    classify(job, progress)
    assert len(warned) == 1
    assert "has pixels of 10 m, the model 'm' learned from such of 0.1 m" in str(warned[0])


def test_a_folder_of_smp_maps_as_its_network_does(tmp_path: Path) -> None:
    network = unet()
    source = smp_folder(tmp_path / "Trees", network, licence="cc-by-4.0")
    image = write_raster(tmp_path / "image.tif", SENTINEL, descriptions=NAMES)
    imported(
        source, tmp_path / "model", bands="B02,B03,B04,B08", means="1000,1100,1200,2500",
        deviations="800", scale=10000.0, classes="basic6 1,3,2",
    )  # fmt: skip
    mean = np.array([1000, 1100, 1200, 2500])[:, None, None]
    with torch.no_grad():
        native = network(torch.from_numpy(((SENTINEL - mean) / 800).astype(np.float32)[None]))
    result = mapped(tmp_path / "model", image, tmp_path)
    assert (result == largest(native, (1, 3, 2))).mean() >= 0.9999
    assert len(np.unique(result)) > 1
    card = read_card(tmp_path / "model")
    assert (card.licence, card.scheme.id, card.architecture) == ("cc-by-4.0", "basic6", "Unet resnet18")


def test_a_definition_of_esri_with_an_onnx_file_maps_as_its_network_does(tmp_path: Path) -> None:
    network = onnx_file(tmp_path / "network.onnx", pixel_graph(3, 2, "Softmax"))
    emd_file(
        tmp_path / "Forest.emd",
        NormalizationStats={
            "band_min_values": [0, 0, 100], "band_max_values": [1000, 2000, 2100],
            "scaled_mean_values": [0.5, 0.25, 0.5], "scaled_std_values": [0.1, 0.1, 0.2],
        },
    )  # fmt: skip
    image = write_raster(tmp_path / "image.tif", SENTINEL, descriptions=NAMES)
    imported(tmp_path / "Forest.emd", tmp_path / "model", bands="B04,B03,B02", scale=10000.0)
    low, high = np.array([[0, 0, 100], [1000, 2000, 2100]])[:, :, None, None]
    stretched = (SENTINEL[2::-1] - low) / (high - low)
    inputs = (stretched - np.array([0.5, 0.25, 0.5])[:, None, None]) / np.array([0.1, 0.1, 0.2])[
        :, None, None
    ]
    session = onnxruntime.InferenceSession(network.read_bytes())
    (native,) = session.run(None, {"x": inputs.astype(np.float32)[None]})
    np.testing.assert_array_equal(mapped(tmp_path / "model", image, tmp_path), largest(native, (5, 9)))
    card = read_card(tmp_path / "model")
    assert [(c.name, c.color) for c in card.scheme.classes] == [
        ("Forest", (0, 100, 0)), ("Rest", (200, 200, 200)),
    ]  # fmt: skip
    assert "number 3, 2, 1 of the images" in card.description


def test_a_definition_of_esri_with_plain_weights_maps_as_its_network_does(tmp_path: Path) -> None:
    network = unet(3, 2)
    smp_folder(tmp_path, network)
    (tmp_path / "model.safetensors").unlink()
    torch.save({"state_dict": network.state_dict()}, tmp_path / "weights.pth")
    emd_file(tmp_path / "Forest.emd", ModelFile="weights.pth", ExtractBands=["B04", "B03", "B02"])
    image = write_raster(tmp_path / "image.tif", SENTINEL, descriptions=NAMES)
    imported(tmp_path / "Forest.emd", tmp_path / "model", normalisation="none")
    with torch.no_grad():
        native = network(torch.from_numpy((SENTINEL[2::-1] / 10000).astype(np.float32)[None]))
    assert (mapped(tmp_path / "model", image, tmp_path) == largest(native, (5, 9))).mean() >= 0.9999


def test_a_model_of_unknown_scaling_is_refused_and_said_how_to_complete(tmp_path: Path) -> None:
    source = onnx_file(tmp_path / "plain.onnx", pixel_graph(4))
    told: list[tuple[str, object]] = []
    result = imported(
        source, tmp_path / "model", lambda kind, value: told.append((kind, value)),
        bands="B02,B03,B04,B08", classes="basic6 1,2,3",
    )  # fmt: skip
    assert result == {"FOLDER": str(tmp_path / "model"), "UNKNOWN": 1}
    warned = [str(value) for kind, value in told if kind == "warning"]
    assert len(warned) == 1
    assert "(NORMALISATION), Means (MEANS)" in warned[0]
    image = write_raster(tmp_path / "image.tif", SENTINEL, descriptions=NAMES)
    with pytest.raises(
        IncompleteCard, match=r"whose scaling nobody has told yet: .*surecover:importmodel"
    ) as caught:
        mapped(tmp_path / "model", image, tmp_path)
    assert (
        caught.value.unknown == copy.copy(caught.value).unknown == ("scaling",)
    )  # as other processes see it
    assert "\n" not in str(caught.value)


def test_an_incomplete_model_is_completed_where_it_is_answer_by_answer(tmp_path: Path) -> None:
    source = onnx_file(tmp_path / "plain.onnx", pixel_graph(4, 3, "Sigmoid"))
    folder = tmp_path / "model"
    assert imported(source, folder)["UNKNOWN"] == 3
    assert imported(folder, bands="B02,B03,B04,B08")["UNKNOWN"] == 2
    assert imported(folder / CARD, means="0.1", deviations="0.2")["UNKNOWN"] == 2
    assert imported(folder, scale=1.0, licence="MIT")["UNKNOWN"] == 1
    assert imported(folder, classes="7 lake; 9 wood #00ff00; 12 rest", other="rest")["UNKNOWN"] == 0
    card = read_card(folder)
    assert [band.name for band in card.bands] == list(NAMES)
    assert (card.classes, card.licence) == ((7, 9, 0), "MIT")
    assert sorted(path.name for path in folder.iterdir()) == [CARD, "model.onnx"]
    with pytest.raises(SureCoverError, match="is a complete model folder"):
        imported(folder)


def test_checkmodel_explains_what_is_known_of_an_incomplete_model(tmp_path: Path) -> None:
    imported(onnx_file(tmp_path / "m.onnx", pixel_graph(), **DEEPNESS), tmp_path / "model")
    told: list[tuple[str, object]] = []
    job = CheckModelJob(model=str(tmp_path / "model"), json=str(tmp_path / "report.json"))
    result = checkmodel(job, Progress(lambda kind, value: told.append((kind, value))))
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["unknown"], report["resolution"]) == (["bands"], 0.1)
    assert (result["BANDS"], result["KPX_PER_S"]) == (3, 0.0)
    text = "\n".join(str(value) for _, value in told)
    assert "Bands: 3, unknown which. Scaling: means and deviations." in text
    assert "whose bands nobody has told yet" in text


def test_a_network_of_one_class_maps_that_class_and_everything_else(tmp_path: Path) -> None:
    network = unet(4, 1, activation="sigmoid")
    source = smp_folder(tmp_path / "one", network)
    image = write_raster(tmp_path / "image.tif", SENTINEL, descriptions=NAMES)
    imported(
        source, tmp_path / "model", bands=",".join(NAMES), normalisation="none", classes="1 rest; 3 wood",
        other="rest",
    )  # fmt: skip
    with torch.no_grad():
        native = network(torch.from_numpy((SENTINEL / 10000).astype(np.float32)[None]))[0, 0].numpy()
    result = mapped(tmp_path / "model", image, tmp_path, residual="rest")
    assert (result == np.where(native > 0.5, 3, 1)).mean() >= 0.9999
    assert len(np.unique(result)) == 2


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"means": "0.1,x"}, r"Means \(MEANS\) is '0.1,x'; allowed: one number"),
        ({"deviations": "0"}, "numbers above 0"),
        ({"means": "0.1", "normalisation": "none"}, "choose told"),
        ({"bands": "B02,B02"}, "every name once"),
        ({"scale": 0.0}, r"\(SCALE\) is 0.0"),
        ({"bands": "B02"}, r"\(BANDS\) are 1, but the network takes 3"),
        ({"means": "1,2"}, r"\(MEANS\) are 2, but the network takes 3"),
        ({"classes": "basic6"}, r"\(CLASSES\) are 6, but the network gives 3"),
        ({"classes": "basic6 1,2,77"}, "Class 77 is not in the class scheme"),
        ({"classes": "basic6 one"}, "behind the scheme's name"),
        ({"classes": "water"}, "allowed are entries such as 1 water"),
        ({"classes": "3 a; 1 b; 1 c"}, "id 1 twice"),
        ({"classes": "0 a; 1 b; 2 c"}, "class id 0; allowed: 1 to"),
        ({"classes": "nowhere.csv"}, "neither a built-in scheme nor a file"),
        ({"other": "lake"}, "Class 'lake' is not in the class scheme"),
        ({"output": "softmax"}, "known to give logits"),
    ],
)
def test_answers_that_do_not_fit_are_refused_in_one_sentence(
    tmp_path: Path, answers: dict[str, Any], expected: str
) -> None:
    source = onnx_file(tmp_path / "m.onnx", pixel_graph(), **DEEPNESS)
    with pytest.raises(SureCoverError, match=expected) as caught:
        imported(source, tmp_path / "model", **answers)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "model").exists()


def test_other_makes_a_model_one_of_a_theme(tmp_path: Path) -> None:
    source = onnx_file(tmp_path / "m.onnx", pixel_graph(), **DEEPNESS)
    imported(source, tmp_path / "model", bands="red,green,blue", other="Background")
    card = read_card(tmp_path / "model")
    assert card.classes == (0, 2, 3)
    assert card.thematic


def test_a_new_model_needs_a_folder(tmp_path: Path) -> None:
    source = onnx_file(tmp_path / "m.onnx", pixel_graph())
    with pytest.raises(SureCoverError, match=r"Model folder \(FOLDER\) is not set"):
        ImportModelJob(input=str(source)).check()
