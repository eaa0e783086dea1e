"""The kinds of models that can be imported, told apart by their files."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from ...errors import SureCoverError
from ..card import ONNX
from ..cardfile import CARD, IncompleteCard, read_card, verify_files
from ..models import ONNX_FILE
from ..onnxfile import read_graph
from ..stored import CONFIG
from .draft import Draft, read_draft
from .esri import read_emd
from .onnxsource import read_onnx
from .smpsource import PICKLES, SAFETENSORS, read_config, read_smp, read_smp_folder

EMD, PACKAGE = ".emd", ".dlpk"

_WEIGHTS = f"model{SAFETENSORS}"
_ALLOWED = (
    f"allowed are {ONNX} and {EMD} files, folders with {CONFIG} and a file {SAFETENSORS}, and model folders "
    "that are incomplete"
)


def folder_of(path: Path) -> Path | None:
    """The folder that a path stands for: itself, or that of the card or configuration which it is."""
    return path if path.is_dir() else path.parent if path.name in (CARD, CONFIG) else None


def read_model(path: Path, label: str) -> tuple[Draft, Any]:
    """Read somebody's model; nothing in it is run or unpickled.

    Args:
        path: A file, or a folder.
        label: How messages name it.

    Returns:
        What it tells of itself, and its network: an onnx.ModelProto or a torch module.

    Raises:
        SureCoverError: It is of no known kind, or cannot be read safely.
    """
    folder = folder_of(path)
    if folder:
        return _read_folder(folder, label)
    ending = path.suffix.lower()
    if ending == ONNX:
        return read_onnx(read_graph(path, label), path, label)
    if ending == EMD:
        return read_emd(path, label)
    if ending == PACKAGE:
        raise SureCoverError(
            f"{label} is a package: {path}; unpack it (it is a ZIP file) and choose the {EMD} file in it."
        )
    if ending in (SAFETENSORS, *PICKLES):
        return read_smp(read_config(path.parent / CONFIG, label), path, label)
    raise SureCoverError(f"{label} is of no kind that is known here: {path}; {_ALLOWED}.")


def _read_folder(folder: Path, label: str) -> tuple[Draft, Any]:
    if (folder / CARD).is_file():
        return _read_incomplete(folder, label)
    if (folder / CONFIG).is_file():
        return read_smp_folder(folder, label)
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in (EMD, ONNX))
    definitions = [path for path in files if path.suffix.lower() == EMD]
    if len(definitions or files) != 1:
        raise SureCoverError(f"{label} has {len(files)} files {EMD} or {ONNX}: {folder}; choose one.")
    return read_model((definitions or files)[0], label)


def _read_incomplete(folder: Path, label: str) -> tuple[Draft, Any]:
    """Go on with an import that left something unknown."""
    try:
        read_card(folder, label)
    except IncompleteCard:
        draft = read_draft(folder, label)
    else:
        raise SureCoverError(
            f"{label} is a complete model folder: {folder}; nothing is unknown of it, so use it as it is, or "
            "import the original model into another folder."
        )
    verify_files(folder, draft.card(), label)
    if (folder / ONNX_FILE).is_file():
        found, network = read_onnx(read_graph(folder / ONNX_FILE, label), folder / ONNX_FILE, label)
    else:
        found, network = read_smp(read_config(folder / CONFIG, label), folder / _WEIGHTS, label)
    return dataclasses.replace(draft, count=found.count, outputs=found.outputs), network
