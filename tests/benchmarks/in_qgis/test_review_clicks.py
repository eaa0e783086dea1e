"""A review driven for real, through the dock's widgets, with the true map as the reviewer's eye.

The reviewer looks at one region after the other and presses one key for each: the class that most of it is,
or "accept" where no single class puts more of it right. As in the paper (Fonteix et al. 2021 §3) it is also
counted how much a correction by hand takes from the single-date, the multi-date and the final map until
they are as good: there is no list for these, so each wrong patch is outlined, the most rewarding first.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("qgis")

from osgeo import gdal, ogr
from pytestqt.qtbot import QtBot
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QTableView, QToolButton

from surecover.core import RESOURCES
from surecover.core.engine.client import engine
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.dock import Dock
from surecover.plugin.review.region_list import RegionList
from surecover.plugin.review.regions import Column
from surecover.plugin.session import Session
from surecover.processing_provider.provider import SureCoverProvider
from tests.benchmarks.in_qgis.patches import clicks_until, wrong_patches
from tests.benchmarks.measure import table
from tests.in_qgis import provider

__all__ = ["provider"]

SEEDS = (42, 43, 44, 45)
LONGEST = 1000
"""More clicks than any list asks for."""

STEPS = (0, 5, 10, 20, 50, 100, LONGEST)
WANTED = (0.93, 0.94, 0.95, 0.96)


def read(path: str | Path) -> np.ndarray:
    return gdal.Open(str(path)).ReadAsArray()


def run(name: str, **parameters: object) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"surecover:{name}")
    _, ok = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(False), {}, False)
    assert ok


def figures(classes: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Mean IoU and overall accuracy."""
    known = truth > 0
    present = np.unique(truth[known])
    both = [((classes == c) & (truth == c)).sum() for c in present]
    either = [(((classes == c) | (truth == c)) & known).sum() for c in present]
    return float(np.mean(np.divide(both, either))), float((classes == truth)[known].mean())


class Scene:
    """A generated scene and its map."""

    def __init__(self, seed: int, folder: Path) -> None:
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
        self.map = read(self.result.file("map.tif"))

    def maps(self) -> dict[str, np.ndarray]:
        """What may be corrected by hand; of the dates the one that is best after all."""
        dates = [read(dated.map) for dated in self.result.dates()]
        return {
            "single date": max(dates, key=lambda classes: figures(classes, self.truth)[1]),
            "three dates": read(self.result.intermediate("fused_map")),
            "final": self.map,
        }


class Reviewer:
    """Somebody who knows the truth, before the dock."""

    def __init__(self, scene: Scene, folder: Path, iface: QgisInterface, qtbot: QtBot) -> None:
        self._truth, self._map = scene.truth, scene.map
        self.classes = scene.map.copy()
        self.clicks = 0
        shutil.copytree(scene.result.path, folder)
        self._result = ResultFolder.open(folder)
        self._bot = qtbot
        self.dock = Dock(Session(iface))
        with qtbot.waitExposed(self.dock):
            self.dock.show()
        self.dock.tabs.setCurrentWidget(self.dock.review_tab)
        self.dock.session.open(str(folder))
        self.list = self.dock.findChild(RegionList)
        qtbot.waitUntil(lambda: self.list.table.rowCount() > 0, timeout=30_000)
        self._numbers = self._burnt()

    def _burnt(self) -> np.ndarray:
        """The rank of the region of each pixel, 0 where there is none."""
        template = gdal.Open(self._result.file("map.tif"))
        memory = gdal.Translate("", template, format="MEM", outputType=gdal.GDT_Int32)
        memory.GetRasterBand(1).WriteArray(np.zeros(self._map.shape, np.int32))
        regions = ogr.Open(self._result.regions)
        gdal.RasterizeLayer(memory, [1], regions.GetLayer(0), options=["ATTRIBUTE=rank"])
        return memory.ReadAsArray()

    def sort_by_place(self) -> None:
        """Click the title of the column."""
        header = self.dock.findChild(QTableView, "regions").horizontalHeader()
        header.setOffsetToLastSection()
        x = header.sectionViewportPosition(Column.PLACE) + header.sectionSize(Column.PLACE) // 2
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))

    def press(self, key: str) -> None:
        """One click of the review."""
        self.clicks += 1
        QTest.keyClick(self.list, key)

    def decide(self) -> None:
        """Look at the current region, and press the key for what is there."""
        place = self._numbers == self.list.current.rank
        counts = np.bincount(self._truth[place])
        counts[0] = 0
        answer = int(counts.argmax())
        if counts[answer] > (self._map == self._truth)[place].sum():
            self.classes[place] = answer
            self.press(str(answer))
        else:
            self.press("a")

    def export(self) -> np.ndarray:
        """The reviewed map, by the button."""
        QTest.mouseClick(self.dock.findChild(QToolButton, "export"), Qt.MouseButton.LeftButton)
        path = Path(self._result.path, "review", "map_reviewed.tif")
        self._bot.waitUntil(path.is_file, timeout=30_000)
        return read(path)

    def close(self) -> None:
        """Leave QGIS as it was."""
        self.dock.close_down()
        QgsProject.instance().clear()


@pytest.fixture(scope="module")
def scenes(provider: SureCoverProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Scene]]:
    yield [Scene(seed, tmp_path_factory.mktemp(f"seed{seed}")) for seed in SEEDS]
    engine().shutdown()


@pytest.fixture
def reviewer(qgis_iface: QgisInterface, qtbot: QtBot) -> Callable[[Scene, Path], Reviewer]:
    return lambda scene, folder: Reviewer(scene, folder, qgis_iface, qtbot)


def walk(reviewer: Reviewer, scan: bool, truth: np.ndarray) -> list[tuple[float, float]]:
    """Go through the whole list; mean IoU and accuracy after each click."""
    if scan:
        reviewer.sort_by_place()
    curve = [figures(reviewer.classes, truth)]
    QTest.keyClick(reviewer.list, "n")
    seen = []
    for _ in range(reviewer.list.table.rowCount()):
        seen.append(reviewer.list.current.place if scan else reviewer.list.current.rank)
        reviewer.decide()
        curve.append(figures(reviewer.classes, truth))
    assert seen == list(range(1, len(seen) + 1))
    assert reviewer.clicks == len(seen)
    return curve


def test_down_the_list_and_by_hand(
    scenes: list[Scene], reviewer: Callable[[Scene, Path], Reviewer], tmp_path: Path
) -> None:
    curves: dict[str, list[list[tuple[float, float]]]] = {"ranked": [], "scan": []}
    reviewed = []
    for number, scene in enumerate(scenes):
        for order, walks in curves.items():
            who = reviewer(scene, tmp_path / f"{number}{order}")
            walks.append(walk(who, order == "scan", scene.truth))
            if number == 0:
                assert (who.export() == who.classes).all()
            who.close()
        reviewed.append(who.classes)
    show_curves(curves)
    show_clicks(scenes, curves["ranked"], reviewed)


def show_curves(curves: dict[str, list[list[tuple[float, float]]]]) -> None:
    count = np.mean([len(curve) - 1 for curve in curves["ranked"]])
    rows = [
        [
            step if step < LONGEST else "all",
            *(
                f"{value:.4f}"
                for walks in curves.values()
                for value in np.mean([curve[min(step, len(curve) - 1)] for curve in walks], axis=0)
            ),
        ]
        for step in STEPS
    ]
    table(
        f"{len(SEEDS)} generated scenes, {count:.0f} regions each, one key each, in the dock",
        ("clicks", "ranked: mean IoU", "accuracy", "scan order: mean IoU", "accuracy"), rows,
    )  # fmt: skip


def show_clicks(
    scenes: list[Scene], ranked: list[list[tuple[float, float]]], reviewed: list[np.ndarray]
) -> None:
    """By hand only, and by the list as far as it goes, then by hand."""
    rows = []
    for wanted in WANTED:
        clicks: dict[str, list[int]] = {}
        for scene, curve, after in zip(scenes, ranked, reviewed):
            for name, classes in scene.maps().items():
                clicks.setdefault(name, []).append(by_hand(classes, scene.truth, wanted))
            enough = (count for count, (_, accuracy) in enumerate(curve) if accuracy >= wanted)
            by_list = next(enough, len(curve) - 1 + by_hand(after, scene.truth, wanted))
            clicks.setdefault("final, the list first", []).append(by_list)
        assert all(count >= 0 for counts in clicks.values() for count in counts)
        rows.append([f"{wanted:.2f}", *(f"{np.mean(counts):.0f}" for counts in clicks.values())])
    table("Clicks until a map has an accuracy, corrected by hand", ("accuracy", *clicks), rows)


def by_hand(classes: np.ndarray, truth: np.ndarray, wanted: float) -> int:
    known = truth > 0
    wrong = int(((classes != truth) & known).sum())
    return clicks_until(wrong_patches(classes, truth), wrong, int((1 - wanted) * known.sum()))
