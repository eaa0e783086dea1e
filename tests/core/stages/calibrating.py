"""Models whose calibration error was planted, and running calibrate and predictsets on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from surecover.core.model.card import Band, ModelCard
from surecover.core.model.models import save_onnx_model
from surecover.core.model.scaling import Scaling
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import calibrate
from tests.files import write_raster

SIDE = 128
SHARP = 2.0
"""The planted model's logits are this many times too large."""

_LEAST, _RANGE = 1e-5, 12.0
"""Least probability, and range of its logarithms: an image band holds one as reflectance 0..1."""

Results = dict[str, Any]
Calibrate = Callable[..., Results]


def drawn(seed: int = 0, classes: int = 3, side: int = SIDE) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (classes, side, side), and a map of positions of classes drawn by them."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet([0.5] * classes, side * side).T.reshape(classes, side, side).clip(_LEAST)
    shares /= shares.sum(axis=0)
    truth = (shares.cumsum(axis=0) < rng.random((side, side))).sum(axis=0).clip(0, classes - 1)
    return shares, truth


def bands_of(classes: int) -> tuple[str, ...]:
    return ("B02", "B03", "B04", "B08", "B11", "B12")[:classes]


def write_image(path: Path, shares: np.ndarray) -> str:
    """An image whose bands hold the logarithms of probabilities."""
    stored = np.rint(10_000 * (1 + np.log(shares) / _RANGE)).clip(1, 10_000).astype(np.uint16)
    tags = {"DATE": "2023-06-01", "REFLECTANCE_SCALE": "10000"}
    return write_raster(path, stored, nodata=0, descriptions=bands_of(len(shares)), tags=tags)


def write_model(folder: Path, classes: Sequence[int], sharp: float = SHARP, scheme: str = "basic6") -> str:
    """A model that knows the probabilities of such images, and is too sure of them."""
    count = len(classes)
    weights = np.eye(count, dtype=np.float32)[:, :, None, None] * sharp * _RANGE
    ends = [
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["n", count, "rows", "cols"])
        for name in ("inputs", "logits")
    ]
    node = onnx.helper.make_node("Conv", ["inputs", "weights"], ["logits"])
    constants = [onnx.numpy_helper.from_array(weights, "weights")]
    graph = onnx.helper.make_graph([node], "planted", ends[:1], ends[1:], constants)
    network = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    card = ModelCard(
        id="planted", title="Planted", description="", licence="CC0-1.0",
        bands=tuple(map(Band, bands_of(count))), scaling=(Scaling(),) * count, scheme=load_scheme(scheme),
        classes=tuple(classes), theme="" if 0 not in classes else "vegetation", tile=64, halo=0, overlap=0,
    )  # fmt: skip
    save_onnx_model(folder, network, card)
    return str(folder)


def calibrated(folder: Path, progress: Progress | None = None, **settings: Any) -> Results:
    """Run calibrate; results, JSON, page, what was said, and the folder of the calibrated model."""
    places = {"model_out": folder / "calibrated", "json": folder / "c.json", "html": folder / "c.html"}
    job = calibrate.JOB(**{**{key: str(path) for key, path in places.items()}, **settings})
    job = calibrate.JOB.from_dict(json.loads(json.dumps(job.to_dict())))
    job.check()
    said: list[str] = []
    told = Progress(lambda kind, value: said.append(str(value)) if kind == "warning" else None)
    results = calibrate.run(job, progress or told)
    return {
        "results": results, "said": said, "model": job.model_out,
        "told": json.loads(Path(job.json).read_text()), "page": Path(job.html).read_text(),
    }  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A model of three classes that is twice too sure, calibrated with labels of one image."""
    folder = tmp_path_factory.mktemp("planted")
    shares, truth = drawn()
    model = write_model(folder / "model", (1, 2, 3))
    (folder / "model" / "job.json").write_text("{}")
    given = {
        "model": model,
        "images": (write_image(folder / "image.tif", shares),),
        "labels": write_raster(
            folder / "labels.tif", (truth + 1).astype(np.uint8), nodata=0, tags=load_scheme("basic6").tags()
        ),
    }
    return {**calibrated(folder, **given), "given": given, "folder": folder}
