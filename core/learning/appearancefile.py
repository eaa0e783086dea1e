"""What a model's training land looks like, as a file of its folder, to compare new land with."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np

from .. import VERSION
from ..errors import SureCoverError
from ..model.cardfile import sha256
from ..textfiles import read_json
from .appearance import Appearance
from .unlike import TypicalPixels

FILE = "appearance.json"

_FORMAT = 1


def write_appearance(folder: Path, training: Appearance) -> str:
    """Write what the training land looks like into a model folder.

    Returns:
        SHA-256 of the file FILE, for the card's files.
    """
    pixels = training.pixels
    values = {
        "product": "SureCover", "version": VERSION, "format": _FORMAT,
        "side": training.side, "limit": training.limit,
        "features": _packed(training.features),
        **{name: _packed(getattr(training, name)) for name in ("mean", "deviation")},
        "pixels": {name: _packed(getattr(pixels, name)) for name in ("deviation", "centres", "quantiles")},
    }  # fmt: skip
    path = folder / FILE
    path.write_text(json.dumps(values, allow_nan=False) + "\n", encoding="utf-8")
    return sha256(path)


def read_appearance(folder: str | Path, label: str = "The model") -> Appearance | None:
    """Read what the training land of a model looks like; None where its folder does not tell.

    Raises:
        SureCoverError: The file is damaged.
    """
    path = Path(folder, FILE)
    if not path.is_file():
        return None
    try:
        values = read_json(path)
        if values["format"] != _FORMAT:
            raise ValueError(f"format {values['format']}")
        pixels = {name: _unpacked(packed) for name, packed in values["pixels"].items()}
        found = Appearance(
            features=_unpacked(values["features"]),
            mean=_unpacked(values["mean"]),
            deviation=_unpacked(values["deviation"]),
            limit=float(values["limit"]),
            pixels=TypicalPixels(**pixels),
            side=int(values["side"]),
        )
        _check(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SureCoverError(
            f"{label} has a {FILE} that cannot be used: {path} ({error}); get the model again."
        ) from error
    return found


def _check(found: Appearance) -> None:
    """Refuse arrays that do not belong together."""
    pixels = found.pixels
    count, bands = found.features.shape[1], pixels.centres.shape[1]
    fitting = (
        found.mean.shape == found.deviation.shape == (count,)
        and pixels.deviation.shape == (bands,)
        and pixels.quantiles.ndim == 1
        and min(found.features.size, pixels.centres.size, pixels.quantiles.size, found.side) > 0
    )
    if not fitting:
        raise ValueError("its arrays do not belong together")


def _packed(array: np.ndarray) -> dict[str, Any]:
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    data = base64.b64encode(little.tobytes()).decode("ascii")
    return {"shape": list(array.shape), "dtype": array.dtype.name, "data": data}


def _unpacked(packed: dict[str, Any]) -> np.ndarray:
    if packed["dtype"] not in ("float16", "float32"):
        raise ValueError(f"numbers of the kind {packed['dtype']}")
    data = base64.b64decode(packed["data"], validate=True)
    stored = np.frombuffer(data, np.dtype(packed["dtype"]).newbyteorder("<")).reshape(packed["shape"])
    array = stored.astype(packed["dtype"])
    if not np.isfinite(array).all():
        raise ValueError("numbers that are not finite")
    return array
