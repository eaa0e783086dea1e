"""Esri model definitions (.emd): JSON beside the file of the network.

Keys that count: ModelType, ModelFile, ImageHeight, ImageWidth, ExtractBands (numbers from 0, or names),
Bands, Classes (Value, Name, Color), MinCellSize, NormalizationStats (of multispectral models:
minimum and maximum of the training images' own numbers; mean and deviation after stretching between these).
An InferenceFunction is a program, and is not run.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from typing import Any

from ...errors import SureCoverError
from ...paths import exists, is_file
from ...textfiles import read_json
from ..bands import band_called
from ..card import ONNX
from ..onnxfile import read_graph
from ..stored import CONFIG
from .draft import Draft, short_name, told_scheme
from .onnxsource import read_onnx
from .smpsource import PICKLES, SAFETENSORS, read_config, read_smp

_TYPES = ("imageclassification", "classifypixels")
_WEB_MERCATOR, _UTM = 3857, range(32601, 32761)
_LARGEST = 1e9
"""Means and the like beyond this are no numbers of an image."""
_MOST = 10 * 2**20
"""Largest definition, bytes."""


def read_emd(path: Path, label: str) -> tuple[Draft, Any]:
    """Read an Esri model definition and the network that it names.

    Args:
        path: The .emd file.
        label: How messages name it.

    Returns:
        The draft and the network: an onnx.ModelProto or a torch module.

    Raises:
        SureCoverError: It is none, or its network cannot be read safely.
    """
    told = _definition(path, label)
    kind = told.get("ModelType")
    if isinstance(kind, str) and kind.casefold() not in _TYPES:
        raise SureCoverError(
            f"{label} is a model for {kind[:40]}: {path}; allowed is ImageClassification, which gives a "
            "class to each pixel."
        )
    file = _model_file(told, path, label)
    if file.suffix.lower() == ONNX:
        draft, network = read_onnx(read_graph(file, label), file, label)
    elif file.suffix.lower() in (SAFETENSORS, *PICKLES):
        draft, network = read_smp(_config(told, file, label), file, label)
    else:
        raise SureCoverError(
            f"{label} names the network {file.name}: {path}; allowed are files {ONNX}, {SAFETENSORS} and "
            f"{', '.join(PICKLES)}, so export the network to ONNX."
        )
    return _told(draft, told, path), network


def _definition(path: Path, label: str) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > _MOST:
            raise ValueError(f"{path.stat().st_size} bytes")
        told = read_json(path)
        if not isinstance(told, Mapping):
            raise ValueError("no list of settings")
    except (OSError, ValueError) as error:
        raise SureCoverError(
            f"{label} is no Esri model definition: {path} ({error}); allowed is JSON with ModelFile and "
            "Classes, so get the model again."
        ) from error
    return told


def _model_file(told: Mapping[str, Any], path: Path, label: str) -> Path:
    """The network's file, which must lie beside the definition or below it."""
    named = told.get("ModelFile")
    if not isinstance(named, str) or not named:
        raise SureCoverError(
            f"{label} names no ModelFile: {path}; needed is the file of the network, so get the model again."
        )
    windows = PureWindowsPath(named)
    file = path.parent.joinpath(*windows.parts) if not windows.drive and not windows.root else Path()
    if exists(file) and path.parent.resolve() not in file.resolve().parents:
        raise SureCoverError(
            f"{label} names the network {named[:80]!r}, which lies outside of its folder: {path}; allowed "
            "are files beside it, so put it there and name it so."
        )
    if not is_file(file):
        raise SureCoverError(f"{label} lacks its network {named[:80]!r}: {path}; get the model again.")
    return file


def _config(told: Mapping[str, Any], weights: Path, label: str) -> Mapping[str, Any]:
    """The smp network that weights belong to: from config.json beside them, or from the definition."""
    if (weights.parent / CONFIG).is_file():
        return read_config(weights.parent / CONFIG, label)
    for key in ("ModelConfiguration", "ModelParameters"):
        config = told.get(key)
        if isinstance(config, Mapping) and "_model_class" in config:
            return config
    raise SureCoverError(
        f"{label} holds weights without a description of the network that they belong to: {weights}; needed "
        f"is a {CONFIG} of segmentation_models_pytorch beside them, or export the network to ONNX and "
        "name that as ModelFile."
    )


def _told(draft: Draft, told: Mapping[str, Any], path: Path) -> Draft:
    """What the definition adds to what the network's own file tells."""
    name = short_name(path)
    scheme, classes = told_scheme(name, _classes(told.get("Classes"), max(draft.outputs, 2)))
    means, deviations = _statistics(told.get("NormalizationStats"), draft.count)
    bands = _bands(told, draft.count)
    notes = list(draft.notes)
    if means:
        notes.append("Means and deviations are those of the numbers in the images that taught it.")
    chosen = told.get("ExtractBands")
    if not bands and isinstance(chosen, list):
        numbers = ", ".join(str(number + 1) for number in chosen[:20] if _is_number(number))
        notes.append(f"Its bands were number {numbers} of the images that taught it.")
    return dataclasses.replace(
        draft, id=name, source=f"{path.name}, an Esri model definition", notes=tuple(notes), bands=bands,
        scheme=scheme or draft.scheme, classes=classes or draft.classes,
        means=means or draft.means, deviations=deviations or draft.deviations,
        scale=None if means else draft.scale, resolution=_cell_size(told) or draft.resolution,
        tile=draft.tile or _pixels(told, "ImageHeight"),
    )  # fmt: skip


def _is_number(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int) and not isinstance(value, bool)


def _pixels(told: Mapping[str, Any], key: str) -> int | None:
    value = told.get(key)
    return value if isinstance(value, int) and 0 < value < 10**5 else None


def _classes(entries: Any, outputs: int) -> list[dict[str, Any]]:  # noqa: ANN401
    """The outputs' classes: with their own ids if these can stand in maps, else numbered from 1."""
    if not isinstance(entries, list) or len(entries) != outputs:
        return []
    found = []
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("Name"), str):
            return []
        found.append({"id": entry.get("Value"), "name": entry["Name"], "number": number})
        color = entry.get("Color")
        if isinstance(color, list) and len(color) == 3 and all(map(_is_number, color)):
            found[-1]["color"] = color
    if not all(_is_number(entry["id"]) and 0 < entry["id"] < 2**16 for entry in found):
        found = [{**entry, "id": entry["number"]} for entry in found]
    return found


def _bands(told: Mapping[str, Any], count: int) -> tuple[Any, ...]:
    """The bands by their names; () where there are only numbers."""
    chosen, names = told.get("ExtractBands"), told.get("Bands")
    if not isinstance(chosen, list) or len(chosen) != count:
        return ()
    if isinstance(names, list) and all(_is_number(n) and 0 <= n < len(names) for n in chosen):
        chosen = [names[number] for number in chosen]
    plain = all(isinstance(name, str) and not name.isdecimal() and 0 < len(name) < 60 for name in chosen)
    if not plain or len(set(chosen)) != count:
        return ()
    return tuple(band_called(name) for name in chosen)


def _statistics(stats: Any, count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:  # noqa: ANN401
    """Means and deviations in the numbers of the training images; () where they are not told."""
    keys = ("band_min_values", "band_max_values", "scaled_mean_values", "scaled_std_values")
    values = [stats.get(key) for key in keys] if isinstance(stats, Mapping) else []
    sound = [
        isinstance(row, list)
        and len(row) == count
        and all(isinstance(value, (int, float)) and abs(value) < _LARGEST for value in row)
        for row in values
    ]
    if not sound or not all(sound):
        return (), ()
    rows = list(zip(*values))
    means = tuple(float(low + mean * (high - low)) for low, high, mean, _ in rows)
    deviations = tuple(float(deviation * (high - low)) for low, high, _, deviation in rows)
    return (means, deviations) if all(deviation > 0 for deviation in deviations) else ((), ())


def _cell_size(told: Mapping[str, Any]) -> float | None:
    """Metres of a pixel; only where the definition gives them in a projected system of metres it is told."""
    size = told.get("CellSize") or told.get("MinCellSize")
    if not isinstance(size, Mapping):
        return None
    reference = size.get("spatialReference")
    code = reference.get("latestWkid", reference.get("wkid")) if isinstance(reference, Mapping) else None
    x = size.get("x")
    if not (isinstance(code, int) and (code == _WEB_MERCATOR or code in _UTM)):
        return None
    return float(x) if isinstance(x, (int, float)) and 0 < x < 10**5 else None
