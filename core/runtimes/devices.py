"""The devices that networks run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import SureCoverError
from ..lazy import LazyModule

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

DEVICES = ("auto", "cpu", "cuda", "mps")


def choose_device(wanted: str = "auto", label: str = "Device (DEVICE)") -> str:
    """The device to run on: the wanted one, or with "auto" the fastest that is present.

    Raises:
        SureCoverError: The wanted one is not present.
    """
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        return next(device for device, found in present.items() if found)
    if not present[wanted]:
        found = ", ".join(device for device, here in present.items() if here)
        raise SureCoverError(
            f"{label} is {wanted}, which this computer does not offer; allowed: auto, {found}."
        )
    return wanted
