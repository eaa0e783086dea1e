"""QGIS's side of the conversation with the engine process; only the standard library."""

from __future__ import annotations

import atexit
import math
import os
import queue
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from .. import VERSION
from ..errors import Cancelled, SureCoverError
from ..job import Job
from ..partials import GO_ON, is_unfinished, remove_partials
from . import environment, processes, protocol

START_S = 60.0
"""How long a new engine process may take to say hello."""

CANCEL_GRACE_S = 1.4
"""How long a cancelled job may take to stop before its process is killed."""

IDLE_S = 900.0
"""How long an engine process with nothing to do is kept."""

_POLL_S = 0.1
_LOG_LINES = 200
_SCRIPT = Path(__file__).with_name("__main__.py")

OnEvent = Callable[[str, Any], None]
"""Receives ("progress", (fraction, remaining_s or None)), ("log", text) and ("warning", text)."""


class EngineDefect(Exception):
    """A stage failed in a way that is a defect of SureCover; holds the engine's traceback."""


class Engine:
    """Runs jobs in an engine process that is started on demand and kept for the next job.

    Jobs run one after the other: a second one waits, so that two never share memory and cores.

    Args:
        python: The Python to run it with; "" looks one up. May be set at any time.
        script: What that Python runs.
        idle_s: How long an idle process is kept, seconds.
    """

    def __init__(self, python: str = "", script: Path = _SCRIPT, idle_s: float = IDLE_S) -> None:
        self.python = python
        self._script = script
        self._idle_s = idle_s
        self._idle = threading.Timer(0, self._retire)
        self._process: _Process | None = None
        self._busy = threading.Lock()
        atexit.register(self.shutdown)

    def run(
        self,
        job: Job,
        on_event: OnEvent = lambda kind, value: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> dict[str, Any]:
        """Run a job and return what its stage returns.

        Args:
            job: What to do.
            on_event: Told how it goes, in the calling thread.
            cancelled: Asked about ten times a second, in the calling thread.

        Raises:
            SureCoverError: The user can put it right, or the process was killed.
            Cancelled: `cancelled` returned True; within two seconds, and no results were written.
            EngineDefect: The stage failed otherwise.
        """
        while not self._busy.acquire(timeout=_POLL_S):
            if cancelled():
                raise Cancelled
        try:
            self._idle.cancel()
            return self._run(job, on_event, cancelled)
        finally:
            self._idle = threading.Timer(self._idle_s, self._retire)
            self._idle.daemon = True
            self._idle.start()
            self._busy.release()

    def shutdown(self) -> None:
        """End the engine process, with whatever it is doing; a later run starts a new one."""
        self._idle.cancel()
        process, self._process = self._process, None
        if process is not None:
            process.close()

    def _retire(self) -> None:
        if self._busy.acquire(blocking=False):
            try:
                self.shutdown()
            finally:
                self._busy.release()

    def _run(self, job: Job, on_event: OnEvent, cancelled: Callable[[], bool]) -> dict[str, Any]:
        process = self._ready(cancelled)
        targets = [path for _, path in job.paths("target")]
        ending: dict[str, Any] | None = None
        try:
            process.send("job", **job.to_dict(), folder=str(Path.cwd()))
            ending = process.follow(on_event, cancelled)
        finally:
            if ending is None:
                self._process = None
                process.kill()
                remove_partials(targets, process.pid)
        if ending is None:
            if any(map(is_unfinished, targets)):  # a killed process cannot tell
                on_event("log", f"What is finished is kept; {GO_ON}.")
            if process.cancelling:
                raise Cancelled
            for line in process.log:
                on_event("log", line)
            raise SureCoverError(_epitaph(process.returncode))
        return _values(ending)

    def _ready(self, cancelled: Callable[[], bool]) -> _Process:
        """The process that waits for a job; a new one where there is none for this Python."""
        python = environment.find_interpreter(self.python)
        if self._process is not None and self._process.is_ready(python):
            return self._process
        self.shutdown()
        process = _Process(python, self._script)
        try:
            process.greet(cancelled)
        except BaseException:
            process.kill()
            raise
        self._process = process
        return process


class _Process:
    """One engine process, and the threads that take in what it says."""

    def __init__(self, python: str, script: Path) -> None:
        self.python = python
        self.cancelling = False
        self.log: deque[str] = deque(maxlen=_LOG_LINES)
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        try:
            self._popen = subprocess.Popen(  # a list, no shell # nosec B603
                [python, "-u", str(script)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env=environment.engine_variables(os.environ),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,  # Ctrl+C in a terminal is for QGIS; the engine is told by it
            )  # fmt: skip
        except OSError as error:
            raise SureCoverError(_not_started(python, str(error))) from error
        self.pid = self._popen.pid
        self._stdin, stdout, stderr = cast(
            "tuple[IO[bytes], ...]", (self._popen.stdin, self._popen.stdout, self._popen.stderr)
        )
        self._readers = [
            threading.Thread(target=self._read_messages, args=(stdout,), daemon=True),
            threading.Thread(target=self._read_log, args=(stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def returncode(self) -> int | None:
        """Exit status; minus the signal's number if one killed it; None while it runs."""
        return self._popen.poll()

    def is_ready(self, python: str) -> bool:
        """Whether it lives and runs this Python."""
        return self.python == python and self.returncode is None

    def greet(self, cancelled: Callable[[], bool]) -> None:
        """Wait until the process is ready for jobs.

        Raises:
            SureCoverError: It does not start, is of another version, or lacks packages.
            Cancelled: The user asked to stop.
        """
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if cancelled():
                raise Cancelled
            message = self._receive()
            if message["type"] == "gone":
                reason = self.log[-1] if self.log else f"exit code {self.returncode}"
                raise SureCoverError(_not_started(self.python, reason))
            if message["type"] == "hello":
                self._check_hello(message)
                return
        raise SureCoverError(_not_started(self.python, f"no answer in {START_S:.0f} s"))

    def _check_hello(self, hello: dict[str, Any]) -> None:
        if (hello["protocol"], hello["version"]) != (protocol.PROTOCOL, VERSION):
            raise SureCoverError(
                f"The engine is SureCover {hello['version']}, the plugin {VERSION}; "
                "restart QGIS so that both are the same."
            )
        if tuple(map(int, hello["python"].split(".")[:2])) < environment.MINIMUM_PYTHON:
            least = ".".join(map(str, environment.MINIMUM_PYTHON))
            raise SureCoverError(
                f"The engine's Python ({self.python}) is {hello['python']}, {least} or later is needed; "
                f"choose another one under {environment.DIALOG} (Own Python)."
            )
        environment.refuse_missing(self.python, hello["missing"])
        self.pid = hello["pid"]  # a virtual environment's python.exe on Windows is only a launcher

    def follow(self, on_event: OnEvent, cancelled: Callable[[], bool]) -> dict[str, Any] | None:
        """Pass events on until the job ends; return the last message, None when there is none."""
        self.cancelling = False
        deadline = math.inf
        while time.monotonic() < deadline:
            message = self._receive()
            kind = message["type"]
            if kind in ("result", "error"):
                return message
            if kind == "gone":
                return None
            if kind == "progress":
                on_event(kind, (message["fraction"], message["remaining"]))
            elif kind in ("log", "warning"):
                on_event(kind, message["text"])
            if not self.cancelling and cancelled():
                self.cancelling = True
                deadline = time.monotonic() + CANCEL_GRACE_S
                self.send("cancel")
        return None

    def send(self, kind: str, /, **values: Any) -> None:  # noqa: ANN401 - any JSON value
        """Tell the process something; if it is gone, that shows when listening."""
        with suppress(OSError, ValueError):  # ValueError: another thread has closed the stream
            self._stdin.write(protocol.encode(kind, **values))
            self._stdin.flush()

    def close(self) -> None:
        """Let the process end by itself, or kill it when it does not."""
        with suppress(OSError):
            self._stdin.close()
        try:
            self._popen.wait(CANCEL_GRACE_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process, and those it started, at once."""
        processes.kill(self._popen)
        with suppress(OSError):
            self._stdin.close()

    def _receive(self) -> dict[str, Any]:
        """The next message: "quiet" when none came for a moment, "gone" when none will come."""
        try:
            message = self._messages.get(timeout=_POLL_S)
            return self._gone() if message["type"] == "gone" else message
        except queue.Empty:
            return {"type": "quiet"} if self.returncode is None else self._gone()

    def _gone(self) -> dict[str, Any]:
        """Let the last words and the exit status of a process that is ending arrive."""
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(1)
        for reader in self._readers:
            reader.join(_POLL_S)
        return {"type": "gone"}

    def _read_messages(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                try:
                    self._messages.put(protocol.decode(line))
                except ValueError:  # noqa: PERF203 - printed before the worker took over, say by a .pth file
                    self.log.append(line.decode(errors="replace").rstrip())
        self._messages.put({"type": "gone"})

    def _read_log(self, stream: IO[bytes]) -> None:
        with stream:
            for line in iter(lambda: stream.readline(2000), b""):
                self.log.append(line.decode(errors="replace").rstrip())


def _values(ending: dict[str, Any]) -> dict[str, Any]:
    if ending["type"] == "result":
        values: dict[str, Any] = ending["values"]
        return values
    if ending["kind"] == "cancelled":
        raise Cancelled
    if ending["kind"] == "user":
        raise SureCoverError(ending["message"])
    raise EngineDefect(f"{ending['message']}\n\nIn the engine:\n{ending['traceback']}")


def _epitaph(returncode: int | None) -> str:
    if returncode is not None and returncode < 0:
        name = signal.Signals(-returncode).name
        if name == "SIGKILL":
            return (
                "The engine was killed by the system (SIGKILL), most likely because memory ran out; "
                "close other programs or process a smaller area, then run again."
            )
        return f"The engine crashed ({name}); run again, and report it with the log if it recurs."
    return f"The engine ended in mid-run (exit code {returncode}); run again, and report it if it recurs."


def _not_started(python: str, reason: str) -> str:
    return (
        f"The engine could not be started with {python} ({reason}); "
        f"choose another Python under {environment.DIALOG}, or none to have it looked up."
    )


_ENGINE = Engine()


def engine() -> Engine:
    """The engine that everything in this QGIS shares."""
    return _ENGINE
