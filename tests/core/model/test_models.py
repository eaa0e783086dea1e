"""Model folders become networks that predict."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core.errors import SureCoverError
from surecover.core.model.cardfile import CARD, sha256
from surecover.core.model.models import load_model
from surecover.core.runtimes.devices import choose_device
from tests.models_fixture import (
    FOREST,
    GRASS,
    WATER,
    pixel_model,
    pixel_networks,  # noqa: F401
    smp_model,
)

CLASSES = (WATER, GRASS, FOREST)
WEIGHTS = [[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]]


def changed(folder: Path, name: str, content: bytes) -> None:
    """Replace a file of a model folder together with its checksum."""
    (folder / name).write_bytes(content)
    item = json.loads((folder / CARD).read_text())
    for asset in item["assets"].values():
        if asset["href"] == f"./{name}":
            asset["file:checksum"] = "1220" + sha256(folder / name)
    (folder / CARD).write_text(json.dumps(item))


@pytest.mark.usefixtures("pixel_networks")
def test_probabilities_are_the_softmax_of_the_logits(tmp_path: Path) -> None:
    model = load_model(pixel_model(tmp_path, CLASSES, WEIGHTS))
    inputs = np.random.default_rng(0).random((2, 4, 32, 32), np.float32)
    logits = np.einsum("cb,nbij->ncij", np.array(WEIGHTS), inputs)
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(model.predict(inputs), expected, atol=1e-6)


@pytest.mark.usefixtures("pixel_networks")
def test_the_temperature_divides_the_logits(tmp_path: Path) -> None:
    sharp = load_model(pixel_model(tmp_path / "sharp", CLASSES, WEIGHTS))
    flat = load_model(pixel_model(tmp_path / "flat", CLASSES, WEIGHTS, temperature=2.0))
    inputs = np.random.default_rng(0).random((1, 4, 32, 32), np.float32)
    np.testing.assert_allclose(flat.predict(inputs), sharp.predict(inputs / 2), atol=1e-6)


def test_an_smp_network_comes_back_bit_by_bit_and_offline(tmp_path: Path) -> None:
    folder = smp_model(tmp_path)
    config = json.loads((folder / "config.json").read_text())
    config["encoder_weights"] = "imagenet"  # would be fetched by smp itself
    changed(folder, "config.json", json.dumps(config).encode())
    inputs = np.random.default_rng(0).random((1, 4, 64, 64), np.float32)
    first, second = load_model(folder), load_model(folder)
    np.testing.assert_array_equal(first.predict(inputs), second.predict(inputs))
    assert first.card.architecture == "Unet resnet18"
    assert first.card.parameters == sum(p.numel() for p in first.network.module.parameters())


def test_a_folder_holds_only_numbers_and_text(tmp_path: Path) -> None:
    folder = smp_model(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == [
        "config.json",
        "model.json",
        "model.safetensors",
    ]


def test_an_unknown_network_is_refused(tmp_path: Path) -> None:
    folder = smp_model(tmp_path)
    changed(folder, "config.json", b'{"_model_class": "BigNet"}')
    with pytest.raises(SureCoverError, match=r"'BigNet'; allowed .* Unet"):
        load_model(folder).to("cpu")


def test_a_configuration_that_the_network_refuses_is_one_sentence(tmp_path: Path) -> None:
    folder = smp_model(tmp_path)
    changed(folder, "config.json", b'{"_model_class": "Unet", "encoder_name": "nothing"}')
    with pytest.raises(SureCoverError, match="cannot be built"):
        load_model(folder).to("cpu")


def test_a_configuration_that_is_no_json_is_one_sentence(tmp_path: Path) -> None:
    folder = smp_model(tmp_path)
    changed(folder, "config.json", b"{")
    with pytest.raises(SureCoverError, match=r"no readable config\.json"):
        load_model(folder).to("cpu")


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    folder = smp_model(tmp_path)
    config = json.loads((folder / "config.json").read_text())
    changed(folder, "config.json", json.dumps({**config, "decoder_channels": [8, 8, 8]}).encode())
    with pytest.raises(SureCoverError, match="do not fit its network"):
        load_model(folder).to("cpu")


def test_a_weights_file_that_is_none_is_refused_and_never_unpickled(tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple:
            return (pytest.fail, ("unpickled",))

    folder = smp_model(tmp_path)
    pickled = tmp_path / "pickled"
    torch.save(Bomb(), pickled)
    changed(folder, "model.safetensors", pickled.read_bytes())
    with pytest.raises(SureCoverError, match="do not fit its network"):
        load_model(folder).to("cpu")


@pytest.mark.usefixtures("pixel_networks")
def test_a_network_with_another_number_of_classes_is_refused(tmp_path: Path) -> None:
    folder = pixel_model(tmp_path, CLASSES, WEIGHTS)
    item = json.loads((folder / CARD).read_text())
    del item["properties"]["mlm:output"][0]["classification:classes"][2]
    (folder / CARD).write_text(json.dumps(item))
    with pytest.raises(SureCoverError, match="gives 3 classes, its card names 2"):
        load_model(folder).predict(np.zeros((1, 4, 32, 32), np.float32))


def test_a_device_that_is_absent_is_refused() -> None:
    assert choose_device("cpu") == "cpu"
    absent = [device for device, here in (("cuda", torch.cuda.is_available()), ("mps", False)) if not here]
    if torch.backends.mps.is_available():
        absent.remove("mps")
    for device in absent:
        with pytest.raises(SureCoverError, match=rf"Device \(DEVICE\) is {device}.*allowed: auto, cpu"):
            choose_device(device)
    assert choose_device("auto") not in absent
