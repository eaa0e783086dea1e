"""`correct` on scenes that are hard for it, against the realistic scene of the same size.

SURECOVER_ADVERSARIAL is their side (4096 with SURECOVER_FULL=1), SURECOVER_SCENES chooses some by name.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from surecover.core.scheme import load_scheme
from tests.benchmarks.adversarial import NAMES, SETTINGS, Maps, realistic, scene
from tests.benchmarks.measure import MIB, Cost, measured, table
from tests.benchmarks.straightforward import judge
from tests.files import read_raster, write_raster

SIZE = int(os.environ.get("SURECOVER_ADVERSARIAL") or (4096 if os.environ.get("SURECOVER_FULL") else 1024))

WANTED = (os.environ.get("SURECOVER_SCENES") or ",".join(NAMES)).split(",")

EVERY = np.ones((3, 3), bool)


def corrected(folder: Path, maps: Maps, **settings: Any) -> Cost:
    """Correct a scene in a process of its own, with all outputs that need no probabilities."""
    tags = load_scheme("basic6").tags()
    classes, external, clusters = (
        write_raster(folder / f"{name}.tif", values, nodata=0, tags={} if name == "clusters" else tags)
        for name, values in zip(("map", "external", "clusters"), maps)
    )
    names = ("corrected", "reliability", "evidence")
    outputs = {name: str(folder / f"{name}.tif") for name in names}
    return measured(
        "correct", {"map": classes, "external": external, "cluster_map": clusters, **outputs, **settings}
    )


def test_adversarial_scenes(tmp_path: Path) -> None:
    """Cost of each relative to the realistic scene; memory is bounded by the same limit for all."""
    plain = corrected(tmp_path, realistic(SIZE, 500))
    rows: list[list[object]] = [["realistic", plain.wall, plain.cpu, plain.peak // MIB, 1.0, 1.0]]
    for name, settings in [pair for pair in SETTINGS if pair[0] in WANTED]:
        title = " ".join([name, *(f"{key} {value}" for key, value in settings.items())])
        cost = corrected(tmp_path, scene(name, SIZE), **settings)
        print(f"{title}: {cost}", flush=True)
        rows.append(
            [title, cost.wall, cost.cpu, cost.peak // MIB, cost.wall / plain.wall, cost.cpu / plain.cpu]
        )
    head = ["scene", "wall s", "CPU s", "peak MiB", "wall ÷ realistic", "CPU ÷ realistic"]
    table(f"correct on adversarial scenes, {SIZE} x {SIZE}", head, rows)
    assert max(row[3] for row in rows) < 4096  # type: ignore[type-var]


@pytest.mark.parametrize(("name", "settings"), [pair for pair in SETTINGS if "local_radius" not in pair[1]])
def test_every_pixel_equals_the_straightforward_implementation(
    name: str, settings: dict[str, Any], tmp_path: Path
) -> None:
    """At the true radius, on more than one block; without continuity, which the reference leaves out."""
    scheme = load_scheme("basic6")
    classes, external, clusters = maps = scene(name, 1100)
    expected = np.where(classes > 0, 7, 0).astype(np.uint8)
    shown = set(np.unique(external[classes > 0]).tolist())
    for id_ in scheme.ids:
        confirming = {id_, *scheme.ancestors(id_)}
        if confirming & shown:
            predicted = classes == id_
            agreed = predicted & np.isin(external, list(confirming))
            expected[predicted] = judge(predicted, agreed, clusters, **settings)[predicted]
    corrected(tmp_path, maps, continuity="", **settings)
    assert np.array_equal(read_raster(tmp_path / "evidence.tif"), expected)


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_is_drawn_at_small_sizes_too(name: str) -> None:
    for size in (64, 96, 128):
        for array in scene(name, size, radius=5):
            assert array.shape == (size, size)
            assert array.dtype == np.uint8


def components(mask: np.ndarray) -> int:
    return ndimage.label(mask, EVERY)[1]


def test_the_scenes_are_what_they_are_called() -> None:
    forest = 3
    assert components(scene("spiral", 128)[0] == forest) == 1
    assert components(scene("checkerboard", 128)[0] == forest) == 1
    assert components(scene("single_pixels", 128)[0][8:, 8:] == forest) == 60 * 60
    classes, external, _ = scene("nine_and_ten", 128)
    labels, count = ndimage.label((classes == forest) & (external == forest), EVERY)
    assert sorted(set(np.bincount(labels.ravel())[1:].tolist())) == [9, 10]
    assert count == 256


def test_pixels_at_the_radius_have_the_squared_distances_25_and_26() -> None:
    classes, external, clusters = scene("at_the_radius", 128, radius=5)
    squares = []
    for row, col in np.argwhere((classes == 3) & (external != 3)):
        polygon = np.argwhere((external == 3) & (clusters == clusters[row, col]))
        squares.append(((polygon - [row, col]) ** 2).sum(axis=1).min())
    assert set(squares) == {25, 26}
    assert min(map(squares.count, (25, 26))) > 50
