"""Jobs done by the workers of a Dask cluster: as one computer does them, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.farm import client as farm_client
from surecover.core.farm import software
from surecover.core.farm.client import farm_of
from surecover.core.farm.task import check_seen
from surecover.core.job import Job
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import classify, cluster, correct
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.cluster import ClusterJob
from surecover.core.stages.correct import CorrectJob
from tests.farming import connected, running
from tests.files import read_raster, write_raster
from tests.models_fixture import BARREN, FOREST, GRASS, INDUSTRIAL, OTHER, WATER, smp_model

pytest.importorskip("distributed")

NAMES = ("B02", "B03", "B04", "B08")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a scheduler with two workers."""
    with running(tmp_path_factory.mktemp("cluster"), workers=2) as address:
        yield address


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that even these rasters have several for each worker."""
    monkeypatch.setattr(classify, "_TILES_OF_A_PART", 1)
    monkeypatch.setattr(cluster, "_WINDOWS_OF_A_PART", 1)
    monkeypatch.setattr(cluster, "_windows", lambda raster: cluster.blocks(raster.grid.shape, 128))
    monkeypatch.setattr(correct, "_shares_of", lambda memory: (64, 2**20))


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Reflectance of 333 × 205 pixels, a corner of them without data."""
    pixels = np.random.default_rng(0).random((4, 333, 205)).astype(np.float32)
    pixels[:, :90, :70] = np.nan
    path = tmp_path_factory.mktemp("image") / "image_20230810.tif"
    return write_raster(path, pixels, descriptions=NAMES)


@pytest.fixture(scope="module")
def themes(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Two models of one theme each."""
    folder = tmp_path_factory.mktemp("themes")
    classes = {"one": (OTHER, WATER, GRASS), "two": (OTHER, FOREST, INDUSTRIAL)}
    return tuple(str(smp_model(folder / name, ids, id=name, halo=8)) for name, ids in classes.items())


@pytest.fixture
def classifying(image: str, themes: tuple[str, ...], tmp_path: Path) -> ClassifyJob:
    outputs = {name: str(tmp_path / f"{name}.tif") for name in ("map", "probabilities")}
    return ClassifyJob(input=image, models=themes, residual=str(BARREN), runtime="torch", **outputs)


def pixels(results: dict[str, Any]) -> dict[str, Any]:
    """What a stage has returned, with the pixels of the rasters."""
    return {key: read_raster(value) if isinstance(value, str) else value for key, value in results.items()}


def assert_same(stage: Any, job: Job, scheduler: str, progress: Progress | None = None) -> None:
    """The workers make what this process makes."""
    job.check()
    expected = pixels(stage.run(job, Progress()))
    found = pixels(stage.run(replace(job, scheduler=scheduler), progress or Progress()))
    assert found.keys() == expected.keys()
    for key, values in expected.items():
        np.testing.assert_array_equal(found[key], values, key)
        assert not isinstance(values, np.ndarray) or len(np.unique(values)) > 1


def mask_of(folder: Path) -> str:
    cloudy = np.random.default_rng(1).random((34, 21)) < 0.3
    return write_raster(folder / "mask.tif", cloudy.repeat(10, 0).repeat(10, 1)[:333, :205].astype(np.uint8))


def triangle(folder: Path) -> str:
    corners = [[500_300, 4_999_900], [501_900, 4_998_500], [500_200, 4_997_000], [500_300, 4_999_900]]
    feature = {
        "type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [corners]}
    }  # fmt: skip
    crs = {"type": "name", "properties": {"name": "EPSG:32633"}}
    path = folder / "area.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
    return str(path)


def test_a_run_that_was_interrupted_here_goes_on_there(
    classifying: ClassifyJob, scheduler: str, tmp_path: Path
) -> None:
    image = np.random.default_rng(0).random((4, 1300, 70)).astype(np.float32)
    job = replace(classifying, input=write_raster(tmp_path / "high.tif", image, descriptions=NAMES))
    expected = pixels(classify.run(job, Progress()))
    done: list[float] = []
    here = Progress(
        lambda kind, value: done.append(value[0]) if kind == "progress" else None,  # type: ignore[index]
        lambda: bool(done) and done[-1] > 0.6,
    )
    with pytest.raises(Cancelled):
        classify.run(job, here)
    said: list[object] = []
    there = Progress(lambda kind, value: said.append(value))
    found = pixels(classify.run(replace(job, scheduler=scheduler), there))
    assert "Going on from row 512 of 1300, where an interrupted run stopped." in said
    for key, values in expected.items():
        np.testing.assert_array_equal(found[key], values, key)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("asked", ["everything", "mask", "area", "extent"])
def test_classify(classifying: ClassifyJob, scheduler: str, tmp_path: Path, asked: str) -> None:
    changes = {
        "everything": {},
        "mask": {"mask": mask_of(tmp_path)},
        "area": {"area": triangle(tmp_path)},
        "extent": {"extent": "500333,501777,4997111,4999222"},
    }
    assert_same(classify, replace(classifying, **changes[asked]), scheduler)


def test_cluster(image: str, scheduler: str, tmp_path: Path) -> None:
    assert_same(cluster, ClusterJob(input=image, k=20, output=str(tmp_path / "k.tif")), scheduler)


def correcting(folder: Path, **settings: Any) -> CorrectJob:
    """A river with gaps in a land of patches, half of which an old map knows."""
    rng = np.random.default_rng(3)
    rows, cols = np.indices((240, 200))
    patches = np.where(rng.random((30, 25)) < 0.15, np.uint8(FOREST), np.uint8(GRASS))
    known = np.where(rng.random(patches.shape) < 0.5, patches, np.uint8(INDUSTRIAL))
    river = np.abs(cols - 100 - 40 * np.sin(rows / 25)) < 3
    now, old = (np.where(river, WATER, part.repeat(8, 0).repeat(8, 1)) for part in (patches, known))
    dry = rows % 30 < 6
    old[dry] = INDUSTRIAL
    clusters = now * 20 + cols // 50 + rng.integers(0, 2, now.shape) + 100 * dry * river
    tags = load_scheme("basic6").tags()
    paths = {
        name: write_raster(folder / f"{name}.tif", values.astype(np.uint8), nodata=0, tags=tags)
        for name, values in (("map", now), ("external", old), ("cluster_map", clusters))
    }
    outputs = {name: str(folder / f"{name}_out.tif") for name in ("corrected", "reliability", "evidence")}
    return CorrectJob(**paths, **outputs, radius=20, min_pixels=3, max_gap=12, **settings)


@pytest.mark.parametrize("local_radius", [0, 4])
def test_correct(scheduler: str, tmp_path: Path, local_radius: int) -> None:
    job = correcting(tmp_path, local_radius=local_radius)
    assert_same(correct, job, scheduler)
    kinds = set(np.unique(read_raster(job.evidence)))
    assert kinds >= {1, 2, 3, 5, 6}, "agreeing, connected, matched, rejected and linked pixels"


def tasks(dask: Any) -> list[str]:
    return dask.run_on_scheduler(lambda dask_scheduler: [str(key) for key in dask_scheduler.tasks])


def test_a_cancelled_run_leaves_no_task_and_no_file(
    classifying: ClassifyJob, scheduler: str, tmp_path: Path
) -> None:
    asked = threading.Event()

    def ask(kind: str, value: Any) -> None:
        if kind == "progress" and value[0] > 0.3:
            asked.set()

    with pytest.raises(Cancelled):
        classify.run(replace(classifying, scheduler=scheduler), Progress(ask, asked.is_set))
    assert list(tmp_path.iterdir()) == []
    with connected(scheduler) as dask:
        assert ends_soon(lambda: tasks(dask))


def ends_soon(condition: Callable[[], Any], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not condition()


def test_what_a_worker_cannot_read_is_told_as_on_one_computer(scheduler: str, tmp_path: Path) -> None:
    values = np.random.default_rng(0).integers(1, 4000, (3, 300, 300)).astype(np.uint16)
    path = Path(write_raster(tmp_path / "broken.tif", values, nodata=0))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    job = ClusterJob(input=str(path), output=str(tmp_path / "k.tif"))
    with pytest.raises(SureCoverError) as here:
        cluster.run(job, Progress())
    with pytest.raises(SureCoverError) as there:
        cluster.run(replace(job, scheduler=scheduler), Progress())
    assert str(there.value) == str(here.value)


def test_workers_of_other_versions_are_refused(
    classifying: ClassifyJob, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = {"numpy": "0.9", "torch": "0.4"}
    known = software.version
    monkeypatch.setattr(software, "version", lambda name: older.get(name) or known(name))
    software.software.cache_clear()
    message = r"^The worker tcp://\S+ has numpy \S+, torch \S+; this computer has numpy 0.9, torch 0.4, .*\.$"
    with pytest.raises(SureCoverError, match=message):
        classify.run(replace(classifying, scheduler=scheduler), Progress())
    software.software.cache_clear()


def test_a_worker_that_is_killed_changes_nothing(classifying: ClassifyJob, scheduler: str) -> None:
    with connected(scheduler) as dask:
        before = dask.run(os.getpid)

    def kill(kind: str, value: Any) -> None:
        if kind == "progress" and value[0] > 0.3 and victims:
            os.kill(victims.pop(), signal.SIGKILL)

    victims = list(before.values())[:1]
    assert_same(classify, classifying, scheduler, Progress(kill))
    assert not victims
    with connected(scheduler) as dask:
        dask.wait_for_workers(2, timeout=30)
        assert set(dask.run(os.getpid).values()) != set(before.values())


def test_an_address_where_nobody_answers_is_refused(
    classifying: ClassifyJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm_client, "CONNECT_S", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        message = rf"^Dask scheduler address \(SCHEDULER\) {address} does not answer .*check it, or leave"
        with pytest.raises(SureCoverError, match=message):
            classify.run(replace(classifying, scheduler=address), Progress())


@pytest.mark.parametrize(
    "address", ["nonsense://here", "host:port", "host:99999", "no-such-host.invalid:8786"]
)
def test_what_is_no_address_is_refused(
    classifying: ClassifyJob, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(farm_client, "CONNECT_S", 0.5)
    with pytest.raises(SureCoverError, match=f"{address} does not answer"):
        classify.run(replace(classifying, scheduler=address), Progress())


def test_a_scheduler_without_workers_is_refused(classifying: ClassifyJob, tmp_path: Path) -> None:
    with (
        running(tmp_path, workers=0) as address,
        pytest.raises(SureCoverError, match=r"has no worker; start some on the computers that shall help"),
    ):
        classify.run(replace(classifying, scheduler=address), Progress())


def test_without_the_package_distributed_an_address_is_refused(
    classifying: ClassifyJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farm_client, "find_spec", lambda name: None)
    with pytest.raises(SureCoverError, match="lacks the package distributed; install it with"):
        classify.run(replace(classifying, scheduler="127.0.0.1:8786"), Progress())


def test_inputs_that_a_worker_does_not_see_are_refused(classifying: ClassifyJob) -> None:
    with pytest.raises(
        SureCoverError, match=r"^Mask \(MASK\) is not seen by the worker on .*: /only/here.tif"
    ):
        check_seen(replace(classifying, mask="/only/here.tif"))
    check_seen(replace(classifying, mask="/vsicurl/https://example.com/mask.tif"))


def test_a_job_without_an_address_stays_on_this_computer(classifying: ClassifyJob) -> None:
    with farm_of(classifying) as farm:
        assert farm is None
