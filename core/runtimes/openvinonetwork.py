"""Networks run by OpenVINO, an optional package."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from queue import SimpleQueue
from typing import Any

import numpy as np

from ..errors import SureCoverError, reason
from .network import CpuNetwork, cpu_lanes

_HINTS = {"float32": "f32", "bfloat16": "bf16"}


def import_openvino() -> Any:  # noqa: ANN401
    """Import openvino without the package by which it would report its use to its maker.

    Raises:
        ModuleNotFoundError: It is not installed.
    """
    # With None there the import fails, and openvino takes its own stub, which sends nothing.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    openvino = import_module("openvino")
    openvino.Type.f32.to_dtype()  # two threads that were the first to do so would wait for each other
    return openvino


def openvino_computes_bfloat16() -> bool:
    """Whether OpenVINO is here and says that the processor has instructions for bfloat16."""
    if find_spec("openvino") is None:
        return False
    return "BF16" in import_openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


class OpenVinoNetwork(CpuNetwork):
    """A network that OpenVINO runs on the CPU; see `network.Network`.

    Args:
        compiled: The openvino.CompiledModel, of one input and one output.
        precision: Of the computation, "float32" or "bfloat16"; its inputs and results are float32.
        label: How messages name the model.
    """

    def __init__(self, compiled: Any, precision: str, label: str) -> None:  # noqa: ANN401
        runtime = "openvino" if precision == "float32" else f"openvino-{precision}"
        super().__init__(runtime, cpu_lanes()[0] + 1)  # one lane prepares while the others are computed
        self._label = label
        self._free: SimpleQueue[Any] = SimpleQueue()
        for _ in range(self.lanes):
            self._free.put(compiled.create_infer_request())

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """As Network says.

        Raises:
            SureCoverError: It cannot be run.
        """
        request = self._free.get()
        try:
            results = request.infer({0: np.ascontiguousarray(inputs)}, share_inputs=True)
        except RuntimeError as error:
            raise SureCoverError(
                f"{self._label} has a network that fails ({reason(error)}); get the model again."
            ) from error
        finally:
            self._free.put(request)
        return np.asarray(results[0])


def openvino_network(content: bytes, precision: str, label: str = "The model") -> OpenVinoNetwork:
    """Make a network ready that is known to be sound, a lane's share of the cores for each lane.

    Args:
        content: An ONNX file.
        precision: As of OpenVinoNetwork.
        label: How messages name the model.

    Raises:
        SureCoverError: OpenVINO cannot run it.
    """
    lanes, threads = cpu_lanes()
    settings = {
        "INFERENCE_PRECISION_HINT": _HINTS[precision],
        "INFERENCE_NUM_THREADS": lanes * threads,
        "NUM_STREAMS": lanes,
        "ENABLE_CPU_PINNING": False,  # other processes would be pinned to the same cores
    }
    core = import_openvino().Core()
    try:
        compiled = core.compile_model(core.read_model(content), "CPU", settings)
    except RuntimeError as error:
        raise SureCoverError(
            f"{label} has a network that OpenVINO does not run ({reason(error)}); choose another RUNTIME."
        ) from error
    return OpenVinoNetwork(compiled, precision, label)
