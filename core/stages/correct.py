"""Correct a class map by an external map and the mosaic's clusters, and say how far to trust it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np

from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND
from ..confidence import Curve, confidence, fit, probability_of
from ..correction import Rules, judge, reassign, reliability
from ..dates import acquisition_date
from ..errors import SureCoverError
from ..grid import Grid, Window, blocks
from ..job import Job, setting, source, target
from ..outcome import Outcome
from ..outputs import BLOCK, Outputs, RasterWriter
from ..progress import Progress
from ..rasters import Raster, grid_of, open_raster
from ..rasterscheme import common_scheme
from ..scheme import SCHEME_TAG, ClassScheme

MAX_PIXELS = 40_000_000
"""Largest grid: whole maps are held in memory, about 35 bytes a pixel."""

CONTINUITY = "water"
"""Default of the classes that are kept connected; schemes without it have none."""


@dataclass(frozen=True)
class CorrectJob(Job):
    """Class map, external map, clusters → corrected map, reliability, evidence, confidence."""

    stage: ClassVar[str] = "correct"
    numbers: ClassVar[dict[str, str]] = {
        "SCORE": "Confidence score",
        "N1": "Pixels of high reliability",
        "N2": "Pixels of medium reliability",
        "N3": "Pixels of low reliability",
    }

    map: str = source("raster", "Class map")
    external: str = source("raster", "External map")
    cluster_map: str = source("raster", "Cluster map")
    probabilities: str = source("raster", "Fused probabilities", optional=True)
    agreement: str = source("raster", "Agreement of the dates", optional=True)
    scheme: str = setting("", "text", "Class scheme", advanced=True)
    classes: str = setting("", "text", "Classes to check")
    connectivity: int = setting(
        Rules.connectivity,
        "integer",
        "Neighbours of a pixel (8 or 4)",
        minimum=4,
        maximum=8,
        choices=(8, 4),
        advanced=True,
    )
    min_pixels: int = setting(Rules.min_pixels, "integer", "Least pixels of a polygon", minimum=1)
    min_share: float = setting(
        Rules.min_share, "number", "Least share of a cluster in a polygon, %", minimum=0, maximum=100
    )
    radius: float = setting(Rules.radius, "number", "Radius, pixels", minimum=0)
    local_radius: float = setting(
        Rules.local_radius, "number", "Local radius, pixels (0 = off)", minimum=0, advanced=True
    )
    rejection: float = setting(0.25, "number", "Rejection factor", minimum=0, maximum=1)
    continuity: str = setting(CONTINUITY, "text", "Classes to keep connected", optional=True)
    max_gap: int = setting(Rules.max_gap, "integer", "Longest gap to bridge, pixels", minimum=0)
    corrected: str = target("new raster", "Corrected map")
    reliability: str = target("new raster", "Reliability")
    evidence: str = target("new raster", "Evidence")
    confidence: str = target("new raster", "Confidence")

    def check(self) -> None:
        """As every job; and a confidence needs something to start from."""
        super().check()
        if self.confidence and not (self.probabilities or self.agreement):
            raise SureCoverError(
                f"{self.label('confidence')} is asked for without anything to estimate it from; give "
                f"{self.label('probabilities')} or {self.label('agreement')}, or leave it out."
            )


JOB = CorrectJob
_label = CorrectJob.label


def run(job: CorrectJob, progress: Progress) -> dict[str, Any]:
    """Judge, reassign and write on the grid of the class map; the other rasters are resampled to it.

    Returns:
        The paths of the outputs that were asked for, and N1, N2, N3 and SCORE over the checked
        classes. SCORE is missing when they are all 0.

    Raises:
        SureCoverError: The grid is too large, a raster holds no classes, clusters or probabilities,
            or the class scheme does not fit.
    """
    maps = _read_maps(job, progress.part(0.0, 0.2))
    checked = checked_classes(maps.scheme, job.classes, maps.external_ids())
    if not checked:
        progress.warn("No class of the class map occurs in the external map here; nothing was checked.")
    maps.evidence = judge(
        maps.classes, maps.external, maps.clusters, checked,
        continuous=continuous_classes(maps.scheme, job.continuity),
        rules=Rules(**{field.name: getattr(job, field.name) for field in fields(Rules)}),
        progress=progress.part(0.2, 0.6),
    )  # fmt: skip
    with ExitStack() as stack:
        basis = _Basis(job, maps, stack)
        facts = {"inputs": maps.inputs + basis.inputs, "checked": sorted(checked)}
        outputs = stack.enter_context(Outputs(job, facts))
        outcome = Outcome(maps.scheme, checked)
        for old, final, codes, why in _finish(job, maps, basis, outputs, progress.part(0.6, 0.9)):
            outcome.add(old, final, codes, why)
        if job.confidence:
            _write_confidence(job, maps, checked, outputs, progress.part(0.9, 1.0))
    progress.log(outcome.text())
    return {**job.written(), **outcome.numbers()}


def checked_classes(scheme: ClassScheme, text: str, occurring: Collection[int]) -> dict[int, frozenset[int]]:
    """The classes to check, and for each the external classes that confirm it: itself, its ancestors.

    Args:
        scheme: Of both maps.
        text: Names or ids, separated by commas (by semicolons where a name holds a comma); "" for
            all classes of which the external map shows something.
        occurring: Ids that the external map shows on the valid pixels of the class map.

    Raises:
        SureCoverError: A class is not in the scheme.
    """
    confirming = {id_: scheme.ancestors(id_) | {id_} for id_ in scheme.ids}
    if text.strip():
        return {id_: confirming[id_] for id_ in _listed(scheme, text, "classes")}
    return {id_: above for id_, above in confirming.items() if above & set(occurring)}


def continuous_classes(scheme: ClassScheme, text: str) -> list[int]:
    """Ids of the classes to keep connected; a scheme may lack the default class.

    Raises:
        SureCoverError: A class other than the default is not in the scheme.
    """
    known = {land_class.name.casefold() for land_class in scheme.classes}
    if text == CONTINUITY and text not in known:
        return []
    return _listed(scheme, text, "continuity")


def _listed(scheme: ClassScheme, text: str, parameter: str) -> list[int]:
    names = [name for name in text.split(";" if ";" in text else ",") if name.strip()]
    try:
        return [scheme.find(name).id for name in names]
    except SureCoverError as error:
        raise SureCoverError(f"{_label(parameter)}: {error}") from error


@dataclass
class _Maps:
    """Whole maps on one grid, 0 = nodata.

    In the course of the run `evidence` is judged, then `classes`, `evidence` and `probability`
    become those of the final classes.
    """

    scheme: ClassScheme
    bands: list[int]
    grid: Grid
    classes: np.ndarray
    external: np.ndarray
    clusters: np.ndarray
    evidence: np.ndarray
    probability: np.ndarray
    inputs: list[dict[str, str]]

    def external_ids(self) -> list[int]:
        """Classes of the external map on the valid pixels of the class map."""
        found: list[int] = np.flatnonzero(np.bincount(self.external[self.classes > 0])).tolist()
        return found


def _read_maps(job: CorrectJob, progress: Progress) -> _Maps:
    with ExitStack() as stack:
        grid = grid_of(job.map, _label("map"))
        _check_size(grid)
        opened = {
            name: stack.enter_context(open_raster(path, grid, label=_label(name)))
            for name in ("map", "external", "cluster_map", "probabilities")
            if (path := getattr(job, name))
        }
        scheme, bands = common_scheme(
            opened["map"], opened["external"], opened.get("probabilities"), job.scheme
        )
        remedy = "harmonise the external map to the class map's scheme first"
        _check_same_scheme(opened["external"], scheme, "external", remedy)
        allowed = {"map": scheme.ids, "external": scheme.ids, "cluster_map": range(1, 256)}
        parts = (progress.part(0.0, 0.3), progress.part(0.3, 0.7), progress.part(0.7, 1.0))
        classes, external, clusters = (
            _read_ids(opened[name], name, ids, part) for (name, ids), part in zip(allowed.items(), parts)
        )
        evidence = np.zeros(grid.shape, np.uint8)
        probability = np.full(grid.shape, np.nan, np.float32)
        inputs = [_described(opened[name]) for name in allowed]
        return _Maps(scheme, bands, grid, classes, external, clusters, evidence, probability, inputs)


def _described(raster: Raster) -> dict[str, str]:
    return {"path": raster.path, "date": acquisition_date(raster.path, raster.tags)}


def _check_size(grid: Grid) -> None:
    pixels = grid.height * grid.width
    if pixels > MAX_PIXELS:
        raise SureCoverError(
            f"{_label('map')} has {pixels:,} pixels ({grid.width} × {grid.height}); allowed are "
            f"{MAX_PIXELS:,}: classify the area in parts (Extent, EXTENT) and correct each of them."
        )


def _check_same_scheme(raster: Raster, scheme: ClassScheme, parameter: str, remedy: str) -> None:
    tag = raster.tags.get(SCHEME_TAG)
    if tag and _meaning(ClassScheme.from_json(tag)) != _meaning(scheme):
        raise SureCoverError(
            f"{_label(parameter)} is in the class scheme {ClassScheme.from_json(tag).id!r}, "
            f"{_label('map')} in {scheme.id!r}; both must be in the same one: {remedy}."
        )


def _meaning(scheme: ClassScheme) -> set[tuple[int, str, int | None]]:
    return {(c.id, c.name, c.parent) for c in scheme.classes}


_HINTS = {
    "map": f"name the class scheme that it is in under {_label('scheme')}",
    "external": f"harmonise it to the class map's scheme first, or name the scheme of both under "
    f"{_label('scheme')}",
    "cluster_map": "choose what Cluster wrote",
}
"""What to do about a value that is not allowed."""


def _read_ids(raster: Raster, parameter: str, allowed: Sequence[int], progress: Progress) -> np.ndarray:
    """A whole band of ids, 0 where it is nodata; uint8 or uint16."""
    if raster.count != 1 or not raster.dtype.startswith(("int", "uint")):
        raise SureCoverError(
            f"{_label(parameter)} has {raster.count} band(s) of {raster.dtype}; "
            "allowed is one band of whole numbers: choose a map, not an image."
        )
    largest = max(allowed)
    known = np.zeros(largest + 2, bool)
    known[[0, *allowed]] = True
    whole = np.zeros(raster.grid.shape, np.min_scalar_type(largest))
    for window in progress.each(blocks(raster.grid.shape)):
        values, valid = raster.read(window)
        ids = np.where(valid, values[0], 0).astype(np.int64)
        unknown = ids[~known[np.clip(ids, -1, largest + 1)]]
        if unknown.size:
            listed = ", ".join(map(str, allowed)) if len(allowed) < 50 else f"{allowed[0]} to {largest}"
            raise SureCoverError(
                f"{_label(parameter)} holds the value {unknown[0]}; allowed are {listed}, and 0 for none; "
                f"{_HINTS[parameter]}."
            )
        whole[window] = ids
    return whole


class _Basis:
    """What the new class of a rejected pixel, and the confidence, start from."""

    def __init__(self, job: CorrectJob, maps: _Maps, stack: ExitStack) -> None:
        self.ids: list[int] = []
        self._probabilities: Raster | None = None
        self._agreement: Raster | None = None
        if job.probabilities:
            label = _label("probabilities")
            raster = open_raster(job.probabilities, maps.grid, label=label, bilinear=True)
            self._probabilities = stack.enter_context(raster)
            remedy = "choose the probabilities that Fuse wrote together with the class map"
            _check_same_scheme(self._probabilities, maps.scheme, "probabilities", remedy)
            self.ids = maps.bands
        elif job.agreement:
            raster = open_raster(job.agreement, maps.grid, label=_label("agreement"), bilinear=True)
            self._agreement = stack.enter_context(raster)

    @property
    def inputs(self) -> list[dict[str, str]]:
        """The rasters, for the provenance."""
        return [_described(raster) for raster in (self._probabilities, self._agreement) if raster]

    def probabilities(self, window: Window) -> np.ndarray | None:
        """Float32 (classes, rows, cols), 0 where not observed; None without probabilities."""
        if self._probabilities is None:
            return None
        values, valid = self._probabilities.read_shares(window)
        return np.where(valid, values, np.float32(0))

    def probability_of(
        self, classes: np.ndarray, probabilities: np.ndarray | None, window: Window
    ) -> np.ndarray:
        """Probability of each pixel's final class, NaN where unknown; agreement may stand in for it."""
        if probabilities is not None:
            return probability_of(classes, probabilities, self.ids)
        if self._agreement is None:
            return np.full(classes.shape, np.nan, np.float32)
        values, valid = self._agreement.read_shares(window)
        return np.where(valid, values[0], np.float32(np.nan))


def _finish(
    job: CorrectJob, maps: _Maps, basis: _Basis, outputs: Outputs, progress: Progress
) -> Iterator[tuple[np.ndarray, ...]]:
    """Reassign rejected pixels and write the maps, window by window.

    Yields:
        Classes before and after, reliability and evidence of each window.
    """
    writers = _writers(job, maps, basis, outputs)
    for window in progress.each(blocks(maps.grid.shape, BLOCK)):
        probabilities = basis.probabilities(window)
        old = maps.classes[window].copy()
        final, why = reassign(old, maps.evidence[window], probabilities, basis.ids, job.rejection)
        codes = reliability(final, why)
        for key, values in (("corrected", final), ("reliability", codes), ("evidence", why)):
            if key in writers:
                writers[key].write(values, window)
        maps.classes[window], maps.evidence[window] = final, why
        maps.probability[window] = basis.probability_of(final, probabilities, window)
        yield old, final, codes, why


def _writers(job: CorrectJob, maps: _Maps, basis: _Basis, outputs: Outputs) -> dict[str, RasterWriter]:
    """Begin the maps that were asked for; the class map's legend holds what a pixel may become."""
    writers = {}
    if job.corrected:
        occurring = np.flatnonzero(np.bincount(maps.classes.ravel())).tolist()
        possible = {*occurring, *basis.ids} - {0}
        entries = [entry for entry in maps.scheme.legend() if not possible or entry.value in possible]
        writers["corrected"] = outputs.class_map(job.corrected, maps.grid, entries, **maps.scheme.tags())
    for key, legend in (("reliability", RELIABILITY_LEGEND), ("evidence", EVIDENCE_LEGEND)):
        path = getattr(job, key)
        if path:
            writers[key] = outputs.raster(
                path, maps.grid, dtype="uint8", nodata=0, legend=legend, descriptions=[key]
            )
    return writers


def _write_confidence(
    job: CorrectJob,
    maps: _Maps,
    checked: Mapping[int, Collection[int]],
    outputs: Outputs,
    progress: Progress,
) -> None:
    curves: dict[int, Curve] = {}
    for id_ in progress.part(0.0, 0.6).each(checked):
        curves.update(fit(maps.classes, maps.external, maps.probability, {id_: checked[id_]}))
    without = [maps.scheme.by_id(id_).name for id_ in checked if id_ not in curves]
    if without:
        progress.log(f"Confidence is the probability itself for {', '.join(without)}: too few pixels to fit.")
    writer = outputs.fraction(job.confidence, maps.grid, "confidence")
    for window in progress.part(0.6, 1.0).each(blocks(maps.grid.shape, BLOCK)):
        writer.write(confidence(maps.classes[window], maps.probability[window], curves), window)
