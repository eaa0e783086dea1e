"""Small maps to assess, and runs of the stage on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, LandClass
from surecover.core.stages.assess import JOB, run
from tests.drawings import draw
from tests.files import write_raster
from tests.shapes import write_layer

SCHEME = ClassScheme(
    "three",
    "Three",
    (
        LandClass(1, "water", (0, 0, 255)),
        LandClass(2, "grass", (0, 200, 0)),
        LandClass(3, "=rock", (90, 90, 90)),
    ),
)
MAP = draw("1 1 2 2 . 3\n1 1 2 2 . 3\n1 2 2 2 3 3\n1 2 2 2 3 3", dtype="uint8")
TRUTH = draw("1 1 2 2 2 3\n1 2 2 2 . .\n1 2 2 3 3 3\n1 2 2 3 3 .", dtype="uint8")
CODES = draw("1 1 1 1 . 1\n1 3 1 1 . 1\n1 1 1 3 1 1\n1 1 1 3 1 1", dtype="uint8")
OTHER = draw("1 1 1 1 1 1\n1 1 1 1 1 1\n2 2 2 2 2 2\n2 2 2 2 2 2", dtype="uint8")


class Assessed:
    """The inputs, and runs of the stage on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.map = self.raster("map", MAP, SCHEME)
        self.truth = self.raster("truth", TRUTH, SCHEME)
        self.codes = self.raster("codes", CODES)

    def raster(self, name: str, values: np.ndarray, scheme: ClassScheme | None = None) -> str:
        tags = scheme.tags() if scheme else {}
        return write_raster(self.folder / f"{name}.tif", values, nodata=0, tags=tags)

    def points(self, pixels: list[tuple[int, int]], crs: str = "EPSG:32633", **fields: list[Any]) -> str:
        places = [shapely.Point(500_005 + 10 * col, 4_999_995 - 10 * row) for row, col in pixels]
        return write_layer(self.folder / "points.gpkg", places, fields, crs=crs)

    def run(self, **settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The returned numbers and the JSON report."""
        target = str(self.folder / "accuracy.json")
        job = JOB(**{"map": self.map, "reference": self.truth, "json": target, **settings})
        job.check()
        return run(job, Progress()), json.loads(Path(target).read_text(encoding="utf-8"))

    def text(self, kind: str, **settings: Any) -> str:
        path = self.folder / f"accuracy.{kind}"
        self.run(**{kind: str(path)}, **settings)
        return path.read_text(encoding="utf-8")


def of_class(told: dict[str, Any], class_id: int) -> dict[str, Any]:
    return next(entry for entry in told["levels"][-1]["classes"] if entry["id"] == class_id)
