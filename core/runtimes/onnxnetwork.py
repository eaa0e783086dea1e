"""Networks run by onnxruntime."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import SureCoverError, reason
from ..lazy import LazyModule
from .network import CpuNetwork, cpu_lanes

if TYPE_CHECKING:
    import onnxruntime
else:
    onnxruntime = LazyModule("onnxruntime")

_SILENT = 4
"""Level at which the runtime prints nothing: what fails is told in a sentence."""


class OnnxNetwork(CpuNetwork):
    """A network that onnxruntime runs on the CPU; see `network.Network`.

    Attributes:
        session: The onnxruntime.InferenceSession, of one input and one output.

    Args:
        session: As the attribute.
        label: How messages name the model.
    """

    def __init__(self, session: Any, label: str) -> None:  # noqa: ANN401
        super().__init__("onnxruntime", cpu_lanes()[0])
        self.session = session
        self._label = label
        self._input = session.get_inputs()[0].name

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """As Network says.

        Raises:
            SureCoverError: It cannot be run.
        """
        try:
            (result,) = self.session.run(None, {self._input: np.ascontiguousarray(inputs)})
        except Exception as error:  # the runtime's kinds of errors share no base
            raise SureCoverError(
                f"{self._label} has a network that fails ({reason(error)}); get the model again."
            ) from error
        return np.asarray(result)


def onnx_network(content: bytes, label: str = "The model") -> OnnxNetwork:
    """Make a network ready that is known to be sound, for one lane's share of the cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = cpu_lanes()[1]
    options.log_severity_level = _SILENT
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    return OnnxNetwork(session, label)
