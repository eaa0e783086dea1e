"""Confidence: the probability that a pixel's class is right, from all that is known of it.

Fitted to reference data, carried over from where it was fitted, or estimated from the external map alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..ahead import ahead
from ..codes import Evidence
from ..errors import SureCoverError
from ..evidence.additive import Additive, cross_fitted, fit
from ..evidence.basis import Basis
from ..evidence.confidence import ESTIMATORS
from ..evidence.features import DIRECTIONS, EVIDENCE, FEATURES, ExternalWord, Pixels, shares_features
from ..evidence.fittedfile import read_fitted, text_of
from ..grid import Window, blocks
from ..ids import codes_in
from ..imagery.dates import acquisition
from ..job import Job, setting, source, target
from ..outputs import Outputs
from ..progress import Progress
from ..rasters import Raster, open_raster
from ..rasterscheme import check_same_scheme, common_scheme
from ..scheme import load_scheme
from ..stored import FLOAT_NODATA
from ..trust.comparison import related
from ..trust.heldout import blocks_of, judged, log_loss, summary
from ..trust.referencemap import reference_map
from ..trust.references import ClassReader

MOST_PIXELS = 100_000
"""Most reference pixels that are fitted to."""

LEAST_PIXELS = 50
LEAST_OF_EACH = 5
"""Reference pixels that are needed, and how many of them right, and wrong."""

MOST_CLASSES = 4000
"""Most classes of a scheme: tables hold a number for each two of them."""

_SIDE = 512


@dataclass(frozen=True)
class ConfidenceJob(Job):
    """Class map and what is known of it → confidence, fitted where there is a reference."""

    stage: ClassVar[str] = "confidence"
    numbers: ClassVar[dict[str, str]] = {
        "AUC": "Area under the error-detection ROC curve, held out",
        "AUC_MAX_PROBABILITY": "Area of the largest probability",
        "ECE": "Expected calibration error, held out",
    }

    map: str = source("raster", "Class map")
    probabilities: str = source("raster", "Fused probabilities", optional=True)
    agreement: str = source("raster", "Agreement of the dates", optional=True)
    external: str = source("raster", "External map", optional=True)
    evidence: str = source("raster", "Evidence", optional=True)
    reference: str = source("layer", "Reference to fit to", optional=True)
    field: str = setting("", "text", "Attribute that holds the reference class")
    fitted: str = source("file", "Fitted confidence to carry over", optional=True)
    scheme: str = setting("", "text", "Class scheme", advanced=True)
    confidence_by: str = setting(
        "odds", "choice", "How it is estimated without a reference", choices=tuple(ESTIMATORS), advanced=True
    )
    seed: int = setting(0, "integer", "Seed of the choice of pixels", minimum=0, advanced=True)
    confidence: str = target("new raster", "Confidence")
    fitted_out: str = target("new file", "Fitted confidence", ".json")

    def check(self) -> None:
        """As every job; one way of estimating is chosen, and a scheme that is named exists."""
        super().check()
        if self.reference and self.fitted:
            raise SureCoverError(
                f"{self.label('reference')} and {self.label('fitted')} are both given; allowed is one of "
                "them: leave out the one that the confidence shall not come from."
            )
        if self.fitted_out and not self.reference:
            raise SureCoverError(
                f"{self.label('fitted_out')} is asked for without anything to fit to; give "
                f"{self.label('reference')}, or leave it out."
            )
        if self.scheme:
            load_scheme(self.scheme)


JOB = ConfidenceJob
_label = ConfidenceJob.label

_FROM = {
    "probability": "probabilities", "margin": "probabilities", "entropy": "probabilities",
    "agreement": "agreement", "external": "external", "evidence": "evidence", "class": "map",
}  # fmt: skip
"""Which parameter a feature comes from."""

Estimate = Callable[[Window], np.ndarray]
"""The confidence of a window: float32 (rows, cols), FLOAT_NODATA where it cannot be told."""


def run(job: ConfidenceJob, progress: Progress) -> dict[str, Any]:
    """Fit, carry over, or estimate; then write the confidence on the class map's grid.

    Returns:
        The paths written and, if it was fitted and judged on blocks held out, AUC, AUC_MAX_PROBABILITY (with
        probabilities) and ECE.

    Raises:
        SureCoverError: A raster is not what it should be, the reference has too few pixels, or what is
            carried over needs more than is given.
    """
    with ExitStack() as stack:
        layers = _Layers(job, stack, progress.part(0, 0.1))
        model: Additive | None = None
        facts: dict[str, Any] = {}
        if job.reference:
            sample = _Sample(job, layers, stack, progress.part(0.1, 0.4))
            model, facts = _fitted(sample, layers, progress.part(0.4, 0.7))
            how = {"how": "fitted", **facts["fitted_on"], "kept": facts["validation"]["kept"]}
        elif job.fitted:
            model, fitted_on = _carried_over(job, layers, progress)
            how = {"how": "carried over", "file": Path(job.fitted).name, "fitted_on": fitted_on}
        else:
            how = {"how": "default", "by": job.confidence_by}
        by_model = partial(_by_model, model, layers) if model else None
        estimate = by_model or _by_default(job.confidence_by, layers, progress.part(0.1, 0.7))
        provenance = {"inputs": layers.inputs, "confidence": how}
        with Outputs(job, provenance, progress.part(0.95, 1)) as outputs:
            if job.fitted_out and model:
                outputs.file(job.fitted_out).write_text(text_of(model, facts), encoding="utf-8")
            if job.confidence:
                writer = outputs.fraction(job.confidence, layers.map.grid, "confidence")
                parts = stack.enter_context(closing(ahead(map(estimate, layers.windows))))
                for window, part in zip(progress.part(0.7, 0.95).each(layers.windows), parts):
                    writer.write(part, window)
    return {**job.written(), **_numbers(facts.get("validation", {}))}


def _numbers(validation: dict[str, Any]) -> dict[str, float]:
    areas = validation.get("auc", {})
    numbers = {
        "AUC": areas.get("confidence"), "AUC_MAX_PROBABILITY": areas.get("max_probability"),
        "ECE": validation.get("ece", {}).get("confidence"),
    }  # fmt: skip
    return {key: number for key, number in numbers.items() if number is not None}


def _by_model(model: Additive, layers: _Layers, window: Window) -> np.ndarray:
    pixels = layers.read(window)
    found = model.confidence(pixels, layers.names)
    known = (pixels.classes > 0) & np.isfinite(found)
    return np.where(known, found, np.float32(FLOAT_NODATA))


def _by_default(by: str, layers: _Layers, progress: Progress) -> Estimate:
    """Without reference: the external map stands in for it, see `evidence.confidence`."""
    if not layers.basis.rasters:
        raise SureCoverError(
            f"{_label('probabilities')} and {_label('agreement')} are not set; give one of them, or "
            f"{_label('reference')} or {_label('fitted')}."
        )
    witness = ESTIMATORS[by](layers.word.confirmable)

    def heard(window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        classes = layers.classes(window)
        word = layers.said(classes, window)
        steps = layers.basis.steps_of(classes, layers.basis.read(window), window)
        return classes, word > 0, steps, word != 0

    if layers.word.confirmable:
        with closing(ahead(map(heard, layers.windows))) as parts:
            for _, part in zip(progress.each(layers.windows), parts):
                witness.add(*part)
    estimate = witness.estimate()
    return lambda window: estimate(*heard(window))


def _carried_over(job: ConfidenceJob, layers: _Layers, progress: Progress) -> tuple[Additive, dict[str, Any]]:
    """The model of a file, if all that it needs is given; and what it was fitted to."""
    model, fitted_on = read_fitted(job.fitted, _label("fitted"))
    missing = [name for name in model.features if name not in layers.features]
    if missing:
        needed = " and ".join(dict.fromkeys(_label(_FROM[name]) for name in missing))
        raise SureCoverError(
            f"{_label('fitted')} was fitted with {', '.join(missing)}: {job.fitted}; give {needed}, too."
        )
    known = {name.casefold() for name in model.classes or layers.names}
    names = [layers.names[position - 1] for position in layers.occurring]
    if strange := [name for name in names if name.casefold() not in known]:
        progress.warn(
            f"{_label('fitted')} does not know the classes {', '.join(strange)}; they count as average ones."
        )
    return model, fitted_on


class _Layers:
    """The opened rasters on the class map's grid.

    Attributes:
        map: The class map.
        windows: All of its land.
        scheme: Of its classes.
        names: Of the classes, by position from 1.
        features: Those that can be told.
        basis: The probabilities, or the agreement.
        occurring: Positions on the class map.
    """

    def __init__(self, job: ConfidenceJob, stack: ExitStack, progress: Progress) -> None:
        self.map = stack.enter_context(open_raster(job.map, label=_label("map")))
        self.windows = blocks(self.map.grid.shape, _SIDE)
        shares = ("probabilities", "agreement")
        self._rasters: dict[str, Raster] = {
            name: stack.enter_context(
                open_raster(path, self.map.grid, label=_label(name), bilinear=name in shares)
            )
            for name in (*shares, "external", "evidence")
            if (path := getattr(job, name))
        }
        external, probabilities = (self._rasters.get(name) for name in ("external", "probabilities"))
        self.scheme, ids = common_scheme(self.map, external or self.map, probabilities, job.scheme)
        if probabilities:
            remedy = "choose the probabilities that were made together with the class map"
            check_same_scheme(probabilities, self.scheme, _label("map"), remedy)
        if len(self.scheme.ids) > MOST_CLASSES:
            raise SureCoverError(
                f"{_label('map')} is in a class scheme of {len(self.scheme.ids)} classes; allowed are "
                f"{MOST_CLASSES}, so harmonise it to a smaller one."
            )
        self.names = [land_class.name for land_class in self.scheme.classes]
        self.features = tuple(name for name in FEATURES if _FROM[name] in (*self._rasters, "map"))
        bands = [self.scheme.ids.index(class_id) + 1 for class_id in ids]
        self.basis = Basis(probabilities, self._rasters.get("agreement"), bands)
        self._classes = ClassReader(self.map, self.scheme, _label("map"))
        self._external = ClassReader(external, self.scheme, _label("external")) if external else None
        codes = self._rasters.get("evidence")
        self._evidence = codes_in(codes, Evidence) if codes else None
        self._survey(progress)

    @property
    def inputs(self) -> list[dict[str, str]]:
        """The rasters, for the provenance."""
        return [acquisition(r.path, r.tags).facts() for r in (self.map, *self._rasters.values())]

    def classes(self, window: Window) -> np.ndarray:
        """Positions of the classes, int64 (rows, cols)."""
        return self._classes.read(window)

    def _survey(self, progress: Progress) -> None:
        """See which classes both maps show."""
        own, shown = (np.zeros(len(self.names) + 1, bool) for _ in range(2))
        for window in progress.each(self.windows):
            classes = self.classes(window)
            own[classes] = True
            if self._external:
                shown[self._external.read(window)[classes > 0]] = True
        self.occurring: list[int] = (np.flatnonzero(own[1:]) + 1).tolist()
        self.word = ExternalWord(self.scheme, (np.flatnonzero(shown[1:]) + 1).tolist())

    def said(self, classes: np.ndarray, window: Window) -> np.ndarray:
        """What the external map says of the classes of a window, see `ExternalWord`; 0 without one."""
        if self._external is None:
            return np.zeros(classes.shape, np.int8)
        return self.word.of(classes, self._external.read(window))

    def read(self, window: Window) -> Pixels:
        """All that is known of a window's pixels."""
        classes = self.classes(window)
        ordered: dict[str, np.ndarray] = {}
        if "probabilities" in self._rasters:
            ordered.update(shares_features(classes, self.basis.given_shares(window), self.basis.ids))
        if "agreement" in self._rasters:
            shares, valid = self._rasters["agreement"].read_shares(window)
            ordered["agreement"] = np.where(valid, shares[0], np.float32(np.nan))
        if self._external:
            ordered["external"] = self.said(classes, window).astype(np.float32)
        evidence = self._evidence.read(window) if self._evidence else None
        return Pixels(ordered, evidence, classes)


class _Sample:
    """Reference pixels with a class on the map, at most `MOST_PIXELS`, spread evenly over them.

    Of every so many in the order of reading, one is taken at random.

    Attributes:
        pixels: (n,), nothing unknown.
        right: bool (n,), whether the reference does not contradict the class.
        weights: float64 (n,), how much each counts.
        rows, cols: int64 (n,), where they lie.
        facts: About the reference, as JSON values.
    """

    def __init__(self, job: ConfidenceJob, layers: _Layers, stack: ExitStack, progress: Progress) -> None:
        grid, scheme = layers.map.grid, layers.scheme
        self._read = reference_map(job.reference, job.field, grid, scheme, _label, stack)
        self._agrees = related(scheme) | np.eye(len(scheme.ids) + 1, dtype=bool)
        self.seed = job.seed
        count = sum(
            int(self._known(layers, window).sum()) for window in progress.part(0, 0.3).each(layers.windows)
        )
        every = max(-(-count // MOST_PIXELS), 1)
        offsets = np.random.default_rng(job.seed).integers(every, size=count // every + 1)
        parts, passed = [], 0
        for window in progress.part(0.3, 1).each(layers.windows):
            known = np.flatnonzero(self._known(layers, window))
            order = np.arange(passed, passed + len(known))
            passed += len(known)
            if len(taken := known[order % every == offsets[order // every]]):
                parts.append(self._taken(layers, window, taken))
        self._join(parts, job.reference)
        self.facts = {
            "map": Path(job.map).name, "reference": Path(job.reference).name, "reference_pixels": count,
            "pixels": len(self.right), "right": float(self.weights @ self.right / self.weights.sum()),
        }  # fmt: skip

    def _known(self, layers: _Layers, window: Window) -> np.ndarray:
        return (self._read(window)[0] > 0) & (layers.classes(window) > 0)

    def _taken(self, layers: _Layers, window: Window, taken: np.ndarray) -> dict[str, np.ndarray]:
        """What is known of some pixels of a window, by name, each (n,)."""
        pixels = layers.read(window)
        reference, weights = self._read(window)
        rows, cols = np.divmod(taken, window[1].stop - window[1].start)
        arrays = {
            **pixels.ordered, "classes": pixels.classes, "weights": weights,
            "right": self._agrees[reference, pixels.classes],
        }  # fmt: skip
        if pixels.evidence is not None:
            arrays[EVIDENCE] = pixels.evidence
        chosen = {name: array.ravel()[taken] for name, array in arrays.items()}
        return {**chosen, "rows": rows + window[0].start, "cols": cols + window[1].start}

    def _join(self, parts: Sequence[dict[str, np.ndarray]], path: str) -> None:
        names = parts[0] if parts else ()
        found = {name: np.concatenate([part[name] for part in parts]) for name in names}
        whole = np.ones(sum(len(part["right"]) for part in parts), bool)
        ordered = [name for name in found if name in DIRECTIONS]
        for name in ordered:
            whole &= np.isfinite(found[name])
        found = {name: values[whole] for name, values in found.items()}
        right = found.get("right", whole)
        if len(right) < LEAST_PIXELS or min(right.sum(), (~right).sum()) < LEAST_OF_EACH:
            raise SureCoverError(
                f"{_label('reference')} has {len(right)} pixels to fit to, {int((~right).sum())} of them "
                f"wrong on the map: {path}; needed are {LEAST_PIXELS}, at least {LEAST_OF_EACH} of them "
                "right and as many wrong, so give a larger reference, or leave it out."
            )
        self.right, self.weights = right, found["weights"]
        self.rows, self.cols = found["rows"], found["cols"]
        self.pixels = Pixels({name: found[name] for name in ordered}, found.get(EVIDENCE), found["classes"])


def _fitted(sample: _Sample, layers: _Layers, progress: Progress) -> tuple[Additive, dict[str, Any]]:
    """The model with all features or, unless that is better on land held out, with the first one alone.

    Returns:
        The model fitted to the whole sample, and the facts that its file tells.
    """
    lands = blocks_of(sample.rows, sample.cols)
    columns = sample.pixels, layers.names, sample.right, sample.weights
    first = layers.features[:1]
    if not lands.comparable(sample.right):
        progress.warn(
            f"{_label('reference')} lies too close together to hold land out; confidence is fitted to "
            f"{first[0]} alone and was not checked."
        )
        validation: dict[str, Any] = {"how": "not validated: too little land", "kept": list(first)}
        return fit(*columns, first), {"fitted_on": sample.facts, "validation": validation}
    halves = progress.part(0, 0.6), progress.part(0.6, 0.8)
    held_out = {
        features: cross_fitted(*columns, features, lands.folds, part)
        for features, part in zip((layers.features, first), halves)
    }
    losses = {features: log_loss(found, *columns[2:]) for features, found in held_out.items()}
    kept = min(losses, key=lambda features: (losses[features], len(features)))
    validation = {
        "how": lands.text, "kept": list(kept),
        "log_loss_all": losses[layers.features], "log_loss_first": losses[first],
        **judged(held_out[kept], sample.pixels.scores, sample.right, sample.weights, lands, sample.seed),
    }  # fmt: skip
    progress.log(summary(sample.facts, validation))
    if kept != layers.features:
        progress.log(f"Other evidence than {first[0]} did not help where held out and is left out.")
    return fit(*columns, kept), {"fitted_on": sample.facts, "validation": validation}
