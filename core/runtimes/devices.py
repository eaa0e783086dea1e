"""The devices that networks run on."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import SureCoverError
from ..lazy import LazyModule

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

DEVICES = ("auto", "cpu", "cuda", "mps")

_GPU_DRIVERS = ("nvcuda.dll",) if sys.platform == "win32" else ("libcuda.so.1", "libamdhip64.so")


def choose_device(wanted: str = "auto", label: str = "Device (DEVICE)") -> str:
    """The device to run on: the wanted one, or with "auto" the fastest that is present.

    Torch, whose import takes seconds, is only asked where there may be a graphics card.

    Raises:
        SureCoverError: The wanted one is not present.
    """
    if wanted == "cpu" or (wanted == "auto" and not _may_have_gpu()):
        return "cpu"
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        return next(device for device, found in present.items() if found)
    if not present[wanted]:
        found = ", ".join(device for device, here in present.items() if here)
        raise SureCoverError(
            f"{label} is {wanted}, which this computer does not offer; allowed: auto, {found}."
        )
    return wanted


def _may_have_gpu() -> bool:
    """Whether a graphics card that torch can use may be here; without a driver there is none."""
    if sys.platform == "darwin":
        return True
    for driver in _GPU_DRIVERS:
        with suppress(OSError):
            ctypes.CDLL(driver)
            return True
    return False


def computes_bfloat16(device: str = "cpu") -> bool:
    """Whether a device computes in bfloat16; emulated it is slower than float32."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    asked = (getattr(torch.cpu, f"_is_{what}_supported", None) for what in ("avx512_bf16", "amx_tile"))
    return any(is_supported() for is_supported in asked if is_supported is not None)
