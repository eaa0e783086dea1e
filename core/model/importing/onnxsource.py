"""ONNX files of other people, and what Deepness's metadata tells of them.

Deepness (a QGIS plugin) keeps what it knows of a network in the metadata of its ONNX file: `model_type`,
`class_names`, `resolution` (cm), `tile_size`, `tiles_overlap` (%), `standardization_mean` and `_std`, each as
JSON. It gives networks 8-bit numbers divided by 255, and then standardises them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import SureCoverError
from ...textfiles import parse_json
from .draft import Draft, short_name, told_scheme
from .onnxgraph import add_logits, bands_of, fixed_side, in_order, output_of, tried

_LONGEST = 100_000
"""Characters of a metadata value; longer ones are not looked at."""

_PYTHON_NAMES = re.compile(r"(\d+)\s*:\s*(['\"])(.*?)\2")
"""Entries of a dictionary as Python writes it."""

_KEYS = ("model_type", "class_names", "standardization_mean", "seg_thresh", "tiles_overlap", "det_conf")
"""Any of these says that the file was made for Deepness."""


def read_onnx(graph: Any, path: Path, label: str) -> tuple[Draft, Any]:  # noqa: ANN401
    """What an ONNX file tells of its network.

    Args:
        graph: What `read_graph` read.
        path: The file.
        label: How messages name it.

    Returns:
        The draft, and the network as an onnx.ModelProto.

    Raises:
        SureCoverError: It holds no network that gives a score for each class of each pixel.
    """
    ordered = in_order(graph, path, label)
    bands = bands_of(ordered, path, label)
    result = tried(ordered, bands, path, label)
    told = {entry.key: entry.value for entry in graph.metadata_props if len(entry.value) <= _LONGEST}
    draft = Draft(
        id=short_name(path), source=f"{path.name}, an ONNX file", count=bands, outputs=result.shape[1],
        output=output_of(ordered, result), architecture=graph.graph.name,
        parameters=sum(_size(values.dims) for values in graph.graph.initializer), tile=fixed_side(graph),
    )  # fmt: skip
    return _told_by_metadata(draft, told, path, label), ordered


def with_logits(draft: Draft, graph: Any) -> Draft:  # noqa: ANN401
    """Let a graph give logits, in place, once it is known what it gives; the draft of what it then is."""
    if not draft.output or (draft.output == "logits" and draft.outputs > 1):
        return draft
    add_logits(graph, draft.output, draft.outputs)
    note = "" if draft.output == "logits" else f"Its results ({draft.output}) are turned into logits."
    return dataclasses.replace(
        draft, output="logits", outputs=max(draft.outputs, 2), notes=(*draft.notes, *filter(None, [note]))
    )


def _told_by_metadata(draft: Draft, told: Mapping[str, str], path: Path, label: str) -> Draft:
    kind = _value(told, "model_type")
    if isinstance(kind, str) and kind.casefold() != "segmentor":
        raise SureCoverError(
            f"{label} is a {kind[:40]} of Deepness: {path}; allowed are models of the type Segmentor, which "
            "give a class to each pixel."
        )
    scheme, classes = told_scheme(draft.id, _classes(told, max(draft.outputs, 2)))
    means, deviations = (_numbers(told, f"standardization_{what}", draft.count) for what in ("mean", "std"))
    side = _number(told, "tile_size") or _number(told, "tiles_size") or 0
    tile = draft.tile or (int(side) if 0 < side < 10**5 else None)
    draft = dataclasses.replace(
        draft, scheme=scheme, classes=classes, licence=str(_value(told, "license") or "")[:200],
        resolution=_hundredth(_number(told, "resolution")), tile=tile,
        halo=_halo(tile, _number(told, "tiles_overlap")),
    )  # fmt: skip
    if not any(key in told for key in _KEYS):
        return draft
    notes = ["Deepness gives networks 8-bit numbers divided by 255: with such images set SCALE to 255."]
    if _number(told, "seg_thresh"):
        notes.append(f"Its threshold ({_number(told, 'seg_thresh')}) is not applied.")
    if means and deviations and min(deviations) > 0:
        draft = dataclasses.replace(draft, means=means, deviations=deviations, scale=1.0)
    return dataclasses.replace(draft, source=f"{path.name}, a model of Deepness", notes=tuple(notes))


def _halo(tile: int | None, overlap: float | None) -> int | None:
    """Half of what neighbouring tiles of Deepness share, in percent of a side; no more than a quarter."""
    return int(min(overlap / 200, 0.25) * tile) if tile and overlap and overlap > 0 else None


def _value(told: Mapping[str, str], key: str) -> Any:  # noqa: ANN401
    """The value of a key; a text that is no JSON as it is."""
    try:
        return parse_json(told[key])
    except ValueError:
        return told[key]
    except KeyError:
        return None


def _number(told: Mapping[str, str], key: str) -> float | None:
    value = _value(told, key)
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if plain and abs(value) < 1e9 else None


def _hundredth(centimetres: float | None) -> float | None:
    return centimetres / 100 if centimetres and centimetres > 0 else None


def _numbers(told: Mapping[str, str], key: str, count: int) -> tuple[float, ...]:
    """A list of one number for each band; () where it is none."""
    values = _value(told, key)
    if not isinstance(values, list) or len(values) != count:
        return ()
    if not all(isinstance(v, (int, float)) and not isinstance(v, bool) and abs(v) < 1e9 for v in values):
        return ()
    return tuple(float(value) for value in values)


def _classes(told: Mapping[str, str], outputs: int) -> list[dict[str, Any]]:
    """Ids from 1 and the names of the outputs; empty unless each has one."""
    names = _value(told, "class_names") or _value(told, "names")
    if isinstance(names, str):
        names = {number: name for number, _, name in _PYTHON_NAMES.findall(names)}
    if isinstance(names, list):
        names = dict(enumerate(names))
    if not isinstance(names, Mapping):
        return []
    by_number = {str(number): name for number, name in names.items()}
    ordered = [by_number.get(str(number)) for number in range(outputs)]
    if len(by_number) != outputs or not all(isinstance(name, str) and name for name in ordered):
        return []
    return [{"id": number, "name": name} for number, name in enumerate(ordered, start=1)]


def _size(axes: Any) -> int:  # noqa: ANN401
    product = 1
    for length in axes:
        product *= length
    return product
