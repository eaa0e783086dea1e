"""Rasters of a run that is cancelled or killed: the next one goes on with them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from surecover.core import outputs as module
from surecover.core import tilestore
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.grid import blocks
from surecover.core.legends import LegendEntry
from surecover.core.outputs import Outputs
from surecover.core.partials import remove_partials
from surecover.core.rasterwriter import RasterWriter
from tests import cog
from tests.core.test_outputs import EARLIER, JOB, grid, names

SHAPE = (2600, 1100)
LEGEND = [LegendEntry(value, str(value), (value, 0, 0)) for value in (1, 5, 9)]
INPUTS = "these inputs, this model"
UNFINISHED = [".map.unfinished.partial.tif", ".shares.unfinished.partial.tif"]
RESULTS = [
    "map.qmd", "map.qml", "map.sld", "map.stac.json", "map.tif", "map.tif.aux.xml",
    "shares.qmd", "shares.stac.json", "shares.tif",
]  # fmt: skip
TOP = slice(0, 1300), slice(0, SHAPE[1])
CLASSES = np.random.default_rng(0).choice(np.array([0, 1, 5, 9], np.uint8), SHAPE)


def begin(outputs: Outputs, folder: Path) -> tuple[RasterWriter, RasterWriter]:
    """A map and shares of two classes."""
    return (
        outputs.class_map(str(folder / "map.tif"), grid(*SHAPE), LEGEND),
        outputs.probabilities(str(folder / "shares.tif"), grid(*SHAPE), ["a", "b"]),
    )


def write(writers: tuple[RasterWriter, RasterWriter], until: int = SHAPE[0], height: int = 300) -> None:
    """Write what is not done yet, up to some row."""
    start = min(writer.rows_done for writer in writers)
    for rows, cols in blocks((until - start, SHAPE[1]), height):
        window = slice(rows.start + start, rows.stop + start), cols
        writers[0].write(CLASSES[window], window)
        writers[1].write(np.stack([CLASSES[window] * 10, CLASSES[window] * 20]), window)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run that was not interrupted."""
    folder = tmp_path_factory.mktemp("unbroken")
    with Outputs(JOB) as outputs:
        write(begin(outputs, folder))
    assert cog.faults(folder / "map.tif") == []
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("end", [Cancelled, ValueError, KeyboardInterrupt, MemoryError])
def test_a_run_that_ends_early_is_gone_on_with(
    tmp_path: Path, unbroken: dict[str, bytes], end: type[BaseException]
) -> None:
    with pytest.raises(end), Outputs(JOB, resume=INPUTS) as outputs:
        write(begin(outputs, tmp_path), until=1300)
        raise end
    assert names(tmp_path) == UNFINISHED
    with Outputs(JOB, resume=INPUTS) as outputs:
        writers = begin(outputs, tmp_path)
        assert [writer.rows_done for writer in writers] == [1024, 1024]
        write(writers, height=700)
        assert outputs.stale == []
    assert files(tmp_path) == unbroken


def test_a_run_that_is_cancelled_at_its_end_has_nothing_to_do_any_more(
    tmp_path: Path, unbroken: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(*_: object) -> None:
        raise Cancelled

    with monkeypatch.context() as patch, pytest.raises(Cancelled), Outputs(JOB, resume=INPUTS) as outputs:
        write(begin(outputs, tmp_path))
        patch.setattr(module.Outputs, "_publish", cancelled)
    assert names(tmp_path) == UNFINISHED
    with Outputs(JOB, resume=INPUTS) as outputs:
        assert [writer.rows_done for writer in begin(outputs, tmp_path)] == [2600, 2600]
    assert files(tmp_path) == unbroken


def test_a_raster_that_is_further_than_another_may_be_written_again(
    tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    with pytest.raises(Cancelled), Outputs(JOB, resume=INPUTS) as outputs:
        write(begin(outputs, tmp_path), until=2000)
        raise Cancelled
    (tmp_path / UNFINISHED[1]).unlink()
    with Outputs(JOB, resume=INPUTS) as outputs:
        writers = begin(outputs, tmp_path)
        assert [writer.rows_done for writer in writers] == [1536, 0]
        write(writers)
    assert files(tmp_path) == unbroken


def test_a_run_that_is_refused_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "map.tif").write_bytes(EARLIER)
    with pytest.raises(SureCoverError), Outputs(JOB, resume=INPUTS) as outputs:
        write(begin(outputs, tmp_path), until=1300)
        raise SureCoverError("The image holds nothing but nodata.")
    assert files(tmp_path) == {"map.tif": EARLIER}


def test_what_was_made_of_other_inputs_is_discarded_and_it_is_told(
    tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    with pytest.raises(Cancelled), Outputs(JOB, resume="other inputs") as outputs:
        write(begin(outputs, tmp_path), until=1300)
        raise Cancelled
    with Outputs(JOB, resume=INPUTS) as outputs:
        writers = begin(outputs, tmp_path)
        assert outputs.stale == [str(tmp_path / name) for name in ("map.tif", "shares.tif")]
        assert [writer.rows_done for writer in writers] == [0, 0]
        write(writers)
    assert files(tmp_path) == unbroken


def test_a_raster_of_another_size_or_kind_is_not_gone_on_with(tmp_path: Path) -> None:
    path = str(tmp_path / "map.tif")
    with pytest.raises(Cancelled), Outputs(JOB, resume=INPUTS) as outputs:
        outputs.raster(path, grid(4, 4), dtype="uint8").write(np.ones((4, 4), np.uint8), grid(4, 4).window)
        raise Cancelled
    for changed in ({"dtype": "uint16"}, {"dtype": "uint8", "nodata": 7}, {"dtype": "uint8", "count": 2}):
        with pytest.raises(Cancelled), Outputs(JOB, resume=INPUTS) as outputs:
            writer = outputs.raster(path, grid(4, 4), **changed)
            assert writer.rows_done == 0
            assert outputs.stale == [path]
            writer.write(np.ones((changed.get("count", 1), 4, 4), np.uint8), grid(4, 4).window)
            raise Cancelled


def test_two_runs_of_the_same_job_at_once_do_not_disturb_each_other(
    tmp_path: Path, unbroken: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Outputs(JOB, resume=INPUTS) as first:
        one = begin(first, tmp_path)
        write(one, until=1300)
        kept = (tmp_path / UNFINISHED[0]).read_bytes()
        with monkeypatch.context() as patch, Outputs(JOB, resume=INPUTS) as second:
            patch.setattr(os, "getpid", lambda: 1)
            two = begin(second, tmp_path)
            assert [writer.rows_done for writer in two] == [0, 0]
            assert second.stale == []
            write(two)
        assert (tmp_path / UNFINISHED[0]).read_bytes() == kept
        assert files(tmp_path).items() >= unbroken.items()
        write(one)
    assert files(tmp_path) == unbroken


def test_rows_count_as_done_when_they_lie_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Waiting for the disk takes long: once a row of tiles."""
    waits: list[int] = []
    monkeypatch.setattr(tilestore.os, "fsync", lambda _: waits.append(1))
    with pytest.raises(Cancelled), Outputs(JOB, resume=INPUTS) as outputs:
        writer = outputs.class_map(str(tmp_path / "map.tif"), grid(*SHAPE), LEGEND)
        for window in blocks(SHAPE, 512):
            writer.write(CLASSES[window], window)
            assert len(waits) == -(-writer.rows_done // 512)
        raise Cancelled
    assert len(waits) == 6 + 1


PROGRAM = """
import sys
import tests.conftest
from pathlib import Path
from surecover.core.outputs import Outputs
from tests.core import test_resume as own
folder = Path(sys.argv[1])
with Outputs(own.JOB, resume=own.INPUTS) as outputs:
    writers = own.begin(outputs, folder)
    print("begun", flush=True)
    own.write(writers)
"""


@pytest.mark.parametrize("wait", [0.0, 0.02, 0.05, 0.1])
def test_a_run_that_is_killed_at_any_moment_is_gone_on_with(
    tmp_path: Path, unbroken: dict[str, bytes], wait: float
) -> None:
    with subprocess.Popen(
        [sys.executable, "-B", "-c", PROGRAM, tmp_path],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True, env={**os.environ},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.kill()
    remove_partials([str(tmp_path / "map.tif")], process.pid)
    assert {*names(tmp_path)} <= {*UNFINISHED, *RESULTS}
    with Outputs(JOB, resume=INPUTS) as outputs:
        write(begin(outputs, tmp_path))
    assert files(tmp_path) == unbroken
