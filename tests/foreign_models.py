"""Models as other tools make them, for the tests of importing."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from surecover.core.model.networks import import_smp
from surecover.core.progress import Progress
from surecover.core.stages.importmodel import ImportModelJob, run
from tests.models_fixture import onnx_network

DEEPNESS = {
    "model_type": '"Segmentor"',
    "class_names": '{"0": "background", "1": "field", "2": "road"}',
    "resolution": "10.0",
    "tile_size": "64",
    "tiles_overlap": "25",
    "standardization_mean": "[0.4, 0.5, 0.3]",
    "standardization_std": "[0.2, 0.25, 0.5]",
    "seg_thresh": "0.5",
}
"""What Deepness keeps of a network of three bands and three classes."""


def onnx_file(path: Path, network: onnx.ModelProto, **metadata: str) -> Path:
    """Write an ONNX file with metadata."""
    onnx.helper.set_model_props(network, metadata)
    path.write_bytes(network.SerializeToString())
    return path


def pixel_graph(bands: int = 3, classes: int = 3, activation: str = "") -> onnx.ModelProto:
    """A network that looks at every pixel alone, with an operator such as Softmax behind its logits."""
    weights = np.random.default_rng(bands + classes).normal(size=(classes, bands)) * 3
    network = onnx_network(weights)
    if activation:
        network.graph.node[-1].output[0] = "scores"
        axis = {"axis": 1} if activation == "Softmax" else {}
        network.graph.node.append(onnx.helper.make_node(activation, ["scores"], ["y"], **axis))
    return network


def exported(module: torch.nn.Module, *shape: int) -> onnx.ModelProto:
    """A torch module as ONNX, for tiles of this shape only."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter that the product uses, too
        torch.onnx.export(
            module.eval(), (torch.zeros(*shape),), file, dynamo=False, opset_version=17,
            input_names=["input"], output_names=["output"],
        )  # fmt: skip
    return onnx.load_model_from_string(file.getvalue())


def unet(bands: int = 4, classes: int = 3, activation: str | None = None) -> Any:
    """A small U-Net of smp with random weights."""
    torch.manual_seed(3)
    network = import_smp().Unet(
        "resnet18", encoder_weights=None, in_channels=bands, classes=classes, activation=activation,
        encoder_depth=3, decoder_channels=(16, 8, 8),
    )  # fmt: skip
    return network.eval()


def smp_folder(folder: Path, network: Any, licence: str = "") -> Path:
    """Write a folder as smp's save_pretrained does."""
    network.save_pretrained(str(folder))
    (folder / "README.md").write_text(f"---\nlicense: {licence}\n---\n" if licence else "", encoding="utf-8")
    return folder


def emd_file(path: Path, **keys: Any) -> Path:
    """Write an Esri model definition of a network of three bands and two classes."""
    values = {
        "Framework": "PyTorch",
        "ModelType": "ImageClassification",
        "ModelFile": ".\\network.onnx",
        "InferenceFunction": ".\\Infer.py",
        "ImageHeight": 128,
        "ImageWidth": 128,
        "ExtractBands": [2, 1, 0],
        "Classes": [
            {"Value": 5, "Name": "Forest", "Color": [0, 100, 0]},
            {"Value": 9, "Name": "Rest", "Color": [200, 200, 200]},
        ],
        **keys,
    }
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def imported(
    source: Path,
    folder: Path | None = None,
    tell: Callable[[str, object], object] | None = None,
    **answers: Any,
) -> dict[str, Any]:
    """Import a model, checked as Processing checks it."""
    job = ImportModelJob(input=str(source), folder=str(folder or ""), **answers)
    job.check()
    return run(job, Progress(tell) if tell else Progress())


def largest(logits: Any, ids: Sequence[int]) -> np.ndarray:
    """Class ids of the largest scores of (1, classes, rows, cols)."""
    return np.asarray(ids)[np.asarray(logits)[0].argmax(axis=0)]
