"""What a review gains: the true map answers for the reviewer, region by region down the ranked list.

Three reviewers: one gives a region a single class, or accepts it where that is better; one does so for
each class in the region (edits with from_class); one draws what is there. Beside them the same number of
regions in the order in which they lie on the map, from the upper left.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio.features
import shapely

from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.stages import applyreview, reviewregions

from .accuracy import Judged, whole
from .measure import table
from .test_accuracy import generated

SEEDS = range(42, 46)
WAYS = ("one class", "by class", "drawn")
STEPS = (0, 5, 10, 20, 50, 100)


class Scene:
    """The maps of a generated scene, its regions in order of rank, and the true classes."""

    def __init__(self, judged: Judged, tmp: Path, confidence: bool) -> None:
        self.judged, self.folder = judged, tmp
        self.before = whole(judged.folder / "map.tif")
        self.truth = judged.reference
        self.paths = {name: str(judged.folder / f"{name}.tif") for name in ("map", "reliability", "evidence")}
        layers = {**self.paths, "confidence": str(judged.folder / "confidence.tif") if confidence else ""}
        reviewregions.run(reviewregions.JOB(regions=str(tmp / "regions.gpkg"), **layers), Progress())
        _, _, outlines, columns = pyogrio.raw.read(tmp / "regions.gpkg", columns=["region"])
        self.outlines, places = shapely.from_wkb(outlines), columns[0]
        with open_raster(self.paths["map"]) as raster:
            self.transform = rasterio.Affine(*raster.grid.transform)
        ranks = zip(self.outlines, range(1, len(places) + 1), strict=True)
        burnt = rasterio.features.rasterize(ranks, self.before.shape, transform=self.transform, dtype="int32")
        self.regions = [burnt == rank for rank in range(1, len(places) + 1)]
        self.scan = np.argsort(places).tolist()

    def answer(self, place: np.ndarray) -> int | None:
        """The one class for some pixels; None where accepting keeps at least as many of them right."""
        counts = np.bincount(self.truth[place])
        counts[0] = 0
        right = (self.truth[place] == self.before[place]).sum()
        return int(counts.argmax()) if counts.max() > right else None

    def reviewed(self, order: list[int], way: str) -> np.ndarray:
        classes = self.before.copy()
        for region in order:
            place = self.regions[region]
            if way == "drawn":
                classes[place] = self.truth[place]
                continue
            parts = [place & (self.before == c) for c in np.unique(self.before[place])]
            for part in parts if way == "by class" else [place]:
                if (answer := self.answer(part)) is not None:
                    classes[part] = answer
        return classes

    def figures(self, classes: np.ndarray) -> tuple[float, float]:
        metrics = self.judged.metrics(classes)
        return metrics.oa, metrics.miou


def rows_of(scenes: list[Scene]) -> list[list[object]]:
    """OA and mIoU after so many regions, ranked and in scan order, mean over the scenes."""
    rows = []
    for step in STEPS:
        cells: list[object] = [step]
        pixels = []
        for way in WAYS:
            for ranked in (True, False):
                figures = []
                for scene in scenes:
                    order = (list(range(len(scene.regions))) if ranked else scene.scan)[:step]
                    figures.append(scene.figures(scene.reviewed(order, way)))
                    if way == "drawn":
                        pixels.append(sum(scene.regions[region].sum() for region in order))
                cells += [f"{np.mean([oa for oa, _ in figures]):.4f} {np.mean([m for _, m in figures]):.4f}"]
        looked = np.array(pixels).reshape(2, len(scenes)).mean(axis=1)
        rows.append([*cells, f"{looked[0]:.0f} {looked[1]:.0f}"])
    return rows


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    return [generated(seed, tmp_path_factory.mktemp(f"scene{seed}")) for seed in SEEDS]


@pytest.mark.parametrize("confidence", [True, False])
def test_down_the_list(
    judged: list[Judged], confidence: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    scenes = [Scene(one, tmp_path_factory.mktemp("review"), confidence) for one in judged]
    rows = rows_of(scenes)
    table(
        f"{len(scenes)} generated scenes of 512 x 512 px, {np.mean([len(s.regions) for s in scenes]):.0f} "
        f"regions each, ranked {'with' if confidence else 'without'} a confidence layer: OA and mIoU",
        ("regions", *(f"{way}, {order}" for way in WAYS for order in ("ranked", "scan")), "pixels looked at"),
        rows,
    )
    check_applied(scenes[0], 20)


def check_applied(scene: Scene, count: int) -> None:
    """The stage makes the same map of edits as the arithmetic above."""
    answers = [scene.answer(place) for place in scene.regions[:count]]
    new = np.array([np.nan if answer is None else answer for answer in answers])
    edits, final = scene.folder / "edits.gpkg", str(scene.folder / "final.tif")
    pyogrio.raw.write(
        edits, shapely.to_wkb(scene.outlines[:count]), [new], ["to_class"], layer="edits", driver="GPKG",
        geometry_type="MultiPolygon", crs="EPSG:32633",
    )  # fmt: skip
    applyreview.run(applyreview.JOB(edits=str(edits), map_out=final, **scene.paths), Progress())
    assert (whole(final) == scene.reviewed(list(range(count)), "one class")).all()
