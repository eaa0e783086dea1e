"""Demonstration data as a folder of files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.scheme import SCHEME_TAG, load_scheme
from surecover.core.stages import demodata
from surecover.core.stages.demodata import DemodataJob, run
from tests.files import facts, read_raster


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "demo"
    job = DemodataJob(size=101, dates=2, seed=7, cloud_share=0.3, folder=str(folder))
    job.check()
    numbers = run(job, Progress())
    assert numbers["FOLDER"] == str(folder)
    assert 0 < numbers["CHANGED"] < 0.5
    return folder


def scenes(folder: Path) -> list[Path]:
    return sorted(folder.glob("s2_*.tif"))


def test_the_folder_holds_scenes_masks_maps_and_zones(made: Path) -> None:
    dates = [path.stem[3:] for path in scenes(made)]
    assert len(dates) == 2
    expected = {f"{kind}_{date}.tif" for kind in ("s2", "scl") for date in dates}
    expected |= {"truth.tif", "external_map.tif", "zones.gpkg"}
    assert {path.name for path in made.iterdir() if path.suffix in (".tif", ".gpkg")} == expected


def test_scenes_say_what_they_are(made: Path) -> None:
    for path in scenes(made):
        about = facts(path)
        assert about["descriptions"][:3] == ("B02", "B03", "B04")
        assert about["nodata"] == 0
        tags = about["tags"]
        assert tags["DATE"].replace("-", "") == path.stem[3:]
        assert (tags["LEVEL"], tags["REFLECTANCE_SCALE"], tags["REFLECTANCE_OFFSET"]) == ("L2A", "10000", "0")
        assert "Sentinel-2" in tags["SENSOR"]
        scl = read_raster(made / path.name.replace("s2_", "scl_"))
        assert float(tags["CLOUD_SHARE"]) == pytest.approx(np.isin(scl, (3, 8, 9)).mean(), abs=0.06)


def test_all_grids_fit(made: Path) -> None:
    with rasterio.open(made / "truth.tif") as truth:
        assert truth.shape == (101, 101)
        assert truth.crs.to_epsg() == 32633
        for path in scenes(made):
            with rasterio.open(path) as image, rasterio.open(made / path.name.replace("s2_", "scl_")) as scl:
                assert (image.transform, image.shape) == (truth.transform, truth.shape)
                assert scl.shape == (51, 51)
                assert scl.res == (20, 20)
                assert scl.bounds[0] == image.bounds[0]
    with rasterio.open(made / "external_map.tif") as external:
        assert external.crs.to_epsg() == 3035
        assert external.res == (100, 100)
        assert external.bounds[0] % 100 == 0


def test_the_old_map_covers_the_scene_and_holds_corine_codes(made: Path) -> None:
    with open_raster(str(made / "truth.tif")) as truth:
        grid = truth.grid
    with open_raster(str(made / "external_map.tif"), grid) as external:
        codes, valid = external.read((slice(0, 101), slice(0, 101)))
    assert valid.all()
    native = {code for c in load_scheme("clc44").classes for code in c.codes}
    assert set(np.unique(codes).tolist()) <= native


def test_the_truth_names_its_classes(made: Path) -> None:
    tags = facts(made / "truth.tif")["tags"]
    assert json.loads(tags[SCHEME_TAG])["id"] == "basic6"
    assert set(np.unique(read_raster(made / "truth.tif"))) <= {1, 2, 3, 4, 5, 6}


def test_zones_have_names_and_lie_on_the_scene(made: Path) -> None:
    about = pyogrio.read_info(made / "zones.gpkg", layer="zones")
    assert about["features"] == 6
    assert about["crs"] == "EPSG:32633"
    with rasterio.open(made / "truth.tif") as truth:
        np.testing.assert_allclose(about["total_bounds"], truth.bounds, atol=1e-6)
    _, _, _, columns = pyogrio.raw.read(made / "zones.gpkg")
    assert len(set(columns[0])) == 6


def test_the_external_map_can_be_on_the_scenes_own_crs_and_in_its_classes(tmp_path: Path) -> None:
    job = DemodataJob(
        size=64, dates=1, cell=20, external_crs="EPSG:32633", external_classes="basic6",
        folder=str(tmp_path / "demo"),
    )  # fmt: skip
    run(job, Progress())
    old, truth = read_raster(tmp_path / "demo/external_map.tif"), read_raster(tmp_path / "demo/truth.tif")
    assert old.shape == (32, 32)
    assert 0.6 < (old.repeat(2, axis=0).repeat(2, axis=1) == truth).mean() < 1


def test_a_cancelled_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demodata, "_BLOCK", 32)
    calls = iter(range(100))
    progress = Progress(cancelled=lambda: next(calls) >= 2)
    with pytest.raises(Cancelled):
        run(DemodataJob(size=64, dates=1, folder=str(tmp_path / "demo")), progress)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("settings", "named"), [({"size": 32}, "SIZE"), ({"dates": 0}, "DATES"),
                                                 ({"cloud_share": 1.5}, "CLOUD_SHARE")])  # fmt: skip
def test_what_cannot_be_made_is_refused(tmp_path: Path, settings: dict[str, float], named: str) -> None:
    with pytest.raises(SureCoverError, match=named):
        DemodataJob(folder=str(tmp_path / "demo"), **settings).check()
