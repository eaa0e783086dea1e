"""Torch networks as ONNX files, made once and kept: whoever finds one saves the seconds that torch takes."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError, reason
from ..lazy import LazyModule
from ..paths import cache_folder, written_whole
from .onnxnetwork import onnx_network

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")
    torch.onnx = LazyModule("torch.onnx")

_OPSET = 17
_FOLDER = "exported"
_MOST_BYTES = 2 * 2**30
"""Of all kept networks; those that were not used for the longest time go first."""

_DIGEST = hashlib.sha256().digest_size
_CLOSE = 1e-3
"""Largest difference from torch's logits, as a share of the largest of them."""


def exported(key: str, bands: int, build: Callable[[], Any], label: str = "The model") -> bytes:
    """The ONNX file of a network; it takes any number of tiles of any size.

    Args:
        key: Tells the network from all others, by the checksums of its files.
        bands: That it takes.
        build: Makes its torch module; only called if no export is kept.
        label: How messages name the model.

    Raises:
        SureCoverError: The network cannot be exported.
    """
    name = hashlib.sha256(f"{key} {version('torch')} {_OPSET}".encode()).hexdigest()
    path = cache_folder() / _FOLDER / name
    content = _kept(path)
    if content is None:
        content = _export(build(), bands, label)
        with suppress(OSError), written_whole(path) as part:
            part.write_bytes(content + hashlib.sha256(content).digest())
        _discard_oldest(path.parent)
    return content


def _kept(path: Path) -> bytes | None:
    """An export that is kept; None if there is none or it is damaged."""
    with suppress(OSError):
        stored = path.read_bytes()
        content, digest = stored[:-_DIGEST], stored[-_DIGEST:]
        if hashlib.sha256(content).digest() == digest:
            with suppress(OSError):
                os.utime(path)
            return content
    return None


def _export(module: Any, bands: int, label: str) -> bytes:  # noqa: ANN401
    module = module.eval().to(memory_format=torch.contiguous_format)
    file = io.BytesIO()
    free = {0: "tiles", 2: "rows", 3: "cols"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # of checks that hold for one size only; `_check` tries another
        try:
            torch.onnx.export(
                module, (_noise(2, bands, 64, 96),), file, dynamo=False, opset_version=_OPSET,
                input_names=["x"], output_names=["y"], dynamic_axes={"x": free, "y": free},
            )  # fmt: skip
            _check(file.getvalue(), module, bands, label)
        except Exception as error:  # the exporter and the runtime meet odd networks with any kind
            raise SureCoverError(
                f"{label} has a network that only PyTorch runs ({reason(error)}); choose torch as RUNTIME."
            ) from error
    return file.getvalue()


def _check(content: bytes, module: Any, bands: int, label: str) -> None:  # noqa: ANN401
    """Raise ValueError if an export gives something else than torch for tiles of another number and size."""
    inputs = _noise(1, bands, 128, 64)
    wanted = module(inputs).numpy()
    found = onnx_network(content, label)(inputs.numpy())
    if found.shape != wanted.shape or not np.allclose(found, wanted, rtol=0, atol=_CLOSE * abs(wanted).max()):
        raise ValueError("exported to ONNX it gives other results")


def _noise(*shape: int) -> Any:  # noqa: ANN401 - a torch tensor
    return torch.randn(*shape, generator=torch.Generator().manual_seed(0))


def _discard_oldest(folder: Path) -> None:
    """Make room; what cannot be looked at or deleted is left."""
    with suppress(OSError):
        files = [(path, path.stat()) for path in folder.iterdir()]
        kept = 0
        for path, found in sorted(files, key=lambda entry: -entry[1].st_mtime):
            kept += found.st_size
            if kept > _MOST_BYTES:
                path.unlink()
