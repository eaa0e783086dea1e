"""The engine and rasters on the web: it can be stopped while it waits, and forgets what was not there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from surecover.core.engine.client import Engine
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.stages.mosaic import MosaicJob
from tests.files import read_raster, write_raster
from tests.webserver import serving


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    yield engine
    engine.shutdown()


def test_a_file_that_was_not_there_is_found_once_it_is(engine: Engine, tmp_path: Path) -> None:
    values = np.full((1, 8, 8), 2000, np.uint16)
    with serving(tmp_path) as address:
        job = MosaicJob(images=(f"{address}ranges/late.tif",), output=str(tmp_path / "mosaic.tif"))
        with pytest.raises(SureCoverError, match=r"late.tif \(HTTP response code: 404\); check the address"):
            engine.run(job)
        write_raster(tmp_path / "late.tif", values, nodata=0)
        engine.run(job)
    assert (read_raster(tmp_path / "mosaic.tif") == values[0]).all()


def test_a_run_is_cancelled_within_two_seconds_while_a_server_does_not_answer(
    engine: Engine, tmp_path: Path
) -> None:
    with serving(tmp_path) as address:
        job = MosaicJob(images=(f"{address}stalled/a.tif",), output=str(tmp_path / "mosaic.tif"))
        asked: list[float] = []

        def cancelled() -> bool:
            if time.monotonic() - began > 3:  # it waits for the server by then
                asked.append(time.monotonic())
            return bool(asked)

        began = time.monotonic()
        with pytest.raises(Cancelled):
            engine.run(job, cancelled=cancelled)
        assert time.monotonic() - asked[0] < 2
    assert list(tmp_path.iterdir()) == []
