"""An engine whose stages misbehave on purpose; run by path in place of the real one."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[3]))
import tests.conftest  # noqa: F401 - makes this checkout importable as surecover
from surecover.core import outputs as writing
from surecover.core.engine import worker
from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid
from surecover.core.job import Job, setting, target
from surecover.core.outputs import Outputs
from surecover.core.partials import unfinished_name
from surecover.core.progress import Progress


@dataclass(frozen=True)
class PlayJob(Job):
    stage = "play"

    deed: str = setting("succeed", "text", "Deed")
    text: str = setting("", "text", "Text")
    output: str = target("new raster", "Output")


def run(job: PlayJob, progress: Progress) -> dict[str, Any]:
    with Outputs(job) as outputs:
        if job.output:
            outputs.raster(job.output, Grid("", (1, 0, 0, 0, -1, 0), 64, 64), dtype="uint8")
        progress.log("begun")
        return DEEDS[job.deed](job, progress)


def _tiles(job: PlayJob, progress: Progress) -> dict[str, Any]:
    for _ in progress.each(range(600)):
        time.sleep(0.1)
    return {}


def _deaf(job: PlayJob, progress: Progress) -> dict[str, Any]:
    time.sleep(60)
    return {}


def _keep(job: PlayJob, progress: Progress) -> dict[str, Any]:
    unfinished_name(Path(job.output)).touch()
    return _deaf(job, progress)


def _die(job: PlayJob, progress: Progress) -> dict[str, Any]:
    sys.stderr.write("last words\n")
    os.kill(os.getpid(), 9)
    return {}


def _exit(job: PlayJob, progress: Progress) -> dict[str, Any]:
    os._exit(7)


def _noise(job: PlayJob, progress: Progress) -> dict[str, Any]:
    sys.stdout.write("a library prints\n")
    os.write(1, b"and so does its C code\n")
    subprocess.run([sys.executable, "-c", "print('and a child', input)"], check=True)
    ctypes.CDLL(None).puts(b"buffered by C")
    return {"NOISE": 1}


def _wrong(job: PlayJob, progress: Progress) -> dict[str, Any]:
    raise SureCoverError(job.text)


def _defect(job: PlayJob, progress: Progress) -> dict[str, Any]:
    return {"RATIO": 1 / 0}


def _memory(job: PlayJob, progress: Progress) -> dict[str, Any]:
    raise MemoryError


def _unjson(job: PlayJob, progress: Progress) -> dict[str, Any]:
    return {"SET": {1, 2}}


def _echo(job: PlayJob, progress: Progress) -> dict[str, Any]:
    progress.log(job.text)
    progress.warn(job.text)
    return {"TEXT": job.text}


def _flood(job: PlayJob, progress: Progress) -> dict[str, Any]:
    for done in range(100_000):
        progress.report(done / 100_000)
    return {}


def _describe(job: PlayJob, progress: Progress) -> dict[str, Any]:
    return {"VARIABLES": dict(os.environ), "PID": os.getpid(), "FOLDER": str(Path.cwd())}


DEEDS = {
    "tiles": _tiles, "deaf": _deaf, "keep": _keep, "die": _die, "exit": _exit, "noise": _noise,
    "wrong": _wrong, "defect": _defect, "memory": _memory, "unjson": _unjson,
    "echo": _echo, "flood": _flood, "describe": _describe,
}  # fmt: skip


def find_stage(name: str) -> ModuleType:
    return SimpleNamespace(JOB=PlayJob, run=run)  # type: ignore[return-value]


if __name__ == "__main__":
    writing.what_is = lambda job, path: ("Output", "")  # these stages have no help files
    worker.main(find_stage)
