"""Networks run by PyTorch."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..lazy import LazyModule
from .network import cpu_lanes

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

PRECISIONS = ("float32", "bfloat16", "float16")

_LANES_OF_A_GPU = 3
"""One copies its tiles there, one computes, one copies its results back."""

_MOST_TILES = 64
_TILES_OF_MPS = 8
_MEMORY_SHARE = 0.7


class _Lane(NamedTuple):
    """A place where one batch is computed at a time."""

    module: Any
    device: str
    stream: Any


class TorchNetwork:
    """A torch module, run in eval mode with channels last.

    Attributes:
        module: It; its weights may be changed between calls, as training does.
        precision: Of the computation, one of PRECISIONS; its inputs and results are float32.
        device: Where it runs.

    Args:
        module: As the attribute; with another precision than float32 its copy in that is run.
        precision: As the attribute.
    """

    def __init__(self, module: Any, precision: str = "float32") -> None:  # noqa: ANN401
        if precision != "float32":
            module = copy.deepcopy(module).to(getattr(torch, precision))
        self.module = module.eval().to(memory_format=torch.channels_last)
        self.precision = precision
        weights = next(iter(module.parameters()), None)
        self.device = "cpu" if weights is None else weights.device.type
        self._threads = torch.get_num_threads()
        self._moving = Lock()
        self._open_lanes()

    @property
    def runtime(self) -> str:
        """As Network says."""
        return "torch" if self.precision == "float32" else f"torch-{self.precision}"

    @property
    def lanes(self) -> int:
        """As Network says."""
        return self._lanes

    def enter_lane(self) -> None:
        """Give the thread its share of the cores."""
        torch.set_num_threads(cpu_lanes()[1])

    def leave_lanes(self) -> None:
        """Give torch all cores again."""
        torch.set_num_threads(self._threads)

    def to(self, device: str) -> TorchNetwork:
        """Move it to a device, with "cuda" to all that there are, and return it.

        From float16 it goes over to float32 on the CPU, which does not compute in that.
        """
        if device == "cpu" and self.precision == "float16":
            self.precision, self.module = "float32", self.module.float()
        self.module = self.module.to(device)
        self.device = device
        self._open_lanes(everywhere=True)
        return self

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """As Network says.

        When a GPU's memory is too small, halves of the batch follow one another; when one tile is
        too much, the network moves to the CPU for good.
        """
        return self._fitting(_forward, inputs)

    def encoded(self, inputs: np.ndarray) -> np.ndarray | None:
        """The encoder's deepest features, averaged over each tile; see `Model.encoded`."""
        if not hasattr(self.module, "encoder"):
            return None
        return self._fitting(lambda module, batch: module.encoder(batch)[-1].float().mean(dim=(2, 3)), inputs)

    def batch_that_fits(self, inputs: np.ndarray) -> int:
        """As Network says: as many as the memory of the GPU that has least allows each lane.

        On the CPU one keeps all cores of its lane busy; MPS does not tell what is free.
        """
        if self.device != "cuda":
            return 1 if self.device == "cpu" else _TILES_OF_MPS
        self(inputs)  # sets up what every later call uses; moves to the CPU what does not fit
        if self.device != "cuda":
            return 1
        with self._lane() as lane, torch.inference_mode():
            torch.cuda.reset_peak_memory_stats(lane.device)
            before = torch.cuda.memory_allocated(lane.device)
            self._computed(lane, _forward, inputs)
            used = max(torch.cuda.max_memory_allocated(lane.device) - before, 1)
        torch.cuda.empty_cache()
        free = min(torch.cuda.mem_get_info(number)[0] for number in range(torch.cuda.device_count()))
        return int(min(max(free * _MEMORY_SHARE / _LANES_OF_A_GPU / used, 1), _MOST_TILES))

    def _open_lanes(self, *, everywhere: bool = False) -> None:
        if self.device == "cuda" and everywhere:
            devices = [f"cuda:{number}" for number in range(torch.cuda.device_count())]
            modules = [self.module, *(copy.deepcopy(self.module).to(device) for device in devices[1:])]
            pairs = list(zip(modules, devices)) * _LANES_OF_A_GPU
            lanes = [_Lane(module, device, torch.cuda.Stream(device)) for module, device in pairs]
        else:
            count = cpu_lanes()[0] if self.device == "cpu" else 1
            lanes = [_Lane(self.module, self.device, None)] * count
        self._lanes = len(lanes)
        self._free: SimpleQueue[_Lane] = SimpleQueue()
        for lane in lanes:
            self._free.put(lane)

    @contextmanager
    def _lane(self) -> Iterator[_Lane]:
        free = self._free  # another one after a move
        lane = free.get()
        try:
            yield lane
        finally:
            free.put(lane)

    def _fitting(self, work: Callable[[Any, Any], Any], inputs: np.ndarray) -> np.ndarray:
        """Do the work in parts that the device's memory can hold."""
        device = self.device
        try:
            with self._lane() as lane, torch.inference_mode():
                return self._computed(lane, work, inputs)
        except RuntimeError as error:
            if "out of memory" not in str(error) or (len(inputs) == 1 and device == "cpu"):
                raise
        # Outside the handler, so that the failed attempt's tensors are free.
        if device == "cuda":
            torch.cuda.empty_cache()
        if len(inputs) == 1:
            with self._moving:
                if self.device == device:
                    self.to("cpu")
            return self._fitting(work, inputs)
        middle = len(inputs) // 2
        return np.concatenate([self._fitting(work, half) for half in (inputs[:middle], inputs[middle:])])

    def _computed(self, lane: _Lane, work: Callable[[Any, Any], Any], inputs: np.ndarray) -> np.ndarray:
        dtype = getattr(torch, self.precision)
        tensor = torch.from_numpy(inputs)
        if lane.stream is None:
            batch = tensor.to(lane.device, dtype, memory_format=torch.channels_last)
            result = work(lane.module, batch).float().contiguous().cpu()
        else:
            with torch.cuda.stream(lane.stream):
                batch = tensor.pin_memory().to(lane.device, non_blocking=True)
                batch = batch.to(dtype, memory_format=torch.channels_last)
                found = work(lane.module, batch).float().contiguous()
                result = torch.empty(found.shape, pin_memory=True).copy_(found, non_blocking=True)
            lane.stream.synchronize()
        numbers: np.ndarray = result.numpy()
        return numbers


def _forward(module: Any, batch: Any) -> Any:  # noqa: ANN401
    return module(batch)
