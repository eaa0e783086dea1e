"""Sentinel-2 products, generated, as inputs."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from surecover.core import sentinel2
from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid
from surecover.core.imagery.dates import acquisition
from surecover.core.progress import Progress
from surecover.core.rasters import grid_of, open_raster
from surecover.core.stages import mosaic
from surecover.core.stages.mosaic import MosaicJob
from tests.core.products import EXACT, TEN, classes, cut, random, reflectance, two_zones
from tests.files import read_raster, write_raster
from tests.safe import RESOLUTION, Level, Product, joined, write_product, zipped


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Level, str], Path]:
    """Folders of the same reflectances, by level and processing baseline."""
    found = {}
    levels: tuple[Level, ...] = ("L1C", "L2A")
    for level in levels:
        for baseline in ("02.07", "04.00", "05.09"):
            product = Product(random(), classes(), level=level, baseline=baseline)
            found[level, baseline] = write_product(tmp_path_factory.mktemp("safe"), product)
    return found


@pytest.fixture
def own(products: dict[tuple[Level, str], Path], tmp_path: Path) -> Path:
    """A product of level 2A that a test may damage."""
    folder = products["L2A", "05.09"]
    return Path(shutil.copytree(folder, tmp_path / folder.name))


def bilinear(values: np.ndarray, times: int) -> np.ndarray:
    """What finer pixels hold: nodata (0) where their own one does, else the neighbours by distance."""
    rows, cols = (length * times for length in values.shape)
    result = np.zeros((rows, cols))
    for row in range(rows):
        for col in range(cols):
            y, x = (row + 0.5) / times - 0.5, (col + 0.5) / times - 0.5
            total = weights = 0.0
            for i in (int(np.floor(y)), int(np.floor(y)) + 1):
                for j in (int(np.floor(x)), int(np.floor(x)) + 1):
                    if 0 <= i < values.shape[0] and 0 <= j < values.shape[1] and values[i, j]:
                        weight = (1 - abs(y - i)) * (1 - abs(x - j))
                        total, weights = total + weight * values[i, j], weights + weight
            if values[row // times, col // times]:
                result[row, col] = total / weights
    return result


# What a product shows


@pytest.mark.parametrize("level", ["L1C", "L2A"])
@pytest.mark.parametrize("baseline", ["02.07", "04.00", "05.09"])
def test_reflectance_is_the_truth_whatever_the_baseline(
    products: dict[tuple[Level, str], Path], level: Level, baseline: str
) -> None:
    fine = [band for band in TEN if RESOLUTION[band] == 10]
    seen, observed = reflectance(str(products[level, baseline]), fine)
    assert observed.all()
    assert np.abs(seen - [random()[band] for band in fine]).max() <= EXACT


def test_bands_come_in_order_and_classes_last(products: dict[tuple[Level, str], Path]) -> None:
    for level, last in (("L1C", ()), ("L2A", ("SCL",))):
        with open_raster(str(products[level, "05.09"])) as raster:  # type: ignore[index]
            assert raster.descriptions == (*TEN, *last)
            assert raster.grid.shape == (120, 120)
            assert raster.grid.bounds == (499_980, 4_998_840, 501_180, 5_000_040)
            assert raster.nodata == 0


def test_coarse_bands_are_bilinear_and_hide_neither_more_nor_less_than_their_own_nodata(
    tmp_path: Path,
) -> None:
    known = random()
    known["B05"][10:20, 5:9] = np.nan
    known["B05"][0, 0] = known["B05"][30, 31] = np.nan
    known["B02"][7, 8] = np.nan
    product = Product(known)
    path = str(write_product(tmp_path, product))
    expected = bilinear(product.stored("B05", 20)[0], 2)
    with open_raster(path) as raster:
        values, valid = raster.read(raster.grid.window, [4])
        assert np.abs(values[0] - expected).max() <= 0.5 + 1e-9
        assert (valid == (expected > 0)).all()
        _, valid = raster.read(raster.grid.window, [1])
        assert np.argwhere(~valid).tolist() == [[7, 8]]


def test_classes_are_repeated_not_mixed(products: dict[tuple[Level, str], Path]) -> None:
    with open_raster(str(products["L2A", "04.00"])) as raster:
        values, valid = raster.read(raster.grid.window, [11])
    assert (values[0] == np.kron(classes(), np.ones((2, 2)))).all()
    assert (valid == (values[0] > 0)).all()


def test_windows_show_the_same_pixels(products: dict[tuple[Level, str], Path]) -> None:
    with open_raster(str(products["L2A", "05.09"])) as raster:
        values, _ = raster.read(raster.grid.window)
        for rows, cols in ((slice(0, 7), slice(3, 4)), (slice(33, 78), slice(61, 120))):
            assert (raster.read((rows, cols))[0] == values[:, rows, cols]).all()


def test_a_product_can_be_named_in_many_ways(own: Path) -> None:
    expected = reflectance(str(own), TEN)[0]
    archive = zipped(own)
    named = [
        own / "MTD_MSIL2A.xml", own / "manifest.safe", own.parent, archive, zipped(own, "{stem}.SAFE.zip"),
        f"/vsizip/{archive}", f"/vsizip/{{{archive}}}/{own.name}/MTD_MSIL2A.xml",
    ]  # fmt: skip
    for path in map(str, named):
        with open_raster(path) as raster:
            assert raster.path == path
        assert (reflectance(path, TEN)[0] == expected).all()


def test_a_product_may_be_renamed_and_lie_in_a_folder_of_any_name(own: Path) -> None:
    expected = reflectance(str(own), TEN)[0]
    moved = own.rename(own.parent.joinpath("a & b <ü> 'x'")).rename(own.parent / "{odd} 日本 & co.SAFE")
    assert (reflectance(str(moved), TEN)[0] == expected).all()
    assert (reflectance(str(zipped(moved)), TEN)[0] == expected).all()


def test_date_and_origin_are_those_of_the_product(products: dict[tuple[Level, str], Path]) -> None:
    path = products["L1C", "02.07"]
    with open_raster(str(path)) as raster:
        assert acquisition("anything", raster.tags).date == "2023-08-23"
        assert raster.tags["SENSOR"] == "Sentinel-2"
        assert raster.tags["LEVEL"] == "L1C"
        assert raster.tags["PROCESSING_BASELINE"] == "02.07"
        assert raster.tags["PRODUCT"] == path.stem


def test_offsets_may_differ_between_bands(tmp_path: Path) -> None:
    path = str(write_product(tmp_path, Product(random(), offsets={"B03": -500, "B12": -2000})))
    seen, _ = reflectance(path, ("B02", "B03"))
    assert np.abs(seen - [random()["B02"], random()["B03"]]).max() <= EXACT
    uniform = str(write_product(tmp_path / "uniform", Product(random())))
    assert np.abs(reflectance(path, ["B12"])[0] - reflectance(uniform, ["B12"])[0]).max() <= 2 * EXACT


def test_what_a_user_made_by_an_early_sen2cor_carries_no_offset(tmp_path: Path) -> None:
    safe = write_product(tmp_path, Product(random(), baseline="02.07"))
    metadata = safe / "MTD_MSIL2A.xml"
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(text.replace("BASELINE>02.07<", "BASELINE>99.99<"), encoding="utf-8")
    assert np.abs(reflectance(str(safe), ["B02"])[0] - random()["B02"]).max() <= EXACT


@pytest.mark.parametrize("level", ["L1C", "L2A"])
def test_metadata_without_offsets_mean_those_of_the_baseline(tmp_path: Path, level: Level) -> None:
    safe = write_product(tmp_path, Product(random(), level=level, baseline="04.00"))
    metadata = safe / f"MTD_MSI{level}.xml"
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(text.replace("ADD_OFFSET", "OTHER"), encoding="utf-8")
    assert np.abs(reflectance(str(safe), ["B02"])[0] - random()["B02"]).max() <= EXACT


def test_the_whole_of_an_l1c_product_has_thirteen_bands(products: dict[tuple[Level, str], Path]) -> None:
    safe = products["L1C", "05.09"]
    for path in (str(safe), subdataset(safe, "20m")):
        name = sentinel2.all_bands(path)
        with open_raster(name) as raster:
            assert raster.descriptions == tuple(RESOLUTION)
            assert raster.grid == grid_of(str(safe))
    stored = Product(random(), level="L1C").stored("B10", 60)[0]
    with open_raster(name) as raster:
        values, _ = raster.read(raster.grid.window, [11])
    assert np.abs(values[0] - bilinear(stored, 6)).max() <= 0.5 + 1e-9


def test_other_rasters_are_whole_as_they_are(products: dict[tuple[Level, str], Path], tmp_path: Path) -> None:
    plain = write_raster(tmp_path / "plain.tif", np.ones((4, 4), np.uint8))
    for path in (plain, str(products["L2A", "05.09"]), str(tmp_path), "/no/such/file.zip"):
        assert sentinel2.all_bands(path) == path
        assert path.endswith(".SAFE") or sentinel2.raster_name(path) == path


def subdataset(safe: Path, resolution: str) -> str:
    level = "L1C" if "MSIL1C" in safe.name else "L2A"
    return f"SENTINEL2_{level}:{safe}/MTD_MSI{level}.xml:{resolution}:EPSG_32633"


@pytest.mark.parametrize(
    ("resolution", "bands"),
    [
        ("10m", ("B02", "B03", "B04", "B08")),
        ("20m", ("B05", "B06", "B07", "B8A", "B11", "B12", "SCL")),
        ("60m", ("B01", "B09")),
    ],
)
def test_a_layer_that_gdal_names_has_its_resolution_and_the_same_band_names(
    products: dict[tuple[Level, str], Path], resolution: str, bands: tuple[str, ...]
) -> None:
    path = subdataset(products["L2A", "05.09"], resolution)
    seen, _ = reflectance(path, bands[:2])
    assert np.abs(seen - [random()[band] for band in bands[:2]]).max() <= EXACT
    with open_raster(path) as raster:
        assert raster.descriptions == bands
        assert acquisition(path, raster.tags).date == "2023-08-23"


def test_the_true_colour_layer_of_a_product_is_a_picture(products: dict[tuple[Level, str], Path]) -> None:
    with open_raster(subdataset(products["L2A", "05.09"], "TCI")) as raster:
        assert (raster.read(raster.grid.window)[0] == 100).all()


def test_a_product_is_resampled_to_another_grid(products: dict[tuple[Level, str], Path]) -> None:
    path = str(products["L2A", "05.09"])
    own_grid = grid_of(path)
    half = Grid(own_grid.crs, (20.0, 0.0, 499_980.0, 0.0, -20.0, 5_000_040.0), 60, 60)
    with open_raster(path, half) as raster:
        values, _ = raster.read(half.window, [11])
    assert (values[0] == classes()).all()


@pytest.mark.parametrize("early", [True, False])
def test_a_product_of_several_granules_is_one_raster(tmp_path: Path, early: bool) -> None:
    west = Product(random(), level="L1C", baseline="02.07", early=early)
    east = replace(west, reflectance=random(1), tile="33TXL", origin=(501_180, 5_000_040))
    path = joined(write_product(tmp_path, west), write_product(tmp_path / "east", east))
    fine = ("B02", "B08")
    truth = [np.hstack([random()[band], random(1)[band]]) for band in fine]
    assert np.abs(reflectance(str(path), fine)[0] - truth).max() <= EXACT
    assert (reflectance(str(zipped(path)), fine)[0] == reflectance(str(path), fine)[0]).all()
    with open_raster(str(path)) as raster:
        assert acquisition("", raster.tags).date == "2023-08-23"
    with open_raster(sentinel2.all_bands(str(path))) as raster:
        assert raster.grid.shape == (120, 240)
    cut("*TXL*B11.jp2")(path)
    with pytest.raises(SureCoverError, match=r"T33TXL.*_B11\.jp2 is missing"):
        grid_of(str(path))


def test_of_a_product_in_two_zones_one_can_be_named(own: Path) -> None:
    both = two_zones(own)
    cut("*34TCR*.jp2")(both)
    assert np.abs(reflectance(subdataset(both, "20m"), ["B05"])[0] - [random()["B05"]]).max() <= EXACT


# In a stage


def test_products_of_different_baselines_make_one_mosaic_without_a_jump(tmp_path: Path) -> None:
    west, east = (np.full((60, 60), 4, np.uint8) for _ in range(2))
    west[:, 30:] = 9
    east[:, :30] = 9
    old = write_product(tmp_path, Product(random(), west, baseline="02.07"))
    new = write_product(tmp_path, Product(random(), east, sensed="2023-09-02T10:05:59.024Z"))
    job = MosaicJob(
        images=(str(old), str(zipped(new))), method="best", dilation=0, normalise=False,
        output=str(tmp_path / "out.tif"), source_index=str(tmp_path / "source.tif"),
    )  # fmt: skip
    job.check()
    mosaic.run(job, Progress())
    stored = read_raster(tmp_path / "out.tif")
    assert len(stored) == len(TEN)
    fine = [TEN.index(band) for band in TEN if RESOLUTION[band] == 10]
    truth = np.array([random()[TEN[band]] for band in fine])
    assert np.abs(stored[fine] / 10_000 - truth).max() <= 2 * EXACT
    source = read_raster(tmp_path / "source.tif")
    assert (source == np.repeat([1, 2], 60)).all()


def test_neighbouring_tiles_of_one_date_make_one_mosaic_each_with_its_own_clouds(tmp_path: Path) -> None:
    west, east = (np.full((60, 60), 4, np.uint8) for _ in range(2))
    west[:, 50:] = 9  # where both see, only the first one counts, cloudy or not
    products = [
        Product(random(), west),
        Product(random(1), east, tile="33TXL", origin=(499_980 + 800, 5_000_040)),
    ]
    images = tuple(str(write_product(tmp_path, product)) for product in products)
    job = MosaicJob(images=images, dilation=0, normalise=False, output=str(tmp_path / "out.tif"))
    mosaic.run(job, Progress())
    stored = read_raster(tmp_path / "out.tif")[TEN.index("B08")]
    assert stored.shape == (120, 200)
    truth = np.hstack([random()["B08"], random(1)["B08"][:, 40:]])
    clear = np.ones(stored.shape, bool)
    clear[:, 100:120] = False
    assert (stored[~clear] == 0).all()
    assert np.abs(stored[clear] / 10_000 - truth[clear]).max() <= 2 * EXACT
