"""From a map to its accuracy through files: points are drawn, labelled by someone who sees all, assessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import assess, sample
from tests.files import write_raster

SHAPE = (90, 120)
BASIC6 = load_scheme("basic6")


class Land:
    """A map in patches whose reliability codes tell how often it is right; gaps are no part of the land.

    Attributes:
        accuracy: Share of the mapped pixels that are right.
    """

    def __init__(self, folder: Path) -> None:
        rng = np.random.default_rng(4)
        self._folder = folder
        mapped = rng.choice([0, 1, 2, 3], (9, 12), p=[0.1, 0.05, 0.25, 0.6]).repeat(10, 0).repeat(10, 1)
        codes = rng.choice([1, 2, 3], (18, 24), p=[0.7, 0.2, 0.1]).repeat(5, 0).repeat(5, 1)
        wrong = rng.random(SHAPE) > np.array([0, 0.95, 0.8, 0.5])[codes]
        self._truth = np.where(wrong, mapped % 3 + 1, mapped)
        self.accuracy = float((self._truth == mapped)[mapped > 0].mean())
        self._map = write_raster(folder / "map.tif", mapped.astype("uint8"), nodata=0, tags=BASIC6.tags())
        self._codes = write_raster(folder / "codes.tif", codes.astype("uint8"), nodata=0)

    def assessed(self, seed: int, **settings: Any) -> dict[str, Any]:
        """The assessment by points that a seed draws."""
        drawn, labelled, told = (
            str(self._folder / name) for name in ("drawn.gpkg", "labelled.gpkg", "told.json")
        )
        sample.run(
            sample.JOB(map=self._map, reliability=self._codes, points=drawn, seed=seed, **settings),
            Progress(),
        )
        self._label(drawn, labelled)
        assess.run(assess.JOB(map=self._map, reference=labelled, json=told), Progress())
        found: dict[str, Any] = json.loads(Path(told).read_text(encoding="utf-8"))
        return found

    def _label(self, drawn: str, labelled: str) -> None:
        meta, _, wkb, columns = pyogrio.raw.read(drawn, layer="points")
        table = dict(zip(meta["fields"], columns))
        x, y = shapely.get_coordinates(shapely.from_wkb(wkb)).T
        rows, cols = ((5_000_000 - y) // 10).astype(int), ((x - 500_000) // 10).astype(int)
        table["reference"] = self._truth[rows, cols].astype(np.int32)
        table.pop("note")
        Path(labelled).unlink(missing_ok=True)
        pyogrio.raw.write(
            labelled, wkb, list(table.values()), list(table), layer="points", geometry_type="Point",
            crs=meta["crs"], driver="GPKG",
        )  # fmt: skip
