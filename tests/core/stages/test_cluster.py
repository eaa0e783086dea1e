"""The stage cluster: from a raster to a raster of cluster indexes."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import threadpoolctl

from surecover.core import grid
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.evidence.clustering import assign_windows
from surecover.core.progress import Progress
from surecover.core.stages import cluster
from surecover.core.stages.cluster import ClusterJob
from tests.files import facts, read_raster, write_raster


def clustered(path: str, tmp_path: Path, name: str = "k.tif", **settings: Any) -> dict[str, Any]:
    job = ClusterJob(input=path, output=str(tmp_path / name), **settings)
    job.check()
    return cluster.run(job, Progress())


def scene(rows: int = 90, cols: int = 70) -> np.ndarray:
    return np.random.default_rng(0).integers(1, 4000, (3, rows, cols)).astype(np.uint16)


def test_pixels_without_a_value_in_any_band_are_in_no_cluster(tmp_path: Path) -> None:
    values = scene()
    values[1, :5] = 0
    path = write_raster(tmp_path / "scene_20230810.tif", values, nodata=0)
    result = clustered(path, tmp_path, k=6)
    index = read_raster(result["OUTPUT"])
    assert result["CLUSTERS"] == 6
    assert index.dtype == np.uint8
    assert (index[:5] == 0).all()
    assert sorted(np.unique(index[5:])) == [1, 2, 3, 4, 5, 6]
    told = facts(result["OUTPUT"])
    assert told["nodata"] == 0
    assert json.loads(told["tags"]["SURECOVER_INPUTS"])[0]["date"] == "2023-08-10"


def test_nan_is_no_value(tmp_path: Path) -> None:
    values = scene().astype(np.float32)
    values[2, 0, :] = np.nan
    index = read_raster(clustered(write_raster(tmp_path / "a.tif", values), tmp_path, k=4)["OUTPUT"])
    assert (index[0] == 0).all()
    assert (index[1:] > 0).all()


def test_a_scene_classification_takes_no_part(tmp_path: Path) -> None:
    bands = scene()
    names = [f"B0{number}" for number in range(2, 2 + len(bands))]
    plain = write_raster(tmp_path / "plain.tif", bands, nodata=0, descriptions=names)
    scl = np.where(np.indices(bands.shape[1:])[0] < 10, 0, 4)[None].astype(bands.dtype)
    classified = np.concatenate([bands, scl])
    beside = write_raster(tmp_path / "beside.tif", classified, nodata=0, descriptions=[*names, "SCL"])
    first, second = (
        read_raster(clustered(path, tmp_path, f"{name}.tif", k=6)["OUTPUT"])
        for name, path in (("one", plain), ("two", beside))
    )
    assert (first > 0).any()
    np.testing.assert_array_equal(first, second)


def test_the_same_seed_gives_the_same_bytes_whatever_the_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_raster(tmp_path / "a.tif", scene(), nodata=0)
    whole = clustered(path, tmp_path, "whole.tif", k=20)["OUTPUT"]
    monkeypatch.setattr(cluster, "_windows", lambda raster: grid.blocks(raster.grid.shape, 16))
    by_windows = clustered(path, tmp_path, "whole2.tif", k=20)["OUTPUT"]
    assert (read_raster(whole) == read_raster(by_windows)).all()
    other_seed = clustered(path, tmp_path, "other.tif", k=20, seed=1)["OUTPUT"]
    assert (read_raster(whole) != read_raster(other_seed)).any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000)])
def test_the_smallest_and_the_thinnest_raster(tmp_path: Path, shape: tuple[int, int]) -> None:
    values = np.arange(1, shape[1] + 1, dtype=np.uint16).reshape(shape)
    result = clustered(write_raster(tmp_path / "a.tif", values, nodata=0), tmp_path, k=5)
    assert result["CLUSTERS"] == min(5, shape[1])
    assert (read_raster(result["OUTPUT"]) > 0).all()


def test_fewer_distinct_pixels_than_clusters_are_told(tmp_path: Path) -> None:
    told: list[object] = []
    path = write_raster(tmp_path / "a.tif", np.array([[10, 20, 30, 10]], np.uint8))
    job = ClusterJob(input=path, output=str(tmp_path / "k.tif"))
    assert cluster.run(job, Progress(lambda kind, value: told.append(value)))["CLUSTERS"] == 3
    assert read_raster(tmp_path / "k.tif").tolist() == [[1, 2, 3, 1]]
    assert any("3 clusters instead of 255" in str(text) for text in told)


def test_a_raster_without_valid_pixels_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", np.zeros((2, 4, 4), np.uint16), nodata=0)
    with pytest.raises(SureCoverError, match=r"Mosaic \(INPUT\) has no pixel with values in all bands"):
        clustered(path, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["a.tif"]


@pytest.mark.parametrize("asked", [1, 9, 15, 24])
def test_cancelling_stops_at_any_step_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    """Eight windows are sampled, then the clusters are fitted in five parts, then eight are assigned."""
    monkeypatch.setattr(cluster, "_windows", lambda raster: grid.blocks(raster.grid.shape, 32))
    path = write_raster(tmp_path / "a.tif", scene(64, 128), nodata=0)
    times = iter(range(1, 1000))
    job = ClusterJob(input=path, output=str(tmp_path / "k.tif"), k=40)
    with pytest.raises(Cancelled):
        cluster.run(job, Progress(cancelled=lambda: next(times) == asked))
    assert next(times) == asked + 1
    assert [file.name for file in tmp_path.iterdir()] == ["a.tif"]


def test_the_number_of_threads_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_raster(tmp_path / "a.tif", scene(), nodata=0)
    monkeypatch.setattr(cluster, "_windows", lambda raster: grid.blocks(raster.grid.shape, 16))
    maps = []
    for threads in (1, 2, 3):
        monkeypatch.setattr(cluster, "assign_windows", partial(assign_windows, threads=threads))
        with threadpoolctl.threadpool_limits(threads):
            maps.append(read_raster(clustered(path, tmp_path, k=20)["OUTPUT"]).tobytes())
    assert len(set(maps)) == 1


@pytest.mark.parametrize("k", [1, 256])
def test_the_number_of_clusters_has_limits(tmp_path: Path, k: int) -> None:
    path = write_raster(tmp_path / "a.tif", scene(4, 4))
    with pytest.raises(SureCoverError, match=rf"Number of clusters \(K\) is {k}; allowed: 2 to 255"):
        clustered(path, tmp_path, k=k)
