"""Model folders of strangers: refused in one sentence, and nothing in them is run or looked up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from onnx.helper import make_graph, make_node, make_opsetid, make_tensor_value_info
from safetensors.torch import load_file, save_file

from surecover.core.errors import SureCoverError
from surecover.core.model.cardfile import CARD, sha256
from surecover.core.model.models import load_model, save_onnx_model
from surecover.core.model.onnxfile import open_network
from tests.models_fixture import BANDS, FOREST, GRASS, WATER, card, onnx_network, smp_model

NESTED = b"[" * 100_000


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return smp_model(tmp_path_factory.mktemp("models") / "sound")


@pytest.fixture
def model(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "model"))


def change(path: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    values = json.loads(path.read_text(encoding="utf-8"))
    edit(values)
    path.write_text(json.dumps(values), encoding="utf-8")


def sign(model: Path) -> None:
    """Give the card the checksums of the files as they are now."""

    def edit(card: dict[str, Any]) -> None:
        for asset in card["assets"].values():
            asset["file:checksum"] = "1220" + sha256(model / asset["href"])

    change(model / CARD, edit)


def refusal(model: Path) -> str:
    """The sentence with which loading, or predicting one tile, is refused."""
    with pytest.raises(SureCoverError) as caught:
        load_model(model).predict(np.random.default_rng(1).random((1, len(BANDS), 64, 64), np.float32))
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def of_card(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda card: card["properties"].update({key: value})


def of_input(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda card: card["properties"]["mlm:input"][0].update({key: value})


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (of_input("input", {"shape": [-1, 4, 32 * 10**8, 32 * 10**8]}), "tiles of 3200000000 px"),
        (of_card("surecover:temperature", "hot"), "without a usable surecover:temperature"),
        (of_card("surecover:temperature", float("inf")), "temperature inf"),
        (of_card("surecover:temperature", 1e-40), "results that are no numbers"),
        (of_input("value_scaling", [[1]]), "value of the wrong kind"),
        (of_input("value_scaling", [{"type": [7]}]), "value of the wrong kind"),
        (of_card("bands", 3), "without a usable bands"),
        (of_card("surecover:sensor", {}), "without a usable surecover:sensor"),
        (of_card("surecover:statistics", {"B02": 3}), "value of the wrong kind"),
        (of_card("surecover:statistics", {"B02": {"mean": float("nan")}}), "training means"),
        (lambda card: card.update(bbox=5), "value of the wrong kind"),
        (lambda card: card["assets"]["model"].update(href="../model.safetensors"), "inside the model folder"),
        (lambda card: card["assets"]["model"].update(href="/model.safetensors"), "inside the model folder"),
        (lambda card: card["assets"]["model"].update(href="x" * 400 + ".safetensors"), "lacks its file"),
    ],
)
def test_a_card_of_odd_values_is_refused(
    model: Path, edit: Callable[[dict[str, Any]], object], expected: str
) -> None:
    change(model / CARD, edit)
    assert expected in refusal(model)


@pytest.mark.parametrize("name", [CARD, "config.json"])
@pytest.mark.parametrize("content", [NESTED, b"null", b'{"id": "\xe9"}', b"9" * 10_000])
def test_json_that_is_no_description_is_refused(model: Path, name: str, content: bytes) -> None:
    (model / name).write_bytes(content)
    if name != CARD:
        sign(model)
    assert "get the model again" in refusal(model)


def test_a_card_may_begin_with_a_byte_order_mark(model: Path) -> None:
    (model / CARD).write_bytes(b"\xef\xbb\xbf" + (model / CARD).read_bytes())
    load_model(model)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"_model_class": ["Unet"]}, r"names the network \['Unet'\]"),
        ({"encoder_name": 7}, "names the encoder 7"),
        ({"encoder_name": "tu-hf-hub:timm/resnet18"}, "without a place to get it from"),
        ({"encoder_name": "tu-local-dir:/models"}, "without a place to get it from"),
        ({"encoder_name": "tu-resnet18", "checkpoint_path": "/models/evil.pth"}, "'checkpoint_path'"),
        ({"encoder_name": "tu-resnet18", "pretrained_cfg": {}}, "'pretrained_cfg'"),
        ({"decoder_channels": [10**9, 16, 8]}, "the number 1000000000;"),
        ({"classes": -3}, "cannot be built"),
        ({"in_channels": 3}, "network of 3 bands, its card names 4"),
    ],
)
def test_a_configuration_that_asks_for_more_than_a_network_is_refused(
    model: Path, values: dict[str, Any], expected: str
) -> None:
    change(model / "config.json", lambda config: config.update(values))
    sign(model)
    with pytest.raises(SureCoverError, match=expected):
        load_model(model).to("cpu")


@pytest.mark.parametrize("value", [float("nan"), 3e38])
def test_weights_that_lead_to_no_numbers_are_refused(model: Path, value: float) -> None:
    path = model / "model.safetensors"
    weights = load_file(path)
    for tensor in weights.values():
        if tensor.is_floating_point():
            tensor.fill_(value)
    save_file(weights, path)
    sign(model)
    assert "results that are no numbers" in refusal(model)


def test_a_pickle_under_the_name_of_weights_is_not_opened(model: Path, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "sprung",)

    torch.save({"weights": Trap()}, model / "model.safetensors")
    sign(model)
    assert "do not fit" in refusal(model)
    assert not (tmp_path / "sprung").exists()


# ONNX files


def only(*nodes: onnx.NodeProto, **parts: Any) -> Callable[[onnx.ModelProto], object]:
    """An edit that replaces what the graph does, and other parts of it."""

    def edit(network: onnx.ModelProto) -> None:
        for name, values in {"node": nodes, **parts}.items():
            del getattr(network.graph, name)[:]
            getattr(network.graph, name).extend(values)

    return edit


def tensor(name: str, *shape: int | str, kind: int = onnx.TensorProto.FLOAT) -> onnx.ValueInfoProto:
    return make_tensor_value_info(name, kind, list(shape))


def outside(weights: onnx.TensorProto) -> None:
    """Say that the numbers lie in another file."""
    weights.ClearField("raw_data")
    weights.data_location = onnx.TensorProto.EXTERNAL
    weights.external_data.add(key="location", value="secret.bin")


def hidden_constant(network: onnx.ModelProto) -> None:
    """Give the network a constant within a branch, whose numbers lie in another file."""
    value = onnx.numpy_helper.from_array(np.zeros((3, 4, 1, 1), np.float32))
    outside(value)
    branch = make_graph(
        [make_node("Constant", [], ["w2"], value=value)], "branch", [], [tensor("w2", 3, 4, 1, 1)]
    )
    yes = onnx.numpy_helper.from_array(np.array(True), "yes")
    only(
        make_node("If", ["yes"], ["w"], then_branch=branch, else_branch=branch),
        make_node("Conv", ["x", "w"], ["y"]),
        initializer=[yes],
    )(network)


def foreign(network: onnx.ModelProto) -> None:
    only(make_node("Gelu", ["x"], ["y"], domain="com.microsoft"))(network)
    network.opset_import.append(make_opsetid("com.microsoft", 1))


def reshaped(*shape: int) -> Callable[[onnx.ModelProto], object]:
    """An edit that makes the result one of another shape, of which the file says nothing."""
    return only(
        make_node("Conv", ["x", "w"], ["z"]),
        make_node("Reshape", ["z", "shape"], ["y"]),
        output=[make_tensor_value_info("y", onnx.TensorProto.FLOAT, None)],
        initializer=[
            *onnx_network().graph.initializer,
            onnx.numpy_helper.from_array(np.array(shape), "shape"),
        ],
    )


CONV = make_node("Conv", ["x", "w"], ["y"])
ENDS = [tensor("y", "n", 3, "rows", "cols"), tensor("x", "n", 4, "rows", "cols")]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda network: outside(network.graph.initializer[0]), "outside of its ONNX file"),
        (hidden_constant, "outside of its ONNX file"),
        (foreign, "operator 'Gelu' of 'com.microsoft'"),
        (only(make_node("Nothing", ["x"], ["y"])), "no ONNX network that can be run"),
        (only(CONV, input=[ENDS[1], tensor("more", 1)]), "2 inputs"),
        (only(CONV, output=ENDS), "2 outputs"),
        (only(CONV, input=[tensor("x", 2, 4, "rows", "cols")]), "for 2 tiles of rows x cols px at once"),
        (only(CONV, input=[tensor("x", "n", 4, 16, 16)]), "for n tiles of 16 x 16 px at once"),
        (only(CONV, input=[tensor("x", 1, 4, 10**9, 10**9)]), "allowed are any or one"),
        (only(make_node("Relu", ["x"], ["y"]), input=[tensor("x", "n", 4)], output=[tensor("y", "n", 4)]),
         "needed is tensor(float) of tiles"),
        (only(make_node("Cast", ["x"], ["y"], to=onnx.TensorProto.DOUBLE),
              output=[tensor("y", "n", 4, "rows", "cols", kind=onnx.TensorProto.DOUBLE)]),
         "outputs are tensor(double)"),
        (only(make_node("Identity", ["x"], ["y"]), input=[tensor("x", "n", 3, "rows", "cols")],
              output=[tensor("y", "n", 3, "rows", "cols")]),
         "network of 3 bands, its card names 4"),
        (only(make_node("Identity", ["x"], ["y"]), output=[tensor("y", "n", 4, "rows", "cols")]),
         "gives 4 classes, its card names 3"),
        (reshaped(1, 3, 32, 128), "gives (32, 128) pixels"),
        (reshaped(1, 3, -1), "gives a result of (1, 3, 4096) numbers"),
        (reshaped(2, 3, 32, 64), "gives a result of (2, 3, 32, 64) numbers"),
        (reshaped(1, 7, -1), "has a network that fails"),
    ],
)  # fmt: skip
def test_an_onnx_file_that_is_no_plain_network_is_refused(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    edit: Callable[[onnx.ModelProto], object],
    expected: str,
) -> None:
    (tmp_path / "secret.bin").write_bytes(bytes(48))
    changed = onnx_network()
    edit(changed)
    save_onnx_model(tmp_path, changed, card((WATER, GRASS, FOREST)))
    assert expected in refusal(tmp_path)
    assert capfd.readouterr() == ("", ""), "the runtime printed something"


@pytest.mark.parametrize("content", [b"", b"onnx", NESTED, b"\x0a\x80" * 5000, b"\x80\x04}\x94."])
def test_what_is_no_onnx_file_is_refused(tmp_path: Path, content: bytes) -> None:
    save_onnx_model(tmp_path, onnx_network(), card((WATER, GRASS, FOREST)))
    (tmp_path / "model.onnx").write_bytes(content)
    sign(tmp_path)
    assert "no ONNX network that can be run" in refusal(tmp_path)


def test_an_onnx_file_of_nothing_but_size_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "model.onnx").open("wb") as file:
        file.truncate(5 * 2**30)
    with pytest.raises(SureCoverError, match=r"5\.0 GiB: .*; allowed are less than 2 GiB, so get"):
        open_network(tmp_path / "model.onnx", 4)
