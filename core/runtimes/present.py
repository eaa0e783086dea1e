"""Which runtimes there are, by name, and which of them this computer offers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec

from ..errors import SureCoverError
from .devices import choose_device, computes_bfloat16
from .openvinonetwork import openvino_computes_bfloat16

RUNTIMES = (
    "auto",
    "torch",
    "torch-bfloat16",
    "torch-float16",
    "onnxruntime",
    "openvino",
    "openvino-bfloat16",
)
"""A package, and the precision that it computes in where that is not float32."""

_PACKAGES = ("torch", "onnxruntime", "openvino")


def package_of(runtime: str) -> str:
    """The package of a runtime."""
    return runtime.partition("-")[0]


def precision_of(runtime: str) -> str:
    """What a runtime computes in: "float32", "bfloat16" or "float16"."""
    return runtime.partition("-")[2] or "float32"


def runtime_versions() -> dict[str, str]:
    """The version of each runtime's package that is installed; nothing is imported."""
    return {package: version(package) for package in _PACKAGES if find_spec(package)}


def device_of(runtime: str, wanted: str, label: str = "Runtime (RUNTIME)") -> str:
    """The device that a runtime, or "auto", runs on when that device or "auto" is wanted.

    Raises:
        SureCoverError: This computer lacks one of them, or they do not go together.
    """
    package = package_of(runtime)
    if package != "auto" and find_spec(package) is None:
        raise SureCoverError(
            f"{label} is {runtime}, but the engine's Python lacks the package {package}; "
            f'run "{sys.executable}" -m pip install {package}, or choose auto.'
        )
    if package in ("onnxruntime", "openvino"):
        if wanted not in ("auto", "cpu"):
            raise SureCoverError(
                f"{label} is {runtime}, which runs on the processor, but Device (DEVICE) is {wanted}; "
                "choose the device auto or cpu, or the runtime torch."
            )
        return "cpu"
    device = choose_device(wanted)
    if runtime == "torch-float16" and device == "cpu":
        raise SureCoverError(
            f"{label} is {runtime}, in which only graphics cards compute, and the device is the processor; "
            "choose auto, torch or torch-bfloat16."
        )
    return device


def candidates(device: str, packages: Sequence[str]) -> list[str]:
    """Runtimes worth a try on a device: first the float32 that the others must agree with, then the
    others, those that are likely to be fast first.

    Args:
        device: "cpu", "cuda" or "mps".
        packages: Those that can run the network.
    """
    if device != "cpu":
        halves = {"torch-bfloat16": device == "cuda" and computes_bfloat16(device), "torch-float16": True}
        return ["torch", *(runtime for runtime, here in halves.items() if here)]
    reference = next(package for package in _PACKAGES if package in packages)
    offered = {
        "openvino-bfloat16": "openvino" in packages and openvino_computes_bfloat16(),
        "torch-bfloat16": "torch" in packages and computes_bfloat16(device),
        "onnxruntime": "onnxruntime" in packages,
        "openvino": "openvino" in packages and find_spec("openvino") is not None,
    }
    return [reference, *(runtime for runtime, here in offered.items() if here and runtime != reference)]
