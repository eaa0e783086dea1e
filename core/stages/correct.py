"""Correct a class map by an external map and the mosaic's clusters, and say how far to trust it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np

from ..codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND, Evidence
from ..errors import SureCoverError
from ..evidence.basis import Basis
from ..evidence.confidence import ESTIMATORS
from ..evidence.continuity import links_around
from ..evidence.correction import SIDE, Rules, judge, judge_block, reassign, reliability
from ..evidence.survey import Agreement
from ..farm.client import farm_of, scheduler
from ..grid import Map, Window, blocks
from ..ids import Ids
from ..imagery.dates import acquisition
from ..job import Job, setting, source, target
from ..outputs import BLOCK, Outputs, RasterWriter
from ..progress import Progress
from ..rasters import Raster, grid_of, open_raster
from ..rasterscheme import check_same_scheme, common_scheme
from ..scheme import ClassScheme
from ..spreading import here
from ..stored import quantise
from ..trust.outcome import Outcome

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
    cluster_evidence: bool = setting(False, "flag", "Let the clusters decide with the probabilities")
    confidence_by: str = setting(
        "isotonic", "choice", "How the confidence is estimated", choices=tuple(ESTIMATORS), advanced=True
    )
    memory: float = setting(2.0, "number", "Memory, GiB", minimum=0.25, maximum=1024, advanced=True)
    scheduler: str = scheduler()
    corrected: str = target("new raster", "Corrected map")
    reliability: str = target("new raster", "Reliability")
    evidence: str = target("new raster", "Evidence")
    confidence: str = target("new raster", "Confidence")
    probabilities_out: str = target("new raster", "Probabilities as they were used")

    def check(self) -> None:
        """As every job; and a confidence and the clusters' evidence need something to start from."""
        super().check()
        for asked in ("cluster_evidence", "probabilities_out"):
            if getattr(self, asked) and not self.probabilities:
                raise SureCoverError(
                    f"{self.label(asked)} is asked for without {self.label('probabilities')}; give them, or "
                    "leave it out."
                )
        if self.confidence and not (self.probabilities or self.agreement):
            raise SureCoverError(
                f"{self.label('confidence')} is asked for without anything to estimate it from; give "
                f"{self.label('probabilities')} or {self.label('agreement')}, or leave it out."
            )


JOB = CorrectJob

_MAPS = ("map", "external", "cluster_map")

_label = CorrectJob.label


def run(job: CorrectJob, progress: Progress) -> dict[str, Any]:
    """Judge, reassign and write on the grid of the class map; the other rasters are resampled to it.

    The maps are copied to the disk of the results first, and seen in passes over blocks; memory holds
    a few blocks and tables of polygons.

    Returns:
        The paths of the outputs that were asked for, and N1, N2, N3 and SCORE over the checked
        classes. SCORE is missing when they are all 0.

    Raises:
        SureCoverError: A raster holds no classes, clusters or probabilities, or the class scheme
            does not fit.
    """
    with ExitStack() as stack:
        farm = stack.enter_context(farm_of(job))
        with ExitStack() as reading:  # what GDAL keeps of the maps goes when they are closed
            rasters, scheme, bands = _open(job, stack, reading)
            basis = Basis(rasters.get("probabilities"), rasters.get("agreement"), bands)
            read = [*(rasters[name] for name in _MAPS), *basis.rasters]
            facts = {"inputs": [*map(_described, read)]}
            outputs = stack.enter_context(Outputs(job, facts, progress.part(0.8, 1.0)))
            agreement = Agreement(checked_classes(scheme, job.classes, scheme.ids))
            maps = _Maps(rasters, scheme, agreement, outputs, progress.part(0.0, 0.15))
        checked = list(checked_classes(scheme, job.classes, maps.confirmable))
        outputs.note(checked=sorted(checked))
        if job.cluster_evidence:
            _hear_clusters(maps, basis, agreement, outputs, progress.part(0.15, 0.25))
        if not checked:
            progress.warn("No class of the class map occurs in the external map here; nothing was checked.")
        side, rim_bytes = _shares_of(job.memory)
        evidence = judge(
            maps.classes, maps.agreed, maps.clusters, checked,
            continuous=continuous_classes(scheme, job.continuity),
            rules=Rules(**{field.name: getattr(job, field.name) for field in fields(Rules)}),
            side=side, rim_bytes=rim_bytes, evidence=outputs.scratch(maps.grid.shape, "uint8"),
            progress=progress.part(0.25, 0.5), spread=farm.spread(job) if farm else here,
        )  # fmt: skip
        finishing = _Finish(job, maps, evidence, basis, agreement, checked, outputs)
        outcome = finishing.reassign(progress.part(0.5, 0.7))
        if job.confidence:
            finishing.write_confidence(progress.part(0.7, 0.8))
    progress.log(outcome.text())
    return {**job.written(), **outcome.numbers()}


_PARTS = {do.__name__: do for do in (judge_block, links_around)}


def open_parts(job: CorrectJob, shared: None) -> AbstractContextManager[None]:
    """Parts bring all that they need."""
    return nullcontext()


def do_part(opened: None, what: tuple[str, Any], progress: Progress) -> Any:  # noqa: ANN401
    """Judge a block, or find the links of one."""
    name, part = what
    return _PARTS[name](part, progress)


def _hear_clusters(
    maps: _Maps, basis: Basis, agreement: Agreement, outputs: Outputs, progress: Progress
) -> None:
    """Decide the classes with the clusters' evidence, if it helps here."""
    verdict = basis.try_clusters(maps.clusters, maps.external, max(maps.scheme.ids), progress.part(0, 0.5))
    outputs.note(cluster_evidence={"used": verdict.helps, "z": round(verdict.z, 2)})
    if not verdict.helps:
        progress.log("The clusters' evidence is not used: it does not foretell the external map here.")
        return
    changed = 0
    for window in progress.part(0.5, 1).each(blocks(maps.grid.shape)):
        old = maps.classes[window]
        new = basis.decide_anew(old, window)
        changed += int((new != old).sum())
        maps.classes[window] = new
        maps.agreed[window] = agreement.of(new, maps.external[window])
    progress.log(f"The clusters' evidence changed the class of {changed} pixels.")


def _shares_of(memory: float) -> tuple[int, int]:
    """Side of the blocks and bytes for rims, for so many GiB: a pixel of a block takes about 100 bytes."""
    side = int((memory * 2**30 / 5 / 100) ** 0.5) // BLOCK * BLOCK
    return min(max(side, BLOCK), SIDE), int(memory * 2**30 / 16)


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


def _described(raster: Raster) -> dict[str, str]:
    return acquisition(raster.path, raster.tags).facts()


_REMEDIES = {
    "external": "harmonise the external map to the class map's scheme first",
    "probabilities": "choose the probabilities that Fuse wrote together with the class map",
}
"""What to do about another scheme."""

_HINTS = {
    "map": f"name the class scheme that it is in under {_label('scheme')}",
    "external": f"harmonise it to the class map's scheme first, or name the scheme of both under "
    f"{_label('scheme')}",
    "cluster_map": "choose what Cluster wrote",
}
"""What to do about a value that is not allowed."""


def _open(
    job: CorrectJob, stack: ExitStack, reading: ExitStack
) -> tuple[dict[str, Raster], ClassScheme, list[int]]:
    """The rasters on the class map's grid, the scheme, and the class of each band of the probabilities.

    What the confidence starts from stays open with `stack`, the maps with `reading`.
    """
    grid = grid_of(job.map, _label("map"))
    start = "probabilities" if job.probabilities else "agreement"
    opened = {
        name: (stack if name == start else reading).enter_context(
            open_raster(path, grid, label=_label(name), bilinear=name == start)
        )
        for name in (*_MAPS, start)
        if (path := getattr(job, name))
    }
    scheme, bands = common_scheme(opened["map"], opened["external"], opened.get("probabilities"), job.scheme)
    for name, remedy in _REMEDIES.items():
        if name in opened:
            check_same_scheme(opened[name], scheme, _label("map"), remedy)
    return opened, scheme, bands


class _Maps:
    """The maps on the disk of the results, 0 = nodata.

    Attributes:
        grid: Of all of them.
        scheme: Of the classes.
        classes, agreed, clusters: See `judge`. In the end `classes` are the corrected ones.
        external: Class ids.
        occurring: Ids in the class map.
        confirmable: Ids that the external map shows on the valid pixels of the class map.
    """

    def __init__(
        self,
        rasters: Mapping[str, Raster],
        scheme: ClassScheme,
        agreement: Agreement,
        outputs: Outputs,
        progress: Progress,
    ) -> None:
        self.scheme, self.grid = scheme, rasters["map"].grid
        allowed = {"map": scheme.ids, "external": scheme.ids, "cluster_map": range(1, 256)}
        readers = [Ids(rasters[name], ids, _HINTS[name]) for name, ids in allowed.items()]
        copies = [outputs.scratch(self.grid.shape, reader.dtype) for reader in readers]
        self.classes, self.external, self.clusters = copies
        self.agreed = outputs.scratch(self.grid.shape, "uint8")
        occurring, confirmable = (np.zeros(max(scheme.ids) + 1, bool) for _ in range(2))
        for window in progress.each(blocks(self.grid.shape)):
            classes, external, clusters = (reader.read(window) for reader in readers)
            occurring[classes] = True
            confirmable[external[classes > 0]] = True
            for copy, values in zip(copies, (classes, external, clusters)):
                copy[window] = values
            self.agreed[window] = agreement.of(classes, external)
        self.occurring: list[int] = np.flatnonzero(occurring).tolist()
        self.confirmable: list[int] = np.flatnonzero(confirmable).tolist()


class _Finish:
    """The last passes: rejected pixels get another class, and all is written."""

    def __init__(
        self, job: CorrectJob, maps: _Maps, evidence: Map, basis: Basis,
        agreement: Agreement, checked: list[int], outputs: Outputs,
    ) -> None:  # fmt: skip
        self._job, self._maps, self._evidence, self._basis = job, maps, evidence, basis
        self._agreement, self._checked, self._outputs = agreement, checked, outputs
        self._votes = ESTIMATORS[job.confidence_by](checked)
        self._steps = outputs.scratch(maps.grid.shape, "uint16")
        self._everywhere = bool(job.confidence or job.probabilities_out)

    def reassign(self, progress: Progress) -> Outcome:
        """Write corrected map, reliability and evidence; count what became of the pixels."""
        writers = self._writers()
        outcome = Outcome(self._maps.scheme, self._checked)
        for window in progress.each(blocks(self._maps.grid.shape)):
            old, why = self._maps.classes[window], self._evidence[window]
            rejected = why == Evidence.REASSIGNED
            numbers = self._basis.read(window) if self._everywhere or rejected.any() else None
            final = old.copy()
            final[rejected], why[rejected] = reassign(
                old[rejected], why[rejected],
                None if numbers is None else self._basis.shares(numbers[:, rejected]),
                self._basis.ids, self._job.rejection,
            )  # fmt: skip
            codes = reliability(final, why)
            for key, values in (("corrected", final), ("reliability", codes), ("evidence", why)):
                if key in writers:
                    writers[key].write(values, window)
            if "probabilities_out" in writers:
                self._write_probabilities(writers["probabilities_out"], numbers, window)
            if self._job.confidence:
                self._remember(window, old, final, numbers)
            outcome.add(old, final, codes, why)
        return outcome

    def _remember(
        self, window: Window, old: np.ndarray, final: np.ndarray, numbers: np.ndarray | None
    ) -> None:
        """Keep the probability of the final classes, and count how often the external map confirms them."""
        external, agreed = self._maps.external[window], self._maps.agreed[window]
        changed = final != old
        agreed[changed] = self._agreement.of(final[changed], external[changed])
        steps = self._basis.steps_of(final, numbers, window)
        self._votes.add(final, agreed, steps, where=external > 0)
        self._steps[window] = steps
        self._maps.classes[window] = final
        self._maps.agreed[window] = agreed

    def _write_probabilities(self, writer: RasterWriter, numbers: np.ndarray | None, window: Window) -> None:
        if numbers is not None:
            shares = self._basis.shares(numbers)
            writer.write(quantise(shares, shares.max(axis=0) > 0), window)

    def write_confidence(self, progress: Progress) -> None:
        """Estimate it from what was counted."""
        estimate = self._votes.estimate()
        writer = self._outputs.fraction(self._job.confidence, self._maps.grid, "confidence")
        for window in progress.each(blocks(self._maps.grid.shape)):
            classes, agreed = self._maps.classes[window], self._maps.agreed[window]
            known = self._maps.external[window] > 0
            writer.write(estimate(classes, agreed, self._steps[window], known), window)

    def _writers(self) -> dict[str, RasterWriter]:
        """Begin the maps that were asked for; the class map's legend holds what a pixel may become."""
        job, maps, writers = self._job, self._maps, {}
        if job.corrected:
            possible = {*maps.occurring, *self._basis.ids} - {0}
            entries = [entry for entry in maps.scheme.legend() if not possible or entry.value in possible]
            writers["corrected"] = self._outputs.class_map(
                job.corrected, maps.grid, entries, **maps.scheme.tags()
            )
        for key, legend in (("reliability", RELIABILITY_LEGEND), ("evidence", EVIDENCE_LEGEND)):
            path = getattr(job, key)
            if path:
                writers[key] = self._outputs.raster(
                    path, maps.grid, dtype="uint8", nodata=0, legend=legend, descriptions=[key]
                )
        if job.probabilities_out:
            names = [maps.scheme.by_id(id_).name for id_ in self._basis.ids]
            writers["probabilities_out"] = self._outputs.probabilities(
                job.probabilities_out, maps.grid, names, **maps.scheme.tags()
            )
        return writers
