"""The reference of the benchmarks is right: equal to the rules in plain loops, and to SureCover."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from surecover.core.progress import Progress
from surecover.core.stages import cluster, correct, fuse
from tests.benchmarks import straightforward
from tests.benchmarks.scene import landscape, write_scene
from tests.core.oracle_correction import Options, evidence_of_class
from tests.files import read_raster


@pytest.mark.parametrize("connectivity", [4, 8])
@pytest.mark.parametrize("seed", range(4))
def test_its_judging_of_a_class_equals_the_rules_in_plain_loops(seed: int, connectivity: int) -> None:
    random = np.random.default_rng(seed)
    coarse = random.random((8, 8)).repeat(5, axis=0).repeat(5, axis=1)
    predicted = coarse + 0.6 * random.random((40, 40)) > 0.8
    agreed = predicted & (random.random((40, 40)) < 0.4 + 0.5 * (coarse > 0.7))
    clusters = (coarse * 4 + random.integers(0, 5, (40, 40))).astype(np.uint8)
    found = straightforward.judge(
        predicted, agreed, clusters, min_pixels=6, min_share=9.1, radius=7, connectivity=connectivity
    )
    options = Options(connectivity, min_pixels=6, min_share_thousandths=9100, radius=7)
    expected = evidence_of_class(
        {(int(r), int(c)) for r, c in np.argwhere(predicted)},
        {(int(r), int(c)) for r, c in np.argwhere(agreed)},
        {(int(r), int(c)): int(value) for (r, c), value in np.ndenumerate(clusters)},
        False,
        options,
    )
    assert {(int(r), int(c)): int(found[r, c]) for r, c in np.argwhere(predicted)} == expected
    assert set(expected.values()) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(("seed", "radius"), [(1, 500.0), (5, 20.0)])
def test_its_maps_equal_those_of_surecover(seed: int, radius: float, tmp_path: Path) -> None:
    size = 256
    scene = write_scene(tmp_path, size, size, seed=seed)

    def paths(folder: str, *names: str) -> dict[str, str]:
        (tmp_path / folder).mkdir(exist_ok=True)
        return {name: str(tmp_path / folder / f"{name}.tif") for name in names}

    names = ("map", "fused", "agreement", "entropy")
    ours, theirs = paths("ours", *names), paths("theirs", *names)
    fuse.run(fuse.JOB(probabilities=scene.probabilities, **ours), Progress())
    straightforward.fuse(list(scene.probabilities), **theirs)
    for name in ("map", "agreement"):
        assert np.array_equal(read_raster(ours[name]), read_raster(theirs[name]))
    apart = read_raster(ours["fused"]).astype(int) - read_raster(theirs["fused"])
    assert abs(apart).max() <= 1

    clusters = str(tmp_path / "clusters.tif")
    cluster.run(cluster.JOB(input=scene.mosaic, k=40, output=clusters), Progress())
    inputs = {
        "map": ours["map"], "external": scene.external, "cluster_map": clusters,
        "probabilities": ours["fused"], "continuity": "", "radius": radius,
    }  # fmt: skip
    names = ("corrected", "reliability", "evidence")
    ours, theirs = paths("ours", *names), paths("theirs", *names)
    correct.run(correct.JOB(**inputs, **ours), Progress())
    straightforward.correct(**inputs, **theirs)
    for name in names:
        assert np.array_equal(read_raster(ours[name]), read_raster(theirs[name])), name
    assert {1, 2, 3, 4} <= set(np.unique(read_raster(ours["evidence"])).tolist())


def test_a_part_of_a_scene_is_the_same_whatever_window_is_made() -> None:
    whole, part = landscape(0, 0, 512), landscape(256, 128, 128)
    for name in ("truth", "believed", "remembered", "texture", "sureness"):
        assert np.array_equal(getattr(whole, name)[256:384, 128:256], getattr(part, name)), name


def test_a_scene_of_half_the_height_is_the_upper_half(tmp_path: Path) -> None:
    whole = write_scene(tmp_path / "whole", 1100, 300, dates=2, bands=10)
    half = write_scene(tmp_path / "half", 550, 300, dates=2, bands=10)
    for of_whole, of_half in zip(whole.paths, half.paths):
        assert np.array_equal(read_raster(of_whole)[..., :550, :], read_raster(of_half))
    assert read_raster(whole.mosaic).shape == (10, 1100, 300)
