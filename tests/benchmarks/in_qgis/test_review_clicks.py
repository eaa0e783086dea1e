"""A review driven for real, through the dock's widgets, with the true map as the reviewer's eye.

The reviewer looks at one region after the other and presses one key for each: the class that most of it is,
or "accept" where no single class puts more of it right. As in the paper (Fonteix et al. 2021 §3) it is also
counted how much a correction by hand takes from the single-date, the multi-date and the final map until
they are as good: there is no list for these, so each wrong patch is outlined, the most rewarding first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("qgis")

from osgeo import gdal
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton, QToolButton

from surecover.core import RESOURCES
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.dock import Dock
from surecover.plugin.session import Session
from surecover.processing_provider.provider import SureCoverProvider
from tests.benchmarks.in_qgis.patches import clicks_until, wrong_patches
from tests.in_qgis import provider

__all__ = ["provider"]

SEEDS = (42, 43, 44, 45)
STEPS = (0, 5, 10, 20, 50, 100, 1000)


def read(path: str | Path) -> np.ndarray:
    return gdal.Open(str(path)).ReadAsArray()


def run(name: str, **parameters: object) -> dict[str, Any]:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"surecover:{name}")
    results, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(), {}, False)
    assert ok
    return results


def mean_iou(classes: np.ndarray, truth: np.ndarray) -> float:
    known = truth > 0
    both = [((classes == c) & (truth == c) & known).sum() for c in np.unique(truth[known])]
    either = [(((classes == c) | (truth == c)) & known).sum() for c in np.unique(truth[known])]
    return float(np.mean(np.divide(both, either)))


class Reviewed:
    """A generated scene, mapped, and open in a dock."""

    def __init__(self, seed: int, folder: Path, iface: QgisInterface) -> None:
        data, results = folder / "data", folder / "result"
        run("demodata", SIZE=512, DATES=3, SEED=seed, FOLDER=str(data))
        run(
            "produce", IMAGES=sorted(map(str, data.glob("s2_*.tif"))),
            MASKS=sorted(map(str, data.glob("scl_*.tif"))),
            MODELS=[str(RESOURCES / "models" / "demonstration")], EXTERNAL=str(data / "external_map.tif"),
            CROSSWALK="clc44-basic6", KEEP=True, FOLDER=str(results),
        )  # fmt: skip
        self.result = ResultFolder.open(results)
        self.truth = read(data / "truth.tif")
        self.before = read(self.result.file("map.tif"))
        self.dock = Dock(Session(iface))
        self.dock.resize(450, 700)
        self.dock.show()


@pytest.fixture(scope="module")
def scenes(
    provider: SureCoverProvider, qgis_iface: QgisInterface, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Reviewed]]:
    made = [Reviewed(seed, tmp_path_factory.mktemp(f"seed{seed}"), qgis_iface) for seed in SEEDS]
    yield made
    for scene in made:
        scene.dock.close_down()
    QgsProject.instance().clear()
