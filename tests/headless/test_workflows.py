"""The workflows run as algorithms of their own."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.headless.conftest import Run, Scene
from tests.headless.gdal_files import facts, rows_of

Workflow = Callable[..., None]


@pytest.fixture
def run(qgis_process: Run, model: str) -> Workflow:
    """Run a workflow with the demonstration model: name, folder, names of its results, other values."""

    def run(name: str, out: Path, results: dict[str, str], **values: object) -> None:
        given = {"models": model, **values, **{key: out / file for key, file in results.items()}}
        lists = ((key, value if isinstance(value, list) else [value]) for key, value in given.items())
        arguments = [f"--{key}={value}" for key, values in lists for value in values]
        done = qgis_process("run", f"surecover:{name}", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr

    return run


def test_an_old_map_is_updated(run: Workflow, scene: Scene, tmp_path: Path) -> None:
    results = {
        "produce:Folder": "all", "produce:Map": "map.tif", "produce:Reliability": "reliability.tif",
        "produce:Confidence": "confidence.tif", "regions:Doubtful_places": "doubtful.gpkg",
        "polygons:Polygons": "polygons.gpkg", "report:Report": "report.html",
    }  # fmt: skip
    years = {"images": scene.images, "masks": scene.masks}
    run("updateoldmap", tmp_path, results, **years, old_map=scene.external, title="The scene")
    assert facts(tmp_path / "map.tif").transform == facts(scene.images[0]).transform
    assert "The scene" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (tmp_path / "all" / "report.html").exists()
    polygons = rows_of(tmp_path / "polygons.gpkg")
    assert polygons and min(polygon["area_ha"] for polygon in polygons) >= 0.1
    assert rows_of(tmp_path / "doubtful.gpkg")


def test_one_date_is_classified(run: Workflow, scene: Scene, tmp_path: Path) -> None:
    results = {
        "classify:Map": "map.tif", "classify:Probabilities": "probabilities.tif",
        "polygons:Polygons": "polygons.gpkg",
    }  # fmt: skip
    run("classifyonedate", tmp_path, results, image=scene.images[0], min_area=1)
    assert facts(tmp_path / "probabilities.tif").values.shape[0] == 6
    assert min(polygon["area_ha"] for polygon in rows_of(tmp_path / "polygons.gpkg")) >= 1


def test_two_years_are_compared(run: Workflow, scene: Scene, tmp_path: Path) -> None:
    results = {
        "before:Folder": "first", "after:Folder": "second", "change:Change": "change.tif",
        "change:Page": "change.html", "change:Table": "change.csv",
    }  # fmt: skip
    run(
        "comparetwoyears", tmp_path, results, old_map=scene.external,
        images_before=scene.images[:2], masks_before=scene.masks[:2],
        images_after=scene.images[1:], masks_after=scene.masks[1:],
    )  # fmt: skip
    with (tmp_path / "change.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file))
    assert facts(tmp_path / "change.tif").values.any()
    assert (tmp_path / "first" / "map.tif").exists()
    assert (tmp_path / "second" / "map.tif").exists()
