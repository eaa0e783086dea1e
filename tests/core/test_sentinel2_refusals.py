"""What is no complete Sentinel-2 product, and that nothing is written into one."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.rasters import open_raster
from surecover.core.stages.mosaic import MosaicJob
from tests.core.products import TEN, classes, cut, random, reflectance, two_zones
from tests.safe import Product, write_product, zipped


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A product of level 2A that a test may damage."""
    return write_product(tmp_path, Product(random(), classes()))


def two_products_in_a_zip(safe: Path) -> Path:
    other = write_product(safe.parent, Product(sensed="2023-09-02T10:05:59.024Z"))
    with zipfile.ZipFile(zipped(safe), "a") as archive:
        archive.write(other / "MTD_MSIL2A.xml", f"{other.name}/MTD_MSIL2A.xml")
    return safe.with_suffix(".zip")


def two_products_in_a_folder(safe: Path) -> Path:
    return write_product(safe.parent, Product(sensed="2023-09-02T10:05:59.024Z")).parent


def of(name: str, *members: str) -> Callable[[Path], Path]:
    """A folder of this name with these files."""

    def made(safe: Path) -> Path:
        for member in members:
            (safe.parent / name / member).parent.mkdir(parents=True, exist_ok=True)
            (safe.parent / name / member).write_text("<xml/>", encoding="ascii")
        (safe.parent / name).mkdir(exist_ok=True)
        return safe.parent / name

    return made


def packed(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    return lambda safe: zipped(make(safe))


def cut_zip(safe: Path) -> Path:
    path = zipped(safe)
    path.write_bytes(path.read_bytes()[:20_000])
    return path


def retold(old: str, new: str, name: str = "MTD_MSIL2A.xml") -> Callable[[Path], Path]:
    """The product with another text in its metadata."""

    def damaged(safe: Path) -> Path:
        metadata = next(safe.rglob(name))
        text = metadata.read_text(encoding="utf-8")
        assert old in text
        metadata.write_text(text.replace(old, new), encoding="utf-8")
        return safe

    return damaged


BAND_5 = "T33TWL_20230823T100559_B05_20m.jp2"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (of("X.SAFE"), "holds no Sentinel-2 product"),
        (packed(of("X", "a.txt")), "holds no Sentinel-2 product"),
        (of("S1A_IW_GRDH_1SDV.SAFE", "manifest.safe"), "is a Sentinel-1 product"),
        (packed(of("S1A_IW_GRDH_1SDV.SAFE", "manifest.safe")), "is a Sentinel-1 product"),
        (of("S3A_OL_1_EFR.SEN3", "xfdumanifest.xml"), "is a Sentinel-3 product"),
        (of("S2A_OPER_PRD_MSIL1B.SAFE", "S2A_OPER_MTD_SAFL1B.xml"), "is a Sentinel-2 product of level 1B"),
        (two_products_in_a_zip, "holds 2 Sentinel-2 products: S2A_MSIL2A_2023"),
        (two_products_in_a_folder, "holds 2 Sentinel-2 products: S2A_MSIL2A_2023"),
        (two_zones, ":10m:EPSG_32634"),
        (cut_zip, "is no complete zip"),
        (cut(BAND_5), f"{BAND_5} is missing"),
        (packed(cut(BAND_5)), f"{BAND_5} is missing"),
        (cut("*_20m.jp2"), f"{BAND_5} and 6 more are missing"),
        (cut("MTD_TL.xml"), "MTD_TL.xml) are missing or damaged"),
        (cut("MTD_MSIL2A.xml", 5000), "MTD_MSIL2A.xml cannot be read"),
        (cut("MTD_MSIL2A.xml", 0), "MTD_MSIL2A.xml cannot be read"),
        (retold("_B05_20m", "_B55_20m"), "the image of B05 is missing"),
        (retold(">-1000<", ">much<"), "'much' where a number belongs"),
        (retold("<NROWS>60<", "<NROWS>61<", "MTD_TL.xml"), "place the bands of 10 and 20 m differently"),
        (retold('unit="none">10000<', 'unit="none">0<'), "0 where a positive number belongs"),
    ],
)  # fmt: skip
def test_what_is_no_complete_product_is_refused_in_one_sentence(
    own: Path, make: Callable[[Path], Path], expected: str
) -> None:
    path = make(own)
    with pytest.raises(SureCoverError) as caught, open_raster(str(path), label="Image (INPUT)"):
        pass
    assert str(caught.value).startswith(f"Image (INPUT) ({path}) ")
    assert expected in str(caught.value)


def test_of_two_products_in_a_zip_one_can_be_named_by_its_path_in_it(own: Path) -> None:
    path = f"/vsizip/{two_products_in_a_zip(own)}/{own.name}/MTD_MSIL2A.xml"
    assert reflectance(path, TEN)[1].all()


def test_metadata_that_define_entities_are_refused(own: Path) -> None:
    bomb = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(12))
    retold('standalone="no"?>', f'?><!DOCTYPE x [<!ENTITY a0 "boom">{bomb}]>')(own)
    retold("2026-01-01T12:00:00.000000Z", "&a12;")(own)
    with pytest.raises(SureCoverError, match="a DTD is not allowed"):
        reflectance(str(own), TEN)


@pytest.mark.parametrize("size", [0, 100, 2000])
def test_an_image_that_ends_too_early_is_found_when_it_is_read(own: Path, size: int) -> None:
    cut(BAND_5, size)(own)
    with (
        pytest.raises(SureCoverError, match=r"^Image \(INPUT\).*download it again"),
        open_raster(str(own), label="Image (INPUT)") as raster,
    ):
        raster.read(raster.grid.window)


@pytest.mark.parametrize("name", ["{stem}.SAFE", "{stem}.zip"])
def test_a_product_that_was_mended_is_read_anew_and_none_stays_open(own: Path, name: str) -> None:
    path = own.with_name(name.format(stem=own.stem))
    image = next(own.rglob(BAND_5))
    content = image.read_bytes()
    for size in (len(content) - 1, 2000):
        image.write_bytes(content[:size])
        zipped(own)
        with pytest.raises(SureCoverError, match="download it again"):
            reflectance(str(path), TEN)
    image.write_bytes(content)
    zipped(own)
    assert reflectance(str(path), TEN)[1].all()
    still_open = map(os.path.realpath, Path("/proc/self/fd").glob("*"))
    assert not [file for file in still_open if own.stem in file]


@pytest.mark.parametrize("name", ["out.tif", "GRANULE/out.tif"])
def test_nothing_is_written_into_a_product(own: Path, name: str) -> None:
    job = MosaicJob(images=(str(own),), output=str(own / name))
    with pytest.raises(SureCoverError, match=r"Mosaic \(OUTPUT\) lies in the product .*\.SAFE; choose"):
        job.check()
    replace(job, output=str(own.parent / "out.tif")).check()
