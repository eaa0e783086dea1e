"""Networks in ONNX files: what such a file may hold.

Files are read as plain numbers and names of operators; nothing in them is unpickled, no other file is
opened for them, and only operators that ONNX itself defines are run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import SureCoverError, reason
from ..lazy import LazyModule
from ..runtimes.fixednetwork import FixedNetwork
from ..runtimes.onnxnetwork import OnnxNetwork, onnx_network
from .card import MAX_TILE
from .tiles import STRIDE

if TYPE_CHECKING:
    import onnx
else:
    onnx = LazyModule("onnx")

MAX_SIZE = 2**31 - 1
"""Largest file, bytes: the format itself allows no more."""

DOMAINS = ("", "ai.onnx", "ai.onnx.ml")
"""Domains of operators that ONNX defines."""


def open_network(path: Path, bands: int, label: str = "The model") -> OnnxNetwork | FixedNetwork:
    """Read an ONNX file and make its network ready for any number of tiles of any size.

    Args:
        path: The file.
        bands: Number of bands that the model's card names.
        label: How messages name the model.

    Raises:
        SureCoverError: The file is none, or holds what is not run here.
    """
    return checked_network(read_graph(path, label).SerializeToString(), bands, path, label)


def read_graph(path: Path, label: str = "The model") -> Any:  # noqa: ANN401
    """Read an ONNX file without making anything of it.

    Returns:
        The onnx.ModelProto, which needs no other file and no code of others.

    Raises:
        SureCoverError: The file is none, or holds what is not run here.
    """
    if path.stat().st_size > MAX_SIZE:
        raise SureCoverError(
            f"{label} has a file of {path.stat().st_size / 2**30:.1f} GiB: {path}; allowed are less than "
            "2 GiB, so get a smaller model."
        )
    try:
        graph = onnx.load_model_from_string(path.read_bytes())
        parts = list(_parts(graph))
    except Exception as error:  # the parser's kinds of errors depend on how it was built
        raise _unreadable(path, label, error) from error
    _check_parts(parts, path, label)
    return graph


def checked_network(
    content: bytes, bands: int, path: Path, label: str = "The model"
) -> OnnxNetwork | FixedNetwork:
    """Make the network of a file's graph ready; arguments and errors as of `open_network`."""
    try:
        network = onnx_network(content, label)
    except Exception as error:  # the runtime's kinds of errors share no base
        raise _unreadable(path, label, error) from error
    shape = _checked_shape(network.session, bands, path, label)
    return FixedNetwork(network, shape[1:], label) if any(shape) else network


def _unreadable(path: Path, label: str, error: Exception) -> SureCoverError:
    return SureCoverError(
        f"{label} has a file that is no ONNX network that can be run: {path} ({reason(error)}); "
        "get the model again."
    )


def _check_parts(parts: Iterable[Any], path: Path, label: str) -> None:
    """Refuse files that need other files or code of others."""
    for part in parts:
        if isinstance(part, onnx.TensorProto) and onnx.external_data_helper.uses_external_data(part):
            raise SureCoverError(
                f"{label} keeps numbers outside of its ONNX file: {path}; allowed are files that hold all of "
                "them, so export it without external data."
            )
        if isinstance(part, onnx.NodeProto) and part.domain not in DOMAINS:
            raise SureCoverError(
                f"{label} uses the operator {part.op_type!r} of {part.domain!r}: {path}; allowed are those "
                "that ONNX defines (ai.onnx, ai.onnx.ml), so export it without others."
            )


def _parts(message: Any) -> Iterator[Any]:  # noqa: ANN401
    """A protobuf message and all within it, wherever operators and tensors may hide."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, onnx.TensorProto):
            continue
        for kind, value in part.ListFields():
            if kind.message_type is not None:
                waiting.extend([value] if hasattr(value, "ListFields") else value)


def _checked_shape(session: Any, bands: int, path: Path, label: str) -> list[int | None]:  # noqa: ANN401
    """Refuse networks that take or give anything else than one batch of tiles.

    Returns:
        Tiles, rows and columns of a batch; None for those of which it takes any number.
    """
    for what, ends in (("inputs", session.get_inputs()), ("outputs", session.get_outputs())):
        if len(ends) != 1:
            raise SureCoverError(
                f"{label} has a network of {len(ends)} {what}: {path}; needed is one, so export it so."
            )
        end = ends[0]
        if end.type != "tensor(float)" or (what == "inputs" and len(end.shape) != 4):
            raise SureCoverError(
                f"{label} has a network whose {what} are {end.type} of the shape {end.shape}: {path}; needed "
                "is tensor(float) of tiles x bands x rows x columns."
            )
    count, channels, rows, cols = session.get_inputs()[0].shape
    if isinstance(channels, int) and channels != bands:
        raise SureCoverError(
            f"{label} has a network of {channels} bands, its card names {bands}: {path}; get the model again."
        )
    tiles, *sides = (size if isinstance(size, int) else None for size in (count, rows, cols))
    if tiles not in (None, 1) or not all(side is None or STRIDE <= side <= MAX_TILE for side in sides):
        raise SureCoverError(
            f"{label} has a network for {count} tiles of {rows} x {cols} px at once: {path}; allowed are any "
            f"or one, of any size or of sides from {STRIDE} to {MAX_TILE} px, so export it with dynamic axes."
        )
    return [tiles, *sides]
