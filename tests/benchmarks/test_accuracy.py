"""Accuracy of the chain on generated scenes whose truth is known, and on real scenes.

The real scenes are classified by models that never saw the place; their external maps are derived
from the reference (coarsened and outdated), so they show that the mechanics work on real pixels,
not that the correction helps.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import rasterio

from surecover.core import RESOURCES, ROOT
from surecover.core.demo import train
from surecover.core.progress import Progress
from surecover.core.stages import demodata, produce

from .accuracy import Judged, reference_on, whole

DATA = Path(os.environ.get("SURECOVER_DATA", ROOT.parent / "shared" / "data"))
LEFT_OUT = Path(os.environ.get("SURECOVER_LEFT_OUT", ROOT / "build" / "left-out"))
SEEDS = range(42, 50)
MODEL = RESOURCES / "models" / "demonstration"

REAL = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real data are not at {DATA}")

EO_LEARN = "from,to\n1,open land\n2,forest\n3,grass\n4,0\n8,building\n5,water\n6,0\n7,0\n9,barren\n10,0\n"
PARCELS = "from,to\n11,open land\n13,grass\n99,0\n60,building\n"


def judge(tmp: Path, reference: str, legend: str = "", merged: bool = False, **settings: object) -> Judged:
    """Produce into tmp/out and compare with a reference map, whose codes the crosswalk `legend` reads."""
    job = produce.JOB(folder=str(tmp / "out"), keep=True, **settings)
    job.check()
    produce.run(job, Progress())
    grid = str(tmp / "out" / "map.tif")
    return Judged(tmp / "out", reference_on(reference, grid, tmp / "reference.tif", legend), merged)


def tell(title: str, judged: Judged) -> None:
    detection = ", ".join(f"{name} {area:.3f}" for name, area in judged.detection().items())
    print(f"\n== {title}\n{judged.table()}\n{judged.codes()}\nfinding errors (AUC): {detection}")


def generated(seed: int, tmp: Path) -> Judged:
    data = tmp / "data"
    demodata.run(demodata.JOB(size=512, dates=3, seed=seed, folder=str(data)), Progress())
    return judge(
        tmp, str(data / "truth.tif"),
        images=tuple(map(str, sorted(data.glob("s2_*.tif")))),
        masks=tuple(map(str, sorted(data.glob("scl_*.tif")))),
        models=(str(MODEL),), external=str(data / "external_map.tif"),
    )  # fmt: skip


def test_generated_scenes(tmp_path: Path) -> None:
    figures: dict[str, list[float]] = {}
    for seed in SEEDS:
        (tmp_path / str(seed)).mkdir()
        judged = generated(seed, tmp_path / str(seed))
        if seed == SEEDS[0]:
            tell(f"generated scene, seed {seed}", judged)
        for name, value in judged.figures().items():
            figures.setdefault(name, []).append(value)
    print(f"\n== {len(SEEDS)} generated scenes, 512 x 512 px, 3 dates: mean, standard deviation, least, most")
    for name, values in figures.items():
        spread = f"{np.std(values, ddof=1):.4f} {min(values):.4f} {max(values):.4f}"
        print(f"{name:32} {np.mean(values):.4f} {spread}")


def model_without(place: str) -> str:
    """A model that never saw a place; all of them are trained when it is not there yet (ten minutes)."""
    folder = LEFT_OUT / f"demonstration-without-{place}"
    if not folder.is_dir():
        train.main([str(DATA), str(LEFT_OUT / "all"), str(LEFT_OUT), "--only", "demonstration"])
    return str(folder)


@REAL
@pytest.mark.parametrize("external", ["majority_100m", "outdated_100m_epsg3035"])
def test_slovenia(external: str, tmp_path: Path) -> None:
    folder = DATA / "slovenia_s2_l1c"
    dates = ("20150711", "20150830", "20150909")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text(EO_LEARN)
    judged = judge(
        tmp_path, str(folder / "reference_lulc.tif"), str(crosswalk), merged=True,
        images=tuple(str(folder / f"s2_l1c_{date}.tif") for date in dates),
        masks=tuple(str(folder / f"cloud_mask_{date}.tif") for date in dates),
        models=(model_without("slovenia"),),
        external=str(folder / f"external_DERIVED_{external}.tif"), crosswalk=str(crosswalk),
    )  # fmt: skip
    tell(f"Slovenia, external map DERIVED {external}", judged)


@REAL
def test_belgium(tmp_path: Path) -> None:
    folder = DATA / "belgium_s2_l2a_s1"
    dates = ("20190401", "20190620", "20190705", "20190918")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text(PARCELS)
    judged = judge(
        tmp_path, str(folder / "reference_lc.tif"), str(crosswalk), merged=True,
        images=tuple(str(folder / f"s2_l2a_{date}.tif") for date in dates),
        masks=tuple(str(folder / f"scl_{date}.tif") for date in dates),
        models=(model_without("belgium"),),
        external=outdated_and_coarse(folder / "reference_lc.tif", tmp_path), crosswalk=str(crosswalk),
    )  # fmt: skip
    tell("Belgium, external map derived: 80 m majority, an eighth of the cells changed", judged)


def outdated_and_coarse(reference: Path, tmp: Path, cell: int = 8) -> str:
    """Derive an external map: majority of cell × cell pixels, in one cell of eight the other class."""
    fine = whole(reference)
    blocks = fine.reshape(fine.shape[0] // cell, cell, fine.shape[1] // cell, cell).swapaxes(1, 2)
    majority = np.array([[np.bincount(b.ravel()).argmax() for b in row] for row in blocks])
    flipped = np.random.default_rng(0).random(majority.shape) < 1 / 8
    swapped = np.where(majority == 11, 13, np.where(majority == 13, 11, majority))
    coarse = np.where(flipped, swapped, majority).astype("uint8")
    path = tmp / "external_derived.tif"
    with rasterio.open(reference) as source:
        profile = {**source.profile, "height": coarse.shape[0], "width": coarse.shape[1], "count": 1}
        profile.update(transform=source.transform @ source.transform.scale(cell), dtype="uint8", nodata=0)
        with rasterio.open(path, "w", **profile) as target:
            target.write(coarse, 1)
    return str(path)
