"""Models of strangers: nothing in them is run, no other file is opened, and what is odd is one sentence."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from surecover.core.errors import SureCoverError
from surecover.core.model.cardfile import CARD
from surecover.core.model.importing.sources import read_model
from tests.foreign_models import DEEPNESS, emd_file, imported, onnx_file, pixel_graph, smp_folder, unet

NESTED = "[" * 100_000


def refusal(path: Path) -> str:
    with pytest.raises(SureCoverError) as caught:
        read_model(path, "Model (INPUT)")
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("Model (INPUT) ") or "config.json" in sentence
    return sentence


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("where", ["folder", "definition"])
def test_a_pickled_object_is_not_opened(tmp_path: Path, where: str) -> None:
    smp_folder(tmp_path / "m", unet())
    (tmp_path / "m" / "model.safetensors").unlink()
    torch.save({"model": Trap(tmp_path / "sprung")}, tmp_path / "m" / "learner.pth")
    chosen = tmp_path / "m"
    if where == "definition":
        chosen = emd_file(tmp_path / "m" / "m.emd", ModelFile="learner.pth")
    assert "cannot be read without running what is in them" in refusal(chosen)
    assert not (tmp_path / "sprung").exists()


def test_weights_without_a_description_of_the_network_are_refused(tmp_path: Path) -> None:
    torch.save(unet().state_dict(), tmp_path / "weights.pth")
    emd_file(tmp_path / "m.emd", ModelFile="weights.pth")
    assert "without a description of the network" in refusal(tmp_path / "m.emd")
    assert "no readable config.json" in refusal(tmp_path / "weights.pth")


def test_a_package_is_to_be_unpacked_first(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.dlpk", "w") as package:
        package.writestr("m.emd", "{}")
    assert "unpack it" in refusal(tmp_path / "m.dlpk")


@pytest.mark.parametrize(
    "named",
    [
        "../network.onnx",
        "..\\network.onnx",
        "C:\\network.onnx",
        "\\\\server\\network.onnx",
        "/network.onnx",
        ".",
    ],
)
def test_a_definition_names_no_file_outside_of_its_folder(tmp_path: Path, named: str) -> None:
    onnx_file(tmp_path / "network.onnx", pixel_graph(3, 2))
    (tmp_path / "inner").mkdir()
    assert "lies outside of its folder" in refusal(emd_file(tmp_path / "inner" / "m.emd", ModelFile=named))


def test_not_even_by_a_link(tmp_path: Path) -> None:
    onnx_file(tmp_path / "network.onnx", pixel_graph(3, 2))
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "network.onnx").symlink_to(tmp_path / "network.onnx")
    assert "lies outside of its folder" in refusal(emd_file(tmp_path / "inner" / "m.emd"))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"ModelFile": None}, "names no ModelFile"),
        ({"ModelFile": ["network.onnx"]}, "names no ModelFile"),
        ({"ModelFile": "absent.onnx"}, "lacks its network"),
        ({"ModelFile": "../absent.onnx"}, "lacks its network"),
        ({"ModelFile": "network.onnx\0"}, "lacks its network"),
        ({"ModelFile": "x" * 5000}, "lacks its network"),
        ({"ModelFile": "network.pb"}, "allowed are files .onnx"),
        ({"ModelType": "ObjectDetection"}, "is a model for ObjectDetection"),
    ],
)
def test_a_definition_of_something_else_is_refused(
    tmp_path: Path, keys: dict[str, Any], expected: str
) -> None:
    (tmp_path / "network.pb").touch()
    assert expected in refusal(emd_file(tmp_path / "m.emd", **keys))


@pytest.mark.parametrize("content", [NESTED, "null", "", "\x00", '{"ModelFile"', " " * (11 * 2**20)])
@pytest.mark.parametrize("name", ["m.emd", "config.json", CARD])
def test_json_that_is_no_description_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    refusal(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"\xff" * 8 + b"{}", b"\x02" + b"\0" * 7 + b"{}" + b"more"])
def test_damaged_weights_are_told_as_that(tmp_path: Path, content: bytes) -> None:
    smp_folder(tmp_path, unet())
    (tmp_path / "model.safetensors").write_bytes(content)
    assert "model.safetensors (damaged)" in refusal(tmp_path)


def test_a_network_of_another_library_is_to_be_exported(tmp_path: Path) -> None:
    config = {"architectures": ["SegformerForSemanticSegmentation"]}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert "export others to ONNX" in refusal(tmp_path)


@pytest.mark.parametrize(
    "values", [{"in_channels": "many"}, {"classes": 10**9}, {"in_channels": -1}, {"encoder_name": "a/b"}]
)
def test_a_configuration_that_asks_for_too_much_is_refused(tmp_path: Path, values: dict[str, Any]) -> None:
    smp_folder(tmp_path, unet())
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps({**config, **values}))
    refusal(tmp_path)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    smp_folder(tmp_path / "a", unet(4, 3))
    smp_folder(tmp_path / "b", unet(4, 5))
    shutil.copy(tmp_path / "b" / "model.safetensors", tmp_path / "a")
    assert "do not fit its network" in refusal(tmp_path / "a")


def test_metadata_of_any_size_is_not_looked_at(tmp_path: Path) -> None:
    metadata = {**DEEPNESS, "class_names": NESTED + " " * 10**6}
    draft, _ = read_model(onnx_file(tmp_path / "m.onnx", pixel_graph(), **metadata), "Model (INPUT)")
    assert draft.unknown == ("bands", "classes")


def test_a_detector_of_deepness_is_refused(tmp_path: Path) -> None:
    file = onnx_file(tmp_path / "m.onnx", pixel_graph(), model_type='"Detector"')
    assert "is a Detector of Deepness" in refusal(file)


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "m.h5").touch()
    assert "of no kind that is known here" in refusal(tmp_path / "m.h5")
    assert "has 0 files" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda draft: draft.update(count="3"), "no import to go on with"),
        (lambda draft: draft.update(bands=[{"name": "B02", "odd": 1}]), "no import to go on with"),
        (lambda draft: draft.update(bands=7), "no import to go on with"),
        (lambda draft: draft.update(outputs=10**9), "holds no import"),
        (lambda draft: draft.update(files={"../model.onnx": "0"}), "no import to go on with"),
        (lambda draft: draft.update(files={}), "an unknown kind of model file"),
        (lambda draft: draft.clear(), "no import to go on with"),
    ],
)
def test_a_card_of_an_import_that_was_tampered_with_is_refused(
    tmp_path: Path, edit: Callable[[dict[str, Any]], None], expected: str
) -> None:
    imported(onnx_file(tmp_path / "m.onnx", pixel_graph()), tmp_path / "model")
    card = tmp_path / "model" / CARD
    item = json.loads(card.read_text(encoding="utf-8"))
    edit(item["properties"]["surecover:import"])
    card.write_text(json.dumps(item), encoding="utf-8")
    assert expected in refusal(tmp_path / "model")
