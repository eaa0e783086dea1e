"""Scenes with a reference, as the chain leaves them: what trust is measured on.

Generated scenes have a truth. The external maps of the real scenes are derived from their references (coarse,
partly changed), but for Carolina, whose older map is real and whose reference is a few thousand pixels.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from surecover.core import RESOURCES, ROOT
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.scheme import ClassScheme
from surecover.core.stages import demodata, harmonise, produce
from surecover.core.trust.metrics import settle_levels

from ..accuracy import whole
from ..learn.old_map import CHANGES, write_old_map, write_scene
from ..test_accuracy import DATA, EO_LEARN

KEPT = Path(os.environ.get("SURECOVER_SCENES", ROOT / "build" / "trust-scenes"))
"""Where the scenes are kept between runs."""

MODEL = RESOURCES / "models" / "demonstration"
GENERATED = (42, 43, 44, 45)
LEARNED = ((101, 50, "small"), (102, 100, "medium"), (103, 300, "large"))
_BELGIAN_DATES = ("20190401", "20190620", "20190705", "20190918")
_SLOVENIAN_DATES = ("20150711", "20150731", "20150820", "20150830", "20150909")


@dataclass(frozen=True)
class Scene:
    """A scene and what is known of it; all arrays (rows, cols).

    Attributes:
        name: For tables.
        folder: What `produce` made, with the intermediate results.
        scheme: Of the maps.
        reference: Class ids, 0 = unknown.
    """

    name: str
    folder: Path
    scheme: ClassScheme
    reference: np.ndarray

    def map(self, name: str) -> np.ndarray:
        """A raster of the folder, or of the intermediate results."""
        final = self.folder / f"{name}.tif"
        return whole(final if final.exists() else self.folder / "intermediate" / f"{name}.tif")

    @property
    def dates(self) -> list[str]:
        """Names of the maps of single dates."""
        return [path.stem for path in sorted((self.folder / "intermediate").glob("map_*.tif"))]

    def probabilities(self) -> tuple[np.ndarray, list[int]]:
        """The fused ones, float32 (classes, rows, cols), NaN where not observed; and the bands' classes."""
        with open_raster(str(self.folder / "intermediate" / "fused.tif")) as raster:
            rows, cols = raster.grid.shape
            values, valid = raster.read_physical((slice(0, rows), slice(0, cols)))
            ids = [self.scheme.find(name).id for name in raster.descriptions]
        return np.where(valid, values, np.nan).astype(np.float32), ids

    def right(self, classes: np.ndarray) -> np.ndarray:
        """Where the reference does not contradict a map."""
        right: np.ndarray = settle_levels(self.reference, classes, self.scheme) == classes
        return right


def scenes() -> list[Scene]:
    """All scenes for which there are data; made if need be (ten minutes on two cores)."""
    found = [_generated(seed) for seed in GENERATED]
    found += [_learned(*case) for case in LEARNED]
    if DATA.is_dir():
        found += [_slovenia("majority_100m"), _slovenia("outdated_100m_epsg3035"), _belgium(), _carolina()]
        found += [_world_map("chile"), _world_map("denmark")]
    return found


def _made(name: str, prepare: Callable[[Path], dict[str, Any]]) -> Path:
    """The folder of a scene, whose settings of `produce` are told by `prepare`."""
    folder = KEPT / name.replace(" ", "-").replace(",", "")
    if not (folder / "out" / "map.tif").exists():
        folder.mkdir(parents=True, exist_ok=True)
        job = produce.JOB(**prepare(folder), folder=str(folder / "out"), keep=True)
        job.check()
        produce.run(job, Progress())
    return folder


def _scene(name: str, folder: Path, reference: str, crosswalk: str = "") -> Scene:
    out = folder / "out"
    text = (out / "intermediate" / "scheme.json").read_text(encoding="utf-8")
    scheme = ClassScheme.from_json(text)
    made = folder / "reference.tif"
    if not made.exists():
        own = str(out / "intermediate" / "scheme.json")
        job = harmonise.JOB(
            input=reference, grid=str(out / "map.tif"), crosswalk=crosswalk, scheme=own, output=str(made)
        )
        harmonise.run(job, Progress())
    return Scene(name, out, scheme, whole(made))


def _images(data: Path) -> dict[str, Any]:
    return {
        "images": tuple(map(str, sorted(data.glob("s2_*.tif")))),
        "masks": tuple(map(str, sorted(data.glob("scl_*.tif")))),
    }


def _generated(seed: int) -> Scene:
    def prepare(folder: Path) -> dict[str, Any]:
        data = folder / "data"
        demodata.run(demodata.JOB(size=512, dates=3, seed=seed, folder=str(data)), Progress())
        return {**_images(data), "models": (str(MODEL),), "external": str(data / "external_map.tif")}

    name = f"generated {seed}"
    folder = _made(name, prepare)
    return _scene(name, folder, str(folder / "data" / "truth.tif"))


def _learned(seed: int, cell: int, change: str) -> Scene:
    def prepare(folder: Path) -> dict[str, Any]:
        write_scene(folder / "data", seed, 384)
        old, _ = write_old_map(folder / "data", seed, 384, cell, CHANGES[change])
        return {**_images(folder / "data"), "external": old}

    name = f"learned from {cell} m, {change} change"
    folder = _made(name, prepare)
    return _scene(name, folder, str(folder / "data" / "truth.tif"))


def _crosswalk(folder: Path, text: str) -> str:
    path = folder / "crosswalk.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _slovenia(external: str) -> Scene:
    data = DATA / "slovenia_s2_l1c"

    def prepare(folder: Path) -> dict[str, Any]:
        return {
            "images": tuple(str(data / f"s2_l1c_{date}.tif") for date in _SLOVENIAN_DATES),
            "masks": tuple(str(data / f"cloud_mask_{date}.tif") for date in _SLOVENIAN_DATES),
            "external": str(data / f"external_DERIVED_{external}.tif"),
            "crosswalk": _crosswalk(folder, EO_LEARN), "scheme": "basic6",
        }  # fmt: skip

    name = f"Slovenia, {external.partition('_')[0]}"
    folder = _made(name, prepare)
    return _scene(name, folder, str(data / "reference_lulc.tif"), str(folder / "crosswalk.csv"))


def _belgium() -> Scene:
    data = DATA / "belgium_s2_l2a_s1"

    def prepare(folder: Path) -> dict[str, Any]:
        return {
            "images": tuple(str(data / f"s2_l2a_{date}.tif") for date in _BELGIAN_DATES),
            "masks": tuple(str(data / f"scl_{date}.tif") for date in _BELGIAN_DATES),
            "external": outdated(data / "reference_lc.tif", folder, (11, 13)), "folds": 4,
        }  # fmt: skip

    folder = _made("Belgium", prepare)
    return _scene("Belgium", folder, str(data / "reference_lc.tif"))


def _carolina() -> Scene:
    data = DATA / "carolina_landsat7"

    def prepare(folder: Path) -> dict[str, Any]:
        return {
            "images": (str(data / "landsat7_2000.tif"),), "dates": "2000-07-01", "scale": 255.0,
            "external": str(data / "external_map_older.tif"),
        }  # fmt: skip

    folder = _made("Carolina", prepare)
    return _scene("Carolina", folder, str(data / "labelled_pixels.tif"))


def _world_map(place: str) -> Scene:
    data = DATA / f"worldmap_pair_{place}"
    reference = data / "external_map_lulc_10m.tif"

    def prepare(folder: Path) -> dict[str, Any]:
        classes = (2, 4, 5, 9)
        return {
            "images": (str(data / "s2l2a.tif"),), "dates": "2020-07-01",
            "external": outdated(reference, folder, classes),
        }  # fmt: skip

    name = place.capitalize()
    folder = _made(name, prepare)
    return _scene(name, folder, str(reference))


def outdated(reference: Path, folder: Path, classes: tuple[int, ...], cell: int = 8) -> str:
    """Derive an external map: majority of cell × cell pixels, in one cell of eight the next class."""
    fine = whole(reference)
    rows, cols = (length // cell * cell for length in fine.shape)
    cells = fine[:rows, :cols].reshape(rows // cell, cell, cols // cell, cell).swapaxes(1, 2)
    majority = np.array([[np.bincount(part.ravel()).argmax() for part in row] for row in cells])
    following = np.arange(256)
    following[list(classes)] = np.roll(classes, -1)
    flipped = np.random.default_rng(0).random(majority.shape) < 1 / 8
    coarse = np.where(flipped, following[majority], majority).astype("uint8")
    path = folder / "external.tif"
    with rasterio.open(reference) as source:
        profile = {**source.profile, "height": coarse.shape[0], "width": coarse.shape[1], "count": 1}
        profile.update(transform=source.transform @ source.transform.scale(cell), dtype="uint8", nodata=0)
        with rasterio.open(path, "w", **profile) as target:
            target.write(coarse, 1)
            target.update_tags(**source.tags())
            if names := source.tags().get("CLASSES"):
                target.update_tags(CLASSES=names)
    return str(path)
