"""A model's card as a file, and the checksums of the files it names.

A model folder holds `model.safetensors` and `config.json` (both in the form of smp's
`save_pretrained`), or `model.onnx`, and the card `model.json`: a STAC Item with the Machine
Learning Model extension (https://github.com/stac-extensions/mlm, v1.5). What that extension lacks
stands in properties that begin with `surecover:`. Reading needs no torch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import SureCoverError
from ..footprint import rectangle
from ..paths import is_file
from ..rasters import open_raster
from ..scheme import ClassScheme
from ..textfiles import read_json
from .card import ONNX, OTHER, Band, ModelCard
from .scaling import OWN, SCALINGS, Scaling

CARD = "model.json"

UNKNOWN = "surecover:unknown"
"""The property of an incomplete card that names what is unknown of the model."""

_PERIOD = ("start_datetime", "end_datetime")
_FORMAT = "surecover"
_SHA2_256 = "1220"  # prefix of a multihash: sha2-256, 32 bytes
_EXTENSIONS = (
    "https://stac-extensions.github.io/mlm/v1.5.0/schema.json",
    "https://stac-extensions.github.io/eo/v2.0.0/schema.json",
    "https://stac-extensions.github.io/file/v2.1.0/schema.json",
    "https://stac-extensions.github.io/classification/v2.0.0/schema.json",
)

_KINDS = {
    ".safetensors": ("application/octet-stream", "safetensors.torch.save_file"),
    ONNX: ("application/octet-stream; framework=onnx; profile=onnx", "onnx"),
}
"""Media type and artifact type of the files that hold weights, by their ending."""


_HARMLESS = "The checksum is a SHA-256. # pragma: allowlist secret"
"""Said beside a checksum, on its line: scanners, such as that of QGIS's plugin site, take it for a secret."""


class IncompleteCard(SureCoverError):
    """A card that does not say yet what has to be known before the model can map.

    Attributes:
        unknown: What is unknown.
    """

    def __init__(self, message: str, unknown: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.unknown = tuple(unknown)


def write_card(folder: str | Path, card: ModelCard) -> None:
    """Write the card into a model folder, beside the files it names."""
    write_item(folder, to_item(card))


def write_item(folder: str | Path, item: Mapping[str, Any]) -> None:
    """Write a STAC Item as the card of a model folder."""
    text = json.dumps(item, indent=2, ensure_ascii=False)
    for asset in item["assets"].values():
        lines = json.dumps(asset, indent=2, ensure_ascii=False).replace("\n", "\n    ")
        text = text.replace(lines, json.dumps(asset, ensure_ascii=False))
    Path(folder, CARD).write_text(text + "\n", encoding="utf-8")


def read_card(folder: str | Path, label: str = "The model") -> ModelCard:
    """Read the card of a model folder.

    Args:
        folder: The model folder.
        label: How messages name it.

    Raises:
        IncompleteCard: It is that of an imported model of which something is unknown.
        SureCoverError: There is no card, or it is broken, incomplete or asks for what cannot be run.
    """
    path = Path(folder, CARD)
    if not path.is_file():
        found = (
            ", ".join(sorted(p.name for p in Path(folder).iterdir())[:5])
            if path.parent.is_dir()
            else "no folder"
        )
        raise SureCoverError(
            f"{label} has no card {CARD}: {folder} (found: {found or 'nothing'}); "
            f"choose a folder with {CARD} and its .safetensors or {ONNX} file."
        )
    try:
        item = read_json(path)
    except (OSError, ValueError) as error:
        raise SureCoverError(
            f"{label} has a card that is no JSON: {path} ({error}); get the model again."
        ) from error
    try:
        unknown = [str(what) for what in _maybe(_get(item, dict, "properties"), list, UNKNOWN, [])]
        if unknown:
            raise IncompleteCard(
                f"{label} is an imported model whose {listed(unknown)} nobody has told yet: {folder}; tell "
                "what is missing to surecover:importmodel, with this folder as its INPUT, or to Complete… in "
                "the Map tab.",
                unknown,
            )
        return from_item(item)
    except _Lacking as error:
        raise SureCoverError(
            f"{label} has a card without a usable {error}: {path}; add it, or get the model again."
        ) from error
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise SureCoverError(
            f"{label} has a card with a value of the wrong kind ({error}): {path}; get the model again."
        ) from error


def listed(words: Sequence[str]) -> str:
    """Words as they stand in a sentence: "bands, scaling and classes"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def verify_files(folder: str | Path, card: ModelCard, label: str = "The model") -> None:
    """Compare the model's files with the checksums of its card.

    Raises:
        SureCoverError: A file is of an unknown kind, is missing, or was changed.
    """
    if not card.weights:
        named = ", ".join(card.files) or "no file"
        raise SureCoverError(
            f"{label} names {named}, an unknown kind of model file: {folder}; allowed is a .safetensors or "
            f"{ONNX} file (numbers and standard operators: nothing in it is run when it is opened)."
        )
    for name, expected in card.files.items():
        path = Path(folder, name)
        if not is_file(path):
            raise SureCoverError(f"{label} lacks its file {name}: {folder}; get the model again.")
        if sha256(path) != expected:
            raise SureCoverError(
                f"{label} has a file that does not match the checksum of its card: {path}; "
                "it is damaged or was replaced: get the model again."
            )


def sha256(path: str | Path) -> str:
    """SHA-256 of a file as hexadecimal digits."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as stream:
        while chunk := stream.read(2**20):
            digest.update(chunk)
    return digest.hexdigest()


def to_item(card: ModelCard) -> dict[str, Any]:
    """The card as a STAC Item (JSON values)."""
    start, end = card.period or (None, None)
    side = [-1, len(card.bands), card.tile, card.tile]
    dims = ["batch", "channel", "height", "width"]
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": list(_EXTENSIONS),
        "id": card.id,
        **_geometry(card.area),
        "properties": {
            "datetime": None,
            **({"start_datetime": start, "end_datetime": end} if start else {}),
            "title": card.title,
            "description": card.description,
            "license": card.licence,
            **({"gsd": card.resolution} if card.resolution else {}),
            "bands": [_band_item(band) for band in card.bands],
            "mlm:name": card.id,
            "mlm:architecture": card.architecture,
            "mlm:tasks": ["semantic-segmentation"],
            "mlm:framework": "ONNX" if card.weights.endswith(ONNX) else "PyTorch",
            "mlm:accelerator": None,
            "mlm:total_parameters": card.parameters,
            "mlm:pretrained": True,
            "mlm:input": [{
                "name": "reflectance",
                "bands": [band.name for band in card.bands],
                "input": {"shape": side, "dim_order": dims, "data_type": "float32"},
                "value_scaling": [_scaling_item(scaling) for scaling in card.scaling],
                "resize_type": None,
            }],
            "mlm:output": [{
                "name": "logits",
                "tasks": ["semantic-segmentation"],
                "result": {
                    "shape": [-1, len(card.classes), *side[2:]], "dim_order": dims, "data_type": "float32",
                },
                "classification:classes": [_class_item(card, class_id) for class_id in card.classes],
            }],
            "surecover:scheme": json.loads(card.scheme.to_json()),
            "surecover:theme": card.theme,
            "surecover:sensor": card.sensor,
            "surecover:halo": card.halo,
            "surecover:overlap": card.overlap,
            "surecover:normalisation": card.normalisation,
            "surecover:temperature": card.temperature,
            "surecover:ece": card.ece,
            "surecover:statistics": card.statistics,
            "surecover:validation": card.validation,
        },
        "links": [],
        "assets": {_asset_key(name): _asset_item(name, digest) for name, digest in card.files.items()},
    }  # fmt: skip


def from_item(item: Any) -> ModelCard:  # noqa: ANN401 - whatever JSON holds
    """The card that a STAC Item describes; `read_card` turns what is missing into a sentence."""
    properties = _get(item, dict, "properties")
    source = _get(properties, dict, "mlm:input", 0)
    result = _get(properties, dict, "mlm:output", 0)
    names = [
        name if isinstance(name, str) else _get(name, str, "name") for name in _get(source, list, "bands")
    ]
    described = {_get(band, str, "name"): band for band in _maybe(properties, list, "bands", [])}
    scaling = source.get("value_scaling") or [{"type": None}]
    scaling = [_scaling(entry) for entry in scaling]
    return ModelCard(
        id=_get(item, str, "id"),
        title=_maybe(properties, str, "title", item["id"]),
        description=_maybe(properties, str, "description", ""),
        licence=_get(properties, str, "license"),
        bands=tuple(_band(name, described.get(name, {})) for name in names),
        scaling=tuple(scaling * len(names) if len(scaling) == 1 else scaling),
        scheme=ClassScheme.from_json(json.dumps(_get(properties, dict, "surecover:scheme"))),
        classes=tuple(_get(entry, int, "value") for entry in _get(result, list, "classification:classes")),
        theme=_maybe(properties, str, "surecover:theme", ""),
        sensor=_maybe(properties, str, "surecover:sensor", ""),
        tile=_get(source, int, "input", "shape", -1),
        halo=_get(properties, int, "surecover:halo"),
        overlap=_get(properties, int, "surecover:overlap"),
        temperature=_maybe(properties, (int, float), "surecover:temperature", None),
        ece=_maybe(properties, (int, float), "surecover:ece", None),
        statistics=_statistics(_maybe(properties, dict, "surecover:statistics", {})),
        validation=_maybe(properties, dict, "surecover:validation", {}),
        area=tuple(map(float, item["bbox"])) if "bbox" in item else None,
        period=tuple(date for key in _PERIOD if (date := _maybe(properties, str, key, ""))),
        architecture=_get(properties, str, "mlm:architecture"),
        parameters=_maybe(properties, int, "mlm:total_parameters", 0),
        normalisation=_maybe(properties, str, "surecover:normalisation", ""),
        resolution=_maybe(properties, (int, float), "gsd", None),
        files=dict(_file(asset) for asset in _get(item, dict, "assets").values()),
    )


class _Lacking(Exception):
    """A field of a card is missing or of another type; says which."""


def _get(values: Any, kind: type, *path: str | int) -> Any:  # noqa: ANN401
    try:
        for step in path:
            values = values[step]
    except (KeyError, IndexError, TypeError) as error:
        raise _Lacking(".".join(map(str, path))) from error
    if not isinstance(values, kind) or isinstance(values, bool):
        raise _Lacking(".".join(map(str, path)))
    return values


def _maybe(values: Mapping[str, Any], kind: Any, key: str, default: Any) -> Any:  # noqa: ANN401
    return default if values.get(key) is None else _get(values, kind, key)


def _statistics(values: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    return {band: {name: float(value) for name, value in numbers.items()} for band, numbers in values.items()}


def _geometry(area: Sequence[float] | None) -> dict[str, Any]:
    if area is None:
        return {"geometry": None}
    west, south, east, north = area
    return {"bbox": list(area), "geometry": rectangle((west, south, east, north))}


def _band_item(band: Band) -> dict[str, Any]:
    item: dict[str, Any] = {"name": band.name}
    if band.common_name:
        item["eo:common_name"] = band.common_name
    if band.wavelength is not None:
        item["eo:center_wavelength"] = band.wavelength
    return item


def _band(name: str, item: Mapping[str, Any]) -> Band:
    wavelength = item.get("eo:center_wavelength")
    common_name = _maybe(item, str, "eo:common_name", "")
    return Band(name, common_name, None if wavelength is None else float(wavelength))


def _scaling_item(scaling: Scaling) -> dict[str, Any]:
    """MLM's value scaling; one that MLM lacks as a processing expression whose language is ours."""
    numbers = dict(zip(SCALINGS[scaling.type], scaling.values))
    if scaling.type in OWN:
        return {"type": "processing", "format": _FORMAT, "expression": scaling.type, **numbers}
    return {"type": scaling.type or None, **numbers}


def _scaling(item: Mapping[str, Any]) -> Scaling:
    kind = item.get("type") or ""
    if kind == "processing" and item.get("format") == _FORMAT and item.get("expression") in OWN:
        kind = item["expression"]
    return Scaling(kind, tuple(float(item[name]) for name in SCALINGS.get(kind, ()) if name in item))


def _class_item(card: ModelCard, class_id: int) -> dict[str, Any]:
    item: dict[str, Any] = {"value": class_id, "name": card.name_of(class_id)}
    if class_id != OTHER:
        item["color_hint"] = bytes(card.scheme.by_id(class_id).color).hex().upper()
    return item


def _asset_key(name: str) -> str:
    return "model" if Path(name).suffix in _KINDS else Path(name).stem


def _asset_item(name: str, digest: str) -> dict[str, Any]:
    checksum = {"file:checksum": _SHA2_256 + digest, "description": _HARMLESS}
    if Path(name).suffix not in _KINDS:
        return {"href": f"./{name}", "type": "application/json", "roles": ["metadata"], **checksum}
    media_type, artifact = _KINDS[Path(name).suffix]
    return {
        "href": f"./{name}",
        "type": media_type,
        "roles": ["mlm:model", "mlm:weights"],
        **checksum,
        "mlm:artifact_type": artifact,
    }


def _file(asset: Mapping[str, Any]) -> tuple[str, str]:
    """Name and SHA-256 of an asset, which must lie in the model folder itself."""
    name = _get(asset, str, "href").removeprefix("./")
    if Path(name).name != name:
        raise _Lacking("asset inside the model folder")
    return name, _get(asset, str, "file:checksum").removeprefix(_SHA2_256)


def models_of(probabilities: Sequence[str]) -> list[dict[str, Any]]:
    """The models, with their checksums, that rasters of probabilities, one a date, say they were made with.

    Of several dates the one counts that is least like what taught the model.
    """
    told: list[list[dict[str, Any]]] = []
    for path in probabilities:
        with open_raster(path) as raster:
            told.append(json.loads(raster.tags.get("SURECOVER_MODELS", "[]")))
    for dates in zip(*told):
        shares = [date["unlike_training"] for date in dates if date.get("unlike_training") is not None]
        if shares:
            dates[0]["unlike_training"] = max(shares)
    return told[0]
