"""Models that look at every pixel alone, to compare networks with (Schmitt et al. 2020, §4.3).

Both come as ONNX networks of normalised inputs, so that they run wherever a model runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError
from ..lazy import LazyModule

if TYPE_CHECKING:
    import onnx
    import scipy.optimize
    import sklearn.cluster
    import sklearn.ensemble
else:
    onnx = LazyModule("onnx")
    onnx.helper = LazyModule("onnx.helper")
    scipy = LazyModule("scipy")
    scipy.optimize = LazyModule("scipy.optimize")
    sklearn = LazyModule("sklearn")
    sklearn.cluster = LazyModule("sklearn.cluster")
    sklearn.ensemble = LazyModule("sklearn.ensemble")

STARTS = 10
"""k-means++ starts, of which the best counts."""

LEAST_VARIANCE = 1e-6
"""Of a cluster per band, where all samples lie on their centres."""

TREES, DEPTH = 100, 10
"""Of the random forest."""

FLOOR = 1e-6
"""Least probability of a class in the forest, so that its logarithm is a number."""

_OPSETS = (("", 17), ("ai.onnx.ml", 3))
_FORMAT = 8
"""Versions of operators and of the file format; any runtime since 2022 knows them."""


def kmeans_model(samples: np.ndarray, labels: np.ndarray, sets: np.ndarray, seed: int) -> Any:  # noqa: ANN401
    """k-means with one cluster per output, which the labels only name.

    Clusters are given to outputs by `matched`. The network is the mixture of isotropic Gaussians of one
    variance whose limit k-means is: its logits are −‖x − μ‖² / 2σ², up to a number that all outputs share,
    with σ² the mean squared distance of the samples to their centres per band. So the nearest centre wins.

    Args:
        samples: float32 (n, bands), normalised inputs.
        labels: uint8 (n,), label numbers from 1.
        sets: bool (labels + 1, outputs); a label of several outputs counts for each of them in equal parts.
        seed: Of the starts.

    Returns:
        An onnx.ModelProto as `save_onnx_model` takes it.

    Raises:
        SureCoverError: There are fewer different samples than outputs.
    """
    count = sets.shape[1]
    different = len(np.unique(samples, axis=0))
    if different < count:
        raise SureCoverError(
            f"The labelled pixels show {different} different colours; k-means needs {count}, one per class: "
            "choose larger images or labels, or a scheme of fewer classes."
        )
    found = sklearn.cluster.KMeans(count, init="k-means++", n_init=STARTS, random_state=seed).fit(samples)
    shares = sets / np.maximum(sets.sum(axis=1, keepdims=True), 1)
    votes = np.zeros((count, count))
    np.add.at(votes, found.labels_, shares[labels])
    centres = found.cluster_centers_[matched(votes)].astype(np.float64)
    variance = max(found.inertia_ / samples.size, LEAST_VARIANCE)
    weights = (centres / variance).astype(np.float32)[:, :, None, None]
    constants = (-(centres**2).sum(axis=1) / (2 * variance)).astype(np.float32)
    node = onnx.helper.make_node("Conv", ["inputs", "weights", "constants"], ["logits"])
    return _model("k-means", [node], {"weights": weights, "constants": constants}, *weights.shape[1::-1])


def matched(votes: np.ndarray) -> np.ndarray:
    """The cluster of each output for which most votes count, each cluster once (Kuhn 1955, Munkres 1957).

    Args:
        votes: (clusters, outputs), as many of the one as of the other.

    Returns:
        Cluster numbers, (outputs,).
    """
    _, clusters = scipy.optimize.linear_sum_assignment(votes.T, maximize=True)
    return np.asarray(clusters)


def forest_model(samples: np.ndarray, labels: np.ndarray, sets: np.ndarray, seed: int) -> Any:  # noqa: ANN401
    """A random forest; its logits are the logarithms of its probabilities, of FLOOR at least.

    Args:
        samples: float32 (n, bands), normalised inputs.
        labels: uint8 (n,), label numbers from 1.
        sets: bool (labels + 1, outputs); samples whose label has several outputs teach nothing, because a
            tree must know the class of each.
        seed: Of the trees.

    Returns:
        An onnx.ModelProto as `save_onnx_model` takes it. Outputs without a sample have probability 0.

    Raises:
        SureCoverError: No sample has a label of a single output.
    """
    single = sets[labels].sum(axis=1) == 1
    if not single.any():
        raise SureCoverError(
            "The labels (LABELS) name no pixel's class exactly; a random forest needs such pixels: choose "
            "other labels, or another network."
        )
    forest = sklearn.ensemble.RandomForestClassifier(TREES, max_depth=DEPTH, random_state=seed, n_jobs=-1)
    forest.fit(samples[single], sets[labels[single]].argmax(axis=1))
    bands, outputs = samples.shape[1], sets.shape[1]
    make = onnx.helper.make_node
    nodes = [
        make("Transpose", ["inputs"], ["pixels"], perm=[0, 2, 3, 1]),
        make("Reshape", ["pixels", "flat"], ["samples"]),
        make("TreeEnsembleRegressor", ["samples"], ["probabilities"], domain="ai.onnx.ml",
             n_targets=outputs, aggregate_function="SUM", post_transform="NONE", **_trees(forest)),
        make("Max", ["probabilities", "floor"], ["floored"]),
        make("Log", ["floored"], ["logs"]),
        make("Shape", ["pixels"], ["sides"], end=3),
        make("Concat", ["sides", "outputs"], ["shape"], axis=0),
        make("Reshape", ["logs", "shape"], ["raster"]),
        make("Transpose", ["raster"], ["logits"], perm=[0, 3, 1, 2]),
    ]  # fmt: skip
    constants = {
        "flat": np.array([-1, bands]), "outputs": np.array([outputs]), "floor": np.array([FLOOR], np.float32),
    }  # fmt: skip
    return _model("random forest", nodes, constants, bands, outputs)


def _trees(forest: Any) -> dict[str, Any]:  # noqa: ANN401
    """The trees of a forest as attributes of ONNX's tree ensembles."""
    nodes = [entry for number, tree in enumerate(forest.estimators_) for entry in _nodes(number, tree.tree_)]
    leaves = [
        (tree, node, int(forest.classes_[position]), float(share) / len(forest.estimators_))
        for tree, node, *_, shares in nodes
        for position, share in enumerate(shares)
        if share > 0
    ]
    names = ("treeids", "nodeids", "modes", "featureids", "values", "truenodeids", "falsenodeids")
    of_leaves = ("treeids", "nodeids", "ids", "weights")
    return {
        **{f"nodes_{name}": list(values) for name, values in zip(names, zip(*nodes))},
        **{f"target_{name}": list(values) for name, values in zip(of_leaves, zip(*leaves))},
    }


def _nodes(number: int, tree: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Yield the nodes of a tree of scikit-learn: seven attributes, and a leaf's share of each class."""
    # The greatest float32 that is not above the threshold parts float32 samples in the same way.
    limits = tree.threshold.astype(np.float32)
    limits = np.where(limits > tree.threshold, np.nextafter(limits, np.float32(-np.inf)), limits)
    totals = tree.value[:, 0].sum(axis=1, keepdims=True)
    for node, (left, right, shares) in enumerate(
        zip(tree.children_left, tree.children_right, tree.value[:, 0] / totals)
    ):
        if left < 0:
            yield number, node, "LEAF", 0, 0.0, 0, 0, shares
        else:
            band, limit = int(tree.feature[node]), float(limits[node])
            yield number, node, "BRANCH_LEQ", band, limit, int(left), int(right), ()


def _model(name: str, nodes: list[Any], constants: dict[str, np.ndarray], bands: int, outputs: int) -> Any:  # noqa: ANN401
    """An ONNX model from "inputs" (n, bands, rows, cols) to "logits" (n, outputs, rows, cols)."""

    def end(name: str, channels: int) -> Any:  # noqa: ANN401
        shape = ["n", channels, "rows", "cols"]
        return onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)

    weights = [onnx.numpy_helper.from_array(values, key) for key, values in constants.items()]
    graph = onnx.helper.make_graph(nodes, name, [end("inputs", bands)], [end("logits", outputs)], weights)
    opsets = [onnx.helper.make_opsetid(*opset) for opset in _OPSETS]
    return onnx.helper.make_model(graph, opset_imports=opsets, ir_version=_FORMAT)


BASELINES: dict[str, Callable[[np.ndarray, np.ndarray, np.ndarray, int], Any]] = {
    "kmeans": kmeans_model,
    "random_forest": forest_model,
}
"""What makes a model of samples, labels, sets and a seed, by the name under which users choose it."""
