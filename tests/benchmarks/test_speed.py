"""Where the time of a run goes: each stage of the chain on one generated scene."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from surecover.core import RESOURCES
from surecover.core.progress import Progress
from surecover.core.stages import demodata, produce

MODEL = RESOURCES / "models" / "demonstration"
SIZE = 1024


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scene") / "data"
    demodata.run(demodata.JOB(size=SIZE, dates=3, seed=42, folder=str(folder)), Progress())
    return folder


def test_share_of_each_stage(scene: Path, tmp_path: Path) -> None:
    job = produce.JOB(
        images=tuple(map(str, sorted(scene.glob("s2_*.tif")))),
        masks=tuple(map(str, sorted(scene.glob("scl_*.tif")))),
        models=(str(MODEL),), external=str(scene / "external_map.tif"), folder=str(tmp_path / "out"),
    )  # fmt: skip
    marks: list[tuple[str, float]] = []

    def emit(kind: str, value: object) -> None:
        if kind == "log" and (begins := re.match(r"([a-z]+): \S+\.", str(value))):
            marks.append((begins[1], time.perf_counter()))

    start = time.perf_counter()
    produce.run(job, Progress(emit))
    marks.append(("", time.perf_counter()))
    seconds: dict[str, float] = {}
    for (stage, begin), (_, end) in zip(marks, marks[1:]):
        seconds[stage] = seconds.get(stage, 0.0) + end - begin
    total = marks[-1][1] - start
    print(f"\n== produce, {SIZE} x {SIZE} px, 3 dates, 10 bands: {total:.1f} s")
    for stage, spent in seconds.items():
        print(f"{stage:10} {spent:6.1f} s  {spent / total:6.1%}  {spent / SIZE**2 * 1e6:6.2f} s/Mpx")
