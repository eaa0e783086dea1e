"""Other people's ONNX graphs made into what model folders hold: bands before rows and columns, logits out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import SureCoverError, reason
from ...lazy import LazyModule
from ..networks import MAX_NUMBER
from ..onnxfile import checked_network
from ..tiles import STRIDE

if TYPE_CHECKING:
    import onnx
else:
    onnx = LazyModule("onnx")

_MOST_BANDS = 64
"""An axis that is longer holds rows or columns."""

_LEAST = 1e-30
"""Smallest probability whose logarithm is taken."""

_SHAPE = (2, 64, 96)
"""Tiles, rows and columns of a trial."""

_BY_OPERATOR = {"Softmax": "softmax", "LogSoftmax": "logits", "Sigmoid": "sigmoid"}
_PASSED = ("Identity", "Transpose", "Cast")
"""Operators that leave the numbers as they are."""


def bands_of(graph: Any, path: Path, label: str) -> int:  # noqa: ANN401
    """How many bands a network takes, of a graph that `in_order` returned.

    Raises:
        SureCoverError: The file does not tell.
    """
    axes = _axes(_inputs(graph)[0])
    if len(axes) != 4 or not 0 < axes[1] <= _MOST_BANDS:
        raise SureCoverError(
            f"{label} has a network that takes {_shown(axes)}: {path}; needed are tiles x bands x rows x "
            f"columns with a fixed number of bands, at most {_MOST_BANDS}, so export it so."
        )
    return axes[1]


def fixed_side(graph: Any) -> int | None:  # noqa: ANN401
    """Side (px) of the tiles that a graph was made for; None when it takes any."""
    axes = _axes(_inputs(graph)[0]) if _inputs(graph) else []
    last = axes[1:3] if _bands_last(axes) else axes[2:4]
    return last[0] if last and last[0] == last[-1] and last[0] > 0 else None


def in_order(graph: Any, path: Path, label: str) -> Any:  # noqa: ANN401
    """A graph with the bands and the classes before rows and columns.

    Args:
        graph: An onnx.ModelProto, left as it is.
        path: Its file.
        label: How messages name the model.

    Raises:
        SureCoverError: It has another number of inputs or outputs than one.
    """
    ordered = onnx.ModelProto()
    ordered.CopyFrom(graph)
    for what, ends in (("inputs", _inputs(ordered)), ("outputs", ordered.graph.output)):
        if len(ends) != 1:
            raise SureCoverError(
                f"{label} has a network of {len(ends)} {what}: {path}; needed is one, so export it so."
            )
    (source,), result = _inputs(ordered), ordered.graph.output[0]
    result.type.tensor_type.ClearField("shape")  # may be that of tiles of one size
    if result.type.tensor_type.elem_type not in (onnx.TensorProto.FLOAT, onnx.TensorProto.UNDEFINED):
        raise SureCoverError(
            f"{label} gives no scores, but numbers of the type "
            f"{onnx.TensorProto.DataType.Name(result.type.tensor_type.elem_type)}, such as those of the "
            f"classes: {path}; needed is a score for each class of each pixel, so export it without argmax."
        )
    if _bands_last(_axes(source)):
        _turn(ordered.graph, source, result)
    return ordered


def tried(graph: Any, bands: int, path: Path, label: str) -> np.ndarray:  # noqa: ANN401
    """What a graph of `in_order` makes of two tiles of noise: float32 (2, classes, 64, 96).

    Raises:
        SureCoverError: It cannot be run, or not on tiles of this size.
    """
    network = checked_network(graph.SerializeToString(), bands, path, label)
    count, rows, columns = _SHAPE
    noise = np.random.default_rng(0).normal(size=(count, bands, rows, columns)).astype(np.float32)
    try:
        result = network(noise)
    except SureCoverError as error:
        raise SureCoverError(
            f"{label} has a network that fails on tiles of {rows} x {columns} px: {path} "
            f"({reason(error.__cause__ or error)}); needed is one for tiles whose sides are multiples of "
            f"{STRIDE} px, so export it with dynamic axes."
        ) from error
    if result.ndim != 4 or result.shape[1] > MAX_NUMBER or (result.shape[0], *result.shape[2:]) != _SHAPE:
        raise SureCoverError(
            f"{label} has a network that makes {_shown(result.shape)} of {_shown(noise.shape)} numbers: "
            f"{path}; needed are a score for each class of each pixel, for tiles of any size: export it so."
        )
    return result


def output_of(graph: Any, result: np.ndarray) -> str:  # noqa: ANN401
    """What a graph gives, one of OUTPUTS; "" when that cannot be told.

    Its last operator tells it; else numbers that are no probabilities do, in a result that `tried` returned.
    """
    made_by = {name: node for node in graph.graph.node for name in node.output}
    node = made_by.get(graph.graph.output[0].name)
    while node is not None and node.op_type in _PASSED:
        node = made_by.get(node.input[0])
    if node is not None and node.op_type in _BY_OPERATOR:
        return _BY_OPERATOR[node.op_type]
    return "logits" if result.min() < 0 or result.max() > 1 else ""


def add_logits(graph: Any, output: str, classes: int) -> None:  # noqa: ANN401
    """Let a graph of `in_order` give logits of two classes or more.

    Of one class only, the first of the two is everything else.

    Args:
        graph: Changed in place.
        output: What it gives, one of OUTPUTS.
        classes: How many.
    """
    name, wanted = graph.graph.output[0].name, "surecover_logits"
    node, constant = onnx.helper.make_node, onnx.numpy_helper.from_array
    nodes, constants = [], []
    if output == "logits":
        if classes > 1:
            return
        nodes = [node("Sub", [name, name], ["surecover_zero"])]
        pair = ["surecover_zero", name]
    else:
        constants = [constant(np.array(_LEAST, np.float32), "surecover_least")]
        pair = [name]
        if classes == 1:
            constants.append(constant(np.array(1, np.float32), "surecover_one"))
            nodes = [node("Sub", ["surecover_one", name], ["surecover_rest"])]
            pair = ["surecover_rest", name]
    joined = pair[0]
    if len(pair) > 1:
        joined = wanted if output == "logits" else "surecover_both"
        nodes.append(node("Concat", pair, [joined], axis=1))
    if output != "logits":
        nodes += [node("Max", [joined, "surecover_least"], ["surecover_positive"]),
                  node("Log", ["surecover_positive"], [wanted])]  # fmt: skip
    graph.graph.initializer.extend(constants)
    graph.graph.node.extend(nodes)
    graph.graph.output[0].name = wanted


def _inputs(graph: Any) -> list[Any]:  # noqa: ANN401
    """The inputs that are no constants."""
    constants = {values.name for values in graph.graph.initializer}
    return [end for end in graph.graph.input if end.name not in constants]


def _axes(end: Any) -> list[int]:  # noqa: ANN401
    """Lengths of the axes of an input; 0 where any will do."""
    return [max(axis.dim_value, 0) for axis in end.type.tensor_type.shape.dim]


def _bands_last(axes: list[int]) -> bool:
    return len(axes) == 4 and 0 < axes[3] <= _MOST_BANDS and (not axes[1] or axes[1] > axes[3])


def _turn(graph: Any, source: Any, result: Any) -> None:  # noqa: ANN401
    """Let a graph whose bands and classes come last take and give them before rows and columns."""
    turn = onnx.helper.make_node
    taken, given = source.name, result.name
    tiles, rows, columns, bands = _axes(source)
    source.name, result.name = "surecover_tiles", "surecover_scores"
    _set_axes(source, [tiles, bands, rows, columns])
    graph.node.insert(0, turn("Transpose", [source.name], [taken], perm=[0, 2, 3, 1]))
    graph.node.append(turn("Transpose", [given], [result.name], perm=[0, 3, 1, 2]))


def _set_axes(end: Any, axes: list[Any]) -> None:  # noqa: ANN401
    kind = end.type.tensor_type.elem_type
    end.CopyFrom(onnx.helper.make_tensor_value_info(end.name, kind, axes))


def _shown(axes: Any) -> str:  # noqa: ANN401
    return " x ".join(str(length or "any") for length in axes) or "nothing"
