"""Ending a process together with those that it started."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started with `start_new_session`, and those it started, at once."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        subprocess.run(  # a list, no shell # nosec B603
            [str(killer), "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
        )
        process.kill()
    process.wait()
