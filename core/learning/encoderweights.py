"""Weights of an encoder from a local file, for any bands (transfer learning, Pollatos et al.)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import SureCoverError, reason
from ..lazy import LazyModule
from ..model.bands import spelling
from ..model.card import Band
from ..model.cardfile import CARD, read_card, verify_files
from ..paths import exists, is_file

if TYPE_CHECKING:
    import safetensors
    import safetensors.torch
    import torch
else:
    torch = LazyModule("torch")
    safetensors = LazyModule("safetensors")
    safetensors.torch = LazyModule("safetensors.torch")

_RGB = (Band("red", "red"), Band("green", "green"), Band("blue", "blue"))
_PREFIXES = ("module.", "backbone.", "encoder.", "model.")
_ENCODERS = ("encoder.", "module.encoder.", "model.encoder.")
_COUNTER = "num_batches_tracked"
"""Counts batches and changes nothing."""


def load_encoder(
    network: torch.nn.Module,
    path: str | Path,
    bands: Sequence[Band],
    source_bands: Sequence[Band] = (),
    label: str = "Weights of the encoder (ENCODER_WEIGHTS)",
) -> tuple[str, ...]:
    """Give a network's encoder the weights of a file; nothing is unpickled.

    Args:
        network: An smp network of `bands`; its other parts stay as they are.
        path: A model folder (or a file in it), whose card names the bands; or a .safetensors file with the
            weights of an encoder of smp, timm or torchvision, or of a network with such an encoder.
        bands: What the network takes.
        source_bands: What the weights of a file were trained with; without, three are red, green, blue
            (the order of ImageNet), and others unknown.
        label: How messages name the weights.

    Returns:
        Names of those bands whose own kernel of the first layer the weights hold; see `adapted_kernel`.

    Raises:
        SureCoverError: There are no such weights, or they are of another encoder.
    """
    found, source_bands = _read(Path(path), source_bands, label)
    target = network.encoder.state_dict()
    first = _first_layer(network.encoder, len(bands))
    kernel = found.get(_plain(first))
    own: tuple[str, ...] = ()
    if kernel is not None and kernel.ndim == 4:
        sources = _sources(kernel.shape[1], source_bands, f"{label} are of", path)
        own = tuple(band.name for band in bands if _place(band, sources) is not None)
        found[_plain(first)] = adapted_kernel(kernel, bands, sources)
    _check_fits(target, found, network.config["encoder_name"], label, path)
    with torch.no_grad():
        for name, weights in target.items():
            if not name.endswith(_COUNTER):
                weights.copy_(found[_plain(name)])
    return own


def _sources(count: int, named: Sequence[Band], found: str, path: str | Path) -> Sequence[Band]:
    if named and len(named) != count:
        raise SureCoverError(
            f"{found} {count} bands, {len(named)} are named: {path}; name as many as there are."
        )
    return named or (_RGB if count == len(_RGB) else ())


def _check_fits(
    target: Mapping[str, Any], found: Mapping[str, Any], encoder: str, label: str, path: str | Path
) -> None:
    """Refuse the weights unless the encoder's are among them, each in its shape."""
    needed = [name for name in target if not name.endswith(_COUNTER)]
    given = {name: found.get(_plain(name)) for name in needed}
    lacking = [
        name for name, weights in given.items() if weights is None or weights.shape != target[name].shape
    ]
    if lacking:
        raise SureCoverError(
            f"{label} fit {len(needed) - len(lacking)} of the {len(needed)} tensors of the encoder "
            f"{encoder}, not e.g. {lacking[0]!r}: {path}; choose weights of this encoder, "
            "or their encoder (ENCODER)."
        )


def adapted_kernel(kernel: torch.Tensor, bands: Sequence[Band], source_bands: Sequence[Band]) -> torch.Tensor:
    """The first layer's kernel for other bands.

    A band that the weights know keeps its kernel, any other takes the mean of all kernels; then all
    are multiplied by the number of source bands over the number of bands. So bands that are all alike
    make the same features as before, exactly if all source bands or none are among the bands, which
    suits inputs that are scaled alike.

    Args:
        kernel: (channels, source bands, rows, cols).
        bands: The new ones. Bands are the same by common name, or by name if one has no common name.
        source_bands: The kernel's; empty when unknown.

    Returns:
        (channels, bands, rows, cols).
    """
    mean = kernel.mean(dim=1)
    places = [_place(band, source_bands) for band in bands]
    parts = [mean if place is None else kernel[:, place] for place in places]
    return torch.stack(parts, dim=1) * (kernel.shape[1] / len(bands))


def _place(band: Band, sources: Sequence[Band]) -> int | None:
    return next((place for place, source in enumerate(sources) if _same(band, source)), None)


def _same(band: Band, other: Band) -> bool:
    if band.common_name and other.common_name:
        return band.common_name == other.common_name
    return spelling(band.name) == spelling(other.name)


def _read(path: Path, bands: Sequence[Band], label: str) -> tuple[dict[str, Any], Sequence[Band]]:
    """The weights by plain name, and the bands that they are for."""
    folder = path if path.is_dir() else path.parent
    if exists(folder / CARD) and (folder == path or path.name == CARD or path.suffix == ".safetensors"):
        card = read_card(folder, label)
        if path in (folder, folder / CARD, folder / card.weights):
            verify_files(folder, card, label)
            return _tensors(folder / card.weights, label), card.bands
    return _tensors(path, label), bands


def _tensors(path: Path, label: str) -> dict[str, Any]:
    if not is_file(path) or path.suffix.lower() != ".safetensors":
        found = f"are of the kind {path.suffix or 'no suffix'}" if is_file(path) else "do not exist"
        raise SureCoverError(
            f"{label} {found}: {path}; allowed are a model folder or a .safetensors file, "
            "so convert others to safetensors."
        )
    try:
        tensors = safetensors.torch.load_file(str(path))
    except (OSError, RuntimeError, safetensors.SafetensorError) as error:
        raise SureCoverError(
            f"{label} cannot be read: {path} ({reason(error)}); get the file again."
        ) from error
    if not all(bool(torch.isfinite(given).all()) for given in tensors.values()):
        raise SureCoverError(f"{label} hold what is no number: {path}; get the file again.")
    # A whole network's other parts may have layers of the same names.
    encoder = {name: given for name, given in tensors.items() if name.startswith(_ENCODERS)}
    return {_plain(name): given for name, given in (encoder or tensors).items()}


def _plain(name: str) -> str:
    """A weight's name without what libraries put before it; timm writes some dots as underscores."""
    shorter = next((name[len(prefix) :] for prefix in _PREFIXES if name.startswith(prefix)), "")
    return _plain(shorter) if shorter else name.replace(".", "_")


def _first_layer(encoder: torch.nn.Module, bands: int) -> str:
    """Name of the kernel that meets the bands, found as smp finds it; "" without one."""
    for name, module in encoder.named_modules():
        if isinstance(module, torch.nn.Conv2d) and module.in_channels == bands and module.groups == 1:
            return f"{name}.weight"
    return ""
