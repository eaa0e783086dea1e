from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from surecover.core import fingerprint as module
from surecover.core.fingerprint import fingerprint
from surecover.core.job import Job, setting, source, target
from tests.files import write_raster
from tests.safe import Product, write_product, zipped


@dataclass(frozen=True)
class MapJob(Job):
    stage: ClassVar[str] = "map"

    images: tuple[str, ...] = source("rasters", "Images")
    models: tuple[str, ...] = source("folders", "Models")
    scheme: str = setting("", "text or file", "Scheme")
    seed: int = setting(0, "integer", "Seed")
    scheduler: str = setting("", "text", "Scheduler")
    map: str = target("new raster", "Map")


@pytest.fixture
def job(tmp_path: Path) -> MapJob:
    """An image with a mask beside it, a model with a note below it, a scheme in a file."""
    image = write_raster(tmp_path / "image.tif", np.arange(64, dtype=np.uint8).reshape(8, 8))
    write_raster(tmp_path / "image.tif.msk", np.ones((8, 8), np.uint8))
    (tmp_path / "model" / "notes").mkdir(parents=True)
    (tmp_path / "model" / "model.json").write_text("{}")
    (tmp_path / "model" / "notes" / "a.txt").write_text("a")
    (tmp_path / "scheme.json").write_text("{}")
    return MapJob((image,), (str(tmp_path / "model"),), str(tmp_path / "scheme.json"))


def changes(job: Job, change: Callable[[], object]) -> bool:
    before = fingerprint(job)
    change()
    return fingerprint(job) != before


def flip(path: Path, offset: int) -> None:
    """Change one byte; size and time stay."""
    times = path.stat()
    data = bytearray(path.read_bytes())
    data[offset] ^= 255
    path.write_bytes(data)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_it_is_the_same_for_what_is_the_same(job: MapJob) -> None:
    assert fingerprint(job) == fingerprint(replace(job))


@pytest.mark.parametrize("same", [{"map": "elsewhere.tif"}, {"scheduler": "tcp://here:1"}])
def test_where_results_go_and_who_computes_them_does_not_count(job: MapJob, same: dict[str, str]) -> None:
    assert fingerprint(replace(job, **same)) == fingerprint(job)


def test_settings_count_and_what_the_stage_adds(job: MapJob) -> None:
    told = [fingerprint(job), fingerprint(replace(job, seed=1)), fingerprint(job, ["torch", "cpu"])]
    assert len(set(told)) == 3


def test_the_order_of_the_inputs_counts(job: MapJob, tmp_path: Path) -> None:
    other = write_raster(tmp_path / "other.tif", np.zeros((8, 8), np.uint8))
    first, second = (replace(job, images=images) for images in ((*job.images, other), (other, *job.images)))
    assert fingerprint(first) != fingerprint(second)


@pytest.mark.parametrize(
    "name", ["image.tif", "image.tif.msk", "model/model.json", "model/notes/a.txt", "scheme.json"]
)
def test_a_file_that_is_touched_counts_as_another(job: MapJob, tmp_path: Path, name: str) -> None:
    assert changes(job, lambda: os.utime(tmp_path / name, (0, 0)))


@pytest.mark.parametrize("name", ["image.tif.aux.xml", "image.ovr", "model/appearance.json"])
def test_a_file_that_appears_beside_an_input_counts(job: MapJob, tmp_path: Path, name: str) -> None:
    assert changes(job, (tmp_path / name).touch)


@pytest.mark.parametrize("name", ["imagery.tif", ".image.unfinished.partial.tif", "map.tif"])
def test_other_files_in_the_folder_do_not_count(job: MapJob, tmp_path: Path, name: str) -> None:
    assert not changes(job, (tmp_path / name).touch)


@pytest.mark.parametrize("offset", [0, 427_000, 999_999])
def test_bytes_at_both_ends_and_in_the_middle_count_even_if_size_and_time_do_not_change(
    job: MapJob, tmp_path: Path, offset: int
) -> None:
    (tmp_path / "scheme.json").write_bytes(bytes(1_000_000))
    assert changes(job, lambda: flip(tmp_path / "scheme.json", offset))


def test_the_files_of_a_virtual_raster_count(job: MapJob, tmp_path: Path) -> None:
    for name, of in (("one.vrt", "image.tif"), ("two.vrt", "one.vrt")):
        rasterio.shutil.copy(str(tmp_path / of), str(tmp_path / name), driver="VRT")
    virtual = replace(job, images=(str(tmp_path / "two.vrt"),))
    assert changes(virtual, lambda: os.utime(tmp_path / "image.tif", (0, 0)))


@pytest.mark.parametrize("how", ["folder", "around it", "file in it", "zip"])
def test_the_images_and_the_metadata_of_a_product_count(job: MapJob, tmp_path: Path, how: str) -> None:
    product = write_product(tmp_path / "in", Product())
    archive = zipped(product)
    metadata = next(product.glob("MTD*.xml"))
    paths = {"folder": product, "around it": product.parent, "file in it": metadata, "zip": archive}
    seen = replace(job, images=(str(paths[how]),))
    read = [archive] if how == "zip" else [metadata, next(product.rglob("*B05_20m.jp2"))]
    for file in read:
        assert changes(seen, lambda file=file: os.utime(file, (0, 0)))  # type: ignore[misc]
    assert not changes(seen, (tmp_path / "in" / "map.tif").touch)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_raster_that_is_no_local_file_counts_by_what_is_seen_of_it() -> None:
    def look(value: int, **tags: str) -> str:
        with rasterio.MemoryFile() as memory:
            with memory.open(driver="GTiff", width=99, height=70, count=1, dtype="uint8") as raster:
                raster.write(np.full((1, 70, 99), value, np.uint8))
                raster.update_tags(**tags)
            return module._look(memory.name)

    assert look(1) == look(1)
    assert len({look(1), look(2), look(1, DATE="2020-01-01"), module._look("/vsimem/none")}) == 4


def test_another_version_of_a_package_may_compute_otherwise(
    job: MapJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert changes(job, lambda: monkeypatch.setattr(module, "_version", lambda name: "0"))
