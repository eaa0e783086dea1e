"""The engine's side of the conversation: read a job, run its stage, tell how it goes."""

from __future__ import annotations

import ctypes
import os
import platform
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any, BinaryIO

from .. import VERSION
from ..errors import Cancelled, SureCoverError
from ..partials import remove_partials
from ..progress import Progress
from ..stages import stage
from . import protocol
from .environment import missing_packages

ORPHAN_GRACE_S = 2.0
"""How long a running job may take to stop once QGIS is gone."""

_PROGRESS_EVERY_S = 0.1


class Worker:
    """Runs one job after the other.

    Args:
        lines: Where messages arrive.
        channel: Where messages go.
        find_stage: Gives the module of a stage by its name.
    """

    def __init__(
        self, lines: BinaryIO, channel: BinaryIO, find_stage: Callable[[str], ModuleType] = stage
    ) -> None:
        self._lines = lines
        self._channel = channel
        self._find_stage = find_stage
        self._jobs: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._cancelled = threading.Event()
        self._targets: list[str] = []
        self._told_progress = 0.0

    def serve(self) -> None:
        """Say hello, then run jobs until there is nobody left to send any."""
        threading.Thread(target=self._listen, daemon=True).start()
        self._tell(
            "hello", protocol=protocol.PROTOCOL, version=VERSION, python=platform.python_version(),
            pid=os.getpid(), missing=missing_packages(),
        )  # fmt: skip
        while (message := self._jobs.get()) is not None:
            self._write(self._outcome(message))
            _give_memory_back()

    def _listen(self) -> None:
        with suppress(ValueError):  # half a line: QGIS was killed while writing it
            for line in self._lines:
                message = protocol.decode(line)
                if message["type"] == "job":
                    self._cancelled.clear()
                    self._jobs.put(message)
                elif message["type"] == "cancel":
                    self._cancelled.set()
        self._cancelled.set()
        self._jobs.put(None)
        time.sleep(ORPHAN_GRACE_S)
        remove_partials(self._targets, os.getpid())
        os._exit(1)

    def _outcome(self, message: dict[str, Any]) -> bytes:
        """Run the job; the line that tells its end."""
        try:
            return protocol.encode("result", values=self._run(message))
        except Cancelled:
            return protocol.encode("error", kind="cancelled", message="The run was cancelled.")
        except SureCoverError as error:
            return protocol.encode("error", kind="user", message=" ".join(str(error).splitlines()))
        except Exception as error:
            if _out_of_memory(error):
                return protocol.encode("error", kind="user", message=_OUT_OF_MEMORY)
            summary = traceback.format_exception_only(type(error), error)[-1].strip()
            return protocol.encode("error", kind="defect", message=summary, traceback=traceback.format_exc())
        finally:
            self._targets = []

    def _run(self, message: dict[str, Any]) -> dict[str, Any]:
        os.chdir(message["folder"])
        module = self._find_stage(message["stage"])
        job = module.JOB.from_dict(message)
        job.check()
        self._targets = [path for _, path in job.paths("target")]
        values: dict[str, Any] = module.run(job, Progress(self._emit, self._cancelled.is_set))
        return values

    def _emit(self, kind: str, value: Any) -> None:  # noqa: ANN401 - as Progress emits it
        if kind != "progress":
            self._tell(kind, text=value)
        elif (now := time.monotonic()) - self._told_progress >= _PROGRESS_EVERY_S:
            self._told_progress = now
            self._tell(kind, fraction=value[0], remaining=value[1])

    def _tell(self, kind: str, /, **values: Any) -> None:  # noqa: ANN401 - any JSON value
        self._write(protocol.encode(kind, **values))

    def _write(self, line: bytes) -> None:
        try:
            self._channel.write(line)
            self._channel.flush()
        except OSError:  # QGIS is gone; the end of the lines, which follows, stops the job
            self._cancelled.set()


_OUT_OF_MEMORY = (
    "The engine ran out of memory; close other programs, or process a smaller area or fewer images at once."
)


def _out_of_memory(error: Exception) -> bool:
    return (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"  # torch, on a GPU
        or "can't allocate memory" in str(error)  # torch, on the CPU
    )


def _give_memory_back() -> None:
    """Keep no freed memory while waiting; glibc would, see `environment.engine_variables`."""
    with suppress(OSError, AttributeError, TypeError):  # no glibc
        ctypes.CDLL(None).malloc_trim(0)


def main(find_stage: Callable[[str], ModuleType] = stage) -> None:
    """Talk on the standard streams, which libraries can no longer reach: they print to stderr."""
    lines, channel = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    Worker(lines, channel, find_stage).serve()
    os._exit(0)  # nothing is left to be done, and torch takes up to a second to take itself apart
