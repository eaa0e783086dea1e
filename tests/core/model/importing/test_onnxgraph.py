"""ONNX graphs of other people become ones that take bands first and give logits."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx.helper import make_node, make_tensor_value_info

from surecover.core.errors import SureCoverError
from surecover.core.model.importing.onnxsource import read_onnx, with_logits
from surecover.core.model.onnxfile import checked_network
from surecover.core.runtimes.onnxnetwork import onnx_network as session_of
from tests.foreign_models import pixel_graph

TILES = np.random.default_rng(0).normal(size=(2, 3, 32, 64)).astype(np.float32)
FLOAT = onnx.TensorProto.FLOAT


def read(graph: onnx.ModelProto, output: str = "") -> tuple[Any, np.ndarray]:
    """The draft, and the probabilities that the imported network's logits give."""
    draft, network = read_onnx(graph, Path("network.onnx"), "Model (INPUT)")
    draft = with_logits(dataclasses.replace(draft, output=output or draft.output), network)
    logits = checked_network(network.SerializeToString(), 3, Path("network.onnx"))(TILES)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return draft, powers / powers.sum(axis=1, keepdims=True)


def native(graph: onnx.ModelProto) -> np.ndarray:
    return session_of(graph.SerializeToString())(TILES)


def hidden(graph: onnx.ModelProto) -> onnx.ModelProto:
    """The same, with an operator behind it that tells nothing of what it gives."""
    graph.graph.node[-1].output[0] = "before"
    graph.graph.node.append(make_node("Abs", ["before"], ["y"]))
    return graph


def test_probabilities_come_out_as_they_were() -> None:
    draft, result = read(pixel_graph(activation="Softmax"))
    np.testing.assert_allclose(result, native(pixel_graph(activation="Softmax")), atol=1e-5)
    assert (draft.output, draft.outputs) == ("logits", 3)
    assert draft.notes == ("Its results (softmax) are turned into logits.",)


def test_a_share_for_each_class_becomes_their_share_of_the_sum() -> None:
    shares = native(pixel_graph(activation="Sigmoid"))
    _, result = read(pixel_graph(activation="Sigmoid"))
    np.testing.assert_allclose(result, shares / shares.sum(axis=1, keepdims=True), atol=1e-5)


def test_logits_stay_what_they_are() -> None:
    graph = pixel_graph()
    draft, network = read_onnx(graph, Path("network.onnx"), "Model (INPUT)")
    with_logits(draft, network)
    np.testing.assert_array_equal(session_of(network.SerializeToString())(TILES), native(graph))
    assert draft.output == "logits"


@pytest.mark.parametrize("activation", ["", "Sigmoid"])
def test_one_class_becomes_two_of_which_the_first_is_everything_else(activation: str) -> None:
    draft, result = read(pixel_graph(3, 1, activation))
    share = native(pixel_graph(3, 1, "Sigmoid"))
    np.testing.assert_allclose(result, np.concatenate([1 - share, share], axis=1), atol=1e-5)
    assert draft.outputs == 2


def test_numbers_from_0_to_1_tell_nothing_and_are_asked_for() -> None:
    draft, _ = read(hidden(pixel_graph(activation="Softmax")))
    assert (draft.output, "output" in draft.unknown) == ("", True)
    answered, result = read(hidden(pixel_graph(activation="Softmax")), "softmax")
    np.testing.assert_allclose(result, native(pixel_graph(activation="Softmax")), atol=1e-5)
    assert "output" not in answered.unknown


def test_certainty_of_1_and_0_leads_to_numbers() -> None:
    graph = pixel_graph(activation="Softmax")
    weights = onnx.numpy_helper.to_array(graph.graph.initializer[0]) * 1000
    graph.graph.initializer[0].CopyFrom(onnx.numpy_helper.from_array(weights, "w"))
    assert np.isfinite(read(graph)[1]).all()


def test_bands_and_classes_may_come_last() -> None:
    graph = pixel_graph()
    first_to_last = make_node("Transpose", ["t"], ["x"], perm=[0, 3, 1, 2])
    last_to_first = make_node("Transpose", ["y"], ["z"], perm=[0, 2, 3, 1])
    nodes = [first_to_last, *graph.graph.node, last_to_first]
    turned = onnx.helper.make_graph(
        nodes, "turned", [make_tensor_value_info("t", FLOAT, [1, 256, 256, 3])],
        [make_tensor_value_info("z", FLOAT, [1, 256, 256, 3])], graph.graph.initializer,
    )  # fmt: skip
    draft, result = read(onnx.helper.make_model(turned, opset_imports=graph.opset_import, ir_version=8))
    assert (draft.count, draft.tile) == (3, 256)
    np.testing.assert_allclose(result, read(pixel_graph())[1], atol=1e-5)


def only(*nodes: onnx.NodeProto, outputs: Any = None) -> Callable[[onnx.ModelProto], None]:
    def edit(graph: onnx.ModelProto) -> None:
        del graph.graph.node[1:]
        graph.graph.node[0].output[0] = "scores"
        graph.graph.node.extend(nodes)
        if outputs:
            del graph.graph.output[:]
            graph.graph.output.extend(outputs)

    return edit


def of_bands(*axes: int | str) -> Callable[[onnx.ModelProto], None]:
    return lambda graph: graph.graph.input[0].CopyFrom(make_tensor_value_info("x", FLOAT, list(axes)))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (only(make_node("ArgMax", ["scores"], ["y"], axis=1),
              outputs=[make_tensor_value_info("y", onnx.TensorProto.INT64, None)]),
         "gives no scores, but numbers of the type INT64"),
        (only(make_node("GlobalAveragePool", ["scores"], ["y"])), "makes 2 x 3 x 1 x 1 of 2 x 3 x 64 x 96"),
        (only(make_node("Identity", ["scores"], ["y"]),
              outputs=[make_tensor_value_info(n, FLOAT, None) for n in ("y", "scores")]), "2 outputs"),
        (of_bands("n", "bands", "rows", "cols"), "with a fixed number of bands"),
        (of_bands("n", 3), "takes any x 3"),
        (of_bands("n", 5, "rows", "cols"), "fails on tiles of 64 x 96"),
    ],
)  # fmt: skip
def test_what_gives_no_score_for_each_class_of_each_pixel_is_refused(
    edit: Callable[[onnx.ModelProto], None], expected: str
) -> None:
    graph = pixel_graph()
    edit(graph)
    with pytest.raises(SureCoverError, match=expected) as caught:
        read_onnx(graph, Path("network.onnx"), "Model (INPUT)")
    assert str(caught.value).startswith("Model (INPUT) ")
    assert "\n" not in str(caught.value)


def for_one_size(*axes: int | str) -> onnx.ModelProto:
    """A network that holds for tiles of 64 px only, one at a time."""
    graph = pixel_graph()
    graph.graph.initializer.append(onnx.numpy_helper.from_array(np.array([1, 3, 64, 64]), "shape"))
    only(make_node("Reshape", ["scores", "shape"], ["y"]))(graph)
    of_bands(*axes)(graph)
    return graph


def test_a_network_for_one_tile_size_is_one_for_any() -> None:
    draft, network = read_onnx(for_one_size(1, 3, 64, 64), Path("network.onnx"), "Model (INPUT)")
    assert draft.tile == 64
    result = checked_network(network.SerializeToString(), 3, Path("network.onnx"))(TILES)
    np.testing.assert_allclose(result, native(pixel_graph()), atol=1e-5)


def test_a_network_for_one_tile_size_that_does_not_say_so_is_refused() -> None:
    with pytest.raises(SureCoverError, match="export it with dynamic axes"):
        read_onnx(for_one_size("n", 3, "rows", "cols"), Path("network.onnx"), "Model (INPUT)")
