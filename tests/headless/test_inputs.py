"""Inputs as they come: the whole chain on addresses, zips, virtual rasters, layers and tiles."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsRasterLayer

from tests.headless.conftest import Algorithm, Feedback, Scene
from tests.headless.gdal_files import changed, facts
from tests.webserver import serving

LAYERS = ("MAP", "RELIABILITY", "EVIDENCE", "CONFIDENCE")


@pytest.fixture(scope="module")
def web(scene: Scene) -> Iterator[str]:
    """The address of a server with the scene."""
    with serving(Path(scene.truth).parent) as address:
        yield f"{address}ranges/"


@pytest.fixture
def plain(algorithm: Algorithm, scene: Scene, model: str, tmp_path: Path) -> dict[str, object]:
    """The chain's results on plain files."""
    return algorithm(
        "produce", IMAGES=scene.images, MASKS=scene.masks, MODELS=[model], EXTERNAL=scene.external,
        CROSSWALK="clc44-basic6", FOLDER=str(tmp_path / "plain"),
    )  # fmt: skip


def zipped(path: Path, file: str) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(file, f"deep/{Path(file).name}")
    return str(path)


def virtual(folder: Path, file: str) -> str:
    """A virtual raster of a virtual raster of a copy beside it, all named relatively."""
    folder.mkdir()
    shutil.copy(file, folder)
    here = Path.cwd()
    try:
        os.chdir(folder)
        gdal.BuildVRT("inner.vrt", [Path(file).name]).FlushCache()
        gdal.BuildVRT("outer.vrt", ["inner.vrt"]).FlushCache()
    finally:
        os.chdir(here)
    return str(folder / "outer.vrt")


def described(path: str, original: str) -> str:
    """The raster with the names and the metadata of another one, which GDAL's VRT leaves behind."""
    source, made = gdal.Open(original), gdal.Open(path, gdal.GA_Update)
    for band in range(1, source.RasterCount + 1):
        made.GetRasterBand(band).SetDescription(source.GetRasterBand(band).GetDescription())
    made.SetMetadata(source.GetMetadata())
    made.FlushCache()
    return path


def test_the_chain_takes_addresses_zips_virtual_rasters_and_layers(
    algorithm: Algorithm, scene: Scene, model: str, web: str, plain: dict[str, str], tmp_path: Path
) -> None:
    first, second, third = scene.images
    masks = [Path(mask).name for mask in scene.masks]
    results = algorithm(
        "produce",
        IMAGES=[
            f"{web}{Path(first).name}",
            zipped(tmp_path / "second.zip", second),
            described(virtual(tmp_path / "virtual", third), third),
        ],
        MASKS=[
            f"/vsicurl/{web}{masks[0]}",
            f"/vsizip/{zipped(tmp_path / 'mask.zip', scene.masks[1])}/deep/{masks[1]}",
            QgsRasterLayer(scene.masks[2], "clouds"),
        ],
        MODELS=[model], EXTERNAL=f"{web}{Path(scene.external).name}", CROSSWALK="clc44-basic6",
        FOLDER=str(tmp_path / "produced"),
    )  # fmt: skip
    for key in LAYERS:
        assert (facts(results[key]).values == facts(plain[key]).values).all()


def test_the_chain_takes_the_tiles_of_each_date_for_one_image(
    algorithm: Algorithm, scene: Scene, model: str, plain: dict[str, str], tmp_path: Path
) -> None:
    windows = {"west": [0, 0, 104, 192], "east": [88, 0, 104, 192]}
    tiles = [
        [changed(tmp_path / f"{side}_{Path(path).name}", path, srcWin=window) for path in paths]
        for paths in (scene.images, scene.masks)
        for side, window in windows.items()
    ]
    feedback = Feedback()
    results = algorithm(
        "produce", feedback, IMAGES=tiles[0] + tiles[1], MASKS=tiles[2] + tiles[3], MODELS=[model],
        EXTERNAL=scene.external, CROSSWALK="clc44-basic6", FOLDER=str(tmp_path / "tiled"),
    )  # fmt: skip
    assert sum("2 tiles of 2021-" in line for line in feedback.lines) == 3
    for key in LAYERS:
        assert (facts(results[key]).values == facts(plain[key]).values).all()


def test_an_address_that_gives_nothing_is_refused_in_a_sentence(
    algorithm: Algorithm, scene: Scene, web: str, tmp_path: Path
) -> None:
    with pytest.raises(QgsProcessingException, match=r"External map \(INPUT\).*404.*; check the address and"):
        algorithm(
            "harmonise", INPUT=f"{web}none.tif", GRID=scene.truth, CROSSWALK="clc44-basic6",
            OUTPUT=str(tmp_path / "map.tif"),
        )  # fmt: skip
