"""Sentinel-2 products as inputs of algorithms, in QGIS and through qgis_process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer

from surecover.core import ROOT
from surecover.core.engine.environment import find_interpreter
from tests.headless.conftest import Algorithm, Run
from tests.headless.gdal_files import BANDS, facts

MADE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import numpy as np
from tests.safe import Product, write_product, zipped
folder = Path(sys.argv[2])
west, east = (np.full((60, 60), 4), np.full((60, 60), 4))
west[:, 30:] = east[:, :30] = 9
levels = {"B02": np.full((120, 120), 0.2), "B05": np.full((60, 60), 0.3)}
print(write_product(folder, Product(levels, west, baseline="02.07")))
print(zipped(write_product(folder / "new", Product(levels, east, sensed="2023-09-02T10:05:59.024Z"))))
"""


@dataclass(frozen=True)
class Products:
    """The western half of the first product is clear, the eastern half of the second."""

    folder: str
    zip: str


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> Products:
    """Two products of the same reflectances: a folder of an old baseline, a zip of a new one."""
    folder = tmp_path_factory.mktemp("products")
    made = subprocess.run(
        [find_interpreter(), "-c", MADE, ROOT, folder], check=True, capture_output=True, text=True
    )
    return Products(*made.stdout.split())


@pytest.fixture
def project() -> Iterator[QgsProject]:
    """The project that Processing sees, empty before and after."""
    project = QgsProject.instance()
    yield project
    project.clear()


def test_a_mosaic_of_a_folder_and_a_zip(qgis_process: Run, products: Products, tmp_path: Path) -> None:
    output = tmp_path / "mosaic.tif"
    done = qgis_process(
        "run", "surecover:mosaic", f"--IMAGES={products.folder}", f"--IMAGES={products.zip}", "--METHOD=best",
        "--DILATION=0", f"--OUTPUT={output}",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = facts(output)
    assert tuple(found.descriptions) == BANDS
    assert (found.values[0] == 2000).all()
    assert (found.values[3] == 3000).all()
    inputs = json.loads(found.tags["SURECOVER_INPUTS"])
    assert [entry["path"] for entry in inputs] == [products.folder, products.zip]
    assert [entry["date"] for entry in inputs] == ["2023-08-23", "2023-09-02"]


def test_an_extent_in_another_crs_is_brought_to_that_of_the_product(
    qgis_process: Run, products: Products, tmp_path: Path
) -> None:
    output = tmp_path / "mosaic.tif"
    done = qgis_process(
        "run", "surecover:mosaic", f"--IMAGES={products.zip}", f"--OUTPUT={output}", "--FILL=true",
        "--EXTENT=15.005,15.01,45.145,45.15 [EPSG:4326]",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    _, rows, cols = facts(output).values.shape
    assert (rows, cols) == (pytest.approx(56, abs=2), pytest.approx(40, abs=2))


def test_qgis_reads_the_generated_products_as_meant(products: Products) -> None:
    names = [name for name, _ in gdal.Open(f"{products.folder}/MTD_MSIL2A.xml").GetSubDatasets()]
    blue, rededge = (gdal.Open(name).ReadAsArray() for name in names[:2])
    assert (blue[2] == 2000).all()
    assert (rededge[0] == 3000).all()


def test_a_layer_of_a_product_in_a_project_is_an_image(
    algorithm: Algorithm, products: Products, project: QgsProject, tmp_path: Path
) -> None:
    name = f"SENTINEL2_L2A:{products.folder}/MTD_MSIL2A.xml:10m:EPSG_32633"
    layer = QgsRasterLayer(name, "product")
    assert layer.isValid()
    project.addMapLayer(layer)
    for given in (layer.id(), name):
        results = algorithm(
            "mosaic", IMAGES=[given, products.zip], MASKS=[products.folder, products.zip], METHOD="best",
            DILATION=0, OUTPUT=str(tmp_path / f"{len(given)}.tif"),
        )  # fmt: skip
        found = facts(results["OUTPUT"])
        assert found.descriptions == ["B02", "B03", "B04", "B08"]
        assert (found.values[0] == 2000).all()
        assert np.ptp(found.values[1]) <= 1
