"""Put the edits of a review on a class map; reviewed pixels get reliability 1 and evidence 9."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND, Evidence, Reliability
from ..grid import blocks
from ..ids import classes_in, codes_in
from ..job import Job, setting, source, target
from ..legends import LegendEntry
from ..outputs import Outputs, RasterWriter
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import scheme_of
from ..scheme import SCHEME_TAG, ClassScheme
from ..textfiles import parse_json
from ..trust.review import Edits, Review, edits_layer, read_edits

_OWN_TAGS = ("SURECOVER_VERSION", "SURECOVER_STAGE", "SURECOVER_PARAMETERS", "SURECOVER_REVIEWS")
"""What the results tell anew; the other SURECOVER_ tags of the inputs hold for them, too."""


@dataclass(frozen=True)
class ApplyreviewJob(Job):
    """Class map, reliability, evidence and edits → the reviewed ones."""

    stage: ClassVar[str] = "applyreview"
    numbers: ClassVar[dict[str, str]] = {
        "EDITS_USED": "Edits that touch a pixel of the map",
        "REVIEWED": "Reviewed pixels",
        "CHANGED": "Pixels whose class was changed",
    }

    map: str = source("raster", "Class map")
    reliability: str = source("raster", "Reliability")
    evidence: str = source("raster", "Evidence")
    edits: str = source("vector", "Edits")
    scheme: str = setting("", "text", "Class scheme", advanced=True)
    map_out: str = target("new raster", "Reviewed class map")
    reliability_out: str = target("new raster", "Reviewed reliability")
    evidence_out: str = target("new raster", "Reviewed evidence")


JOB = ApplyreviewJob
_label = ApplyreviewJob.label


def run(job: ApplyreviewJob, progress: Progress) -> dict[str, Any]:
    """Apply the edits on the grid of the class map; see `core.review` for what they say.

    Returns:
        The paths of the outputs that were asked for, and EDITS_USED, REVIEWED and CHANGED.

    Raises:
        SureCoverError: A raster is no map of its kind, or an edit is not acceptable.
    """
    with ExitStack() as stack:
        maps = _open(job, stack, progress)
        grid = maps["map"].grid
        scheme = scheme_of(maps["map"], job.scheme)
        edits = read_edits(edits_layer(job.edits, _label("edits")), grid, scheme, _label("edits"))
        reviews = [*_earlier_reviews(maps["map"]), edits.facts()]
        outputs = stack.enter_context(Outputs(job, {"reviews": reviews}, progress.part(0.8, 1.0)))
        writers = _writers(job, outputs, maps, scheme, edits)
        classes = classes_in(maps["map"], scheme, _label("scheme"))
        codes = codes_in(maps["reliability"], Reliability)
        reasons = codes_in(maps["evidence"], Evidence)
        review = Review(edits, grid)
        reviewed = changed = 0
        for window in progress.part(0, 0.8).each(blocks(grid.shape)):
            before = classes.read(window)
            final, seen = review.apply(before, window)
            reviewed += int(np.count_nonzero(seen))
            changed += int(np.count_nonzero(final != before))
            results = {
                "map": final,
                "reliability": np.where(seen, np.uint8(Reliability.HIGH), codes.read(window)),
                "evidence": np.where(seen, np.uint8(Evidence.REVIEWED), reasons.read(window)),
            }
            for name, writer in writers.items():
                writer.write(results[name], window)
    used = int(np.count_nonzero(review.pixels))
    _warn(edits, used, progress)
    return {**job.written(), "EDITS_USED": used, "REVIEWED": reviewed, "CHANGED": changed}


def _open(job: ApplyreviewJob, stack: ExitStack, progress: Progress) -> dict[str, Raster]:
    """The three maps on the class map's grid."""
    maps: dict[str, Raster] = {}
    for name in ("map", "reliability", "evidence"):
        grid = maps["map"].grid if maps else None
        raster = open_raster(getattr(job, name), grid, label=_label(name))
        maps[name] = stack.enter_context(raster)
        if maps[name].resampled:
            progress.log(f"{_label(name)} is resampled to the grid of the class map.")
    return maps


def _warn(edits: Edits, used: int, progress: Progress) -> None:
    if edits.outside:
        progress.warn(f"Edits that lie outside the map and were left out: {edits.outside}.")
    if used < len(edits.new):
        idle = len(edits.new) - used
        progress.warn(f"Edits that touch no pixel of the class that they speak of: {idle}.")


def _earlier_reviews(class_map: Raster) -> list[Any]:
    """What the class map tells of earlier reviews."""
    try:
        return list(parse_json(class_map.tags.get("SURECOVER_REVIEWS", "[]")))
    except (ValueError, TypeError):
        return []


def _writers(
    job: ApplyreviewJob, outputs: Outputs, maps: Mapping[str, Raster], scheme: ClassScheme, edits: Edits
) -> dict[str, RasterWriter]:
    """Begin the maps that were asked for, with the legends and tags of the given ones."""
    writers = {}
    grid = maps["map"].grid
    kept = {name: _kept_tags(raster) for name, raster in maps.items()}
    if job.map_out:
        legend = _legend(job, maps["map"], scheme, edits)
        tags = {**kept["map"], **scheme.tags()}
        writers["map"] = outputs.class_map(job.map_out, grid, legend, **tags)
    for name, codes in (("reliability", RELIABILITY_LEGEND), ("evidence", EVIDENCE_LEGEND)):
        if path := getattr(job, f"{name}_out"):
            writers[name] = outputs.raster(
                path, grid, dtype="uint8", nodata=0, legend=codes, descriptions=[name], tags=kept[name]
            )
    return writers


def _legend(job: ApplyreviewJob, class_map: Raster, scheme: ClassScheme, edits: Edits) -> list[LegendEntry]:
    """What the class map lists, and the classes that edits bring; all of a scheme that is not the map's."""
    listed = set(class_map.categories()) | set(edits.new.tolist())
    own = SCHEME_TAG in class_map.tags and not job.scheme and class_map.categories()
    return [entry for entry in scheme.legend() if entry.value in listed or not own]


def _kept_tags(raster: Raster) -> dict[str, str]:
    return {
        name: value
        for name, value in raster.tags.items()
        if name.startswith("SURECOVER_") and name not in _OWN_TAGS
    }
