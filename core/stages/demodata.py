"""Demonstration data: dated Sentinel-2-like scenes of a made-up landscape, an old map and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

from ..demo.external import CoarseMap
from ..demo.generator import DemoScene
from ..demo.statistics import BANDS
from ..demo.zones import write_zones
from ..grid import Window, blocks
from ..job import Job, setting, target
from ..legends import LegendEntry
from ..outputs import Outputs, RasterWriter, new_folder
from ..progress import Progress
from ..scheme import ClassScheme, load_scheme

_BLOCK = 256  # even, as the scene classification has half the resolution
_SCL_NAMES = {
    3: ("cloud shadow", (60, 60, 60)),
    4: ("vegetation", (0, 160, 0)),
    5: ("not vegetated", (255, 230, 90)),
    6: ("water", (0, 0, 255)),
    7: ("unclassified", (128, 128, 128)),
    8: ("cloud, medium probability", (192, 192, 192)),
    9: ("cloud, high probability", (255, 255, 255)),
}


@dataclass(frozen=True)
class DemodataJob(Job):
    """How large, how many dates, which landscape."""

    stage: ClassVar[str] = "demodata"
    numbers: ClassVar[dict[str, str]] = {"CHANGED": "Share of pixels whose class changed since the old map"}

    size: int = setting(512, "integer", "Size in pixels", minimum=64, maximum=10980)
    dates: int = setting(3, "integer", "Number of dates", minimum=1, maximum=24)
    seed: int = setting(42, "integer", "Seed", minimum=0, maximum=2**31 - 1)
    cloud_share: float = setting(0.12, "number", "Share of cloud", minimum=0, maximum=0.9)
    cell: float = setting(
        100.0, "number", "Cell of the external map in metres", minimum=10, maximum=1000, advanced=True
    )
    external_crs: str = setting(
        "EPSG:3035", "choice", "CRS of the external map", choices=("EPSG:3035", "EPSG:32633"), advanced=True
    )
    external_classes: str = setting(
        "corine", "choice", "Classes of the external map", choices=("corine", "basic6"), advanced=True
    )
    folder: str = target("new folder", "Folder", "", optional=False)


JOB = DemodataJob


def run(job: DemodataJob, progress: Progress) -> dict[str, Any]:
    """Write the folder.

    It holds, for each date, `s2_YYYYMMDD.tif` (uint16, reflectance × 10,000, ten bands) and
    `scl_YYYYMMDD.tif` (20 m); `truth.tif` (basic6), `external_map.tif` (the land cover of some years
    ago in coarse cells, with mistakes) and `zones.gpkg` (layer "zones", field "name").

    Returns:
        FOLDER and CHANGED, 0..1.
    """
    scene = DemoScene(job.seed, job.size, job.dates, job.cloud_share)
    external = CoarseMap(scene.grid, job.cell, int(job.external_crs.partition(":")[2]))
    scheme = load_scheme("basic6")
    changed = 0
    with new_folder(job.folder) as folder, Outputs(job) as outputs:
        pairs = _begin_scenes(scene, outputs, folder)
        truth = outputs.class_map(str(folder / "truth.tif"), scene.grid, scheme.legend(), **scheme.tags())
        steps = product(blocks(scene.grid.shape, _BLOCK), range(job.dates))
        for window, when in progress.each(steps):
            _write_scene(scene, window, when, pairs[when])
            if when == 0:
                land = scene.land(window)
                truth.write(land.now, window)
                external.add(window, land)
                changed += int((land.now != land.before).sum())
        _write_external(job, external, scheme, outputs, folder)
        write_zones(outputs.file(str(folder / "zones.gpkg")), scene.grid, job.seed)
    return {**job.written(), "CHANGED": changed / job.size**2}


def _begin_scenes(
    scene: DemoScene, outputs: Outputs, folder: Path
) -> list[tuple[RasterWriter, RasterWriter]]:
    legend = [LegendEntry(value, *about) for value, about in _SCL_NAMES.items()]
    pairs = []
    for when, day in enumerate(scene.dates):
        tags = {
            "SENSOR": "Sentinel-2 MSI (made up)",
            "LEVEL": "L2A",
            "DATE": day.isoformat(),
            "REFLECTANCE_SCALE": "10000",
            "REFLECTANCE_OFFSET": "0",
            "CLOUD_SHARE": f"{scene.unusable_share(when):.3f}",
        }
        image = outputs.raster(
            str(folder / f"s2_{day:%Y%m%d}.tif"), scene.grid,
            dtype="uint16", count=len(BANDS), nodata=0, descriptions=BANDS, averaged=True, tags=tags,
        )  # fmt: skip
        classification = outputs.raster(
            str(folder / f"scl_{day:%Y%m%d}.tif"), scene.scl_grid,
            dtype="uint8", nodata=0, descriptions=["SCL"], legend=legend, tags=tags,
        )  # fmt: skip
        pairs.append((image, classification))
    return pairs


def _write_scene(
    scene: DemoScene, window: Window, when: int, pair: tuple[RasterWriter, RasterWriter]
) -> None:
    stored, scl = scene.image(when, window)
    top, left = window[0].start // 2, window[1].start // 2
    pair[0].write(stored, window)
    pair[1].write(scl, (slice(top, top + scl.shape[0]), slice(left, left + scl.shape[1])))


def _write_external(
    job: DemodataJob, external: CoarseMap, scheme: ClassScheme, outputs: Outputs, folder: Path
) -> None:
    path = str(folder / "external_map.tif")
    whole = external.grid.window
    if job.external_classes == "basic6":
        outputs.class_map(path, external.grid, scheme.legend(), **scheme.tags()).write(
            external.classes(job.seed), whole
        )
        return
    corine = load_scheme("clc44")
    legend = [LegendEntry(code, c.name, c.color) for c in corine.classes for code in c.codes]
    tags = {"PRODUCT": "made up in the form of CORINE land cover (grid codes)"}
    outputs.class_map(path, external.grid, legend, **tags).write(external.corine(job.seed), whole)
