"""Running harmonise in tests."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import Polygon, box

from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid
from surecover.core.progress import Progress
from surecover.core.stages.harmonise import HarmoniseJob, run
from tests.files import UTM33, read_raster

GRID = Grid(UTM33, (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), 6, 8)
"""A grid of 6 rows and 8 columns at 10 m."""


def cell(rows: tuple[int, int], cols: tuple[int, int]) -> Polygon:
    """The rectangle over rows and columns of GRID, stop exclusive."""
    return box(*GRID.xy(rows[1], cols[0]), *GRID.xy(rows[0], cols[1]))


def told(source: str, **settings: Any) -> tuple[dict[str, Any], list[str], list[str]]:
    """What a run returns, warns of and logs."""
    said: dict[str, list[str]] = {"warning": [], "log": []}

    def hear(kind: str, value: object) -> None:
        if kind in said:
            said[kind].append(str(value))

    job = HarmoniseJob(input=source, **settings)
    job.check()
    return run(job, Progress(hear)), said["warning"], said["log"]


def legend_of(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a written legend by code."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row.pop("code"): row for row in csv.DictReader(file)}


def harmonised(
    tmp_path: Path, source: str, **settings: Any
) -> tuple[np.ndarray, list[str], dict[str, list[str]]]:
    """The map, the warnings, and by code its name, class id, class name and pixels."""
    output, legend = tmp_path / "out.tif", tmp_path / "out.csv"
    _, warnings, _ = told(source, output=str(output), legend=str(legend), **settings)
    return (
        read_raster(output),
        warnings,
        {code: list(row.values())[:4] for code, row in legend_of(legend).items()},
    )


def refused(tmp_path: Path, source: str, **settings: Any) -> str:
    """The sentence of the refusal; nothing may have been written."""
    with pytest.raises(SureCoverError) as caught:
        harmonised(tmp_path, source, **settings)
    assert not list(tmp_path.glob("out*"))
    assert not list(tmp_path.glob(".*partial*"))
    return str(caught.value)
